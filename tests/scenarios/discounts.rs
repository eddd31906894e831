//! Discounts on lines, and an amount off the whole that does not divide evenly.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

// Chairs 4 × 49.99 = 199.96, 12.5 % off: 199.96 × 0.875 = 174.965, rounded 174.97: 24.99 off.
// Table 1 × 300.00, 45.00 off: 255.00. Net 174.97 + 255.00 = 429.97.
// VAT 19 % of 429.97 = 81.6943, rounded 81.69. Total 511.66.
#[test]
fn lines_have_discounts_of_their_own() {
    let world = World::new();
    let (customer, vat) = (world.customer("Café Morgenrot"), world.vat("19"));
    let lines = [
        with(
            line("Chairs", "4", "49.99", &[&vat]),
            "discount_pct",
            "12.5",
        ),
        with(
            line("Table", "1", "300.00", &[&vat]),
            "discount_amount",
            "45.00",
        ),
    ];
    let invoice = world.issue(draft(&customer, &lines));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Café Morgenrot (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Chairs: 4 x 49.99                                 199.96
        less its discount                                24.99
      Table: 1 x 300.00                                 300.00
        less its discount                                45.00
    Subtotal                                            499.96
    Discounts                                            69.99
    Net                                                 429.97
    VAT 19 % S on 429.97                                 81.69
    Total                                               511.66
    Due                                                 511.66
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      511.66
      2200:DE       Tax payable:DE       EUR                   81.69
      4000:Sales    Revenue:Sales        EUR                  499.96
      4800          Discounts            EUR       69.99
    ");
}

// Three lines of 33.33; 10.00 off, a third each is 3.333…: by largest remainder, ties to the
// first, 3.34 + 3.33 + 3.33. Net 99.99 − 10.00 = 89.99; VAT 19 % = 17.0981, rounded 17.10.
#[test]
fn an_amount_off_the_whole_is_spread_to_the_last_cent() {
    let world = World::new();
    let (customer, vat) = (world.customer("Café Morgenrot"), world.vat("19"));
    let lines = ["Red", "Green", "Blue"].map(|name| line(name, "1", "33.33", &[&vat]));
    let invoice = world.issue(with(draft(&customer, &lines), "discount_amount", "10.00"));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Café Morgenrot (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Red: 1 x 33.33                                     33.33
        less its share of the discount                    3.34
      Green: 1 x 33.33                                   33.33
        less its share of the discount                    3.33
      Blue: 1 x 33.33                                    33.33
        less its share of the discount                    3.33
    Subtotal                                             99.99
    Discounts                                            10.00
    Net                                                  89.99
    VAT 19 % S on 89.99                                  17.10
    Total                                               107.09
    Due                                                 107.09
    ");
}

// 20.00 off a bill of 15.00: a discount never makes a total negative, so 15.00 is taken off.
#[test]
fn a_discount_larger_than_the_bill_takes_all_of_it() {
    let world = World::new();
    let (customer, vat) = (world.customer("Café Morgenrot"), world.vat("19"));
    let lines = [line("Cup", "1", "15.00", &[&vat])];
    let invoice = world.issue(with(draft(&customer, &lines), "discount_amount", "20.00"));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Café Morgenrot (paid)
    issued 2026-01-05, due 2026-01-19, in EUR
      Cup: 1 x 15.00                                     15.00
        less its share of the discount                   15.00
    Subtotal                                             15.00
    Discounts                                            15.00
    Net                                                   0.00
    VAT 19 % S on 0.00                                    0.00
    Total                                                 0.00
    Due                                                   0.00
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      4000:Sales    Revenue:Sales        EUR                   15.00
      4800          Discounts            EUR       15.00
    ");
    world.assert_sound();
}
