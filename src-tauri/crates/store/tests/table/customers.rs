//! Customers, what they owe, and their list.

use billing::invoice::Settlement;
use billing::money::Currency;
use billing::tax::{NumberCheck, PlaceProof, PlaceProofKind};
use store::table::customer_list::{CustomerColumn, CustomerFilter, CustomerQuery};
use store::table::window::SortBy;

use super::{Books, customer, customer_id, day, eur, typed};

#[test]
fn a_customer_reads_back_as_kept_and_as_changed() {
    let (books, mut customer) = Books::with_customer(1, "Blumen Ostermeier");
    let read = || {
        books
            .store
            .read(|r| r.customers().get(&customer_id(1)))
            .unwrap()
    };
    assert_eq!(read(), Some(customer.clone()));
    customer.email = "kasse@blumen.example".into();
    books.write(|tx| tx.customers_mut().put(&customer));
    assert_eq!(read(), Some(customer));
    let missing = books
        .store
        .read(|r| r.customers().get(&customer_id(2)))
        .unwrap();
    assert_eq!(missing, None);
}

#[test]
fn a_customer_is_kept_with_what_proves_their_tax() {
    let (books, mut customer) = Books::with_customer(1, "Blumen Ostermeier");
    customer.tax.exempt_reason = Some("Education".into());
    customer.tax.exempt_certificate = "B-2026/17".into();
    customer.tax.exempt_until = Some(day("2026-12-31"));
    customer.tax.evidence.place_proofs.push(PlaceProof {
        kind: PlaceProofKind::Card,
        country: "FR".into(),
        detail: "Stripe".into(),
        noted_on: day("2026-11-20"),
    });
    customer.tax.evidence.number_checks.push(NumberCheck {
        vat_id: "FR40303265045".into(),
        valid: true,
        authority: "VIES".into(),
        checked_on: day("2026-11-20"),
        name: "SA ATELIER DUBOIS".into(),
        address: String::new(),
        receipt: "WAPIAAAAYrQ2".into(),
        noted_by: "Ada".into(),
    });
    books.write(|tx| tx.customers_mut().put(&customer));
    let kept = books
        .store
        .read(|r| r.customers().get(&customer_id(1)))
        .unwrap();
    assert_eq!(kept, Some(customer));
}

#[test]
fn sums_follow_what_is_issued_and_paid() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let first = books.issue(1, &customer, 10_000, "2026-10-01");
    books.issue(2, &customer, 2_550, "2026-11-02");
    let nothing = Settlement::new(Currency::EUR);
    let part = books.pay(1, &first, &nothing, 4_000);
    let totals = books
        .store
        .read(|r| r.customers().totals(&customer.id))
        .unwrap();
    assert_eq!(totals.len(), 1);
    assert_eq!(totals[0].invoice_count, 2);
    assert_eq!(totals[0].last_issued_on, Some(day("2026-11-02")));
    assert_eq!(totals[0].invoiced, eur(12_550)); // 100.00 + 25.50
    assert_eq!(totals[0].outstanding, eur(8_550)); // 125.50 − 40.00
    books.pay(2, &first, &part, 6_000);
    let totals = books
        .store
        .read(|r| r.customers().totals(&customer.id))
        .unwrap();
    assert_eq!(totals[0].outstanding, eur(2_550));
}

#[test]
fn credit_is_added_and_used_up() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    books.write(|tx| tx.customers_mut().add_credit(&customer.id, eur(500)));
    books.write(|tx| tx.customers_mut().add_credit(&customer.id, eur(-120)));
    let totals = books
        .store
        .read(|r| r.customers().totals(&customer.id))
        .unwrap();
    assert_eq!(totals[0].credit, eur(380));
    assert_eq!(totals[0].last_issued_on, None);
}

#[test]
fn a_customer_with_documents_cannot_be_deleted_another_can() {
    let (books, with_draft) = Books::with_customer(1, "Blumen Ostermeier");
    books.write(|tx| tx.customers_mut().put(&customer(2, "Unused")));
    books.write(|tx| {
        tx.invoices_mut()
            .save_draft(&typed(1, Some(&with_draft), 100), None)
    });
    let refused = books.refused(|tx| tx.customers_mut().delete(&with_draft.id));
    assert!(refused.contains("archived, not deleted"), "{refused}");
    books.write(|tx| tx.customers_mut().delete(&customer_id(2)));
    assert_eq!(
        books
            .store
            .read(|r| r.customers().get(&customer_id(2)))
            .unwrap(),
        None
    );
    let refused = books.refused(|tx| tx.customers_mut().delete(&customer_id(2)));
    assert!(refused.contains("There is no customer cus_"), "{refused}");
}

fn names(books: &Books, query: &CustomerQuery) -> Vec<String> {
    let page = books.store.read(|r| r.customers().list(query)).unwrap();
    page.rows.into_iter().map(|row| row.customer.name).collect()
}

