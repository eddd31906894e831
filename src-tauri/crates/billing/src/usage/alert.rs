//! Alerts: telling somebody once a period that a limit is near, reached or passed.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::limit::{LimitPolicy, LimitState};
use crate::catalog::counted;

/// Percentages at which somebody is told where nobody said otherwise.
const USUAL: [Decimal; 3] = [
    Decimal::from_parts(80, 0, 0, false, 0),
    Decimal::from_parts(95, 0, 0, false, 0),
    Decimal::ONE_HUNDRED,
];

/// That usage came to a percentage of its limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Key of the meter and of the limit.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What it is counted in; empty where it is not said.
    pub unit: String,
    /// The percentage that was reached.
    pub threshold: Decimal,
    /// The percentage that is used, rounded down.
    pub percent: Decimal,
    /// What is used.
    pub used: Decimal,
    /// The most.
    pub most: Decimal,
    /// What becomes of more.
    pub policy: LimitPolicy,
    /// The day on which nothing will be left at this pace, where that is within the period.
    pub runs_out_on: Option<NaiveDate>,
}

/// The percentages that count, in order: the customer's own, else the plan's, else 80, 95 and 100.
/// An empty list of a customer's own turns alerts off; an empty one of a plan says nothing.
#[must_use]
pub fn thresholds(plan: &[Decimal], customer: Option<&[Decimal]>) -> Vec<Decimal> {
    let mut chosen = match customer {
        Some(own) => own.to_vec(),
        None if plan.is_empty() => USUAL.to_vec(),
        None => plan.to_vec(),
    };
    chosen.retain(|percent| *percent > Decimal::ZERO);
    chosen.sort();
    chosen.dedup();
    chosen
}

/// The thresholds that are reached and of which nobody was told in this period, in order. What was
/// told stays told when usage falls below it again, so each comes once a period.
#[must_use]
pub fn crossed(state: &LimitState, told: &[Decimal], thresholds: &[Decimal]) -> Vec<Alert> {
    let (Some(percent), Some(most)) = (state.percent, state.most) else {
        return Vec::new();
    };
    let reached = |threshold: &&Decimal| percent >= **threshold && !told.contains(*threshold);
    let alert = |threshold: &Decimal| Alert {
        key: state.key.clone(),
        name: state.name.clone(),
        unit: state.unit.clone(),
        threshold: *threshold,
        percent,
        used: state.used,
        most,
        policy: state.policy,
        runs_out_on: state.runs_out_on,
    };
    thresholds.iter().filter(reached).map(alert).collect()
}

impl Alert {
    /// What is told: the meter, the threshold, the figure, and the day on which it runs out, or
    /// what becomes of more.
    #[must_use]
    pub fn sentence(&self) -> String {
        let of = counted(self.most, &self.unit);
        let (name, used, percent) = (&self.name, self.used.normalize(), self.percent);
        let threshold = self.threshold.normalize();
        let share =
            format!("{name}: {threshold} % reached, with {used} of {of} used ({percent} %)");
        let then = match (self.used >= self.most, self.policy, self.runs_out_on) {
            (true, LimitPolicy::Soft, _) => "More is let through, and billed by the plan.".into(),
            (true, LimitPolicy::Hard, _) => "More is refused until the next period.".into(),
            (false, _, Some(on)) => format!("At this pace it runs out on {on}."),
            (false, _, None) => "At this pace it lasts to the period's end.".into(),
        };
        format!("{share}. {then}")
    }
}
