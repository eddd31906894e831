//! Quantities and costs as whole numbers of their last digit, exactly, and back.

use rust_decimal::Decimal;
use store::table::usage_events::COST_DECIMALS;

use super::intake::Refusal;
use crate::dto::words::figure;

/// A quantity in units of the meter's last digit.
pub(super) fn quantity(quantity: Decimal, decimals: u8) -> Result<i64, Refusal> {
    scaled(quantity.normalize(), u32::from(decimals)).map_err(|fault| match fault {
        Fault::TooFine => Refusal::new(
            "quantity_too_fine",
            "quantity",
            format!("{quantity} has more digits after the point than the {decimals} of its meter."),
        ),
        Fault::TooLarge => Refusal::new(
            "quantity_too_large",
            "quantity",
            format!("{quantity} is too large for its meter; count in a larger unit."),
        ),
    })
}

/// A cost is known no finer than it is kept: it is rounded to even.
pub(super) fn cost(cost: Decimal) -> Result<i64, Refusal> {
    let rounded = cost.round_dp(COST_DECIMALS).normalize();
    scaled(rounded, COST_DECIMALS).map_err(|_| {
        let what = format!("A cost of {cost} is too large to be kept.");
        Refusal::new("cost_too_large", "cost", what)
    })
}

enum Fault {
    TooFine,
    TooLarge,
}

fn scaled(value: Decimal, decimals: u32) -> Result<i64, Fault> {
    let more = decimals.checked_sub(value.scale()).ok_or(Fault::TooFine)?;
    let factor = 10_i128.checked_pow(more).ok_or(Fault::TooLarge)?;
    let whole = value.mantissa().checked_mul(factor);
    let whole = whole.and_then(|whole| i64::try_from(whole).ok());
    whole.ok_or(Fault::TooLarge)
}

pub(crate) fn decimal(scaled: i64, decimals: u32) -> Decimal {
    Decimal::from_i128_with_scale(i128::from(scaled), decimals)
}

/// As a person reads it.
pub(super) fn shown(scaled: i64, decimals: u8) -> String {
    figure(decimal(scaled, u32::from(decimals)))
}

pub(super) fn cost_shown(cost: Option<i64>) -> String {
    let shown = cost.map(|cost| figure(decimal(cost, COST_DECIMALS)));
    shown.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_exact_or_refused() {
        let of = |text: &str, decimals| {
            let read = text.parse().expect("a number");
            quantity(read, decimals).map_err(|refusal| refusal.code)
        };
        assert_eq!(of("1.5", 6), Ok(1_500_000));
        assert_eq!(of("1.50", 1), Ok(15));
        assert_eq!(of("0.0000001", 6), Err("quantity_too_fine"));
        // 9 223 372 036 854 775 807 is the greatest number of 63 bits.
        assert_eq!(of("9223372036854.775807", 6), Ok(i64::MAX));
        assert_eq!(of("9223372036854.775808", 6), Err("quantity_too_large"));
        assert_eq!(shown(-1_500_000, 6), "-1.5");
    }

    #[test]
    fn costs_are_rounded_to_nine_digits() {
        assert_eq!(cost("0.0000000005".parse().expect("a number")), Ok(0));
        assert_eq!(cost("0.02".parse().expect("a number")), Ok(20_000_000));
    }
}
