//! Payments: exact, partial, too much, after giving up, taken back, and the balance that is left.

use billing::invoice::{InvoiceStatus, Settlement, amount_due, mark_uncollectible, status, void};
use billing::ledger::{AccountCode, EntryTerms, balances};
use billing::money::{Currency, Money};
use billing::payment::{
    ApplyBalanceError, PaymentError, ReceivedPayment, apply_balance, record, record_unapplied,
    reverse, reverse_unapplied,
};

use crate::build::{
    EUR, day, draft, eur, issued, je, journal, line, now, payment, payment_terms, void_terms,
};

fn invoice_of_119() -> billing::invoice::Invoice {
    issued(draft(vec![line("1", "100", "19")]))
}

fn open() -> Settlement {
    Settlement::new(EUR)
}

fn apply_terms() -> EntryTerms {
    EntryTerms {
        entry_id: je(9),
        posted_on: day("2026-12-03"),
        recorded_at: now(),
    }
}

#[test]
fn a_partial_payment_leaves_the_rest_due() {
    let invoice = invoice_of_119();
    let (paid, settlement, entry) =
        record(payment(5000), &invoice, &open(), payment_terms(2)).unwrap();
    assert_eq!(journal(&entry), ["1000 Dr 50.00", "1100 Cr 50.00"]);
    assert_eq!(amount_due(&invoice, &settlement), Ok(eur(6900)));
    assert_eq!(paid.to_balance, eur(0));
    let (_, settlement, _) =
        record(payment(6900), &invoice, &settlement, payment_terms(3)).unwrap();
    assert_eq!(status(&invoice, &settlement), Ok(InvoiceStatus::Paid));
}

#[test]
fn what_is_too_much_becomes_the_customers_balance() {
    let invoice = invoice_of_119();
    let (paid, settlement, entry) =
        record(payment(12000), &invoice, &open(), payment_terms(2)).unwrap();
    assert_eq!(
        journal(&entry),
        ["1000 Dr 120.00", "1100 Cr 119.00", "2300 Cr 1.00"]
    );
    assert_eq!(
        (paid.to_receivable, paid.to_balance),
        (eur(11900), eur(100))
    );
    assert_eq!(amount_due(&invoice, &settlement), Ok(eur(0)));
}

#[test]
fn a_payment_after_giving_up_recovers_bad_debt() {
    let invoice = invoice_of_119();
    let (given_up, _) = mark_uncollectible(&invoice, &open(), void_terms()).unwrap();
    let (paid, partly, entry) =
        record(payment(1900), &invoice, &given_up, payment_terms(3)).unwrap();
    assert_eq!(journal(&entry), ["1000 Dr 19.00", "6100 Cr 19.00"]);
    assert_eq!(paid.recovered, eur(1900));
    assert_eq!(status(&invoice, &partly), Ok(InvoiceStatus::Uncollectible));
    let (_, whole, entry) = record(payment(10100), &invoice, &partly, payment_terms(4)).unwrap();
    assert_eq!(
        journal(&entry),
        ["1000 Dr 101.00", "2300 Cr 1.00", "6100 Cr 100.00"]
    );
    assert_eq!(status(&invoice, &whole), Ok(InvoiceStatus::Paid));
}

#[test]
fn a_payment_that_did_not_last_is_due_again() {
    let invoice = invoice_of_119();
    let (paid, settlement, first) =
        record(payment(12000), &invoice, &open(), payment_terms(2)).unwrap();
    let (back, settlement, second) = reverse(
        paid.clone(),
        &invoice,
        &settlement,
        eur(100),
        payment_terms(3),
    )
    .unwrap();
    assert_eq!(settlement, open());
    assert_eq!(back.reversed_at, Some(now()));
    assert_eq!(second.reverses(), Some(first.id()));
    let postings = first.postings().iter().chain(second.postings());
    assert!(
        balances(postings)
            .unwrap()
            .iter()
            .all(|account| account.balance.is_zero())
    );
    let again = reverse(back, &invoice, &settlement, eur(100), payment_terms(4));
    assert!(matches!(again, Err(PaymentError::AlreadyReversed { .. })));
}

