//! Products: saved, put away, listed.

use super::Books;
use super::catalog::product;
use crate::support::now;

#[test]
fn products_are_listed_by_name_and_can_be_put_away() {
    let books = Books::new();
    let (voice, mut old) = (product(1, "Voice AI"), product(2, "Fax"));
    books.write(|tx| {
        tx.products_mut().put(&voice)?;
        tx.products_mut().put(&old)
    });
    old.archived_at = Some(now());
    books.write(|tx| tx.products_mut().put(&old));
    let list = |with_archived| books.store.read(|r| r.products().list(with_archived));
    assert_eq!(list(false).unwrap(), std::slice::from_ref(&voice));
    assert_eq!(list(true).unwrap(), [old.clone(), voice]);
    let read = books.store.read(|r| r.products().get(&old.id)).unwrap();
    assert_eq!(read, Some(old));
}
