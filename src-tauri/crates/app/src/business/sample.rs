//! Shows a sample invoice with details that are not saved yet, so that a look can be tried.

use billing::business::Business;
use billing::customer::{Address, Customer, TaxProfile};
use billing::ids::{CustomerId, InvoiceId};
use billing::invoice::{DraftInvoice, LineItem};
use billing::tax::{LineTax, TaxCategory};
use documents::InvoiceDocument;
use rust_decimal::Decimal;

use super::from_dto::from_dto;
use super::get::local_date;
use crate::context::App;
use crate::dto::business::BusinessDto;
use crate::dto::invoices::PagesDto;
use crate::error::AppError;

/// Works before a ledger is open, for the setup; with one, its logo is on the page.
pub fn sample(app: &App, request: BusinessDto) -> Result<PagesDto, AppError> {
    let business = from_dto(&request)?;
    let logo = app.read(|tx| Ok(tx.business().logo()?)).unwrap_or_default();
    let customer = customer(app, &business);
    let mut draft = DraftInvoice::new(
        InvoiceId::from_ulid(app.new_ulid()),
        &customer,
        &business,
        app.now(),
    );
    draft.lines = lines();
    let today = local_date(app.now(), &business.timezone);
    let logo = logo.as_ref().map(|logo| logo.bytes.as_slice());
    let document = InvoiceDocument::from_draft(&draft, &business, &customer, logo, today)?;
    let preview = app.documents()?.preview_svg(&document)?;
    let totals = Some(crate::invoices::to_dto::totals_to_dto(&draft.totals()?));
    Ok(PagesDto {
        pages: preview.pages,
        notes: preview.notes,
        totals,
        problems: Vec::new(),
    })
}

fn customer(app: &App, business: &Business) -> Customer {
    Customer {
        id: CustomerId::from_ulid(app.new_ulid()),
        name: "Sample Customer".into(),
        email: "billing@customer.example".into(),
        phone: String::new(),
        address: Address {
            line1: "1 Sample Street".into(),
            city: "Sampletown".into(),
            postal_code: "12345".into(),
            country: business.address.country.clone(),
            ..Address::default()
        },
        language: business.language,
        currency: business.currency,
        timezone: None,
        net_days: None,
        tax: TaxProfile::default(),
        notes: String::new(),
        custom_fields: Vec::new(),
        created_at: app.now(),
        archived_at: None,
    }
}

fn lines() -> Vec<LineItem> {
    let tax = LineTax {
        name: "VAT".into(),
        rate_pct: Decimal::from(20),
        jurisdiction: String::new(),
        category: TaxCategory::S,
        note: String::new(),
    };
    let line = |description: &str, quantity: i64, unit: &str, unit_amount: i64| LineItem {
        description: description.into(),
        quantity: Decimal::from(quantity),
        unit: unit.into(),
        unit_amount: Decimal::from(unit_amount),
        discount: None,
        taxes: vec![tax.clone()],
        service_period: None,
        product: String::new(),
        source: None,
        tax_decision: None,
    };
    vec![
        line("Consulting, as agreed", 12, "h", 95),
        line("Workshop with your team", 1, "day", 1200),
        line("Travel", 240, "km", 1),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{business_dto, options};

    #[test]
    fn a_look_is_tried_without_a_ledger() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = App::new(options(&folder));
        let sample = sample(&app, business_dto()).expect("pages");
        assert!(sample.pages[0].starts_with("<svg"));
        // 12 × 95 + 1200 + 240 × 1 = 2580.00, and 20 % of it are 516.00: 3096.00.
        assert_eq!(sample.totals.expect("sums").total.minor, "309600");
    }
}
