//! Usage on voided invoices: it comes with the next bill, each part of it once.

use billing::ids::InvoiceId;
use billing::money::Money;
use billing::subscription::{Change, assign_invoice, forget_invoice, free_usage, restore_credits};
use rust_decimal::Decimal;

use crate::build::{USD, day, dec};
use crate::late_usage::{Told, small};

/// 0.10 for each call above 100, billed early from 20.00 on: 300 calls by 10 January make 20.00 on
/// that day, 200 more by the end of January make 40.00 in all.
fn billed_early_and_at_the_end() -> Told {
    let mut plan = small();
    plan.version.progressive = vec![Money::new(2000, USD)];
    let mut told = Told::start(vec![plan], Vec::new());
    told.tell("2026-01-10", 300).progress("2026-01-10");
    assert_eq!(told.billed(), dec("20"));
    told.tell("2026-01-20", 200);
    told
}

/// Voids the invoice of a day: its bill is none any more.
fn void(told: &mut Told, on: &str) {
    let at = told.bills.iter().position(|bill| bill.on == day(on));
    let bill = told.bills.remove(at.unwrap());
    let id = InvoiceId::parse("in_01JB0000000000000000000001").unwrap();
    assign_invoice(&mut told.sub, &bill, &id);
    forget_invoice(&mut told.sub, &id);
    restore_credits(&mut told.sub, &bill.lines);
    free_usage(&mut told.sub, &bill.lines).unwrap();
}

// 40.00 less the 20.00 billed early were on the voided bill of 1 February: 20.00 on 1 March.
#[test]
fn what_was_billed_early_stays_billed_when_the_rest_is_voided() {
    let mut told = billed_early_and_at_the_end();
    told.advance("2026-02-01");
    void(&mut told, "2026-02-01");
    assert_eq!(told.billed(), dec("20"));
    told.advance("2026-04-01");
    assert_eq!(told.billed(), dec("40"));
}

// The bill of 10 January is voided: 1 February bills all of the 40.00.
#[test]
fn what_was_billed_early_comes_at_the_end_when_it_is_voided() {
    let mut told = billed_early_and_at_the_end();
    void(&mut told, "2026-01-10");
    assert_eq!(told.billed(), Decimal::ZERO);
    told.advance("2026-02-01");
    assert_eq!(told.billed(), dec("40"));
    told.advance("2026-04-01");
    assert_eq!(told.billed(), dec("40"));
}

// Voided after 1 February took its 20.00 off, it is late usage on 1 March.
#[test]
fn what_was_billed_early_is_late_when_it_is_voided_after_the_end() {
    let mut told = billed_early_and_at_the_end();
    told.advance("2026-02-01");
    void(&mut told, "2026-01-10");
    told.advance("2026-04-01");
    assert_eq!(told.billed(), dec("40"));
}

// A late line that is voided comes again, and only that: January was 20.00, 30 more calls 3.00.
#[test]
fn a_voided_late_line_comes_again() {
    let mut told = Told::start(vec![small()], Vec::new());
    told.tell("2026-01-10", 300).advance("2026-02-01");
    told.tell("2026-01-31", 30).advance("2026-03-01");
    assert_eq!(told.billed(), dec("23"));
    void(&mut told, "2026-03-01");
    assert_eq!(told.billed(), dec("20"));
    told.advance("2026-04-01").advance("2026-05-01");
    assert_eq!(told.billed(), dec("23"));
}

// After the end no bill follows: what the final one had is given up, and late use with it.
#[test]
fn the_usage_of_a_voided_final_bill_is_given_up() {
    let mut told = Told::start(vec![small()], Vec::new());
    told.tell("2026-01-10", 300);
    told.change("2026-01-16", &Change::Cancel { prorate: false });
    assert_eq!(told.billed(), dec("20"));
    void(&mut told, "2026-01-16");
    told.tell("2026-01-12", 50).late("2026-01-20");
    assert_eq!(told.billed(), Decimal::ZERO);
}
