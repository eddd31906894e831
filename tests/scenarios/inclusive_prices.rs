//! Prices that include tax: what the customer pays is round, the net follows.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

// Lamp 2 × 59.50 = 119.00 and bulb 9.99, both with 19 % in them: 128.99 × 19/119 = 20.5950…,
// rounded 20.60. Book 10.70 with 7 % in it: 10.70 × 7/107 = 0.70.
// Total as typed: 119.00 + 9.99 + 10.70 = 139.69; net 139.69 − 20.60 − 0.70 = 118.39.
#[test]
fn tax_is_taken_out_of_prices_that_include_it() {
    let world = World::new();
    let customer = world.customer("Walk-in");
    let (full, reduced) = (world.vat("19"), world.vat("7"));
    let lines = [
        line("Lamp", "2", "59.50", &[&full]),
        line("Bulb", "1", "9.99", &[&full]),
        line("Book", "1", "10.70", &[&reduced]),
    ];
    let invoice = world.issue(with(draft(&customer, &lines), "tax_inclusive", true));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Walk-in (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Lamp: 2 x 59.50                                   119.00
      Bulb: 1 x 9.99                                      9.99
      Book: 1 x 10.70                                    10.70
    Subtotal                                            139.69
    Net                                                 118.39
    VAT 19 % S on 108.39                                 20.60
    VAT 7 % S on 10.00                                    0.70
    Total                                               139.69
    Due                                                 139.69
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      139.69
      2200:DE       Tax payable:DE       EUR                   21.30
      4000:Sales    Revenue:Sales        EUR                  118.39
    ");
    world.assert_sound();
}

// 119.00 less 10 % = 107.10, with 19 % in it: tax 107.10 × 19/119 = 17.10, net 90.00.
// In the books without tax: revenue 100.00, discounts 11.90 / 1.19 = 10.00.
#[test]
fn a_discount_on_inclusive_prices_is_booked_without_its_tax() {
    let world = World::new();
    let (customer, vat) = (world.customer("Walk-in"), world.vat("19"));
    let lines = [line("Lamp", "2", "59.50", &[&vat])];
    let typed = with(draft(&customer, &lines), "tax_inclusive", true);
    let invoice = world.issue(with(typed, "discount_pct", "10"));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Walk-in (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Lamp: 2 x 59.50                                   119.00
        less its share of the discount                   11.90
    Subtotal                                            119.00
    Discounts                                            11.90
    Net                                                  90.00
    VAT 19 % S on 90.00                                  17.10
    Total                                               107.10
    Due                                                 107.10
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      107.10
      2200:DE       Tax payable:DE       EUR                   17.10
      4000:Sales    Revenue:Sales        EUR                  100.00
      4800          Discounts            EUR       10.00
    ");
    world.assert_sound();
}
