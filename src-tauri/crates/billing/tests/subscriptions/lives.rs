//! Whole lives by date: trial, anchors at the ends of months, alignment, coupons, currencies.

use billing::catalog::{CouponDuration, PlanBook, Price, Timing};
use billing::invoice::Discount;
use billing::money::{Currency, Money};
use billing::subscription::{
    Change, NewSubscription, ProrationConvention, SubscriptionState, effect_of_version,
    monthly_amount,
};

use crate::build::{
    MONTHLY, Stage, USD, YEARLY, assert_text, book, coupon, day, dec, flat, item, metered, new,
    plan, plan_id, price, setup, to_plan,
};

fn starter_and_pro() -> PlanBook {
    let starter = vec![price("base", MONTHLY, flat("29"))];
    let pro = vec![price("base", MONTHLY, flat("99"))];
    book(vec![plan(1, "Starter", starter), plan(2, "Pro", pro)])
}

#[test]
fn a_trial_is_free_and_its_end_bills_the_first_period_with_the_setup_fee() {
    let prices = vec![
        price("base", MONTHLY, flat("29")),
        setup("50"),
        metered(MONTHLY, "0.10", "100"),
    ];
    let mut booked = plan(1, "Starter", prices);
    booked.version.trial_days = 14;
    let mut stage = Stage::start(book(vec![booked]), new(vec![item(1, "1")]), "2026-01-10");
    assert_eq!(stage.sub.state, SubscriptionState::Trialing);
    stage.daily.set(10);
    stage.advance("2026-01-23");
    assert_eq!(stage.text(), "");
    stage.advance("2026-02-24");
    assert_eq!(stage.sub.state, SubscriptionState::Active);
    // Usage of the trial is free. 24 Jan to 24 Feb: 31 days × 10 = 310 calls, 210 × 0.10 = 21.00
    assert_text(
        &stage.text(),
        "2026-01-24 Period 79.00
           01-24..02-24 Starter: 1 × 29.00
           01-24..01-25 Starter: Setup: 1 × 50.00
         2026-02-24 Period 50.00
           02-24..03-24 Starter: 1 × 29.00
           01-24..02-24 Starter: Calls, 310 × call: 1 × 21.00",
    );
}

#[test]
fn an_anchor_on_the_31st_does_not_drift() {
    let mut stage = Stage::start(starter_and_pro(), new(vec![item(1, "1")]), "2026-01-31");
    stage.advance("2026-05-01");
    assert_text(
        &stage.text(),
        "2026-01-31 Period 29.00
           01-31..02-28 Starter: 1 × 29.00
         2026-02-28 Period 29.00
           02-28..03-31 Starter: 1 × 29.00
         2026-03-31 Period 29.00
           03-31..04-30 Starter: 1 × 29.00
         2026-04-30 Period 29.00
           04-30..05-31 Starter: 1 × 29.00",
    );
}

#[test]
fn a_leap_day_bills_on_the_28th_in_common_years() {
    let yearly = vec![price("base", YEARLY, flat("290"))];
    let mut terms = new(vec![item(1, "1")]);
    terms.recurrence = YEARLY;
    let mut stage = Stage::start(book(vec![plan(1, "Starter", yearly)]), terms, "2024-02-29");
    stage.advance("2028-02-29");
    let days: Vec<String> = stage.bills.iter().map(|bill| bill.on.to_string()).collect();
    let expected = [
        "2024-02-29",
        "2025-02-28",
        "2026-02-28",
        "2027-02-28",
        "2028-02-29",
    ];
    assert_eq!(days, expected);
}

