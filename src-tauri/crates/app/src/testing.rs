//! What tests of use cases start from: a temporary ledger, a set clock, a plausible business.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::clock::{Clock, Ids};
use crate::context::{App, AppOptions, Source};
use crate::dto::business::BusinessDto;
use crate::dto::session::CreateLedgerRequest;
use crate::error::AppError;
use crate::keyring::KeyringUse;
use crate::registry;

pub(crate) const PASSPHRASE: &str = "correct horse battery";

/// 2026-11-20 09:00 in Berlin.
pub(crate) fn instant() -> DateTime<Utc> {
    "2026-11-20T08:00:00Z".parse().expect("an instant")
}

pub(crate) fn options(folder: &TempDir) -> AppOptions {
    AppOptions {
        clock: Clock::Set(instant()),
        ids: Ids::Seeded(1),
        source: Source::Person,
        actor: "tester".into(),
        data_dir: folder.path().to_owned(),
        ledger: None,
        passphrase: None,
        keyring: KeyringUse::Off,
        backups: false,
    }
}

pub(crate) fn business_dto() -> BusinessDto {
    serde_json::from_value(json!({
        "name": "Atelier Nord", "legal_name": "Atelier Nord GmbH",
        "address": {"line1": "Torstr. 1", "line2": "", "city": "Berlin", "postal_code": "10119",
            "region": "", "country": "DE"},
        "email": "rechnung@atelier-nord.example", "phone": "+49 30 1234", "website": "",
        "vat_id": "DE123456788", "tax_number": "", "iban": "DE89370400440532013000",
        "bic": "COBADEFFXXX", "bank_name": "", "currency": "EUR", "timezone": "Europe/Berlin",
        "language": "de", "fiscal_year_first_month": 1, "net_days": 14, "tax_inclusive": false,
        "tax_rounding": "per_rate", "rounding": "half_up",
        "invoice_pattern": "INV-{YYYY}-{0000}", "credit_note_pattern": "CN-{YYYY}-{0000}",
        "template": "classic", "paper": "a4", "accent": "#00616a", "invoice_note": "",
        "footer_note": "", "custom_fields": [], "logo": null,
    }))
    .expect("a business")
}

/// An application with an open ledger; the folder lives as long as the test.
pub(crate) fn opened() -> (App, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::new(options(&folder));
    create(&app).expect("a new ledger");
    (app, folder)
}

pub(crate) fn create(app: &App) -> Result<crate::dto::session::SessionStatus, AppError> {
    let request = CreateLedgerRequest {
        path: None,
        passphrase: PASSPHRASE.into(),
        business: business_dto(),
        use_keyring: false,
    };
    crate::session::create::create(app, request)
}

/// Calls a use case as a door does.
pub(crate) fn call(app: &App, name: &str, request: Value) -> Result<Value, AppError> {
    registry::call(app, name, request)
}
