//! What is on offer today: plans and add-ons that a customer could have, in their valid version.

use std::collections::BTreeMap;

use billing::catalog::{BookedPlan, Grant, Plan, PlanBook, PlanKind, PlanVersion, prices_for};
use billing::ids::PlanId;
use billing::money::{Currency, Rounding};
use billing::subscription::Subscription;
use billing::usage::Meter;
use chrono::NaiveDate;
use store::ReadTx;
use store::table::meters::MeterKey;

use super::answer::Today;
use crate::context::App;
use crate::error::AppError;

/// The catalog, the meters and the terms of the business; read once for all customers.
pub(super) struct Offers {
    pub(super) book: PlanBook,
    pub(super) meters: Vec<(MeterKey, Meter)>,
    pub(super) rounding: Rounding,
    /// What costs of usage are in.
    pub(super) currency: Currency,
    pub(super) today: Today,
    /// Those that are sold, by position.
    sold: Vec<Plan>,
    in_effect: BTreeMap<PlanId, u32>,
}

impl Offers {
    pub(super) fn load(app: &App, tx: &ReadTx<'_>) -> Result<Self, AppError> {
        let business = crate::business::get::load(tx)?;
        let today = Today::load(app, tx)?;
        let book = tx.plan_versions().book_all()?;
        Ok(Self {
            in_effect: in_effect(&book, today.on),
            sold: tx.plans().list(false)?,
            meters: tx.meters().list_with_keys(false)?,
            rounding: business.rounding,
            currency: business.currency,
            today,
            book,
        })
    }

    /// Other plans of the same product that can be had in the subscription's currency and interval.
    pub(super) fn plans<'a>(
        &'a self,
        sub: &'a Subscription,
    ) -> impl Iterator<Item = &'a BookedPlan> {
        let held = sub.items.first();
        let held = held.and_then(|item| self.book.get(&item.plan_id, item.version));
        let product = held.map(|held| &held.plan.product_id);
        self.priced(sub, PlanKind::Plan)
            .filter(move |other| Some(&other.plan.product_id) == product)
    }

    /// Add-ons that are not held.
    pub(super) fn addons<'a>(
        &'a self,
        sub: &'a Subscription,
    ) -> impl Iterator<Item = &'a BookedPlan> {
        self.priced(sub, PlanKind::Addon)
    }

    fn priced<'a>(
        &'a self,
        sub: &'a Subscription,
        kind: PlanKind,
    ) -> impl Iterator<Item = &'a BookedPlan> {
        let is_held = |plan: &Plan| sub.items.iter().any(|item| item.plan_id == plan.id);
        let is_for = |plan: &Plan| {
            let own = plan.custom_for.as_ref();
            own.is_none_or(|customer| *customer == sub.customer_id)
        };
        let wanted = move |plan: &&Plan| plan.kind == kind && is_for(plan) && !is_held(plan);
        let sold = self.sold.iter().filter(wanted);
        let booked =
            sold.filter_map(|plan| self.book.get(&plan.id, *self.in_effect.get(&plan.id)?));
        booked.filter(|booked| {
            let (currency, recurrence) = (sub.terms.currency, sub.terms.recurrence);
            prices_for(&booked.version, currency, recurrence).any(|price| price.is_periodic())
        })
    }

    /// The plan that is held.
    pub(super) fn held(&self, sub: &Subscription) -> Option<&BookedPlan> {
        let item = sub.items.first()?;
        self.book.get(&item.plan_id, item.version)
    }
}

/// For each plan the latest version that is effective by the day, or its first.
fn in_effect(book: &PlanBook, on: NaiveDate) -> BTreeMap<PlanId, u32> {
    let mut best: BTreeMap<PlanId, &PlanVersion> = BTreeMap::new();
    let order = |one: &PlanVersion| {
        let is_there = one.effective_on <= on;
        (
            is_there,
            is_there.then_some((one.effective_on, one.version)),
        )
    };
    for booked in book.iter() {
        let version = &booked.version;
        let known = best.entry(version.plan_id.clone()).or_insert(version);
        if order(version) > order(known) {
            *known = version;
        }
    }
    let versions = best.into_iter();
    versions.map(|(id, best)| (id, best.version)).collect()
}

/// What the first has and the second has not: features that are on, and levels. Which of two levels
/// is more only people know; a plan that stands before the other in lists is taken to have less.
pub(super) fn lost(held: &BookedPlan, other: &BookedPlan) -> Vec<String> {
    let stands_before = other.plan.position < held.plan.position;
    let mut lost = Vec::new();
    for one in &held.version.entitlements {
        let same = other
            .version
            .entitlements
            .iter()
            .find(|same| same.key == one.key);
        let is_kept = match (&one.grant, same.map(|same| &same.grant)) {
            (Grant::Feature { on }, Some(Grant::Feature { on: kept })) => !on || *kept,
            (Grant::Feature { on }, _) => !on,
            (Grant::Level { level }, Some(Grant::Level { level: kept })) => {
                level == kept || !stands_before
            }
            (Grant::Level { .. }, _) => false,
            (Grant::Limit { .. }, _) => true,
        };
        if !is_kept {
            lost.push(one.name.clone());
        }
    }
    lost
}
