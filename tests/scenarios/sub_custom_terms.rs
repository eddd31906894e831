//! Terms agreed with one customer: a copy of a plan with another number of users and their price.

use acceptance::builders::{flat, price, quantity, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// Enterprise for 299.00 with 50 users in it, and 5.00 for each above: with 60 users 299.00 + 10 ×
// 5.00 = 349.00. On 16 April 64 users: 4 × 5.00 more for half of the month. 50.00 × 15/30 = 25.00
// back, 70.00 × 15/30 = 35.00 charged; the 299.00 are not touched.
#[test]
fn five_for_each_user_above_the_plan() {
    let world = World::new();
    let enterprise = world.plan("Enterprise", &[flat("299.00")]);
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    let model = json!({"type": "per_unit", "unit_amount": "5.00"});
    let users = with(price("users", "recurring", model), "included", "50");
    let users = with(with(users, "name", "Users"), "unit", "user");
    let base = with(flat("299.00"), "name", "Alder's");
    let content = acceptance::builders::content(&[base, users]);
    let request = json!({"plan_id": enterprise, "customer_id": customer, "content": content,
        "name": "Alder's"});
    let made = world.ask("plans.customize", request);
    let custom = made["row"]["id"].as_str().unwrap();
    let items = json!({"items": [{"plan_id": custom, "quantity": "60"}]});
    let sub = world.subscribe(&customer, custom, items);
    world.on("2026-04-16");
    world.change_by(&sub, quantity("64"), "now", "invoice_now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                       EUR 349.00
      Alder's                                   2026-04-01 - 2026-05-01                      299.00
      Alder's: Users, 60 × user                 2026-04-01 - 2026-05-01                       50.00
    INV-2026-0002 of 2026-04-16, Alder GmbH (open)                                        EUR 10.00
      Unused time: Alder's: Users               2026-04-16 - 2026-05-01 (15/30)              -25.00
      Remaining time: Alder's: Users, 64 × user 2026-04-16 - 2026-05-01 (15/30)               35.00
    ");

    let other = world.customer("Birch GmbH");
    let request = world.new_subscription(&other, custom, json!({}));
    let refused = world.refusal("subscriptions.create", request);
    assert_eq!(refused, "plan_of_another_customer");
    world.assert_sound();
}

// Two for each 100 further requests, in packages: the ready catalog's custom plan, at 299.00, with
// nothing counted. The requests of a period that had none cost nothing.
#[test]
fn the_ready_custom_plan_bills_its_base() {
    let world = World::new();
    world.catalog("ai-workspace");
    let custom = world.plan_of("workspace-custom");
    let customer = world.customer("Cedar GmbH");
    world.on("2026-04-01");
    world.subscribe(&customer, &custom, json!({"trial_days": 0}));
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Cedar GmbH (open)                                       EUR 299.00
      AI workspace Custom                       2026-04-01 - 2026-05-01                      299.00
    INV-2026-0002 of 2026-05-01, Cedar GmbH (open)                                       EUR 299.00
      AI workspace Custom                       2026-05-01 - 2026-06-01                      299.00
    ");
    world.assert_sound();
}
