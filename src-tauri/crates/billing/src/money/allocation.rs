//! Allocation: splitting an amount so that the parts always sum to the whole.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::amount::{Money, MoneyError};
use super::currency::Currency;

/// Digits that a fraction is compared by: beyond them only the noise of a division differs.
const FRACTION_DIGITS: u32 = 12;

/// Why an amount could not be split.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AllocationError {
    /// There is nobody to give a part to.
    #[error("there are no weights: give one for each part")]
    NoWeights,
    /// A weight is below zero.
    #[error("weight {weight} is negative; weights are zero or more")]
    NegativeWeight {
        /// The weight that was given.
        weight: Decimal,
    },
    /// All weights are zero, so no part has a claim.
    #[error("all weights are zero; at least one has to be positive")]
    AllWeightsZero,
    /// Amount and weights have more digits together than can be computed exactly.
    #[error("{amount} cannot be split exactly by weights with so many digits")]
    Overflow {
        /// The amount that was to be split.
        amount: Money,
    },
}

/// Splits `whole` in proportion to `weights` by largest remainder. Equal remainders go to the
/// earlier part; a negative amount is split as its opposite, so that the two cancel part by part.
///
/// # Errors
/// [`AllocationError`] where there are no usable weights, or too many digits.
pub fn allocate(whole: Money, weights: &[Decimal]) -> Result<Vec<Money>, AllocationError> {
    if weights.is_empty() {
        return Err(AllocationError::NoWeights);
    }
    if let Some(&weight) = weights
        .iter()
        .find(|weight| weight.is_sign_negative() && !weight.is_zero())
    {
        return Err(AllocationError::NegativeWeight { weight });
    }
    if weights.iter().all(Decimal::is_zero) {
        return Err(AllocationError::AllWeightsZero);
    }
    let overflow = || AllocationError::Overflow { amount: whole };
    let weights = integers(weights).ok_or_else(overflow)?;
    let parts = by_largest_remainder(whole.minor(), &weights).ok_or_else(overflow)?;
    Ok(parts
        .into_iter()
        .map(|minor| Money::new(minor, whole.currency()))
        .collect())
}

/// Splits `whole` over amounts that may have either sign, in proportion to them. Their sum is not
/// zero, unless the whole is: then every part is zero.
pub(crate) fn spread(whole: Money, over: &[Money]) -> Result<Vec<Money>, MoneyError> {
    let currency = whole.currency();
    if whole.is_zero() {
        return Ok(over.iter().map(|_| Money::zero(currency)).collect());
    }
    let weights: Vec<i128> = over
        .iter()
        .map(|amount| i128::from(amount.minor()))
        .collect();
    let parts = by_largest_remainder(whole.minor(), &weights);
    let parts = parts.ok_or(MoneyError::Overflow { currency })?;
    Ok(parts
        .into_iter()
        .map(|minor| Money::new(minor, currency))
        .collect())
}

/// Rounds exact shares (in minor units) down or up so that they sum to `target`, which is their
/// sum rounded: the largest fractions are rounded up, the earlier first.
pub(crate) fn round_to_target(target: Money, exact: &[Decimal]) -> Result<Vec<Money>, MoneyError> {
    let currency = target.currency();
    let mirrored = target.is_negative();
    let turn = if mirrored {
        Decimal::NEGATIVE_ONE
    } else {
        Decimal::ONE
    };
    let turned = exact.iter().map(|share| share.checked_mul(turn));
    let shares: Option<Vec<Decimal>> = turned.collect();
    let shares = shares.ok_or(MoneyError::Overflow { currency })?;
    let whole = if mirrored { target.try_neg()? } else { target };
    let parts = rounded_up_to(whole.minor(), &shares, currency)?;
    parts
        .into_iter()
        .map(|minor| Money::new(minor, currency))
        .map(|part| if mirrored { part.try_neg() } else { Ok(part) })
        .collect()
}

fn rounded_up_to(
    target: i64,
    shares: &[Decimal],
    currency: Currency,
) -> Result<Vec<i64>, MoneyError> {
    let overflow = || MoneyError::Overflow { currency };
    let shares: Vec<Decimal> = shares
        .iter()
        .map(|share| share.round_dp(FRACTION_DIGITS))
        .collect();
    let mut parts = Vec::with_capacity(shares.len());
    for share in &shares {
        parts.push(i64::try_from(share.floor()).map_err(|_| overflow())?);
    }
    let given = parts
        .iter()
        .try_fold(0_i64, |sum, part| sum.checked_add(*part));
    let left = given
        .and_then(|given| target.checked_sub(given))
        .ok_or_else(overflow)?;
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|at| Reverse(shares.get(*at).map_or(Decimal::ZERO, above_floor)));
    give_units(&mut parts, &order, left).ok_or_else(overflow)?;
    Ok(parts)
}

fn above_floor(share: &Decimal) -> Decimal {
    share.checked_sub(share.floor()).unwrap_or_default()
}

/// The weights times one power of ten, so that all are whole.
fn integers(weights: &[Decimal]) -> Option<Vec<i128>> {
    let weights: Vec<Decimal> = weights.iter().map(Decimal::normalize).collect();
    let scale = weights.iter().map(Decimal::scale).max().unwrap_or(0);
    let whole = |weight: &Decimal| {
        let factor = 10_i128.checked_pow(scale.checked_sub(weight.scale())?)?;
        weight.mantissa().checked_mul(factor)
    };
    weights.iter().map(whole).collect()
}

