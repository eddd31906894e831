//! `subscriptions.bulk`: the same change for many subscriptions, its total effect seen first.

use std::collections::BTreeMap;

use billing::ids::SubscriptionId;
use billing::money::{Currency, Money};
use billing::subscription::monthly_amount;
use store::ReadTx;

use super::change::{Changed, Manner, commit, decide_dto};
use super::effect::{Asked, monthly_before};
use super::facts::plan_name;
use super::generate::sketch;
use super::ground::Ground;
use super::load::{Held, load_id};
use crate::context::App;
use crate::dto::subscriptions::{BulkChangeRequest, BulkResult, BulkRow};
use crate::error::AppError;

/// Changed in one database transaction.
const BATCH: usize = 50;

/// What a bulk change comes to so far.
#[derive(Default)]
struct Sum {
    rows: Vec<BulkRow>,
    possible: u32,
    now: BTreeMap<&'static str, Money>,
    difference: BTreeMap<&'static str, Money>,
}

/// What one subscription adds to it.
struct Part {
    now: Option<Money>,
    before: Money,
    after: Money,
}

/// The total effect; nothing is changed.
pub fn preview_bulk(app: &App, request: BulkChangeRequest) -> Result<BulkResult, AppError> {
    let manner = manner(&request)?;
    app.read(|tx| {
        let ground = Ground::load(app, tx)?;
        let mut sum = Sum::default();
        for id in &ids(&request)? {
            let held = load_id(tx, id)?;
            let outcome = decide_dto(tx, &ground, held.clone(), &request.change, manner)
                .and_then(|changed| part(tx, &ground, &changed));
            sum.add(tx, &held, outcome)?;
        }
        Ok(sum.into_dto())
    })
}

/// Changes those that can be changed; each of the others says why not and stays as it is.
pub fn bulk(app: &App, request: BulkChangeRequest) -> Result<BulkResult, AppError> {
    let manner = manner(&request)?;
    let ids = ids(&request)?;
    let total = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    app.jobs().run("Changing subscriptions", total, |job| {
        let mut sum = Sum::default();
        for batch in ids.chunks(BATCH) {
            job.check()?;
            for id in batch {
                one(app, id, &request, manner, &mut sum)?;
            }
            job.progress(u32::try_from(sum.rows.len()).unwrap_or(u32::MAX));
        }
        Ok(sum.into_dto())
    })
}

/// Each has a transaction of its own, so that one that is refused leaves the others alone.
fn one(
    app: &App,
    id: &SubscriptionId,
    request: &BulkChangeRequest,
    manner: Manner,
    sum: &mut Sum,
) -> Result<(), AppError> {
    let held = app.read(|tx| load_id(tx, id))?;
    let outcome = app.write("subscriptions.bulk", |tx| {
        let ground = Ground::load(app, tx)?;
        let held = load_id(tx, id)?;
        let changed = decide_dto(tx, &ground, held, &request.change, manner)?;
        let part = part(tx, &ground, &changed)?;
        commit(app, tx, &ground, &changed)?;
        Ok(part)
    });
    app.read(|tx| sum.add(tx, &held, outcome))
}

fn manner(request: &BulkChangeRequest) -> Result<Manner, AppError> {
    Manner::from_words(&request.when, request.on.as_deref(), &request.behavior)
}

fn ids(request: &BulkChangeRequest) -> Result<Vec<SubscriptionId>, AppError> {
    let ids = request.ids.iter().enumerate();
    ids.map(|(at, id)| {
        SubscriptionId::parse(id).map_err(|error| AppError::from(error).at(format!("ids.{at}")))
    })
    .collect()
}

fn part(tx: &ReadTx<'_>, ground: &Ground, changed: &Changed) -> Result<Part, AppError> {
    let decided = changed.decided();
    let sub = &changed.decision.outcome.subscription;
    let mut now: Option<Money> = None;
    for group in decided.groups() {
        let bundle = group.bundle(decided.customer);
        let total = sketch(tx, ground, decided.book, &bundle)?
            .draft
            .totals()?
            .total;
        now = Some(now.map_or(Ok(total), |so_far| so_far.try_add(total))?);
    }
    let after = match changed.asked {
        Asked::Now => monthly_amount(sub, decided.book)?,
        Asked::Planned => {
            let basis = ground.basis_without_usage(decided.book);
            let then = billing::subscription::advance(sub, changed.on, &basis)?;
            monthly_amount(&then.subscription, decided.book)?
        }
    };
    Ok(Part {
        now,
        before: monthly_before(&changed.decision, decided.book)?,
        after,
    })
}

impl Sum {
    fn add(
        &mut self,
        tx: &ReadTx<'_>,
        held: &Held,
        outcome: Result<Part, AppError>,
    ) -> Result<(), AppError> {
        let book = tx.plan_versions().book_of(&held.sub)?;
        let standing = monthly_amount(&held.sub, &book)?;
        let (part, problem) = match outcome {
            Ok(part) => {
                self.count(&part)?;
                (part, String::new())
            }
            Err(error) => {
                let (now, before, after) = (None, standing, standing);
                (Part { now, before, after }, error.to_string())
            }
        };
        self.rows.push(BulkRow {
            id: held.sub.id.to_string(),
            customer_name: held.customer.name.clone(),
            plan_name: plan_name(&held.sub, &book),
            now: part.now.map(Into::into),
            monthly_before: part.before.into(),
            monthly_after: part.after.into(),
            problem,
        });
        Ok(())
    }

    fn count(&mut self, part: &Part) -> Result<(), AppError> {
        self.possible = self.possible.saturating_add(1);
        if let Some(now) = part.now {
            add(&mut self.now, now)?;
        }
        add(&mut self.difference, part.after.try_sub(part.before)?)
    }

    fn into_dto(self) -> BulkResult {
        BulkResult {
            rows: self.rows,
            possible: self.possible,
            now: self.now.into_values().map(Into::into).collect(),
            monthly_difference: self.difference.into_values().map(Into::into).collect(),
        }
    }
}

/// Adds to the sum of the amount's currency.
pub(crate) fn add(sums: &mut BTreeMap<&'static str, Money>, amount: Money) -> Result<(), AppError> {
    let currency: Currency = amount.currency();
    let sum = sums.entry(currency.code()).or_insert(Money::zero(currency));
    *sum = sum.try_add(amount)?;
    Ok(())
}
