//! Half to even, the banker's rounding, beside the default, half away from zero.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

fn screws_and_nuts(world: &World) -> String {
    let customer = world.customer("Eisenwaren Brandt");
    let tax = world.vat("5");
    let lines = [
        line("Screw", "1", "0.125", &[&tax]),
        line("Nut", "1", "0.375", &[&tax]),
    ];
    let invoice = world.issue(draft(&customer, &lines));
    world.assert_sound();
    render::invoice(world, &invoice)
}

// 0.125 is between 0.12 and 0.13: even is 0.12. 0.375 is between 0.37 and 0.38: even is 0.38.
// 5 % of 0.12 + 0.38 = 0.50 is 0.025, between 0.02 and 0.03: even is 0.02. Total 0.52.
#[test]
fn half_goes_to_the_even_neighbour() {
    let world = World::with("rounding", "half_even");
    assert_snapshot!(screws_and_nuts(&world), @r"
    INV-2026-0001, Eisenwaren Brandt (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Screw: 1 x 0.125                                    0.12
      Nut: 1 x 0.375                                      0.38
    Subtotal                                              0.50
    Net                                                   0.50
    VAT 5 % S on 0.50                                     0.02
    Total                                                 0.52
    Due                                                   0.52
    ");
}

// 0.125 goes up to 0.13, 0.375 to 0.38; 5 % of 0.51 is 0.0255, rounded 0.03. Total 0.54.
#[test]
fn half_goes_up_by_default() {
    let world = World::new();
    assert_snapshot!(screws_and_nuts(&world), @r"
    INV-2026-0001, Eisenwaren Brandt (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Screw: 1 x 0.125                                    0.13
      Nut: 1 x 0.375                                      0.38
    Subtotal                                              0.51
    Net                                                   0.51
    VAT 5 % S on 0.51                                     0.03
    Total                                                 0.54
    Due                                                   0.54
    ");
}
