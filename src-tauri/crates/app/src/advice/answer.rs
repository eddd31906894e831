//! What was said to a piece of advice, and when it is open again.

use billing::subscription::Subscription;
use chrono::{DateTime, Days, NaiveDate, Utc};
use insights::advice::Urgency;
use serde::{Deserialize, Serialize};
use store::ReadTx;

use crate::business::get::local_date;
use crate::context::App;
use crate::dto::advice::AdviceAnswerDto;
use crate::dto::subscriptions::ChangeDto;
use crate::dto::words::figure;
use crate::error::AppError;

/// One that was accepted and whose change nobody made comes back after so many days.
const DAYS_TO_ACT: u64 = 30;

/// A day, and whose days they are.
#[derive(Debug, Clone)]
pub(super) struct Today {
    pub(super) on: NaiveDate,
    timezone: String,
}

impl Today {
    /// That of the business.
    pub(super) fn load(app: &App, tx: &ReadTx<'_>) -> Result<Self, AppError> {
        let timezone = crate::business::get::load(tx)?.timezone;
        let on = local_date(app.now(), &timezone);
        Ok(Self { on, timezone })
    }
}

/// What a piece of advice rests on, as far as a person decides by it. New months alone are no new
/// facts: another plan, version or quantity held, another change advised, more urgency, or a saving
/// that is half as large again are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    /// Plan, version and quantity of each item.
    held: Vec<(String, u32, String)>,
    change: Option<ChangeDto>,
    /// 0 for now; the higher, the later.
    pub(super) urgency: u8,
    /// Of a month, in minor units.
    pub(super) saving: Option<i64>,
}

pub(super) fn facts(
    sub: &Subscription,
    change: Option<ChangeDto>,
    urgency: Urgency,
    saving: Option<i64>,
) -> Facts {
    let held = sub.items.iter().map(|item| {
        let quantity = figure(item.quantity);
        (item.plan_id.to_string(), item.version, quantity)
    });
    Facts {
        held: held.collect(),
        change,
        urgency: match urgency {
            Urgency::Now => 0,
            Urgency::Next => 1,
            Urgency::Later => 2,
        },
        saving,
    }
}

impl Facts {
    /// Whether these say something that the ones before did not.
    fn are_new(&self, before: &Self) -> bool {
        let is_other = self.held != before.held || self.change != before.change;
        is_other || self.urgency < before.urgency || grew(before.saving, self.saving)
    }
}

/// By half, or from nothing.
fn grew(before: Option<i64>, now: Option<i64>) -> bool {
    let (before, now) = (before.unwrap_or(0).max(0), now.unwrap_or(0));
    now > 0 && i128::from(now) * 2 >= i128::from(before) * 3
}

/// What a person said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(super) enum Said {
    Snoozed { until_on: NaiveDate },
    Dismissed { reason: String },
    Accepted,
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    #[serde(flatten)]
    pub(super) said: Said,
    pub(super) at: DateTime<Utc>,
    /// As they were when it was said.
    pub(super) facts: Facts,
}

impl Answer {
    /// Whether it still holds for the advice as it is on a day.
    pub(super) fn holds(&self, facts: &Facts, today: &Today) -> bool {
        match &self.said {
            Said::Snoozed { until_on } => today.on < *until_on,
            Said::Dismissed { .. } => !facts.are_new(&self.facts),
            Said::Accepted => {
                let on = local_date(self.at, &today.timezone);
                let acted_by = on.checked_add_days(Days::new(DAYS_TO_ACT));
                let is_young = acted_by.is_none_or(|acted_by| today.on < acted_by);
                is_young && !facts.are_new(&self.facts)
            }
        }
    }

    pub(super) fn to_dto(&self) -> AdviceAnswerDto {
        let (state, until_on, reason) = match &self.said {
            Said::Snoozed { until_on } => ("snoozed", Some(until_on.to_string()), String::new()),
            Said::Dismissed { reason } => ("dismissed", None, reason.clone()),
            Said::Accepted => ("accepted", None, String::new()),
        };
        AdviceAnswerDto {
            state: state.to_owned(),
            answered_at: self.at.to_rfc3339(),
            until_on,
            reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(urgency: u8, saving: Option<i64>) -> Facts {
        Facts {
            held: vec![("plan_1".into(), 1, "1".into())],
            change: None,
            urgency,
            saving,
        }
    }

    #[test]
    fn new_facts_are_urgency_and_half_as_much_again() {
        let before = facts(1, Some(1000));
        assert!(!facts(1, Some(1499)).are_new(&before));
        assert!(facts(1, Some(1500)).are_new(&before));
        assert!(facts(0, Some(1000)).are_new(&before));
        assert!(!facts(2, Some(100)).are_new(&before));
        // From costing more to saving a cent.
        assert!(facts(1, Some(1)).are_new(&facts(1, Some(-500))));
        assert!(!facts(1, Some(-100)).are_new(&facts(1, Some(-500))));
        let mut other = before.clone();
        other.held = vec![("plan_1".into(), 2, "1".into())];
        assert!(other.are_new(&before));
    }

    #[test]
    fn an_answer_ends_by_its_day() {
        let at: DateTime<Utc> = "2026-11-20T08:00:00Z".parse().expect("an instant");
        let date = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let day = |text: &str| Today {
            on: date(text),
            timezone: "UTC".to_owned(),
        };
        let same = facts(1, Some(1000));
        let answer = |said| Answer {
            said,
            at,
            facts: same.clone(),
        };
        let until_on = date("2026-12-01");
        let snoozed = answer(Said::Snoozed { until_on });
        assert!(snoozed.holds(&same, &day("2026-11-30")));
        assert!(!snoozed.holds(&same, &day("2026-12-01")));
        // Thirty days after 20 November is 20 December.
        let accepted = answer(Said::Accepted);
        assert!(accepted.holds(&same, &day("2026-12-19")));
        assert!(!accepted.holds(&same, &day("2026-12-20")));
        let reason = "Agreed otherwise".to_owned();
        let dismissed = answer(Said::Dismissed { reason });
        assert!(dismissed.holds(&same, &day("2036-01-01")));
        assert!(!dismissed.holds(&facts(0, Some(1000)), &day("2026-11-21")));
    }
}