#[test]
fn an_aligned_first_period_is_a_part_of_the_month() {
    let mut terms = new(vec![item(2, "1")]);
    terms.aligned = true;
    let mut stage = Stage::start(starter_and_pro(), terms, "2026-01-15");
    stage.change("2026-01-22", &to_plan(1));
    stage.advance("2026-02-01");
    // 15 Jan to 1 Feb: 17 of 31 days, 99 × 17/31 = 54.290…; from the 22nd 10 of those 17:
    // 54.29 × 10/17 = 31.935…; 29 × 10/31 = 9.354…
    assert_text(
        &stage.text(),
        "2026-01-15 Period 54.29
           01-15..02-01 Pro: 1 × 54.29
         2026-02-01 Period 6.41
           02-01..03-01 Starter: 1 × 29.00
           01-22..02-01 Unused time: Pro: 1 × -31.94
           01-22..02-01 Remaining time: Starter: 1 × 9.35",
    );
    let first = stage.bills[0].lines[0].source.as_ref().unwrap();
    assert_eq!(first.fraction.unwrap().to_string(), "17/31");
}

#[test]
fn an_anchor_ahead_makes_the_first_period_end_there() {
    let terms = NewSubscription {
        anchor: Some(day("2026-02-10")),
        ..new(vec![item(1, "1")])
    };
    let mut stage = Stage::start(starter_and_pro(), terms, "2026-01-31");
    stage.advance("2026-02-10");
    // 31 Jan to 10 Feb: 10 of the 31 days from 10 Jan; 29 × 10/31 = 9.354…
    assert_text(
        &stage.text(),
        "2026-01-31 Period 9.35
           01-31..02-10 Starter: 1 × 9.35
         2026-02-10 Period 29.00
           02-10..03-10 Starter: 1 × 29.00",
    );
}

#[test]
fn yen_have_no_decimals_in_parts_either() {
    let mut base = price("base", MONTHLY, flat("3000"));
    base.currency = Currency::JPY;
    let mut more = price("base", MONTHLY, flat("9900"));
    more.currency = Currency::JPY;
    let mut terms = new(vec![item(1, "1")]);
    terms.currency = Currency::JPY;
    let plans = book(vec![
        plan(1, "Basic", vec![base]),
        plan(2, "Full", vec![more]),
    ]);
    let mut stage = Stage::start(plans, terms, "2026-02-01");
    stage.change("2026-02-13", &to_plan(2));
    stage.advance("2026-03-01");
    // 16 of 28 days: 3000 × 16/28 = 1714.28…, 9900 × 16/28 = 5657.14…
    assert_text(
        &stage.text(),
        "2026-02-01 Period 3000
           02-01..03-01 Basic: 1 × 3000
         2026-03-01 Period 13843
           03-01..04-01 Full: 1 × 9900
           02-13..03-01 Unused time: Basic: 1 × -1714
           02-13..03-01 Remaining time: Full: 1 × 5657",
    );
}

#[test]
fn coupons_count_once_for_some_periods_or_for_ever() {
    let off = Discount::Percent(dec("50"));
    // duration -> what four months of 29.00 come to in cents, at 14.50 with the coupon
    let table = [
        (CouponDuration::Once, 1450 + 3 * 2900),
        (CouponDuration::Periods { count: 3 }, 3 * 1450 + 2900),
        (CouponDuration::Forever, 4 * 1450),
    ];
    for (duration, total) in table {
        let terms = NewSubscription {
            coupons: vec![coupon(1, off, duration)],
            ..new(vec![item(1, "1")])
        };
        let mut stage = Stage::start(starter_and_pro(), terms, "2026-01-01");
        stage.advance("2026-04-01");
        assert_eq!(stage.total(), Money::new(total, USD), "{duration:?}");
    }
}

#[test]
fn coupons_take_percentages_first_and_never_more_than_there_is() {
    let table = [
        (
            vec![Discount::Percent(dec("10")), Discount::Percent(dec("20"))],
            2088,
        ), // 29 × 0.72
        (
            vec![Discount::Amount(dec("5")), Discount::Percent(dec("50"))],
            950,
        ), // 14.50 − 5
        (vec![Discount::Amount(dec("40"))], 0),
        (
            vec![Discount::Percent(dec("100")), Discount::Amount(dec("1"))],
            0,
        ),
    ];
    for (offs, total) in table {
        let coupons = (1..)
            .zip(&offs)
            .map(|(n, off)| coupon(n, *off, CouponDuration::Once));
        let terms = NewSubscription {
            coupons: coupons.collect(),
            ..new(vec![item(1, "1")])
        };
        let stage = Stage::start(starter_and_pro(), terms, "2026-01-01");
        assert_eq!(stage.total(), Money::new(total, USD), "{offs:?}");
    }
}

