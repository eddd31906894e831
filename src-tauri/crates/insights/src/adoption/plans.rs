//! Plans side by side: what the customers of each use of a meter, and how near its limit they are.

use std::collections::BTreeMap;

use billing::ids::{CustomerId, PlanId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::breadth::percent;
use crate::statistic::{from_decimal, quantile, to_decimal};

/// A customer's month of a meter under a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerMonth {
    /// Who.
    pub customer_id: CustomerId,
    /// Under which plan.
    pub plan_id: PlanId,
    /// What was used.
    pub quantity: Decimal,
    /// The plan's limit; none where it is unlimited.
    pub limit: Option<Decimal>,
}

/// How a plan's customers use a meter. The middle halves lie between the quarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanUse {
    /// Which plan.
    pub plan_id: PlanId,
    /// How many customers.
    pub customers: usize,
    /// How many of their months.
    pub months: usize,
    /// A quarter of the months use less.
    pub lower_quarter: Decimal,
    /// Half of the months use less.
    pub median: Decimal,
    /// A quarter of the months use more.
    pub upper_quarter: Decimal,
    /// The median of use over limit, in percent; none where no month has a limit.
    pub median_of_limit_pct: Option<Decimal>,
    /// Months above 90 % of the limit, of those with one, in percent.
    pub near_limit_pct: Decimal,
    /// Months below 30 % of it.
    pub far_below_pct: Decimal,
}

/// Compares plans in what their customers use of one meter, by plan.
#[must_use]
pub fn compare_plans(months: &[CustomerMonth]) -> Vec<PlanUse> {
    let mut by_plan: BTreeMap<&PlanId, Vec<&CustomerMonth>> = BTreeMap::new();
    for month in months {
        by_plan.entry(&month.plan_id).or_default().push(month);
    }
    by_plan
        .into_iter()
        .map(|(id, months)| plan(id, &months))
        .collect()
}

fn plan(id: &PlanId, months: &[&CustomerMonth]) -> PlanUse {
    let mut customers: Vec<&CustomerId> = months.iter().map(|month| &month.customer_id).collect();
    customers.sort();
    customers.dedup();
    let used: Vec<f64> = months
        .iter()
        .map(|month| from_decimal(month.quantity))
        .collect();
    let of_limit = |month: &&CustomerMonth| {
        let share = month.quantity.checked_div(month.limit?)?;
        Some(from_decimal(share) * 100.0)
    };
    let shares: Vec<f64> = months.iter().filter_map(of_limit).collect();
    let part = |is: fn(f64) -> bool| {
        let count = shares.iter().filter(|share| is(**share)).count();
        percent(count, shares.len())
    };
    PlanUse {
        plan_id: id.clone(),
        customers: customers.len(),
        months: months.len(),
        lower_quarter: to_decimal(quantile(&used, 0.25)),
        median: to_decimal(quantile(&used, 0.5)),
        upper_quarter: to_decimal(quantile(&used, 0.75)),
        median_of_limit_pct: (!shares.is_empty())
            .then(|| to_decimal(quantile(&shares, 0.5)).round_dp(1)),
        near_limit_pct: part(|share| share > 90.0),
        far_below_pct: part(|share| share < 30.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_by_the_middle_of_its_months() {
        let plan_id = PlanId::parse(&format!("{}{:0>26}", PlanId::PREFIX, 7)).unwrap();
        let month = |who: u32, quantity: i64| CustomerMonth {
            customer_id: CustomerId::parse(&format!("cus_{who:0>26}")).unwrap(),
            plan_id: plan_id.clone(),
            quantity: Decimal::from(quantity),
            limit: Some(Decimal::from(200)),
        };
        let months = [month(1, 20), month(1, 100), month(2, 150), month(2, 190)];
        let told = compare_plans(&months);
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].customers, told[0].months), (2, 4));
        // between 100 and 150; 62.5 % of 200
        assert_eq!(told[0].median, Decimal::from(125));
        assert_eq!(told[0].median_of_limit_pct.unwrap().to_string(), "62.5");
        // 190 of 200 is 95 %, 20 of 200 is 10 %
        assert_eq!(told[0].near_limit_pct, Decimal::from(25));
        assert_eq!(told[0].far_below_pct, Decimal::from(25));
    }
}
