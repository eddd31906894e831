//! Tax rates: saved, changed, archived, and listed in their order.

use billing::ids::TaxRateId;
use billing::tax::{TaxCategory, TaxRate};
use rust_decimal::Decimal;

use super::{Books, ulid};
use crate::support::now;

fn rate(n: u64, name: &str, pct: i64) -> TaxRate {
    TaxRate {
        id: TaxRateId::from_ulid(ulid(n)),
        name: name.into(),
        rate_pct: Decimal::from(pct),
        jurisdiction: "DE".into(),
        category: TaxCategory::S,
        note: String::new(),
        archived_at: None,
    }
}

#[test]
fn rates_are_listed_by_name_and_can_be_put_away() {
    let books = Books::new();
    let mut old = rate(1, "USt. 16 %", 16);
    let standard = rate(2, "USt. 19 %", 19);
    books.write(|tx| {
        tx.tax_rates_mut().put(&standard)?;
        tx.tax_rates_mut().put(&old)
    });
    old.archived_at = Some(now());
    books.write(|tx| tx.tax_rates_mut().put(&old));
    let list = |with_archived| {
        books
            .store
            .read(|r| r.tax_rates().list(with_archived))
            .unwrap()
    };
    assert_eq!(list(false), std::slice::from_ref(&standard));
    assert_eq!(list(true), [old.clone(), standard]);
    assert_eq!(
        books.store.read(|r| r.tax_rates().get(&old.id)).unwrap(),
        Some(old)
    );
}