#[test]
fn a_price_in_arrears_is_billed_when_its_time_is_over() {
    let mut later = price("base", MONTHLY, flat("62"));
    later.timing = Timing::Arrears;
    let plans = book(vec![
        plan(1, "Later", vec![later.clone()]),
        plan(
            2,
            "Less",
            vec![Price {
                model: flat("31"),
                ..later
            }],
        ),
    ]);
    let mut stage = Stage::start(plans, new(vec![item(1, "1")]), "2026-01-01");
    stage.change("2026-01-11", &to_plan(2));
    stage.advance("2026-02-01");
    // Ten days of 62.00 and 21 of 31.00: 20.00 and 21.00
    assert_text(
        &stage.text(),
        "2026-02-01 Period 41.00
           01-11..02-01 Less: 1 × 21.00
           01-01..01-11 Later: 1 × 20.00",
    );
}

#[test]
fn the_clock_change_is_a_day_like_others_and_seconds_count_it() {
    // Berlin, March 2026 has 31 days less an hour; from the 16th 16 days less an hour are left:
    // 31 × (16 × 86 400 − 3600) / (31 × 86 400 − 3600) = 31 × 1 378 800 / 2 674 800 = 15.979…
    let table = [
        (ProrationConvention::Day, "-16.00"),
        (ProrationConvention::Second, "-15.98"),
    ];
    for (convention, credit) in table {
        let plans = [(1, "31"), (2, "0")].map(|(n, amount)| {
            let mut booked = plan(n, "Plan", vec![price("base", MONTHLY, flat(amount))]);
            booked.version.convention = convention;
            booked
        });
        let mut stage = Stage::start(book(plans.into()), new(vec![item(1, "1")]), "2026-03-01");
        stage.change("2026-03-16", &to_plan(2));
        assert_eq!(stage.sub.pending[0].unit_amount, dec(credit));
    }
}

#[test]
fn monthly_revenue_counts_what_recurs_after_coupons_and_a_twelfth_of_a_year() {
    let yearly = vec![
        price("base", YEARLY, flat("290")),
        metered(YEARLY, "1", "0"),
    ];
    let plans = book(vec![plan(1, "Starter", yearly)]);
    let mut terms = new(vec![item(1, "1")]);
    terms.recurrence = YEARLY;
    terms.coupons = vec![coupon(
        1,
        Discount::Percent(dec("10")),
        CouponDuration::Forever,
    )];
    let mut stage = Stage::start(plans, terms, "2026-01-01");
    let monthly = |stage: &Stage| monthly_amount(&stage.sub, &stage.book).unwrap();
    assert_eq!(monthly(&stage), Money::new(2175, USD)); // 290 × 0.9 / 12
    stage.sub.state = SubscriptionState::PastDue;
    assert_eq!(monthly(&stage), Money::new(2175, USD));
    for state in [SubscriptionState::Trialing, SubscriptionState::Paused] {
        stage.sub.state = state;
        assert_eq!(monthly(&stage), Money::new(0, USD));
    }
}

#[test]
fn another_version_says_what_it_changes_before_it_does() {
    let mut dearer = plan(1, "Starter", vec![price("base", MONTHLY, flat("35"))]);
    dearer.version.version = 2;
    let mut plans = starter_and_pro();
    plans.insert(dearer);
    let mut stage = Stage::start(plans, new(vec![item(1, "1")]), "2026-01-01");
    let effect = stage
        .with(|basis| effect_of_version(&stage.sub, &plan_id(1), 2, basis))
        .unwrap();
    assert_eq!(
        (effect.before, effect.after),
        (Money::new(2900, USD), Money::new(3500, USD))
    );
    let change = Change::Version {
        plan_id: plan_id(1),
        version: 2,
    };
    stage.change("2026-01-01", &change);
    stage.advance("2026-02-01");
    // From the first day on: 35.00 instead of 29.00, and 35.00
    assert_eq!(stage.total(), Money::new(7000, USD));
}
