//! A lot: the due subscriptions that are billed together, and what billing them comes to.

use billing::catalog::PlanBook;
use billing::customer::Customer;
use billing::ids::{CustomerId, SubscriptionId};
use billing::subscription::{
    Change, Event, EventKind, Subscription, SubscriptionState, advance, next_due,
};
use chrono::NaiveDate;
use store::ReadTx;

use super::asked::Asked;
use super::exception;
use crate::dto::billing_runs::RunException;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::subscriptions::facts::plan_name;
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
pub(crate) fn lots(tx: &ReadTx<'_>, asked: &Asked) -> Result<Vec<Lot>, AppError> {
    let mut lots: Vec<Lot> = Vec::new();
    let mut places: std::collections::HashMap<CustomerId, usize> = std::collections::HashMap::new();
    let due = if asked.of_all() {
        tx.subscriptions().due(asked.through)?
    } else {
        tx.subscriptions().due_of(asked.through, &asked.customers)?
    };
    for due in due {
        let place = places.get(&due.customer_id).filter(|_| asked.grouped);
        match place.and_then(|place| lots.get_mut(*place)) {
            Some(lot) => lot.subscriptions.push(due.id),
            None => {
                places.insert(due.customer_id.clone(), lots.len());
                lots.push(Lot {
                    customer: due.customer_id,
                    subscriptions: vec![due.id],
                });
            }
        }
    }
    Ok(lots)
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

/// Decides a lot. What is not due any more was billed already and is passed over.
pub(crate) fn decide(
    tx: &ReadTx<'_>,
    ground: &Ground,
    book: &PlanBook,
    (lot, through): (&Lot, NaiveDate),
) -> Result<DecidedLot, AppError> {
    let customer = tx.customers().get(&lot.customer)?;
    let customer = customer.ok_or_else(|| not_found("customer", lot.customer.as_str()))?;
    let (mut decisions, mut exceptions) = (Vec::new(), Vec::new());
    for id in &lot.subscriptions {
        let sub = tx.subscriptions().get(id)?;
        let Some(sub) = sub.filter(|sub| is_due(sub, through)) else {
            continue;
        };
        match decide_one(tx, (ground, book), &customer, &sub, through) {
            Ok(decision) => decisions.push(decision),
            Err(error) => exceptions.push(exception::of(&customer, id, &error)),
        }
    }
    Ok(DecidedLot {
        customer,
        decisions,
        exceptions,
    })
}

fn is_due(sub: &Subscription, through: NaiveDate) -> bool {
    next_due(sub).is_some_and(|due| due <= through)
}

fn decide_one(
    tx: &ReadTx<'_>,
    (ground, book): (&Ground, &PlanBook),
    customer: &Customer,
    sub: &Subscription,
    through: NaiveDate,
) -> Result<Decision, AppError> {
    exception::check_customer(customer)?;
    let through = before_credited_end(sub, through);
    let mut outcome = advance(sub, through, &ground.basis(book))?;
    left::cap(tx, ground, sub, &mut outcome)?;
    Ok(Decision {
        before: Some(sub.clone()),
        outcome,
    })
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
            EventKind::Changed { change } => change_words(change, book),
            _ => return None,
        };
        Some(format!("{who}: {}", sentence_on(event.on, &words)))
    };
    decision.outcome.events.iter().filter_map(note).collect()
}
