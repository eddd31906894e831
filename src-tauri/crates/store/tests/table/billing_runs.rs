//! Billing runs with what they made and what they could not bill.

use billing::ids::BillingRunId;
use billing::invoice::InvoiceStatus;
use billing::money::Money;
use serde_json::json;
use store::StoreError;
use store::table::billing_runs::{BillingRun, StoredRunException, StoredRunRow};

use super::subscriptions::{sub_id, three};
use super::{customer, day, invoice_id, ulid};
use crate::support::now;

fn run(n: u64) -> BillingRun {
    BillingRun {
        id: BillingRunId::from_ulid(ulid(n)),
        through_on: day("2026-02-28"),
        mode: "issue".into(),
        grouped: false,
        started_at: now(),
        ended_at: None,
        state: "running".into(),
        started_by: "person".into(),
        invoices: 0,
        subscriptions: 0,
        exceptions: 0,
        totals: Vec::new(),
    }
}

#[test]
fn a_run_is_kept_with_what_it_made_and_what_it_could_not() {
    let (books, _) = three();
    let alpha = customer(1, "Alpha");
    books.issue(1, &alpha, 2_900, "2026-02-28");
    let mut first = run(1);
    let made = |n| StoredRunRow {
        invoice_id: Some(invoice_id(n)),
        body: json!({"title": n}),
    };
    let could_not = StoredRunException {
        subscription_id: sub_id(3),
        body: json!({"code": "customer_archived"}),
    };
    books.write(|tx| {
        let runs = tx.billing_runs_mut();
        runs.put(&first)?;
        runs.add_rows(&first.id, &[made(1)])?;
        runs.add_rows(&first.id, &[made(2)])?;
        runs.add_exceptions(&first.id, std::slice::from_ref(&could_not))
    });
    let running = || books.store.read(|r| r.billing_runs().running()).unwrap();
    assert_eq!(running(), [first.clone()]);
    first.invoices = 1;
    books.write(|tx| tx.billing_runs_mut().advance(&first));
    first.state = "done".into();
    first.ended_at = Some(now());
    first.totals = vec![Money::new(2_900, billing::money::Currency::EUR)];
    books.write(|tx| tx.billing_runs_mut().put(&first));
    assert_eq!(running(), []);
    books.write(|tx| tx.billing_runs_mut().put(&run(2)));
    let (list, rows, exceptions) = books
        .store
        .read::<_, StoreError>(|r| {
            let runs = r.billing_runs();
            assert_eq!(runs.get(&first.id)?, Some(first.clone()));
            let rows = runs.rows(&first.id)?;
            Ok((runs.list()?, rows, runs.exceptions(&first.id)?))
        })
        .unwrap();
    assert_eq!(list, [run(2), first]);
    assert_eq!(
        (&rows[0].row, rows[0].status),
        (&made(1), Some(InvoiceStatus::Open))
    );
    assert_eq!(rows[0].number.as_deref(), Some("INV-2026-0001"));
    // No invoice of number 2 is in the ledger.
    assert_eq!((&rows[1].row, rows[1].status), (&made(2), None));
    assert_eq!(exceptions, [could_not]);
}
