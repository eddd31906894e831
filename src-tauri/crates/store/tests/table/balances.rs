//! Kept balances are the sum of the postings, on every day.

use billing::ledger::{AccountCode, EntryRecord, JournalEntry, Posting, SourceDocument};
use billing::ledger::{balances, trial_balance};
use billing::money::{Currency, Money};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{Books, day, entry_id};
use crate::support::now;

fn entry(n: u64, on: NaiveDate, debit: &str, credit: &str, amount: Money) -> JournalEntry {
    let record = EntryRecord {
        id: entry_id(n),
        posted_on: on,
        recorded_at: now(),
        source: SourceDocument::Manual,
        description: format!("entry {n}"),
        reverses: None,
    };
    let account = |code: &str| AccountCode::try_new(code).unwrap();
    let postings = vec![
        Posting::new(account(debit), amount),
        Posting::new(account(credit), amount.try_neg().unwrap()),
    ];
    JournalEntry::try_new(record, postings).unwrap()
}

const ACCOUNTS: [&str; 5] = ["1000", "1100", "2200:DE", "4000:Consulting", "6100"];

/// Day after 2025-12-15 (over a turn of the year), two different accounts, currency, amount.
fn any_entry() -> impl Strategy<Value = (u64, usize, usize, bool, i64)> {
    let accounts = (0..ACCOUNTS.len(), 1..ACCOUNTS.len());
    (0..120_u64, accounts, any::<bool>(), -100_000..100_000_i64).prop_map(
        |(days, (one, step), euros, minor)| {
            (days, one, (one + step) % ACCOUNTS.len(), euros, minor)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn kept_balances_equal_the_sum_of_postings(
        planned in proptest::collection::vec(any_entry(), 1..60),
        asked in proptest::collection::vec(0..130_u64, 6),
    ) {
        let start = day("2025-12-15");
        let on = |days| start.checked_add_days(Days::new(days)).unwrap();
        let entries: Vec<JournalEntry> = (1..).zip(&planned).map(|(n, plan)| {
            let (days, debit, credit, euros, minor) = *plan;
            let currency = if euros { Currency::EUR } else { Currency::JPY };
            let amount = Money::new(minor, currency);
            entry(n, on(days), ACCOUNTS[debit], ACCOUNTS[credit], amount)
        }).collect();
        let books = Books::new();
        books.write(|tx| entries.iter().try_for_each(|e| tx.journal_entries_mut().append(e)));
        let days = asked.into_iter().map(|days| Some(on(days))).chain([None]);
        for as_of in days {
            // Two other ways to the same figures: in Rust over the entries, in SQL over all rows.
            let postings = entries.iter()
                .filter(|entry| as_of.is_none_or(|as_of| entry.posted_on() <= as_of))
                .flat_map(JournalEntry::postings);
            let expected = balances(postings).unwrap();
            let kept = books.store.read(|r| r.balances().as_of(as_of)).unwrap();
            prop_assert_eq!(&kept, &expected);
            let summed = books.store.read(|r| r.balances().from_postings(as_of)).unwrap();
            prop_assert_eq!(&summed, &expected);
            prop_assert!(trial_balance(&kept).unwrap().is_balanced());
        }
    }
}

#[test]
fn a_period_has_what_was_posted_in_it() {
    let books = Books::new();
    let eur = |minor| Money::new(minor, Currency::EUR);
    let entries = [
        entry(1, day("2026-10-31"), "1100", "4000", eur(100)),
        entry(2, day("2026-11-01"), "1100", "4000", eur(20)),
        entry(3, day("2026-11-20"), "1100", "4000", eur(3)),
        entry(4, day("2026-11-21"), "1000", "1100", eur(50)),
    ];
    books.write(|tx| {
        entries
            .iter()
            .try_for_each(|e| tx.journal_entries_mut().append(e))
    });
    let of = |from, to| {
        let found = books
            .store
            .read(|r| r.balances().between(day(from), day(to)))
            .unwrap();
        let shown = found
            .iter()
            .map(|b| (b.account.to_string(), b.balance.minor()));
        shown.collect::<Vec<_>>()
    };
    let row = |account: &str, minor: i64| (account.to_owned(), minor);
    assert_eq!(
        of("2026-11-01", "2026-11-20"),
        [row("1100", 23), row("4000", -23)]
    );
    assert_eq!(
        of("2026-11-21", "2026-11-30"),
        [row("1000", 50), row("1100", -50)]
    );
    assert_eq!(of("2026-12-01", "2026-12-31"), []);
}

#[test]
fn an_amount_beyond_64_bits_is_refused_and_nothing_is_posted() {
    let books = Books::new();
    let most = Money::new(i64::MAX, Currency::EUR);
    books.write(|tx| {
        tx.journal_entries_mut()
            .append(&entry(1, day("2026-11-01"), "1100", "4000", most))
    });
    let one_more = entry(
        2,
        day("2026-11-01"),
        "1100",
        "4000",
        Money::new(1, Currency::EUR),
    );
    books.refused(|tx| tx.journal_entries_mut().append(&one_more));
    let kept = books.store.read(|r| r.balances().as_of(None)).unwrap();
    assert_eq!(kept[0].debit, most);
}
