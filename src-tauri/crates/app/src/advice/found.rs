//! A piece of advice as it is found, and as it crosses a door.

use billing::calendar::BillingPeriod;
use billing::money::{Money, Rounding};
use billing::subscription::Subscription;
use billing::usage::Meter;
use insights::advice::{Advice, AdviceKind, Confidence};
use rust_decimal::Decimal;

use crate::dto::advice::{AdviceDto, AdviceRowDto, PreparedChangeDto};
use crate::dto::subscriptions::{ChangeDto, ChangeRequest};
use crate::dto::words::{figure, to_word};

/// Months that a year has.
const YEAR: i64 = 12;

/// What a month comes to, and what it would have come to.
pub(super) type NowThen = (Money, Money);

/// What somebody could change, with everything that it rests on.
pub(super) struct Found {
    pub(super) advice: Advice,
    /// What is advised, so that the same advice has the same key.
    pub(super) target: String,
    pub(super) meter: Option<Meter>,
    pub(super) rows: Vec<AdviceRowDto>,
    /// What the business gains; what the customer saves where that is what they pay.
    pub(super) money: Gains,
    /// What the advised plan does not have.
    pub(super) loses: Vec<String>,
    /// Why it is that sure.
    pub(super) why: String,
    pub(super) change: Prepared,
}

/// Who has what of it in a year.
#[derive(Debug, Clone, Copy)]
pub(super) enum Gains {
    /// The customer pays so much less in a year, and the business takes that much less.
    Customer { in_a_year: Option<Money> },
    /// The business spends less; what the customer pays stays the same.
    Business,
}

/// The change that accepting opens.
pub(super) struct Prepared {
    pub(super) words: String,
    /// None where nothing changes in the ledger.
    pub(super) change: Option<ChangeDto>,
    /// now, period_end.
    pub(super) when: &'static str,
}

impl Prepared {
    fn into_dto(self, sub: &Subscription) -> PreparedChangeDto {
        let route = match &self.change {
            Some(change) => change_route(sub, change, self.when),
            None => format!("/customers/{}?tab=usage", sub.customer_id),
        };
        let when = self.when.to_owned();
        PreparedChangeDto {
            words: self.words,
            request: self.change.map(|change| ChangeRequest {
                id: sub.id.to_string(),
                revision: None,
                change,
                when,
                on: None,
                behavior: String::new(),
            }),
            route,
        }
    }
}

/// Where the window opens its dialog with the change in it.
fn change_route(sub: &Subscription, change: &ChangeDto, when: &str) -> String {
    let mut route = format!("/subscriptions/{}?change={}", sub.id, change.kind);
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            route.push_str(&format!("&{name}={value}"));
        }
    };
    add("plan", change.plan_id.as_deref().unwrap_or_default());
    add("quantity", &change.quantity);
    let interval = change.recurrence.as_ref();
    add("interval", interval.map_or("", |one| one.interval.as_str()));
    add("when", when);
    route
}

impl Found {
    /// The same for as long as it advises the same. Of changes of plan it does not say why: an
    /// upgrade that was dismissed does not come back because it would save now.
    pub(super) fn key(&self, sub: &Subscription) -> String {
        let kind = match self.advice.kind {
            AdviceKind::Upgrade | AdviceKind::Downgrade | AdviceKind::PlanFit => "plan".to_owned(),
            other => to_word(other),
        };
        format!("{kind}:{}:{}", sub.id, self.target)
    }

    /// Less sure where something is lost that nothing counts.
    fn sureness(&self) -> (Confidence, String) {
        if self.loses.is_empty() {
            return (self.advice.confidence, self.why.clone());
        }
        let why = format!("{} Whether what it lacks is in use is not known.", self.why);
        (self.advice.confidence.min(Confidence::Medium), why)
    }

