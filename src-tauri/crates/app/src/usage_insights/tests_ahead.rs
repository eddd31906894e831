//! Projections and patterns through the registry, beside arithmetic that a hand can do.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::tests::Story;
use crate::testing::call;

fn projected(story: &Story, meter: &str) -> Value {
    let request = json!({"customer_id": story.customer});
    let answer = story.ask("usage.projection", request);
    let meters = answer["meters"].as_array().expect("meters").clone();
    let found = meters.into_iter().find(|one| one["meter"] == meter);
    found.expect("the meter")
}

fn number(value: &Value) -> f64 {
    value.as_str().expect("a figure").parse().expect("a number")
}

#[test]
fn a_period_ends_where_its_days_lead_at_the_customers_price() {
    let story = Story::new().starter_since("2026-11-01");
    for day in 1..=19 {
        story.used("ai_requests", &format!("2026-11-{day:02}"), "10");
    }
    let told = projected(&story, "ai_requests");
    // 190 by now; 11 days of 10 more are 300 of 100: 200 × 0.02 = 4.00
    assert_eq!(told["used"], "190");
    assert_eq!(told["end"]["expected"], "300");
    assert_eq!(told["cost_by_now"]["minor"], "180");
    let cost = &told["cost"];
    let minor = |of: &str| {
        cost[of]["minor"]
            .as_str()
            .expect("minor")
            .parse::<i64>()
            .expect("a number")
    };
    assert!((minor("expected") - 400).abs() <= 5, "{cost}");
    assert!(minor("lower") <= minor("expected") && minor("expected") <= minor("upper"));
    let end = &told["end"];
    assert!(number(&end["lower_95"]) <= number(&end["lower_80"]));
    assert!(number(&end["upper_80"]) <= number(&end["upper_95"]));
    // the 100 were passed on the 10th: there is no day to come
    assert_eq!(told["run_out"], Value::Null);
    assert!(
        told["why_no_months"]
            .as_str()
            .expect("why")
            .contains("0 values are too few")
    );
    let request = json!({"customer_id": story.customer});
    let bill = story.ask("usage.projection", request)["subscriptions"][0].clone();
    // the plan alone: 29.00
    assert_eq!(bill["fixed"]["minor"], "2900");
    let all = bill["total"]["expected"]["minor"].as_str().expect("minor");
    assert!(
        (all.parse::<i64>().expect("a number") - 3300).abs() <= 5,
        "{all}"
    );
}

#[test]
fn a_limit_that_lasts_for_now_says_when_it_is_passed() {
    let story = Story::new().starter_since("2026-11-01");
    for day in 1..=19 {
        story.used("ai_requests", &format!("2026-11-{day:02}"), "4");
    }
    let told = projected(&story, "ai_requests");
    // 76 by yesterday; six days of 4 make 100, the seventh, the 26th, passes
    assert_eq!(told["run_out"]["on"], "2026-11-26");
    assert_eq!(told["end"]["expected"], "120");
    let said = told["sentence"].as_str().expect("a sentence");
    assert!(said.contains("It passes 100 about Nov 26, 2026."), "{said}");
}

#[test]
fn what_is_used_today_is_never_taken_back() {
    let story = Story::new().starter_since("2026-11-01");
    for day in 1..=19 {
        story.used("ai_requests", &format!("2026-11-{day:02}"), "4");
    }
    story.used("ai_requests", "2026-11-20", "40");
    let told = projected(&story, "ai_requests");
    // 116 by now, 36 more than the 80 expected by tonight; ten days of 4 come on top: 156
    assert_eq!(
        (&told["used"], &told["end"]["expected"]),
        (&json!("116"), &json!("156"))
    );
    assert!(number(&told["end"]["lower_95"]) >= 116.0);
    // 16 and 56 beyond the 100, at 0.02
    assert_eq!(told["cost_by_now"]["minor"], "32");
    let expected = number(&told["cost"]["expected"]["minor"]);
    assert!((expected - 112.0).abs() <= 3.0, "{expected}");
    assert!(number(&told["cost"]["lower"]["minor"]) >= 32.0);
}

