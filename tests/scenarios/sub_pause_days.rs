//! The day on which a pause with drafts begins or ends: what was billed before it, and after it.

use acceptance::builders::{flat, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

fn started(world: &World) -> String {
    let settings = world.get("billing_settings.get", json!({}));
    let settings = with(with(settings, "mode", "draft"), "review_days", 3);
    world.ask("billing_settings.update", settings);
    let basic = world.plan("Basic", &[flat("30.00")]);
    world.on("2026-04-01");
    world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}))
}

fn pause() -> Value {
    json!({"kind": "pause", "pause_behavior": "keep_as_draft"})
}

/// The state of each invoice, in the order of their making.
fn statuses(world: &World) -> Vec<Value> {
    let rows = world.invoices().into_iter();
    rows.map(|row| row["status"].clone()).collect()
}

// Drafted on 1 April and paused later that day: April was billed before the pause, and its draft is
// issued after its three days. May is drafted within the pause and stays.
#[test]
fn what_was_drafted_on_the_day_of_a_pause_before_it_is_issued() {
    let world = World::new();
    let sub = started(&world);
    world.change(&sub, pause(), "now");
    world.run_on_each(&["2026-04-04", "2026-05-01", "2026-05-20"]);
    assert_eq!(statuses(&world), ["open", "draft"]);
    world.assert_sound();
}

// Planned for 1 May, the pause comes before the billing of that day: May stays a draft.
#[test]
fn what_is_drafted_on_the_day_of_a_planned_pause_is_kept() {
    let world = World::new();
    let sub = started(&world);
    world.change(&sub, pause(), "2026-05-01");
    world.run_on_each(&["2026-04-04", "2026-05-01", "2026-05-20"]);
    assert_eq!(statuses(&world), ["open", "draft"]);
    world.assert_sound();
}

// Resumed on 1 May after the run of that day: May was drafted within the pause and stays a draft.
// Resumed on 1 June before the run of that day: June is issued like any other.
#[test]
fn the_day_of_resuming_belongs_to_the_side_on_which_it_was_billed() {
    let world = World::new();
    let sub = started(&world);
    world.run("2026-04-04");
    world.change(&sub, pause(), "now");
    world.run("2026-05-01");
    world.change(&sub, json!({"kind": "resume"}), "now");
    world.run("2026-05-20");
    world.change(&sub, pause(), "now");
    world.on("2026-06-01");
    world.change(&sub, json!({"kind": "resume"}), "now");
    world.run_on_each(&["2026-06-01", "2026-06-10"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-04, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    Not issued, Alder GmbH (draft)                                                        EUR 30.00
      Basic                                     2026-05-01 - 2026-06-01                       30.00
    INV-2026-0002 of 2026-06-10, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-06-01 - 2026-07-01                       30.00
    ");
    world.assert_sound();
}
