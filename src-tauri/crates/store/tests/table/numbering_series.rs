//! Number series without gaps.

use billing::invoice::Settlement;
use billing::money::Currency;
use store::StoreError;

use super::{Books, finalized};
use crate::support::meta;

#[test]
fn numbers_follow_each_other_per_series_and_year() {
    let books = Books::new();
    let take = |series: &str, year| books.write(|tx| tx.numbering_series_mut().take(series, year));
    assert_eq!([take("invoice", 2026), take("invoice", 2026)], [1, 2]);
    assert_eq!([take("invoice", 2027), take("credit_note", 2026)], [1, 1]);
    assert_eq!(take("invoice", 2026), 3);
    let all = books.store.read(|r| r.numbering_series().all()).unwrap();
    let expected = [
        ("credit_note".to_owned(), 2026, 2),
        ("invoice".to_owned(), 2026, 4),
        ("invoice".to_owned(), 2027, 2),
    ];
    assert_eq!(all, expected);
}

#[test]
fn a_number_taken_for_an_invoice_that_fails_is_given_to_the_next() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let (invoice, _) = finalized(1, &customer, 100, "2026-11-20");
    let unknown = super::customer(2, "Nobody");
    let (of_nobody, _) = finalized(2, &unknown, 100, "2026-11-20");
    let issue = |invoice| {
        books.store.write(&meta("invoices.issue"), |tx| {
            let number = tx.numbering_series_mut().take("invoice", 2026)?;
            tx.invoices_mut()
                .issue(invoice, &Settlement::new(Currency::EUR))?;
            Ok::<_, StoreError>(number)
        })
    };
    assert!(issue(&of_nobody).is_err());
    assert_eq!(issue(&invoice).unwrap(), 1);
}

#[test]
fn a_series_continues_from_elsewhere_but_never_goes_back() {
    let books = Books::new();
    books.write(|tx| tx.numbering_series_mut().start_at("invoice", 2026, 118));
    assert_eq!(
        books.write(|tx| tx.numbering_series_mut().take("invoice", 2026)),
        118
    );
    let refused = books.refused(|tx| tx.numbering_series_mut().start_at("invoice", 2026, 118));
    assert!(refused.contains("already at 119"), "{refused}");
}
