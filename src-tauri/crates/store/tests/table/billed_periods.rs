//! Which invoice billed which period, once.

use billing::invoice::InvoiceStatus;
use billing::subscription::SubscriptionState;
use chrono::NaiveDate;
use store::table::billed_periods::ClaimedPeriod;
use store::{StoreError, WriteTx};

use super::subscriptions::{put, sub_id, three};
use super::{customer, day, eur, invoice_id, typed};

#[test]
fn a_period_is_billed_once() {
    let (books, _) = three();
    let (alpha, on) = (customer(1, "Alpha"), day("2026-02-28"));
    let invoice = books.issue(1, &alpha, 2_900, "2026-02-28");
    let claim = |tx: &WriteTx<'_>, kind: &str, on: NaiveDate, n: u64| {
        tx.billed_periods_mut()
            .claim(&sub_id(1), kind, on, 0, &invoice_id(n))
    };
    books.write(|tx| claim(tx, "period", on, 1));
    let refused = books.refused(|tx| claim(tx, "period", on, 1));
    assert!(refused.contains("already has a billed period"), "{refused}");
    books.write(|tx| {
        tx.invoices_mut()
            .save_draft(&typed(2, Some(&alpha), 100), None)
    });
    books.write(|tx| claim(tx, "period", day("2026-03-31"), 2));
    let (of_invoice, of_subscription) = books
        .store
        .read::<_, StoreError>(|r| {
            let billed = r.billed_periods();
            assert!(billed.is_claimed(&sub_id(1), "period", on, 0)?);
            assert!(!billed.is_claimed(&sub_id(1), "final", on, 0)?);
            assert!(!billed.is_claimed(&sub_id(2), "period", on, 0)?);
            let of_invoice = billed.of_invoice(invoice.id())?;
            Ok((of_invoice, billed.of_subscription(&sub_id(1))?))
        })
        .unwrap();
    let expected = ClaimedPeriod {
        subscription_id: sub_id(1),
        kind: "period".into(),
        on,
        ordinal: 0,
    };
    assert_eq!(of_invoice, [expected]);
    let [draft, issued] = &of_subscription[..] else {
        panic!("two");
    };
    assert_eq!(
        (draft.status, draft.number.as_deref()),
        (InvoiceStatus::Draft, None)
    );
    assert_eq!(
        (issued.status, issued.total),
        (InvoiceStatus::Open, eur(2_900))
    );
    assert_eq!(issued.number.as_deref(), Some("INV-2026-0001"));
}

#[test]
fn a_draft_that_bills_a_period_stays_until_it_is_released() {
    let (books, _) = three();
    let (alpha, on) = (customer(1, "Alpha"), day("2026-02-28"));
    books.write(|tx| {
        tx.invoices_mut()
            .save_draft(&typed(1, Some(&alpha), 100), None)?;
        tx.billed_periods_mut()
            .claim(&sub_id(1), "period", on, 0, &invoice_id(1))
    });
    let refused = books.refused(|tx| tx.deleted_drafts_mut().delete(&invoice_id(1)));
    assert!(refused.contains("bills 1 of its periods"), "{refused}");
    books.write(|tx| {
        tx.billed_periods_mut().release(&invoice_id(1))?;
        tx.deleted_drafts_mut().delete(&invoice_id(1))
    });
    books.issue(2, &alpha, 100, "2026-02-28");
    let refused = books.refused(|tx| tx.billed_periods_mut().release(&invoice_id(2)));
    assert!(refused.contains("is issued"), "{refused}");
}

#[test]
fn who_is_past_due_is_found_until_it_is_said() {
    let (books, [mut first, ..]) = three();
    let alpha = customer(1, "Alpha");
    // Due 14 days after it was issued, on 14 March.
    let invoice = books.issue(1, &alpha, 2_900, "2026-02-28");
    books.write(|tx| {
        let claims = tx.billed_periods_mut();
        claims.claim(&sub_id(1), "period", day("2026-02-28"), 0, invoice.id())?;
        claims.claim(&sub_id(1), "setup", day("2026-02-28"), 0, invoice.id())
    });
    let late = |on: &str| {
        let found = books
            .store
            .read(|r| r.subscriptions().newly_past_due(day(on)));
        found.unwrap()
    };
    assert_eq!(
        (late("2026-03-14"), late("2026-03-15")),
        (vec![], vec![sub_id(1)])
    );
    first.state = SubscriptionState::PastDue;
    books.write(|tx| put(tx, &first, 2_900));
    assert_eq!(late("2026-03-15"), []);
}
