//! What a subscription holds: which prices its items have, and what makes a list of items valid.

use rust_decimal::Decimal;

use super::basis::Basis;
use super::charge::Charged;
use super::error::SubscriptionError;
use super::subscription::{BillingTerms, SubscriptionItem};
use crate::catalog::{PlanBook, PlanKind, prices_for};
use crate::ids::PlanId;

/// The prices of an item in the currency and interval of the subscription.
pub(super) fn prices<'a>(
    basis: &Basis<'a>,
    terms: &BillingTerms,
    item: &'a SubscriptionItem,
) -> Result<Vec<Charged<'a>>, SubscriptionError> {
    let booked = basis.plan_of(item)?;
    let (currency, recurrence) = (terms.currency, terms.recurrence);
    let all = prices_for(&booked.version, currency, recurrence);
    let charged = |price| Charged {
        booked,
        item,
        price,
    };
    Ok(all.map(charged).collect())
}

/// Checks a list of items: one plan, then add-ons, each once, each with a price.
pub(super) fn check(
    items: &[SubscriptionItem],
    terms: &BillingTerms,
    book: &PlanBook,
) -> Result<(), SubscriptionError> {
    if items.is_empty() {
        return Err(SubscriptionError::NoPlan);
    }
    let mut seen: Vec<&PlanId> = Vec::new();
    for item in items {
        check_item(item, seen.is_empty(), terms, book)?;
        if seen.contains(&&item.plan_id) {
            let plan = name_of(item, book);
            return Err(SubscriptionError::AlreadyHeld { plan });
        }
        seen.push(&item.plan_id);
    }
    Ok(())
}

fn check_item(
    item: &SubscriptionItem,
    is_first: bool,
    terms: &BillingTerms,
    book: &PlanBook,
) -> Result<(), SubscriptionError> {
    let (plan_id, version) = (&item.plan_id, item.version);
    let unknown = || SubscriptionError::UnknownPlan {
        plan_id: plan_id.clone(),
        version,
    };
    let booked = book.get(plan_id, version).ok_or_else(unknown)?;
    let plan = booked.plan.name.clone();
    match (is_first, booked.plan.kind) {
        (true, PlanKind::Addon) => return Err(SubscriptionError::AddonFirst { plan }),
        (false, PlanKind::Plan) => return Err(SubscriptionError::SecondPlan { plan }),
        _ => {}
    }
    let quantity = item.quantity;
    if quantity <= Decimal::ZERO {
        return Err(SubscriptionError::Quantity { plan, quantity });
    }
    let (currency, recurrence) = (terms.currency, terms.recurrence);
    let mut prices = prices_for(&booked.version, currency, recurrence);
    if !prices.any(|price| price.is_periodic()) {
        return Err(SubscriptionError::NoPrice {
            plan,
            currency,
            recurrence,
        });
    }
    Ok(())
}

fn name_of(item: &SubscriptionItem, book: &PlanBook) -> String {
    let booked = book.get(&item.plan_id, item.version);
    booked.map_or_else(String::new, |booked| booked.plan.name.clone())
}
