//! `calc.run`: one answer for each input line, in order; a bad line never stops the others.

use serde_json::{Value, json};

use crate::context::App;
use crate::dto::jobs::{CalcRequest, CalcResponse};
use crate::error::AppError;

type Rule = fn(&Value) -> Result<Value, AppError>;

const RULES: &[(&str, Rule)] = &[
    ("price", super::price::price),
    ("periods", super::periods::periods),
    ("proration", super::proration::proration),
    ("change", super::change::change),
    ("chain", super::chain::chain),
    ("invoice", super::invoice::invoice),
    ("credit-note", super::credit_note::credit_note),
    ("tax", super::tax::tax),
    ("vat-id", super::vat_id::vat_id),
    ("allocate", super::allocate::allocate),
    ("round", super::round::round),
    ("usage", super::usage::usage),
    ("forecast", super::forecast::forecast),
];

/// Asked for in the contract, and not built yet.
const LATER: &[&str] = &[
    "recognize",
    "transaction-price",
    "metrics",
    "dunning",
    "verify-signature",
];

/// Answers every input with the rule that was asked for.
pub fn run(_app: &App, request: CalcRequest) -> Result<CalcResponse, AppError> {
    answer(&request.what, &request.inputs)
}

/// The same without an application: nothing here needs one.
pub fn answer(what: &str, inputs: &[Value]) -> Result<CalcResponse, AppError> {
    let rule = rule(what)?;
    let one = |input: &Value| rule(input).unwrap_or_else(|error| error_line(&error));
    Ok(CalcResponse {
        answers: inputs.iter().map(one).collect(),
    })
}

/// The answer to a line that could not be answered.
pub fn error_line(error: &AppError) -> Value {
    json!({"error": {"code": error.code, "message": error.message, "field": error.field}})
}

fn rule(what: &str) -> Result<Rule, AppError> {
    if let Some((_, rule)) = RULES.iter().find(|(name, _)| *name == what) {
        return Ok(*rule);
    }
    let known: Vec<&str> = RULES.iter().map(|(name, _)| *name).collect();
    let known = format!("The calculator knows {}.", known.join(", "));
    let (code, message) = if LATER.contains(&what) {
        (
            "not_available_yet",
            format!("\"{what}\" cannot be computed in this version yet."),
        )
    } else {
        (
            "unknown_calculation",
            format!("There is no calculation \"{what}\"."),
        )
    };
    Err(AppError::new(code, message, known).at("what"))
}
