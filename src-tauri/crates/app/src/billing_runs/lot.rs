//! A lot: the due subscriptions that are billed together, and what billing them comes to.

use std::collections::{BTreeMap, HashMap, HashSet};

use billing::catalog::{BookedPlan, PlanBook};
use billing::customer::Customer;
use billing::ids::{CustomerId, SubscriptionId};
use billing::subscription::{
    Change, Event, EventKind, Subscription, SubscriptionState, advance, bill_late, bill_progress,
    next_due,
};
use chrono::NaiveDate;
use store::ReadTx;

use super::asked::Asked;
use super::exception;
use crate::dto::billing_runs::RunException;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::subscriptions::facts::plan_name;
use crate::subscriptions::fit::fit;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::left;
use crate::subscriptions::save::{Decided, Decision, Together};
use crate::subscriptions::words::{change_words, sentence_on};

/// Due subscriptions of one customer: all of them where a customer gets one invoice, else one.
#[derive(Debug, Clone)]
pub(crate) struct Lot {
    pub(crate) customer: CustomerId,
    pub(crate) subscriptions: Vec<SubscriptionId>,
}

/// Everything that is due, in the order of its days.
pub(crate) fn lots(tx: &ReadTx<'_>, book: &PlanBook, asked: &Asked) -> Result<Vec<Lot>, AppError> {
    let mut lots: Vec<Lot> = Vec::new();
    let mut places: HashMap<CustomerId, usize> = HashMap::new();
    let due = if asked.of_all() {
        tx.subscriptions().due(asked.through)?
    } else {
        tx.subscriptions().due_of(asked.through, &asked.customers)?
    };
    let mut due: Vec<_> = due
        .into_iter()
        .map(|due| (due.id, due.customer_id))
        .collect();
    let mut others = metered(tx, book, asked)?;
    if !others.is_empty() {
        let known: HashSet<_> = due.iter().map(|(id, _)| id.clone()).collect();
        others.retain(|(id, _)| !known.contains(id));
        due.extend(others);
    }
    for (id, customer) in due {
        let place = places.get(&customer).filter(|_| asked.grouped);
        match place.and_then(|place| lots.get_mut(*place)) {
            Some(lot) => lot.subscriptions.push(id),
            None => {
                places.insert(customer.clone(), lots.len());
                lots.push(Lot {
                    customer,
                    subscriptions: vec![id],
                });
            }
        }
    }
    Ok(lots)
}

/// Those whose usage may be billed though nothing of them is due: they are over and were told of
/// late, or their plan bills use before its period's end.
fn metered(
    tx: &ReadTx<'_>,
    book: &PlanBook,
    asked: &Asked,
) -> Result<Vec<(SubscriptionId, CustomerId)>, AppError> {
    if tx.usage_events().last_event()? == 0 {
        return Ok(Vec::new());
    }
    let mut found = tx.usage_billed().over_and_late()?;
    let bills_early = |booked: &&BookedPlan| !booked.version.progressive.is_empty();
    for BookedPlan { plan, version, .. } in book.iter().filter(bills_early) {
        for id in tx.subscriptions().with_version(&plan.id, version.version)? {
            let sub = tx.subscriptions().get(&id)?;
            found.extend(sub.map(|sub| (id, sub.customer_id)));
        }
    }
    found.retain(|(_, customer)| asked.of_all() || asked.customers.contains(customer));
    found.sort();
    found.dedup();
    Ok(found)
}

/// A lot that was decided: its bills, and what cannot be billed.
pub(crate) struct DecidedLot {
    pub(crate) customer: Customer,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) exceptions: Vec<RunException>,
}

impl DecidedLot {
    pub(crate) fn decided<'a>(&'a self, book: &'a PlanBook, grouped: bool) -> Decided<'a> {
        Decided {
            customer: &self.customer,
            book,
            decisions: &self.decisions,
            together: if grouped {
                Together::All
            } else {
                Together::Each
            },
        }
    }
}

/// Subscriptions as the steps of a dry run left them, in place of those that are kept.
pub(crate) type Ahead = BTreeMap<SubscriptionId, Subscription>;

