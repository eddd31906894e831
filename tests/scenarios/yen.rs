//! A currency without minor units: the yen.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 3 × 333 = 999; 5 % off 999 = 49.95, rounded 50; net 949; tax 10 % = 94.9, rounded 95.
// Total 949 + 95 = 1044. Paid 1050: credit 6.
#[test]
fn yen_have_no_cents() {
    let world = World::new();
    let customer = world.customer_of(json!({"name": "株式会社さくら", "currency": "JPY"}));
    let tax = world.rate(
        json!({"name": "消費税", "rate_pct": "10", "jurisdiction": "JP",
        "category": "S"}),
    );
    let typed = with(
        draft(&customer, &[line("Tea", "3", "333", &[&tax])]),
        "currency",
        "JPY",
    );
    let invoice = world.issue(with(typed, "discount_pct", "5"));
    world.pay(&invoice, "1050", "2026-01-06");
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, 株式会社さくら (paid)
    issued 2026-01-05, due 2026-01-19, in JPY
      Tea: 3 x 333                                         999
        less its share of the discount                      50
    Subtotal                                               999
    Discounts                                               50
    Net                                                    949
    消費税 10 % S on 949                                       95
    Total                                                 1044
    Paid                                                  1044
    Due                                                      0
    ");
    assert_snapshot!(render::customer(&world, &customer), @r"
    株式会社さくら (active): owes nothing, past due nothing, holds 6 JPY
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           JPY        1044
      2200:JP       Tax payable:JP       JPY                      95
      4000:Sales    Revenue:Sales        JPY                     999
      4800          Discounts            JPY          50
    2026-01-06 Payment of invoice INV-2026-0001
      1000          Cash:Bank            JPY        1050
      1100          Receivable           JPY                    1044
      2300          Customer balance     JPY                       6
    ");

    let sen = json!({"invoice_id": invoice.id, "amount": "0.5", "received_on": "2026-01-07",
        "method": "cash"});
    assert_eq!(world.refusal("payments.record", sen), "amount_too_precise");
    world.assert_sound();
}
