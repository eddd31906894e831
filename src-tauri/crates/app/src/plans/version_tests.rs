//! New versions of a plan: seen before they are published, and what they leave alone.

use serde_json::{Value, json};

use super::tests::{ask, content, plan, refused};
use crate::context::App;
use crate::testing::opened;

/// The same charge at another amount.
fn at(detail: &Value, amount: &str) -> Value {
    let mut content = detail["versions"][0]["content"].clone();
    content["prices"][0]["model"]["amount"] = json!(amount);
    content
}

fn request(detail: &Value, amount: &str, applies_to: &str) -> Value {
    json!({"id": detail["row"]["id"], "content": at(detail, amount),
        "effective_on": "2026-11-20", "applies_to": applies_to})
}

/// A customer's subscription to the plan from 20 November on.
fn subscribed(app: &App, detail: &Value, name: &str) -> Value {
    let address = json!({"line1": "Hafenstr. 1", "city": "Kiel", "country": "DE"});
    let customer = json!({"customer": {"name": name, "currency": "EUR", "address": address}});
    let customer = ask(app, "customers.create", customer)["id"].clone();
    let request = json!({"customer_id": customer, "items": [{"plan_id": detail["row"]["id"]}],
        "recurrence": {"interval": "month", "count": 1}});
    ask(app, "subscriptions.create", request)
}

fn minor(money: &Value) -> &str {
    money["minor"].as_str().unwrap_or_default()
}

#[test]
fn a_version_for_the_next_renewal_is_seen_and_then_planned() {
    let (app, _folder) = opened();
    let made = plan(&app);
    let sub = subscribed(&app, &made, "Hafen AG");
    let preview = ask(
        &app,
        "plans.preview_version",
        request(&made, "39.00", "next_renewal"),
    );
    assert_eq!(preview["version"], 2);
    let changed: Vec<&Value> = preview["differences"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["changed"] == true)
        .collect();
    assert_eq!(changed.len(), 1);
    let (before, after) = (&changed[0]["before"], &changed[0]["after"]);
    assert!(
        before.as_str().is_some_and(|words| words.contains("29.00")),
        "{before}"
    );
    assert!(
        after.as_str().is_some_and(|words| words.contains("39.00")),
        "{after}"
    );
    let row = &preview["affected"][0];
    assert_eq!(row["customer_name"], "Hafen AG");
    assert_eq!(row["next_invoice_on"], "2026-12-20");
    // 39.00 - 29.00
    let amounts = [
        &row["before"],
        &row["after"],
        &row["difference"],
        &preview["totals"][0],
    ];
    assert_eq!(amounts.map(minor), ["2900", "3900", "1000", "1000"]);

    let published = ask(
        &app,
        "plans.publish_version",
        request(&made, "39.00", "next_renewal"),
    );
    assert_eq!(published["row"]["version"], 2);
    assert_eq!(published["versions"][1]["subscribers"], 1);
    assert_eq!(
        published["versions"][1]["content"],
        made["versions"][0]["content"]
    );
    let sub = ask(&app, "subscriptions.get", json!({"id": sub["row"]["id"]}));
    assert_eq!(sub["schedule"][0]["on"], "2026-12-20");
    assert_eq!(sub["schedule"][0]["change"]["version"], 2);
    assert_eq!(minor(&sub["upcoming"]["subtotal"]), "3900");
}

#[test]
fn a_version_that_counts_later_shows_the_first_invoice_that_it_changes() {
    let (app, _folder) = opened();
    let made = plan(&app);
    subscribed(&app, &made, "Hafen AG");
    let mut later = request(&made, "39.00", "next_renewal");
    later["effective_on"] = json!("2027-02-01");
    let preview = ask(&app, "plans.preview_version", later);
    // Periods begin on the 20th: the first one from 1 February on is that of 20 February.
    let row = &preview["affected"][0];
    assert_eq!(row["next_invoice_on"], "2027-02-20");
    assert_eq!(minor(&row["difference"]), "1000");
}

