//! Drafts and lines as a person would type them, with no more than a story needs.

use serde_json::{Value, json};

/// A line of so many at so much, with these tax rates.
#[must_use]
pub fn line(description: &str, quantity: &str, unit_amount: &str, rates: &[&str]) -> Value {
    json!({
        "description": description, "quantity": quantity, "unit_amount": unit_amount,
        "tax_rate_ids": rates,
    })
}

/// A draft in euros for a customer.
#[must_use]
pub fn draft(customer: &str, lines: &[Value]) -> Value {
    json!({"customer_id": customer, "currency": "EUR", "lines": lines})
}

/// The same object with another field or another value in a field.
#[must_use]
pub fn with(mut object: Value, field: &str, value: impl Into<Value>) -> Value {
    object[field] = value.into();
    object
}

/// A business in Berlin as it would be typed in Settings.
#[must_use]
pub fn business() -> Value {
    json!({
        "name": "Atelier Nord", "legal_name": "Atelier Nord GmbH",
        "address": {"line1": "Torstr. 1", "line2": "", "city": "Berlin", "postal_code": "10119",
            "region": "", "country": "DE"},
        "email": "rechnung@atelier-nord.example", "phone": "+49 30 1234", "website": "",
        "vat_id": "DE123456788", "tax_number": "", "iban": "DE89370400440532013000",
        "bic": "COBADEFFXXX", "bank_name": "", "currency": "EUR", "timezone": "Europe/Berlin",
        "language": "en", "fiscal_year_first_month": 1, "net_days": 14, "tax_inclusive": false,
        "tax_rounding": "per_rate", "rounding": "half_up",
        "invoice_pattern": "INV-{YYYY}-{0000}", "credit_note_pattern": "CN-{YYYY}-{0000}",
        "template": "classic", "paper": "a4", "accent": "#00616a", "invoice_note": "",
        "footer_note": "", "custom_fields": [], "logo": null,
    })
}
