//! What quantities that are not sure will cost: every path through the real price, then the middle.

use billing::money::{Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::forecast::{ForecastError, Request, Series, forecast};

/// An amount that is not sure: its mean and its 80 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The mean over all paths, rounded once, half away from zero.
    pub expected: Money,
    /// One path in ten costs less.
    pub lower: Money,
    /// One path in ten costs more.
    pub upper: Money,
}

/// A coming month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostMonth {
    /// The likeliest quantity.
    pub quantity: Decimal,
    /// What the month costs.
    pub cost: Range,
}

/// The coming months and their sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostProjection {
    /// In order.
    pub months: Vec<CostMonth>,
    /// All of them. Its interval takes the months as moving together, the wider reading.
    pub total: Range,
}

/// Each path's amount, then their mean and their ends; none where one cannot be priced.
pub(super) fn of_paths(
    quantities: &[Decimal],
    price: impl Fn(Decimal) -> Option<Money>,
) -> Option<Range> {
    let amounts: Option<Vec<Money>> = quantities.iter().map(|one| price(*one)).collect();
    range(amounts?)
}

fn range(mut amounts: Vec<Money>) -> Option<Range> {
    let currency = amounts.first()?.currency();
    let sum = Money::try_sum(amounts.iter().copied(), currency).ok()?;
    let count = Decimal::from(amounts.len());
    let mean = sum.to_decimal().checked_div(count)?;
    amounts.sort_by_key(|amount| amount.minor());
    let last = amounts.len().checked_sub(1)?;
    let expected = Money::from_decimal(mean, currency, Rounding::HalfUp).ok()?;
    Some(Range {
        expected,
        lower: *amounts.get((last + 5) / 10)?,
        upper: *amounts.get(last - (last + 5) / 10)?,
    })
}

/// How many levels between the middle and an end make the paths of months.
const LEVELS: i64 = 10;

/// The next months of a meter through the customer's real price. Each path keeps its place among
/// all paths through the months.
///
/// # Errors
/// [`ForecastError`] as for [`forecast`].
pub fn cost_months(
    history: &Series,
    months: usize,
    price: impl Fn(Decimal) -> Option<Money>,
) -> Result<Option<CostProjection>, ForecastError> {
    let mut request = Request::new(history, months);
    request.floor_at_zero = true;
    // 21 paths at the middles of 21 equal shares: 10 below the mean, the mean, 10 above.
    let level = |one: i64| Decimal::from(200 * one) / Decimal::from(2 * LEVELS + 1);
    request.levels = (1..=LEVELS).map(level).collect();
    let told = forecast(history, &request)?;
    let by_month: Option<Vec<(Decimal, Vec<Money>)>> = (0..months)
        .map(|at| {
            let middle = *told.mean.get(at)?;
            let mut quantities = vec![middle];
            for interval in &told.intervals {
                quantities.push(*interval.lower.get(at)?);
                quantities.push(*interval.upper.get(at)?);
            }
            quantities.sort();
            let amounts: Option<Vec<Money>> = quantities.into_iter().map(&price).collect();
            Some((middle, amounts?))
        })
        .collect();
    Ok(by_month.and_then(|months| projection(&months)))
}

fn projection(by_month: &[(Decimal, Vec<Money>)]) -> Option<CostProjection> {
    let month = |(quantity, amounts): &(Decimal, Vec<Money>)| {
        Some(CostMonth {
            quantity: *quantity,
            cost: range(amounts.clone())?,
        })
    };
    let months: Option<Vec<CostMonth>> = by_month.iter().map(month).collect();
    let (_, first) = by_month.first()?;
    let currency = first.first()?.currency();
    let totals: Option<Vec<Money>> = (0..first.len())
        .map(|path| {
            let of_path = by_month
                .iter()
                .map(|(_, amounts)| amounts.get(path).copied());
            let of_path: Option<Vec<Money>> = of_path.collect();
            Money::try_sum(of_path?, currency).ok()
        })
        .collect();
    Some(CostProjection {
        months: months?,
        total: range(totals?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::Frequency;
    use billing::money::Currency;
    use billing::pricing::{PriceModel, PriceTerms, Tier, TieredGraduated, ZeroUsage, price};

    fn terms() -> PriceTerms {
        // 100 included; then 0.10 each
        PriceTerms {
            currency: Currency::EUR,
            model: PriceModel::TieredGraduated(TieredGraduated {
                tiers: vec![Tier {
                    up_to: None,
                    unit_amount: Decimal::new(10, 2),
                    flat_amount: Decimal::ZERO,
                }],
                zero_usage: ZeroUsage::FirstFlat,
            }),
            included: Decimal::ONE_HUNDRED,
            commitment: Decimal::ZERO,
            rounding: Rounding::HalfUp,
        }
    }

    fn cost(quantity: Decimal) -> Option<Money> {
        price(quantity, &terms()).ok().map(|priced| priced.amount)
    }

    #[test]
    fn near_the_allowance_the_mean_cost_is_above_the_cost_of_the_mean() {
        // 90 and 110 cost 0 and 1.00: 0.50 in the mean, though 100 costs nothing
        let paths = [Decimal::from(90), Decimal::from(110)];
        let told = of_paths(&paths, cost).unwrap();
        assert_eq!(told.expected, Money::new(50, Currency::EUR));
        assert_eq!(cost(Decimal::ONE_HUNDRED), Some(Money::zero(Currency::EUR)));
    }

    #[test]
    fn six_steady_months_cost_six_times_the_same() {
        let values = vec![Decimal::from(300); 12];
        let series = Series::try_new(Frequency::Month, values).unwrap();
        let told = cost_months(&series, 6, cost).unwrap().unwrap();
        assert_eq!(told.months.len(), 6);
        // (300 − 100) × 0.10 = 20.00 a month
        for month in &told.months {
            assert_eq!(month.quantity, Decimal::from(300));
            let off = month.cost.expected.minor() - 2000;
            assert!(off.abs() <= 10, "{month:?}");
        }
        assert!((told.total.expected.minor() - 12_000).abs() <= 60);
        assert!(told.total.lower.minor() <= told.total.expected.minor());
    }
}
