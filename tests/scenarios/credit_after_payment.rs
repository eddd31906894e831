//! A credit note for what was paid already becomes credit that the customer holds.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

// 10 × 10.00 + 19 % = 119.00, paid 60.00, so 59.00 is due.
// Credit 80.00 + 15.20 = 95.20: 59.00 lowers what is due to nothing, 36.20 becomes credit.
// The next invoice, 20.00 + 3.80 = 23.80, is paid from it; 36.20 − 23.80 = 12.40 is left.
#[test]
fn a_credit_note_beyond_what_is_due_becomes_credit() {
    let world = World::new();
    let (customer, vat) = (world.customer("Gasthof Adler"), world.vat("19"));
    let first = world.issue(draft(&customer, &[line("Crates", "10", "10.00", &[&vat])]));
    world.on("2026-01-07");
    world.pay(&first, "60.00", "2026-01-07");

    world.on("2026-01-08");
    let note = world.credit(&first, &[(1, "80.00")]);
    assert_eq!(render::major(&note["preview"]["to_receivable"]), "59.00");
    assert_eq!(render::major(&note["preview"]["to_balance"]), "36.20");
    assert_snapshot!(render::invoice(&world, &first), @r"
    INV-2026-0001, Gasthof Adler (paid)
    issued 2026-01-05, due 2026-01-19, in EUR
      Crates: 10 x 10.00                                100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Credited                                             95.20
    Paid                                                 60.00
    Due                                                   0.00
    ");

    world.on("2026-01-09");
    let second = world.issue(draft(&customer, &[line("Crates", "2", "10.00", &[&vat])]));
    assert_snapshot!(render::invoice(&world, &second), @r"
    INV-2026-0002, Gasthof Adler (paid)
    issued 2026-01-09, due 2026-01-23, in EUR
      Crates: 2 x 10.00                                  20.00
    Subtotal                                             20.00
    Net                                                  20.00
    VAT 19 % S on 20.00                                   3.80
    Total                                                23.80
    Customer balance applied                             23.80
    Due                                                   0.00
    ");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Gasthof Adler (active): owes nothing, past due nothing, holds 12.40 EUR
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    2026-01-07 Payment of invoice INV-2026-0001
      1000          Cash:Bank            EUR       60.00
      1100          Receivable           EUR                   60.00
    2026-01-08 Credit note CN-2026-0001 for invoice INV-2026-0001
      1100          Receivable           EUR                   59.00
      2200:DE       Tax payable:DE       EUR       15.20
      2300          Customer balance     EUR                   36.20
      4900          Refunds              EUR       80.00
    2026-01-09 Invoice INV-2026-0002
      1100          Receivable           EUR       23.80
      2200:DE       Tax payable:DE       EUR                    3.80
      4000:Sales    Revenue:Sales        EUR                   20.00
    2026-01-09 Customer balance used for invoice INV-2026-0002
      1100          Receivable           EUR                   23.80
      2300          Customer balance     EUR       23.80
    ");
    world.assert_sound();
}
