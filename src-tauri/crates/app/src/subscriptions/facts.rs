//! What lists and runs keep beside a subscription, so that they need not compute it.

use billing::catalog::PlanBook;
use billing::subscription::{Change, Subscription, monthly_amount_on, next_due, upcoming};
use chrono::NaiveDate;
use store::table::subscriptions::SubscriptionFacts;

use super::ground::Ground;
use crate::error::AppError;

/// As the subscription stands now.
pub(crate) fn facts(
    ground: &Ground,
    sub: &Subscription,
    book: &PlanBook,
) -> Result<SubscriptionFacts, AppError> {
    let today = ground.today_in(&sub.terms.timezone);
    // Without its usage, its days would seem to be corrected to nothing.
    let next = upcoming(&sub.uncounted(), &ground.basis_without_usage(book))?;
    Ok(SubscriptionFacts {
        plan_name: plan_name(sub, book),
        monthly: monthly_amount_on(sub, book, today)?,
        renews_on: next.map(|bill| bill.on),
        next_due_on: next_due(sub),
        ends_on: ends_on(sub),
    })
}

/// The name of its plan.
pub(crate) fn plan_name(sub: &Subscription, book: &PlanBook) -> String {
    let plan = sub.items.first();
    let booked = plan.and_then(|item| book.get(&item.plan_id, item.version));
    booked.map_or_else(String::new, |booked| booked.plan.name.clone())
}

/// The day on which it ended or will.
pub(crate) fn ends_on(sub: &Subscription) -> Option<NaiveDate> {
    let planned = sub.schedule.iter();
    let mut ends = planned
        .filter(|planned| matches!(planned.change, Change::Cancel { .. }))
        .map(|planned| planned.on);
    sub.ended_on.or_else(|| ends.next())
}
