//! Alerts of limits: thresholds of a customer's own, and what an undone import had told.

use acceptance::World;
use acceptance::using::basic;
use serde_json::{Value, json};

/// A customer with a hundred requests in April, on the 11th.
fn of_hundred(world: &World) -> String {
    world.count_requests();
    let (customer, _) = world.subscribed(basic());
    world.on("2026-04-11");
    customer
}

fn rows(world: &World, all: bool) -> Vec<Value> {
    let list = world.get("usage.alerts", json!({"with_acknowledged": all}));
    let mut rows = list["rows"].as_array().cloned().unwrap_or_default();
    rows.reverse();
    rows
}

/// The thresholds that are told of, the oldest first.
fn told(world: &World) -> Vec<String> {
    let rows = rows(world, false);
    rows.iter()
        .map(|row| row["threshold"].as_str().expect("a percentage").to_owned())
        .collect()
}

fn choose(world: &World, customer: &str, percents: Value) -> Value {
    let request = json!({"customer_id": customer, "percents": percents});
    world.ask("usage.set_thresholds", request)
}

// 60 of 100 pass 50; 130 pass 120, which is beyond the limit. None tells of nothing. As the plans
// have it again, the usual three are all passed and come with the next use.
#[test]
fn a_customer_has_thresholds_of_their_own() {
    let world = World::new();
    let customer = of_hundred(&world);
    let asked = json!({"customer_id": customer});
    let usual = json!({"customer_id": customer, "own": null, "usual": ["80", "95", "100"]});
    assert_eq!(world.get("usage.thresholds", asked.clone()), usual);
    let own = choose(&world, &customer, json!(["120", " 50 % ", "50"]));
    assert_eq!(own["own"], json!(["50", "120"]));
    world.used(&customer, "2026-04-11", "60");
    assert_eq!(told(&world), ["50"]);
    world.used(&customer, "2026-04-11", "70");
    assert_eq!(told(&world), ["50", "120"]);
    choose(&world, &customer, json!([]));
    world.used(&customer, "2026-04-11", "1");
    assert_eq!(told(&world), ["50", "120"]);
    assert_eq!(choose(&world, &customer, Value::Null), usual);
    world.used(&customer, "2026-04-11", "1");
    assert_eq!(told(&world), ["50", "120", "80", "95", "100"]);
    for percents in [
        json!(["80", "many"]),
        json!(["80", "0"]),
        json!(["80", "99.999"]),
    ] {
        let request = json!({"customer_id": customer, "percents": percents});
        let refused = world.call("usage.set_thresholds", request).unwrap_err();
        assert_eq!(refused.code, "percent_malformed");
        assert_eq!(refused.field.as_deref(), Some("percents.1"));
    }
    world.assert_sound();
}

// 85 were used before. 40 of a file make 125: 95 and 100 are passed, each with a sentence of its
// own. Undone, 85 are used: those two were not true, and the first still is. Imported again, they
// are told anew.
#[test]
fn what_an_undone_import_told_is_withdrawn() {
    let world = World::new();
    let customer = of_hundred(&world);
    world.used(&customer, "2026-04-11", "85");
    let file = world.folder().join("uses.csv");
    let text = format!(
        "key,at,customer,meter,quantity\nfirst,2026-04-11T07:00:00Z,{customer},requests,15\n\
         second,2026-04-11T07:30:00Z,{customer},requests,25\n"
    );
    std::fs::write(&file, text).expect("a file is written");
    let import = || world.ask("usage.import", json!({"path": file.display().to_string()}));
    world.at("2026-04-11T10:00:00Z");
    let id = import()["id"].clone();
    let messages: Vec<String> = rows(&world, false)
        .iter()
        .map(|row| row["message"].as_str().expect("a sentence").to_owned())
        .collect();
    let passed = "reached, with 125 of 100 requests used (125 %). More is let through, and billed \
                  by the plan.";
    assert_eq!(messages[1], format!("Requests: 95 % {passed}"));
    assert_eq!(messages[2], format!("Requests: 100 % {passed}"));
    world.ask("usage.import_undo", json!({"id": id}));
    assert_eq!(told(&world), ["80"]);
    assert_eq!(world.get("usage.alerts", json!({}))["open"], 1);
    let all = rows(&world, true);
    let withdrawn = all.iter().map(|row| row["withdrawn_at"].is_string());
    assert_eq!(withdrawn.collect::<Vec<_>>(), [false, true, true]);
    world.at("2026-04-11T11:00:00Z");
    import();
    assert_eq!(told(&world), ["80", "95", "100"]);
    world.assert_sound();
}
