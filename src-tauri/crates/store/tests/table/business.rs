//! The business and its logo.

use store::table::business::Logo;

use super::{Books, business};

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
fn a_logo_is_kept_byte_for_byte_and_can_be_taken_away() {
    let books = Books::new();
    let logo = Logo {
        media_type: "image/png".into(),
        bytes: vec![0, 255, 137, 80],
    };
    books.write(|tx| tx.business_mut().put_logo(Some(&logo)));
    assert_eq!(
        books.store.read(|r| r.business().logo()).unwrap(),
        Some(logo)
    );
    books.write(|tx| tx.business_mut().put_logo(None));
    assert_eq!(books.store.read(|r| r.business().logo()).unwrap(), None);
}
