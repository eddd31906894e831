//! An invoice sent by mistake is voided: its number stays taken, its entry is reversed.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 100.00 + 19 % = 119.00 issued on the 5th, voided on the 6th: every account is back at nothing.
// The copy that replaces it takes the next number.
#[test]
fn a_voided_invoice_leaves_two_entries_and_no_balance() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let invoice = world.issue(draft(
        &customer,
        &[line("Consulting", "1", "100.00", &[&vat])],
    ));

    world.on("2026-01-06");
    let close = json!({"id": invoice.id, "reason": "Sent to the wrong customer"});
    world.ask("invoices.void", close.clone());
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Blumen Krüger (void)
    issued 2026-01-05, due 2026-01-19, in EUR
      Consulting: 1 x 100.00                            100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Due                                                   0.00
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    2026-01-06 Invoice INV-2026-0001 void
      1100          Receivable           EUR                  119.00
      2200:DE       Tax payable:DE       EUR       19.00
      4000:Sales    Revenue:Sales        EUR      100.00
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-01-06
    ");
    assert_eq!(world.refusal("invoices.void", close), "invoice_not_open");

    world.on("2026-01-07");
    let copy = world.get("invoices.duplicate", json!({"id": invoice.id}));
    let issue = json!({"id": copy["row"]["id"], "revision": copy["revision"]});
    let issued = world.get("invoices.issue", issue);
    assert_eq!(
        (invoice.number.as_str(), &issued["number"]),
        ("INV-2026-0001", &json!("INV-2026-0002"))
    );
    world.assert_sound();
}

// 119.00 less 19.00 paid: what was paid cannot be undone by voiding.
#[test]
fn an_invoice_with_a_payment_is_not_voided() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let invoice = world.issue(draft(
        &customer,
        &[line("Consulting", "1", "100.00", &[&vat])],
    ));
    world.pay(&invoice, "19.00", "2026-01-06");
    let close = json!({"id": invoice.id, "reason": "No longer wanted"});
    assert_eq!(
        world.refusal("invoices.void", close),
        "invoice_partly_settled"
    );
    assert_eq!(
        render::major(&world.invoice(&invoice)["row"]["amount_due"]),
        "100.00"
    );
    world.assert_sound();
}

// 119.00 paid, then credited in full: 119.00 becomes credit. The payment bounces: 119.00 is due
// again, as much as at first. Voiding now would take the 119.00 off twice.
#[test]
fn an_invoice_with_a_credit_note_is_not_voided() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let invoice = world.issue(draft(
        &customer,
        &[line("Consulting", "1", "100.00", &[&vat])],
    ));
    let payment = world.pay(&invoice, "119.00", "2026-01-06");
    world.credit_rest(&invoice);
    world.ask(
        "payments.reverse",
        json!({"id": payment, "reason": "It bounced"}),
    );
    assert_eq!(
        render::major(&world.invoice(&invoice)["row"]["amount_due"]),
        "119.00"
    );
    let close = json!({"id": invoice.id, "reason": "Sent by mistake"});
    assert_eq!(
        world.refusal("invoices.void", close),
        "invoice_partly_settled"
    );
    world.assert_sound();
}
