//! Imports of usage: their events are noted, and undone as if they had never come.

use billing::ids::UsageImportId;
use billing::usage::{Correction, UsageEvent};
use store::table::usage_imports::{ImportCounts, UsageImport};
use store::usage::{Bucket, Incoming, Reach, SeriesPoint};

use super::usage::{append, assert_proven, event, incoming, meter_key, with_meters};
use super::{Books, day, ulid};
use crate::support::now;

fn import(n: u64) -> UsageImport {
    UsageImport {
        id: UsageImportId::from_ulid(ulid(n)),
        name: "usage.csv".into(),
        path: "/data/usage.csv".into(),
        fingerprint: format!("print-{n}"),
        bytes: 100,
        mapping: serde_json::json!({"format": "csv"}),
        state: "running".into(),
        started_at: now(),
        ended_at: None,
        offset: 0,
        line: 0,
        counts: ImportCounts::default(),
    }
}

fn take_in(books: &Books, import: &UsageImport, events: &[UsageEvent]) {
    let batch: Vec<Incoming> = events.iter().map(|e| incoming(&books.store, e)).collect();
    books.write(|tx| {
        tx.usage_imports_mut().put(import)?;
        tx.usage_events_mut().append(&batch, Some(&import.id))
    });
}

fn minutes(prefix: &str, count: u32) -> Vec<UsageEvent> {
    (0..count)
        .map(|n| {
            let at = format!("2026-{:02}-{:02}T08:00:00Z", n % 3 + 8, n % 28 + 1);
            let who = u64::from(n % 2 + 1);
            event(&format!("{prefix}{n}"), "minutes", who, &at, i64::from(n))
        })
        .collect()
}

fn series(books: &Books) -> Vec<SeriesPoint> {
    let (meter, time) = (
        meter_key(books, "minutes"),
        (day("2026-01-01"), day("2027-01-01")),
    );
    let read = books.store.read(|r| {
        r.usage_events()
            .series(meter, Reach::Everybody, Bucket::Day, time)
    });
    read.unwrap()
}

#[test]
fn an_undone_import_leaves_everything_as_it_was_and_can_come_again() {
    let books = with_meters();
    append(&books, &minutes("own-", 40));
    let before = series(&books);
    let first = import(1);
    take_in(&books, &first, &minutes("file-", 60));
    // What was tracked between two lots of the file is not the import's.
    append(
        &books,
        &[event("between", "minutes", 1, "2026-08-02T08:00:00Z", 1)],
    );
    take_in(&books, &first, &minutes("more-", 10));
    let ranges = books
        .store
        .read(|r| r.usage_imports().events(&first.id))
        .unwrap();
    assert_eq!(
        ranges.iter().map(|(from, to)| to - from + 1).sum::<i64>(),
        70
    );
    assert_ne!(series(&books), before);
    let mut steps = 0;
    while !books
        .write(|tx| tx.usage_events_mut().remove_import(&first.id, 5))
        .is_done
    {
        steps += 1;
        assert_proven(&books);
    }
    assert!(steps > 1, "it was taken back in several steps");
    assert_proven(&books);
    let left: i64 = series(&books).iter().map(|point| point.count).sum();
    assert_eq!(left, 41);
    take_in(&books, &import(2), &minutes("file-", 60));
    let now: i64 = series(&books).iter().map(|point| point.count).sum();
    assert_eq!(now, 101);
    assert_proven(&books);
}

#[test]
fn corrections_wait_again_when_their_event_is_undone() {
    let books = with_meters();
    let first = import(1);
    take_in(
        &books,
        &first,
        &[event("a", "minutes", 1, "2026-11-01T08:00:00Z", 500)],
    );
    let mut replace = event("b", "minutes", 1, "2026-11-02T08:00:00Z", 200);
    replace.corrects = Some(Correction::Replace { key: "a".into() });
    append(&books, &[replace]);
    assert_eq!(series(&books)[0].sum, 200);
    books.write(|tx| tx.usage_events_mut().remove_import(&first.id, 5));
    assert_eq!(series(&books), Vec::new());
    assert_proven(&books);
    append(
        &books,
        &[event("a", "minutes", 1, "2026-11-01T08:00:00Z", 700)],
    );
    assert_eq!(series(&books)[0].sum, 200, "it is still replaced");
    assert_proven(&books);
}

#[test]
fn the_place_of_an_undone_event_is_never_given_again() {
    let books = with_meters();
    let first = import(1);
    take_in(&books, &first, &minutes("file-", 5));
    let last = |books: &Books| books.store.read(|r| r.usage_events().last_event()).unwrap();
    assert_eq!(last(&books), 5);
    while !books
        .write(|tx| tx.usage_events_mut().remove_import(&first.id, 1))
        .is_done
    {}
    append(
        &books,
        &[event("own", "minutes", 1, "2026-11-01T08:00:00Z", 1)],
    );
    assert_eq!(last(&books), 6);
}

#[test]
fn an_import_is_kept_with_how_far_it_is() {
    let books = Books::new();
    let mut kept = import(1);
    books.write(|tx| tx.usage_imports_mut().put(&kept));
    kept.state = "done".into();
    kept.offset = 100;
    kept.counts.rows = 9;
    kept.ended_at = Some(now());
    books.write(|tx| tx.usage_imports_mut().put(&kept));
    let read = books.store.read(|r| r.usage_imports().get(&kept.id));
    assert_eq!(read.unwrap(), Some(kept.clone()));
    let known = books
        .store
        .read(|r| r.usage_imports().of_fingerprint("print-1"));
    assert_eq!(known.unwrap(), [kept]);
}