#[test]
fn too_short_a_history_is_refused_with_what_it_takes() {
    let story = Story::new().starter_since("2026-11-01");
    story.used("ai_requests", "2026-11-18", "4");
    let told = projected(&story, "ai_requests");
    let why = told["why_none"].as_str().expect("why");
    assert!(
        why.starts_with("2 days are too few to project from: it takes two weeks"),
        "{why}"
    );
    assert_eq!((&told["end"], &told["cost"]), (&Value::Null, &Value::Null));
    let bill = story.ask("usage.projection", json!({"customer_id": story.customer}));
    let bill = &bill["subscriptions"][0];
    assert_eq!(bill["total"], Value::Null);
    assert_eq!(bill["without"], json!(["AI requests"]));
    // what was never used is no riddle: it comes to nothing
    let pages = projected(&story, "pages");
    assert_eq!(pages["why_none"], "No use in the last 120 days.");
    assert_eq!(pages["cost"]["upper"]["minor"], "0");
    let error = call(&story.app, "usage.projection", json!({"customer_id": ""}));
    assert_eq!(
        error.expect_err("nobody").field.as_deref(),
        Some("customer_id")
    );
}

#[test]
fn steady_months_go_on_and_cost_the_same() {
    let story = Story::new().starter_since("2026-06-01");
    for month in ["06", "07", "08", "09", "10"] {
        story.used("ai_requests", &format!("2026-{month}-15"), "300");
    }
    let told = projected(&story, "ai_requests");
    let months = told["months"].as_array().expect("months");
    assert_eq!(months.len(), 6, "{}", told["why_no_months"]);
    assert_eq!(months[0]["starts_on"], "2026-12-01");
    assert_eq!(months[5]["starts_on"], "2027-05-01");
    // (300 − 100) × 0.02 = 4.00 a month, 24.00 in six
    for month in months {
        assert_eq!(month["quantity"], "300");
        let minor = month["cost"]["expected"]["minor"].as_str().expect("minor");
        let off = minor.parse::<i64>().expect("a number") - 400;
        assert!(off.abs() <= 10, "{month}");
    }
    let all = told["months_cost"]["expected"]["minor"]
        .as_str()
        .expect("minor");
    assert!(
        (all.parse::<i64>().expect("a number") - 2400).abs() <= 60,
        "{all}"
    );
}

/// Weekdays of 20 and weekends of 5 for ten weeks up to yesterday, and one Wednesday of 200.
fn ten_weeks(story: &Story) {
    let last = NaiveDate::from_ymd_opt(2026, 11, 19).expect("a day");
    let first = last.checked_sub_days(Days::new(69)).expect("a day");
    let mut events = Vec::new();
    for on in first.iter_days().take(70) {
        use chrono::Datelike;
        let weekend = on.weekday().num_days_from_monday() > 4;
        let quantity = match on.to_string().as_str() {
            "2026-10-14" => 200,
            _ if weekend => 5,
            _ => 20,
        };
        events.push(json!({"key": on.to_string(), "meter": "ai_requests",
            "subject": story.customer, "quantity": quantity.to_string(),
            "at": format!("{on}T10:00:00Z")}));
    }
    story.ask("usage.track_batch", json!({"events": events}));
}

#[test]
fn a_day_that_stands_out_is_told_with_why() {
    let story = Story::new().starter_since("2026-09-01");
    ten_weeks(&story);
    for customer in [story.customer.as_str(), ""] {
        let request = json!({"meter": "ai_requests", "customer_id": customer});
        let told = story.ask("usage.patterns", request);
        assert_eq!((&told["days"], &told["why_none"]), (&json!(70), &json!("")));
        let anomalies = told["anomalies"].as_array().expect("anomalies");
        assert_eq!(anomalies.len(), 1, "{told}");
        assert_eq!(anomalies[0]["on"], "2026-10-14");
        assert_eq!(anomalies[0]["value"], "200");
        assert_eq!(anomalies[0]["usual"], "20");
        let why = anomalies[0]["sentence"].as_str().expect("why");
        assert!(
            why.starts_with("200 requests on 14 October 2026 (Wednesday), above the 20"),
            "{why}"
        );
        // weekdays are 20 and one 200 in ten of them: weekends have 5
        assert_eq!(told["shifts"], json!([]));
        assert_eq!(told["weekdays"][5]["weekday"], "Sat");
    }
}

#[test]
fn three_weeks_are_the_least_for_a_pattern() {
    let story = Story::new().starter_since("2026-11-01");
    story.used("ai_requests", "2026-11-10", "4");
    let request = json!({"meter": "ai_requests", "customer_id": story.customer});
    let told = story.ask("usage.patterns", request);
    let why = told["why_none"].as_str().expect("why");
    // the 10th to the 19th
    assert!(why.starts_with("10 days with use are too few"), "{why}");
    assert_eq!(told["anomalies"], json!([]));
}
