//! Software to a consumer in Italy: the seller's own rate below the threshold, nothing to bill by
//! above it without a registration, and Italy's rate through the one-stop shop.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

fn settings(world: &World, oss: bool, this_year: &str) {
    let euro = |minor: &str| json!({"minor": minor, "currency": "EUR"});
    let sales = json!({"year": 2026, "this_year": euro(this_year), "last_year": euro("800000")});
    world.ask(
        "tax_settings.update",
        json!({"registrations": ["DE"], "oss": oss, "eu_b2c_sales": sales}),
    );
}

fn decide(world: &World, customer: &str) -> Value {
    world.get(
        "tax.decide",
        json!({"customer_id": customer, "kind": "digital_service",
            "amount": {"minor": "10000", "currency": "EUR"}}),
    )
}

// 9 900.00 of this year and 100.00 of this bill are 10 000.00, which is not above the threshold:
// 100.00 × 19 % = 19.00 to Germany. With 9 900.01 it is; through the one-stop shop 100.00 × 22 % =
// 22.00 to Italy.
#[test]
fn italy_is_paid_once_the_threshold_is_passed() {
    let world = World::new();
    let anna = json!({"name": "Anna Conti", "address": {"country": "IT", "city": "Torino"}});
    let customer = world.customer_of(anna);
    let bill = |decision: &Value| {
        let app = with(
            line("App", "1", "100.00", &[]),
            "taxes",
            decision["taxes"].clone(),
        );
        world.issue(draft(&customer, &[app]))
    };

    settings(&world, false, "990000");
    let below = decide(&world, &customer);
    assert_eq!(below["treatment"], "domestic", "{below:#}");
    bill(&below);

    settings(&world, false, "990001");
    let above = decide(&world, &customer);
    assert_eq!(above["treatment"], "not_registered", "{above:#}");
    let reason = above["reason"].as_str().unwrap();
    assert!(
        reason.contains("22 %") && reason.contains("one-stop shop"),
        "{reason}"
    );

    settings(&world, true, "990001");
    let through = decide(&world, &customer);
    assert_eq!(through["treatment"], "destination", "{through:#}");
    let invoice = bill(&through);
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0002, Anna Conti (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      App: 1 x 100.00                                   100.00
    Subtotal                                            100.00
    Net                                                 100.00
    IVA 22 % S on 100.00                                 22.00
    Total                                               122.00
    Due                                                 122.00
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    2026-01-05 Invoice INV-2026-0002
      1100          Receivable           EUR      122.00
      2200:IT       Tax payable:IT       EUR                   22.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    ");
    world.assert_sound();
}
