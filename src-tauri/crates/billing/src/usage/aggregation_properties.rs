//! Aggregation for every history: any order, duplicates, corrections, partitions, naive models.

use chrono::Duration;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::aggregation_tests::{ALL, at, event, meter};
use super::*;

/// Events of an hour and of the ten minutes before it, no two at one second.
fn events() -> impl Strategy<Value = Vec<UsageEvent>> {
    let one = (0..4200_i64, -50..500_i64, 0..5_u8);
    prop::collection::btree_map(0..4200_i64, one, 0..25).prop_map(|events| {
        let start = at("2026-01-01T00:00:00Z") - Duration::seconds(600);
        let event_of = |(second, (_, tenths, value)): (i64, (i64, i64, u8))| UsageEvent {
            at: start + Duration::seconds(second),
            quantity: Decimal::new(tenths, 1),
            value: format!("user {value}"),
            ..event(&format!("e{second}"), "2026-01-01T00:00:00Z", "0")
        };
        events.into_iter().map(event_of).collect()
    })
}

fn hour() -> UsageSpan {
    UsageSpan {
        start: at("2026-01-01T00:00:00Z"),
        end: at("2026-01-01T01:00:00Z"),
    }
}

fn read(meter: &Meter, events: &[UsageEvent]) -> Decimal {
    aggregate(meter, events, hour()).unwrap().reading.quantity
}

/// The level second by second, added up.
fn naive_average(events: &[UsageEvent]) -> Decimal {
    let mut settings: Vec<&UsageEvent> = events.iter().collect();
    settings.sort_by_key(|event| event.at);
    let mut settings = settings.into_iter().peekable();
    let (mut level, mut total) = (Decimal::ZERO, Decimal::ZERO);
    let start = hour().start;
    for second in 0..3600 {
        let now = start + Duration::seconds(second);
        while let Some(event) = settings.next_if(|event| event.at <= now) {
            level = event.quantity;
        }
        total += level;
    }
    total / Decimal::from(3600)
}

fn any_meter() -> impl Strategy<Value = Meter> {
    let reset = prop_oneof![Just(Reset::EachPeriod), Just(Reset::Never)];
    (prop::sample::select(ALL.to_vec()), reset).prop_map(|(one, reset)| meter(one, reset))
}

/// Some events of a list, by random numbers.
fn some<'e>(events: &'e [UsageEvent], picks: &'e [prop::sample::Index]) -> Vec<&'e UsageEvent> {
    if events.is_empty() {
        return Vec::new();
    }
    picks
        .iter()
        .map(|pick| &events[pick.index(events.len())])
        .collect()
}

proptest! {
    #[test]
    fn any_order_of_arrival_reads_the_same(
        meter in any_meter(), events in events(), seed in any::<u64>(),
    ) {
        let mut shuffled = events.clone();
        shuffled.sort_by_key(|event| {
            event.at.timestamp().unsigned_abs().wrapping_mul(seed | 1).rotate_left(17)
        });
        prop_assert_eq!(read(&meter, &events), read(&meter, &shuffled));
    }

    #[test]
    fn duplicates_change_nothing(
        meter in any_meter(), events in events(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let mut twice = events.clone();
        for one in some(&events, &picks) {
            twice.push(UsageEvent { quantity: one.quantity + Decimal::ONE, ..one.clone() });
        }
        prop_assert_eq!(read(&meter, &events), read(&meter, &twice));
    }

    /// Random corrections, of events and of corrections, in a random place: as if the originals had
    /// been written that way.
    #[test]
    fn corrections_are_as_editing_the_original(
        meter in any_meter(), events in events(),
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), any::<bool>(), 1..400_i64, any::<prop::sample::Index>()),
            0..8,
        ),
    ) {
        let (mut edited, mut told) = (events.clone(), events.clone());
        for (n, (pick, replaces, tenths, place)) in changes.iter().enumerate() {
            if edited.is_empty() {
                break;
            }
            let one = &mut edited[pick.index(events.len())];
            let change = Decimal::new(*tenths, 1);
            let key = one.key.clone();
            // A taken back event is none to a count; an edited one would be.
            let sum = one.quantity + change;
            let replaces = *replaces || sum.is_zero();
            one.quantity = if replaces { change } else { sum };
            if replaces {
                one.value = format!("new {n}");
            }
            let correction = UsageEvent {
                key: format!("c{n}"),
                at: hour().start + Duration::days(1) + Duration::seconds(n.try_into().unwrap()),
                quantity: change,
                value: format!("new {n}"),
                corrects: Some(if replaces {
                    Correction::Replace { key }
                } else {
                    Correction::Adjust { key }
                }),
                ..one.clone()
            };
            told.insert(place.index(told.len() + 1), correction);
        }
        prop_assert_eq!(read(&meter, &edited), read(&meter, &told));
    }

    #[test]
    fn merged_buckets_of_any_partition_read_as_the_events(
        meter in any_meter(), events in events(),
        cuts in prop::collection::btree_set(1..3600_i64, 0..6),
        left_first in any::<bool>(),
    ) {
        let settled = settle(&events).unwrap().counted;
        let mut bounds = vec![0];
        bounds.extend(cuts);
        bounds.push(3600);
        let start = hour().start;
        let second = |event: &Counted| (event.at - start).num_seconds();
        let bucket = |from: i64, to: i64| {
            let within = settled.iter().filter(|one| (from..to).contains(&second(one)));
            Bucket::of(meter.aggregation, within).unwrap()
        };
        let parts: Vec<Bucket> = bounds.windows(2).map(|pair| bucket(pair[0], pair[1])).collect();
        let whole = if left_first {
            parts.iter().fold(Bucket::default(), |all, part| all.merge(part).unwrap())
        } else {
            let mut parts = parts.iter().rev().cloned();
            parts.try_fold(Bucket::default(), |all, part| part.merge(&all)).unwrap()
        };
        let mut carried = Carried::default();
        if meter.carries() {
            carried = Carried::of(meter.aggregation, &bucket(-600, 0));
        }
        let of = |buckets: &[Bucket]| {
            reading(meter.aggregation, None, &carried, buckets, hour()).unwrap().quantity
        };
        let direct = read(&meter, &events);
        prop_assert_eq!(of(&parts), direct);
        prop_assert_eq!(of(&[whole]), direct);
    }

    #[test]
    fn a_level_on_average_is_that_of_its_seconds(events in events()) {
        let meter = meter(Aggregation::Weighted, Reset::Never);
        prop_assert_eq!(read(&meter, &events), naive_average(&events).normalize());
    }
}
