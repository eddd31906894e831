//! Usage: whatever arrives in whatever order, the rollups are what the events come to by the rule.

use std::collections::{BTreeMap, BTreeSet};

use billing::ids::MeterId;
use billing::usage::{Aggregation, Bucket, Correction, Counted, Meter, Reset, UsageEvent, settle};
use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;
use store::Store;
use store::table::meters::MeterKey;
use store::table::usage_events::NewUsage;
use store::usage::{DayBucket, Incoming, Reach, UsageFilter, UsageState};

use super::{Books, customer, customer_id, day, ulid};
use crate::support::{meta, now};

const DECIMALS: u8 = 2;
const METERS: [(&str, Aggregation); 4] = [
    ("minutes", Aggregation::Sum),
    ("seats", Aggregation::Last),
    ("people", Aggregation::UniqueCount),
    ("storage", Aggregation::Weighted),
];

pub fn meter(n: u64, key: &str, aggregation: Aggregation) -> Meter {
    Meter {
        id: MeterId::from_ulid(ulid(n)),
        key: key.into(),
        name: key.to_uppercase(),
        unit: String::new(),
        product_id: None,
        aggregation,
        decimals: DECIMALS,
        rounding: None,
        reset: Reset::EachPeriod,
        costs: Vec::new(),
        archived: false,
    }
}

/// Two customers and a meter of each kind.
pub fn with_meters() -> Books {
    let books = Books::new();
    books.write(|tx| {
        tx.customers_mut().put(&customer(1, "Ada"))?;
        tx.customers_mut().put(&customer(2, "Bob"))?;
        for (n, (key, aggregation)) in (1..).zip(METERS) {
            tx.meters_mut().put(&meter(n, key, aggregation))?;
        }
        Ok(())
    });
    books
}

pub fn event(key: &str, meter: &str, who: u64, at: &str, quantity: i64) -> UsageEvent {
    UsageEvent {
        key: key.into(),
        meter: meter.into(),
        subject: customer_id(who).to_string(),
        at: at.parse().unwrap(),
        quantity: Decimal::new(quantity, u32::from(DECIMALS)),
        value: String::new(),
        user: String::new(),
        operation: String::new(),
        properties: BTreeMap::new(),
        cost: None,
        corrects: None,
    }
}

/// As a use case makes it, in UTC.
pub fn incoming(store: &Store, event: &UsageEvent) -> Incoming {
    let (key, subject) = store
        .read(|r| {
            let (key, _) = r.meters().find(&event.meter)?.unwrap();
            let who = billing::ids::CustomerId::parse(&event.subject).unwrap();
            Ok::<_, store::StoreError>((key, r.usage_subjects().of(&who, None)?))
        })
        .unwrap();
    let days = event
        .at
        .date_naive()
        .signed_duration_since(NaiveDate::default());
    Incoming::Event(Box::new(NewUsage {
        key: event.key.clone(),
        meter: key,
        subject,
        at: event.at,
        hour: days.num_days() * 24 + i64::from(event.at.hour()),
        quantity: i64::try_from(event.quantity.mantissa()).unwrap(),
        value: event.value.clone(),
        user: event.user.clone(),
        operation: event.operation.clone(),
        properties: None,
        cost: Some(7),
        corrects: event.corrects.clone(),
        is_future: event.at > now(),
    }))
}

pub fn append(books: &Books, events: &[UsageEvent]) -> store::usage::Counted {
    let batch: Vec<Incoming> = events.iter().map(|e| incoming(&books.store, e)).collect();
    books.write(|tx| tx.usage_events_mut().append(&batch, None))
}

pub fn assert_proven(books: &Books) {
    let false_one = books.store.read(|r| r.usage_events().first_false_rollup());
    assert_eq!(false_one.unwrap(), None);
}

pub fn meter_key(books: &Books, key: &str) -> MeterKey {
    let found = books.store.read(|r| r.meters().find(key)).unwrap();
    found.unwrap().0
}

fn days_of(books: &Books, key: &str, who: u64) -> Vec<DayBucket> {
    let (meter, id) = (meter_key(books, key), customer_id(who));
    let all = (day("2020-01-01"), day("2030-01-01"));
    let read = books
        .store
        .read(|r| r.usage_events().days(meter, Reach::Customer(&id), all));
    read.unwrap()
}

/// What the rule makes of the same events, day by day.
fn days_by_rule(events: &[UsageEvent], aggregation: Aggregation) -> BTreeMap<NaiveDate, Bucket> {
    let mut by_day: BTreeMap<NaiveDate, Vec<Counted>> = BTreeMap::new();
    for counted in settle(events).unwrap().counted {
        by_day
            .entry(counted.at.date_naive())
            .or_default()
            .push(counted);
    }
    by_day
        .into_iter()
        .map(|(on, counted)| (on, Bucket::of(aggregation, &counted).unwrap()))
        .collect()
}

/// Sum, count, greatest, last, and level times seconds.
type Figures = (Decimal, i64, Decimal, Decimal, Decimal);