#[test]
fn a_version_for_now_bills_the_rest_of_the_period_at_the_new_price() {
    let (app, _folder) = opened();
    let made = plan(&app);
    let sub = subscribed(&app, &made, "Hafen AG");
    app.set_clock("2026-12-05T09:00:00Z".parse().expect("an instant"));
    let preview = ask(
        &app,
        "plans.preview_version",
        request(&made, "39.00", "now"),
    );
    let row = &preview["affected"][0];
    // 15 of the 30 days from 20 November are left: + 39.00 x 15/30 - 29.00 x 15/30 = 5.00, which
    // come with the 39.00 of 20 December.
    let amounts = [&row["before"], &row["after"], &row["difference"]];
    assert_eq!(amounts.map(minor), ["2900", "4400", "1500"]);
    assert_eq!(row["next_invoice_on"], "2026-12-20");
    ask(
        &app,
        "plans.publish_version",
        request(&made, "39.00", "now"),
    );
    let sub = ask(&app, "subscriptions.get", json!({"id": sub["row"]["id"]}));
    assert_eq!(sub["items"][0]["version"], 2);
    assert_eq!(minor(&sub["upcoming"]["subtotal"]), "4400");
}

#[test]
fn a_version_for_new_subscriptions_leaves_the_others_and_every_invoice_as_they_are() {
    let (app, _folder) = opened();
    let made = plan(&app);
    let first = subscribed(&app, &made, "Hafen AG");
    let invoices = ask(&app, "invoices.list", json!({}));
    let id = json!({"id": invoices["rows"][0]["id"]});
    let revision = ask(&app, "invoices.get", id.clone())["revision"].clone();
    if invoices["rows"][0]["status"] == "draft" {
        let issue = json!({"id": id["id"], "revision": revision});
        ask(&app, "invoices.issue", issue);
    }
    let printed = ask(&app, "invoices.pdf", id.clone());
    let shown = ask(&app, "invoices.get", id.clone());

    let preview = ask(
        &app,
        "plans.preview_version",
        request(&made, "39.00", "new_only"),
    );
    assert_eq!(
        (&preview["affected"], &preview["totals"]),
        (&json!([]), &json!([]))
    );
    ask(
        &app,
        "plans.publish_version",
        request(&made, "39.00", "new_only"),
    );
    let mut fields = made["fields"].clone();
    fields["name"] = json!("Renamed");
    ask(
        &app,
        "plans.update",
        json!({"id": made["row"]["id"], "fields": fields}),
    );
    let renamed = json!({"id": made["fields"]["product_id"], "name": "Other"});
    ask(&app, "products.save", renamed);

    assert_eq!(ask(&app, "invoices.pdf", id.clone()), printed);
    assert_eq!(ask(&app, "invoices.get", id)["lines"], shown["lines"]);
    let first = ask(&app, "subscriptions.get", json!({"id": first["row"]["id"]}));
    assert_eq!(first["items"][0]["version"], 1);
    assert_eq!(minor(&first["upcoming"]["subtotal"]), "2900");
    let second = subscribed(&app, &made, "Werft GmbH");
    assert_eq!(second["items"][0]["version"], 2);
}

#[test]
fn whoever_ends_before_stays_and_the_preview_says_why() {
    let (app, _folder) = opened();
    let made = plan(&app);
    let sub = subscribed(&app, &made, "Hafen AG");
    let cancel = json!({"id": sub["row"]["id"], "change": {"kind": "cancel"},
        "when": "period_end"});
    ask(&app, "subscriptions.change", cancel);
    let preview = ask(
        &app,
        "plans.preview_version",
        request(&made, "39.00", "next_renewal"),
    );
    assert_eq!(preview["totals"], json!([]));
    ask(
        &app,
        "plans.publish_version",
        request(&made, "39.00", "next_renewal"),
    );
    let sub = ask(&app, "subscriptions.get", json!({"id": sub["row"]["id"]}));
    assert_eq!(sub["schedule"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_version_that_cannot_be_published_names_the_field() {
    let (app, _folder) = opened();
    let made = plan(&app);
    let with = |field: &str, value: Value| {
        let mut request = request(&made, "39.00", "new_only");
        request[field] = value;
        request
    };
    let table = [
        (with("effective_on", json!("soon")), "effective_on"),
        (with("effective_on", json!("2026-11-19")), "effective_on"),
        (with("applies_to", json!("everybody")), "applies_to"),
        (with("content", content(&[])), "content.prices"),
    ];
    for (request, field) in table {
        let preview = ask(&app, "plans.preview_version", request.clone());
        let shown = field.trim_start_matches("content.");
        assert_eq!(preview["problems"][0]["field"], shown);
        let error = refused(&app, "plans.publish_version", request);
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("plan_incomplete", Some(field))
        );
    }
    ask(&app, "plans.archive", json!({"id": made["row"]["id"]}));
    let error = refused(
        &app,
        "plans.publish_version",
        request(&made, "39", "new_only"),
    );
    assert_eq!(error.code, "plan_archived");
    assert_eq!(
        ask(&app, "plans.get", json!({"id": made["row"]["id"]}))["row"]["version"],
        1
    );
}
