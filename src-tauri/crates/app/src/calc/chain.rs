//! `calc chain`: what changes of price and quantity within one period bill together.

use billing::money::Rounding;
use billing::subscription::{
    ChainLine, ChangeError, HeldPrice, PriceChange, ProratedPeriod, chain as chained,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::change::{exact, words};
use super::fields::{Fields, broken, longest_figure, steps};
use super::moments::{moment, period};
use crate::error::AppError;

const FIELDS: &[&str] = &[
    "currency",
    "convention",
    "period_start",
    "period_end",
    "amount",
    "quantity",
    "discount_pct",
    "changes",
    "timezone",
];

/// Answers one line.
pub fn chain(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", FIELDS)?;
    let currency = fields.currency()?;
    let period = period(&fields)?;
    let first = HeldPrice {
        amount: fields.required_decimal("amount")?,
        quantity: fields.decimal("quantity")?.unwrap_or(Decimal::ONE),
        discount_pct: fields.decimal("discount_pct")?.unwrap_or_default(),
    };
    let price = exact(&first, &fields)?;
    let mut explained = vec![price_step("Price", &first, price)];
    let changes = changes(&fields, &period, first, &mut explained)?;
    let chain = chained(&period, price, &changes, currency, Rounding::HalfUp).map_err(|error| {
        let field = match &error {
            ChangeError::OutOfOrder { change, .. } | ChangeError::AtNoTime { change, .. } => {
                format!("changes.{change}.at")
            }
            _ => longest_figure(input, ""),
        };
        broken("impossible_chain", &error, &field)
    })?;
    explained.extend(steps(&chain.explanation));
    Ok(json!({
        "lines": chain.lines.iter().map(line).collect::<Vec<Value>>(),
        "total": chain.total.to_major_string(),
        "steps": explained,
    }))
}

/// The changes. Amount and quantity stay as they were where a change leaves them out; the
/// discount is on all of them.
fn changes(
    fields: &Fields<'_>,
    period: &ProratedPeriod,
    first: HeldPrice,
    explained: &mut Vec<Value>,
) -> Result<Vec<PriceChange>, AppError> {
    let mut held = first;
    let mut changes = Vec::new();
    for (at, value) in fields.list("changes")?.iter().enumerate() {
        let path = fields.path_of(&format!("changes.{at}"));
        let fields = Fields::read(value, &path, &["at", "amount", "quantity"])?;
        let takes_effect = moment(&fields, "at")?;
        period
            .left(takes_effect)
            .map_err(|error| broken("impossible_chain", &error, &fields.path_of("at")))?;
        held = HeldPrice {
            amount: fields.decimal("amount")?.unwrap_or(held.amount),
            quantity: fields.decimal("quantity")?.unwrap_or(held.quantity),
            ..held
        };
        let price = exact(&held, &fields)?;
        let label = format!("Price from {takes_effect}");
        explained.push(price_step(&label, &held, price));
        changes.push(PriceChange {
            at: takes_effect,
            price,
        });
    }
    Ok(changes)
}

fn price_step(label: &str, held: &HeldPrice, price: Decimal) -> Value {
    let label = format!("{label}: {}", words(held));
    json!({"label": label, "value": price.normalize().to_string()})
}

fn line(line: &ChainLine) -> Value {
    json!({
        "from": line.from.to_string(),
        "to": line.to.to_string(),
        "amount": line.amount.to_major_string(),
        "fraction": line.fraction.to_string(),
    })
}
