//! Limits, checks before use and alerts, on the plans of a ready catalog.

use billing::calendar::BillingPeriod;
use billing::catalog::{BookedPlan, Enforcement, Entitlement, Grant, PlanBook};
use billing::ids::{MeterId, SubscriptionId};
use billing::money::{Money, Rounding};
use billing::subscription::{MeteredSpan, Subscription, SubscriptionState};
use billing::usage::{
    Aggregation, Fits, LimitPolicy, LimitState, Meter, Progress, Refusal, Reset, UsageSpan, Wanted,
    allowance, crossed, limit_state, parts_taken, taker_of, thresholds, would_fit,
};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use ulid::Ulid;

use crate::build::{MONTHLY, USD, metered, plan_id};
use crate::build::{Stage, addon, book, day, dec, flat, item, new, plan, price};
use crate::workspace::{CUSTOM, ENTERPRISE, PROFESSIONAL, STARTER, workspace};

pub fn meter(key: &str) -> Meter {
    Meter {
        id: MeterId::from_ulid(Ulid::from_parts(1, 1)),
        key: key.into(),
        name: key.into(),
        unit: String::new(),
        product_id: None,
        aggregation: Aggregation::Sum,
        decimals: 6,
        rounding: None,
        reset: Reset::EachPeriod,
        costs: Vec::new(),
        archived: false,
    }
}

fn holding(book: &PlanBook, n: u128) -> Subscription {
    Stage::start(book.clone(), new(vec![item(n, "1")]), "2026-11-01").sub
}

/// November of Berlin, where it is 21 November at midnight: 20 of 30 days are over.
fn progress(used: &str, at_start: &str) -> Progress {
    Progress {
        used: dec(used),
        at_start: dec(at_start),
        span: UsageSpan {
            start: "2026-10-31T23:00:00Z".parse().unwrap(),
            end: "2026-11-30T23:00:00Z".parse().unwrap(),
        },
        now: "2026-11-20T23:00:00Z".parse().unwrap(),
        tz: Tz::Europe__Berlin,
    }
}

fn state(n: u128, key: &str, used: &str) -> LimitState {
    let book = workspace();
    let sub = holding(&book, n);
    let allowance = allowance(&sub, &book, &meter(key)).unwrap();
    limit_state(&allowance, &progress(used, "0"))
}

#[test]
fn a_limit_says_what_is_used_left_and_over() {
    let state_of = |used| {
        let LimitState {
            left,
            over,
            percent,
            ..
        } = state(PROFESSIONAL, "ai_requests", used);
        format!("{} {over} {}", left.unwrap(), percent.unwrap())
    };
    // of 1000 requests: left, over, percent
    let table = [
        ("0", "1000 0 0"),
        ("800", "200 0 80"),
        ("949.999", "50.001 0 94.99"), // rounded down: 95 is not reached
        ("1000", "0 0 100"),
        ("1250", "0 250 125"),
    ];
    for (used, expected) in table {
        assert_eq!(state_of(used), expected, "{used} used");
    }
    let users = state(ENTERPRISE, "users", "4000");
    assert_eq!((users.most, users.percent, users.left), (None, None, None));
    // The custom terms: 50 users, and then 5 each.
    assert_eq!(state(CUSTOM, "users", "60").over, dec("10"));
}

#[test]
fn a_quantity_costs_what_is_beyond_the_included() {
    let book = workspace();
    let sub = holding(&book, PROFESSIONAL);
    let of = |key: &str, quantity: &str| {
        let allowance = allowance(&sub, &book, &meter(key)).unwrap();
        let cost = allowance.cost(dec(quantity), Rounding::HalfUp).unwrap();
        cost.map(|cost| cost.amount)
    };
    // 1000 are included, each further one costs 0.02
    assert_eq!(of("ai_requests", "1000"), Some(Money::zero(USD)));
    assert_eq!(of("ai_requests", "1250"), Some(Money::new(500, USD)));
    // what corrections brought below nothing costs nothing
    assert_eq!(of("ai_requests", "-5"), Some(Money::zero(USD)));
}

