//! New versions of a price: for new subscriptions only, at the next renewal, or now.

use acceptance::builders::{flat, seats};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

/// Old customers at 31.00 since 1 March, and a version of 62.00 published on 11 March.
fn published(world: &World, applies_to: &str) -> (String, String) {
    let plan = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Old GmbH"), &plan, json!({}));
    world.on("2026-03-11");
    let seen = world.publish(&plan, "Basic", &[flat("62.00")], applies_to);
    assert_eq!(seen["version"], 2);
    let affected = seen["affected"].as_array().unwrap();
    let shown: Vec<String> = affected
        .iter()
        .map(|row| {
            format!(
                "{} on {}: {} -> {}",
                row["customer_name"].as_str().unwrap(),
                row["next_invoice_on"].as_str().unwrap(),
                render::major(&row["before"]),
                render::major(&row["after"])
            )
        })
        .collect();
    let expected: &[&str] = match applies_to {
        "new_only" => &[],
        // 31.00 in April becomes 62.00.
        "next_renewal" => &["Old GmbH on 2026-04-01: 31.00 -> 62.00"],
        // And 21 of 31 days of March: 42.00 charged and 21.00 back, 62.00 + 21.00 = 83.00.
        _ => &["Old GmbH on 2026-04-01: 31.00 -> 83.00"],
    };
    assert_eq!(shown, expected);
    (plan, sub)
}

// New customers from 11 March pay 62.00; the old one stays at 31.00.
#[test]
fn a_version_for_new_subscriptions_leaves_the_old() {
    let world = World::new();
    let (plan, _) = published(&world, "new_only");
    world.subscribe(&world.customer("New GmbH"), &plan, json!({}));
    world.run_on_each(&["2026-04-01", "2026-04-11"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Old GmbH (open)                                          EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-03-11, New GmbH (open)                                          EUR 62.00
      Basic                                     2026-03-11 - 2026-04-11                       62.00
    INV-2026-0003 of 2026-04-01, Old GmbH (open)                                          EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    INV-2026-0004 of 2026-04-11, New GmbH (open)                                          EUR 62.00
      Basic                                     2026-04-11 - 2026-05-11                       62.00
    ");
    world.assert_sound();
}

// At the next renewal: March stays at 31.00, April costs 62.00.
#[test]
fn a_version_at_the_next_renewal_counts_from_there() {
    let world = World::new();
    let (_, sub) = published(&world, "next_renewal");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Old GmbH: Basic (active), EUR 31.00 a month
    period 2026-03-01 - 2026-04-01, next bill 2026-04-01
    holds 1 x Basic, version 1                                                                31.00
    planned: On 1 April 2026 Basic moves to version 2 of its price.
      2026-03-01 Started
      2026-03-01 Period begins (1 Mar – 31 Mar 2026)
      2026-03-01 Invoice INV-2026-0001 (open)                                                 31.00
      2026-03-11 Planned for 1 April 2026: Basic moves to version 2 of its price
    > 2026-04-01 Basic moves to version 2 of its price
    > 2026-04-01 Period begins (1 Apr – 30 Apr 2026)                                          62.00
    > 2026-05-01 Period begins (1 May – 31 May 2026)                                          62.00
    > 2026-06-01 Period begins (1 Jun – 30 Jun 2026)                                          62.00
    ");
    world.run("2026-04-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Old GmbH (open)                                          EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-01, Old GmbH (open)                                          EUR 62.00
      Basic                                     2026-04-01 - 2026-05-01                       62.00
    ");
    world.assert_sound();
}

// Now: 21 of 31 days, 21.00 back and 42.00 charged, with April's 62.00: 83.00.
#[test]
fn a_version_now_is_prorated() {
    let world = World::new();
    let (_, sub) = published(&world, "now");
    assert_eq!(world.subscription(&sub)["items"][0]["version"], 2);
    world.run("2026-04-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Old GmbH (open)                                          EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-01, Old GmbH (open)                                          EUR 83.00
      Basic                                     2026-04-01 - 2026-05-01                       62.00
      Unused time: Basic                        2026-03-11 - 2026-04-01 (21/31)              -21.00
      Remaining time: Basic                     2026-03-11 - 2026-04-01 (21/31)               42.00
    ");
    world.assert_sound();
}

// The pages of an invoice are what they were after its plan got another name, price and version.
#[test]
fn an_old_invoice_is_the_same_after_any_edit_of_the_catalog() {
    let world = World::new();
    let plan = world.plan("Team", &[seats("10.00")]);
    world.on("2026-03-01");
    let items = json!({"items": [{"plan_id": plan, "quantity": "3"}]});
    world.subscribe(&world.customer("Alder GmbH"), &plan, items);
    let invoice = world.last_invoice();
    let pages = || world.get("invoices.pages", json!({"id": invoice.id}));
    let before = pages();
    world.on("2026-03-02");
    world.publish(&plan, "Crew", &[seats("12.00")], "now");
    let fields = world.get("plans.get", json!({"id": plan}))["fields"].clone();
    let fields = acceptance::builders::with(fields, "name", "Crew");
    world.ask("plans.update", json!({"id": plan, "fields": fields}));
    assert_eq!(pages(), before);
    world.assert_sound();
}