fn four_customers() -> Books {
    let books = Books::new();
    for (n, name, country) in [
        (1, "delta", "DE"),
        (2, "Alpha", "FR"),
        (3, "charlie", "DE"),
        (4, "Bravo", "US"),
    ] {
        let mut customer = customer(n, name);
        customer.address.country = country.into();
        customer.archived_at = (n == 4).then(crate::support::now);
        books.write(|tx| tx.customers_mut().put(&customer));
    }
    let debtor = books
        .store
        .read(|r| r.customers().get(&customer_id(3)))
        .unwrap()
        .unwrap();
    books.issue(1, &debtor, 900, "2026-11-01");
    books
}

#[test]
fn whoever_is_due_longest_comes_first_and_past_due_ones_are_found() {
    let books = four_customers();
    let by_status = CustomerQuery {
        sort: vec![SortBy {
            column: CustomerColumn::Status,
            descending: false,
        }],
        ..CustomerQuery::default()
    };
    // Only charlie owes; Bravo is archived.
    let order = names(&books, &by_status);
    assert_eq!((order[0].as_str(), order[3].as_str()), ("charlie", "Bravo"));
    let past_due = |on: &str| {
        let filter = CustomerFilter {
            past_due_on: Some(day(on)),
            ..CustomerFilter::default()
        };
        let query = CustomerQuery {
            filter,
            ..CustomerQuery::default()
        };
        names(&books, &query)
    };
    // Issued on 1 November, due 14 days later: past due from the 16th on.
    assert_eq!(past_due("2026-11-15"), Vec::<String>::new());
    assert_eq!(past_due("2026-11-16"), ["charlie"]);
}

#[test]
fn the_list_sorts_filters_and_windows() {
    let books = four_customers();
    let all = CustomerQuery::default();
    assert_eq!(names(&books, &all), ["Alpha", "Bravo", "charlie", "delta"]);
    let window = CustomerQuery {
        offset: 1,
        limit: 2,
        ..all.clone()
    };
    assert_eq!(names(&books, &window), ["Bravo", "charlie"]);
    let german = CustomerFilter {
        countries: vec!["DE".into()],
        ..CustomerFilter::default()
    };
    assert_eq!(
        names(
            &books,
            &CustomerQuery {
                filter: german,
                ..all.clone()
            }
        ),
        ["charlie", "delta"]
    );
    let present = CustomerFilter {
        archived: Some(false),
        ..CustomerFilter::default()
    };
    assert_eq!(
        names(
            &books,
            &CustomerQuery {
                filter: present,
                ..all.clone()
            }
        )
        .len(),
        3
    );
    let owing = CustomerFilter {
        outstanding: true,
        ..CustomerFilter::default()
    };
    assert_eq!(
        names(
            &books,
            &CustomerQuery {
                filter: owing,
                ..all.clone()
            }
        ),
        ["charlie"]
    );
    let by_debt = vec![SortBy {
        column: CustomerColumn::Outstanding,
        descending: true,
    }];
    assert_eq!(
        names(
            &books,
            &CustomerQuery {
                sort: by_debt,
                ..all
            }
        )[0],
        "charlie"
    );
}

#[test]
fn the_list_carries_sums_per_currency() {
    let books = four_customers();
    let page = books
        .store
        .read(|r| r.customers().list(&CustomerQuery::default()))
        .unwrap();
    assert_eq!(page.total_count, 4);
    assert_eq!(page.rows[2].totals[0].outstanding, eur(900));
    assert!(page.rows[0].totals.is_empty());
    assert_eq!((page.totals[0].count, page.totals[0].due), (1, eur(900)));
}

#[test]
fn every_column_can_be_sorted_by() {
    use CustomerColumn::{
        Country, CreatedAt, Currency, Email, InvoiceCount, Invoiced, LastIssuedOn, Name,
        Outstanding,
    };
    let books = four_customers();
    let columns = [
        Name,
        Email,
        Country,
        Currency,
        CreatedAt,
        InvoiceCount,
        LastIssuedOn,
        Outstanding,
        Invoiced,
    ];
    for column in columns {
        for descending in [false, true] {
            let sort = vec![SortBy { column, descending }];
            let query = CustomerQuery {
                sort,
                ..CustomerQuery::default()
            };
            assert_eq!(names(&books, &query).len(), 4);
        }
    }
}

#[test]
fn a_new_name_shows_on_drafts_but_not_on_issued_invoices() {
    let (books, mut customer) = Books::with_customer(1, "Old Name");
    books.issue(1, &customer, 100, "2026-11-01");
    books.write(|tx| {
        tx.invoices_mut()
            .save_draft(&typed(2, Some(&customer), 100), None)
    });
    customer.name = "New Name".into();
    books.write(|tx| tx.customers_mut().put(&customer));
    let page = books
        .store
        .read(|r| r.invoices().list(&Default::default()))
        .unwrap();
    let mut shown: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.status.as_str(), row.customer_name.as_str()))
        .collect();
    shown.sort_unstable();
    assert_eq!(shown, [("draft", "New Name"), ("open", "Old Name")]);
}
