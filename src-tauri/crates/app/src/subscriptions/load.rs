//! Loads a subscription that has to be there, with everything that its amounts come from.

use billing::catalog::PlanBook;
use billing::customer::Customer;
use billing::ids::SubscriptionId;
use billing::subscription::{Change, ScheduledChange, Subscription};
use store::ReadTx;

use super::ground::Ground;
use crate::error::AppError;
use crate::error_from::not_found;

/// A subscription with its customer.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) sub: Subscription,
    pub(crate) customer: Customer,
}

/// The subscription of an id, as typed.
pub(crate) fn load(tx: &ReadTx<'_>, id: &str) -> Result<Held, AppError> {
    load_id(tx, &SubscriptionId::parse(id)?)
}

pub(crate) fn load_id(tx: &ReadTx<'_>, id: &SubscriptionId) -> Result<Held, AppError> {
    let sub = tx.subscriptions().get(id)?;
    let sub = sub.ok_or_else(|| not_found("subscription", id.as_str()))?;
    let customer = tx.customers().get(&sub.customer_id)?;
    let customer = customer.ok_or_else(|| not_found("customer", sub.customer_id.as_str()))?;
    Ok(Held { sub, customer })
}

/// The plans that a subscription has, and those that a change of it would bring.
pub(crate) fn book_with(
    tx: &ReadTx<'_>,
    ground: &Ground,
    sub: &Subscription,
    change: &Change,
) -> Result<PlanBook, AppError> {
    let mut with_change = sub.clone();
    with_change.schedule.push(ScheduledChange {
        on: ground.today(),
        change: change.clone(),
        behavior: None,
    });
    Ok(tx.plan_versions().book_of(&with_change)?)
}
