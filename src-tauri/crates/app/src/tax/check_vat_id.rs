//! Checks the format and check digits of a VAT number.

use billing::tax::VatId;

use crate::context::App;
use crate::dto::tax::{CheckVatIdRequest, VatIdCheck};
use crate::error::AppError;

/// Says what is wrong with it, where something is; a bad number is an answer, not an error.
pub fn check_vat_id(_app: &App, request: CheckVatIdRequest) -> Result<VatIdCheck, AppError> {
    let country = Some(request.country.as_str()).filter(|code| !code.trim().is_empty());
    Ok(check(&request.id, country))
}

pub(crate) fn check(id: &str, country: Option<&str>) -> VatIdCheck {
    match VatId::try_new(id, country) {
        Ok(number) => VatIdCheck {
            valid: true,
            country: Some(number.country().to_owned()),
            normalized: number.as_str().to_owned(),
            reason: if number.names_vat() {
                String::new()
            } else {
                "Swiss VAT numbers end in MWST, TVA or IVA; this one does not say that it is \
                 for VAT."
                    .to_owned()
            },
        },
        Err(error) => VatIdCheck {
            valid: false,
            country: error.country.map(str::to_owned),
            reason: format!("{error}."),
            normalized: error.normalized,
        },
    }
}
