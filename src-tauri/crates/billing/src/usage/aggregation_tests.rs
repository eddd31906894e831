//! Aggregation by hand, and against what other systems' suites say.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use ulid::Ulid;

use super::*;
use crate::calendar::{BillingPeriod, local_date, parse_timezone};
use crate::ids::MeterId;
use crate::money::Rounding;

pub(super) const ALL: [Aggregation; 6] = [
    Aggregation::Sum,
    Aggregation::Count,
    Aggregation::Max,
    Aggregation::Last,
    Aggregation::UniqueCount,
    Aggregation::Weighted,
];

pub(super) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(super) fn meter(aggregation: Aggregation, reset: Reset) -> Meter {
    Meter {
        id: MeterId::from_ulid(Ulid::from_parts(1, 1)),
        key: "calls".into(),
        name: "Calls".into(),
        unit: "call".into(),
        product_id: None,
        aggregation,
        decimals: 6,
        rounding: None,
        reset,
        costs: Vec::new(),
        archived: false,
    }
}

pub(super) fn event(key: &str, instant: &str, quantity: &str) -> UsageEvent {
    UsageEvent {
        key: key.into(),
        meter: "calls".into(),
        subject: "cus_1".into(),
        at: at(instant),
        quantity: dec(quantity),
        value: String::new(),
        user: String::new(),
        operation: String::new(),
        properties: BTreeMap::new(),
        cost: None,
        corrects: None,
    }
}

fn replaces(of: &str, key: &str, instant: &str, quantity: &str) -> UsageEvent {
    UsageEvent {
        corrects: Some(Correction::Replace { key: of.into() }),
        ..event(key, instant, quantity)
    }
}

fn adjusts(of: &str, key: &str, instant: &str, quantity: &str) -> UsageEvent {
    UsageEvent {
        corrects: Some(Correction::Adjust { key: of.into() }),
        ..event(key, instant, quantity)
    }
}

fn january() -> UsageSpan {
    UsageSpan {
        start: at("2026-01-01T00:00:00Z"),
        end: at("2026-02-01T00:00:00Z"),
    }
}

fn quantity(aggregation: Aggregation, reset: Reset, events: &[UsageEvent]) -> String {
    let meter = meter(aggregation, reset);
    let answer = aggregate(&meter, events, january()).unwrap();
    answer.reading.quantity.to_string()
}

#[test]
fn each_aggregation_of_a_month_by_hand() {
    let mut events = [
        event("before", "2025-12-31T23:59:59Z", "100"),
        event("1", "2026-01-01T00:00:00Z", "10"),
        event("2", "2026-01-11T00:00:00Z", "30.5"),
        event("3", "2026-01-21T00:00:00Z", "20"),
        event("after", "2026-02-01T00:00:00Z", "999"),
    ];
    for (event, value) in events.iter_mut().zip(["x", "a", "b", "a", "y"]) {
        event.value = value.into();
    }
    // The average: 10 days of 10, 10 of 30.5 and 11 of 20 are 625 level-days; / 31 days.
    let table = [
        (Aggregation::Sum, "60.5", "160.5"),
        (Aggregation::Count, "3", "4"),
        (Aggregation::Max, "30.5", "100"),
        (Aggregation::Last, "20", "20"),
        (Aggregation::UniqueCount, "2", "3"),
        (
            Aggregation::Weighted,
            "20.161290322580645161290322581",
            "20.161290322580645161290322581",
        ),
    ];
    for (aggregation, each_period, never) in table {
        let reset = |reset| quantity(aggregation, reset, &events);
        assert_eq!(reset(Reset::EachPeriod), each_period, "{aggregation:?}");
        assert_eq!(reset(Reset::Never), never, "{aggregation:?} never reset");
    }
    let one = aggregate(
        &meter(Aggregation::Sum, Reset::EachPeriod),
        &events,
        january(),
    )
    .unwrap();
    assert_eq!((one.before, one.after), (1, 1));
}

#[test]
fn a_month_without_events_has_what_was_carried_in() {
    let before = [event("1", "2025-11-05T12:00:00Z", "7")];
    for aggregation in [Aggregation::Max, Aggregation::Last, Aggregation::Weighted] {
        assert_eq!(quantity(aggregation, Reset::Never, &before), "7");
    }
    assert_eq!(quantity(Aggregation::Max, Reset::EachPeriod, &before), "0");
    assert_eq!(quantity(Aggregation::Last, Reset::EachPeriod, &before), "0");
    assert_eq!(
        quantity(Aggregation::Weighted, Reset::EachPeriod, &before),
        "7"
    );
    for aggregation in ALL {
        assert_eq!(quantity(aggregation, Reset::Never, &[]), "0");
    }
}

