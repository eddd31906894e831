//! All advice for a customer, computed from what is in the ledger now.

use billing::customer::Customer;
use billing::ids::SubscriptionId;
use billing::subscription::Subscription;
use chrono::{Datelike, NaiveDate};
use store::ReadTx;

use super::answer::{Facts, facts};
use super::found::{Found, Names};
use super::offers::Offers;
use super::past::{MONTHLY, Past};
use super::work::Asked;
use super::{addons, plans, seats, yearly};
use crate::context::App;
use crate::dto::advice::{AdviceDto, AdviceWaitDto};
use crate::error::AppError;
use crate::subscriptions::facts::plan_name;
use crate::usage::standing::Subscribed;

/// Whole months that have to be over before a plan is judged.
pub(super) const LEAST_MONTHS: usize = 3;

/// What is found for one subscription.
pub(super) struct Advised {
    pub(super) subscription_id: SubscriptionId,
    pub(super) advice: Vec<(AdviceDto, Facts)>,
    /// Where it is too young for advice about its plan.
    pub(super) wait: Option<AdviceWaitDto>,
}

/// For every subscription of a customer that may use anything.
pub(super) fn of_customer(
    app: &App,
    tx: &ReadTx<'_>,
    offers: &Offers,
    customer: &Customer,
) -> Result<Vec<Advised>, AppError> {
    let subscribed = Subscribed::load(tx, &customer.id, app.now())?;
    let mut all = Vec::new();
    for sub in subscribed.live() {
        let past = Past::new(tx, sub, &offers.book, offers.rounding);
        let asked = Asked {
            tx,
            past: &past,
            offers,
            today: subscribed.today(sub),
            first_of_month: first_of_month(subscribed.today(sub)),
        };
        let found = found(&asked, &subscribed)?;
        let plan = plan_name(sub, &offers.book);
        let wait = wait(&past, &plan);
        past.fault()?;
        let names = Names {
            customer: &customer.name,
            plan: &plan,
        };
        all.push(Advised {
            subscription_id: sub.id.clone(),
            advice: found
                .into_iter()
                .map(|found| told(sub, names, found))
                .collect(),
            wait,
        });
    }
    Ok(all)
}

fn told(sub: &Subscription, names: Names<'_>, found: Found) -> (AdviceDto, Facts) {
    let urgency = found.advice.urgency;
    let saving = found.advice.saving.map(|saving| saving.expected.minor());
    let facts = facts(sub, found.change.change.clone(), urgency, saving);
    (found.into_dto(sub, names), facts)
}

fn found(asked: &Asked<'_>, subscribed: &Subscribed) -> Result<Vec<Found>, AppError> {
    let (tx, past, offers) = (asked.tx, asked.past, asked.offers);
    let mut all = Vec::new();
    // A change that is planned was thought about: nothing else is advised beside it.
    if past.sub.schedule.is_empty() {
        all.extend(plans::find(past, offers));
        all.extend(addons::find(past, offers));
        all.extend(seats::find(tx, past, offers, asked.first_of_month)?);
        all.extend(yearly::find(past, offers));
    }
    for (key, meter) in &offers.meters {
        let taker = subscribed.taker(&meter.key, None);
        if taker.is_some_and(|taker| taker.id == past.sub.id) {
            all.extend(asked.dear_requests((*key, meter))?);
            all.extend(asked.peaks((*key, meter))?);
        }
    }
    Ok(all)
}

fn first_of_month(on: NaiveDate) -> NaiveDate {
    on.with_day(1).unwrap_or(on)
}

fn wait(past: &Past<'_>, plan: &str) -> Option<AdviceWaitDto> {
    let months = past.months.len();
    if past.sub.terms.recurrence != MONTHLY || months >= LEAST_MONTHS {
        return None;
    }
    let whole = match months {
        0 => "no whole month".to_owned(),
        1 => "1 whole month".to_owned(),
        months => format!("{months} whole months"),
    };
    Some(AdviceWaitDto {
        subscription_id: past.sub.id.to_string(),
        plan: plan.to_owned(),
        months: u32::try_from(months).unwrap_or_default(),
        needed: u32::try_from(LEAST_MONTHS).unwrap_or_default(),
        sentence: format!(
            "{plan} has {whole} behind it; advice about the plan needs {LEAST_MONTHS}."
        ),
    })
}
