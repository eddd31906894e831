//! Seats that are paid for and that nobody used.

use std::collections::BTreeSet;

use billing::calendar::BillingPeriod;
use billing::catalog::{BookedPlan, Price, PriceKind, prices_for};
use billing::pricing::PriceModel;
use chrono::{Months, NaiveDate};
use insights::advice::{PreparedChange, SeatMonth, idle_seats};
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::usage_actors::ActorKind;

use super::found::{Found, Gains, Prepared, in_a_year, row_of_use, why_held};
use super::offers::Offers;
use super::past::{MONTHLY, Past};
use crate::dto::subscriptions::ChangeDto;
use crate::dto::words::figure;
use crate::error::AppError;

/// Calendar months that are looked at.
const LOOKED_AT: u32 = 3;

/// Of a plan that is billed by quantity: the users who did anything against the quantity, in the
/// last three calendar months. Where users are not told in each of them, nobody knows.
pub(super) fn find(
    tx: &ReadTx<'_>,
    past: &Past<'_>,
    offers: &Offers,
    first_of_month: NaiveDate,
) -> Result<Option<Found>, AppError> {
    let held = offers.held(past.sub);
    let Some(held) = held.filter(|held| by_seats(held, past)) else {
        return Ok(None);
    };
    let mut months = Vec::new();
    for back in (1..=LOOKED_AT).rev() {
        let start = first_of_month.checked_sub_months(Months::new(back));
        let Some(start) = start.filter(|start| *start >= past.sub.started_on) else {
            return Ok(None);
        };
        let used = users(tx, past, offers, start)?;
        if used == 0 {
            return Ok(None);
        }
        months.push((start, Decimal::from(used)));
    }
    Ok(found(past, held, &months))
}

/// Whether what recurs is a price for each: a level that a meter counts is another thing.
fn by_seats(held: &BookedPlan, past: &Past<'_>) -> bool {
    let is_per_unit = |price: &Price| {
        matches!(price.kind, PriceKind::Recurring) && !matches!(price.model, PriceModel::Flat(_))
    };
    let currency = past.sub.terms.currency;
    past.sub.terms.recurrence == MONTHLY
        && prices_for(&held.version, currency, MONTHLY).any(is_per_unit)
}

/// How many users did anything in a calendar month, by whatever meter.
fn users(
    tx: &ReadTx<'_>,
    past: &Past<'_>,
    offers: &Offers,
    month: NaiveDate,
) -> Result<usize, AppError> {
    let mut all = BTreeSet::new();
    let customer = Some(&past.sub.customer_id);
    for (key, _) in &offers.meters {
        let usage = tx.usage_events();
        let used = usage.by_actor(*key, customer, ActorKind::User, (month, month))?;
        all.extend(used.into_iter().map(|used| used.actor));
    }
    Ok(all.len())
}

fn found(past: &Past<'_>, held: &BookedPlan, months: &[(NaiveDate, Decimal)]) -> Option<Found> {
    let paid = past.sub.items.first()?.quantity;
    let newest = *past.months.last()?;
    let price = |quantity: Decimal| {
        let mut items = past.sub.items.clone();
        items.first_mut()?.quantity = quantity;
        past.recurring(&past.with(items, MONTHLY), newest)
    };
    let seats: Vec<SeatMonth> = months
        .iter()
        .map(|(on, used)| SeatMonth {
            on: *on,
            paid,
            used: *used,
        })
        .collect();
    let advice = idle_seats(&seats, price)?;
    let PreparedChange::SetSeats { seats } = advice.change else {
        return None;
    };
    let pair = (price(paid)?, price(seats)?);
    let rows = months.iter().map(|(start, used)| {
        let end = start.checked_add_months(Months::new(1)).unwrap_or(*start);
        let month = BillingPeriod { start: *start, end };
        row_of_use(month, Some(pair), *used, Some(paid))
    });
    let seats = figure(seats);
    Some(Found {
        target: held.plan.id.to_string(),
        meter: None,
        rows: rows.collect(),
        money: Gains::Customer {
            in_a_year: in_a_year(&[pair]),
        },
        loses: Vec::new(),
        why: why_held(months.len()),
        change: Prepared {
            words: format!("Change the quantity to {seats}"),
            change: Some(ChangeDto {
                kind: "quantity".to_owned(),
                plan_id: Some(held.plan.id.to_string()),
                quantity: seats,
                ..ChangeDto::default()
            }),
            when: "period_end",
        },
        advice,
    })
}
