//! A debt is given up as uncollectible; a part of it comes in after all.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 1000.00 + 19 % = 1190.00; 190.00 is paid; 1190.00 − 190.00 = 1000.00 is written off in June.
// In September the insolvency pays 250.00: bad debt is 1000.00 − 250.00 = 750.00.
#[test]
fn a_debt_written_off_comes_back_in_part() {
    let world = World::new();
    let (customer, vat) = (world.customer("Bau Horn KG"), world.vat("19"));
    let invoice = world.issue(draft(&customer, &[line("Plans", "1", "1000.00", &[&vat])]));
    world.on("2026-02-01");
    world.pay(&invoice, "190.00", "2026-02-01");

    world.on("2026-06-30");
    let close = json!({"id": invoice.id, "reason": "Insolvency"});
    world.ask("invoices.mark_uncollectible", close);
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Bau Horn KG (uncollectible)
    issued 2026-01-05, due 2026-01-19, in EUR
      Plans: 1 x 1000.00                               1000.00
    Subtotal                                           1000.00
    Net                                                1000.00
    VAT 19 % S on 1000.00                               190.00
    Total                                              1190.00
    Paid                                                190.00
    Written off                                        1000.00
    Due                                                   0.00
    ");

    world.on("2026-09-15");
    world.pay(&invoice, "250.00", "2026-09-15");
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Bau Horn KG (uncollectible)
    issued 2026-01-05, due 2026-01-19, in EUR
      Plans: 1 x 1000.00                               1000.00
    Subtotal                                           1000.00
    Net                                                1000.00
    VAT 19 % S on 1000.00                               190.00
    Total                                              1190.00
    Paid                                                440.00
    Written off                                         750.00
    Due                                                   0.00
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR     1190.00
      2200:DE       Tax payable:DE       EUR                  190.00
      4000:Sales    Revenue:Sales        EUR                 1000.00
    2026-02-01 Payment of invoice INV-2026-0001
      1000          Cash:Bank            EUR      190.00
      1100          Receivable           EUR                  190.00
    2026-06-30 Invoice INV-2026-0001 uncollectible
      1100          Receivable           EUR                 1000.00
      6100          Bad debt             EUR     1000.00
    2026-09-15 Payment of invoice INV-2026-0001
      1000          Cash:Bank            EUR      250.00
      6100          Bad debt             EUR                  250.00
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-09-15
      1000          Cash:Bank            EUR      440.00
      2200:DE       Tax payable:DE       EUR                  190.00
      4000:Sales    Revenue:Sales        EUR                 1000.00
      6100          Bad debt             EUR      750.00
      Together                           EUR     1190.00     1190.00
    ");
    world.assert_sound();
}
