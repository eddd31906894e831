//! Plans through the doors: listed, edited, compared, copied, put away.

use serde_json::{Value, json};

use crate::context::App;
use crate::error::AppError;
use crate::testing::{call, opened};

pub(super) fn ask(app: &App, name: &str, request: Value) -> Value {
    call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

pub(super) fn refused(app: &App, name: &str, request: Value) -> AppError {
    call(app, name, request).expect_err(name)
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A monthly price in euros with this model.
pub(super) fn price(key: &str, kind: &str, model: &Value) -> Value {
    json!({"key": key, "name": key, "unit": "unit", "currency": "EUR",
        "recurrence": {"interval": "month", "count": 1}, "kind": kind,
        "meter": if kind == "metered" { key } else { "" }, "model": model, "included": "",
        "commitment": "", "timing": "", "prorates": kind == "recurring"})
}

pub(super) fn flat(amount: &str) -> Value {
    price(
        "base",
        "recurring",
        &json!({"type": "flat", "amount": amount}),
    )
}

pub(super) fn content(prices: &[Value]) -> Value {
    json!({"prices": prices, "entitlements": [], "trial_days": 0, "convention": "", "behavior": "",
        "tax_inclusive": false})
}

pub(super) fn product(app: &App, name: &str) -> String {
    text(&ask(app, "products.save", json!({"name": name}))["id"])
}

/// A plan of 29.00 EUR a month.
pub(super) fn plan(app: &App) -> Value {
    let fields = json!({"product_id": product(app, "Writing"), "name": "Basic"});
    let request = json!({"fields": fields, "content": content(&[flat("29.00")])});
    ask(app, "plans.create", request)
}

#[test]
fn what_cannot_be_a_plan_is_named_at_its_field() {
    let (app, _folder) = opened();
    let product_id = product(&app, "Writing");
    plan_named(&app, "Taken");
    let missing = json!("prod_1");
    let table = [
        ("name", json!(" "), "field_empty"),
        ("product_id", json!(""), "field_empty"),
        ("product_id", missing, "product_not_found"),
        ("kind", json!("x"), "unknown_choice"),
        ("code", json!("TAKEN"), "plan_code_taken"),
        ("code", json!("a b"), "plan_code_malformed"),
    ];
    for (field, value, code) in table {
        let mut fields = json!({"product_id": product_id, "name": "A"});
        fields[field] = value;
        let request = json!({"fields": fields, "content": content(&[flat("29")])});
        let error = refused(&app, "plans.create", request);
        assert_eq!(
            (error.code.as_str(), error.field),
            (code, Some(format!("fields.{field}")))
        );
    }
}

#[test]
fn every_problem_of_a_version_is_shown_and_the_first_refuses_it() {
    let (app, _folder) = opened();
    let made = plan_named(&app, "Basic");
    let mut wrong = flat("29");
    wrong["recurrence"]["count"] = json!(0);
    wrong["currency"] = json!("XYZ");
    let mut granted = content(&[flat("29")]);
    granted["entitlements"] = json!([{"key": "gb", "name": "", "kind": "limit", "on": false,
        "most": "many", "unit": "GB", "level": ""}]);
    let table = [
        (
            content(&[wrong]),
            vec!["prices.0.currency", "prices.0.recurrence.count"],
        ),
        (content(&[flat("29"), flat("30")]), vec!["prices.1.key"]),
        (granted, vec!["entitlements.0.most", "entitlements.0.name"]),
    ];
    for (content, expected) in table {
        let fields = json!({"product_id": made["fields"]["product_id"], "name": "B"});
        let request = json!({"fields": fields, "content": content});
        let error = refused(&app, "plans.create", request);
        assert_eq!(error.field, Some(format!("content.{}", expected[0])));
        let request = json!({"id": made["row"]["id"], "content": content,
            "effective_on": "2026-11-20", "applies_to": "new_only"});
        let preview = ask(&app, "plans.preview_version", request);
        let problems = preview["problems"].as_array().cloned().unwrap_or_default();
        let fields: Vec<String> = problems.iter().map(|p| text(&p["field"])).collect();
        assert_eq!(fields, expected);
    }
}

fn plan_named(app: &App, name: &str) -> Value {
    let fields = json!({"product_id": product(app, name), "name": name});
    let request = json!({"fields": fields, "content": content(&[flat("29.00")])});
    ask(app, "plans.create", request)
}

#[test]
fn a_plan_is_renamed_archived_deleted_and_brought_back() {
    let (app, _folder) = opened();
    let made = plan(&app);
    let id = json!({"id": made["row"]["id"]});
    assert_eq!(made["row"]["code"], "basic");
    assert_eq!(made["row"]["price_words"], json!(["29.00 EUR a month"]));
    let mut fields = made["fields"].clone();
    fields["name"] = json!("Basic plus");
    let request = json!({"id": made["row"]["id"], "fields": fields});
    let renamed = ask(&app, "plans.update", request);
    assert_eq!(
        (&renamed["row"]["name"], &renamed["row"]["code"]),
        (&json!("Basic plus"), &json!("basic"))
    );
    assert_eq!(
        ask(&app, "plans.archive", id.clone())["row"]["status"],
        "archived"
    );
    assert_eq!(ask(&app, "plans.list", json!({}))["total_count"], 0);
    let archived = json!({"filters": [{"column": "status", "op": "is", "values": ["archived"]}]});
    assert_eq!(ask(&app, "plans.list", archived)["total_count"], 1);
    assert_eq!(
        ask(&app, "plans.restore", id.clone())["row"]["status"],
        "active"
    );
    ask(&app, "plans.delete", id.clone());
    assert_eq!(
        refused(&app, "plans.get", id.clone()).code,
        "plan_not_found"
    );
    let back = ask(&app, "plans.restore", id.clone());
    assert_eq!(back["versions"], renamed["versions"]);
    let unknown = json!({"id": "plan_00000000000000000000000000"});
    assert_eq!(
        refused(&app, "plans.restore", unknown).code,
        "plan_not_found"
    );
}

#[test]
fn plans_are_filtered_sorted_and_searched() {
    let (app, _folder) = opened();
    ask(&app, "catalogs.install", json!({"code": "voice-ai"}));
    ask(&app, "catalogs.install", json!({"code": "ai-workspace"}));
    let addon = json!({"product_id": product(&app, "Extras"), "name": "Call recording",
        "kind": "addon", "position": 0});
    let request = json!({"fields": addon, "content": content(&[flat("5")])});
    ask(&app, "plans.create", request);
    let names = |request: Value| -> Vec<String> {
        let page = ask(&app, "plans.list", request);
        let rows = page["rows"].as_array().cloned().unwrap_or_default();
        rows.iter().map(|row| text(&row["name"])).collect()
    };
    let all = names(json!({}));
    assert_eq!(all.len(), 9);
    assert_eq!(
        (all[0].as_str(), all[8].as_str()),
        ("Voice AI Starter", "Call recording")
    );
    let is = |column: &str, value: &str| {
        let filter = json!({"column": column, "op": "is", "values": [value]});
        json!({"filters": [filter]})
    };
    assert_eq!(names(is("kind", "addon")), ["Call recording"]);
    assert_eq!(names(is("product", "Voice AI")).len(), 4);
    assert_eq!(names(is("position", "12")), ["AI workspace Professional"]);
    assert_eq!(
        names(json!({"search": "workspace ENTER"})),
        ["AI workspace Enterprise"]
    );
    let sorted = json!({"sort": [{"column": "name", "descending": true}], "limit": 1});
    assert_eq!(names(sorted), ["Voice AI Starter"]);
    let error = refused(&app, "plans.list", is("colour", "red"));
    assert_eq!(error.field.as_deref(), Some("filters.0"));
    let request = json!({"sort": [{"column": "colour"}]});
    assert_eq!(
        refused(&app, "plans.list", request).code,
        "sort_not_supported"
    );
}

#[test]
fn a_custom_plan_is_a_copy_for_one_customer() {
    let (app, _folder) = opened();
    ask(&app, "catalogs.install", json!({"code": "ai-workspace"}));
    let request = json!({"search": "workspace-enterprise"});
    let origin = ask(&app, "plans.list", request)["rows"][0]["id"].clone();
    let origin = ask(&app, "plans.get", json!({"id": origin}));
    let customer = json!({"customer": {"name": "Nordwind AG", "currency": "USD"}});
    let customer = ask(&app, "customers.create", customer)["id"].clone();
    let mut agreed = origin["versions"][0]["content"].clone();
    agreed["entitlements"][0]["most"] = json!("40"); // users, unlimited before
    let request = json!({"plan_id": origin["row"]["id"], "customer_id": customer,
        "content": agreed});
    let custom = ask(&app, "plans.customize", request);
    assert_eq!(
        custom["row"]["name"],
        "AI workspace Enterprise for Nordwind AG"
    );
    assert_eq!(custom["row"]["custom_for"], "Nordwind AG");
    assert_eq!(custom["based_on_id"], origin["row"]["id"]);
    let after = ask(&app, "plans.get", json!({"id": origin["row"]["id"]}));
    assert_eq!(after["versions"], origin["versions"]);
    // Only its customer is offered it.
    let compared = |request: Value| {
        let compared = ask(&app, "plans.compare", request);
        compared["plans"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(compared(json!({})), 4);
    assert_eq!(compared(json!({"customer_id": customer})), 5);
    let nobody = json!({"plan_id": origin["row"]["id"], "customer_id": "cus_1", "content": agreed});
    let error = refused(&app, "plans.customize", nobody);
    assert_eq!(error.field.as_deref(), Some("customer_id"));
}

#[test]
fn plans_are_compared_feature_by_feature() {
    let (app, _folder) = opened();
    ask(&app, "catalogs.install", json!({"code": "ai-workspace"}));
    let compared = ask(&app, "plans.compare", json!({}));
    let words = &compared["plans"][0]["price_words"];
    assert_eq!(*words, json!(["29.00 EUR a month", "290.00 EUR a year"]));
    let cells = |name: &str, kind: &str| {
        let rows = compared["rows"].as_array().cloned().unwrap_or_default();
        let row = rows
            .into_iter()
            .find(|row| row["name"] == name && row["kind"] == kind);
        row.expect("a row")["cells"].clone()
    };
    assert_eq!(
        cells("Users", "limit"),
        json!(["5 users", "25 users", "unlimited", "50 users"])
    );
    assert_eq!(
        cells("API access", "feature"),
        json!(["no", "yes", "yes", "yes"])
    );
    let requests = ["0.02 EUR per AI request over"; 3];
    assert_eq!(
        cells("Further AI requests", "price"),
        json!([
            requests[0],
            requests[1],
            requests[2],
            "2.00 EUR per 100 AI requests over"
        ])
    );
    let users = "5.00 EUR per user over";
    assert_eq!(
        cells("Further users", "price"),
        json!([users, users, "", users])
    );
}