fn assert_as_by_rule(books: &Books, arrived: &[UsageEvent]) {
    let mut keys = BTreeSet::new();
    let first: Vec<UsageEvent> = arrived
        .iter()
        .filter(|event| keys.insert(event.key.clone()))
        .cloned()
        .collect();
    for (key, aggregation) in METERS {
        for who in [1, 2] {
            let subject = customer_id(who).to_string();
            let own = first
                .iter()
                .filter(|e| e.meter == key && e.subject == subject);
            let own: Vec<UsageEvent> = own.cloned().collect();
            let expected: BTreeMap<NaiveDate, Figures> = days_by_rule(&own, aggregation)
                .into_iter()
                .map(|(on, bucket)| (on, figures_of_rule(&bucket, aggregation)))
                .collect();
            let kept: BTreeMap<NaiveDate, Figures> = days_of(books, key, who)
                .iter()
                .map(|day| (day.on, figures_of_row(day)))
                .collect();
            assert_eq!(kept, expected, "{key} of {who}");
        }
    }
}

fn figures_of_rule(bucket: &Bucket, aggregation: Aggregation) -> Figures {
    let level = bucket.level.as_ref().map(|level| level.integral);
    let integral = level.filter(|_| aggregation == Aggregation::Weighted);
    (
        bucket.sum,
        i64::try_from(bucket.count).unwrap(),
        bucket.max.unwrap(),
        bucket.last.unwrap().quantity,
        integral.unwrap_or_default(),
    )
}

fn figures_of_row(day: &DayBucket) -> Figures {
    let decimal = |scaled: i64| Decimal::new(scaled, u32::from(DECIMALS));
    // In milliseconds: three more digits after the point.
    let scale = u32::from(DECIMALS) + 3;
    let integral = Decimal::from_i128_with_scale(day.integral.unwrap_or_default(), scale);
    (
        decimal(day.sum),
        day.count,
        decimal(day.max),
        decimal(day.last),
        integral,
    )
}