#[test]
fn it_runs_out_when_the_pace_since_the_start_reaches_it() {
    let on = |used: &str, at_start: &str| {
        let book = workspace();
        let sub = holding(&book, PROFESSIONAL);
        let allowance = allowance(&sub, &book, &meter("ai_requests")).unwrap();
        limit_state(&allowance, &progress(used, at_start)).runs_out_on
    };
    // 800 in 20 days are 40 a day: the other 200 last 5 days, from the 21st to the 26th
    assert_eq!(on("800", "0"), Some(day("2026-11-26")));
    // 600 in 20 days are 30 a day: the other 400 last beyond the month
    assert_eq!(on("600", "0"), None);
    // 667 in 20 days: 333 more last 9.98 days, to the very last one
    assert_eq!(on("667", "0"), Some(day("2026-11-30")));
    assert_eq!(on("1000", "0"), None); // it has run out
    // a level that was 700 at the start and grew by 100 in 20 days lasts 40 more
    assert_eq!(on("800", "700"), None);
    // one that grew by 400 lasts 10 days at 20 a day: it is the end of the month
    assert_eq!(on("801", "400"), Some(day("2026-11-30")));
    let mut first_day = progress("900", "0");
    first_day.now = "2026-11-01T22:59:59Z".parse().unwrap();
    let book = workspace();
    let sub = holding(&book, PROFESSIONAL);
    let allowance = allowance(&sub, &book, &meter("ai_requests")).unwrap();
    assert_eq!(limit_state(&allowance, &first_day).runs_out_on, None);
}

/// A plan with a limit of 100 calls, with and without a price, and an add-on of 50 more.
fn limited(enforcement: Enforcement, priced: bool) -> PlanBook {
    let limit = |most: &str| Entitlement {
        key: "calls".into(),
        name: "Calls".into(),
        grant: Grant::Limit {
            most: Some(dec(most)),
            unit: "call".into(),
        },
        enforcement,
        alert_at: Vec::new(),
    };
    let mut prices = vec![price("base", MONTHLY, flat("29"))];
    if priced {
        prices.push(metered(MONTHLY, "0.10", "100"));
    }
    let with = |mut booked: BookedPlan, most| {
        booked.version.entitlements = vec![limit(most)];
        booked
    };
    let more = addon(9, "More", vec![price("more", MONTHLY, flat("5"))]);
    book(vec![
        with(plan(1, "Small", prices), "100"),
        with(more, "50"),
    ])
}

#[test]
fn a_limit_is_soft_where_a_price_bills_it_and_hard_where_none_does() {
    let policy = |enforcement, priced| {
        let book = limited(enforcement, priced);
        allowance(&holding(&book, 1), &book, &meter("calls"))
            .unwrap()
            .policy
    };
    assert_eq!(policy(Enforcement::ByPrice, true), LimitPolicy::Soft);
    assert_eq!(policy(Enforcement::ByPrice, false), LimitPolicy::Hard);
    assert_eq!(policy(Enforcement::Hard, true), LimitPolicy::Hard);
    assert_eq!(policy(Enforcement::Soft, false), LimitPolicy::Soft);
}

#[test]
fn an_addon_allows_more_as_often_as_it_is_held() {
    let book = limited(Enforcement::ByPrice, false);
    let mut sub = holding(&book, 1);
    sub.items.push(item(9, "3"));
    // 100 + 3 × 50
    assert_eq!(
        allowance(&sub, &book, &meter("calls")).unwrap().most,
        Some(dec("250"))
    );
}

fn fits(book: &PlanBook, sub: &Subscription, key: &str, used: &str, more: &str) -> Fits {
    let meter = meter(key);
    let wanted = Wanted::Use {
        meter: Some(&meter),
        quantity: dec(more),
        used: dec(used),
    };
    would_fit(wanted, Some(sub), book, Rounding::HalfUp).unwrap()
}

