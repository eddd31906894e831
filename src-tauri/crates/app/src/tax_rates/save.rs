//! Makes a tax rate or changes one; invoices keep the rate that they were issued with.

use billing::ids::TaxRateId;

use super::from_dto::from_dto;
use super::to_dto::to_dto;
use crate::context::App;
use crate::dto::business::{SaveTaxRateRequest, TaxRateDto};
use crate::error::AppError;
use crate::error_from::not_found;

/// With an `id`, that one is changed.
pub fn save(app: &App, request: SaveTaxRateRequest) -> Result<TaxRateDto, AppError> {
    let now = app.now();
    let fresh = TaxRateId::from_ulid(app.new_ulid());
    app.write("tax_rates.save", |tx| {
        let (id, archived_at) = match &request.id {
            Some(text) => {
                let id = TaxRateId::parse(text).map_err(|_| not_found("tax rate", text))?;
                let there = tx
                    .tax_rates()
                    .get(&id)?
                    .ok_or_else(|| not_found("tax rate", text))?;
                (id, there.archived_at.unwrap_or(now))
            }
            None => (fresh, now),
        };
        let rate = from_dto(&request, id, archived_at)?;
        tx.tax_rates_mut().put(&rate)?;
        Ok(to_dto(rate))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{call, opened};
    use serde_json::json;

    #[test]
    fn a_rate_is_made_changed_and_archived() {
        let (app, _folder) = opened();
        let vat =
            json!({"name": "USt.", "rate_pct": "19.0", "jurisdiction": "de", "category": "S"});
        let made = call(&app, "tax_rates.save", vat).expect("made");
        assert_eq!(
            (&made["rate_pct"], &made["jurisdiction"]),
            (&json!("19"), &json!("DE"))
        );
        let mut archived = made.clone();
        archived["archived"] = json!(true);
        call(&app, "tax_rates.save", archived.clone()).expect("archived");
        let none = json!({"name": "None", "rate_pct": "0", "jurisdiction": "", "category": "O"});
        call(&app, "tax_rates.save", none).expect("made");
        let rows = call(&app, "tax_rates.list", json!({})).expect("listed");
        assert_eq!(rows["rows"][0]["name"], "None");
        assert_eq!(rows["rows"][1], archived);
    }

    #[test]
    fn each_fault_names_its_field() {
        let (app, _folder) = opened();
        let table = [
            ("tax_rate_invalid", "name", "", "19", "S"),
            ("number_unreadable", "rate_pct", "VAT", "many", "S"),
            ("tax_rate_invalid", "rate_pct", "VAT", "-100", "S"),
            ("tax_rate_invalid", "category", "VAT", "19", "AE"),
            ("unknown_choice", "category", "VAT", "19", "X"),
        ];
        for (code, field, name, rate_pct, category) in table {
            let request = json!({"name": name, "rate_pct": rate_pct, "jurisdiction": "DE",
                "category": category});
            let error = call(&app, "tax_rates.save", request).expect_err(field);
            assert_eq!(
                (error.code.as_str(), error.field.as_deref()),
                (code, Some(field))
            );
        }
    }

    #[test]
    fn a_rate_that_is_not_there_is_not_made_by_changing_it() {
        let (app, _folder) = opened();
        let request = json!({"id": "txr_01", "name": "VAT", "rate_pct": "19",
            "jurisdiction": "DE", "category": "S"});
        let error = call(&app, "tax_rates.save", request).expect_err("not there");
        assert_eq!(error.code, "tax_rate_not_found");
    }
}
