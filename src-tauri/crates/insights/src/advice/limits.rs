//! Hints from limits: steadily above 90 % asks for a larger plan, below 30 % for a smaller one.

use billing::ids::PlanId;
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::saving::{Confidence, Saving};
use super::words::{Advice, AdviceKind, Evidence, PreparedChange, Urgency};
use crate::statistic::percent_of;

/// The months that make it steady.
const STEADY: usize = 3;
/// Above it use is near the limit, in percent.
const NEAR: u32 = 90;
/// Below it use is far from it, in percent.
const FAR: u32 = 30;

/// A month of one meter beside its limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitMonth {
    /// The first day of the month.
    pub on: NaiveDate,
    /// What was used.
    pub quantity: Decimal,
    /// The most that the plan had; above zero.
    pub limit: Decimal,
}

impl LimitMonth {
    /// Use of the limit in percent.
    fn percent(&self) -> Decimal {
        percent_of(self.quantity, self.limit).unwrap_or_default()
    }
}

/// A larger plan, where each of the last three months was above 90 % of the limit. `saving` is what
/// re-rating says of it: it may cost more, and says so.
#[must_use]
pub fn upgrade_hint(
    meter: &str,
    months: &[LimitMonth],
    larger: (&PlanId, &str),
    saving: Option<Saving>,
) -> Option<Advice> {
    let steady = steady(months, |percent| percent > Decimal::from(NEAR))?;
    let over = steady.iter().any(|month| month.quantity > month.limit);
    let text = format!(
        "{meter}: above {NEAR} % of the limit in each of the last {} months.",
        steady.len(),
    );
    let mut advice = hint(AdviceKind::Upgrade, meter, steady, larger, saving);
    advice.title = format!("{meter} near the limit: {}", larger.1);
    advice.text = with_cost(text, larger.1, saving);
    advice.urgency = if over { Urgency::Now } else { Urgency::Next };
    advice.breaks_if = format!("Use of {meter} falls below {NEAR} % of the limit again.");
    Some(advice)
}

/// A smaller plan, where each of the last three months was below 30 % of the limit and would have
/// fitted under the smaller plan's.
#[must_use]
pub fn downgrade_hint(
    meter: &str,
    months: &[LimitMonth],
    smaller: (&PlanId, &str),
    smaller_limit: Option<Decimal>,
    saving: Option<Saving>,
) -> Option<Advice> {
    let steady = steady(months, |percent| percent < Decimal::from(FAR))?;
    let fits = |month: &LimitMonth| smaller_limit.is_none_or(|most| month.quantity <= most);
    if !steady.iter().all(fits) {
        return None;
    }
    let text = format!(
        "{meter}: below {FAR} % of the limit in each of the last {} months.",
        steady.len(),
    );
    let mut advice = hint(AdviceKind::Downgrade, meter, steady, smaller, saving);
    advice.title = format!("{} is enough: {meter} below {FAR} %", smaller.1);
    advice.text = with_cost(text, smaller.1, saving);
    advice.breaks_if = format!("Use of {meter} grows beyond what {} has.", smaller.1);
    Some(advice)
}

/// The last months without a break for which it holds; none where they are fewer than three.
fn steady(months: &[LimitMonth], holds: impl Fn(Decimal) -> bool) -> Option<&[LimitMonth]> {
    let count = months
        .iter()
        .rev()
        .take_while(|month| holds(month.percent()))
        .count();
    let last = months.get(months.len().checked_sub(count)?..)?;
    (count >= STEADY).then_some(last)
}

fn with_cost(text: String, plan: &str, saving: Option<Saving>) -> String {
    match saving {
        None => text,
        Some(saving) if saving.expected.is_negative() => {
            let more = saving.expected.try_neg().unwrap_or(saving.expected);
            format!("{text} {plan} would have cost {more} more a month.")
        }
        Some(saving) => format!(
            "{text} {plan} would have saved {} a month.",
            saving.expected
        ),
    }
}

fn hint(
    kind: AdviceKind,
    meter: &str,
    months: &[LimitMonth],
    (plan_id, name): (&PlanId, &str),
    saving: Option<Saving>,
) -> Advice {
    let row = |month: &LimitMonth| Evidence {
        label: format!("{} {meter}", month.on.format("%Y-%m")),
        now: format!(
            "{} of {}",
            month.quantity.normalize(),
            month.limit.normalize()
        ),
        then: format!("{} %", month.percent()),
    };
    Advice {
        kind,
        title: name.to_owned(),
        text: String::new(),
        saving,
        change_for_business: saving.and_then(|saving| saving.change_for_business()),
        confidence: Confidence::of(months.len(), months.len()),
        evidence: months.iter().map(row).collect(),
        urgency: Urgency::Next,
        change: PreparedChange::ChangePlan {
            plan_id: plan_id.clone(),
        },
        breaks_if: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(used: &[i64]) -> Vec<LimitMonth> {
        let month = |(at, used): (u32, &i64)| LimitMonth {
            on: NaiveDate::from_ymd_opt(2026, at, 1).unwrap(),
            quantity: Decimal::from(*used),
            limit: Decimal::from(1000),
        };
        (1..).zip(used).map(month).collect()
    }

    fn plan() -> PlanId {
        PlanId::parse(&format!("{}{:0>26}", PlanId::PREFIX, 2)).unwrap()
    }

    #[test]
    fn three_months_above_ninety_percent_are_steady_and_two_are_not() {
        let hint = |used: &[i64]| upgrade_hint("Calls", &months(used), (&plan(), "Team"), None);
        let told = hint(&[500, 950, 910, 990]).unwrap();
        assert_eq!(told.evidence.len(), 3);
        assert_eq!(told.evidence[0].then, "95 %");
        assert_eq!(told.urgency, Urgency::Next);
        assert_eq!(hint(&[950, 900, 910]), None);
        assert_eq!(hint(&[950, 1001, 910]).unwrap().urgency, Urgency::Now);
    }

    #[test]
    fn below_thirty_percent_a_plan_that_holds_it_is_enough() {
        let hint = |used: &[i64], most: i64| {
            let most = Some(Decimal::from(most));
            downgrade_hint("Calls", &months(used), (&plan(), "Starter"), most, None)
        };
        assert!(hint(&[100, 200, 299], 300).is_some());
        assert_eq!(hint(&[100, 200, 299], 250), None);
        assert_eq!(hint(&[100, 300, 299], 500), None);
    }
}
