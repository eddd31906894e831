//! What is paid too much becomes the customer's credit, and later invoices use it, oldest first.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

// January: 100.00 + 19.00 = 119.00, paid 300.00: credit 300.00 − 119.00 = 181.00.
// February: 119.00 due, of the credit 119.00 is used: 181.00 − 119.00 = 62.00 is left; paid.
// March: 119.00 due, of the credit the last 62.00 is used: 119.00 − 62.00 = 57.00 is due.
#[test]
fn credit_pays_the_next_invoices_until_it_is_used_up() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let month = || draft(&customer, &[line("Retainer", "1", "100.00", &[&vat])]);

    let january = world.issue(month());
    world.on("2026-01-09");
    world.pay(&january, "300.00", "2026-01-09");
    world.on("2026-02-02");
    let february = world.issue(month());
    assert_snapshot!(render::invoice(&world, &february), @r"
    INV-2026-0002, Blumen Krüger (paid)
    issued 2026-02-02, due 2026-02-16, in EUR
      Retainer: 1 x 100.00                              100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Customer balance applied                            119.00
    Due                                                   0.00
    ");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Blumen Krüger (active): owes nothing, past due nothing, holds 62.00 EUR
    ");

    world.on("2026-03-02");
    let march = world.issue(month());
    assert_snapshot!(render::invoice(&world, &march), @r"
    INV-2026-0003, Blumen Krüger (open)
    issued 2026-03-02, due 2026-03-16, in EUR
      Retainer: 1 x 100.00                              100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Customer balance applied                             62.00
    Due                                                  57.00
    ");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Blumen Krüger (active): owes 57.00 EUR, past due nothing, holds nothing
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    2026-01-09 Payment of invoice INV-2026-0001
      1000          Cash:Bank            EUR      300.00
      1100          Receivable           EUR                  119.00
      2300          Customer balance     EUR                  181.00
    2026-02-02 Invoice INV-2026-0002
      1100          Receivable           EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    2026-02-02 Customer balance used for invoice INV-2026-0002
      1100          Receivable           EUR                  119.00
      2300          Customer balance     EUR      119.00
    2026-03-02 Invoice INV-2026-0003
      1100          Receivable           EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    2026-03-02 Customer balance used for invoice INV-2026-0003
      1100          Receivable           EUR                   62.00
      2300          Customer balance     EUR       62.00
    ");
    world.assert_sound();
}
