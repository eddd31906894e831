//! An invoice is paid in three parts, by three ways to pay.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 1 × 1000.00 + 19 % = 1190.00; paid 400.00 + 500.00 + 290.00 = 1190.00.
#[test]
fn an_invoice_is_paid_in_three_parts() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let invoice = world.issue(draft(
        &customer,
        &[line("Website", "1", "1000.00", &[&vat])],
    ));

    world.on("2026-01-10");
    world.pay(&invoice, "400.00", "2026-01-10");
    assert_eq!(
        render::major(&world.invoice(&invoice)["row"]["amount_due"]),
        "790.00"
    );

    world.on("2026-01-15");
    let cash = json!({"invoice_id": invoice.id, "amount": "500.00", "received_on": "2026-01-15",
        "method": "cash"});
    world.ask("payments.record", cash);
    assert_eq!(
        render::major(&world.invoice(&invoice)["row"]["amount_due"]),
        "290.00"
    );

    world.on("2026-01-19");
    let cheque = json!({"invoice_id": invoice.id, "amount": "290.00",
        "received_on": "2026-01-19", "method": "cheque", "reference": "0815"});
    world.ask("payments.record", cheque);
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Blumen Krüger (paid)
    issued 2026-01-05, due 2026-01-19, in EUR
      Website: 1 x 1000.00                             1000.00
    Subtotal                                           1000.00
    Net                                                1000.00
    VAT 19 % S on 1000.00                               190.00
    Total                                              1190.00
    Paid                                               1190.00
    Due                                                   0.00
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR     1190.00
      2200:DE       Tax payable:DE       EUR                  190.00
      4000:Sales    Revenue:Sales        EUR                 1000.00
    2026-01-10 Payment of invoice INV-2026-0001
      1000          Cash:Bank            EUR      400.00
      1100          Receivable           EUR                  400.00
    2026-01-15 Payment of invoice INV-2026-0001
      1010          Cash:On hand         EUR      500.00
      1100          Receivable           EUR                  500.00
    2026-01-19 Payment of invoice INV-2026-0001
      1020          Cash:Cheques         EUR      290.00
      1100          Receivable           EUR                  290.00
    ");
    world.assert_sound();
}
