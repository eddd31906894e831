//! Lists the saved views of a list, in the order they were made.

use serde::{Deserialize, Serialize};
use store::table::saved_views::SavedView;

use crate::context::App;
use crate::dto::lists::{Filter, Sort};
use crate::dto::settings::{ListViewsRequest, SavedViewDto, SavedViewList};
use crate::error::AppError;

/// What a view keeps beside its name and place.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ViewBody {
    pub(crate) search: String,
    pub(crate) filters: Vec<Filter>,
    pub(crate) sort: Vec<Sort>,
    pub(crate) columns: Vec<String>,
}

/// The views of one list.
pub fn list(app: &App, request: ListViewsRequest) -> Result<SavedViewList, AppError> {
    app.read(|tx| {
        let views = tx.saved_views().list(Some(&request.list))?;
        Ok(SavedViewList {
            rows: views.into_iter().map(to_dto).collect(),
        })
    })
}

/// A view whose content an older build wrote otherwise keeps its name and shows everything.
pub(crate) fn to_dto(view: SavedView) -> SavedViewDto {
    let body: ViewBody = serde_json::from_value(view.view).unwrap_or_default();
    SavedViewDto {
        id: Some(view.id.to_string()),
        list: view.screen,
        name: view.name,
        search: body.search,
        filters: body.filters,
        sort: body.sort,
        columns: body.columns,
    }
}
