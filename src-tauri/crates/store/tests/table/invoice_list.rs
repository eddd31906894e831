//! Windows of the invoice list.

use billing::invoice::{InvoiceStatus, Settlement};
use billing::money::{Currency, Money};
use store::table::invoice_list::{InvoiceColumn, InvoiceFilter, InvoiceQuery};
use store::table::window::SortBy;

use super::{Books, customer, customer_id, day, eur, typed};

/// Invoices 1 to 6 of two customers and a draft:
/// n  customer  amount     issued      due (net 14)  paid
/// 1  Alpha       10.00 €  2026-09-01  2026-09-15    wholly
/// 2  Bravo       20.00 $  2026-09-10  2026-09-24
/// 3  Alpha       30.00 €  2026-10-01  2026-10-15
/// 4  Bravo       40.00 $  2026-10-10  2026-10-24
/// 5  Alpha       50.00 €  2026-11-01  2026-11-15
/// 6  Bravo       60.00 $  2026-11-10  2026-11-24
/// 7  Alpha       70.00 €  (draft)
fn books() -> Books {
    let books = Books::new();
    let alpha = customer(1, "Alpha");
    let mut bravo = customer(2, "Bravo");
    bravo.currency = Currency::USD;
    books.write(|tx| {
        tx.customers_mut().put(&alpha)?;
        tx.customers_mut().put(&bravo)
    });
    let first = books.issue(1, &alpha, 1_000, "2026-09-01");
    books.issue(2, &bravo, 2_000, "2026-09-10");
    books.issue(3, &alpha, 3_000, "2026-10-01");
    books.issue(4, &bravo, 4_000, "2026-10-10");
    books.issue(5, &alpha, 5_000, "2026-11-01");
    books.issue(6, &bravo, 6_000, "2026-11-10");
    books.pay(1, &first, &Settlement::new(Currency::EUR), 1_000);
    let mut waiting = typed(7, Some(&alpha), 7_000);
    waiting.reference = "PO 4711".into();
    books.write(|tx| tx.invoices_mut().save_draft(&waiting, None));
    books
}

/// The amounts of the rows, in whole units, in their order.
fn amounts(books: &Books, query: &InvoiceQuery) -> Vec<i64> {
    let page = books.store.read(|r| r.invoices().list(query)).unwrap();
    page.rows
        .iter()
        .map(|row| row.total.minor() / 100)
        .collect()
}

fn filtered(filter: InvoiceFilter) -> InvoiceQuery {
    let sort = vec![SortBy {
        column: InvoiceColumn::Total,
        descending: false,
    }];
    InvoiceQuery {
        filter,
        sort,
        ..InvoiceQuery::default()
    }
}

#[test]
fn the_newest_come_first_a_draft_by_its_last_change() {
    let books = books();
    assert_eq!(
        amounts(&books, &InvoiceQuery::default()),
        [70, 60, 50, 40, 30, 20, 10]
    );
}

#[test]
fn filters_narrow_the_list() {
    let books = books();
    let none = InvoiceFilter::default;
    let open = InvoiceFilter {
        statuses: vec![InvoiceStatus::Open],
        ..none()
    };
    assert_eq!(amounts(&books, &filtered(open)), [20, 30, 40, 50, 60]);
    let ended = vec![InvoiceStatus::Paid, InvoiceStatus::Draft];
    let ended = InvoiceFilter {
        statuses: ended,
        ..none()
    };
    assert_eq!(amounts(&books, &filtered(ended)), [10, 70]);
    let bravo = InvoiceFilter {
        customer: Some(customer_id(2)),
        ..none()
    };
    assert_eq!(amounts(&books, &filtered(bravo)), [20, 40, 60]);
    let dollars = InvoiceFilter {
        currencies: vec![Currency::USD],
        ..none()
    };
    assert_eq!(amounts(&books, &filtered(dollars)), [20, 40, 60]);
    let october = InvoiceFilter {
        issued_from: Some(day("2026-10-01")),
        issued_to: Some(day("2026-10-31")),
        ..none()
    };
    assert_eq!(amounts(&books, &filtered(october)), [30, 40]);
    let past_due = InvoiceFilter {
        past_due_on: Some(day("2026-10-24")),
        ..none()
    };
    assert_eq!(amounts(&books, &filtered(past_due)), [20, 30]); // 40 is due that very day
    let middling = InvoiceFilter {
        least_total_minor: Some(3_000),
        most_total_minor: Some(5_000),
        ..none()
    };
    assert_eq!(amounts(&books, &filtered(middling)), [30, 40, 50]);
    let owing = InvoiceFilter {
        least_due_minor: Some(1),
        most_due_minor: Some(4_000),
        ..none()
    };
    assert_eq!(amounts(&books, &filtered(owing)), [20, 30, 40]); // 10 is paid, 70 a draft
}

#[test]
fn totals_are_of_all_that_matches_not_of_the_window() {
    let books = books();
    let query = InvoiceQuery {
        limit: 1,
        ..InvoiceQuery::default()
    };
    let page = books.store.read(|r| r.invoices().list(&query)).unwrap();
    assert_eq!((page.rows.len(), page.total_count), (1, 7));
    let usd = |minor| Money::new(minor, Currency::USD);
    // EUR 10 + 30 + 50 + 70 (draft) = 160, due 30 + 50 = 80; USD 20 + 40 + 60 = 120, all due.
    let totals: Vec<_> = page
        .totals
        .iter()
        .map(|t| (t.count, t.total, t.due))
        .collect();
    assert_eq!(
        totals,
        [(4, eur(16_000), eur(8_000)), (3, usd(12_000), usd(12_000))]
    );
}

#[test]
fn windows_of_one_row_show_each_row_once_in_every_order() {
    use InvoiceColumn::{
        CreatedAt, Currency, CustomerName, Due, DueOn, IssuedOn, Number, Reference, Status, Total,
        UpdatedAt,
    };
    let books = books();
    let columns = [
        Number,
        CustomerName,
        Status,
        Currency,
        IssuedOn,
        DueOn,
        Total,
        Due,
        Reference,
        CreatedAt,
        UpdatedAt,
    ];
    for column in columns {
        for descending in [false, true] {
            let mut seen = Vec::new();
            for offset in 0..7 {
                let sort = vec![SortBy { column, descending }];
                let query = InvoiceQuery {
                    sort,
                    offset,
                    limit: 1,
                    ..InvoiceQuery::default()
                };
                seen.extend(amounts(&books, &query));
            }
            seen.sort_unstable();
            assert_eq!(seen, [10, 20, 30, 40, 50, 60, 70], "{column:?}");
        }
    }
}

#[test]
fn search_finds_number_customer_and_reference() {
    let books = books();
    let found = |search: &str| {
        let query = InvoiceQuery {
            search: search.into(),
            ..filtered(InvoiceFilter::default())
        };
        amounts(&books, &query)
    };
    assert_eq!(found("0003"), [30]);
    assert_eq!(found("INV-2026-0003"), [30]);
    assert_eq!(found("brav"), [20, 40, 60]);
    assert_eq!(found("alpha po 47"), [70]);
    assert_eq!(found("nothing like it"), [0_i64; 0]);
    assert_eq!(found("\"; DROP TABLE invoices; --"), [0_i64; 0]);
    assert_eq!(found(" - ").len(), 7); // no word asks for nothing in particular
}