#[test]
fn a_payment_whose_surplus_was_used_cannot_be_taken_back() {
    let invoice = invoice_of_119();
    let (paid, settlement, _) =
        record(payment(12000), &invoice, &open(), payment_terms(2)).unwrap();
    let refused = reverse(paid, &invoice, &settlement, eur(99), payment_terms(3));
    let (needed, available) = (eur(100), eur(99));
    assert_eq!(
        refused.unwrap_err(),
        PaymentError::BalanceUsed { needed, available }
    );
}

#[test]
fn money_ahead_of_an_invoice_is_balance_that_a_later_one_uses() {
    let (ahead, entry) = record_unapplied(payment(5000), payment_terms(2)).unwrap();
    assert_eq!(journal(&entry), ["1000 Dr 50.00", "2300 Cr 50.00"]);
    let invoice = invoice_of_119();
    let (used, settlement, entry) =
        apply_balance(ahead.to_balance, &invoice, &open(), apply_terms()).unwrap();
    assert_eq!(used, eur(5000));
    assert_eq!(journal(&entry), ["1100 Cr 50.00", "2300 Dr 50.00"]);
    assert_eq!(amount_due(&invoice, &settlement), Ok(eur(6900)));
    let taken_back = reverse_unapplied(ahead, eur(0), payment_terms(3));
    assert!(matches!(taken_back, Err(PaymentError::BalanceUsed { .. })));
}

#[test]
fn balance_is_used_only_as_far_as_something_is_due() {
    let invoice = invoice_of_119();
    let (used, settlement, _) =
        apply_balance(eur(20000), &invoice, &open(), apply_terms()).unwrap();
    assert_eq!(used, eur(11900));
    let nothing_due = apply_balance(eur(8100), &invoice, &settlement, apply_terms());
    assert!(matches!(
        nothing_due,
        Err(ApplyBalanceError::NothingDue { .. })
    ));
    let nothing_there = apply_balance(eur(0), &invoice, &open(), apply_terms());
    let available = eur(0);
    assert_eq!(
        nothing_there.unwrap_err(),
        ApplyBalanceError::NothingAvailable { available }
    );
}

#[test]
fn what_is_no_payment_of_this_invoice_is_refused() {
    let invoice = invoice_of_119();
    let refused = |received: ReceivedPayment, settlement: &Settlement| {
        record(received, &invoice, settlement, payment_terms(2)).unwrap_err()
    };
    assert_eq!(
        refused(payment(0), &open()),
        PaymentError::NotPositive { amount: eur(0) }
    );
    assert!(matches!(
        refused(payment(-5), &open()),
        PaymentError::NotPositive { .. }
    ));
    let dollars = Money::new(100, Currency::USD);
    let foreign = ReceivedPayment {
        amount: dollars,
        ..payment(1)
    };
    assert!(matches!(refused(foreign, &open()), PaymentError::Money(_)));
    let (voided, _) = void(&invoice, &open(), &[], void_terms()).unwrap();
    assert!(matches!(
        refused(payment(100), &voided),
        PaymentError::InvoiceVoid { .. }
    ));
}

#[test]
fn each_method_comes_in_on_its_own_account() {
    use billing::payment::PaymentMethod;
    for method in PaymentMethod::ALL {
        let received = ReceivedPayment {
            method,
            ..payment(100)
        };
        let (_, entry) = record_unapplied(received, payment_terms(2)).unwrap();
        assert_eq!(entry.postings()[0].account, AccountCode::cash(method));
        let written = format!("\"{}\"", method.as_str());
        assert_eq!(serde_json::to_string(&method).unwrap(), written);
    }
}
