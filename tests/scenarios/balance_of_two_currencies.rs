//! Credit in one currency never pays an invoice in another.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

// EUR: 100.00 due, 150.00 paid: 50.00 EUR of credit.
// USD: 80.00 due: the credit in euros does not touch it.
// EUR again: 30.00 due: 30.00 of the credit is used, 50.00 − 30.00 = 20.00 is left.
#[test]
fn credit_stays_in_its_currency() {
    let world = World::new();
    let customer = world.customer("Atlantic Trading");
    let lines = |amount: &str| [line("Report", "1", amount, &[])];
    let first = world.issue(draft(&customer, &lines("100.00")));
    world.pay(&first, "150.00", "2026-01-06");

    world.on("2026-01-07");
    let dollars = world.issue(with(draft(&customer, &lines("80.00")), "currency", "USD"));
    assert_snapshot!(render::invoice(&world, &dollars), @r"
    INV-2026-0002, Atlantic Trading (open)
    issued 2026-01-07, due 2026-01-21, in USD
      Report: 1 x 80.00                                  80.00
    Subtotal                                             80.00
    Net                                                  80.00
    Total                                                80.00
    Due                                                  80.00
    ");

    world.on("2026-01-08");
    let euros = world.issue(draft(&customer, &lines("30.00")));
    assert_snapshot!(render::invoice(&world, &euros), @r"
    INV-2026-0003, Atlantic Trading (paid)
    issued 2026-01-08, due 2026-01-22, in EUR
      Report: 1 x 30.00                                  30.00
    Subtotal                                             30.00
    Net                                                  30.00
    Total                                                30.00
    Customer balance applied                             30.00
    Due                                                   0.00
    ");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Atlantic Trading (active): owes 80.00 USD, past due nothing, holds 20.00 EUR
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-01-08
      1000          Cash:Bank            EUR      150.00
      1100          Receivable           USD       80.00
      2300          Customer balance     EUR                   20.00
      4000:Sales    Revenue:Sales        EUR                  130.00
      4000:Sales    Revenue:Sales        USD                   80.00
      Together                           EUR      150.00      150.00
      Together                           USD       80.00       80.00
    ");
    world.assert_sound();
}
