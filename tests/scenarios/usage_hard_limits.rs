//! Limits that are enforced on meters that do not add up: different values, and averages.

use acceptance::World;
use acceptance::builders::{content, flat, with};
use acceptance::using::limit;
use serde_json::{Value, json};

/// A customer since 1 April whose plan allows so much of a meter and has no price for more.
fn allowed(world: &World, meter: Value, most: &str) -> String {
    let key = meter["key"].as_str().expect("a key").to_owned();
    world.ask("meters.create", meter);
    let limits = json!([limit(&key, most)]);
    let content = with(content(&[flat("30.00")]), "entitlements", limits);
    world.subscribed(content).0
}

fn refused(world: &World, event: &Value) -> String {
    let error = world.call("usage.track", event.clone()).unwrap_err();
    assert_eq!(error.code, "limit_reached");
    error.message
}

// Three different assistants are allowed: the fourth is refused, one seen before is not.
#[test]
fn a_value_more_than_allowed_is_refused() {
    let world = World::new();
    let meter = json!({"key": "assistants", "name": "Assistants", "unit": "assistant",
        "aggregation": "unique_count"});
    let customer = allowed(&world, meter, "3");
    world.on("2026-04-11");
    let event = |value: &str| {
        json!({"meter": "assistants", "subject": customer, "value": value, "quantity": "1",
            "at": "2026-04-11T08:00:00Z"})
    };
    let events = ["ada", "bo", "ada", "cy", "di"].map(event);
    let tracked = world.ask("usage.track_batch", json!({"events": events}));
    assert_eq!(
        (&tracked["counted"], &tracked["refused"][0]["index"]),
        (&json!(4), &json!(4))
    );
    assert_eq!(
        refused(&world, &event("ed")),
        "assistants: 3 of 3 are used, and more is not allowed; a larger plan allows more."
    );
    assert_eq!(world.ask("usage.track", event("bo"))["state"], "counted");
    world.assert_sound();
}

// 10 GB on the average of April, 30 days. 12 GB from the 16th: 12 × 15/30 = 6. From the 21st 30 GB
// would make 12 × 5/30 + 30 × 10/30 = 12, which is more than 10; 20 GB make 2 + 6.67 = 8.67.
#[test]
fn a_level_that_would_pass_the_average_is_refused() {
    let world = World::new();
    let meter = json!({"key": "storage", "name": "Storage", "unit": "GB", "decimals": 2,
        "aggregation": "weighted"});
    let customer = allowed(&world, meter, "10");
    world.on("2026-04-21");
    // Midnight in Berlin is 22:00 UTC of the day before.
    let event = |at: &str, level: &str| {
        json!({"meter": "storage", "subject": customer, "quantity": level,
            "at": format!("2026-04-{at}T22:00:00Z")})
    };
    assert_eq!(
        world.ask("usage.track", event("15", "12"))["state"],
        "counted"
    );
    assert_eq!(
        refused(&world, &event("20", "30")),
        "storage: 6 of 10 are used, and more is not allowed; a larger plan allows more."
    );
    assert_eq!(
        world.ask("usage.track", event("20", "20"))["state"],
        "counted"
    );
    world.assert_sound();
}