/// Lago, spec/services/billable_metrics/aggregations/weighted_sum_service_spec.rb: differences of
/// 2, 3, 1, -4, -2, 10, -10 on the first of August come to 0.02218 on average; here as levels.
#[test]
fn a_level_on_average_agrees_with_another_systems_suite() {
    let levels = [
        ("00:00:00", "2"),
        ("01:00:00", "5"),
        ("01:30:00", "6"),
        ("02:00:00", "2"),
        ("04:00:00", "0"),
        ("05:00:00", "10"),
        ("05:30:00", "0"),
    ];
    let events: Vec<UsageEvent> = levels
        .iter()
        .map(|(time, level)| event(time, &format!("2023-08-01T{time}Z"), level))
        .collect();
    let august = UsageSpan {
        start: at("2023-08-01T00:00:00Z"),
        end: at("2023-09-01T00:00:00Z"),
    };
    let meter = Meter {
        rounding: Some(UsageRounding {
            decimals: 5,
            mode: Rounding::HalfUp,
        }),
        ..meter(Aggregation::Weighted, Reset::EachPeriod)
    };
    let answer = aggregate(&meter, &events, august).unwrap().reading;
    // 2 h of 2 ... : (2×1 + 5×0.5 + 6×0.5 + 2×2 + 0 + 10×0.5) h = 16.5 level-hours / 744 h
    assert_eq!(answer.quantity, dec("0.02218"));
    let steps = answer.explanation.steps.iter();
    let steps: Vec<_> = steps
        .map(|step| format!("{}: {}", step.label, step.value))
        .collect();
    assert_eq!(steps[1], "From 2023-08-01T00:00:00Z: 2 × 3600 s: 7200");
    assert_eq!(steps[8], "Level × seconds: 59400"); // 16.5 × 3600
}

#[test]
fn a_key_that_comes_again_counts_once_and_says_what_differs() {
    let events = [
        event("1", "2026-01-02T00:00:00Z", "5"),
        event("1", "2026-01-02T00:00:00Z", "5"),
        event("1", "2026-01-02T00:00:00Z", "6"),
    ];
    let settled = settle(&events).unwrap();
    assert_eq!(settled.counted.len(), 1);
    let differs: Vec<_> = settled.duplicates.iter().map(|one| one.differs).collect();
    assert_eq!(differs, [None, Some("quantity")]);
    assert_eq!(quantity(Aggregation::Sum, Reset::EachPeriod, &events), "5");
}

#[test]
fn corrections_replace_adjust_and_are_corrected_themselves() {
    let one = event("1", "2026-01-02T00:00:00Z", "10");
    let (day3, day4) = ("2026-02-03T00:00:00Z", "2026-02-04T00:00:00Z");
    // what is told, and what the month comes to
    let table: [(Vec<UsageEvent>, &str); 9] = [
        (vec![one.clone(), replaces("1", "r", day3, "4")], "4"),
        (vec![one.clone(), adjusts("1", "a", day3, "-3")], "7"),
        // before its event
        (vec![replaces("1", "r", day3, "4"), one.clone()], "4"),
        // of two replacements the later one, whichever came first
        (
            vec![
                one.clone(),
                replaces("1", "s", day4, "6"),
                replaces("1", "r", day3, "4"),
            ],
            "6",
        ),
        // a replacement is replaced
        (
            vec![
                one.clone(),
                replaces("1", "r", day3, "4"),
                replaces("r", "s", day4, "9"),
            ],
            "9",
        ),
        // what was replaced is adjusted: 4 - 3
        (
            vec![
                one.clone(),
                replaces("1", "r", day3, "4"),
                adjusts("1", "a", day4, "-3"),
            ],
            "1",
        ),
        // an adjustment before a replacement goes with what is replaced
        (
            vec![
                one.clone(),
                adjusts("1", "a", day3, "-3"),
                replaces("1", "r", day4, "4"),
            ],
            "4",
        ),
        // an adjustment is adjusted: 10 - 3 + 1
        (
            vec![
                one.clone(),
                adjusts("1", "a", day3, "-3"),
                adjusts("a", "b", day4, "1"),
            ],
            "8",
        ),
        // of an event that nobody knows
        (vec![one, replaces("unknown", "r", day3, "4")], "10"),
    ];
    for (events, expected) in table {
        assert_eq!(
            quantity(Aggregation::Sum, Reset::EachPeriod, &events),
            expected,
            "{events:?}"
        );
    }
}

#[test]
fn corrections_in_a_circle_or_of_nothing_are_astray() {
    let events = [
        replaces("b", "a", "2026-01-02T00:00:00Z", "4"),
        replaces("a", "b", "2026-01-03T00:00:00Z", "5"),
        adjusts("c", "c", "2026-01-04T00:00:00Z", "6"),
        adjusts("gone", "d", "2026-01-04T00:00:00Z", "7"),
    ];
    let settled = settle(&events).unwrap();
    assert_eq!(settled.astray, [0, 1, 2, 3]);
    assert!(settled.counted.is_empty());
}

#[test]
fn what_a_correction_leaves_nothing_of_is_no_event() {
    let mut events = [
        event("1", "2026-01-02T00:00:00Z", "1"),
        event("2", "2026-01-03T00:00:00Z", "0"),
        adjusts("1", "a", "2026-01-04T00:00:00Z", "-1"),
    ];
    for (event, value) in events.iter_mut().zip(["x", "y", ""]) {
        event.value = value.into();
    }
    assert_eq!(
        quantity(Aggregation::Count, Reset::EachPeriod, &events),
        "1"
    );
    assert_eq!(
        quantity(Aggregation::UniqueCount, Reset::EachPeriod, &events),
        "1"
    );
    // to a level it is a level of nothing
    assert_eq!(quantity(Aggregation::Last, Reset::EachPeriod, &events), "0");
}

