//! A bill of 2026 for a supply of October 2020: the rate is that of the day of the supply.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// Germany had 16 % from 2020-07-01 to 2020-12-31: 250.00 × 16 % = 40.00. Today it has 19 %:
// 250.00 × 19 % = 47.50.
#[test]
fn the_day_of_the_supply_decides_the_rate() {
    let world = World::new();
    world.ask("tax_settings.update", json!({"registrations": ["DE"]}));
    let customer = world.customer("Blumen Krüger");
    let taxes_on = |on: &str| {
        let request = json!({"customer_id": customer, "kind": "service", "on": on});
        world.get("tax.decide", request)["taxes"].clone()
    };
    let late = with(
        line("Repair, October 2020", "1", "250.00", &[]),
        "taxes",
        taxes_on("2020-10-15"),
    );
    let new = with(
        line("Repair, January 2026", "1", "250.00", &[]),
        "taxes",
        taxes_on("2026-01-05"),
    );
    let invoice = world.issue(draft(&customer, &[late, new]));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Blumen Krüger (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Repair, October 2020: 1 x 250.00                  250.00
      Repair, January 2026: 1 x 250.00                  250.00
    Subtotal                                            500.00
    Net                                                 500.00
    USt 16 % S on 250.00                                 40.00
    USt 19 % S on 250.00                                 47.50
    Total                                               587.50
    Due                                                 587.50
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      587.50
      2200:DE       Tax payable:DE       EUR                   87.50
      4000:Sales    Revenue:Sales        EUR                  500.00
    ");
    world.assert_sound();
}
