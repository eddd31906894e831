//! The plainest story: an invoice is issued, and paid in full a week later.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

// Consulting 2 × 50.00 = 100.00; VAT 19 % of 100.00 = 19.00; together 119.00.
// Due 5 January + 14 days = 19 January.
#[test]
fn an_invoice_is_issued_and_paid() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));

    world.on("2026-01-05");
    let invoice = world.issue(draft(
        &customer,
        &[line("Consulting", "2", "50.00", &[&vat])],
    ));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Blumen Krüger (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Consulting: 2 x 50.00                             100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Due                                                 119.00
    ");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Blumen Krüger (active): owes 119.00 EUR, past due nothing, holds nothing
    ");

    world.on("2026-01-12");
    world.pay(&invoice, "119.00", "2026-01-12");
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Blumen Krüger (paid)
    issued 2026-01-05, due 2026-01-19, in EUR
      Consulting: 2 x 50.00                             100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Paid                                                119.00
    Due                                                   0.00
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    2026-01-12 Payment of invoice INV-2026-0001
      1000          Cash:Bank            EUR      119.00
      1100          Receivable           EUR                  119.00
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-01-12
      1000          Cash:Bank            EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
      Together                           EUR      119.00      119.00
    ");
    world.assert_sound();
}