    pub(super) fn into_dto(self, sub: &Subscription, names: Names<'_>) -> AdviceDto {
        let key = self.key(sub);
        let (confidence, confidence_why) = self.sureness();
        let advice = self.advice;
        let saving = advice.saving;
        let (of_customer, in_a_year) = match self.money {
            Gains::Customer { in_a_year } => (saving, in_a_year),
            Gains::Business => (None, None),
        };
        let business = match self.money {
            Gains::Customer { .. } => advice.change_for_business,
            Gains::Business => saving.map(|saving| saving.expected),
        };
        let mut sentence = advice.text;
        if !self.loses.is_empty() {
            sentence.push_str(&format!(" It does not have {}.", self.loses.join(", ")));
        }
        let meter = self.meter;
        AdviceDto {
            key,
            kind: to_word(advice.kind),
            urgency: to_word(advice.urgency),
            customer_id: sub.customer_id.to_string(),
            customer_name: names.customer.to_owned(),
            subscription_id: sub.id.to_string(),
            plan: names.plan.to_owned(),
            meter: meter.as_ref().map_or_else(String::new, |m| m.key.clone()),
            meter_name: meter.as_ref().map_or_else(String::new, |m| m.name.clone()),
            unit: meter.map_or_else(String::new, |m| m.unit),
            title: advice.title,
            sentence,
            saving_month: of_customer.map(|saving| saving.expected.into()),
            saving_year: in_a_year.map(Into::into),
            saving_from: of_customer.map(|saving| saving.lower.into()),
            saving_to: of_customer.map(|saving| saving.upper.into()),
            business_month: business.map(Into::into),
            confidence: to_word(confidence),
            confidence_why,
            breaks_if: advice.breaks_if,
            loses: self.loses,
            rows: self.rows,
            change: self.change.into_dto(sub),
            answer: None,
        }
    }
}

/// What people call those that it is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) customer: &'a str,
    pub(super) plan: &'a str,
}

/// What twelve such months save: the mean of the months times twelve, rounded once.
pub(super) fn in_a_year(now_then: &[NowThen]) -> Option<Money> {
    let currency = now_then.first()?.0.currency();
    let saved = now_then.iter().map(|(now, then)| now.try_sub(*then));
    let saved: Result<Vec<Money>, _> = saved.collect();
    let sum = Money::try_sum(saved.ok()?, currency).ok()?;
    let year = sum.to_decimal().checked_mul(Decimal::from(YEAR))?;
    let year = year.checked_div(Decimal::from(now_then.len()))?;
    Money::from_decimal(year, currency, Rounding::HalfUp).ok()
}

/// A row of a month that compares amounts.
pub(super) fn row(month: BillingPeriod, amounts: Option<NowThen>) -> AdviceRowDto {
    AdviceRowDto {
        start: month.start.to_string(),
        end: month.end.to_string(),
        used: String::new(),
        limit: None,
        billed_now: amounts.map(|(now, _)| now.into()),
        billed_then: amounts.map(|(_, then)| then.into()),
        detail: String::new(),
    }
}

/// The same with what was used of a limit.
pub(super) fn row_of_use(
    month: BillingPeriod,
    amounts: Option<NowThen>,
    used: Decimal,
    limit: Option<Decimal>,
) -> AdviceRowDto {
    let percent = limit.and_then(|limit| {
        let part = used.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(limit)?;
        Some(format!("{} %", figure(part.round_dp(1))))
    });
    AdviceRowDto {
        used: figure(used),
        limit: limit.map(figure),
        detail: percent.unwrap_or_default(),
        ..row(month, amounts)
    }
}

/// "It would have saved in 5 of 6 months."
pub(super) fn why_saving(held: usize, of: usize) -> String {
    let told = format!("It would have saved in {held} of {of} months.");
    with_need(told, held == of, of)
}

/// "It held in each of 4 months."
pub(super) fn why_held(months: usize) -> String {
    with_need(format!("It held in each of {months} months."), true, months)
}

/// So many months in a row make it a habit.
fn with_need(told: String, every: bool, months: usize) -> String {
    const HABIT: usize = 6;
    if every && months < HABIT {
        return format!("{told} {HABIT} in a row would make it sure.");
    }
    told
}
