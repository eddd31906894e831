//! `calc change`: what changing a price within a period credits, charges and taxes.

use billing::invoice::{LineItem, TaxRounding, Totals, TotalsInput, totals};
use billing::money::{Currency, Money, Rounding};
use billing::subscription::{
    BilledTime, ChangeAmounts, ChangeError, Fraction, HeldPrice, change_amounts, prorate,
};
use billing::tax::LineTax;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::fields::{Fields, broken, longest_figure, steps};
use super::moments::{moment, period};
use crate::error::AppError;

const FIELDS: &[&str] = &[
    "currency",
    "convention",
    "period_start",
    "period_end",
    "at",
    "old",
    "new",
    "tax_pct",
    "tax_inclusive",
    "timezone",
];

/// Answers one line.
pub fn change(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", FIELDS)?;
    let currency = fields.currency()?;
    let period = period(&fields)?;
    let at = moment(&fields, "at")?;
    let left = period
        .left(at)
        .map_err(|error| broken("impossible_change", &error, "at"))?;
    let (old, old_words) = held(&fields, "old")?;
    let (new, new_words) = held(&fields, "new")?;
    let tax_pct = fields.decimal("tax_pct")?.unwrap_or_default();
    let tax_inclusive = fields.flag("tax_inclusive", false)?;
    let longest = |name: &str| longest_figure(fields.value(name).unwrap_or(input), name);
    let whole = period.whole();
    let everything = Fraction { part: whole, whole };
    let billed = prorate(old, everything, currency, Rounding::HalfUp)
        .map_err(|error| broken("amount_too_large", &error, &longest("old")))?;
    let time = BilledTime {
        amount: billed,
        units: whole,
    };
    let amounts = change_amounts(time, left, new, Rounding::HalfUp)
        .map_err(|error| broken("amount_too_large", &error, &longest("new")))?;
    let sums = taxed(&amounts, currency, tax_pct, tax_inclusive)?;
    let mut explained = vec![
        json!({"label": format!("Old price: {old_words}"), "value": old.normalize().to_string()}),
        json!({"label": format!("Billed for {} to {}", period.start(), period.end()),
               "value": billed.to_string()}),
        json!({"label": format!("New price: {new_words}"), "value": new.normalize().to_string()}),
    ];
    explained.extend(steps(&amounts.explanation));
    let included = if tax_inclusive { ", included" } else { "" };
    let tax = format!("Tax of {} %{included}", tax_pct.normalize());
    explained.push(json!({"label": tax, "value": sums.tax.to_string()}));
    explained.push(json!({"label": "Total", "value": sums.total.to_string()}));
    Ok(json!({
        "credit": amounts.credit.to_major_string(),
        "charge": amounts.charge.to_major_string(),
        "net": sums.taxable.to_major_string(),
        "tax": sums.tax.to_major_string(),
        "total": sums.total.to_major_string(),
        "steps": explained,
    }))
}

/// The exact price of a whole period in the field `old` or `new`, and how it comes about.
fn held(fields: &Fields<'_>, name: &str) -> Result<(Decimal, String), AppError> {
    let path = fields.path_of(name);
    let known = ["amount", "quantity", "discount_pct"];
    let fields = Fields::read(fields.required(name)?, &path, &known)?;
    let held = HeldPrice {
        amount: fields.required_decimal("amount")?,
        quantity: fields.decimal("quantity")?.unwrap_or(Decimal::ONE),
        discount_pct: fields.decimal("discount_pct")?.unwrap_or_default(),
    };
    Ok((exact(&held, &fields)?, words(&held)))
}

/// A price as a sum that can be checked: what one costs, how many, less the discount.
pub fn words(held: &HeldPrice) -> String {
    let (amount, quantity) = (held.amount, held.quantity);
    if held.discount_pct.is_zero() {
        return format!("{amount} × {quantity}");
    }
    format!(
        "{amount} × {quantity}, less {} %",
        held.discount_pct.normalize()
    )
}

/// The exact price of a whole period, with errors that name a field of the object it stands in.
pub fn exact(held: &HeldPrice, fields: &Fields<'_>) -> Result<Decimal, AppError> {
    held.exact().map_err(|error| {
        let field = match &error {
            ChangeError::DiscountOutOfRange { .. } => "discount_pct",
            ChangeError::NegativeQuantity { .. } => "quantity",
            _ => {
                let longest = fields.longest_of(&["amount", "quantity", "discount_pct"]);
                return broken("impossible_price", &error, &longest);
            }
        };
        broken("impossible_price", &error, &fields.path_of(field))
    })
}

/// Credit and charge as lines of one tax, summed by the engine that invoices use.
fn taxed(
    amounts: &ChangeAmounts,
    currency: Currency,
    tax_pct: Decimal,
    tax_inclusive: bool,
) -> Result<Totals, AppError> {
    let line = |quantity: Decimal, amount: Money| LineItem {
        quantity,
        unit_amount: amount.to_decimal(),
        taxes: vec![LineTax {
            rate_pct: tax_pct,
            ..LineTax::default()
        }],
        ..LineItem::default()
    };
    let lines = [
        line(Decimal::NEGATIVE_ONE, amounts.credit),
        line(Decimal::ONE, amounts.charge),
    ];
    totals(&TotalsInput {
        currency,
        lines: &lines,
        discount: None,
        tax_inclusive,
        tax_rounding: TaxRounding::PerRate,
        rounding: Rounding::HalfUp,
    })
    .map_err(|error| broken("impossible_tax", &error, "tax_pct"))
}
