//! What makes no sense for a subscription is refused at its field, and nothing is changed.

use acceptance::builders::{
    cancel, each, every, flat, quantity, seats, to_interval, to_plan, with,
};
use acceptance::{World, render};
use serde_json::{Value, json};

/// The field at which a request is refused; its preview says the same.
fn field(world: &World, verb: &str, request: &Value) -> String {
    let seen = world.get(&format!("subscriptions.preview_{verb}"), request.clone());
    let refused = world.call(&format!("subscriptions.{verb}"), request.clone());
    let refused = refused.expect_err(&format!("{verb} {request}"));
    let field = refused.field.expect("a field");
    assert_eq!(seen["problems"][0]["field"], field.as_str(), "{seen:#}");
    field
}

// Ten beginnings that cannot be; afterwards there is no subscription and no invoice.
#[test]
fn beginnings_that_cannot_be() {
    let world = World::new();
    world.on("2026-03-01");
    let basic = world.plan("Basic", &[seats("10.00")]);
    let yearly = world.plan("Yearly", &[each(flat("100.00"), "year")]);
    let storage = world.addon("Storage", &[flat("5.00")]);
    let customer = world.customer("Alder GmbH");
    let new = |more: Value| world.new_subscription(&customer, &basic, more);
    let item = |quantity: &str| json!({"items": [{"plan_id": basic, "quantity": quantity}]});
    let table = [
        (new(item("-1")), "items.0.quantity"),
        (new(item("many")), "items.0.quantity"),
        (new(json!({"items": []})), "items.0.plan_id"),
        (
            new(json!({"items": [{"plan_id": storage}]})),
            "items.0.plan_id",
        ),
        (
            new(json!({"items": [{"plan_id": basic}, {"plan_id": yearly}]})),
            "items.1.plan_id",
        ),
        (new(json!({"items": [{"plan_id": yearly}]})), "recurrence"),
        (new(json!({"currency": "USD"})), "recurrence"),
        (
            new(json!({"recurrence": every("fortnight")})),
            "recurrence.interval",
        ),
        (new(json!({"starts_on": "2026-02-30"})), "starts_on"),
        (new(json!({"customer_id": ""})), "customer_id"),
    ];
    let told = table
        .each_ref()
        .map(|(request, _)| field(&world, "create", request));
    assert_eq!(told, table.each_ref().map(|(_, field)| (*field).to_owned()));
    assert_eq!(world.get("subscriptions.list", json!({}))["total_count"], 0);
    assert_eq!(world.invoices(), Vec::<Value>::new());
    world.assert_sound();
}

// Changes that cannot be; afterwards the subscription is as it was: two seats, 20.00 a month,
// active.
#[test]
fn changes_that_cannot_be() {
    let world = World::new();
    world.on("2026-03-01");
    let team = world.plan("Team", &[seats("10.00")]);
    let yearly = world.plan("Yearly", &[each(flat("100.00"), "year")]);
    let storage = world.addon("Storage", &[flat("5.00")]);
    let customer = world.customer("Birch GmbH");
    let items = json!({"items": [{"plan_id": team, "quantity": "2"}]});
    let sub = world.subscribe(&customer, &team, items);
    let before = render::subscription(&world, &sub);
    let request = |change: Value| json!({"id": sub, "change": change, "when": "now"});
    let planned = |change: Value, when: &str| with(request(change), "when", when);
    let table = [
        (request(quantity("-3")), "change.quantity"),
        (request(quantity("")), "change.quantity"),
        (request(quantity("0")), "change.quantity"),
        (request(to_plan("")), "change.plan_id"),
        (request(to_plan(&storage)), "change.plan_id"),
        (request(to_plan(&yearly)), "change.recurrence"),
        (request(to_interval("year")), "change.recurrence"),
        (
            request(json!({"kind": "add_addon", "plan_id": yearly})),
            "change.plan_id",
        ),
        (
            request(json!({"kind": "remove_addon", "plan_id": storage})),
            "change.plan_id",
        ),
        (request(json!({"kind": "resume"})), "change.kind"),
        (request(json!({"kind": "explode"})), "change.kind"),
        (
            request(json!({"kind": "add_coupon", "coupon_code": "NONE"})),
            "change.coupon_code",
        ),
        (
            request(json!({"kind": "pause", "pause_behavior": "nap"})),
            "change.pause_behavior",
        ),
        (
            request(json!({"kind": "pause", "resume_on": "2026-02-01"})),
            "change.resume_on",
        ),
        (planned(cancel(false), "someday"), "when"),
        (planned(cancel(false), "on_date"), "on"),
        (
            with(request(cancel(false)), "behavior", "later"),
            "behavior",
        ),
    ];
    let told = table
        .each_ref()
        .map(|(request, _)| field(&world, "change", request));
    assert_eq!(told, table.each_ref().map(|(_, field)| (*field).to_owned()));
    assert_eq!(render::subscription(&world, &sub), before);
    world.assert_sound();
}

// Two people change one subscription: the second had not seen the first's change, and is told so.
#[test]
fn a_change_of_what_was_not_seen_is_refused() {
    let world = World::new();
    world.on("2026-03-01");
    let team = world.plan("Team", &[seats("10.00")]);
    let sub = world.subscribe(&world.customer("Cedar GmbH"), &team, json!({}));
    let seen = world.subscription(&sub)["revision"].clone();
    world.change(&sub, quantity("2"), "now");
    let late = json!({"id": sub, "revision": seen, "change": quantity("3"), "when": "now"});
    assert_eq!(
        world.refusal("subscriptions.change", late),
        "changed_elsewhere"
    );
    assert_eq!(world.subscription(&sub)["row"]["quantity"], "2");
    world.assert_sound();
}
