//! Changes within a period: what is credited of the old price, what is charged of the new one, and
//! what a chain of changes bills together.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::proration::{Fraction, Moment, ProratedPeriod, ProrationError};
use super::ratio::{part_of, prorate};
use crate::invoice::Explanation;
use crate::money::{Currency, Money, MoneyError, Rounding};
use crate::pricing::exact::product;

/// What is held for a period, before any of it is prorated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldPrice {
    /// The price of one for a whole period, in major units.
    pub amount: Decimal,
    /// How many are held.
    pub quantity: Decimal,
    /// What is taken off, in percent, 0 to 100.
    pub discount_pct: Decimal,
}

/// What was billed for the time from some moment to the period's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BilledTime {
    /// What the line came to, after discounts and rounding.
    pub amount: Money,
    /// The units of the period that it was for, up to the period's end.
    pub units: i64,
}

/// What a change within a period comes to, before tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAmounts {
    /// The part of the period that is left.
    pub left: Fraction,
    /// What is given back of what was billed for it; zero or more where that was.
    pub credit: Money,
    /// What the new price comes to for it.
    pub charge: Money,
    /// Charge less credit.
    pub net: Money,
    /// How it was computed.
    pub explanation: Explanation,
}

/// A change of price within a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceChange {
    /// When it takes effect.
    pub at: Moment,
    /// The exact price of a whole period from then on.
    pub price: Decimal,
}

/// The time for which one price of a chain was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainLine {
    /// Since when.
    pub from: Moment,
    /// Until when.
    pub to: Moment,
    /// The part of the period.
    pub fraction: Fraction,
    /// What was charged when it began, for the time up to the period's end.
    pub charge: Money,
    /// What the next change gave back of that.
    pub credit: Money,
    /// What it came to: charge less credit.
    pub amount: Money,
}

/// What a chain of changes bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// One line for each price held, in order.
    pub lines: Vec<ChainLine>,
    /// All lines together.
    pub total: Money,
    /// How it was computed.
    pub explanation: Explanation,
}

/// Why a change cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// The discount is not 0 to 100 percent.
    #[error("a discount of {percent} % is not possible; give 0 to 100")]
    DiscountOutOfRange {
        /// The percentage that was given.
        percent: Decimal,
    },
    /// The quantity is below zero.
    #[error("a quantity of {quantity} cannot be held; give zero or more")]
    NegativeQuantity {
        /// The quantity that was given.
        quantity: Decimal,
    },
    /// Price, quantity and discount have too many digits together.
    #[error("the price of {quantity} at {amount} has too many digits; use fewer decimals")]
    Overflow {
        /// The price of one.
        amount: Decimal,
        /// How many are held.
        quantity: Decimal,
    },
    /// A change is before the one that precedes it in the list.
    #[error("the change at {at} comes after that of {after}; list changes in order of time")]
    OutOfOrder {
        /// The change's place, from 0.
        change: usize,
        /// When it takes effect.
        at: Moment,
        /// When the one before it does.
        after: Moment,
    },
    /// A change is at a time that the period does not have.
    #[error("{error}")]
    AtNoTime {
        /// The change's place, from 0.
        change: usize,
        /// What is wrong with its time.
        error: ProrationError,
    },
    /// An amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl HeldPrice {
    /// The price of the whole period, exactly.
    ///
    /// # Errors
    /// [`ChangeError`] where the quantity or the discount is impossible, or it does not fit.
    pub fn exact(&self) -> Result<Decimal, ChangeError> {
        let (amount, quantity, percent) = (self.amount, self.quantity, self.discount_pct);
        if quantity < Decimal::ZERO {
            return Err(ChangeError::NegativeQuantity { quantity });
        }
        if percent < Decimal::ZERO || percent > Decimal::ONE_HUNDRED {
            return Err(ChangeError::DiscountOutOfRange { percent });
        }
        let kept = Decimal::ONE_HUNDRED.checked_sub(percent);
        let kept = kept.and_then(|kept| product(kept, Decimal::new(1, 2)));
        kept.and_then(|kept| product(product(amount, quantity)?, kept))
            .ok_or(ChangeError::Overflow { amount, quantity })
    }
}