#[test]
fn of_two_at_one_instant_the_one_that_arrived_later_is_the_last() {
    let noon = "2026-01-31T12:00:00Z";
    let events = [event("z", noon, "3"), event("a", noon, "8")];
    assert_eq!(quantity(Aggregation::Last, Reset::EachPeriod, &events), "8");
    // half a day of the 31 at level 8
    let average = quantity(Aggregation::Weighted, Reset::EachPeriod, &events);
    assert!(average.starts_with("0.12903225806"), "{average}"); // 4 / 31
}

#[test]
fn a_quantity_is_rounded_once_by_the_mode_named() {
    let events = [event("1", "2026-01-02T00:00:00Z", "123.456")];
    // Lago, apply_rounding_service_spec.rb: 123.456 rounded, up and down, to 2 places and to none
    let table = [
        (Rounding::HalfUp, 2, "123.46"),
        (Rounding::Up, 2, "123.46"),
        (Rounding::Down, 2, "123.45"),
        (Rounding::HalfUp, 0, "123"),
        (Rounding::Up, 0, "124"),
        (Rounding::Down, 0, "123"),
    ];
    for (mode, decimals, expected) in table {
        let rounding = Some(UsageRounding { decimals, mode });
        let meter = Meter {
            rounding,
            ..meter(Aggregation::Sum, Reset::EachPeriod)
        };
        let reading = aggregate(&meter, &events, january()).unwrap().reading;
        assert_eq!(
            reading.quantity.to_string(),
            expected,
            "{mode:?} {decimals}"
        );
        assert_eq!(reading.exact, dec("123.456"));
    }
}

#[test]
fn quantities_are_kept_as_fine_as_the_meter_counts() {
    let meter = Meter {
        decimals: 2,
        ..meter(Aggregation::Sum, Reset::EachPeriod)
    };
    assert_eq!(meter.scaled(dec("12.340")), Ok(1234));
    assert_eq!(meter.unscaled(1234), dec("12.34"));
    assert!(matches!(
        meter.scaled(dec("0.001")),
        Err(UsageError::TooFine { decimals: 2, .. })
    ));
    assert_eq!(
        meter.scaled(dec("100000000000000000")),
        Err(UsageError::TooLarge)
    );
}

#[test]
fn a_use_costs_what_its_operation_does() {
    let cost = |operation: Option<&str>, unit_cost| UnitCost {
        operation: operation.map(str::to_owned),
        unit_cost: dec(unit_cost),
    };
    let meter = Meter {
        costs: vec![cost(None, "0.01"), cost(Some("draw"), "0.04")],
        ..meter(Aggregation::Sum, Reset::EachPeriod)
    };
    assert_eq!(meter.cost_of("draw", dec("3")), Some(dec("0.12")));
    assert_eq!(meter.cost_of("write", dec("3")), Some(dec("0.03")));
}

#[test]
fn an_event_is_of_the_future_beyond_what_clocks_differ_by() {
    let event = event("1", "2026-01-02T00:05:00Z", "1");
    assert!(!event.is_of_the_future(at("2026-01-02T00:00:00Z")));
    assert!(event.is_of_the_future(at("2026-01-01T23:59:59Z")));
}

#[test]
fn what_does_not_fit_is_refused_and_never_wraps() {
    let most = Decimal::MAX.to_string();
    let events = [
        event("1", "2026-01-02T00:00:00Z", &most),
        event("2", "2026-01-03T00:00:00Z", &most),
    ];
    let sum = meter(Aggregation::Sum, Reset::EachPeriod);
    assert_eq!(
        aggregate(&sum, &events, january()).unwrap_err(),
        UsageError::TooLarge
    );
    let never = UsageSpan {
        end: january().start,
        ..january()
    };
    let weighted = meter(Aggregation::Weighted, Reset::EachPeriod);
    assert_eq!(
        aggregate(&weighted, &[], never).unwrap_err(),
        UsageError::NoTime
    );
}

#[test]
fn the_instants_of_a_period_are_those_of_its_days_in_the_zone() {
    // zone, days, hours: Berlin's March and October, Apia's day that was skipped, and São Paulo's
    // 4 November 2018, which began at one
    let table = [
        ("Europe/Berlin", "2026-03-01", "2026-04-01", 743),
        ("Europe/Berlin", "2026-10-01", "2026-11-01", 745),
        ("Pacific/Apia", "2011-12-29", "2012-01-01", 48),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-05", 23),
    ];
    for (zone, start, end, hours) in table {
        let period = BillingPeriod {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        };
        let tz = parse_timezone(zone).unwrap();
        let span = UsageSpan::of_days(period, tz).unwrap();
        assert_eq!(
            span.seconds().unwrap(),
            Decimal::from(hours * 3600),
            "{zone} {start}"
        );
        assert_eq!(local_date(span.start, tz), period.start);
    }
}
