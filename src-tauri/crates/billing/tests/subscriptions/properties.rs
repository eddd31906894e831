//! What holds for every history: it bills price × time held, in steps or at once, once only.

use billing::calendar::Interval;
use billing::catalog::{CouponDuration, PlanBook, Price, Recurrence};
use billing::invoice::Discount;
use billing::money::{Currency, Money, Rounding};
use billing::subscription::{
    Change, NewSubscription, ProrationConvention, ScheduledChange, Subscription, SubscriptionState,
    advance, fraction, schedule,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::build::{
    MONTHLY, Stage, USD, YEARLY, addon, book, coupon, day, flat, item, metered, new, per_unit,
    plan, price, to_plan,
};
use crate::naive::{ADDON, Act, BASE, CALL, Held, SEAT, total};

fn plans() -> PlanBook {
    let both = |key: &str, amount: i64, is_flat: bool| {
        [(MONTHLY, amount), (YEARLY, amount * 10)].map(|(recurrence, amount)| {
            let amount = amount.to_string();
            let model = if is_flat {
                flat(&amount)
            } else {
                per_unit(&amount)
            };
            price(key, recurrence, model)
        })
    };
    let mut plans: Vec<_> = (1..=3)
        .map(|n: u128| {
            let at = usize::try_from(n).unwrap() - 1;
            let mut prices: Vec<Price> = both("base", BASE[at], true).into();
            prices.extend(both("seats", SEAT[at], false));
            prices.extend([MONTHLY, YEARLY].map(|each| metered(each, CALL, "0")));
            plan(n, "Plan", prices)
        })
        .collect();
    plans.push(addon(9, "Help", both("base", ADDON, true).into()));
    book(plans)
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1..=3_u128).prop_map(Act::Plan),
        3 => (1..=20_u32).prop_map(Act::Quantity),
        2 => Just(Act::Addon),
        1 => Just(Act::Interval),
        1 => Just(Act::Rest),
    ]
}

#[derive(Debug, Clone)]
struct History {
    start: NaiveDate,
    held: Held,
    acts: Vec<(NaiveDate, Act)>,
    end: NaiveDate,
}

fn history() -> impl Strategy<Value = History> {
    let acts = prop::collection::vec((0..40_u64, act()), 0..9);
    let held = (0..=100_u32, 0..5_i64, any::<bool>(), any::<bool>());
    (0..1500_u64, acts, held, 1..120_u64).prop_map(|(offset, gaps, held, rest)| {
        let start = day("2023-11-15") + Days::new(offset);
        let (percent_off, daily_calls, aligned, yearly) = held;
        let held = Held {
            plan: 1,
            seats: 3,
            addon: false,
            yearly,
            resting: false,
            aligned,
            anchor: start,
            percent_off,
            daily_calls,
        };
        let mut on = start;
        let mut acts = Vec::new();
        for (gap, act) in gaps {
            on = on + Days::new(gap);
            acts.push((on, act));
        }
        let end = on + Days::new(rest);
        History {
            start,
            held,
            acts,
            end,
        }
    })
}

fn begin(history: &History) -> Stage {
    let mut terms = new(vec![item(1, "3")]);
    terms.recurrence = history.held.recurrence();
    terms.aligned = history.held.aligned;
    let percent = Discount::Percent(history.held.percent_off.into());
    terms.coupons = vec![coupon(1, percent, CouponDuration::Forever)];
    let stage = Stage::start(plans(), terms, &history.start.to_string());
    stage.daily.set(history.held.daily_calls);
    stage
}

/// Lives a history through the engine, to its end with unused time given back.
fn live(history: &History) -> Stage {
    let mut stage = begin(history);
    let mut held = history.held.clone();
    for (on, act) in &history.acts {
        let change = held.act(*act, *on);
        stage.change(&on.to_string(), &change);
    }
    stage.change(&history.end.to_string(), &Change::Cancel { prorate: true });
    stage
}

