//! Kept statements: listed by customer and month, each as it was kept.

use chrono::TimeDelta;
use serde_json::json;
use store::table::usage_statements::{NewStatement, StatementSums};

use super::{Books, customer, customer_id, eur};
use crate::support::now;

/// 29.00 of a plan, 19.75 beyond it, nothing by own terms: 48.75.
fn statement(n: u64, month: &str, minutes: i64) -> NewStatement {
    NewStatement {
        customer_id: customer_id(n),
        month: month.into(),
        kept_at: now() + TimeDelta::minutes(minutes),
        sums: vec![StatementSums {
            plan: eur(2_900),
            overage: eur(1_975),
            custom: eur(0),
            total: eur(4_875),
        }],
        body: json!({"total": "48.75", "kept": minutes}),
    }
}

#[test]
fn statements_are_listed_as_they_were_kept() {
    let books = Books::new();
    books.write(|tx| {
        tx.customers_mut().put(&customer(1, "Alpha"))?;
        tx.customers_mut().put(&customer(2, "Bravo"))?;
        let kept = tx.usage_statements_mut();
        kept.keep(&statement(1, "2026-10", 0))?;
        kept.keep(&statement(2, "2026-10", 1))?;
        kept.keep(&statement(1, "2026-11", 2))?;
        kept.keep(&statement(1, "2026-10", 3))?;
        Ok(())
    });
    let list = |customer: Option<u64>, month: Option<&str>| {
        let id = customer.map(customer_id);
        let rows = books
            .store
            .read(|r| r.usage_statements().list(id.as_ref(), month, 10));
        let ids = rows.unwrap().into_iter().map(|kept| kept.id);
        ids.collect::<Vec<_>>()
    };
    assert_eq!(list(None, None), [4, 3, 2, 1]);
    assert_eq!(list(Some(1), Some("2026-10")), [4, 1]);
    assert_eq!(list(Some(2), Some("2026-11")), [0; 0]);
    let first = books.store.read(|r| r.usage_statements().get(1));
    let first = first.unwrap().unwrap();
    assert_eq!(first.statement, statement(1, "2026-10", 0));
    assert_eq!(first.customer_name, "Alpha");
    let ninth = books.store.read(|r| r.usage_statements().get(9));
    assert_eq!(ninth.unwrap(), None);
}

#[test]
fn a_customer_s_thresholds_are_put_and_taken_away() {
    let books = Books::new();
    let own = ["50".to_owned(), "120".to_owned()];
    books.write(|tx| {
        tx.customers_mut().put(&customer(1, "Alpha"))?;
        tx.usage_thresholds_mut().put(&customer_id(1), Some(&own))
    });
    let of = |n| {
        let id = customer_id(n);
        books.store.read(|r| r.usage_thresholds().of(&id)).unwrap()
    };
    assert_eq!(of(1), Some(own.to_vec()));
    assert_eq!(of(2), None);
    books.write(|tx| tx.usage_thresholds_mut().put(&customer_id(1), None));
    assert_eq!(of(1), None);
}
