//! Yearly billing instead of monthly, for those who stay.

use billing::calendar::{BillingPeriod, Interval};
use billing::catalog::{Recurrence, prices_for};
use billing::money::Money;
use chrono::Months;
use insights::advice::yearly_instead_of_monthly;

use super::found::{Found, Gains, Prepared, row};
use super::offers::Offers;
use super::past::{MONTHLY, MOST, Past};
use crate::dto::catalog::RecurrenceDto;
use crate::dto::subscriptions::ChangeDto;

const YEARLY: Recurrence = Recurrence {
    interval: Interval::Year,
    count: 1,
};

/// What recurs is compared. Where twelve months are over, the year of them has to cost less with
/// its overage too.
pub(super) fn find(past: &Past<'_>, offers: &Offers) -> Option<Found> {
    let newest = *past.months.last()?;
    let yearly = past.with(past.sub.items.clone(), YEARLY);
    let is_offered = past.sub.items.iter().all(|item| {
        let booked = offers.book.get(&item.plan_id, item.version);
        booked.is_some_and(|booked| {
            let mut prices = prices_for(&booked.version, past.sub.terms.currency, YEARLY);
            prices.any(|price| price.is_periodic())
        })
    });
    if !is_offered || !year_costs_less(past) {
        return None;
    }
    let monthly = past.with(past.sub.items.clone(), MONTHLY);
    let month = past.recurring(&monthly, newest)?;
    let year_from = BillingPeriod {
        start: newest.end,
        end: newest.end.checked_add_months(Months::new(12))?,
    };
    let year = past.recurring(&yearly, year_from)?;
    let advice = yearly_instead_of_monthly(month, year, past.all)?;
    let twelve = Money::try_sum(std::iter::repeat_n(month, 12), month.currency()).ok()?;
    Some(Found {
        target: "year".to_owned(),
        meter: None,
        rows: vec![row(year_from, Some((twelve, year)))],
        money: Gains::Customer {
            in_a_year: twelve.try_sub(year).ok(),
        },
        loses: Vec::new(),
        why: format!("It was held for {} whole months.", past.all),
        change: Prepared {
            words: "Bill by the year".to_owned(),
            change: Some(ChangeDto {
                kind: "interval".to_owned(),
                recurrence: Some(RecurrenceDto {
                    interval: "year".to_owned(),
                    count: 1,
                }),
                ..ChangeDto::default()
            }),
            when: "period_end",
        },
        advice,
    })
}

/// The twelve months that are over against the same time as a year, overage included; true where
/// there are fewer.
fn year_costs_less(past: &Past<'_>) -> bool {
    let (Some(first), Some(last)) = (past.months.first(), past.months.last()) else {
        return false;
    };
    if past.months.len() < MOST {
        return true;
    }
    let currency = past.sub.terms.currency;
    let monthly = past.with(past.sub.items.clone(), MONTHLY);
    let months = past.months.iter().map(|month| past.cost(&monthly, *month));
    let months: Option<Vec<Money>> = months.collect();
    let months = months.and_then(|months| Money::try_sum(months, currency).ok());
    let year = BillingPeriod {
        start: first.start,
        end: last.end,
    };
    let year = past.cost(&past.with(past.sub.items.clone(), YEARLY), year);
    months
        .zip(year)
        .is_some_and(|(months, year)| year.minor() < months.minor())
}
