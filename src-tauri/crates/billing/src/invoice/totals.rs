//! Totals: the one engine that says what lines come to, for drafts, invoices and the calculator.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::explanation::Explanation;
use super::line_item::{Discount, LineItem};
use super::tax_groups::{self, TaxedLines};
use crate::money::{Currency, Money, MoneyError, Rounding, spread};
use crate::tax::TaxCategory;

/// Where tax is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxRounding {
    /// Once for each rate, on the sum of what it taxes (EN 16931, BR-CO-17).
    #[default]
    PerRate,
    /// On each line.
    PerLine,
}

/// What totals are computed from.
#[derive(Debug, Clone, Copy)]
pub struct TotalsInput<'a> {
    /// Currency of every amount.
    pub currency: Currency,
    /// The lines, in order.
    pub lines: &'a [LineItem],
    /// What is taken off the whole, before tax.
    pub discount: Option<Discount>,
    /// Whether unit prices include tax.
    pub tax_inclusive: bool,
    /// Where tax is rounded.
    pub tax_rounding: TaxRounding,
    /// How amounts are rounded.
    pub rounding: Rounding,
}

/// One tax of an invoice: what it was on, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTotal {
    /// What it is called.
    pub name: String,
    /// Percent; negative where it is withheld.
    pub rate_pct: Decimal,
    /// Who is owed it.
    pub jurisdiction: String,
    /// Category for electronic invoices.
    pub category: TaxCategory,
    /// What the law wants printed beside it.
    pub note: String,
    /// Net of the lines that it is on.
    pub taxable: Money,
    /// The tax.
    pub amount: Money,
}

/// What one line comes to. Summed over all lines, each figure is that of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineTotal {
    /// Quantity times price (with tax in it, where prices include tax).
    pub subtotal: Money,
    /// What the line's own discount took off that.
    pub discount: Money,
    /// Its share of the discount on the whole.
    pub invoice_discount: Money,
    /// What is left, without tax.
    pub net: Money,
    /// Its tax.
    pub tax: Money,
    /// Each of its taxes, in the order in which the line names them; they sum to `tax`.
    pub taxes: Vec<Money>,
    /// Net and tax.
    pub total: Money,
}

/// What lines come to together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Lines before any discount (with tax in them, where prices include tax).
    pub subtotal: Money,
    /// Everything that discounts took off.
    pub discount: Money,
    /// What is left, without tax.
    pub taxable: Money,
    /// The taxes, in the order in which lines first name them.
    pub taxes: Vec<TaxTotal>,
    /// All taxes together.
    pub tax: Money,
    /// What is owed.
    pub total: Money,
    /// Each line.
    pub lines: Vec<LineTotal>,
    /// How it was computed.
    pub explanation: Explanation,
}

/// Why lines have no total. Lines are counted from 1; none means the discount on the whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TotalsError {
    /// A discount in percent is not 0 to 100.
    #[error("a discount of {percent} % is not possible; give 0 to 100")]
    DiscountOutOfRange {
        /// The line.
        line: Option<usize>,
        /// The percentage that was given.
        percent: Decimal,
    },
    /// A discount of an amount is below zero.
    #[error("a discount of {amount} would raise the price; give zero or more")]
    DiscountNegative {
        /// The line.
        line: Option<usize>,
        /// The amount that was given.
        amount: Decimal,
    },
    /// The rates of a line with tax in its price are -100 % or less together.
    #[error("the taxes on line {line} come to -100 % or less, so no price can include them")]
    TaxSwallowsPrice {
        /// The line.
        line: usize,
    },
    /// A line's figures are too large or too fine.
    #[error("line {line} is too large to be computed; lower its quantity, price or rate")]
    Overflow {
        /// The line.
        line: usize,
    },
    /// The sums do not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Computes what lines come to.
///
/// Each line is rounded once, at its end; the discount on the whole is spread over the lines by
/// largest remainder, before tax, and never makes a total negative; tax is computed per rate on
/// the sum (or per line) and given to the lines so that they sum to it.
///
/// # Errors
/// [`TotalsError`] where a discount or rate is impossible, or a figure does not fit.
pub fn totals(input: &TotalsInput<'_>) -> Result<Totals, TotalsError> {
    let mut explanation = Explanation::new();
    let lines = discounted_lines(input, &mut explanation)?;
    let bases: Vec<Money> = lines.iter().map(|line| line.base).collect();
    let taxed = tax_groups::taxed_lines(input, &bases)?;
    let lines = line_totals(input, &lines, &taxed)?;
    let sum = |of: fn(&LineTotal) -> Money| Money::try_sum(lines.iter().map(of), input.currency);
    let mut totals = Totals {
        subtotal: sum(|line| line.subtotal)?,
        discount: sum(|line| line.discount)?.try_add(sum(|line| line.invoice_discount)?)?,
        taxable: sum(|line| line.net)?,
        taxes: tax_groups::tax_totals(input, &taxed, &lines)?,
        tax: sum(|line| line.tax)?,
        total: sum(|line| line.total)?,
        lines,
        explanation,
    };
    explain(&mut totals);
    Ok(totals)
}

/// A line after every discount: `base` is what tax is computed on, or what already includes it.
struct DiscountedLine {
    subtotal: Money,
    discount: Money,
    invoice_discount: Money,
    base: Money,
}