fn any_event() -> impl Strategy<Value = UsageEvent> {
    let corrects = prop_oneof![
        4 => Just(None),
        1 => (0..40_u32).prop_map(|n| Some(Correction::Replace { key: format!("k{n}") })),
        1 => (0..40_u32).prop_map(|n| Some(Correction::Adjust { key: format!("k{n}") })),
    ];
    let place = (0..40_u32, 0..METERS.len(), 1..3_u64, 0..80_i64 * 24 * 12);
    (place, 0..500_i64, 0..5_u32, corrects).prop_map(
        |((key, meter, who, fives), quantity, word, corrects)| {
            // In steps of five minutes from 1 September, so that some fall together.
            let start: DateTime<Utc> = "2026-09-01T00:00:00Z".parse().unwrap();
            let at = start + TimeDelta::minutes(fives * 5);
            let named = |kind: &str| {
                if word == 0 {
                    String::new()
                } else {
                    format!("{kind}{word}")
                }
            };
            UsageEvent {
                value: named("v"),
                user: named("u"),
                operation: named("o"),
                corrects,
                ..event(
                    &format!("k{key}"),
                    METERS[meter].0,
                    who,
                    &at.to_rfc3339(),
                    quantity,
                )
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rollups_equal_events_after_any_order_duplicates_and_corrections(
        events in proptest::collection::vec(any_event(), 1..80),
        lot in 1..40_usize,
    ) {
        let books = with_meters();
        for chunk in events.chunks(lot) {
            append(&books, chunk);
        }
        assert_proven(&books);
        assert_as_by_rule(&books, &events);
    }

    #[test]
    fn a_rebuild_changes_nothing_and_another_zone_moves_every_hour(
        events in proptest::collection::vec(any_event(), 1..40),
        hours in -12..14_i64,
    ) {
        let books = with_meters();
        append(&books, &events);
        let before = days_of(&books, "minutes", 1);
        let hour_of = |ms: i64, by: i64| ms.div_euclid(3_600_000) + by;
        for by in [0, hours, 0] {
            books.write(|tx| {
                tx.usage_events_mut().rebuild(&customer_id(1), &|ms| hour_of(ms, by))
            });
            assert_proven(&books);
        }
        prop_assert_eq!(days_of(&books, "minutes", 1), before);
    }
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let books = with_meters();
    let events: Vec<Vec<UsageEvent>> = (0..2)
        .map(|writer| {
            let one = |n: i64| {
                // Every tenth key is sent by both.
                let key = if n % 10 == 0 {
                    format!("both-{n}")
                } else {
                    format!("{writer}-{n}")
                };
                event(&key, "minutes", 1, "2026-11-20T08:00:00Z", 100)
            };
            (0..200).map(one).collect()
        })
        .collect();
    std::thread::scope(|scope| {
        for own in &events {
            scope.spawn(|| {
                for lot in own.chunks(7) {
                    append(&books, lot);
                }
            });
        }
    });
    assert_proven(&books);
    // 2 × 180 of their own and 20 that both sent, 1.00 each
    let days = days_of(&books, "minutes", 1);
    assert_eq!((days[0].sum, days[0].count), (38_000, 380));
    let duplicates = books.store.read(|r| r.usage_duplicates().count());
    assert_eq!(duplicates.unwrap(), 20);
}

#[test]
fn what_came_first_holds_and_the_other_is_told_with_its_difference() {
    let books = with_meters();
    let first = event("a", "minutes", 1, "2026-11-20T08:00:00Z", 150);
    let other = event("a", "minutes", 1, "2026-11-20T08:00:00Z", 250);
    let counted = append(&books, &[first.clone(), first, other]);
    assert_eq!((counted.counted, counted.duplicates), (1, 2));
    let differing = &counted.differing[0];
    assert_eq!(
        (
            differing.field.as_str(),
            differing.kept.as_str(),
            differing.came.as_str()
        ),
        ("quantity", "1.5", "2.5")
    );
    assert_eq!(days_of(&books, "minutes", 1)[0].sum, 150);
}

#[test]
fn events_are_found_by_customer_meter_user_day_and_state() {
    let books = with_meters();
    let mut ada = event("a", "minutes", 1, "2026-11-18T08:00:00Z", 100);
    ada.user = "eve".into();
    let bob = event("b", "minutes", 2, "2026-11-19T08:00:00Z", 100);
    let seats = event("c", "seats", 1, "2026-11-19T09:00:00Z", 300);
    let future = event("d", "seats", 1, "2026-12-24T09:00:00Z", 300);
    let mut replaced = event("e", "minutes", 1, "2026-11-20T08:00:00Z", 50);
    replaced.corrects = Some(Correction::Replace { key: "a".into() });
    append(&books, &[ada, bob, seats, future, replaced]);
    let found = |filter: UsageFilter| {
        let filter = UsageFilter {
            limit: 10,
            ..filter
        };
        let page = books
            .store
            .read(|r| r.usage_events().page(&filter))
            .unwrap();
        let keys: Vec<String> = page.rows.into_iter().map(|row| row.key).collect();
        keys.join(" ")
    };
    let all = UsageFilter::default;
    let of_ada = || UsageFilter {
        customer: Some(customer_id(1)),
        ..all()
    };
    assert_eq!(found(all()), "e d c b a");
    assert_eq!(found(of_ada()), "d e c a");
    assert_eq!(
        found(UsageFilter {
            meter: Some("seats".into()),
            ..of_ada()
        }),
        "d c"
    );
    assert_eq!(
        found(UsageFilter {
            user: Some("eve".into()),
            ..all()
        }),
        "a"
    );
    assert_eq!(
        found(UsageFilter {
            user: Some("nobody".into()),
            ..all()
        }),
        ""
    );
    let on = Some(day("2026-11-19"));
    assert_eq!(
        found(UsageFilter {
            from: on,
            through: on,
            ..all()
        }),
        "c b"
    );
    let in_state = |state| {
        found(UsageFilter {
            state: Some(state),
            ..all()
        })
    };
    assert_eq!(in_state(UsageState::Future), "d");
    assert_eq!(in_state(UsageState::Corrected), "a");
    assert_eq!(in_state(UsageState::Correction), "e");
    assert_eq!(in_state(UsageState::Late), "");
}

#[test]
fn windows_follow_each_other_without_a_gap() {
    let books = with_meters();
    let events: Vec<UsageEvent> = (0..25)
        .map(|n| {
            let meter = METERS[n % 2].0;
            let at = format!("2026-11-{:02}T08:00:00Z", n / 3 + 1);
            event(&format!("{n:02}"), meter, 1, &at, 100)
        })
        .collect();
    append(&books, &events);
    for customer in [None, Some(customer_id(1))] {
        let (mut keys, mut after) = (BTreeSet::new(), None);
        loop {
            let filter = UsageFilter {
                customer: customer.clone(),
                after,
                limit: 4,
                ..UsageFilter::default()
            };
            let page = books
                .store
                .read(|r| r.usage_events().page(&filter))
                .unwrap();
            for row in &page.rows {
                assert!(keys.insert(row.key.clone()), "{} came twice", row.key);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(keys.len(), 25);
    }
}

#[test]
fn a_sum_that_does_not_fit_is_refused_and_never_wraps() {
    let books = with_meters();
    let most = event("a", "minutes", 1, "2026-11-20T08:00:00Z", i64::MAX);
    append(&books, &[most]);
    let more = incoming(
        &books.store,
        &event("b", "minutes", 1, "2026-11-20T09:00:00Z", 1),
    );
    let said = books.store.write(&meta("usage.track"), |tx| {
        tx.usage_events_mut().append(&[more], None)
    });
    let said = said.unwrap_err().to_string();
    assert!(said.contains("larger unit"), "{said}");
    assert_proven(&books);
    assert_eq!(days_of(&books, "minutes", 1)[0].sum, i64::MAX);
}
