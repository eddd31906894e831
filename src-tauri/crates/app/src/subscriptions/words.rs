//! What happens to a subscription, as sentences that a person reads.

use billing::catalog::PlanBook;
use billing::ids::PlanId;
use billing::subscription::Change;
use chrono::{Datelike, NaiveDate};

use super::recurrence::by_each;

/// "1 December 2026".
pub(crate) fn day(on: NaiveDate) -> String {
    format!("{} {}", on.day(), on.format("%B %Y"))
}

/// "1 Nov – 30 Nov 2026": the last day is named, not the one after.
pub(crate) fn span(start: NaiveDate, end: NaiveDate) -> String {
    let last = end
        .pred_opt()
        .filter(|last| *last >= start)
        .unwrap_or(start);
    let short = |on: NaiveDate| format!("{} {}", on.day(), on.format("%b"));
    if start.year() == last.year() {
        format!("{} – {} {}", short(start), short(last), last.year())
    } else {
        format!(
            "{} {} – {} {}",
            short(start),
            start.year(),
            short(last),
            last.year()
        )
    }
}

fn name_of(book: &PlanBook, plan_id: &PlanId) -> String {
    let booked = book.iter().find(|booked| booked.plan.id == *plan_id);
    booked.map_or_else(|| "the plan".to_owned(), |booked| booked.plan.name.clone())
}

/// A change as what it does, to stand after a day: "the plan changes to Professional".
pub(crate) fn change_words(change: &Change, book: &PlanBook) -> String {
    let name = |plan_id: &PlanId| name_of(book, plan_id);
    match change {
        Change::Plan {
            plan_id,
            quantity,
            recurrence,
            ..
        } => {
            let quantity = quantity.map(|quantity| format!(", {} of it", quantity.normalize()));
            let recurrence =
                recurrence.map(|recurrence| format!(", billed {}", by_each(recurrence)));
            format!(
                "the plan changes to {}{}{}",
                name(plan_id),
                quantity.unwrap_or_default(),
                recurrence.unwrap_or_default()
            )
        }
        Change::Quantity { plan_id, quantity } => {
            let quantity = quantity.normalize();
            format!("the quantity of {} becomes {quantity}", name(plan_id))
        }
        Change::AddAddon {
            plan_id, quantity, ..
        } => format!("{} × {} is added", quantity.normalize(), name(plan_id)),
        Change::RemoveAddon { plan_id } => format!("{} is taken away", name(plan_id)),
        Change::Interval { recurrence, .. } => format!("it is billed {}", by_each(*recurrence)),
        Change::Version { plan_id, version } => {
            format!("{} moves to version {version} of its price", name(plan_id))
        }
        Change::AddCoupon { coupon } => format!("the coupon {} begins to count", coupon.name),
        Change::RemoveCoupon { .. } => "a coupon is taken away".to_owned(),
        Change::Pause { resume_on, .. } => match resume_on {
            Some(on) => format!("billing rests until {}", day(*on)),
            None => "billing rests until it is resumed".to_owned(),
        },
        Change::Resume => "billing goes on".to_owned(),
        Change::Cancel { prorate: true } => "it ends, and unused time is credited".to_owned(),
        Change::Cancel { prorate: false } => "it ends".to_owned(),
    }
}

/// The kind of a life's event that a change is.
pub(crate) fn kind_of(change: &Change) -> &'static str {
    match change {
        Change::Pause { .. } => "pause",
        Change::Resume => "resume",
        Change::Cancel { .. } => "cancel",
        _ => "change",
    }
}

/// "On 1 December 2026 it ends."
pub(crate) fn sentence_on(on: NaiveDate, words: &str) -> String {
    format!("On {} {words}.", day(on))
}

/// Words as the beginning of a sentence: "Billing goes on".
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn days_and_spans_are_written_out() {
        assert_eq!(day(on("2026-12-01")), "1 December 2026");
        let within = span(on("2026-11-01"), on("2026-12-01"));
        assert_eq!(within, "1 Nov – 30 Nov 2026");
        let across = span(on("2026-12-15"), on("2027-01-15"));
        assert_eq!(across, "15 Dec 2026 – 14 Jan 2027");
    }

    #[test]
    fn changes_are_sentences() {
        let book = PlanBook::new();
        let ends = change_words(&Change::Cancel { prorate: false }, &book);
        assert_eq!(
            sentence_on(on("2026-12-01"), &ends),
            "On 1 December 2026 it ends."
        );
        assert_eq!(
            capital(&change_words(&Change::Resume, &book)),
            "Billing goes on"
        );
    }
}