/// Decides a step of a lot. What is not due any more was billed already and is passed over.
pub(crate) fn decide(
    tx: &ReadTx<'_>,
    ground: &Ground,
    book: &PlanBook,
    (lot, through, ahead): (&Lot, NaiveDate, &Ahead),
) -> Result<DecidedLot, AppError> {
    let customer = tx.customers().get(&lot.customer)?;
    let customer = customer.ok_or_else(|| not_found("customer", lot.customer.as_str()))?;
    let (mut decisions, mut exceptions) = (Vec::new(), Vec::new());
    for id in &lot.subscriptions {
        let sub = match ahead.get(id) {
            Some(sub) => Some(sub.clone()),
            None => tx.subscriptions().get(id)?,
        };
        let step = sub.and_then(|sub| Some((step_of(&sub, (ground, book), through)?, sub)));
        let Some((step, sub)) = step else {
            continue;
        };
        match decide_one(tx, (ground, book), &customer, &sub, step) {
            Ok(decision) => decisions.extend(decision),
            Err(error) => exceptions.push(exception::of(&customer, id, &error)),
        }
    }
    Ok(DecidedLot {
        customer,
        decisions,
        exceptions,
    })
}

/// What a run does with a subscription.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Whatever is due through a day.
    Due(NaiveDate),
    /// Late usage of one that is over, on a day.
    Late(NaiveDate),
    /// What was used by a day of its current period.
    Progress(NaiveDate),
}

fn step_of(
    sub: &Subscription,
    (ground, book): (&Ground, &PlanBook),
    through: NaiveDate,
) -> Option<Step> {
    if next_due(sub).is_some_and(|due| due <= through) {
        return Some(Step::Due(before_credited_end(sub, through)));
    }
    let on = ground.today_in(&sub.terms.timezone).min(through);
    if sub.ended_on.is_some() {
        return (!sub.metering.spans.is_empty()).then_some(Step::Late(on));
    }
    let plan = sub.items.first()?;
    let version = &book.get(&plan.plan_id, plan.version)?.version;
    (!version.progressive.is_empty()).then_some(Step::Progress(on))
}

fn decide_one(
    tx: &ReadTx<'_>,
    (ground, book): (&Ground, &PlanBook),
    customer: &Customer,
    sub: &Subscription,
    step: Step,
) -> Result<Option<Decision>, AppError> {
    if matches!(step, Step::Due(_)) {
        exception::check_customer(customer)?;
    }
    let mut outcome = ground.decide(tx, book, sub, |basis| match step {
        Step::Due(through) => advance(sub, through, basis),
        Step::Late(on) => bill_late(sub, on, basis),
        Step::Progress(on) => bill_progress(sub, on, basis),
    })?;
    if outcome.subscription == *sub && outcome.bills.is_empty() {
        return Ok(None);
    }
    exception::check_customer(customer)?;
    left::cap(tx, ground, sub, &mut outcome)?;
    fit(tx, ground, (book, customer), &mut outcome)?;
    Ok(Some(Decision {
        before: Some(sub.clone()),
        outcome,
    }))
}

/// Unused time is credited on the invoice that billed it: what comes before such an end is billed
/// first, and the end is for the next step.
fn before_credited_end(sub: &Subscription, through: NaiveDate) -> NaiveDate {
    let mut planned = sub.schedule.iter();
    let end = planned.find(|planned| matches!(planned.change, Change::Cancel { prorate: true }));
    let end = end.map(|planned| planned.on).filter(|end| *end <= through);
    match (end, next_due(sub)) {
        (Some(end), Some(due)) if due < end => end.pred_opt().unwrap_or(through),
        _ => through,
    }
}

/// What happens without being an invoice, as sentences: trials that end, changes, ends.
pub(crate) fn notes(decision: &Decision, customer: &Customer, book: &PlanBook) -> Vec<String> {
    let sub = &decision.outcome.subscription;
    let who = format!("{} ({})", customer.name, plan_name(sub, book));
    let note = |event: &Event| {
        let words = match &event.what {
            EventKind::Became {
                from: SubscriptionState::Trialing,
                to: SubscriptionState::Active,
            } => "the trial ends".to_owned(),
            EventKind::Became {
                to: SubscriptionState::Canceled,
                ..
            } => "the subscription ends".to_owned(),
            EventKind::Changed { change, .. } => change_words(change, book),
            _ => return None,
        };
        Some(format!("{who}: {}", sentence_on(event.on, &words)))
    };
    decision.outcome.events.iter().filter_map(note).collect()
}
