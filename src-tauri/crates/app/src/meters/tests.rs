//! Meters through the registry, as a door uses it.

use serde_json::json;

use crate::testing::{call, opened};

#[test]
fn a_meter_is_made_changed_archived_and_deleted() {
    let (app, _folder) = opened();
    let request = json!({"key": "api_calls", "name": "API calls", "unit": "call",
        "rounding": {"decimals": 0, "mode": "up"},
        "costs": [{"operation": "embed", "unit_cost": "0.0020"}, {"unit_cost": "0.001"}]});
    let made = call(&app, "meters.create", request).expect("made");
    assert_eq!(made["decimals"], 6);
    assert_eq!(
        (&made["aggregation"], &made["reset"]),
        (&json!("sum"), &json!("each_period"))
    );
    assert_eq!(
        made["costs"][0],
        json!({"operation": "embed", "unit_cost": "0.002"})
    );
    let changed = json!({"key": "api_calls", "name": "Calls", "decimals": 0});
    let changed = call(&app, "meters.update", changed).expect("changed");
    assert_eq!(
        (&changed["name"], &changed["decimals"]),
        (&json!("Calls"), &json!(0))
    );
    let archived = json!({"key": "api_calls", "archived": true});
    call(&app, "meters.archive", archived).expect("archived");
    let rows = call(&app, "meters.list", json!({})).expect("listed");
    assert_eq!(rows["rows"][0]["archived"], true);
    call(&app, "meters.delete", json!({"key": "api_calls"})).expect("deleted");
    let rows = call(&app, "meters.list", json!({})).expect("listed");
    assert_eq!(rows["rows"], json!([]));
}

#[test]
fn each_fault_names_its_field() {
    let (app, _folder) = opened();
    call(
        &app,
        "meters.create",
        json!({"key": "calls", "name": "Calls"}),
    )
    .expect("made");
    let table = [
        (
            json!({"key": "calls", "name": "X"}),
            "meter_key_taken",
            "key",
        ),
        (
            json!({"key": "two words", "name": "X"}),
            "meter_invalid",
            "key",
        ),
        (json!({"key": "x", "name": " "}), "field_empty", "name"),
        (
            json!({"key": "x", "name": "X", "decimals": 10}),
            "meter_invalid",
            "decimals",
        ),
        (
            json!({"key": "x", "name": "X", "aggregation": "mean"}),
            "unknown_choice",
            "aggregation",
        ),
        (
            json!({"key": "x", "name": "X", "costs": [{"unit_cost": "cheap"}]}),
            "meter_invalid",
            "costs.0.unit_cost",
        ),
    ];
    for (request, code, field) in table {
        let error = call(&app, "meters.create", request).expect_err(field);
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            (code, Some(field))
        );
    }
}

#[test]
fn the_meters_that_plans_name_come_with_a_catalog() {
    let (app, _folder) = opened();
    call(&app, "catalogs.install", json!({"code": "ai-workspace"})).expect("installed");
    let meters = call(&app, "meters.list", json!({})).expect("listed");
    let rows = meters["rows"].as_array().expect("rows");
    let of = |key: &str| {
        rows.iter()
            .find(|row| row["key"] == key)
            .expect("the meter")
            .clone()
    };
    // Requests are used up, storage is there: so the catalog's overages say.
    assert_eq!(
        (
            &of("ai_requests")["aggregation"],
            &of("ai_requests")["reset"]
        ),
        (&json!("sum"), &json!("each_period"))
    );
    assert_eq!(
        (&of("storage_gb")["aggregation"], &of("storage_gb")["reset"]),
        (&json!("last"), &json!("never"))
    );
    assert_eq!(of("ai_requests")["unit"], "request");
    call(&app, "meters.delete", json!({"key": "pages"})).expect("deleted");
    let ready = call(&app, "meters.ready", json!({})).expect("listed");
    assert_eq!(ready["rows"].as_array().map(Vec::len), Some(1));
    let made = call(&app, "meters.create_ready", json!({"keys": ["pages"]})).expect("made");
    assert_eq!(made["rows"].as_array().map(Vec::len), Some(rows.len()));
}
