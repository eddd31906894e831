//! Exact decimal arithmetic: a result that would lose a digit is no result.

use rust_decimal::Decimal;

/// The product, where all its digits fit.
pub(crate) fn product(one: Decimal, other: Decimal) -> Option<Decimal> {
    let (one, other) = (one.normalize(), other.normalize());
    if one.is_zero() || other.is_zero() {
        return Some(Decimal::ZERO);
    }
    let scale = one.scale().checked_add(other.scale())?;
    let product = one.checked_mul(other)?;
    (product.scale() == scale).then_some(product)
}

/// The sum, where all its digits fit.
pub(crate) fn sum(one: Decimal, other: Decimal) -> Option<Decimal> {
    let (one, other) = (one.normalize(), other.normalize());
    if one.is_zero() || other.is_zero() {
        return one.checked_add(other);
    }
    let sum = one.checked_add(other)?;
    (sum.scale() >= one.scale().max(other.scale())).then_some(sum)
}

/// The difference, where all its digits fit.
pub(crate) fn difference(one: Decimal, other: Decimal) -> Option<Decimal> {
    sum(one, Decimal::ZERO.checked_sub(other)?)
}

/// So many percent of an amount, where all digits fit.
pub(super) fn percent_of(amount: Decimal, rate_pct: Decimal) -> Option<Decimal> {
    product(product(amount, rate_pct)?, Decimal::new(1, 2))
}

/// How often one decimal goes into another that is zero or more, and whether something is left.
pub(super) fn times_and_rest(of: Decimal, size: Decimal) -> Option<(i64, bool)> {
    let (of, size) = (of.normalize(), size.normalize());
    let scale = of.scale().max(size.scale());
    let whole = |value: Decimal| {
        let factor = 10_i128.checked_pow(scale.checked_sub(value.scale())?)?;
        value.mantissa().checked_mul(factor)
    };
    let (of, size) = (whole(of)?, whole(size)?);
    let times = i64::try_from(of.checked_div_euclid(size)?).ok()?;
    Some((times, of.checked_rem_euclid(size)? != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn what_would_lose_a_digit_is_no_result() {
        assert_eq!(
            product(decimal("0.5"), decimal("0.25")),
            Some(decimal("0.125"))
        );
        // 15 and 15 decimals make 30, and 28 are kept
        let fine = decimal("0.000000000000001");
        assert_eq!(product(fine, fine), None);
        assert_eq!(product(Decimal::MAX, decimal("2")), None);
        // 29 digits before the point leave no room for one after it
        assert_eq!(sum(Decimal::MAX, decimal("0.1")), None);
        assert_eq!(sum(Decimal::MAX, Decimal::ZERO), Some(Decimal::MAX));
        assert_eq!(
            difference(decimal("1"), decimal("0.9")),
            Some(decimal("0.1"))
        );
        assert_eq!(
            percent_of(decimal("800"), decimal("1.3")),
            Some(decimal("10.4"))
        );
    }

    #[test]
    fn a_size_goes_into_a_quantity_a_whole_number_of_times() {
        let table = [
            ("100", "100", 1, false),
            ("100.5", "100", 1, true),
            ("0.3", "0.1", 3, false),
            ("99", "100", 0, true),
        ];
        for (of, size, times, rest) in table {
            let answer = times_and_rest(decimal(of), decimal(size));
            assert_eq!(answer, Some((times, rest)), "{of} by {size}");
        }
        assert_eq!(times_and_rest(Decimal::MAX, decimal("0.1")), None);
    }
}
