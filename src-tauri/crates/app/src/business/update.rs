//! Changes the business's details, and sets or clears its logo.

use billing::business::Business;
use store::WriteTx;

use super::from_dto::from_dto;
use super::get::get;
use super::logo;
use crate::context::App;
use crate::dto::business::{BusinessDto, SetLogoRequest};
use crate::dto::lists::Nothing;
use crate::error::AppError;

/// Issued documents keep the details that they were issued with.
pub fn update(app: &App, request: BusinessDto) -> Result<BusinessDto, AppError> {
    let business = from_dto(&request)?;
    app.write("business.update", |tx| put(tx, &business))?;
    get(app, Nothing {})
}

/// Saves the business within a transaction.
pub(crate) fn put(tx: &mut WriteTx<'_>, business: &Business) -> Result<(), AppError> {
    let before = tx.business().get()?;
    tx.business_mut().put(business)?;
    let before = before.map_or(String::new(), |before| before.timezone);
    if before.is_empty() {
        return Ok(());
    }
    crate::usage::zone::follow_business(tx, &before, &business.timezone)
}

/// Sets the logo, or clears it where none is sent.
pub fn set_logo(app: &App, request: SetLogoRequest) -> Result<BusinessDto, AppError> {
    let logo = request.base64.as_deref().map(logo::decode).transpose()?;
    app.write("business.set_logo", |tx| {
        Ok(tx.business_mut().put_logo(logo.as_ref())?)
    })?;
    get(app, Nothing {})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{business_dto, call, opened};
    use serde_json::json;

    #[test]
    fn a_change_is_kept_and_audited() {
        let (app, _folder) = opened();
        let mut dto = business_dto();
        dto.net_days = 30;
        assert_eq!(update(&app, dto.clone()), Ok(dto));
        let log = call(&app, "audit.list", json!({})).expect("the audit log");
        assert_eq!(log["rows"][0]["action"], "business.update");
    }

    #[test]
    fn a_logo_comes_and_goes_and_an_update_leaves_it() {
        let (app, _folder) = opened();
        let svg = base64::Engine::encode(
            &base64::engine::general_purpose::STANDARD,
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        );
        let set = set_logo(&app, SetLogoRequest { base64: Some(svg) }).expect("kept");
        assert!(set.logo.is_some());
        assert_eq!(update(&app, business_dto()).expect("saved").logo, set.logo);
        let cleared = set_logo(&app, SetLogoRequest { base64: None }).expect("cleared");
        assert_eq!(cleared.logo, None);
    }
}
