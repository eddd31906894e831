//! `calc credit-note`: what crediting parts of an invoice comes to, after the notes so far.

use billing::invoice::{CreditAmounts, CreditError, CreditRequest, Totals, credit_amounts};
use billing::money::{Currency, Money};
use serde_json::{Value, json};

use super::fields::{Fields, broken};
use super::invoice::{Asked, read};
use crate::error::AppError;

/// Answers one line.
pub fn credit_note(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", &["invoice", "lines", "earlier"])?;
    let asked = read(fields.required("invoice")?, "invoice")?;
    let totals = asked.totals()?;
    let mut earlier = Vec::new();
    for (at, value) in fields.list("earlier")?.iter().enumerate() {
        let path = format!("earlier.{at}");
        let note = Fields::read(value, &path, &["lines"])?;
        let amounts = amounts(&asked, &totals, &earlier, &note)?;
        earlier.push(amounts);
    }
    let note = amounts(&asked, &totals, &earlier, &fields)?;
    let credited = earlier.iter().map(|note| note.total).chain([note.total]);
    let credited = Money::try_sum(credited, asked.currency)?;
    let remaining = totals.total.try_sub(credited)?;
    Ok(json!({
        "net": note.net.to_major_string(),
        "tax": note.tax.to_major_string(),
        "total": note.total.to_major_string(),
        "remaining": remaining.to_major_string(),
        "steps": steps(&note, &totals, remaining),
    }))
}

/// The amounts of one note, whose `lines` are among the fields.
fn amounts(
    asked: &Asked<'_>,
    totals: &Totals,
    earlier: &[CreditAmounts],
    fields: &Fields<'_>,
) -> Result<CreditAmounts, AppError> {
    fields.required("lines")?;
    let lines = fields.list("lines")?.iter().enumerate();
    let parts: Vec<(usize, Money)> = lines
        .map(|(at, value)| {
            line(
                value,
                &fields.path_of(&format!("lines.{at}")),
                asked.currency,
            )
        })
        .collect::<Result<_, _>>()?;
    let request = CreditRequest::ByLine(parts.clone());
    credit_amounts(&asked.input(), totals, earlier, &request).map_err(|error| {
        let field = fields.path_of(&field_of(&error, &parts));
        broken("impossible_credit_note", &error, &field)
    })
}

/// The field that breaks a rule: the last entry for the line, where it is about one.
fn field_of(error: &CreditError, parts: &[(usize, Money)]) -> String {
    let (line, name) = match error {
        CreditError::UnknownLine { line, .. } => (line, "line"),
        CreditError::MoreThanLine { line, .. } => (line, "amount"),
        _ => return "lines".to_owned(),
    };
    match parts.iter().rposition(|(of, _)| of == line) {
        Some(at) => format!("lines.{at}.{name}"),
        None => "lines".to_owned(),
    }
}

fn line(value: &Value, path: &str, currency: Currency) -> Result<(usize, Money), AppError> {
    let fields = Fields::read(value, path, &["line", "amount"])?;
    let line = usize::try_from(fields.whole("line", None)?).unwrap_or(usize::MAX);
    Ok((line, fields.money("amount", currency)?))
}

fn steps(note: &CreditAmounts, totals: &Totals, remaining: Money) -> Vec<Value> {
    let mut steps = Vec::new();
    let mut step = |label: String, value: Money| {
        steps.push(json!({"label": label, "value": value.to_string()}));
    };
    step("Invoice total".to_owned(), totals.total);
    for line in &note.lines {
        step(format!("Line {}: net credited", line.line), line.amount);
        step(format!("Line {}: its tax", line.line), line.tax);
    }
    step("Credited".to_owned(), note.total);
    step("Remaining of the invoice".to_owned(), remaining);
    steps
}
