//! A person's rates in the tax tables: put, replaced, taken out again.

use billing::tax::{DatedRate, RateSchedule};
use rust_decimal::Decimal;

use super::Books;

fn rate(jurisdiction: &str, from: &str, pct: i64) -> RateSchedule {
    RateSchedule {
        jurisdiction: jurisdiction.into(),
        tax: "USt".into(),
        category: "standard".into(),
        note: String::new(),
        history: vec![DatedRate {
            from: from.parse().unwrap(),
            rate_pct: Decimal::from(pct),
        }],
    }
}

#[test]
fn a_rate_is_put_replaced_and_taken_out_again() {
    let books = Books::new();
    let list = || books.store.read(|r| r.tax_overrides().list()).unwrap();
    books.write(|tx| tx.tax_overrides_mut().put(&rate("DE", "2027-01-01", 20)));
    books.write(|tx| tx.tax_overrides_mut().put(&rate("AT", "2027-01-01", 22)));
    books.write(|tx| tx.tax_overrides_mut().put(&rate("DE", "2027-01-01", 21)));
    let kept = [rate("AT", "2027-01-01", 22), rate("DE", "2027-01-01", 21)];
    assert_eq!(list(), kept);
    let remove = |from: &str| {
        let from = from.parse().unwrap();
        books.write(|tx| tx.tax_overrides_mut().remove(&kept[1], from))
    };
    assert!(!remove("2026-01-01"));
    assert!(remove("2027-01-01"));
    assert_eq!(list(), [kept[0].clone()]);
}
