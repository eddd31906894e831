//! The journal reads back as it was posted.

use billing::ledger::{AccountCode, JournalEntry, SourceDocument};
use store::StoreError;
use store::table::journal_entries::JournalQuery;

use super::{Books, day, entry_id, finalized, invoice_id};

fn code(text: &str) -> AccountCode {
    AccountCode::try_new(text).unwrap()
}

#[test]
fn an_entry_reads_back_as_posted() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let (_, entry) = finalized(1, &customer, 12_345, "2026-11-20");
    books.write(|tx| tx.journal_entries_mut().append(&entry));
    let read = |n| {
        books
            .store
            .read(|r| r.journal_entries().get(&entry_id(n)))
            .unwrap()
    };
    assert_eq!(read(1), Some(entry.clone()));
    assert_eq!(read(2), None);
    let refused = books.refused(|tx| tx.journal_entries_mut().append(&entry));
    assert!(refused.contains("journal_entries.id"), "{refused}");
}

#[test]
fn entries_are_found_by_day_account_and_source() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    for (n, on) in [
        (1, "2026-09-30"),
        (2, "2026-10-01"),
        (3, "2026-10-31"),
        (4, "2026-11-01"),
    ] {
        books.issue(n, &customer, 1_000, on);
    }
    let found = |query: JournalQuery| {
        let query = JournalQuery { limit: 50, ..query };
        let (entries, count) = books
            .store
            .read(|r| r.journal_entries().list(&query))
            .unwrap();
        assert_eq!(i64::try_from(entries.len()), Ok(count));
        entries
            .iter()
            .map(|entry| entry.posted_on())
            .collect::<Vec<_>>()
    };
    let all = JournalQuery::default;
    let (from, to) = (Some(day("2026-10-01")), Some(day("2026-10-31")));
    assert_eq!(
        found(JournalQuery { from, to, ..all() }),
        [day("2026-10-01"), day("2026-10-31")]
    );
    assert_eq!(
        found(JournalQuery {
            newest_first: true,
            ..all()
        })[0],
        day("2026-11-01")
    );
    assert_eq!(
        found(JournalQuery {
            account: Some(code("1100")),
            ..all()
        })
        .len(),
        4
    );
    assert_eq!(
        found(JournalQuery {
            account: Some(code("6100")),
            ..all()
        })
        .len(),
        0
    );
    let source = Some(SourceDocument::Invoice(invoice_id(3)));
    assert_eq!(found(JournalQuery { source, ..all() }), [day("2026-10-31")]);
}

#[test]
fn entries_are_found_by_words_kind_and_amount_and_sorted_by_it() {
    let (books, customer) = Books::with_customer(1, "Blumen Örtel");
    for (n, minor) in [(1, 3_000), (2, 1_000), (3, 2_000)] {
        books.issue(n, &customer, minor, "2026-11-01");
    }
    let debits = |query: JournalQuery| {
        let query = JournalQuery { limit: 50, ..query };
        let entries = books.store.read(|r| r.journal_entries().list(&query));
        let (entries, count) = entries.unwrap();
        assert_eq!(i64::try_from(entries.len()), Ok(count));
        let debit = |entry: &JournalEntry| entry.postings()[0].amount.minor();
        entries.iter().map(debit).collect::<Vec<_>>()
    };
    let all = || JournalQuery {
        by_debit: true,
        ..JournalQuery::default()
    };
    assert_eq!(debits(all()), [1_000, 2_000, 3_000]);
    let least_debit_minor = Some(2_000);
    let large = JournalQuery {
        least_debit_minor,
        newest_first: true,
        ..all()
    };
    assert_eq!(debits(large), [3_000, 2_000]);
    let words = |words: &str| {
        debits(JournalQuery {
            words: words.into(),
            ..all()
        })
        .len()
    };
    assert_eq!(
        [words("inv-2026-0001"), words("no such"), words(" ")],
        [1, 0, 3]
    );
    let kinds = |kind: &str| {
        let source_kinds = vec![kind.to_owned()];
        debits(JournalQuery {
            source_kinds,
            ..all()
        })
        .len()
    };
    assert_eq!([kinds("invoice"), kinds("payment")], [3, 0]);
}

#[test]
fn each_entry_is_visited_once_in_the_order_of_days() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    for (n, on) in [(1, "2026-11-01"), (2, "2026-09-01"), (3, "2026-10-01")] {
        books.issue(n, &customer, 1_000, on);
    }
    let mut seen = Vec::new();
    books
        .store
        .read(|r| {
            r.journal_entries().each(|entry| {
                seen.push(entry.posted_on().to_string());
                Ok::<_, StoreError>(())
            })
        })
        .unwrap();
    assert_eq!(seen, ["2026-09-01", "2026-10-01", "2026-11-01"]);
}

#[test]
fn an_accounts_register_has_its_postings_in_order() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    for (n, on) in [(1, "2026-11-01"), (2, "2026-09-01"), (3, "2026-10-01")] {
        books.issue(n, &customer, 1_000 * i64::try_from(n).unwrap(), on);
    }
    let register = |offset, limit| {
        books
            .store
            .read(|r| r.journal_entries().register(&code("1100"), offset, limit))
            .unwrap()
    };
    let (rows, count) = register(0, 10);
    let amounts: Vec<_> = rows.iter().map(|row| row.amount.minor()).collect();
    assert_eq!((amounts, count), (vec![2_000, 3_000, 1_000], 3));
    let (rows, _) = register(2, 10);
    assert_eq!(rows[0].posted_on, day("2026-11-01"));
}

/// A window is found by the months of its account; it has to be the same as a part of the whole.
#[test]
fn every_window_of_a_register_is_a_part_of_the_whole() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let days = [
        "2025-11-30",
        "2025-12-01",
        "2025-12-31",
        "2026-01-01",
        "2026-01-01",
        "2026-04-15",
    ];
    for (n, on) in (1..).zip(days) {
        books.issue(n, &customer, 1_000, on);
    }
    let register = |offset, limit| {
        books
            .store
            .read(|r| r.journal_entries().register(&code("1100"), offset, limit))
            .unwrap()
    };
    let (all, count) = register(0, 100);
    assert_eq!(count, 6);
    let on: Vec<String> = all.iter().map(|row| row.posted_on.to_string()).collect();
    assert_eq!(on, days);
    for offset in 0..=7_usize {
        for limit in 0..=7_usize {
            let (window, count) = register(
                u32::try_from(offset).unwrap(),
                u32::try_from(limit).unwrap(),
            );
            let expected: Vec<_> = all.iter().skip(offset).take(limit).cloned().collect();
            assert_eq!((window, count), (expected, 6), "from {offset}, {limit}");
        }
    }
}

#[test]
fn accounts_appear_with_their_first_posting() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    books.issue(1, &customer, 1_000, "2026-11-01");
    let accounts = books.store.read(|r| r.accounts().list()).unwrap();
    let codes: Vec<_> = accounts
        .iter()
        .map(|account| account.code.to_string())
        .collect();
    assert_eq!(codes, ["1100", "4000:Consulting"]);
}
