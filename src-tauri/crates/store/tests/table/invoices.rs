//! Drafts are saved over and over; an issued invoice is what it is.

use billing::invoice::{InvoiceStatus, Settlement, void};
use billing::ledger::EntryTerms;
use billing::money::Currency;
use rusqlite::Connection;
use serde_json::json;
use store::StoreError;
use store::table::audit_entries::AuditQuery;
use store::table::invoices::StoredInvoice;

use super::{Books, customer, day, entry_id, eur, finalized, invoice_id, typed};
use crate::support::{PASSPHRASE, meta, now};

fn stored(books: &Books, n: u64) -> Option<StoredInvoice> {
    books
        .store
        .read(|r| r.invoices().get(&invoice_id(n)))
        .unwrap()
}

#[test]
fn a_draft_reads_back_as_saved() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let mut draft = typed(1, Some(&customer), 12_345);
    books.write(|tx| tx.invoices_mut().save_draft(&draft, None));
    draft.body = json!({"note": "With thanks", "net_days": "soon"});
    draft.revision = 1;
    books.write(|tx| tx.invoices_mut().save_draft(&draft, Some(0)));
    assert_eq!(
        stored(&books, 1),
        Some(StoredInvoice::Draft(Box::new(draft)))
    );
    assert_eq!(stored(&books, 2), None);
}

#[test]
fn two_editors_of_one_draft_do_not_overwrite_each_other() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let mut draft = typed(1, Some(&customer), 100);
    draft.revision = 4;
    books.write(|tx| tx.invoices_mut().save_draft(&draft, None));
    let saved: Result<(), StoreError> = books.store.write(&meta("test"), |tx| {
        tx.invoices_mut().save_draft(&draft, Some(3))
    });
    assert!(matches!(
        saved,
        Err(StoreError::StaleRevision {
            found: 4,
            expected: 3,
            ..
        })
    ));
}

#[test]
fn a_draft_may_have_no_customer_but_not_one_that_is_not_there() {
    let books = Books::new();
    let alone = typed(2, None, 100);
    books.write(|tx| tx.invoices_mut().save_draft(&alone, None));
    assert_eq!(
        stored(&books, 2),
        Some(StoredInvoice::Draft(Box::new(alone)))
    );
    let page = books.store.read(|r| r.invoices().list(&Default::default()));
    let row = &page.unwrap().rows[0];
    assert_eq!((&row.customer_id, row.customer_name.as_str()), (&None, ""));
    let draft = typed(1, Some(&customer(1, "Nobody")), 100);
    let refused = books.refused(|tx| tx.invoices_mut().save_draft(&draft, None));
    assert!(refused.contains("There is no customer cus_"), "{refused}");
}

#[test]
fn issuing_takes_the_place_of_the_draft() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    books.write(|tx| {
        tx.invoices_mut()
            .save_draft(&typed(1, Some(&customer), 9_900), None)
    });
    let invoice = books.issue(1, &customer, 9_900, "2026-11-20");
    let settlement = Settlement::new(Currency::EUR);
    let expected = StoredInvoice::Issued {
        invoice: Box::new(invoice),
        settlement,
    };
    assert_eq!(stored(&books, 1), Some(expected));
    let found = books
        .store
        .read(|r| r.invoices().id_of_number("INV-2026-0001"))
        .unwrap();
    assert_eq!(found, Some(invoice_id(1)));
}

#[test]
fn an_issued_invoice_is_not_saved_issued_or_deleted_again() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let invoice = books.issue(1, &customer, 9_900, "2026-11-20");
    let again = typed(1, Some(&customer), 1);
    let refused = books.refused(|tx| tx.invoices_mut().save_draft(&again, None));
    assert!(refused.contains("can never be edited"), "{refused}");
    let nothing = Settlement::new(Currency::EUR);
    let refused = books.refused(|tx| tx.invoices_mut().issue(&invoice, &nothing));
    assert!(
        refused.contains("already has a invoice") || refused.contains("already"),
        "{refused}"
    );
    let refused = books.refused(|tx| tx.deleted_drafts_mut().delete(&invoice_id(1)));
    assert!(refused.contains("credit note"), "{refused}");
}

#[test]
fn a_number_is_borne_once() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    books.issue(1, &customer, 9_900, "2026-11-20");
    let (mut other, _) = finalized(1, &customer, 100, "2026-11-20");
    let text = serde_json::to_string(&other).unwrap();
    let text = text.replace(invoice_id(1).as_str(), invoice_id(2).as_str());
    other = serde_json::from_str(&text).unwrap();
    assert_eq!(other.id(), &invoice_id(2));
    let nothing = Settlement::new(Currency::EUR);
    let refused = books.refused(|tx| tx.invoices_mut().issue(&other, &nothing));
    assert!(refused.contains("invoices.number"), "{refused}");
    assert_eq!(stored(&books, 2), None);
}

