//! Round numbers along an axis: few enough to read, with the values between them.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// A value as a place on the page, where a lost cent is thinner than a hair.
#[allow(
    clippy::disallowed_methods,
    reason = "pixels are floats; the value itself stays decimal"
)]
pub(crate) fn as_place(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

/// Increasing round numbers from below the least value to above the greatest, about `wanted` steps.
pub(crate) fn ticks(least: Decimal, greatest: Decimal, wanted: u8, whole: bool) -> Vec<Decimal> {
    let (least, greatest) = (least.min(greatest), greatest.max(least));
    let step = step(least, greatest, wanted, whole);
    stepped(least, greatest, step).unwrap_or_else(|| ends(least, greatest))
}

/// The smallest round step that needs no more than the wanted number.
fn step(least: Decimal, greatest: Decimal, wanted: u8, whole: bool) -> Decimal {
    let span = greatest.checked_sub(least).unwrap_or(Decimal::MAX);
    let raw = span / Decimal::from(wanted.max(1));
    if raw.is_zero() {
        return Decimal::ONE;
    }
    let mut power = Decimal::ONE;
    while power > raw {
        power /= Decimal::TEN;
    }
    while let Some(next) = power.checked_mul(Decimal::TEN).filter(|next| *next <= raw) {
        power = next;
    }
    let factors = [
        Decimal::ONE,
        Decimal::TWO,
        Decimal::new(25, 1),
        Decimal::from(5),
    ];
    let steps = factors
        .iter()
        .filter_map(|factor| power.checked_mul(*factor));
    let fits = |step: &Decimal| *step >= raw && (!whole || step.fract().is_zero());
    let found = steps.into_iter().find(fits);
    let next = || power.checked_mul(Decimal::TEN).unwrap_or(power);
    let step = found.unwrap_or_else(next).normalize();
    if whole { step.max(Decimal::ONE) } else { step }
}

fn stepped(least: Decimal, greatest: Decimal, step: Decimal) -> Option<Vec<Decimal>> {
    let times = |value: Decimal, how| {
        let count = value.checked_div(step)?.round_dp_with_strategy(0, how);
        count.checked_mul(step)
    };
    let first = times(least, RoundingStrategy::ToNegativeInfinity)?;
    let mut last = times(greatest, RoundingStrategy::ToPositiveInfinity)?;
    if last <= first {
        last = first.checked_add(step)?;
    }
    let mut out = vec![first.normalize()];
    let mut at = first;
    // Rounding both ends outwards adds two steps at most.
    while at < last && out.len() < 32 {
        at = at.checked_add(step)?;
        out.push(at.normalize());
    }
    (at >= last).then_some(out)
}

/// For numbers at the end of what a decimal holds: no round one is left beyond them.
fn ends(least: Decimal, greatest: Decimal) -> Vec<Decimal> {
    if least < greatest {
        vec![least, greatest]
    } else {
        vec![least.min(Decimal::ZERO), greatest.max(Decimal::ONE)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(least: i64, greatest: i64, whole: bool) -> String {
        let ticks = ticks(Decimal::from(least), Decimal::from(greatest), 4, whole);
        let texts: Vec<String> = ticks.iter().map(ToString::to_string).collect();
        texts.join(" ")
    }

    #[test]
    fn ticks_are_round_and_hold_the_values() {
        // 105 / 4 = 26.25: the next of 1, 2, 2.5 and 5 times a power of ten is 50.
        assert_eq!(text(0, 105, false), "0 50 100 150");
        assert_eq!(text(0, 80, false), "0 20 40 60 80");
        assert_eq!(text(-30, 40, false), "-40 -20 0 20 40");
        assert_eq!(text(0, 3, false), "0 1 2 3");
    }

    #[test]
    fn nothing_and_one_value_have_an_axis_too() {
        assert_eq!(text(0, 0, false), "0 1");
        assert_eq!(text(0, 1, true), "0 1");
        assert_eq!(text(7, 7, false), "7 8");
    }

    #[test]
    fn the_greatest_decimals_have_an_axis() {
        let all = ticks(Decimal::MIN, Decimal::MAX, 4, false);
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
    }
}
