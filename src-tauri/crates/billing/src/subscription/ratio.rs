//! Exact ratios of amounts: multiplied in whole numbers and rounded once, at the end.

use rust_decimal::Decimal;

use super::proration::Fraction;
use crate::money::{Currency, Money, MoneyError, Rounding};

/// The part of a price that a fraction says, rounded once.
///
/// # Errors
/// [`MoneyError::Overflow`] where the price has more digits than can be computed exactly.
pub fn prorate(
    price: Decimal,
    fraction: Fraction,
    currency: Currency,
    rounding: Rounding,
) -> Result<Money, MoneyError> {
    let price = price.normalize();
    let (part, whole) = reduced(fraction.part.into(), fraction.whole.into());
    let scaled = |value: i128, digits: u32| value.checked_mul(10_i128.checked_pow(digits)?);
    let minor = price.mantissa().checked_mul(part).and_then(|numerator| {
        let finer = price.scale().saturating_sub(currency.exponent());
        let coarser = currency.exponent().saturating_sub(price.scale());
        rounded(scaled(numerator, coarser)?, scaled(whole, finer)?, rounding)
    });
    minor
        .map(|minor| Money::new(minor, currency))
        .ok_or(MoneyError::Overflow { currency })
}

/// So many parts of an amount that was billed for `of` of them, rounded once. Nothing is part of
/// what was billed for no time.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn part_of(billed: Money, part: i64, of: i64, rounding: Rounding) -> Result<Money, MoneyError> {
    let currency = billed.currency();
    if of == 0 {
        return Ok(Money::zero(currency));
    }
    let minor = i128::from(billed.minor())
        .checked_mul(part.into())
        .and_then(|numerator| rounded(numerator, of.into(), rounding));
    minor
        .map(|minor| Money::new(minor, currency))
        .ok_or(MoneyError::Overflow { currency })
}

/// The whole number nearest to a ratio, by the rounding named.
fn rounded(numerator: i128, denominator: i128, rounding: Rounding) -> Option<i64> {
    let sign = numerator.signum().checked_mul(denominator.signum())?;
    let (numerator, denominator) = (numerator.checked_abs()?, denominator.checked_abs()?);
    let below = numerator.checked_div(denominator)?;
    let rest = numerator.checked_rem(denominator)?;
    let beyond = denominator.checked_sub(rest)?;
    let up = match rounding {
        Rounding::HalfUp => rest >= beyond,
        Rounding::HalfEven => rest > beyond || (rest == beyond && below.checked_rem(2)? == 1),
        Rounding::Up => rest > 0,
        Rounding::Down => false,
    };
    let nearest = below.checked_add(up.into())?.checked_mul(sign)?;
    i64::try_from(nearest).ok()
}

fn reduced(part: i128, whole: i128) -> (i128, i128) {
    let (mut a, mut b) = (part.saturating_abs(), whole.saturating_abs());
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    let divisor = a.max(1);
    let by = |value: i128| value.checked_div(divisor).unwrap_or(value);
    (by(part), by(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minor(price: &str, part: i64, whole: i64, currency: &str, rounding: Rounding) -> i64 {
        let currency = Currency::try_new(currency).unwrap();
        let fraction = Fraction { part, whole };
        let amount = prorate(price.parse().unwrap(), fraction, currency, rounding);
        amount.unwrap().minor()
    }

    #[test]
    fn a_part_is_exact_until_its_one_rounding() {
        let half_up = Rounding::HalfUp;
        assert_eq!(minor("99.00", 17, 31, "USD", half_up), 5429); // 54.2903
        assert_eq!(minor("10", 1, 3, "USD", half_up), 333);
        assert_eq!(minor("-10", 1, 3, "USD", half_up), -333);
        assert_eq!(minor("0.01", 1, 2, "USD", half_up), 1); // half a cent goes up
        assert_eq!(minor("-0.01", 1, 2, "USD", half_up), -1); // away from zero
        assert_eq!(minor("0.01", 1, 2, "USD", Rounding::HalfEven), 0);
        assert_eq!(minor("0.03", 1, 2, "USD", Rounding::HalfEven), 2); // 1.5 to even
        assert_eq!(minor("10", 1, 3, "USD", Rounding::Up), 334);
        assert_eq!(minor("20", 1, 3, "USD", Rounding::Down), 666);
        assert_eq!(minor("1000", 10, 31, "JPY", half_up), 323); // 322.58
        assert_eq!(minor("10", 10, 31, "KWD", half_up), 3226); // 3.2258
        assert_eq!(
            minor("0.004999999999999999999999", 31, 31, "USD", half_up),
            0
        );
        assert_eq!(minor("5", 0, 31, "USD", half_up), 0);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let fraction = Fraction {
            part: 2_678_399,
            whole: 2_678_400,
        };
        let huge = prorate(Decimal::MAX, fraction, Currency::USD, Rounding::HalfUp);
        assert!(huge.is_err());
        let whole = Fraction { part: 7, whole: 7 };
        let most: Decimal = "92233720368547758.07".parse().unwrap();
        let exact = prorate(most, whole, Currency::USD, Rounding::HalfUp).unwrap();
        assert_eq!(exact.minor(), i64::MAX);
        let billed = Money::new(i64::MAX, Currency::USD);
        assert!(part_of(billed, 3, 2, Rounding::HalfUp).is_err());
    }

    #[test]
    fn a_credit_is_a_part_of_what_was_billed() {
        let billed = Money::new(1000, Currency::EUR);
        let part = |part, of| part_of(billed, part, of, Rounding::HalfUp).unwrap().minor();
        assert_eq!(part(21, 31), 677); // 10.00 x 21/31 = 6.774
        assert_eq!(part(31, 31), 1000);
        assert_eq!(part(0, 0), 0);
    }
}
