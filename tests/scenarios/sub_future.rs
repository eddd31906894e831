//! What is to come: the next run on Home, and the coming months on a copy that is thrown away.

use acceptance::builders::{cancel, flat, to_plan};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

/// Alder goes from 31.00 to 62.00 on 1 May; Birch has half off twice; Cedar's trial ends on 15
/// April and the subscription on 15 May.
fn three_customers(world: &World) {
    let basic = world.plan("Basic", &[flat("31.00")]);
    let pro = world.plan("Pro", &[flat("62.00")]);
    world.coupon("HALF2", "50 %", "2 periods");
    world.on("2026-04-01");
    let alder = world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    world.change(&alder, to_plan(&pro), "2026-05-01");
    let half = json!({"coupon_codes": ["HALF2"]});
    world.subscribe(&world.customer("Birch GmbH"), &basic, half);
    let trial = json!({"trial_days": 14});
    let cedar = world.subscribe(&world.customer("Cedar GmbH"), &basic, trial);
    world.change(&cedar, cancel(false), "2026-05-15");
}

fn told(rows: &[Value], day: &str) -> Vec<String> {
    let line = |row: &Value| {
        let (on, customer) = (
            row[day].as_str().unwrap(),
            row["customer_name"].as_str().unwrap(),
        );
        format!("{on} {customer} {}", render::major(&row["total"]))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort();
    lines
}

// The copy is billed until the end of June: Cedar 31.00 on 15 April, Alder 62.00 and Birch 15.50 on
// 1 May, 62.00 and 31.00 on 1 June. Nothing of it is in the ledger, and the real runs make the very
// same.
#[test]
fn the_coming_months_come_as_they_were_seen() {
    let world = World::new();
    three_customers(&world);
    let before = world.invoices().len();
    let seen = world.get("time_machine.look", json!({"months": 3}));
    assert_eq!(world.invoices().len(), before, "a look changes nothing");
    let foreseen = told(seen["invoices"].as_array().unwrap(), "on");
    assert_snapshot!(foreseen.join("\n"), @r"
    2026-04-15 Cedar GmbH 31.00
    2026-05-01 Alder GmbH 62.00
    2026-05-01 Birch GmbH 15.50
    2026-06-01 Alder GmbH 62.00
    2026-06-01 Birch GmbH 31.00
    ");
    world.run_on_each(&["2026-04-15", "2026-05-01", "2026-05-15", "2026-06-01"]);
    assert_eq!(told(&world.invoices()[before..], "issued_on"), foreseen);
    world.assert_sound();
}

// Home on 16 April: the next run is of 1 May, two subscriptions, 62.00 + 15.50 = 77.50. By the
// month there are 31.00 of Alder, 15.50 of Birch and 31.00 of Cedar: 77.50.
#[test]
fn home_says_what_the_next_run_bills() {
    let world = World::new();
    three_customers(&world);
    world.run("2026-04-15");
    world.on("2026-04-16");
    let home = world.get("home.summary", json!({}));
    let next = &home["next_run"];
    assert_eq!(
        (&next["on"], &next["subscriptions"]),
        (&json!("2026-05-01"), &json!(2))
    );
    assert_eq!(render::major(&next["totals"][0]), "77.50");
    assert_eq!(render::major(&home["monthly"][0]), "77.50");
    let report = world.run("2026-05-01");
    assert_eq!(report["run"]["totals"], next["totals"]);
    world.assert_sound();
}
