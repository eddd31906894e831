//! `calc vat-id`: the format and check digits of a VAT number.

use serde_json::{Value, json};

use super::fields::Fields;
use crate::error::AppError;
use crate::tax::check_vat_id::check;

/// Answers one line; a number that is none is an answer, not an error.
pub fn vat_id(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", &["id", "country"])?;
    let id = fields.required_text("id")?;
    let country = fields
        .text("country")?
        .filter(|code| !code.trim().is_empty());
    let checked = check(id, country);
    let reason = Some(checked.reason).filter(|reason| !reason.is_empty());
    let verdict = match (checked.valid, &reason) {
        (true, _) => "format and check digits fit",
        (false, Some(reason)) => reason,
        (false, None) => "no VAT number",
    };
    Ok(json!({
        "valid": checked.valid,
        "country": checked.country,
        "normalized": checked.normalized,
        "reason": reason,
        "steps": [
            {"label": "As given", "value": id},
            {"label": "Without separators, in capitals", "value": checked.normalized},
            {"label": "Country", "value": checked.country.as_deref().unwrap_or("not known")},
            {"label": "Check", "value": verdict},
        ],
    }))
}
