//! Prepaid credit and what happened to it: kept, listed by who can use it, never edited.

use billing::ids::CreditGrantId;
use billing::invoice::Settlement;
use billing::ledger::{EntryTerms, SourceDocument};
use billing::money::Currency;
use billing::payment::{
    CreditGrant, CreditMovement, CreditMovementKind, GrantedCredit, PaymentMethod, apply_credit,
    grant,
};
use store::table::journal_entries::JournalQuery;

use super::{Books, customer, customer_id, day, entry_id, eur, ulid};
use crate::support::now;

fn terms(n: u64, on: &str) -> EntryTerms {
    EntryTerms {
        entry_id: entry_id(n),
        posted_on: day(on),
        recorded_at: now(),
    }
}

/// Paid credit of 100.00 of customer 1, kept with its entry.
fn granted(books: &Books, n: u64, expires_on: Option<&str>) -> CreditGrant {
    let asked = GrantedCredit {
        id: CreditGrantId::from_ulid(ulid(n)),
        customer_id: customer_id(1),
        name: format!("Hours {n}"),
        amount: eur(10_000),
        paid_by: Some(PaymentMethod::BankTransfer),
        reference: String::new(),
        priority: 50,
        effective_on: day("2026-11-01"),
        expires_on: expires_on.map(day),
    };
    let (grant, entry) = grant(asked, terms(100 + n, "2026-11-01")).unwrap();
    books.write(|tx| {
        tx.credit_grants_mut().put(&grant)?;
        tx.credit_movements_mut()
            .append(&CreditMovement::of_grant(&grant))?;
        tx.journal_entries_mut().append(&entry.unwrap())
    });
    grant
}

#[test]
fn an_invoice_that_used_credit_is_kept_with_what_it_used() {
    let (books, customer) = Books::with_customer(1, "Blumen Ostermeier");
    let first = granted(&books, 1, Some("2026-12-01"));
    let invoice = books.issue(1, &customer, 4_000, "2026-11-15");
    let open = Settlement::new(Currency::EUR);
    let used = apply_credit(vec![first], &invoice, &open, terms(200, "2026-11-15"))
        .unwrap()
        .unwrap();
    books.write(|tx| {
        tx.credit_grants_mut().put(&used.grants[0])?;
        tx.credit_movements_mut().append(&used.movements[0])?;
        tx.invoices_mut().settle(&invoice, &used.settlement)?;
        tx.journal_entries_mut().append(&used.entry)
    });
    let (grant, of_grant, of_invoice) = books
        .store
        .read(|r| {
            let id = used.grants[0].id();
            let of_grant = r.credit_movements().of_grant(id)?;
            let of_invoice = r.credit_movements().of_invoice(invoice.id())?;
            Ok::<_, store::StoreError>((r.credit_grants().get(id)?, of_grant, of_invoice))
        })
        .unwrap();
    assert_eq!(grant.as_ref(), used.grants.first());
    let kinds: Vec<_> = of_grant.iter().map(|moved| moved.kind).collect();
    assert_eq!(
        kinds,
        [CreditMovementKind::Granted, CreditMovementKind::Applied]
    );
    assert_eq!(of_invoice, used.movements);
    // Nothing is due any more: 40.00 of credit paid it.
    let totals = books.store.read(|r| r.customers().totals(&customer_id(1)));
    assert_eq!(totals.unwrap()[0].outstanding, eur(0));
    let source = SourceDocument::CreditGrant(CreditGrantId::from_ulid(ulid(1)));
    let query = JournalQuery {
        source: Some(source.clone()),
        limit: 10,
        ..JournalQuery::default()
    };
    let (entries, count) = books
        .store
        .read(|r| r.journal_entries().list(&query))
        .unwrap();
    assert_eq!((entries[0].source(), count), (&source, 1));
}

#[test]
fn credit_is_found_by_who_can_use_it_and_by_its_end() {
    let (books, _) = Books::with_customer(1, "Blumen Ostermeier");
    books.write(|tx| tx.customers_mut().put(&customer(2, "Somebody else")));
    let first = granted(&books, 1, Some("2026-12-01"));
    let second = granted(&books, 2, None);
    let mut gone = granted(&books, 3, Some("2026-12-02"));
    gone.used = eur(10_000);
    books.write(|tx| tx.credit_grants_mut().put(&gone));
    let both = [first.clone(), second.clone()];
    books
        .store
        .read(|r| {
            let grants = r.credit_grants();
            let eur_left = grants.with_rest(&customer_id(1), Currency::EUR)?;
            assert_eq!(eur_left, both);
            assert_eq!(grants.with_rest(&customer_id(1), Currency::USD)?, []);
            assert_eq!(grants.with_rest(&customer_id(2), Currency::EUR)?, []);
            assert_eq!(grants.over(day("2026-11-30"))?, []);
            assert_eq!(
                grants.over(day("2027-11-30"))?,
                std::slice::from_ref(&first)
            );
            assert_eq!(
                grants.of_customer(&customer_id(1))?,
                [gone.clone(), second.clone(), first.clone()]
            );
            assert_eq!(grants.left()?, [eur(20_000)]);
            let (rows, count) = grants.list(0, 2)?;
            assert_eq!((rows[1].grant.id(), count), (second.id(), 3));
            assert_eq!(rows[0].customer_name, "Blumen Ostermeier");
            Ok::<_, store::StoreError>(())
        })
        .unwrap();
}

#[test]
fn credit_keeps_its_face_and_never_goes_below_nothing() {
    let (books, _) = Books::with_customer(1, "Blumen Ostermeier");
    let first = granted(&books, 1, None);
    let mut dearer = first.clone();
    dearer.granted.amount = eur(20_000);
    let refused = books.refused(|tx| tx.credit_grants_mut().put(&dearer));
    assert!(refused.contains("left_minor"), "{refused}");
    let mut overdrawn = first;
    overdrawn.used = eur(10_001);
    let refused = books.refused(|tx| tx.credit_grants_mut().put(&overdrawn));
    assert!(refused.contains("left_minor"), "{refused}");
    let deleted = books.refused(|tx| tx.customers_mut().delete(&customer_id(1)));
    assert!(deleted.contains("archived, not deleted"), "{deleted}");
}
