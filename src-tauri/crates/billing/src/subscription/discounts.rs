//! Discounts of coupons: percentages first, in order, then amounts spread over what is left.

use rust_decimal::Decimal;

use super::charge::Charge;
use super::error::SubscriptionError;
use super::ratio::prorate;
use super::subscription::AppliedCoupon;
use crate::invoice::Discount;
use crate::money::{Currency, Money, MoneyError, Rounding, allocate};

impl AppliedCoupon {
    /// Whether it is for a product.
    pub(super) fn covers(&self, product: &str) -> bool {
        self.products.is_empty() || self.products.iter().any(|name| name == product)
    }
}

/// Takes percentages off charges. Each charge is rounded once, after all of them.
pub(super) fn take_percents(
    charges: &mut [Charge],
    coupons: &[&AppliedCoupon],
    rounding: Rounding,
) -> Result<(), SubscriptionError> {
    for charge in charges {
        let mut kept = Decimal::ONE;
        for coupon in coupons {
            if let Discount::Percent(percent) = coupon.off
                && coupon.covers(&charge.line.product)
            {
                kept = kept.saturating_mul(kept_of(percent));
                charge.net = left_of(charge, kept, rounding)?;
                let step = format!("{}: {} % off", coupon.name, percent.normalize());
                explain(charge, &step);
            }
        }
    }
    Ok(())
}

/// What is left of a charge, in one rounding from what it is computed from.
fn left_of(charge: &Charge, kept: Decimal, rounding: Rounding) -> Result<Money, MoneyError> {
    let exact = charge.exact.saturating_mul(kept);
    let currency = charge.gross.currency();
    match charge.fraction {
        Some(fraction) => prorate(exact, fraction, currency, rounding),
        None => Money::from_decimal(exact, currency, rounding),
    }
}

/// Takes amounts off charges, in order, never below zero.
pub(super) fn take_amounts(
    charges: &mut [Charge],
    coupons: &[&AppliedCoupon],
    currency: Currency,
    rounding: Rounding,
) -> Result<(), SubscriptionError> {
    for coupon in coupons {
        if let Discount::Amount(amount) = coupon.off {
            let off = Money::from_decimal(amount, currency, rounding)?;
            take(charges, off, |charge| coupon.covers(&charge.line.product))?;
        }
    }
    Ok(())
}

/// Takes an amount off the charges that it covers, by largest remainder.
pub(super) fn take(
    charges: &mut [Charge],
    off: Money,
    covers: impl Fn(&Charge) -> bool,
) -> Result<(), SubscriptionError> {
    let left = |charge: &Charge| {
        if covers(charge) {
            charge.net.minor().max(0)
        } else {
            0
        }
    };
    let weights: Vec<Decimal> = charges.iter().map(|charge| left(charge).into()).collect();
    let room = charges
        .iter()
        .map(|charge| Money::new(left(charge), off.currency()));
    let off = off.try_min(Money::try_sum(room, off.currency())?)?;
    if !off.is_positive() {
        return Ok(());
    }
    for (charge, part) in charges.iter_mut().zip(allocate(off, &weights)?) {
        charge.net = charge.net.try_sub(part)?;
        charge.amount_off = charge.amount_off.try_add(part)?;
        if part.is_positive() {
            explain(
                charge,
                &format!("{part} off, the share of this line in {off}"),
            );
        }
    }
    Ok(())
}

/// The part that the percentages of coupons leave of a line of a product.
pub(super) fn kept_by(coupons: &[AppliedCoupon], product: &str) -> Decimal {
    let covering = coupons.iter().filter(|coupon| coupon.covers(product));
    covering.fold(Decimal::ONE, |kept, coupon| match coupon.off {
        Discount::Percent(percent) => kept.saturating_mul(kept_of(percent)),
        Discount::Amount(_) => kept,
    })
}

fn kept_of(percent: Decimal) -> Decimal {
    let kept = Decimal::ONE_HUNDRED
        .saturating_sub(percent)
        .max(Decimal::ZERO);
    kept.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default()
}

/// A step of a discount; what came of it is what it leaves.
fn explain(charge: &mut Charge, step: &str) {
    if let Some(source) = &mut charge.line.source {
        source.explanation.step(step, charge.net);
    }
}
