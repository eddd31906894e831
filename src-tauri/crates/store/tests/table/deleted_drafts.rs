//! Deleting a draft can be undone.

use store::table::drafts::StoredDraft;
use store::table::invoices::StoredInvoice;

use super::{Books, eur, invoice_id, typed};

#[test]
fn a_deleted_draft_comes_back_as_it_was() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let mut draft = typed(1, Some(&customer), 700);
    draft.reference = "PO 4711".into();
    books.write(|tx| tx.invoices_mut().save_draft(&draft, None));
    books.write(|tx| tx.deleted_drafts_mut().delete(&invoice_id(1)));
    assert_eq!(
        books
            .store
            .read(|r| r.invoices().get(&invoice_id(1)))
            .unwrap(),
        None
    );
    assert!(
        books
            .store
            .read(|r| r.search("4711", 9))
            .unwrap()
            .is_empty()
    );
    let bin = books.store.read(|r| r.deleted_drafts().list()).unwrap();
    assert_eq!((bin.len(), &bin[0].draft), (1, &draft));
    books.write(|tx| tx.deleted_drafts_mut().restore(&invoice_id(1)));
    let back = books
        .store
        .read(|r| r.invoices().get(&invoice_id(1)))
        .unwrap();
    assert_eq!(back, Some(StoredInvoice::Draft(Box::new(draft))));
    let page = books
        .store
        .read(|r| r.invoices().list(&Default::default()))
        .unwrap();
    assert_eq!(page.rows[0].total, eur(700));
    assert!(
        books
            .store
            .read(|r| r.deleted_drafts().list())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_draft_without_a_customer_comes_back_and_so_does_one_whose_customer_is_gone() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let (alone, of_customer) = (typed(1, None, 700), typed(2, Some(&customer), 900));
    books.write(|tx| {
        tx.invoices_mut().save_draft(&alone, None)?;
        tx.invoices_mut().save_draft(&of_customer, None)?;
        tx.deleted_drafts_mut().delete(&invoice_id(1))?;
        tx.deleted_drafts_mut().delete(&invoice_id(2))?;
        tx.customers_mut().delete(&customer.id)?;
        tx.deleted_drafts_mut().restore(&invoice_id(1))?;
        tx.deleted_drafts_mut().restore(&invoice_id(2))
    });
    let read = |n| books.store.read(|r| r.invoices().get(&invoice_id(n)));
    let draft = |draft| Some(StoredInvoice::Draft(Box::new(draft)));
    assert_eq!(read(1).unwrap(), draft(alone));
    let orphan = StoredDraft {
        customer_id: None,
        ..of_customer
    };
    assert_eq!(read(2).unwrap(), draft(orphan));
}

#[test]
fn only_what_was_deleted_can_be_restored() {
    let books = Books::new();
    let refused = books.refused(|tx| tx.deleted_drafts_mut().restore(&invoice_id(1)));
    assert!(refused.contains("There is no deleted draft"), "{refused}");
    let refused = books.refused(|tx| tx.deleted_drafts_mut().delete(&invoice_id(1)));
    assert!(refused.contains("There is no draft"), "{refused}");
}