fn discounted_lines(
    input: &TotalsInput<'_>,
    explanation: &mut Explanation,
) -> Result<Vec<DiscountedLine>, TotalsError> {
    let mut lines = Vec::with_capacity(input.lines.len());
    for (number, line) in (1..).zip(input.lines) {
        lines.push(discounted_line(input, number, line, explanation)?);
    }
    let bases: Vec<Money> = lines.iter().map(|line| line.base).collect();
    let off = whole_discount(input, &bases, explanation)?;
    for (line, share) in lines.iter_mut().zip(spread(off, &bases)?) {
        line.invoice_discount = share;
        line.base = line.base.try_sub(share)?;
    }
    Ok(lines)
}

fn discounted_line(
    input: &TotalsInput<'_>,
    number: usize,
    line: &LineItem,
    explanation: &mut Explanation,
) -> Result<DiscountedLine, TotalsError> {
    let overflow = TotalsError::Overflow { line: number };
    let money = |major| Money::from_decimal(major, input.currency, input.rounding);
    let exact = line
        .quantity
        .checked_mul(line.unit_amount)
        .ok_or(overflow.clone())?;
    let subtotal = money(exact).map_err(|_| overflow.clone())?;
    let (quantity, unit_amount) = (line.quantity, line.unit_amount);
    explanation.step(
        format!("Line {number}: {quantity} × {unit_amount}"),
        subtotal,
    );
    let base = match line.discount {
        None => subtotal,
        Some(discount) => {
            check_discount(discount, Some(number))?;
            let base = money(less(exact, discount).ok_or(overflow)?)?;
            explanation.step(format!("Line {number}: less {}", in_words(discount)), base);
            base
        }
    };
    let discount = subtotal.try_sub(base)?;
    let invoice_discount = Money::zero(input.currency);
    Ok(DiscountedLine {
        subtotal,
        discount,
        invoice_discount,
        base,
    })
}

fn check_discount(discount: Discount, line: Option<usize>) -> Result<(), TotalsError> {
    match discount {
        Discount::Percent(percent) if percent < Decimal::ZERO || percent > Decimal::ONE_HUNDRED => {
            Err(TotalsError::DiscountOutOfRange { line, percent })
        }
        Discount::Amount(amount) if amount < Decimal::ZERO => {
            Err(TotalsError::DiscountNegative { line, amount })
        }
        _ => Ok(()),
    }
}

/// An amount less a discount, unrounded. A discount of an amount ends at zero; on a negative line
/// it has nothing to take off.
fn less(exact: Decimal, discount: Discount) -> Option<Decimal> {
    match discount {
        Discount::Percent(percent) => {
            let kept = Decimal::ONE_HUNDRED.checked_sub(percent)?;
            exact.checked_mul(kept)?.checked_div(Decimal::ONE_HUNDRED)
        }
        Discount::Amount(_) if exact <= Decimal::ZERO => Some(exact),
        Discount::Amount(amount) => Some(exact.checked_sub(amount)?.max(Decimal::ZERO)),
    }
}

fn whole_discount(
    input: &TotalsInput<'_>,
    bases: &[Money],
    explanation: &mut Explanation,
) -> Result<Money, TotalsError> {
    let Some(discount) = input.discount else {
        return Ok(Money::zero(input.currency));
    };
    check_discount(discount, None)?;
    let sum = Money::try_sum(bases.iter().copied(), input.currency)?;
    let overflow = MoneyError::Overflow {
        currency: input.currency,
    };
    let off = match discount {
        Discount::Percent(percent) => sum
            .to_decimal()
            .checked_mul(percent)
            .and_then(|product| product.checked_div(Decimal::ONE_HUNDRED))
            .ok_or(overflow)?,
        Discount::Amount(amount) => amount.min(sum.to_decimal()).max(Decimal::ZERO),
    };
    let off = Money::from_decimal(off, input.currency, input.rounding)?;
    explanation.step(format!("Discount of {} on {sum}", in_words(discount)), off);
    Ok(off)
}

fn in_words(discount: Discount) -> String {
    match discount {
        Discount::Percent(percent) => format!("{} %", percent.normalize()),
        Discount::Amount(amount) => amount.to_string(),
    }
}

fn line_totals(
    input: &TotalsInput<'_>,
    lines: &[DiscountedLine],
    taxed: &TaxedLines,
) -> Result<Vec<LineTotal>, TotalsError> {
    let mut all = Vec::with_capacity(lines.len());
    for (line, taxes) in lines.iter().zip(&taxed.taxes) {
        let tax = Money::try_sum(taxes.iter().copied(), input.currency)?;
        let (net, total) = if input.tax_inclusive {
            (line.base.try_sub(tax)?, line.base)
        } else {
            (line.base, line.base.try_add(tax)?)
        };
        let DiscountedLine {
            subtotal,
            discount,
            invoice_discount,
            ..
        } = *line;
        let taxes = taxes.clone();
        all.push(LineTotal {
            subtotal,
            discount,
            invoice_discount,
            net,
            tax,
            taxes,
            total,
        });
    }
    Ok(all)
}

fn explain(totals: &mut Totals) {
    let Totals {
        taxes, explanation, ..
    } = totals;
    explanation.step("Net of all lines", totals.taxable);
    for tax in taxes {
        let name = if tax.name.is_empty() {
            "Tax"
        } else {
            &tax.name
        };
        let rate = tax.rate_pct.normalize();
        explanation.step(format!("{name} {rate} % on {}", tax.taxable), tax.amount);
    }
    explanation.step("Total", totals.total);
}
