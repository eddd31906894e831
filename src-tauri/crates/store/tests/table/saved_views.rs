//! Saved views of lists.

use billing::ids::SavedViewId;
use serde_json::json;
use store::table::saved_views::SavedView;

use super::{Books, ulid};

fn view(n: u64, screen: &str, position: i64) -> SavedView {
    SavedView {
        id: SavedViewId::from_ulid(ulid(n)),
        screen: screen.into(),
        name: format!("View {n}"),
        position,
        view: json!({"filter": {"status": ["open"]}, "columns": ["number", "due"]}),
    }
}

#[test]
fn views_are_kept_in_the_persons_order() {
    let books = Books::new();
    let views = [
        view(1, "invoices", 2),
        view(2, "invoices", 1),
        view(3, "customers", 1),
    ];
    books.write(|tx| {
        views
            .iter()
            .try_for_each(|view| tx.saved_views_mut().put(view))
    });
    let list = |screen| books.store.read(|r| r.saved_views().list(screen)).unwrap();
    assert_eq!(list(Some("invoices")), [views[1].clone(), views[0].clone()]);
    assert_eq!(list(None).len(), 3);
    books.write(|tx| tx.saved_views_mut().delete(&views[1].id));
    assert_eq!(list(Some("invoices")), [views[0].clone()]);
    let refused = books.refused(|tx| tx.saved_views_mut().delete(&views[1].id));
    assert!(refused.contains("There is no saved view"), "{refused}");
}
