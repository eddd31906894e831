//! Whose calendar usage is counted by: the customer's zone, and what follows when it changes.

use billing::calendar::parse_timezone;
use billing::customer::Customer;
use chrono::{DateTime, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use store::WriteTx;

use crate::error::AppError;

/// Hours of a zone's calendar since 1970-01-01.
pub(super) fn hour_in(at: DateTime<Utc>, tz: Tz) -> i64 {
    let local = at.with_timezone(&tz).naive_local();
    let days = local
        .date()
        .signed_duration_since(NaiveDate::default())
        .num_days();
    days * 24 + i64::from(local.hour())
}

/// The zone of a name that was checked when it was saved.
pub(crate) fn zone(own: Option<&str>, business: &str) -> Tz {
    parse_timezone(own.unwrap_or(business)).unwrap_or(Tz::UTC)
}

/// Counts a customer's usage anew where their days are those of another zone now.
pub(crate) fn follow(
    tx: &WriteTx<'_>,
    before: &Customer,
    after: &Customer,
    business: &str,
) -> Result<(), AppError> {
    let (old, new) = (before.timezone.as_deref(), after.timezone.as_deref());
    if zone(old, business) == zone(new, business) {
        return Ok(());
    }
    recount(tx, after, zone(new, business))
}

fn recount(tx: &WriteTx<'_>, customer: &Customer, tz: Tz) -> Result<(), AppError> {
    let hour_of = |ms: i64| {
        let at = DateTime::from_timestamp_millis(ms).unwrap_or_default();
        hour_in(at, tz)
    };
    tx.usage_events_mut().rebuild(&customer.id, &hour_of)?;
    Ok(())
}

/// The same for everybody who has no zone of their own, after the business moved.
pub(crate) fn follow_business(tx: &WriteTx<'_>, before: &str, after: &str) -> Result<(), AppError> {
    if zone(None, before) == zone(None, after) {
        return Ok(());
    }
    for id in tx.usage_events().customers()? {
        let customer = tx.customers().get(&id)?;
        if let Some(customer) = customer.filter(|customer| customer.timezone.is_none()) {
            recount(tx, &customer, zone(None, after))?;
        }
    }
    Ok(())
}
