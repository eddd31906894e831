//! Limits of subscriptions by the year, on plans that are sold by the month too.

use billing::catalog::{BookedPlan, Enforcement, Entitlement, Grant, PlanBook};
use billing::subscription::Subscription;
use billing::usage::{Aggregation, Allowance, Meter, Reset, allowance};
use rust_decimal::Decimal;

use crate::build::{
    MONTHLY, Stage, YEARLY, addon, book, dec, flat, item, metered, new, plan, price,
};
use crate::limits::meter;

/// So many calls, as people understand it: in the shortest time that it is sold by.
fn limit(most: &str) -> Entitlement {
    Entitlement {
        key: "calls".into(),
        name: "Calls".into(),
        grant: Grant::Limit {
            most: Some(dec(most)),
            unit: "call".into(),
        },
        enforcement: Enforcement::ByPrice,
        alert_at: Vec::new(),
    }
}

fn limited(mut booked: BookedPlan, most: &str) -> BookedPlan {
    booked.version.entitlements = vec![limit(most)];
    booked
}

/// 2000 calls for 30.00 a month or 300.00 a year; without a price for more.
fn both() -> BookedPlan {
    let prices = [MONTHLY, YEARLY].map(|each| price("base", each, flat("30.00")));
    limited(plan(1, "Both", prices.to_vec()), "2000")
}

fn holding(book: &PlanBook, yearly: bool, addons: &str) -> Subscription {
    let mut wanted = new(vec![item(1, "1")]);
    if !addons.is_empty() {
        wanted.items.push(item(2, addons));
    }
    wanted.recurrence = if yearly { YEARLY } else { MONTHLY };
    Stage::start(book.clone(), wanted, "2026-11-01").sub
}

fn most(book: &PlanBook, sub: &Subscription, meter: &Meter) -> Decimal {
    allowance(sub, book, meter).unwrap().most.unwrap()
}

// 12 × 2000 = 24 000 in a year. What does not grow with the length of a period has the same limit
// in any.
#[test]
fn a_year_has_twelve_times_a_month_of_what_adds_up() {
    let book = book(vec![both()]);
    let (month, year) = (holding(&book, false, ""), holding(&book, true, ""));
    let calls = meter("calls");
    assert_eq!(most(&book, &month, &calls), dec("2000"));
    assert_eq!(most(&book, &year, &calls), dec("24000"));
    for (aggregation, reset) in [
        (Aggregation::Last, Reset::Never),
        (Aggregation::Max, Reset::EachPeriod),
        (Aggregation::UniqueCount, Reset::EachPeriod),
        (Aggregation::Weighted, Reset::EachPeriod),
        (Aggregation::Sum, Reset::Never),
    ] {
        let level = Meter {
            aggregation,
            reset,
            ..meter("calls")
        };
        assert_eq!(most(&book, &year, &level), dec("2000"), "{aggregation:?}");
    }
}

// Sold by the year alone, a limit is for the year.
#[test]
fn a_plan_by_the_year_alone_says_what_the_year_has() {
    let yearly = plan(1, "Year", vec![price("base", YEARLY, flat("300.00"))]);
    let book = book(vec![limited(yearly, "2000")]);
    let year = holding(&book, true, "");
    assert_eq!(most(&book, &year, &meter("calls")), dec("2000"));
}

// 100 calls a month and 1200 a year are included, as the limit of 100 says; two add-ons of 50 allow
// and include 2 × 50 = 100 more a month, and 12 × 100 = 1200 more a year.
#[test]
fn an_addon_raises_a_year_by_twelve_months() {
    let mut prices: Vec<_> = [MONTHLY, YEARLY]
        .map(|each| price("base", each, flat("30.00")))
        .to_vec();
    prices.push(metered(MONTHLY, "0.02", "100"));
    prices.push(metered(YEARLY, "0.02", "1200"));
    let more = [MONTHLY, YEARLY].map(|each| price("more", each, flat("5.00")));
    let book = book(vec![
        limited(plan(1, "Both", prices), "100"),
        limited(addon(2, "More calls", more.to_vec()), "50"),
    ]);
    for (yearly, expected) in [(false, "200 with 100"), (true, "2400 with 1200")] {
        let sub = holding(&book, yearly, "2");
        let Allowance { most, included, .. } = allowance(&sub, &book, &meter("calls")).unwrap();
        assert_eq!(format!("{} with {included}", most.unwrap()), expected);
    }
}
