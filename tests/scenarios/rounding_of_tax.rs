//! Tax rounded once for each rate, or on each line: the same lines, a cent apart.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

fn three_pens(world: &World) -> String {
    let (customer, vat) = (world.customer("Schreibwaren Voss"), world.vat("19"));
    let lines = ["Red pen", "Green pen", "Blue pen"].map(|pen| line(pen, "1", "1.03", &[&vat]));
    let invoice = world.issue(draft(&customer, &lines));
    world.assert_sound();
    render::invoice(world, &invoice) + &render::journal(world)
}

// 3 × 1.03 = 3.09; 19 % of 3.09 = 0.5871, rounded once 0.59. Total 3.68.
#[test]
fn per_rate_is_rounded_once() {
    let world = World::new();
    assert_snapshot!(three_pens(&world), @r"
    INV-2026-0001, Schreibwaren Voss (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Red pen: 1 x 1.03                                   1.03
      Green pen: 1 x 1.03                                 1.03
      Blue pen: 1 x 1.03                                  1.03
    Subtotal                                              3.09
    Net                                                   3.09
    VAT 19 % S on 3.09                                    0.59
    Total                                                 3.68
    Due                                                   3.68
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR        3.68
      2200:DE       Tax payable:DE       EUR                    0.59
      4000:Sales    Revenue:Sales        EUR                    3.09
    ");
}

// 19 % of 1.03 = 0.1957, rounded on each line 0.20; 3 × 0.20 = 0.60. Total 3.69.
#[test]
fn per_line_is_rounded_three_times() {
    let world = World::with("tax_rounding", "per_line");
    assert_snapshot!(three_pens(&world), @r"
    INV-2026-0001, Schreibwaren Voss (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Red pen: 1 x 1.03                                   1.03
      Green pen: 1 x 1.03                                 1.03
      Blue pen: 1 x 1.03                                  1.03
    Subtotal                                              3.09
    Net                                                   3.09
    VAT 19 % S on 3.09                                    0.60
    Total                                                 3.69
    Due                                                   3.69
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR        3.69
      2200:DE       Tax payable:DE       EUR                    0.60
      4000:Sales    Revenue:Sales        EUR                    3.09
    ");
}
