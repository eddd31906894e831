//! Who moves to a new version of a plan, when, and what that bills: decided here, for the preview
//! and for the publishing alike.

use billing::catalog::{BookedPlan, Plan, PlanBook, PlanVersion, Product};
use billing::ids::SubscriptionId;
use billing::subscription::{
    Basis, Change, Outcome, ScheduledChange, Subscription, SubscriptionError, When, advance,
    change_now, schedule,
};
use chrono::NaiveDate;
use store::ReadTx;

use crate::error::AppError;
use crate::error_from::not_found;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::load::{Held, load_id};

/// More renewals than anybody plans ahead.
const MOST_RENEWALS: u32 = 400;

/// Whom a new version is for, beside new subscriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AppliesTo {
    NewOnly,
    NextRenewal,
    Now,
}

/// A version on its way, and what it belongs to.
#[derive(Debug)]
pub(crate) struct NewVersion {
    pub(crate) plan: Plan,
    pub(crate) product: Product,
    pub(crate) version: PlanVersion,
    pub(crate) applies_to: AppliesTo,
}

/// One subscription on its way to the new version.
pub(crate) struct Move {
    pub(crate) held: Held,
    /// Every plan that its amounts come from, with the new version.
    pub(crate) book: PlanBook,
    /// When it moves and what comes of it, or why it stays.
    pub(crate) planned: Result<Planned, SubscriptionError>,
}

/// When a subscription moves, and what comes of it.
pub(crate) struct Planned {
    pub(crate) when: When,
    pub(crate) on: NaiveDate,
    pub(crate) outcome: Outcome,
}

impl NewVersion {
    /// The change that it is for a subscription.
    pub(crate) fn change(&self) -> Change {
        Change::Version {
            plan_id: self.plan.id.clone(),
            version: self.version.version,
        }
    }

    /// Everybody who has an earlier version and is to move.
    pub(crate) fn moves(&self, tx: &ReadTx<'_>, ground: &Ground) -> Result<Vec<Move>, AppError> {
        if self.applies_to == AppliesTo::NewOnly {
            return Ok(Vec::new());
        }
        let ids = subscribers(tx, &self.plan)?;
        ids.iter().map(|id| self.one(tx, ground, id)).collect()
    }

    fn one(&self, tx: &ReadTx<'_>, ground: &Ground, id: &SubscriptionId) -> Result<Move, AppError> {
        let held = load_id(tx, id)?;
        let mut book = tx.plan_versions().book_of(&held.sub)?;
        book.insert(BookedPlan {
            plan: self.plan.clone(),
            version: self.version.clone(),
            product: self.product.clone(),
        });
        let planned = ground.decide(tx, &book, &held.sub, |basis| {
            Ok::<_, AppError>(self.plan_move(ground, &held.sub, basis))
        })?;
        Ok(Move {
            held,
            book,
            planned,
        })
    }

    fn plan_move(
        &self,
        ground: &Ground,
        sub: &Subscription,
        basis: &Basis<'_>,
    ) -> Result<Planned, SubscriptionError> {
        let today = ground.today_in(&sub.terms.timezone);
        let effective_on = self.version.effective_on;
        if self.applies_to == AppliesTo::Now && effective_on <= today {
            let caught_up = before_day(sub, today, basis)?;
            return Ok(Planned {
                when: When::Now,
                on: today,
                outcome: change_now(&caught_up, &self.change(), today, None, basis)?,
            });
        }
        let on = match self.applies_to {
            AppliesTo::NextRenewal => renewal(ground, sub, effective_on, basis)?,
            AppliesTo::Now | AppliesTo::NewOnly => effective_on,
        };
        let planned = ScheduledChange {
            on,
            change: self.change(),
            behavior: None,
        };
        let outcome = schedule(sub, planned, today, basis)?;
        let when = When::On { on };
        Ok(Planned { when, on, outcome })
    }
}

/// Those who have any version of a plan now, each once.
fn subscribers(tx: &ReadTx<'_>, plan: &Plan) -> Result<Vec<SubscriptionId>, AppError> {
    let mut ids = Vec::new();
    for version in tx.plan_versions().of_plan(&plan.id)? {
        let those = tx.subscriptions().with_version(&plan.id, version.version)?;
        ids.extend(those);
    }
    ids.sort();
    ids.dedup();
    Ok(ids)
}

/// The subscription once everything that is due before a day is billed.
pub(crate) fn before_day(
    sub: &Subscription,
    on: NaiveDate,
    basis: &Basis<'_>,
) -> Result<Subscription, SubscriptionError> {
    let eve = on.pred_opt().unwrap_or(on);
    Ok(advance(sub, eve, basis)?.subscription)
}

/// The first renewal after today that is not before the version counts.
fn renewal(
    ground: &Ground,
    sub: &Subscription,
    effective_on: NaiveDate,
    basis: &Basis<'_>,
) -> Result<NaiveDate, SubscriptionError> {
    let today = ground.today_in(&sub.terms.timezone);
    let mut sub = sub.clone();
    for _ in 0..MOST_RENEWALS {
        let end = sub.period.end;
        if end > today && end >= effective_on {
            break;
        }
        sub = advance(&sub, end, basis)?.subscription;
        if sub.period.end <= end {
            break;
        }
    }
    Ok(sub.period.end)
}

/// The product that a plan sells.
pub(crate) fn product_of(tx: &ReadTx<'_>, plan: &Plan) -> Result<Product, AppError> {
    let product = tx.products().get(&plan.product_id)?;
    product.ok_or_else(|| not_found("product", plan.product_id.as_str()))
}
