//! Payments, their reversal and their list.

use billing::invoice::Settlement;
use billing::ledger::EntryTerms;
use billing::money::{Currency, Money};
use billing::payment::{PaymentMethod, reverse};
use store::table::payments::{PaymentColumn, PaymentFilter, PaymentQuery};
use store::table::window::SortBy;

use super::{Books, day, entry_id, eur, payment_id};
use crate::support::now;

fn listed(books: &Books, query: &PaymentQuery) -> Vec<i64> {
    let page = books.store.read(|r| r.payments().list(query)).unwrap();
    page.rows
        .iter()
        .map(|row| row.payment.amount.minor())
        .collect()
}

#[test]
fn payments_are_listed_with_customer_and_invoice() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let invoice = books.issue(1, &customer, 10_000, "2026-11-01");
    let part = books.pay(1, &invoice, &Settlement::new(Currency::EUR), 4_000);
    books.pay(2, &invoice, &part, 6_000);
    let page = books
        .store
        .read(|r| r.payments().list(&PaymentQuery::default()))
        .unwrap();
    assert_eq!((page.total_count, page.totals[0].total), (2, eur(10_000)));
    assert_eq!(
        page.rows[0].invoice_number.as_deref(),
        Some("INV-2026-0001")
    );
    assert_eq!(page.rows[0].customer_name, "Blumen Ostermeier");
    let by_amount = vec![SortBy {
        column: PaymentColumn::Amount,
        descending: false,
    }];
    let query = PaymentQuery {
        sort: by_amount,
        ..PaymentQuery::default()
    };
    assert_eq!(listed(&books, &query), [4_000, 6_000]);
    let transfers = PaymentFilter {
        methods: vec![PaymentMethod::BankTransfer],
        customer: Some(customer.id),
        received_from: Some(day("2026-11-15")),
        ..PaymentFilter::default()
    };
    let query = PaymentQuery {
        filter: transfers,
        ..PaymentQuery::default()
    };
    assert_eq!(listed(&books, &query).len(), 2);
    let cash = PaymentFilter {
        methods: vec![PaymentMethod::Cash],
        ..PaymentFilter::default()
    };
    assert!(
        listed(
            &books,
            &PaymentQuery {
                filter: cash,
                ..PaymentQuery::default()
            }
        )
        .is_empty()
    );
    let search = |text: &str| PaymentQuery {
        search: text.into(),
        ..PaymentQuery::default()
    };
    assert_eq!(listed(&books, &search("transfer 2")), [6_000]);
}

#[test]
fn a_reversed_payment_stays_and_counts_no_more() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let invoice = books.issue(1, &customer, 10_000, "2026-11-01");
    let settled = books.pay(1, &invoice, &Settlement::new(Currency::EUR), 10_000);
    let payment = books
        .store
        .read(|r| r.payments().get(&payment_id(1)))
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
    let page = books
        .store
        .read(|r| r.payments().list(&PaymentQuery::default()))
        .unwrap();
    assert_eq!((page.total_count, page.totals[0].total), (1, eur(0)));
    let kept = books
        .store
        .read(|r| r.payments().get(&payment_id(1)))
        .unwrap();
    assert_eq!(kept, Some(payment));
    let totals = books
        .store
        .read(|r| r.customers().totals(&customer.id))
        .unwrap();
    assert_eq!(totals[0].outstanding, eur(10_000));
}
