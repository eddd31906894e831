//! The kept sums of payments, beside the sums of the rows themselves.

use billing::invoice::Settlement;
use billing::ledger::EntryTerms;
use billing::money::{Currency, Money};
use billing::payment::{PaymentMethod, reverse};
use store::table::payments::{PaymentFilter, PaymentQuery};
use store::table::window::CurrencyTotals;

use super::{Books, day, entry_id, eur, payment_id};
use crate::support::now;

fn totals(books: &Books, filter: PaymentFilter) -> Vec<CurrencyTotals> {
    let query = PaymentQuery {
        filter,
        limit: 0,
        ..PaymentQuery::default()
    };
    let page = books.store.read(|r| r.payments().list(&query)).unwrap();
    page.totals
}

/// Asked with the one method that all payments have, the rows are read.
fn agree(books: &Books) {
    for reversed in [None, Some(false), Some(true)] {
        for (from, to) in [
            (None, None),
            (Some("2026-11-01"), Some("2026-11-30")),
            (Some("2026-11-02"), Some("2026-11-30")),
            (None, Some("2026-10-31")),
        ] {
            let filter = PaymentFilter {
                received_from: from.map(day),
                received_to: to.map(day),
                reversed,
                ..PaymentFilter::default()
            };
            let by_rows = PaymentFilter {
                methods: vec![PaymentMethod::BankTransfer],
                ..filter.clone()
            };
            let kept = totals(books, filter.clone());
            assert_eq!(kept, totals(books, by_rows), "{filter:?}");
        }
    }
}

#[test]
fn kept_sums_are_the_sums_of_the_rows_after_a_payment_and_its_reversal() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    agree(&books);
    let invoice = books.issue(1, &customer, 10_000, "2026-11-01");
    let part = books.pay(1, &invoice, &Settlement::new(Currency::EUR), 4_000);
    let settled = books.pay(2, &invoice, &part, 6_000);
    agree(&books);
    let payment = books
        .store
        .read(|r| r.payments().get(&payment_id(2)))
        .unwrap()
        .unwrap();
    let terms = EntryTerms {
        entry_id: entry_id(3),
        posted_on: day("2026-11-18"),
        recorded_at: now(),
    };
    let available = Money::zero(Currency::EUR);
    let (payment, settlement, entry) =
        reverse(payment, &invoice, &settled, available, terms).unwrap();
    books.write(|tx| {
        tx.payments_mut().mark_reversed(&payment)?;
        tx.invoices_mut().settle(&invoice, &settlement)?;
        tx.journal_entries_mut().append(&entry)
    });
    agree(&books);
    let all = totals(&books, PaymentFilter::default());
    // Two rows, of which the reversed 60.00 counts no more.
    assert_eq!((all[0].count, all[0].total), (2, eur(4_000)));
}