/// All that was billed, less what was credited, with what is still pending; and of how many lines.
fn billed(stage: &Stage) -> (Decimal, usize) {
    let mut sum = stage.total().to_decimal();
    for line in &stage.sub.pending {
        sum += line.quantity * line.unit_amount;
    }
    let lines: usize = stage.bills.iter().map(|bill| bill.lines.len()).sum();
    (sum, lines + stage.credits.len() + stage.sub.pending.len())
}

proptest! {
    #[test]
    fn any_history_bills_price_times_time_within_a_cent_a_line(history in history()) {
        let stage = live(&history);
        let (billed, lines) = billed(&stage);
        let History { start, held, acts, end } = history;
        let owed = total(held, start, end, &acts);
        let off = (billed - owed).abs();
        let allowed = Decimal::new(i64::try_from(lines).unwrap(), 2);
        prop_assert!(off <= allowed, "billed {billed}, owed {owed}:\n{}", stage.text());
    }

    #[test]
    fn no_bill_is_negative_and_every_line_is_exact_in_its_currency(history in history()) {
        let stage = live(&history);
        for bill in &stage.bills {
            prop_assert!(!bill.net(USD).unwrap().is_negative());
            for line in &bill.lines {
                let amount = line.quantity * line.unit_amount;
                let money = Money::from_decimal(amount, USD, Rounding::HalfUp).unwrap();
                prop_assert_eq!(money.to_decimal(), amount);
            }
        }
        prop_assert_eq!(stage.sub.state, SubscriptionState::Canceled);
    }

    #[test]
    fn many_small_steps_are_one_big_one_and_a_second_time_is_nothing(
        history in history(),
        steps in prop::collection::vec(1..50_u64, 1..12),
    ) {
        let mut stage = begin(&history);
        stage.sub = planned(&stage, &history);
        let far = history.end + Days::new(400);
        let once = stage.with(|basis| advance(&stage.sub, far, basis)).unwrap();
        let again = stage.with(|basis| advance(&once.subscription, far, basis)).unwrap();
        prop_assert!(again.bills.is_empty() && again.events.is_empty());
        prop_assert_eq!(&again.subscription, &once.subscription);
        let (mut sub, mut bills, mut on) = (stage.sub.clone(), Vec::new(), history.start);
        for step in steps.iter().cycle() {
            on = (on + Days::new(*step)).min(far);
            let outcome = stage.with(|basis| advance(&sub, on, basis)).unwrap();
            sub = outcome.subscription;
            bills.extend(outcome.bills);
            if on == far {
                break;
            }
        }
        prop_assert_eq!(bills, once.bills);
        prop_assert_eq!(sub, once.subscription);
    }

    #[test]
    fn periods_tile_time_and_only_the_first_may_be_a_part(
        offset in 0..1500_u64,
        interval in prop::sample::select(vec![
            Interval::Day, Interval::Week, Interval::Month, Interval::Quarter, Interval::Year,
        ]),
        count in 1..4_u32,
        aligned in any::<bool>(),
        ahead in prop::option::of(1..25_u64),
    ) {
        let recurrence = Recurrence { interval, count };
        let plans = book(vec![plan(1, "Plan", vec![price("base", recurrence, flat("9"))])]);
        let start = day("2023-11-15") + Days::new(offset);
        let anchor = ahead.filter(|_| !aligned).map(|days| start + Days::new(days));
        let terms = NewSubscription { recurrence, aligned, anchor, ..new(vec![item(1, "1")]) };
        let mut stage = Stage::start(plans, terms, &start.to_string());
        stage.advance(&(start + Days::new(700)).to_string());
        let mut end = start;
        for (n, bill) in stage.bills.iter().enumerate() {
            prop_assert_eq!((bill.on, bill.period.start), (end, end));
            prop_assert!(bill.period.end > end);
            end = bill.period.end;
            let part = bill.lines[0].source.as_ref().unwrap().fraction;
            prop_assert!(n == 0 || part.is_none());
        }
        prop_assert!(end > start + Days::new(700));
    }

    #[test]
    fn a_subscription_is_written_and_read_as_itself(history in history()) {
        let sub = live(&history).sub;
        let written = serde_json::to_string(&sub).unwrap();
        prop_assert_eq!(serde_json::from_str::<Subscription>(&written).unwrap(), sub);
    }
}