fn overage(fits: &Fits) -> String {
    match fits {
        Fits::YesWithOverage { units, price, .. } => format!("{units} for {price}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_use_fits_fits_at_a_price_or_does_not() {
    let book = workspace();
    let starter = holding(&book, STARTER);
    let left = |left: &str| Fits::Yes {
        left: Some(dec(left)),
    };
    assert_eq!(fits(&book, &starter, "ai_requests", "0", "100"), left("0"));
    assert_eq!(fits(&book, &starter, "ai_requests", "40", "10"), left("50"));
    // 95 used of 100: of 10 more, 5 are beyond, at 0.02
    let over = fits(&book, &starter, "ai_requests", "95", "10");
    assert_eq!(overage(&over), "5 for 0.10 USD");
    // all of them, at 0.02
    let over = fits(&book, &starter, "ai_requests", "300", "10");
    assert_eq!(overage(&over), "10 for 0.20 USD");
    // blocks of 100 at 2.00: the first further request begins one, the next 99 are in it
    let custom = holding(&book, CUSTOM);
    let over = fits(&book, &custom, "ai_requests", "10000", "1");
    assert_eq!(overage(&over), "1 for 2.00 USD");
    assert_eq!(
        fits(&book, &custom, "ai_requests", "10001", "99"),
        left("0")
    );
    let enterprise = holding(&book, ENTERPRISE);
    let unlimited = fits(&book, &enterprise, "users", "500", "1");
    assert_eq!(unlimited, Fits::Yes { left: None });
}

#[test]
fn a_hard_limit_refuses_and_says_why() {
    let book = limited(Enforcement::ByPrice, false);
    let sub = holding(&book, 1);
    let yes = Fits::Yes {
        left: Some(Decimal::ZERO),
    };
    assert_eq!(fits(&book, &sub, "calls", "90", "10"), yes);
    let no = fits(&book, &sub, "calls", "90", "10.5");
    let Fits::No { reason } = no else {
        panic!("{no:?}")
    };
    let (most, used) = (dec("100"), dec("90"));
    assert_eq!(reason, Refusal::LimitReached { most, used });
    let says = "90 of 100 are used, and more is not allowed; a larger plan allows more";
    assert_eq!(reason.to_string(), says);
    // less is always possible
    assert!(matches!(
        fits(&book, &sub, "calls", "120", "-1"),
        Fits::Yes { .. }
    ));
}

#[test]
fn who_has_no_plan_for_it_is_told_so() {
    let book = workspace();
    let asked =
        |sub: Option<&Subscription>, wanted| match would_fit(wanted, sub, &book, Rounding::HalfUp)
            .unwrap()
        {
            Fits::No { reason } => Some(reason),
            _ => None,
        };
    let starter = holding(&book, STARTER);
    let api = Wanted::Feature { key: "api_access" };
    assert_eq!(asked(Some(&starter), api), Some(Refusal::FeatureNotInPlan));
    assert_eq!(asked(Some(&holding(&book, PROFESSIONAL)), api), None);
    assert_eq!(asked(None, api), Some(Refusal::NoSubscription));
    let other = meter("minutes");
    let use_of = |meter| Wanted::Use {
        meter,
        quantity: Decimal::ONE,
        used: Decimal::ZERO,
    };
    let unknown = asked(Some(&starter), use_of(None));
    assert_eq!(unknown, Some(Refusal::UnknownMeter));
    let not_planned = asked(Some(&starter), use_of(Some(&other)));
    assert_eq!(not_planned, Some(Refusal::FeatureNotInPlan));
    for state in [
        SubscriptionState::Incomplete,
        SubscriptionState::Paused,
        SubscriptionState::Unpaid,
        SubscriptionState::Canceled,
    ] {
        let sub = Subscription {
            state,
            ..starter.clone()
        };
        assert_eq!(asked(Some(&sub), api), Some(Refusal::NotActive { state }));
    }
}

#[test]
fn each_threshold_is_told_once_and_names_figure_and_day() {
    let usual = thresholds(&[], None);
    let told_at = |used: &str, told: &[Decimal]| {
        let alerts = crossed(&state(PROFESSIONAL, "ai_requests", used), told, &usual);
        let thresholds = alerts.iter().map(|alert| alert.threshold.to_string());
        thresholds.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told_at("799.99", &[]), "");
    assert_eq!(told_at("800", &[]), "80");
    assert_eq!(told_at("850", &[dec("80")]), "");
    assert_eq!(told_at("1001", &[dec("80")]), "95 100");
    assert_eq!(told_at("5000", &usual), "");
    assert!(crossed(&state(ENTERPRISE, "users", "9999"), &[], &usual).is_empty());

    let sentence = |used: &str| {
        let alerts = crossed(&state(PROFESSIONAL, "ai_requests", used), &[], &usual);
        alerts.last().unwrap().sentence()
    };
    assert_eq!(
        sentence("800"),
        "AI requests: 80 % reached, with 800 of 1000 requests used (80 %). At this pace it runs \
         out on 2026-11-26."
    );
    assert_eq!(
        sentence("1020"),
        "AI requests: 100 % reached, with 1020 of 1000 requests used (102 %). More is let \
         through, and billed by the plan."
    );
}

#[test]
fn thresholds_are_the_customers_then_the_plans_then_the_usual() {
    let plan = [dec("90"), dec("50"), dec("90")];
    assert_eq!(thresholds(&[], None), [dec("80"), dec("95"), dec("100")]);
    assert_eq!(thresholds(&plan, None), [dec("50"), dec("90")]);
    assert_eq!(thresholds(&plan, Some(&[dec("75")])), [dec("75")]);
    assert!(thresholds(&plan, Some(&[])).is_empty());
}

#[test]
fn usage_that_names_no_subscription_is_of_the_first_that_has_the_meter() {
    let book = workspace();
    let held = |n: u128, id: u128, started: &str| {
        let mut new = new(vec![item(n, "1")]);
        new.id = SubscriptionId::from_ulid(Ulid::from_parts(1, id));
        Stage::start(book.clone(), new, started).sub
    };
    let mut first = held(PROFESSIONAL, 1, "2026-01-01");
    let second = held(STARTER, 2, "2026-01-10");
    let taken = |subs: &[Subscription], sub: &Subscription| {
        let january = BillingPeriod {
            start: day("2026-01-01"),
            end: day("2026-02-01"),
        };
        let parts = parts_taken("pages", sub, january, subs, &book);
        let parts = parts
            .iter()
            .map(|part| format!("{}..{}", part.start, part.end));
        parts.collect::<Vec<_>>().join(" ")
    };
    let both = [second.clone(), first.clone()];
    assert_eq!(taken(&both, &first), "2026-01-01..2026-02-01");
    assert_eq!(taken(&both, &second), "");
    // After the end of the first it is the second's, and what was the first's stays so.
    first.ended_on = Some(day("2026-01-20"));
    let both = [first.clone(), second.clone()];
    assert_eq!(taken(&both, &first), "2026-01-01..2026-01-20");
    assert_eq!(taken(&both, &second), "2026-01-20..2026-02-01");
    assert!(taker_of("unknown", day("2026-01-05"), &both, &book).is_none());
    assert!(taker_of("pages", day("2025-12-31"), &both, &book).is_none());
    // What the second billed stays its own, even if another one started earlier.
    let mut billed = second.clone();
    billed.metering.spans = vec![MeteredSpan {
        plan_id: plan_id(STARTER),
        version: 1,
        price_key: "pages".into(),
        recurrence: MONTHLY,
        meter: "pages".into(),
        span: BillingPeriod {
            start: day("2026-01-10"),
            end: day("2026-01-15"),
        },
        quantity: Decimal::ONE,
        included: Decimal::ZERO,
        least: Money::zero(USD),
        kept: None,
        amount_off: Money::zero(USD),
        net: Money::zero(USD),
    }];
    let both = [first.clone(), billed];
    assert_eq!(
        taken(&both, &first),
        "2026-01-01..2026-01-10 2026-01-15..2026-01-20"
    );
}
