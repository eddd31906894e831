//! Credit notes and their list.

use billing::invoice::{CreditReason, CreditRequest, CreditTerms, Settlement, credit};
use billing::money::Currency;
use store::table::credit_notes::CreditNoteQuery;

use super::{Books, credit_note_id, day, entry_id, eur};
use crate::support::now;

#[test]
fn a_credit_note_is_kept_with_its_invoice_and_listed() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let invoice = books.issue(1, &customer, 10_000, "2026-11-01");
    let terms = CreditTerms {
        id: credit_note_id(1),
        number: "CN-2026-0001".into(),
        issued_at: now(),
        issued_on: day("2026-11-20"),
        reason: CreditReason::OrderChange,
        reason_text: "One visit fewer".into(),
        entry_id: entry_id(2),
    };
    let nothing = Settlement::new(Currency::EUR);
    let (note, settlement, entry) =
        credit(&invoice, &nothing, &[], &CreditRequest::Full, terms).unwrap();
    books.write(|tx| {
        tx.credit_notes_mut().issue(&note)?;
        tx.invoices_mut().settle(&invoice, &settlement)?;
        tx.journal_entries_mut().append(&entry)
    });
    let read = books
        .store
        .read(|r| r.credit_notes().get(&note.id))
        .unwrap();
    assert_eq!(read.as_ref(), Some(&note));
    let of_invoice = books
        .store
        .read(|r| r.credit_notes().of_invoice(invoice.id()))
        .unwrap();
    assert_eq!(of_invoice, std::slice::from_ref(&note));
    let find = |search: &str| {
        let query = CreditNoteQuery {
            search: search.into(),
            ..CreditNoteQuery::default()
        };
        books.store.read(|r| r.credit_notes().list(&query)).unwrap()
    };
    let page = find("cn-2026");
    assert_eq!((page.total_count, page.totals[0].total), (1, eur(10_000)));
    assert_eq!(page.rows[0].invoice_number, "INV-2026-0001");
    assert_eq!(page.rows[0].customer_name, "Blumen Ostermeier");
    assert_eq!(find("nobody").total_count, 0);
    let refused = books.refused(|tx| tx.credit_notes_mut().issue(&note));
    assert!(refused.contains("credit_notes"), "{refused}");
}
