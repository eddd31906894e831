//! Credit notes on an invoice of a subscription, in parts, until nothing is left.

use acceptance::builders::{cancel, flat};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// 100.00 and 19 % = 119.00. Credited 33.33 net and 6.33 tax (6.3327), again 33.33 and 6.33, and the
// rest of 33.34: 119.00 − 39.66 − 39.66 = 39.68, of which 19.00 − 6.33 − 6.33 = 6.34 tax. A further
// cent is refused.
#[test]
fn partial_credit_notes_until_nothing_is_left() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("100.00")]);
    world.on("2026-04-01");
    world.subscribe(&world.customer_with_vat("Alder GmbH"), &basic, json!({}));
    let invoice = world.last_invoice();
    let total = |note: serde_json::Value| render::major(&note["row"]["total"]);
    assert_eq!(total(world.credit(&invoice, &[(1, "33.33")])), "39.66");
    assert_eq!(total(world.credit(&invoice, &[(1, "33.33")])), "39.66");
    assert_eq!(total(world.credit_rest(&invoice)), "39.68");
    let cent = json!({"invoice_id": invoice.id, "full": false, "reason": "other",
        "lines": [{"line": 1, "amount": "0.01"}]});
    assert_eq!(
        world.refusal("credit_notes.issue", cent),
        "credit_more_than_line"
    );
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Alder GmbH (paid)
    issued 2026-04-01, due 2026-04-15, in EUR
      Basic: 1 x 100.00                                 100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Credited                                            119.00
    Due                                                   0.00
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-04-01
      4000:Basic    Revenue:Basic        EUR                  100.00
      4900          Refunds              EUR      100.00
      Together                           EUR      100.00      100.00
    ");
    world.assert_sound();
}

// 80.00 of 100.00 were credited by hand. The end on 16 April, half of the month unused, would give
// back 50.00, but 20.00 is all that is left of the line: 20.00 and 3.80 tax.
#[test]
fn an_end_credits_no_more_than_is_left() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("100.00")]);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer_with_vat("Birch GmbH"), &basic, json!({}));
    let invoice = world.last_invoice();
    world.credit(&invoice, &[(1, "80.00")]);
    world.on("2026-04-16");
    world.change(&sub, cancel(true), "now");
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Birch GmbH (paid)
    issued 2026-04-01, due 2026-04-15, in EUR
      Basic: 1 x 100.00                                 100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Credited                                            119.00
    Due                                                   0.00
    ");
    world.assert_sound();
}
