//! The calculator measured: lines of each kind, read, computed and written as `billfold calc` does.

use std::path::Path;
use std::time::Instant;

use app::context::{App, AppOptions};
use app::registry;
use serde_json::{Value, json};

use crate::report::Report;

const LINES: usize = 5_000;

/// One line of each kind, of a common size.
const KINDS: [(&str, &str); 8] = [
    (
        "price",
        r#"{"currency": "EUR", "quantity": "1234.5", "included": "100",
            "model": {"type": "tiered_graduated", "tiers": [
                {"up_to": "100", "unit_amount": "0.50", "flat_amount": "5"},
                {"up_to": "1000", "unit_amount": "0.40", "flat_amount": "0"},
                {"up_to": null, "unit_amount": "0.3333", "flat_amount": "0"}]}}"#,
    ),
    (
        "periods",
        r#"{"start": "2024-01-31", "interval": "month", "n": 12, "timezone": "Europe/Berlin"}"#,
    ),
    (
        "proration",
        r#"{"price": "99.00", "currency": "EUR", "period_start": "2026-01-01",
            "period_end": "2026-02-01", "from": "2026-01-15", "to": "2026-02-01",
            "convention": "day"}"#,
    ),
    (
        "change",
        r#"{"currency": "EUR", "convention": "day", "period_start": "2026-01-01",
            "period_end": "2026-02-01", "at": "2026-01-15",
            "old": {"amount": "29.00", "quantity": "1", "discount_pct": "0"},
            "new": {"amount": "99.00", "quantity": "1", "discount_pct": "10"}, "tax_pct": "19"}"#,
    ),
    (
        "chain",
        r#"{"currency": "EUR", "convention": "day", "period_start": "2026-01-01",
            "period_end": "2026-02-01", "amount": "29.00", "changes": [
                {"at": "2026-01-10", "amount": "99.00", "quantity": "1"},
                {"at": "2026-01-20", "amount": "49.00", "quantity": "2"}]}"#,
    ),
    (
        "invoice",
        r#"{"currency": "EUR", "discount_pct": "5", "lines": [
            {"description": "a", "quantity": "3", "unit_amount": "19.99", "tax_rate_pct": "19"},
            {"description": "b", "quantity": "1", "unit_amount": "9.95", "tax_rate_pct": "7"},
            {"description": "c", "quantity": "2", "unit_amount": "7.77", "tax_rate_pct": "19"}]}"#,
    ),
    (
        "tax",
        r#"{"seller": {"country": "DE", "registrations": ["DE"], "oss": true},
            "customer": {"country": "FR"},
            "supply": {"kind": "digital_service", "date": "2026-03-01", "amount": "99.00"}}"#,
    ),
    ("vat-id", r#"{"id": "DE 136 695 976", "country": "DE"}"#),
];

pub fn measure(report: &mut Report, folder: &Path) {
    let app = App::new(AppOptions::new(folder));
    let mut slowest = f64::INFINITY;
    for (what, line) in KINDS {
        let line = one_line(line);
        let started = Instant::now();
        for _ in 0..LINES {
            let answer = answer(&app, what, &line);
            assert!(!answer.contains("\"error\""), "{what}: {answer}");
        }
        let rate = f64::from(u32::try_from(LINES).expect("a small number"))
            / started.elapsed().as_secs_f64();
        slowest = slowest.min(rate);
        report.add("grown", &format!("calc {what}, lines/s"), rate);
    }
    report.add("grown", "calc, the slowest kind, lines/s", slowest);
}

fn one_line(text: &str) -> String {
    let value: Value = serde_json::from_str(text).expect("a line of JSON");
    value.to_string()
}

fn answer(app: &App, what: &str, line: &str) -> String {
    let input = app::calc::line::read(line.as_bytes()).expect("a line of JSON");
    let request = json!({"what": what, "inputs": [input]});
    let response = registry::call(app, "calc.run", request).expect("an answer");
    response["answers"][0].to_string()
}
