//! Adoption, plans side by side and pictures through the registry.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::tests::Story;
use crate::testing::call;

/// Ada with Starter, who uses two meters; Bea, who uses one and has no subscription.
fn two_customers() -> Story {
    let story = Story::new().starter_since("2026-08-01");
    let request = json!({"customer": {"name": "Bea", "email": "bea@example.com"}});
    let bea = story.ask("customers.create", request)["id"].clone();
    for (on, quantity) in [
        ("2026-09-10", "150"),
        ("2026-10-10", "30"),
        ("2026-11-10", "7"),
    ] {
        story.used("ai_requests", on, quantity);
    }
    story.used("ai_requests", "2026-11-11", "7");
    story.used("pages", "2026-11-11", "1");
    let event = json!({"meter": "pages", "subject": bea, "at": "2026-11-12T10:00:00Z"});
    story.ask("usage.track", event);
    story
}

#[test]
fn adoption_counts_customers_meters_and_days() {
    let story = two_customers();
    let told = story.ask("usage.adoption", json!({}));
    // thirty days with today
    assert_eq!(
        (&told["from"], &told["through"]),
        (&json!("2026-10-22"), &json!("2026-11-20"))
    );
    assert_eq!((&told["using"], &told["idle"]), (&json!(2), &json!(0)));
    let meter = |key: &str| {
        let meters = told["meters"].as_array().expect("meters").clone();
        meters
            .into_iter()
            .find(|one| one["meter"] == key)
            .expect("the meter")
    };
    assert_eq!(meter("ai_requests")["share_pct"], "50");
    assert_eq!(meter("pages")["share_pct"], "100");
    assert_eq!(meter("ai_requests")["first_on"], "2026-09-10");
    let ada = &told["rows"][0];
    // two meters of two; the 10th and the 11th of thirty days
    assert_eq!(
        (&ada["customer_name"], &ada["breadth_pct"]),
        (&json!("Ada"), &json!("100"))
    );
    assert_eq!(ada["depth_pct"], "6.7");
    assert_eq!(told["rows"][1]["breadth_pct"], "50");
    assert_eq!(told["efficiency"], json!([]));
}

#[test]
fn efficiency_is_what_units_cost_and_what_lies_idle() {
    let story = two_customers();
    let told = story.ask("usage.adoption", json!({"customer_id": story.customer}));
    assert_eq!(told["rows"].as_array().map(Vec::len), Some(1));
    let all = told["efficiency"].as_array().expect("rows").clone();
    let found = all.iter().find(|one| one["meter"] == "ai_requests");
    let requests = found.expect("the meter");
    // August 0, September 150, October 30 of 100 each: 100 + 0 + 70 idle of 300;
    // 50 × 0.02 = 1.00 for 180 requests: 0.005556 each
    assert_eq!(
        (&requests["months"], &requests["used"]),
        (&json!(3), &json!("180"))
    );
    assert_eq!(
        (&requests["idle"], &requests["idle_pct"]),
        (&json!("170"), &json!("56.7"))
    );
    assert_eq!(requests["billed_per_unit"], "0.005556");
    assert_eq!(requests["months_over"], 1);
}

#[test]
fn plans_are_compared_by_the_months_of_their_customers() {
    let story = two_customers();
    let told = story.ask("usage.by_plan", json!({"meter": "ai_requests"}));
    let rows = told["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 1, "{told}");
    // September 150 and October 30 of 100: half way 90, one above 90 %, none below 30 %
    assert_eq!(rows[0]["plan"], "AI workspace Starter");
    assert_eq!(
        (&rows[0]["customers"], &rows[0]["months"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(
        (&rows[0]["median"], &rows[0]["most"]),
        (&json!("90"), &json!("100"))
    );
    assert_eq!(
        (&rows[0]["near_limit_pct"], &rows[0]["far_below_pct"]),
        (&json!("50"), &json!("0"))
    );
    let pages = story.ask("usage.by_plan", json!({"meter": "pages"}));
    assert!(!pages["why_none"].as_str().expect("why").is_empty());
}

#[test]
fn a_chart_becomes_a_picture() {
    let story = two_customers();
    let chart = json!({"meter": "ai_requests", "customer_id": story.customer, "kind": "months",
        "id": "picture", "width": 400, "height": 200});
    let file = |format: &str| story.ask("charts.export", json!({"chart": chart, "format": format}));
    let bytes = |file: &Value| {
        STANDARD
            .decode(file["base64"].as_str().expect("text"))
            .expect("base64")
    };
    let png = file("png");
    assert_eq!(png["name"], "ai-requests-by-billing-month.png");
    // the signature, then the header: 800 pixels wide, two for each of the chart's
    assert!(bytes(&png).starts_with(b"\x89PNG\r\n\x1a\n"));
    assert_eq!(bytes(&png).get(16..20), Some(&[0, 0, 3, 32][..]));
    let svg = String::from_utf8(bytes(&file("svg"))).expect("text");
    assert!(svg.starts_with("<svg") && !svg.contains("var(--"), "{svg}");
    let mut empty = chart.clone();
    empty["meter"] = json!("storage_gb");
    let refused = call(
        &story.app,
        "charts.export",
        json!({"chart": empty, "format": "png"}),
    );
    assert_eq!(refused.expect_err("nothing to draw").code, "chart_empty");
}

#[test]
fn use_that_names_a_subscription_counts_for_its_plan() {
    let story = two_customers();
    let plans = story.ask("plans.list", json!({"search": "workspace-professional"}));
    let request = json!({"customer_id": story.customer, "currency": "EUR",
        "starts_on": "2026-09-01", "items": [{"plan_id": plans["rows"][0]["id"]}],
        "trial_days": 0, "recurrence": {"interval": "month", "count": 1}});
    let made = story.ask("subscriptions.create", request);
    let event = json!({"meter": "ai_requests", "subject": made["row"]["id"],
        "quantity": "950", "at": "2026-10-12T10:00:00Z"});
    story.ask("usage.track", event);
    let told = story.ask(
        "usage.by_plan",
        json!({"meter": "ai_requests", "months": 1}),
    );
    let rows = told["rows"].as_array().expect("rows");
    let of = |plan: &str| {
        let found = rows
            .iter()
            .find(|row| row["plan"] == plan)
            .expect("the plan");
        (
            found["median"].clone(),
            found["median_of_limit_pct"].clone(),
        )
    };
    // October: 30 of 100 that name nothing are Starter's, begun first; 950 of 1000 the other's
    assert_eq!(of("AI workspace Starter"), (json!("30"), json!("30")));
    assert_eq!(of("AI workspace Professional"), (json!("950"), json!("95")));
    // and its own charts show its own use alone
    let request = json!({"meter": "ai_requests", "customer_id": story.customer,
        "subscription_id": made["row"]["id"], "kind": "months", "id": "x", "width": 600,
        "height": 200});
    let chart = story.ask("usage.chart", request);
    assert_eq!(chart["limit"], "1000");
    let table = chart["chart"]["table"]["rows"]
        .as_array()
        .expect("rows")
        .clone();
    let october = table
        .iter()
        .find(|row| row[0] == "Oct 2026")
        .expect("October");
    assert_eq!(october[1], "950\u{a0}requests");
}
