//! Invoices of a run that are voided: what they billed credits nothing, what they used comes back.

use acceptance::builders::{cancel, flat, to_plan};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// The invoice of April is voided. A run does not bill April again by itself, for the period was
// billed; what an end on 16 April would credit has no invoice any more, so nothing comes back. May
// is billed as ever.
#[test]
fn a_voided_invoice_of_a_run_credits_nothing_later() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    world.run("2026-04-01");
    let invoice = world.last_invoice();
    world.ask(
        "invoices.void",
        json!({"id": invoice.id, "reason": "Agreed by telephone"}),
    );
    assert_eq!(world.run("2026-04-02")["rows"], json!([]));
    world.on("2026-04-16");
    let seen = world.preview_change(&sub, cancel(true), "now", "");
    assert_eq!(seen["credited"], json!([]));
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-03-01 - 2026-04-01                       30.00
    INV-2026-0002 of 2026-04-01, Alder GmbH (void)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0003 of 2026-05-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-05-01 - 2026-06-01                       30.00
    ");
    world.assert_sound();
}

// The credit of a downgrade, 42.00 for 21 of 31 days, and the 21.00 for the rest of March were on
// the invoice of 1 April, 31.00 + 21.00 − 42.00 = 10.00. That is voided: what it charged is
// forgone, and the credit comes back. 1 May uses 31.00 of it, 1 June the other 11.00: 20.00.
#[test]
fn a_voided_invoice_gives_back_the_credit_that_it_used() {
    let world = World::new();
    let pro = world.plan("Pro", &[flat("62.00")]);
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &pro, json!({}));
    world.on("2026-03-11");
    world.change(&sub, to_plan(&basic), "now");
    world.run("2026-04-01");
    let invoice = world.last_invoice();
    world.ask(
        "invoices.void",
        json!({"id": invoice.id, "reason": "Agreed by telephone"}),
    );
    world.run_on_each(&["2026-05-01", "2026-06-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 62.00
      Pro                                       2026-03-01 - 2026-04-01                       62.00
    INV-2026-0002 of 2026-04-01, Alder GmbH (void)                                        EUR 10.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
      Unused time: Pro                          2026-03-11 - 2026-04-01 (21/31)              -42.00
      Remaining time: Basic                     2026-03-11 - 2026-04-01 (21/31)               21.00
    INV-2026-0003 of 2026-05-01, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-05-01 - 2026-06-01                       31.00
      Unused time: Pro                          2026-03-11 - 2026-04-01                      -31.00
    INV-2026-0004 of 2026-06-01, Alder GmbH (open)                                        EUR 20.00
      Basic                                     2026-06-01 - 2026-07-01                       31.00
      Unused time: Pro                          2026-03-11 - 2026-04-01                      -11.00
    ");
    world.assert_sound();
}
