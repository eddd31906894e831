//! Keeps the advice for every subscription, so that Home and the list of all need not compute it.

use std::collections::BTreeMap;

use billing::ids::{CustomerId, SubscriptionId};
use serde::{Deserialize, Serialize};
use store::ReadTx;
use store::table::advice::{AdvisedSubscription, KeptAdvice};

use super::answer::Facts;
use super::find::of_customer;
use super::offers::Offers;
use crate::context::{App, Source};
use crate::dto::advice::{AdviceDto, AdviceRefreshed};
use crate::dto::lists::Nothing;
use crate::error::AppError;
use crate::listing::count;

const ACTION: &str = "advice.refresh";
/// Raised when what is kept would be computed otherwise from the same ledger.
const FORMAT: u32 = 1;
/// Customers whose advice is written in one database transaction.
const LOT: usize = 100;
const LOT_COUNT: u32 = 100;
/// Customers that a list looks at before it answers.
const AT_ONCE: usize = 25;
/// Of a subscription that uses nothing.
const OVER: &str = "over";

/// Advice as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) advice: AdviceDto,
    pub(super) facts: Facts,
}

/// Among those of one urgency, what saves most comes first.
pub(super) fn rank(facts: &Facts) -> i64 {
    facts.saving.unwrap_or(0).saturating_neg()
}

/// Looks at every subscription that changed since it was looked at last.
pub fn refresh(app: &App, _request: Nothing) -> Result<AdviceRefreshed, AppError> {
    let stale = app.read(|tx| stale_now(app, tx))?;
    let looked_at = stale.values().map(Vec::len).sum::<usize>();
    let total = u32::try_from(stale.len()).unwrap_or(u32::MAX);
    if total > 0 {
        let customers: Vec<_> = stale.into_iter().collect();
        app.jobs().run("Looking for advice", total, |job| {
            for (nth, lot) in (1..).zip(customers.chunks(LOT)) {
                job.check()?;
                look_at(app, lot)?;
                job.progress(total.min(nth * LOT_COUNT));
            }
            Ok(())
        })?;
    }
    let kept = app.read(|tx| Ok(tx.advice().count()?))?;
    Ok(AdviceRefreshed {
        looked_at: u32::try_from(looked_at).unwrap_or(u32::MAX),
        kept: count(kept),
    })
}

/// The same by itself: daily, and after whatever changes much. Nothing is written where nothing
/// changed.
pub(crate) fn refresh_due(app: &App) -> Result<(), AppError> {
    if app.read(|tx| Ok(tx.business().get()?.is_none()))? {
        return Ok(());
    }
    refresh(app, Nothing {}).map(|_| ())
}

/// The first few that changed: enough for a small ledger, and no wait in a large one.
pub(super) fn refresh_some(app: &App) -> Result<(), AppError> {
    let stale = app.read(|tx| stale_now(app, tx))?;
    let first: Vec<_> = stale.into_iter().take(AT_ONCE).collect();
    if first.is_empty() {
        return Ok(());
    }
    look_at(app, &first)
}

/// How many subscriptions are to be looked at.
pub(super) fn waiting(tx: &ReadTx<'_>, offers: &Offers) -> Result<u32, AppError> {
    let stale = stale(tx, offers)?;
    let waiting = stale.values().map(Vec::len).sum::<usize>();
    Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
}

/// Subscriptions of each customer with the stamps that they are to get.
type Stale = BTreeMap<CustomerId, Vec<(SubscriptionId, String)>>;

fn stale_now(app: &App, tx: &ReadTx<'_>) -> Result<Stale, AppError> {
    let offers = Offers::load(app, tx)?;
    stale(tx, &offers)
}

fn stale(tx: &ReadTx<'_>, offers: &Offers) -> Result<Stale, AppError> {
    let ground = stamp_of_ledger(tx, offers)?;
    let mut stale = Stale::new();
    for one in tx.advice().subscriptions()? {
        let stamp = stamp(&one, &ground, offers);
        let was_never_live = one.stamp.is_none() && stamp == OVER;
        if one.stamp.as_deref() != Some(&stamp) && !was_never_live {
            let of_customer = stale.entry(one.customer_id).or_default();
            of_customer.push((one.subscription_id, stamp));
        }
    }
    Ok(stale)
}

/// What the advice for every subscription depends on: the catalog, the meters, and a new import.
fn stamp_of_ledger(tx: &ReadTx<'_>, offers: &Offers) -> Result<String, AppError> {
    let plans = tx.plans().list(false)?.len();
    let versions = offers.book.iter().count();
    let meters = offers.meters.len();
    let imports = tx.usage_imports().list(1)?;
    let import = imports.first().map_or("", |newest| newest.id.as_str());
    Ok(format!("{FORMAT}/{plans}/{versions}/{meters}/{import}"))
}

/// Usage moves by the day, everything else by the month.
fn stamp(one: &AdvisedSubscription, ground: &str, offers: &Offers) -> String {
    if !matches!(one.status.as_str(), "active" | "past_due" | "trialing") {
        return OVER.to_owned();
    }
    let time = if one.is_counted { "%Y-%m-%d" } else { "%Y-%m" };
    let time = offers.today.on.format(time);
    format!("{ground}/{}/{time}", one.revision)
}

fn look_at(app: &App, lot: &[(CustomerId, Vec<(SubscriptionId, String)>)]) -> Result<(), AppError> {
    let found = app.read(|tx| {
        let offers = Offers::load(app, tx)?;
        let mut found: BTreeMap<SubscriptionId, Vec<KeptAdvice>> = BTreeMap::new();
        for (customer, _) in lot {
            let Some(customer) = tx.customers().get(customer)? else {
                continue;
            };
            for advised in of_customer(app, tx, &offers, &customer)? {
                let kept = advised.advice.into_iter().map(to_kept);
                found.insert(advised.subscription_id, kept.collect());
            }
        }
        Ok::<_, AppError>(found)
    })?;
    app.write_as(Source::Run, ACTION, |tx| {
        for (id, stamp) in lot.iter().flat_map(|(_, subscriptions)| subscriptions) {
            let advice = found.get(id).map(Vec::as_slice).unwrap_or_default();
            tx.advice_mut().replace(id, stamp, advice)?;
        }
        Ok(())
    })
}

fn to_kept((advice, facts): (AdviceDto, Facts)) -> KeptAdvice {
    KeptAdvice {
        key: advice.key.clone(),
        urgency: facts.urgency,
        rank: rank(&facts),
        body: serde_json::to_value(Kept { advice, facts }).unwrap_or_default(),
    }
}
