//! Two tax rates on one invoice, with a discount on the whole of it.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

// Books 3 × 12.50 = 37.50 at 7 %; consulting 1 × 200.00 = 200.00 at 19 %; together 237.50.
// 10 % off 237.50 = 23.75, spread 3.75 and 20.00; net 33.75 + 180.00 = 213.75.
// VAT 7 % of 33.75 = 2.3625, rounded 2.36; VAT 19 % of 180.00 = 34.20.
// Total 213.75 + 2.36 + 34.20 = 250.31.
#[test]
fn a_discount_is_spread_over_two_rates_before_tax() {
    let world = World::new();
    let customer = world.customer("Buchhandlung Lindner");
    let (full, reduced) = (world.vat("19"), world.vat("7"));
    let lines = [
        line("Books", "3", "12.50", &[&reduced]),
        line("Consulting", "1", "200.00", &[&full]),
    ];
    let invoice = world.issue(with(draft(&customer, &lines), "discount_pct", "10"));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Buchhandlung Lindner (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Books: 3 x 12.50                                   37.50
        less its share of the discount                    3.75
      Consulting: 1 x 200.00                            200.00
        less its share of the discount                   20.00
    Subtotal                                            237.50
    Discounts                                            23.75
    Net                                                 213.75
    VAT 7 % S on 33.75                                    2.36
    VAT 19 % S on 180.00                                 34.20
    Total                                               250.31
    Due                                                 250.31
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      250.31
      2200:DE       Tax payable:DE       EUR                   36.56
      4000:Sales    Revenue:Sales        EUR                  237.50
      4800          Discounts            EUR       23.75
    ");
    world.assert_sound();
}
