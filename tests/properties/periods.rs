//! Periods tile time: no gap, no overlap, for every interval, anchor and zone; a model counts days.

use billing::calendar::{Cycle, Interval, boundaries, boundaries_at, parse_timezone};
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeZone, Utc};
use proptest::prelude::*;

use crate::cases;

const INTERVALS: [Interval; 5] = [
    Interval::Day,
    Interval::Week,
    Interval::Month,
    Interval::Quarter,
    Interval::Year,
];
const ZONES: [&str; 6] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
];

fn days() -> impl Strategy<Value = NaiveDate> {
    (0_u64..20_000).prop_map(|days| NaiveDate::from_ymd_opt(1999, 1, 1).unwrap() + Days::new(days))
}

fn months_of(interval: Interval) -> Option<u32> {
    match interval {
        Interval::Month => Some(1),
        Interval::Quarter => Some(3),
        Interval::Year => Some(12),
        Interval::Day | Interval::Week => None,
    }
}

fn is_anchor_day(on: NaiveDate, wanted: u32) -> bool {
    let is_last = (on + Days::new(1)).day() == 1;
    on.day() == wanted || (is_last && on.day() < wanted)
}

/// Walks from day to day: the n-th day on which the rent is due, counting months as they come.
fn counted(start: NaiveDate, interval: Interval, count: u32, n: usize) -> Vec<NaiveDate> {
    let mut found = vec![start];
    let (mut on, mut months, mut days) = (start, 0, 0);
    while found.len() <= n {
        on = on + Days::new(1);
        days += 1;
        let is_due = match months_of(interval) {
            Some(stride) if is_anchor_day(on, start.day()) => {
                months += 1;
                months % (stride * count) == 0
            }
            Some(_) => false,
            None => {
                let stride = if interval == Interval::Week { 7 } else { 1 };
                days % (stride * count) == 0
            }
        };
        if is_due {
            found.push(on);
        }
    }
    found
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn periods_are_those_that_counting_days_finds(
        start in days(), interval in prop::sample::select(&INTERVALS[..]),
        count in 1_u32..4, n in 1_usize..14,
    ) {
        let cycle = Cycle { count, ..Cycle::every(interval) };
        let found = boundaries(start, cycle, n).unwrap();
        prop_assert_eq!(found, counted(start, interval, count, n));
    }

    #[test]
    fn periods_tile_time_whatever_the_cycle(
        start in days(), interval in prop::sample::select(&INTERVALS[..]), count in 1_u32..13,
        anchor_day in prop::option::of(1_u32..=31), aligned in any::<bool>(), n in 1_usize..40,
    ) {
        let anchor_day = anchor_day.filter(|_| !aligned && months_of(interval).is_some());
        let cycle = Cycle { interval, count, anchor_day, aligned };
        let found = boundaries(start, cycle, n).unwrap();
        prop_assert_eq!(found.len(), n + 1);
        prop_assert_eq!(found[0], start);
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", found);
        if let Some(wanted) = anchor_day {
            prop_assert!(found[1..].iter().all(|on| is_anchor_day(*on, wanted)), "{:?}", found);
        }
        // Asking for fewer periods gives the same ones: a cycle does not drift.
        prop_assert_eq!(&boundaries(start, cycle, n - 1).unwrap()[..], &found[..n]);
    }

    #[test]
    fn instants_tile_time_in_every_zone(
        seconds in 1_000_000_000_i64..2_000_000_000, zone in prop::sample::select(&ZONES[..]),
        interval in prop::sample::select(&INTERVALS[..]), n in 1_usize..30,
    ) {
        let start: DateTime<Utc> = DateTime::from_timestamp(seconds, 0).unwrap();
        let tz = parse_timezone(zone).unwrap();
        let found = boundaries_at(start, tz, Cycle::every(interval), n).unwrap();
        prop_assert_eq!(found.len(), n + 1);
        prop_assert_eq!(found[0], start);
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", found);
        let time = start.with_timezone(&tz).time();
        for at in &found {
            let on = at.with_timezone(&tz).date_naive();
            let is_skipped = |on: NaiveDate| {
                tz.from_local_datetime(&on.and_time(time)).earliest().is_none()
            };
            // A local time that the zone skips on a day, or with the whole day, is a later one.
            let may_move = is_skipped(on) || is_skipped(on - Days::new(1));
            prop_assert!(at.with_timezone(&tz).time() == time || may_move, "{at} in {zone}");
        }
    }
}
