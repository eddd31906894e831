//! `calc invoice`: the sums of an invoice, by the engine that drafts and issued invoices use.

use billing::invoice::{
    Discount, LineItem, LineTotal, TaxRounding, TaxTotal, Totals, TotalsError, TotalsInput,
};
use billing::money::{Currency, Rounding};
use billing::tax::{LineTax, TaxCategory};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::fields::{Fields, broken, decimal, longest_figure, steps, wrong};
use crate::error::AppError;

const FIELDS: &[&str] = &[
    "currency",
    "lines",
    "discount_pct",
    "discount_amount",
    "tax_inclusive",
    "tax_rounding",
    "rounding",
];
const LINE_FIELDS: &[&str] = &[
    "description",
    "quantity",
    "unit_amount",
    "discount_pct",
    "discount_amount",
    "tax_rate_pct",
    "tax_rates_pct",
    "tax_category",
];

/// An invoice as the calculator is given it.
#[derive(Debug)]
pub struct Asked<'a> {
    given: &'a Value,
    /// Where it stands in the input; empty for the input itself.
    path: String,
    pub currency: Currency,
    pub lines: Vec<LineItem>,
    pub discount: Option<Discount>,
    pub tax_inclusive: bool,
    pub tax_rounding: TaxRounding,
    pub rounding: Rounding,
}

/// Answers one line.
pub fn invoice(input: &Value) -> Result<Value, AppError> {
    let asked = read(input, "")?;
    let totals = asked.totals()?;
    let lines: Vec<Value> = totals.lines.iter().map(line_json).collect();
    let taxes: Vec<Value> = totals.taxes.iter().map(tax_json).collect();
    Ok(json!({
        "subtotal": totals.subtotal.to_major_string(),
        "discount": totals.discount.to_major_string(),
        "taxable": totals.taxable.to_major_string(),
        "taxes": taxes,
        "tax": totals.tax.to_major_string(),
        "total": totals.total.to_major_string(),
        "lines": lines,
        "steps": steps(&totals.explanation),
    }))
}

fn line_json(line: &LineTotal) -> Value {
    json!({
        "subtotal": line.subtotal.to_major_string(),
        "discount": line.discount.to_major_string(),
        "invoice_discount": line.invoice_discount.to_major_string(),
        "net": line.net.to_major_string(),
        "tax": line.tax.to_major_string(),
        "total": line.total.to_major_string(),
    })
}

fn tax_json(tax: &TaxTotal) -> Value {
    json!({
        "rate_pct": tax.rate_pct.normalize().to_string(),
        "category": tax.category.code(),
        "taxable": tax.taxable.to_major_string(),
        "amount": tax.amount.to_major_string(),
    })
}

impl Asked<'_> {
    /// The sums, or the rule that the invoice breaks.
    pub fn totals(&self) -> Result<Totals, AppError> {
        billing::invoice::totals(&self.input())
            .map_err(|error| broken("impossible_invoice", &error, &self.field_of(&error)))
    }

    /// The path of the field that breaks a rule.
    fn field_of(&self, error: &TotalsError) -> String {
        let named = |line: Option<usize>, name: &str| match line {
            None => self.path_of(name),
            Some(line) => self.path_of(&format!("lines.{}.{name}", line.saturating_sub(1))),
        };
        match error {
            TotalsError::DiscountOutOfRange { line, .. } => named(*line, "discount_pct"),
            TotalsError::DiscountNegative { line, .. } => named(*line, "discount_amount"),
            TotalsError::TaxSwallowsPrice { line } => {
                let single = self.given_line(*line).get("tax_rate_pct");
                let listed = single.is_none_or(Value::is_null);
                let name = if listed {
                    "tax_rates_pct"
                } else {
                    "tax_rate_pct"
                };
                named(Some(*line), name)
            }
            TotalsError::Overflow { line } => {
                let at = format!("lines.{}", line.saturating_sub(1));
                longest_figure(self.given_line(*line), &self.path_of(&at))
            }
            TotalsError::Money(_) => longest_figure(self.given, &self.path),
        }
    }

    /// A line as it was given, counted from 1.
    fn given_line(&self, line: usize) -> &Value {
        let lines = self.given.get("lines");
        let found = lines.and_then(|lines| lines.get(line.saturating_sub(1)));
        found.unwrap_or(self.given)
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    /// The same as the engine takes it.
    pub fn input(&self) -> TotalsInput<'_> {
        TotalsInput {
            currency: self.currency,
            lines: &self.lines,
            discount: self.discount,
            tax_inclusive: self.tax_inclusive,
            tax_rounding: self.tax_rounding,
            rounding: self.rounding,
        }
    }
}

