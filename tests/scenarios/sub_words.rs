//! What a person is told where a change does nothing, comes too late, or gives back only later.

use acceptance::World;
use acceptance::builders::{flat, to_plan};
use serde_json::{Value, json};

fn started(world: &World) -> (String, String) {
    let basic = world.plan("Basic", &[flat("30.00")]);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    (sub, basic)
}

// The plan that is held already is no change, unless another one is planned before.
#[test]
fn the_plan_that_is_held_is_no_change() {
    let world = World::new();
    let (sub, basic) = started(&world);
    let seen = world.preview_change(&sub, to_plan(&basic), "now", "");
    assert_eq!(seen["problems"][0]["field"], "change.plan_id");
    assert_eq!(
        world.refused_change(&sub, to_plan(&basic), "now"),
        "plan_already_held"
    );
    let pro = world.plan("Pro", &[flat("60.00")]);
    world.change(&sub, to_plan(&pro), "period_end");
    world.change(&sub, to_plan(&basic), "2026-06-01");
    world.assert_sound();
}

// Whoever leaves a plan before its new version counts keeps the version, and the plan is named.
#[test]
fn a_version_names_the_plan_that_is_left_before_it_counts() {
    let world = World::new();
    let (sub, basic) = started(&world);
    let pro = world.plan("Pro", &[flat("60.00")]);
    world.change(&sub, to_plan(&pro), "2026-04-20");
    let seen = world.publish(&basic, "Basic", &[flat("35.00")], "next_renewal");
    assert_eq!(
        seen["affected"][0]["problem"],
        "It leaves Basic before then, as is planned for it."
    );
    world.assert_sound();
}

// Paused on 16 April with 15 of 30 days unused: 15.00 wait, and the preview says for what.
#[test]
fn a_pause_says_what_it_gives_back_later() {
    let world = World::new();
    let (sub, _) = started(&world);
    world.on("2026-04-16");
    let pause = json!({"kind": "pause", "pause_behavior": "skip"});
    let seen = world.preview_change(&sub, pause, "now", "");
    let words = seen["words"].as_array().unwrap();
    let told = Value::from("15.00 EUR of unused time waits for the first bill after the pause.");
    assert!(words.contains(&told), "{words:#?}");
}
