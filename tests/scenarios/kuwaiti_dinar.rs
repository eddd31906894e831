//! A currency with three decimals: the Kuwaiti dinar.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;

// 1.5 × 12.345 = 18.5175, rounded to fils 18.518. Paid 20.000: credit 20.000 − 18.518 = 1.482.
#[test]
fn dinars_have_a_thousand_fils() {
    let world = World::new();
    let customer = world.customer("Gulf Instruments");
    let lines = [line("Calibration", "1.5", "12.345", &[])];
    let invoice = world.issue(with(draft(&customer, &lines), "currency", "KWD"));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Gulf Instruments (open)
    issued 2026-01-05, due 2026-01-19, in KWD
      Calibration: 1.5 x 12.345                         18.518
    Subtotal                                            18.518
    Net                                                 18.518
    Total                                               18.518
    Due                                                 18.518
    ");
    world.pay(&invoice, "20.000", "2026-01-06");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Gulf Instruments (active): owes nothing, past due nothing, holds 1.482 KWD
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-01-05
      1000          Cash:Bank            KWD      20.000
      2300          Customer balance     KWD                   1.482
      4000:Sales    Revenue:Sales        KWD                  18.518
      Together                           KWD      20.000      20.000
    ");
    world.assert_sound();
}
