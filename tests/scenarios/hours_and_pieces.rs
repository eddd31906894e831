//! Quantities and prices with more decimals than the currency: each line is rounded once.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

// 7.25 h × 93.33 = 676.6425, rounded 676.64. 12 345 calls × 0.0015 = 18.5175, rounded 18.52.
// 0.333 t × 149.99 = 49.94667, rounded 49.95. Net 745.11; VAT 19 % = 141.5709, rounded 141.57.
#[test]
fn lines_are_rounded_once_at_their_end() {
    let world = World::new();
    let (customer, vat) = (world.customer("Werk Drei"), world.vat("19"));
    let lines = [
        line("Hours", "7.25", "93.33", &[&vat]),
        line("Calls", "12345", "0.0015", &[&vat]),
        line("Gravel", "0.333", "149.99", &[&vat]),
    ];
    let invoice = world.issue(draft(&customer, &lines));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Werk Drei (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Hours: 7.25 x 93.33                               676.64
      Calls: 12345 x 0.0015                              18.52
      Gravel: 0.333 x 149.99                             49.95
    Subtotal                                            745.11
    Net                                                 745.11
    VAT 19 % S on 745.11                                141.57
    Total                                               886.68
    Due                                                 886.68
    ");
    world.assert_sound();
}
