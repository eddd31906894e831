//! The business and its logo.

use store::table::business::Logo;

use super::{Books, business, invoice_id};

#[test]
fn there_is_no_business_until_it_is_set_up() {
    let books = Books::new();
    assert_eq!(books.store.read(|r| r.business().get()).unwrap(), None);
    books.write(|tx| tx.business_mut().put(&business()));
    let mut renamed = business();
    renamed.name = "Werkstatt Lindner & Sohn".into();
    books.write(|tx| tx.business_mut().put(&renamed));
    assert_eq!(
        books.store.read(|r| r.business().get()).unwrap(),
        Some(renamed)
    );
}

#[test]
fn issued_documents_keep_the_logo_of_their_day() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let logo = |byte| Logo {
        media_type: "image/png".into(),
        bytes: vec![byte; 9],
    };
    books.issue(1, &customer, 100, "2026-11-20");
    books.write(|tx| tx.business_mut().put_logo(Some(&logo(1))));
    books.issue(2, &customer, 100, "2026-11-20");
    books.write(|tx| tx.business_mut().put_logo(Some(&logo(2))));
    books.issue(3, &customer, 100, "2026-11-20");
    books.write(|tx| tx.business_mut().put_logo(None));
    let of = |n| books.store.read(|r| r.invoices().logo(&invoice_id(n)));
    let kept = [of(1).unwrap(), of(2).unwrap(), of(3).unwrap()];
    assert_eq!(kept, [None, Some(logo(1)), Some(logo(2))]);
    books.store.verify().unwrap();
}

#[test]
fn a_logo_is_kept_byte_for_byte_and_can_be_taken_away() {
    let books = Books::new();
    let logo = Logo {
        media_type: "image/png".into(),
        bytes: vec![0, 255, 137, 80],
    };
    books.write(|tx| tx.business_mut().put_logo(Some(&logo)));
    assert_eq!(
        books.store.read(|r| r.business().logo()).unwrap(),
        Some(logo.clone())
    );
    books.write(|tx| tx.business_mut().put_logo(Some(&logo)));
    books.write(|tx| tx.business_mut().put_logo(None));
    assert_eq!(books.store.read(|r| r.business().logo()).unwrap(), None);
}