#[test]
fn a_settlement_is_kept_and_moves_the_status() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let invoice = books.issue(1, &customer, 10_000, "2026-11-01");
    let nothing = Settlement::new(Currency::EUR);
    let part = books.pay(1, &invoice, &nothing, 2_500);
    let row = || {
        books
            .store
            .read(|r| r.invoices().list(&Default::default()))
            .unwrap()
            .rows
            .remove(0)
    };
    assert_eq!(
        (row().status, row().due, row().paid),
        (InvoiceStatus::Open, eur(7_500), eur(2_500))
    );
    let open = books
        .store
        .read(|r| r.invoices().open_of(&customer.id))
        .unwrap();
    assert_eq!(open, [invoice_id(1)]);
    books.pay(2, &invoice, &part, 7_500);
    assert_eq!((row().status, row().due), (InvoiceStatus::Paid, eur(0)));
    assert!(
        books
            .store
            .read(|r| r.invoices().open_of(&customer.id))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_void_invoice_owes_nothing() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let invoice = books.issue(1, &customer, 10_000, "2026-11-01");
    let terms = EntryTerms {
        entry_id: entry_id(2),
        posted_on: day("2026-11-20"),
        recorded_at: now(),
    };
    let (settlement, entry) = void(&invoice, &Settlement::new(Currency::EUR), &[], terms).unwrap();
    books.write(|tx| {
        tx.invoices_mut().settle(&invoice, &settlement)?;
        tx.journal_entries_mut().append(&entry)
    });
    let totals = books
        .store
        .read(|r| r.customers().totals(&customer.id))
        .unwrap();
    assert_eq!(totals[0].outstanding, eur(0));
}

#[test]
fn the_file_itself_refuses_to_change_what_was_issued() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    books.issue(1, &customer, 10_000, "2026-11-01");
    let Books { fixture, store } = books;
    drop(store);
    let key = store::unseal_key(&fixture.path, PASSPHRASE).unwrap();
    let conn = Connection::open(&fixture.path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\";", *key.to_hex()))
        .unwrap();
    for sql in [
        "UPDATE invoice_bodies SET body = '{}'",
        "DELETE FROM invoice_bodies",
        "UPDATE invoices SET total_minor = 1",
        "UPDATE invoices SET number = 'INV-2026-0009'",
        "DELETE FROM invoices",
        "UPDATE journal_entries SET posted_on = '2020-01-01'",
        "DELETE FROM journal_entries",
        "UPDATE postings SET amount_minor = 0",
        "DELETE FROM postings",
    ] {
        let refused = conn.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("never"), "{sql}: {refused}");
    }
}

#[test]
fn the_audit_log_tells_an_invoices_story_without_copying_it() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    books.write(|tx| {
        tx.invoices_mut()
            .save_draft(&typed(1, Some(&customer), 9_900), None)
    });
    let invoice = books.issue(1, &customer, 9_900, "2026-11-20");
    books.pay(1, &invoice, &Settlement::new(Currency::EUR), 9_900);
    let subject = Some(("invoice".to_owned(), invoice_id(1).to_string()));
    let query = AuditQuery {
        subject,
        limit: 10,
        ..AuditQuery::default()
    };
    let (entries, count) = books
        .store
        .read(|r| r.audit_entries().list(&query))
        .unwrap();
    assert_eq!(count, 3);
    let issued = entries[1]
        .changes
        .iter()
        .find(|change| change.kind == "invoice")
        .unwrap();
    assert_eq!(issued.after["number"], "INV-2026-0001");
    assert_eq!(issued.after["sha256"].as_str().unwrap().len(), 64);
    let paid = entries[0]
        .changes
        .iter()
        .find(|change| change.kind == "invoice")
        .unwrap();
    let paid_after = serde_json::json!({"paid": {"minor": "9900", "currency": "EUR"}});
    assert_eq!(paid.after, paid_after);
    books.store.verify().unwrap();
}

#[test]
fn a_document_altered_behind_the_ledgers_back_is_found() {
    for (guard, change) in [
        (
            "issued_bodies_never_edited",
            "UPDATE invoice_bodies SET body = replace(body, '99', '98')",
        ),
        (
            "postings_never_edited",
            "UPDATE postings SET amount_minor = amount_minor * 2",
        ),
    ] {
        let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
        books.issue(1, &customer, 9_900, "2026-11-20");
        books.store.verify().unwrap();
        let Books { fixture, store } = books;
        drop(store);
        let key = store::unseal_key(&fixture.path, PASSPHRASE).unwrap();
        let conn = Connection::open(&fixture.path).unwrap();
        conn.execute_batch(&format!("PRAGMA key = \"x'{}'\";", *key.to_hex()))
            .unwrap();
        conn.execute_batch(&format!("DROP TRIGGER {guard}; {change};"))
            .unwrap();
        drop(conn);
        let found = fixture.open().verify().unwrap_err().to_string();
        assert!(
            found.contains("not what the audit log recorded"),
            "{change}: {found}"
        );
    }
}
