//! Efficiency: what a unit really costs, and how much of an allowance is paid for and not used.

use billing::money::Money;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::statistic::{percent_of, sum};

/// Digits after the point of a cost per unit: a hundredth of a cent and finer.
const FINE: u32 = 6;

/// A month of one meter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterMonth {
    /// What was used.
    pub quantity: Decimal,
    /// What the plan included; none where it is unlimited or nothing.
    pub included: Option<Decimal>,
    /// What was paid for it: its share of the plan, and the overage.
    pub cost: Money,
}

/// What a unit costs and what lies idle, over some months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Efficiency {
    /// All costs over all units, in major units, to six decimals; none where nothing was used.
    pub cost_per_unit: Option<Decimal>,
    /// Included units that were not used, month by month added up.
    pub idle: Decimal,
    /// Idle of included, in percent; none where nothing is included.
    pub idle_pct: Option<Decimal>,
    /// Months in which more was used than is included.
    pub months_over: usize,
}

/// What the months' units cost and what of the allowance was left; none where there is no month, or
/// the months are not of one currency.
#[must_use]
pub fn efficiency(months: &[MeterMonth]) -> Option<Efficiency> {
    let currency = months.first()?.cost.currency();
    let cost = Money::try_sum(months.iter().map(|month| month.cost), currency).ok()?;
    let units = sum(months.iter().map(|month| month.quantity));
    let included = sum(months.iter().filter_map(|month| month.included));
    let idle = |month: &MeterMonth| {
        let left = month.included?.checked_sub(month.quantity)?;
        Some(left.max(Decimal::ZERO))
    };
    let idle = sum(months.iter().filter_map(idle));
    let over = |month: &&MeterMonth| month.included.is_some_and(|most| month.quantity > most);
    Some(Efficiency {
        cost_per_unit: cost
            .to_decimal()
            .checked_div(units)
            .map(|one| one.round_dp(FINE).normalize()),
        idle,
        idle_pct: percent_of(idle, included),
        months_over: months.iter().filter(over).count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing::money::Currency;

    fn month(quantity: i64, cents: i64) -> MeterMonth {
        MeterMonth {
            quantity: Decimal::from(quantity),
            included: Some(Decimal::from(1000)),
            cost: Money::new(cents, Currency::EUR),
        }
    }

    #[test]
    fn a_unit_costs_all_over_all_and_idle_is_what_was_left() {
        // 400, 600 and 1400 of 1000 each: 600 + 400 + 0 idle of 3000;
        // (20 + 20 + 32) / 2400 = 0.03
        let told = efficiency(&[month(400, 2000), month(600, 2000), month(1400, 3200)]).unwrap();
        assert_eq!(told.cost_per_unit.unwrap().to_string(), "0.03");
        assert_eq!(told.idle, Decimal::from(1000));
        assert_eq!(told.idle_pct.unwrap().to_string(), "33.3");
        assert_eq!(told.months_over, 1);
        let unused = efficiency(&[month(0, 2000)]).unwrap();
        assert_eq!(unused.cost_per_unit, None);
        assert_eq!(efficiency(&[]), None);
    }
}