fn convention() -> impl Strategy<Value = ProrationConvention> {
    prop::sample::select(vec![
        ProrationConvention::Day,
        ProrationConvention::Second,
        ProrationConvention::DayInclusive,
        ProrationConvention::ThirtyDayMonth,
        ProrationConvention::Thirty360,
    ])
}

/// Flat prices in minor units, each from so many days after the start on; the first from the start.
fn chain() -> impl Strategy<Value = Vec<(u64, i64)>> {
    let changes = prop::collection::vec((0..31_u64, 0..100_000_i64), 0..7);
    (changes, 1..100_000_i64).prop_map(|(mut changes, first)| {
        changes.sort_by_key(|(after, _)| *after);
        changes.insert(0, (0, first));
        changes
    })
}

proptest! {
    #[test]
    fn by_any_convention_and_currency_a_chain_bills_price_times_time(
        convention in convention(),
        chain in chain(),
        offset in 0..1500_u64,
        currency in prop::sample::select(vec!["USD", "JPY", "KWD"]),
    ) {
        let currency = Currency::try_new(currency).unwrap();
        let start = day("2023-11-15") + Days::new(offset);
        let mut plans = PlanBook::new();
        for (n, (_, minor)) in (1..).zip(&chain) {
            let amount = Money::new(*minor, currency).to_major_string();
            let price = Price { currency, ..price("base", MONTHLY, flat(&amount)) };
            let mut booked = plan(n, "Plan", vec![price]);
            booked.version.convention = convention;
            plans.insert(booked);
        }
        let terms = NewSubscription { currency, ..new(vec![item(1, "1")]) };
        let mut stage = Stage::start(plans, terms, &start.to_string());
        let period = stage.sub.period;
        let mut owed = Decimal::ZERO;
        let mut from = 0;
        let mut rate = chain[0].1;
        let tz = chrono_tz::Europe::Berlin;
        let units = |on: NaiveDate| {
            let fraction = fraction(period, period.start, on, convention, tz).unwrap();
            (fraction.part, fraction.whole)
        };
        for (n, (after, minor)) in (2..).zip(chain.iter().skip(1)) {
            let on = start + Days::new(*after);
            if on >= period.end {
                break;
            }
            stage.change(&on.to_string(), &to_plan(n));
            // By `day_inclusive` a change on the first day leaves that day to the first price.
            let shift = convention == ProrationConvention::DayInclusive && *after == 0;
            let (used, whole) = units(on);
            let used = if shift { 1 } else { used };
            owed += Decimal::from(rate) * Decimal::from(used - from) / Decimal::from(whole);
            (from, rate) = (used, *minor);
        }
        let (_, whole) = units(start);
        owed += Decimal::from(rate) * Decimal::from(whole - from) / Decimal::from(whole);
        let mut billed = Decimal::from(stage.total().minor());
        for line in &stage.sub.pending {
            let amount = line.quantity * line.unit_amount;
            let net = Money::from_decimal(amount, currency, Rounding::HalfUp).unwrap();
            billed += Decimal::from(net.minor());
        }
        let lines = Decimal::from(1 + stage.sub.pending.len());
        prop_assert!((billed - owed).abs() <= lines, "billed {billed}, owed {owed}");
    }
}

/// The subscription with all acts planned ahead, as far as they can be.
fn planned(stage: &Stage, history: &History) -> Subscription {
    let mut held = history.held.clone();
    let mut sub = stage.sub.clone();
    for (on, act) in &history.acts {
        let before = held.clone();
        let planned = ScheduledChange {
            on: *on,
            change: held.act(*act, *on),
            behavior: None,
        };
        match stage.with(|basis| schedule(&sub, planned, history.start, basis)) {
            Ok(outcome) => sub = outcome.subscription,
            Err(_) => held = before, // acts of the first day are not ahead
        }
    }
    sub
}