/// What a change comes to with so much of the period left: the credit is a part of what was
/// billed, never of a list price, and the charge a part of the new price; each is rounded once.
///
/// # Errors
/// [`MoneyError`] where an amount does not fit.
pub fn change_amounts(
    billed: BilledTime,
    left: Fraction,
    new_price: Decimal,
    rounding: Rounding,
) -> Result<ChangeAmounts, MoneyError> {
    let credit = part_of(billed.amount, left.part, billed.units, rounding)?;
    let charge = prorate(new_price, left, billed.amount.currency(), rounding)?;
    let net = charge.try_sub(credit)?;
    let mut explanation = Explanation::new();
    explanation.step("Left of the period", left);
    let (amount, units) = (billed.amount, billed.units);
    explanation.step(
        format!("Credit: {}/{units} of {amount} billed", left.part),
        credit,
    );
    explanation.step(format!("Charge: {left} of {new_price}"), charge);
    explanation.step("Net", net);
    Ok(ChangeAmounts {
        left,
        credit,
        charge,
        net,
        explanation,
    })
}

/// What a chain of changes bills: the first price for the whole period, then at each change a
/// credit from what was really billed and a charge for what is left. Each line comes within one
/// minor unit of its price times the time it was held.
///
/// # Errors
/// [`ChangeError`] where a change is outside the period or out of order, or an amount does not fit.
pub fn chain(
    period: &ProratedPeriod,
    first_price: Decimal,
    changes: &[PriceChange],
    currency: Currency,
    rounding: Rounding,
) -> Result<Chain, ChangeError> {
    let whole = period.whole();
    let mut explanation = Explanation::new();
    let amount = prorate(
        first_price,
        Fraction { part: whole, whole },
        currency,
        rounding,
    )?;
    explanation.step(
        format!("{}: charge for the whole period", period.start()),
        amount,
    );
    let mut held = BilledTime {
        amount,
        units: whole,
    };
    let mut from = period.start();
    let mut lines = Vec::new();
    for (change, next) in changes.iter().enumerate() {
        let at = next.at;
        let timed = |error| ChangeError::AtNoTime { change, error };
        let left = period.left(at).map_err(timed)?;
        if let Err(ProrationError::EndBeforeStart { .. }) = period.part(from, at) {
            let after = from;
            return Err(ChangeError::OutOfOrder { change, at, after });
        }
        let amounts = change_amounts(held, left, next.price, rounding)?;
        explanation.step(
            format!("{at}: credit for {left}"),
            amounts.credit.try_neg()?,
        );
        explanation.step(
            format!("{at}: charge for {left} of {}", next.price),
            amounts.charge,
        );
        lines.push(line((from, at), held, left, whole, amounts.credit)?);
        held = BilledTime {
            amount: amounts.charge,
            units: left.part,
        };
        from = at;
    }
    let none_left = Fraction { part: 0, whole };
    let rest = line(
        (from, period.end()),
        held,
        none_left,
        whole,
        Money::zero(currency),
    )?;
    lines.push(rest);
    let total = Money::try_sum(lines.iter().map(|line| line.amount), currency)?;
    explanation.step("Total", total);
    Ok(Chain {
        lines,
        total,
        explanation,
    })
}

fn line(
    (from, to): (Moment, Moment),
    held: BilledTime,
    left: Fraction,
    whole: i64,
    credit: Money,
) -> Result<ChainLine, MoneyError> {
    let part = held.units.saturating_sub(left.part);
    Ok(ChainLine {
        from,
        to,
        fraction: Fraction { part, whole },
        charge: held.amount,
        credit,
        amount: held.amount.try_sub(credit)?,
    })
}
