//! Limits as usage nears them: alerts once a period, refusals, and checks before use.

use acceptance::World;
use acceptance::builders::{content, flat, with};
use acceptance::using::{basic, limit};
use serde_json::{Value, json};

/// A customer who has a plan of this content since 1 April; their id.
fn subscribed(world: &World, content: Value) -> String {
    world.count_requests();
    let (customer, _) = world.subscribed(content);
    world.on("2026-04-11");
    customer
}

/// The thresholds that nobody has seen yet, the oldest first, with the customer's percentages.
fn alerts(world: &World) -> Vec<String> {
    let list = world.get("usage.alerts", json!({}));
    let rows = list["rows"].as_array().expect("rows").iter().rev();
    rows.map(|row| format!("{} at {} %", row["threshold"], row["percent"]).replace('"', ""))
        .collect()
}

// 79 of 100 is below the first threshold, 81 above it, 100 reaches the other two at once. More is
// told no more until May, where it begins anew.
#[test]
fn each_threshold_is_told_once_a_period() {
    let world = World::new();
    let customer = subscribed(&world, basic());
    let heard = world.app.subscribe();
    world.used(&customer, "2026-04-11", "79");
    assert_eq!(alerts(&world), [""; 0]);
    world.used(&customer, "2026-04-11", "2");
    assert_eq!(alerts(&world), ["80 at 81 %"]);
    world.used(&customer, "2026-04-11", "19");
    world.used(&customer, "2026-04-11", "40");
    assert_eq!(
        alerts(&world),
        ["80 at 81 %", "95 at 100 %", "100 at 100 %"]
    );
    let told = heard
        .try_iter()
        .filter(|event| event.name() == "limit-reached");
    assert_eq!(told.count(), 3);
    let first = world.get("usage.alerts", json!({}))["rows"][2].clone();
    // 81 in the ten and a half days from midnight in Berlin, 2 hours before UTC: 11:00 of 11 April
    // is hour 251. 19 more last 19 / 81 × 251 h = 58.9 h, so through the 13th.
    assert_eq!(
        first["message"],
        "Requests: 80 % reached, with 81 of 100 requests used (81 %). At this pace it runs out on \
         2026-04-13."
    );
    let left = world.ask("usage.acknowledge_alert", json!({"id": first["id"]}));
    assert_eq!(left["open"], 2);
    world.run("2026-05-01");
    world.on("2026-05-20");
    world.used(&customer, "2026-05-20", "85");
    assert_eq!(
        alerts(&world),
        ["95 at 100 %", "100 at 100 %", "80 at 85 %"]
    );
    world.assert_sound();
}

// A hundred are allowed and have no price for more: 90 and 10 come in, one more does not, neither
// alone nor in a batch; what came in before may come again.
#[test]
fn a_limit_that_is_enforced_refuses_more() {
    let world = World::new();
    let limited = with(
        content(&[flat("30.00")]),
        "entitlements",
        json!([limit("requests", "100")]),
    );
    let customer = subscribed(&world, limited);
    let event = |key: &str, quantity: &str| {
        json!({"key": key, "meter": "requests", "subject": customer,
            "at": "2026-04-11T08:00:00Z", "quantity": quantity})
    };
    world.ask("usage.track", event("a", "90"));
    assert_eq!(
        world.refusal("usage.track", event("b", "11")),
        "limit_reached"
    );
    let batch = json!({"events": [event("a", "90"), event("c", "6"), event("d", "6"),
        event("e", "4"), event("a", "90")]});
    let tracked = world.ask("usage.track_batch", batch);
    assert_eq!(tracked["counted"], 2);
    assert_eq!(tracked["duplicates"], 2);
    assert_eq!(tracked["refused"][0]["index"], 2);
    assert_eq!(
        tracked["refused"][0]["message"],
        "requests: 96 of 100 are used, and more is not allowed; a larger plan allows more."
    );
    // Next month there is room again, as soon as it begins.
    world.on("2026-05-02");
    world.used(&customer, "2026-05-02", "60");
    world.assert_sound();
}

// 90 of 100 are used. Ten more fit; twenty add ten at 0.02: 0.20.
#[test]
fn a_check_says_whether_it_fits_and_at_which_price() {
    let world = World::new();
    let customer = subscribed(&world, basic());
    world.used(&customer, "2026-04-11", "90");
    let check = |quantity: &str| {
        let request = json!({"customer_id": customer, "meter": "requests", "quantity": quantity});
        world.get("usage.check", request)
    };
    let ten = check("10");
    assert_eq!((&ten["answer"], &ten["left"]), (&json!("yes"), &json!("0")));
    let twenty = check("20");
    assert_eq!(twenty["answer"], "yes_with_overage");
    assert_eq!(twenty["units"], "10");
    assert_eq!(twenty["price"], json!({"minor": "20", "currency": "EUR"}));
    let other = json!({"customer_id": customer, "meter": "calls"});
    assert_eq!(world.get("usage.check", other)["code"], "unknown_meter");
    let feature = json!({"customer_id": customer, "feature": "exports"});
    let no = world.get("usage.check", feature);
    assert_eq!(
        (&no["answer"], &no["code"]),
        (&json!("no"), &json!("feature_not_in_plan"))
    );
    let limits = world.get("usage.limits", json!({"customer_id": customer}));
    let row = &limits["rows"][0];
    assert_eq!(
        (
            &row["used"],
            &row["most"],
            &row["percent"],
            &row["left"],
            &row["policy"]
        ),
        (
            &json!("90"),
            &json!("100"),
            &json!("90"),
            &json!("10"),
            &json!("soft")
        )
    );
    world.assert_sound();
}
