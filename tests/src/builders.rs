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

/// A price of that key by the month in euros; with no name it is called like its plan.
#[must_use]
pub fn price(key: &str, kind: &str, model: Value) -> Value {
    json!({"key": key, "name": "", "unit": "", "currency": "EUR", "recurrence": every("month"),
        "kind": kind, "meter": if kind == "metered" { key } else { "" }, "model": model,
        "included": "", "commitment": "", "timing": "", "prorates": kind == "recurring"})
}

/// So much a month in euros.
#[must_use]
pub fn flat(amount: &str) -> Value {
    price(
        "base",
        "recurring",
        json!({"type": "flat", "amount": amount}),
    )
}

/// So much for each one a month in euros.
#[must_use]
pub fn seats(unit_amount: &str) -> Value {
    let model = json!({"type": "per_unit", "unit_amount": unit_amount});
    with(price("seats", "recurring", model), "unit", "seat")
}

/// The same price in another interval.
#[must_use]
pub fn each(price: Value, interval: &str) -> Value {
    with(price, "recurrence", every(interval))
}

/// One interval, as prices and subscriptions repeat by it.
#[must_use]
pub fn every(interval: &str) -> Value {
    json!({"interval": interval, "count": 1})
}

/// A plan's version with these prices and nothing else said.
#[must_use]
pub fn content(prices: &[Value]) -> Value {
    json!({"prices": prices, "entitlements": [], "trial_days": 0, "convention": "", "behavior": "",
        "tax_inclusive": false})
}

/// Another plan.
#[must_use]
pub fn to_plan(plan: &str) -> Value {
    json!({"kind": "plan", "plan_id": plan})
}

/// Another quantity of a subscription's plan.
#[must_use]
pub fn quantity(of: &str) -> Value {
    json!({"kind": "quantity", "quantity": of})
}

/// Another interval.
#[must_use]
pub fn to_interval(interval: &str) -> Value {
    json!({"kind": "interval", "recurrence": every(interval)})
}

/// The end, with unused time credited or not.
#[must_use]
pub fn cancel(prorate: bool) -> Value {
    json!({"kind": "cancel", "prorate": prorate})
}
