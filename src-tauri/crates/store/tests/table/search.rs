//! One search over customers and invoices.

use store::search::SearchHit;

use super::{Books, customer, customer_id, invoice_id, typed};

fn shown(books: &Books, text: &str) -> Vec<String> {
    let hits = books.store.read(|r| r.search(text, 10)).unwrap();
    hits.into_iter()
        .map(|hit| match hit {
            SearchHit::Customer { name, .. } => name,
            SearchHit::Subscription { plan_name, .. } => plan_name,
            SearchHit::Invoice { number, .. } => number.unwrap_or_else(|| "draft".into()),
        })
        .collect()
}

#[test]
fn words_are_found_by_their_beginning_whatever_case_and_accents() {
    let books = Books::new();
    let mut krueger = customer(1, "Café Krüger");
    krueger.email = "buero@krueger.example".into();
    books.write(|tx| {
        tx.customers_mut().put(&krueger)?;
        tx.customers_mut().put(&customer(2, "株式会社サンプル"))?;
        tx.customers_mut().put(&customer(3, "مكتبة النور"))
    });
    books.issue(7, &krueger, 100, "2026-11-01");
    assert_eq!(shown(&books, "kruger"), ["Café Krüger", "INV-2026-0007"]);
    assert_eq!(shown(&books, "CAFE krü"), ["Café Krüger", "INV-2026-0007"]);
    assert_eq!(shown(&books, "buero@krue"), ["Café Krüger"]);
    assert_eq!(shown(&books, "株式"), ["株式会社サンプル"]);
    assert_eq!(shown(&books, "النور"), ["مكتبة النور"]);
    assert_eq!(shown(&books, "0007"), ["INV-2026-0007"]);
    assert!(shown(&books, "").is_empty());
    assert!(shown(&books, "ruger").is_empty());
}

#[test]
fn a_hit_leads_to_its_subject_and_old_names_are_forgotten() {
    let (books, mut customer) = Books::with_customer(1, "Old Name");
    books.issue(1, &customer, 100, "2026-11-01");
    customer.name = "New Name".into();
    books.write(|tx| tx.customers_mut().put(&customer));
    let hits = books.store.read(|r| r.search("new", 10)).unwrap();
    let expected = SearchHit::Customer {
        id: customer_id(1),
        name: "New Name".into(),
        email: String::new(),
    };
    assert_eq!(hits, [expected]);
    let hits = books.store.read(|r| r.search("old", 10)).unwrap();
    // The invoice was issued to the old name, and is still found by it.
    assert!(matches!(&hits[..], [SearchHit::Invoice { id, .. }] if *id == invoice_id(1)));
}

#[test]
fn a_draft_is_found_by_what_its_newest_version_says() {
    let (books, mut customer) = Books::with_customer(1, "Old Name");
    let mut draft = typed(1, Some(&customer), 100);
    for (reference, body) in [("PO 47", 1), ("PO 47", 2), ("PO 11", 2)] {
        draft.reference = reference.into();
        draft.body = body.into();
        books.write(|tx| tx.invoices_mut().save_draft(&draft, None));
        assert_eq!(shown(&books, reference), ["draft"]);
    }
    assert!(shown(&books, "47").is_empty());
    customer.name = "New Name".into();
    books.write(|tx| tx.customers_mut().put(&customer));
    books.write(|tx| tx.invoices_mut().save_draft(&draft, None));
    assert_eq!(shown(&books, "new"), ["New Name", "draft"]);
    assert!(shown(&books, "old").is_empty());
}

/// Words wait beside the index until there are many of them; nobody can tell.
#[test]
fn a_row_is_found_whether_its_words_wait_or_not() {
    let books = Books::new();
    for n in 1..=150 {
        books.write(|tx| {
            tx.customers_mut()
                .put(&customer(n, &format!("Ärger{n} Grün")))
        });
        let hits = books.store.read(|r| r.search("grun", 1_000)).unwrap();
        assert_eq!(hits.len(), usize::try_from(n).unwrap());
        assert_eq!(
            shown(&books, &format!("arger{n}")),
            [format!("Ärger{n} Grün")]
        );
    }
    // One whose words are in the index, one whose words wait.
    for n in [1, 150] {
        books.write(|tx| tx.customers_mut().put(&customer(n, "Umbenannt")));
        books.write(|tx| tx.customers_mut().put(&customer(n, "Anders")));
        assert!(shown(&books, "umbenannt").is_empty());
        books.write(|tx| tx.customers_mut().delete(&customer_id(n)));
    }
    assert!(shown(&books, "anders").is_empty());
    let hits = books.store.read(|r| r.search("grun", 1_000)).unwrap();
    assert_eq!(hits.len(), 148);
}

#[test]
fn the_newest_of_many_are_shown_whether_they_wait_or_not() {
    let (books, customer) = Books::with_customer(1, "Ada");
    // 64 go into the index together, the last six wait beside it.
    for n in 1..=70 {
        books.issue(n, &customer, 100, "2026-11-01");
    }
    let mut expected = vec!["Ada".to_owned()];
    expected.extend((61..=70).rev().map(|n| format!("INV-2026-{n:04}")));
    assert_eq!(shown(&books, "ada"), expected);
    assert_eq!(shown(&books, "inv 2026")[..2], expected[1..3]);
}
