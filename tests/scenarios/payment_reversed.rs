//! A payment was recorded for the wrong invoice: it is reversed, and both stay in the books.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 100.00 + 19 % = 119.00, paid by 150.00: credit 31.00. Reversed: 119.00 is due, no credit.
#[test]
fn a_reversed_payment_takes_its_credit_back() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let invoice = world.issue(draft(
        &customer,
        &[line("Consulting", "1", "100.00", &[&vat])],
    ));
    world.on("2026-01-12");
    let payment = world.pay(&invoice, "150.00", "2026-01-12");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Blumen Krüger (active): owes nothing, past due nothing, holds 31.00 EUR
    ");

    world.on("2026-01-13");
    let reverse = json!({"id": payment, "reason": "It was Krügermann's"});
    world.ask("payments.reverse", reverse.clone());
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Blumen Krüger (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Consulting: 1 x 100.00                            100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Due                                                 119.00
    ");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Blumen Krüger (active): owes 119.00 EUR, past due nothing, holds nothing
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    2026-01-12 Payment of invoice INV-2026-0001
      1000          Cash:Bank            EUR      150.00
      1100          Receivable           EUR                  119.00
      2300          Customer balance     EUR                   31.00
    2026-01-13 Payment reversed
      1000          Cash:Bank            EUR                  150.00
      1100          Receivable           EUR      119.00
      2300          Customer balance     EUR       31.00
    ");
    assert_eq!(
        world.refusal("payments.reverse", reverse),
        "payment_already_reversed"
    );
    world.assert_sound();
}

// The credit of 31.00 has paid the next invoice: the payment that it came of cannot go.
#[test]
fn a_payment_whose_credit_is_used_stays() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let bill = || draft(&customer, &[line("Consulting", "1", "100.00", &[&vat])]);
    let first = world.issue(bill());
    let payment = world.pay(&first, "150.00", "2026-01-12");
    let second = world.issue(bill());
    assert_eq!(
        render::major(&world.invoice(&second)["row"]["amount_due"]),
        "88.00"
    ); // 119 − 31
    let reverse = json!({"id": payment, "reason": "It was Krügermann's"});
    assert_eq!(
        world.refusal("payments.reverse", reverse),
        "payment_balance_used"
    );
    world.assert_sound();
}