/// Reads an invoice that stands at `path` of the input.
pub fn read<'a>(input: &'a Value, path: &str) -> Result<Asked<'a>, AppError> {
    let fields = Fields::read(input, path, FIELDS)?;
    let tax_rounding = match fields.text("tax_rounding")? {
        None | Some("per_rate") => TaxRounding::PerRate,
        Some("per_line") => TaxRounding::PerLine,
        Some(_) => {
            return Err(wrong(
                &fields.path_of("tax_rounding"),
                "should be per_rate or per_line",
            ));
        }
    };
    fields.required("lines")?;
    let lines = fields.list("lines")?.iter().enumerate();
    Ok(Asked {
        given: input,
        path: path.to_owned(),
        currency: fields.currency()?,
        lines: lines
            .map(|(at, value)| line(value, &fields.path_of(&format!("lines.{at}"))))
            .collect::<Result<_, _>>()?,
        discount: discount(&fields)?,
        tax_inclusive: fields.flag("tax_inclusive", false)?,
        tax_rounding,
        rounding: fields.rounding("rounding")?,
    })
}

fn line(value: &Value, path: &str) -> Result<LineItem, AppError> {
    let fields = Fields::read(value, path, LINE_FIELDS)?;
    Ok(LineItem {
        description: fields.text("description")?.unwrap_or_default().to_owned(),
        quantity: fields.decimal("quantity")?.unwrap_or(Decimal::ONE),
        unit_amount: fields.required_decimal("unit_amount")?,
        discount: discount(&fields)?,
        taxes: taxes(&fields)?,
        ..LineItem::default()
    })
}

/// A discount of zero is none.
fn discount(fields: &Fields<'_>) -> Result<Option<Discount>, AppError> {
    let given = |name| Ok::<_, AppError>(fields.decimal(name)?.filter(|off| !off.is_zero()));
    match (given("discount_pct")?, given("discount_amount")?) {
        (None, None) => Ok(None),
        (Some(percent), None) => Ok(Some(Discount::Percent(percent))),
        (None, Some(amount)) => Ok(Some(Discount::Amount(amount))),
        (Some(_), Some(_)) => {
            let path = fields.path_of("discount_amount");
            Err(wrong(
                &path,
                "excludes discount_pct: a discount is a percentage or an amount",
            ))
        }
    }
}

fn taxes(fields: &Fields<'_>) -> Result<Vec<LineTax>, AppError> {
    let listed = fields.list("tax_rates_pct")?;
    let single = fields.decimal("tax_rate_pct")?;
    if single.is_some() && !listed.is_empty() {
        let path = fields.path_of("tax_rates_pct");
        return Err(wrong(&path, "excludes tax_rate_pct: give one of them"));
    }
    let category = category(fields)?;
    let mut rates: Vec<Decimal> = listed
        .iter()
        .enumerate()
        .map(|(at, rate)| decimal(rate, &fields.path_of(&format!("tax_rates_pct.{at}"))))
        .collect::<Result<_, _>>()?;
    rates.extend(single);
    if let Some(category) = category.filter(|category| *category != TaxCategory::S) {
        refuse_rate(fields, &rates, category)?;
    }
    if rates.is_empty() && category.is_some() {
        rates.push(Decimal::ZERO);
    }
    Ok(rates
        .into_iter()
        .map(|rate_pct| line_tax(rate_pct, category))
        .collect())
}

/// Only the standard category taxes: every other one bears a rate of zero (EN 16931, BR-Z-05,
/// BR-E-05, BR-AE-05, BR-IC-05 and BR-G-05).
fn refuse_rate(
    fields: &Fields<'_>,
    rates: &[Decimal],
    category: TaxCategory,
) -> Result<(), AppError> {
    let Some(at) = rates.iter().position(|rate| !rate.is_zero()) else {
        return Ok(());
    };
    let name = match fields.list("tax_rates_pct")? {
        [] => "tax_rate_pct".to_owned(),
        _ => format!("tax_rates_pct.{at}"),
    };
    let should = format!("should be 0 in the tax category {}", category.code());
    Err(wrong(&fields.path_of(&name), &should))
}

/// Without a category a rate of zero is zero rated, any other the standard one.
fn line_tax(rate_pct: Decimal, category: Option<TaxCategory>) -> LineTax {
    let usual = if rate_pct.is_zero() {
        TaxCategory::Z
    } else {
        TaxCategory::S
    };
    LineTax {
        rate_pct,
        category: category.unwrap_or(usual),
        ..LineTax::default()
    }
}

fn category(fields: &Fields<'_>) -> Result<Option<TaxCategory>, AppError> {
    let Some(value) = fields.value("tax_category") else {
        return Ok(None);
    };
    serde_json::from_value(value.clone())
        .map(Some)
        .map_err(|_| {
            wrong(
                &fields.path_of("tax_category"),
                "should be S, Z, E, AE, K, G or O",
            )
        })
}