fn by_largest_remainder(whole: i64, weights: &[i128]) -> Option<Vec<i64>> {
    let sum = weights
        .iter()
        .try_fold(0_i128, |sum, weight| sum.checked_add(*weight))?;
    // Mirroring makes whole and sum positive; the parts then take the sign of the whole again.
    let (whole, mirror) = (i128::from(whole).checked_abs()?, i128::from(whole.signum()));
    let (sum, turn) = (sum.checked_abs()?, sum.signum());
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for weight in weights {
        let share = whole.checked_mul(weight.checked_mul(turn)?)?;
        parts.push(i64::try_from(share.checked_div_euclid(sum)?).ok()?);
        remainders.push(share.checked_rem_euclid(sum)?);
    }
    let given = parts
        .iter()
        .try_fold(0_i128, |given, part| given.checked_add((*part).into()))?;
    let left = i64::try_from(whole.checked_sub(given)?).ok()?;
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| Reverse(remainders.get(*at).copied()));
    give_units(&mut parts, &order, left)?;
    parts
        .into_iter()
        .map(|part| part.checked_mul(i64::try_from(mirror).ok()?))
        .collect()
}

/// Gives `left` units, one to each part in this order (the parts that lost most come first).
fn give_units(parts: &mut [i64], order: &[usize], left: i64) -> Option<()> {
    let left = usize::try_from(left).ok()?;
    for at in order.iter().cycle().take(left) {
        let part = parts.get_mut(*at)?;
        *part = part.checked_add(1)?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EUR: Currency = Currency::EUR;

    fn parts(minor: i64, weights: &[&str]) -> Vec<i64> {
        let weights: Vec<Decimal> = weights.iter().map(|w| w.parse().unwrap()).collect();
        let parts = allocate(Money::new(minor, EUR), &weights).unwrap();
        parts.into_iter().map(Money::minor).collect()
    }

    #[test]
    fn the_largest_remainders_are_rounded_up_and_ties_go_to_the_earlier() {
        // 100/3 = 33.33 each, one unit left, all remainders equal: the first gets it
        assert_eq!(parts(100, &["1", "1", "1"]), [34, 33, 33]);
        // 5 x 0.7/1 = 3.5 and 5 x 0.3 = 1.5: equal remainders, the first gets the unit
        assert_eq!(parts(5, &["0.7", "0.3"]), [4, 1]);
        // 10 x 1/6 = 1.67, 10 x 2/6 = 3.33, 10 x 3/6 = 5: the first lost most
        assert_eq!(parts(10, &["1", "2", "3"]), [2, 3, 5]);
        // the same with the weights in another order: 3.33, 1.67, 5, the second lost most
        assert_eq!(parts(10, &["2", "1", "3"]), [3, 2, 5]);
        assert_eq!(parts(7, &["0", "1", "0"]), [0, 7, 0]);
        assert_eq!(parts(0, &["1", "1"]), [0, 0]);
    }

    #[test]
    fn remainders_that_are_equal_as_fractions_tie_whatever_their_whole_part() {
        // 4 x 1/12 = 1/3, 4 x 4/12 = 1 1/3, 4 x 7/12 = 2 1/3
        assert_eq!(parts(4, &["1", "4", "7"]), [1, 1, 2]);
    }

    #[test]
    fn a_negative_amount_mirrors_the_positive_one() {
        assert_eq!(parts(-100, &["1", "1", "1"]), [-34, -33, -33]);
        assert_eq!(parts(-5, &["0.7", "0.3"]), [-4, -1]);
    }

    #[test]
    fn unusable_weights_are_refused() {
        let whole = Money::new(1, EUR);
        assert_eq!(allocate(whole, &[]), Err(AllocationError::NoWeights));
        assert_eq!(
            allocate(whole, &[Decimal::ZERO]),
            Err(AllocationError::AllWeightsZero)
        );
        let weight = Decimal::NEGATIVE_ONE;
        let refused = allocate(whole, &[Decimal::ONE, weight]);
        assert_eq!(refused, Err(AllocationError::NegativeWeight { weight }));
        let fine: Decimal = "0.0000000000000000000000000001".parse().unwrap();
        let overflow = allocate(Money::new(i64::MAX, EUR), &[fine, Decimal::MAX]);
        assert!(matches!(overflow, Err(AllocationError::Overflow { .. })));
    }

    #[test]
    fn a_discount_spreads_over_lines_of_either_sign_in_proportion() {
        // 8 over (100, -20): 8 x 100/80 = 10 and 8 x -20/80 = -2
        let over = [Money::new(100, EUR), Money::new(-20, EUR)];
        let parts = spread(Money::new(8, EUR), &over).unwrap();
        assert_eq!(parts, [Money::new(10, EUR), Money::new(-2, EUR)]);
    }

    #[test]
    fn shares_are_rounded_to_the_rounded_sum() {
        // 0.33 x 19 % = 6.27 cents three times, 18.81 together, 19 rounded: one share goes up
        let share: Decimal = "6.27".parse().unwrap();
        let parts = round_to_target(Money::new(19, EUR), &[share; 3]).unwrap();
        assert_eq!(
            parts.iter().map(|p| p.minor()).collect::<Vec<_>>(),
            [7, 6, 6]
        );
        let parts = round_to_target(Money::new(-19, EUR), &[-share; 3]).unwrap();
        assert_eq!(
            parts.iter().map(|p| p.minor()).collect::<Vec<_>>(),
            [-7, -6, -6]
        );
        // 6.1 and 6.9 are 13 together: the second share goes up, though it comes later
        let shares = ["6.1", "6.9"].map(|share| share.parse().unwrap());
        let parts = round_to_target(Money::new(13, EUR), &shares).unwrap();
        assert_eq!(parts.iter().map(|p| p.minor()).collect::<Vec<_>>(), [6, 7]);
    }
}
