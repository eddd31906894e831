//! What was decided about subscriptions is saved: invoices, credits and subscriptions, at once.

use std::collections::BTreeMap;

use billing::catalog::PlanBook;
use billing::customer::Customer;
use billing::ids::InvoiceId;
use billing::subscription::{
    Bill, BillKind, EventKind, Outcome, Subscription, SubscriptionState, assign_invoice,
};
use chrono::NaiveDate;
use store::{ReadTx, WriteTx};

use super::credit;
use super::facts::facts;
use super::generate::{Bundle, BundleTerms, Drafted, Made, draft_of, make};
use super::ground::Ground;
use super::mode::Mode;
use super::owed::settle_owed;
use crate::context::App;
use crate::dto::words::to_word;
use crate::error::AppError;
use crate::usage::billed;

/// What comes of one subscription; nothing is saved yet.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    /// As it was; nothing for a new one.
    pub(crate) before: Option<Subscription>,
    pub(crate) outcome: Outcome,
}

/// Which bills go on one invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Together {
    /// Each on its own.
    Each,
    /// All that share their terms.
    All,
}

/// Decisions of one customer, and what they were made from.
pub(crate) struct Decided<'a> {
    pub(crate) customer: &'a Customer,
    pub(crate) book: &'a PlanBook,
    pub(crate) decisions: &'a [Decision],
    pub(crate) together: Together,
}

/// Bills with the places of the subscriptions that they are of.
pub(crate) struct Group<'a> {
    pub(crate) terms: BundleTerms,
    pub(crate) bills: Vec<(usize, &'a Bill)>,
}

impl Group<'_> {
    pub(crate) fn bundle<'a>(&'a self, customer: &'a Customer) -> Bundle<'a> {
        Bundle {
            customer,
            terms: self.terms,
            bills: self.bills.iter().map(|(_, bill)| *bill).collect(),
        }
    }
}

impl Decided<'_> {
    /// The invoices that these decisions make, in the order of their first bills.
    pub(crate) fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (at, decision) in self.decisions.iter().enumerate() {
            let outcome = &decision.outcome;
            for bill in &outcome.bills {
                let terms = BundleTerms::of(&outcome.subscription, bill, self.book);
                let shared = groups
                    .iter_mut()
                    .find(|group| self.together == Together::All && group.terms == terms);
                match shared {
                    Some(group) => group.bills.push((at, bill)),
                    None => groups.push(Group {
                        terms,
                        bills: vec![(at, bill)],
                    }),
                }
            }
        }
        groups
    }
}

/// Bills that go on one invoice, and that invoice, not saved yet.
pub(crate) struct Prepared<'a> {
    pub(crate) group: Group<'a>,
    pub(crate) drafted: Drafted,
}

/// The invoices of some decisions. What is wrong with one shows here, before anything is written.
pub(crate) fn prepare<'a>(
    app: &App,
    tx: &ReadTx<'_>,
    ground: &Ground,
    decided: &'a Decided<'_>,
) -> Result<Vec<Prepared<'a>>, AppError> {
    let groups = decided.groups().into_iter();
    groups
        .map(|group| {
            let id = InvoiceId::from_ulid(app.new_ulid());
            let bundle = group.bundle(decided.customer);
            let drafted = draft_of(tx, ground, decided.book, &bundle, id)?;
            Ok(Prepared { group, drafted })
        })
        .collect()
}

/// Makes the invoices and saves every subscription. An error leaves nothing: the caller's database
/// transaction goes with it.
pub(crate) fn save(
    app: &App,
    tx: &WriteTx<'_>,
    ground: &Ground,
    decided: &Decided<'_>,
    mode: Mode,
) -> Result<Vec<Made>, AppError> {
    let prepared = prepare(app, tx, ground, decided)?;
    save_prepared(app, tx, ground, (decided, prepared), mode)
}

/// The same for invoices that were looked at first.
pub(crate) fn save_prepared(
    app: &App,
    tx: &WriteTx<'_>,
    ground: &Ground,
    (decided, prepared): (&Decided<'_>, Vec<Prepared<'_>>),
    mode: Mode,
) -> Result<Vec<Made>, AppError> {
    let subs = decided.decisions.iter();
    let mut subs: Vec<Subscription> = subs
        .map(|decision| decision.outcome.subscription.clone())
        .collect();
    let (mut invoices, mut claims) = (Vec::new(), Vec::new());
    for Prepared { group, drafted } in prepared {
        let mode = mode_of(&group, &subs, mode);
        let between = (&ground.business, decided.customer);
        let draft = (drafted.draft, group.terms.collect);
        let made = make(app, tx, between, draft, mode)?;
        for (at, bill) in group.bills {
            if let Some(sub) = subs.get_mut(at) {
                assign_invoice(sub, bill, made.id());
            }
            claims.push((at, bill, made.id().clone()));
        }
        invoices.push(made);
    }
    for (sub, decision) in subs.iter().zip(decided.decisions) {
        put(app, tx, ground, decided.book, (sub, decision))?;
    }
    claim(tx, (&subs, decided.decisions), &claims)?;
    note_usage(tx, (&subs, decided.decisions), &claims)?;
    for made in &invoices {
        if made.is_paid()? {
            super::paid::settled(tx, ground, made.id())?;
        }
    }
    Ok(invoices)
}

