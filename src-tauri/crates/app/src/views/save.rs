//! Saves a view of a list: a new one, or a new content for one that is there.

use billing::ids::SavedViewId;
use store::WriteTx;
use store::table::saved_views::SavedView;

use super::list::{ViewBody, to_dto};
use crate::context::App;
use crate::dto::settings::SavedViewDto;
use crate::error::AppError;
use crate::error_from::not_found;

const LISTS: [&str; 8] = [
    "customers",
    "plans",
    "subscriptions",
    "invoices",
    "payments",
    "credit_notes",
    "journal",
    "audit",
];

/// New views come last.
pub fn save(app: &App, request: SavedViewDto) -> Result<SavedViewDto, AppError> {
    check(&request)?;
    let fresh = SavedViewId::from_ulid(app.new_ulid());
    app.write("views.save", |tx| {
        let view = placed(tx, fresh, &request)?;
        tx.saved_views_mut().put(&view)?;
        Ok(to_dto(view))
    })
}

fn placed(
    tx: &WriteTx<'_>,
    fresh: SavedViewId,
    request: &SavedViewDto,
) -> Result<SavedView, AppError> {
    let (id, position) = match &request.id {
        Some(text) => {
            let id = id_of(text)?;
            let there = tx
                .saved_views()
                .get(&id)?
                .ok_or_else(|| not_found("saved view", text))?;
            (id, there.position)
        }
        None => {
            let there = tx.saved_views().list(Some(&request.list))?;
            (fresh, there.last().map_or(0, |last| last.position + 1))
        }
    };
    let body = ViewBody {
        search: request.search.clone(),
        filters: request.filters.clone(),
        sort: request.sort.clone(),
        columns: request.columns.clone(),
    };
    let name = request.name.trim().to_owned();
    let view = serde_json::to_value(body).unwrap_or_default();
    Ok(SavedView {
        id,
        screen: request.list.clone(),
        name,
        position,
        view,
    })
}

pub(crate) fn id_of(text: &str) -> Result<SavedViewId, AppError> {
    SavedViewId::parse(text).map_err(|_| not_found("saved view", text))
}

fn check(request: &SavedViewDto) -> Result<(), AppError> {
    if request.name.trim().is_empty() {
        return Err(AppError::new(
            "view_unnamed",
            "A saved view has a name; nothing was saved.",
            "Give it one, such as \"Past due\".",
        )
        .at("name"));
    }
    if !LISTS.contains(&request.list.as_str()) {
        return Err(AppError::new(
            "list_unknown",
            format!(
                "There is no list named \"{}\"; nothing was saved.",
                request.list
            ),
            format!("Give one of: {}.", LISTS.join(", ")),
        )
        .at("list"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::testing::{call, opened};
    use serde_json::json;

    #[test]
    fn a_view_is_saved_changed_listed_and_deleted() {
        let (app, _folder) = opened();
        let view = json!({"list": "invoices", "name": "Past due", "filters": [
            {"column": "past_due", "op": "is", "values": ["true"]}], "sort": [], "columns": []});
        let mut saved = call(&app, "views.save", view).expect("saved");
        saved["name"] = json!("Late");
        call(&app, "views.save", saved.clone()).expect("changed");
        let rows = call(&app, "views.list", json!({"list": "invoices"})).expect("listed");
        assert_eq!(rows["rows"], json!([saved]));
        call(&app, "views.delete", json!({"id": saved["id"]})).expect("deleted");
        let rows = call(&app, "views.list", json!({"list": "invoices"})).expect("listed");
        assert_eq!(rows["rows"], json!([]));
        let again = call(&app, "views.delete", json!({"id": saved["id"]}));
        assert_eq!(again.expect_err("gone").code, "saved_view_not_found");
    }

    #[test]
    fn a_view_needs_a_name_and_a_list_that_exists() {
        let (app, _folder) = opened();
        let view = |list: &str, name: &str| {
            let mut view = json!({"filters": [], "sort": [], "columns": []});
            view["list"] = json!(list);
            view["name"] = json!(name);
            view
        };
        let code = |request| call(&app, "views.save", request).expect_err("refused").code;
        assert_eq!(code(view("invoices", " ")), "view_unnamed");
        assert_eq!(code(view("colours", "All")), "list_unknown");
    }
}
