//! The kept sums of invoices, beside the sums of the rows themselves.

use billing::invoice::{InvoiceStatus, Settlement};
use billing::money::{Currency, Money};
use store::table::invoice_list::{InvoiceFilter, InvoiceQuery};
use store::table::window::CurrencyTotals;

use super::{Books, customer, day, eur, invoice_id, typed};

fn totals(books: &Books, filter: InvoiceFilter) -> Vec<CurrencyTotals> {
    let query = InvoiceQuery {
        filter,
        limit: 0,
        ..InvoiceQuery::default()
    };
    let page = books.store.read(|r| r.invoices().list(&query)).unwrap();
    page.totals
}

/// The same filter with a bound that every amount keeps, so that the rows are read.
fn by_rows(books: &Books, filter: &InvoiceFilter) -> Vec<CurrencyTotals> {
    let filter = InvoiceFilter {
        least_total_minor: Some(i64::MIN),
        ..filter.clone()
    };
    totals(books, filter)
}

fn questions() -> Vec<InvoiceFilter> {
    let none = InvoiceFilter::default;
    let mut questions = vec![none()];
    for statuses in [
        vec![InvoiceStatus::Draft],
        vec![InvoiceStatus::Open],
        vec![InvoiceStatus::Open, InvoiceStatus::Paid],
        vec![InvoiceStatus::Void, InvoiceStatus::Uncollectible],
    ] {
        questions.push(InvoiceFilter { statuses, ..none() });
    }
    questions.push(InvoiceFilter {
        currencies: vec![Currency::USD],
        ..none()
    });
    for (from, to) in [
        (Some("2026-10-01"), Some("2026-10-31")),
        (Some("2026-10-02"), Some("2026-10-31")),
        (Some("2026-09-01"), Some("2026-11-29")),
        (Some("2026-11-01"), None),
        (None, Some("2026-09-30")),
    ] {
        questions.push(InvoiceFilter {
            issued_from: from.map(day),
            issued_to: to.map(day),
            ..none()
        });
    }
    questions
}

fn agree(books: &Books) {
    for question in questions() {
        let kept = totals(books, question.clone());
        assert_eq!(kept, by_rows(books, &question), "{question:?}");
    }
}

#[test]
fn kept_sums_are_the_sums_of_the_rows_after_every_change() {
    let books = Books::new();
    agree(&books);
    let alpha = customer(1, "Alpha");
    let mut bravo = customer(2, "Bravo");
    bravo.currency = Currency::USD;
    books.write(|tx| {
        tx.customers_mut().put(&alpha)?;
        tx.customers_mut().put(&bravo)
    });
    let mut draft = typed(3, Some(&alpha), 7_000);
    books.write(|tx| tx.invoices_mut().save_draft(&draft, None));
    agree(&books);
    draft.total = Money::new(9_000, Currency::USD);
    draft.issue_on = Some(day("2026-10-05"));
    draft.revision = 1;
    books.write(|tx| tx.invoices_mut().save_draft(&draft, Some(0)));
    agree(&books);

    let first = books.issue(1, &alpha, 1_000, "2026-10-10");
    books.issue(2, &bravo, 2_000, "2026-11-30");
    books.issue(3, &alpha, 9_500, "2026-10-31");
    agree(&books);
    let part = books.pay(1, &first, &Settlement::new(Currency::EUR), 400);
    agree(&books);
    books.pay(2, &first, &part, 600);
    agree(&books);
    // 10.00 paid and 95.00 open in euro, 20.00 open in dollars; the draft became the 95.00.
    let all: Vec<_> = totals(&books, InvoiceFilter::default())
        .iter()
        .map(|totals| (totals.count, totals.total, totals.due))
        .collect();
    let usd = Money::new(2_000, Currency::USD);
    assert_eq!(all, [(2, eur(10_500), eur(9_500)), (1, usd, usd)]);
}

#[test]
fn a_draft_that_is_deleted_leaves_the_sums() {
    let (books, alpha) = Books::with_customer(1, "Alpha");
    books.write(|tx| {
        tx.invoices_mut()
            .save_draft(&typed(1, Some(&alpha), 7_000), None)
    });
    books.write(|tx| tx.deleted_drafts_mut().delete(&invoice_id(1)));
    assert_eq!(totals(&books, InvoiceFilter::default()), []);
    agree(&books);
}