/// One that begins once it is paid needs an invoice that can be paid.
fn mode_of(group: &Group<'_>, subs: &[Subscription], usual: Mode) -> Mode {
    let waits = group.bills.iter().any(|(at, _)| {
        let sub = subs.get(*at);
        sub.is_some_and(|sub| sub.state == SubscriptionState::Incomplete)
    });
    if waits { Mode::Issue } else { usual }
}

/// The subscription with its events and the credits for time that it gives back.
fn put(
    app: &App,
    tx: &WriteTx<'_>,
    ground: &Ground,
    book: &PlanBook,
    (sub, decision): (&Subscription, &Decision),
) -> Result<(), AppError> {
    let before = decision.before.as_ref();
    let mut credits = decision.outcome.credit_notes.clone();
    let mut sub = sub.clone();
    credits.extend(settle_owed(tx, &mut sub)?);
    store(tx, ground, book, &sub, before.map(|before| before.revision))?;
    tx.subscription_events_mut()
        .append(&sub.id, &decision.outcome.events)?;
    credit::save(app, tx, ground, (&sub.id, &credits))
}

/// Saves a subscription with what lists show of it.
pub(crate) fn store(
    tx: &WriteTx<'_>,
    ground: &Ground,
    book: &PlanBook,
    sub: &Subscription,
    replaces: Option<u32>,
) -> Result<(), AppError> {
    let saved = Subscription {
        updated_at: ground.now,
        revision: replaces.unwrap_or(0).saturating_add(1),
        ..sub.clone()
    };
    let facts = facts(ground, &saved, book)?;
    Ok(tx.subscriptions_mut().put(&saved, &facts, replaces)?)
}

/// Which usage was billed by which invoice; most subscriptions have no meter.
fn note_usage(
    tx: &WriteTx<'_>,
    (subs, decisions): (&[Subscription], &[Decision]),
    claims: &[(usize, &Bill, InvoiceId)],
) -> Result<(), AppError> {
    for (at, (sub, decision)) in subs.iter().zip(decisions).enumerate() {
        let bills = claims.iter().filter(|(of, _, _)| *of == at);
        let bills: Vec<_> = bills.map(|(_, bill, id)| (*bill, id)).collect();
        billed::note(tx, decision.before.as_ref(), sub, &bills)?;
    }
    Ok(())
}

/// Each billed period is claimed once: what a run did already it cannot do again. Several bills of
/// one kind and day are told apart by their order.
fn claim(
    tx: &WriteTx<'_>,
    (subs, decisions): (&[Subscription], &[Decision]),
    claims: &[(usize, &Bill, InvoiceId)],
) -> Result<(), AppError> {
    let mut taken: BTreeMap<(usize, String, NaiveDate), u32> = BTreeMap::new();
    for (at, bill, invoice) in claims {
        let Some(sub) = subs.get(*at) else {
            continue;
        };
        let kind = to_word(bill.kind);
        let next = taken.entry((*at, kind.clone(), bill.on)).or_default();
        // A person may change a subscription any number of times a day, and so begin another period
        // on a day that was billed before; by itself a period begins once.
        let again = bill.kind == BillKind::Change || begins_anew(decisions.get(*at), bill.on);
        while again
            && tx
                .billed_periods()
                .is_claimed(&sub.id, &kind, bill.on, *next)?
        {
            *next = next.saturating_add(1);
        }
        tx.billed_periods_mut()
            .claim(&sub.id, &kind, bill.on, *next, invoice)?;
        *next = next.saturating_add(1);
    }
    Ok(())
}

/// Whether a change lets a period begin on a day that was billed before. What was saved since it
/// was read is refused by its revision, so this never bills anything twice.
fn begins_anew(decision: Option<&Decision>, on: NaiveDate) -> bool {
    let Some(decision) = decision else {
        return false;
    };
    let mut events = decision.outcome.events.iter();
    let before = decision.before.as_ref();
    before.is_some_and(|before| before.billed_until > on)
        || events.any(|event| event.on == on && matches!(event.what, EventKind::Changed { .. }))
}
