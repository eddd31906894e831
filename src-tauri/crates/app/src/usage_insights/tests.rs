//! Charts of usage through the registry, beside sums that a hand can add up.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::context::App;
use crate::testing::{call, opened};

/// A customer in Berlin; the set clock is Friday 2026-11-20 09:00 there.
pub(super) struct Story {
    pub(super) app: App,
    pub(super) customer: String,
    _folder: TempDir,
}

impl Story {
    pub(super) fn new() -> Self {
        let (app, folder) = opened();
        let request = json!({"customer": {"name": "Ada", "email": "ada@example.com"}});
        let made = call(&app, "customers.create", request).expect("a customer");
        Self {
            customer: made["id"].as_str().expect("an id").to_owned(),
            app,
            _folder: folder,
        }
    }

    pub(super) fn ask(&self, name: &str, request: Value) -> Value {
        let answer = call(&self.app, name, request);
        answer.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Starter of the AI workspace: 100 requests a month for 29.00, each further one 0.02.
    pub(super) fn starter_since(self, on: &str) -> Self {
        self.ask("catalogs.install", json!({"code": "ai-workspace"}));
        let plans = self.ask("plans.list", json!({"search": "workspace-starter"}));
        let request = json!({"customer_id": self.customer, "currency": "EUR", "starts_on": on,
            "items": [{"plan_id": plans["rows"][0]["id"]}], "trial_days": 0,
            "recurrence": {"interval": "month", "count": 1}});
        self.ask("subscriptions.create", request);
        self
    }

    /// So many requests at 07:00 UTC of a day, which is 08:00 in Berlin in winter.
    pub(super) fn used(&self, meter: &str, on: &str, quantity: &str) {
        let event = json!({"meter": meter, "subject": self.customer, "quantity": quantity,
            "at": format!("{on}T07:00:00Z")});
        self.ask("usage.track", event);
    }

    pub(super) fn chart(&self, meter: &str, kind: &str) -> Value {
        self.chart_of(&self.customer, meter, kind)
    }

    fn chart_of(&self, customer: &str, meter: &str, kind: &str) -> Value {
        let request = json!({"meter": meter, "customer_id": customer, "kind": kind,
            "id": "test", "width": 760, "height": 260});
        self.ask("usage.chart", request)
    }

    pub(super) fn meter(&self, key: &str, aggregation: &str, reset: &str) {
        let meter = json!({"key": key, "name": "Seats", "unit": "seat", "decimals": 0,
            "aggregation": aggregation, "reset": reset});
        self.ask("meters.create", meter);
    }
}

fn rows(chart: &Value) -> Vec<Vec<String>> {
    serde_json::from_value(chart["chart"]["table"]["rows"].clone()).expect("a table")
}

/// The row of the table that begins with a label.
fn row(chart: &Value, label: &str) -> Vec<String> {
    let found = rows(chart)
        .into_iter()
        .find(|row| row.first().is_some_and(|one| one == label));
    found.unwrap_or_else(|| panic!("no {label} in {:?}", rows(chart)))
}

#[test]
fn a_period_runs_towards_its_limit_and_the_rest_is_foretold() {
    let story = Story::new().starter_since("2026-11-01");
    for day in 1..=19 {
        story.used("ai_requests", &format!("2026-11-{day:02}"), "4");
    }
    story.used("ai_requests", "2026-11-20", "3");
    let chart = story.chart("ai_requests", "days");
    // 19 days of 4 and 3 today: 79 of 100
    assert_eq!(chart["limit"], "100");
    let today = row(&chart, "Fri, Nov 20, 2026");
    assert_eq!(today[1], "79\u{a0}requests", "{today:?}");
    assert_eq!(row(&chart, "Thu, Nov 19, 2026")[1], "76\u{a0}requests");
    assert_eq!(rows(&chart).len(), 30);
    // 76 and 11 days of 4, today included: 120; 76 + 7 × 4 = 104 passes 100, on the 26th
    let said = chart["finding"].as_str().expect("a finding");
    assert!(
        said.starts_with("79 of 100\u{a0}requests by now, 79%."),
        "{said}"
    );
    assert!(
        said.contains("Likely 120\u{a0}requests by Nov 30, 2026"),
        "{said}"
    );
    assert!(
        said.ends_with("passing the limit about Nov 26, 2026."),
        "{said}"
    );
    assert_eq!(chart["why_no_forecast"], "");
    let limits = story.ask("usage.limits", json!({"customer_id": story.customer}));
    let limits = limits["rows"].as_array().expect("rows").clone();
    let requests = limits.iter().find(|one| one["key"] == "ai_requests");
    assert_eq!(requests.expect("the limit")["used"], "79");
}

#[test]
fn too_few_days_are_no_ground_for_a_forecast() {
    let story = Story::new().starter_since("2026-11-01");
    for day in 15..=20 {
        story.used("ai_requests", &format!("2026-11-{day:02}"), "4");
    }
    let chart = story.chart("ai_requests", "days");
    // the 15th to the 19th are over
    let why = chart["why_no_forecast"].as_str().expect("why");
    assert!(why.starts_with("5 days are too few"), "{why}");
    assert_eq!(chart["forecast_method"], "");
    assert_eq!(row(&chart, "Fri, Nov 20, 2026")[1], "24\u{a0}requests");
}

#[test]
fn months_are_split_at_the_limit_and_add_up_to_the_events() {
    let story = Story::new().starter_since("2026-08-01");
    for (on, quantity) in [
        ("2026-08-03", "90"),
        ("2026-08-30", "40"),
        ("2026-09-10", "40"),
        ("2026-10-31", "100"),
        ("2026-11-02", "20"),
    ] {
        story.used("ai_requests", on, quantity);
    }
    let chart = story.chart("ai_requests", "months");
    let split = |label: &str| row(&chart, label)[1..3].to_vec();
    let requests = |count: u32| format!("{count}\u{a0}requests");
    // 130 in August are 100 and 30 beyond
    assert_eq!(split("Aug 2026"), [requests(100), requests(30)]);
    assert_eq!(split("Sep 2026"), [requests(40), requests(0)]);
    assert_eq!(split("Oct 2026"), [requests(100), requests(0)]);
    assert_eq!(split("Nov 2026"), [requests(20), requests(0)]);
    let said = chart["finding"].as_str().expect("a finding");
    assert!(
        said.contains("3 whole months with use: between 40 and 130"),
        "{said}"
    );
    assert!(
        said.contains("One of them went beyond the limit."),
        "{said}"
    );
    let all = story.chart_of("", "ai_requests", "months");
    assert_eq!(row(&all, "Aug 2026")[1], requests(130));
}

#[test]
fn hours_are_the_customers_own() {
    let story = Story::new().starter_since("2026-11-01");
    // Mondays at 08:00 in Berlin
    story.used("ai_requests", "2026-11-02", "6");
    story.used("ai_requests", "2026-11-09", "6");
    let chart = story.chart("ai_requests", "hours");
    // Mondays from the 2nd to the 19th: the 2nd, 9th and 16th: 12 in three
    let monday = row(&chart, "Mon");
    assert_eq!(monday[9], "4\u{a0}requests", "{monday:?}");
    let said = chart["finding"].as_str().expect("a finding");
    assert!(
        said.starts_with("Busiest: Mon at 08:00, with 4\u{a0}requests an hour."),
        "{said}"
    );
}

#[test]
fn people_and_operations_are_stacked_with_what_names_none() {
    let story = Story::new().starter_since("2026-11-01");
    let track = |user: &str, operation: &str, quantity: &str| {
        let event = json!({"meter": "ai_requests", "subject": story.customer, "user": user,
            "operation": operation, "quantity": quantity, "at": "2026-11-05T10:00:00Z"});
        story.ask("usage.track", event);
    };
    track("eve", "chat", "60");
    track("bob", "chat", "30");
    track("", "embed", "10");
    let people = story.chart("ai_requests", "people");
    let said = people["finding"].as_str().expect("a finding");
    // 60 of 100
    assert!(
        said.starts_with("Most: eve with 60\u{a0}requests, 60% of all."),
        "{said}"
    );
    assert_eq!(people["chart"]["table"]["columns"][3], "Nobody named");
    assert_eq!(
        row(&people, "Nov 2026")[1..4],
        ["60", "30", "10"].map(|n| format!("{n}\u{a0}requests"))
    );
    let operations = story.chart("ai_requests", "operations");
    assert_eq!(row(&operations, "Nov 2026")[1], "90\u{a0}requests");
    let nobody = story.chart_of("", "ai_requests", "people");
    assert_eq!(nobody["chart"], Value::Null);
}

#[test]
fn a_level_has_no_figure_of_all_customers() {
    let story = Story::new();
    story.meter("seats", "last", "never");
    story.used("seats", "2026-11-03", "5");
    story.used("seats", "2026-11-18", "7");
    let all = story.chart_of("", "seats", "days");
    assert_eq!(all["chart"], Value::Null);
    assert!(all["why_none"].as_str().expect("why").contains("level"));
    let request = json!({"meter": "seats", "bucket": "day", "from": "2026-11-01",
        "through": "2026-11-20"});
    let refused = call(&story.app, "usage.series", request).expect_err("refused");
    assert_eq!(
        (refused.code.as_str(), refused.field.as_deref()),
        ("meter_has_no_total", Some("customer_id"))
    );
    // it stays as it was set
    let own = story.chart("seats", "days");
    assert_eq!(row(&own, "Tue, Nov 17, 2026")[1], "5\u{a0}seats");
    assert_eq!(row(&own, "Fri, Nov 20, 2026")[1], "7\u{a0}seats");
}

#[test]
fn a_value_that_comes_again_is_no_new_one() {
    let story = Story::new().starter_since("2026-11-01");
    story.meter("members", "unique_count", "each_period");
    for (day, value) in [(2, "eve"), (3, "bob"), (5, "eve"), (9, "cem")] {
        let event = json!({"meter": "members", "subject": story.customer, "value": value,
            "at": format!("2026-11-{day:02}T10:00:00Z")});
        story.ask("usage.track", event);
    }
    let request = json!({"meter": "members", "customer_id": story.customer, "kind": "days",
        "from": "2026-11-01", "to": "2026-11-20", "id": "x", "width": 600, "height": 200});
    let chart = story.ask("usage.chart", request);
    // by day: one each on four days
    let counted = rows(&chart)
        .iter()
        .filter(|row| row[1].starts_with('1'))
        .count();
    assert_eq!(counted, 4);
}

#[test]
fn different_values_run_towards_their_limit() {
    let story = Story::new();
    story.meter("ai_requests", "unique_count", "each_period");
    let story = story.starter_since("2026-11-01");
    for (day, value) in [(2, "eve"), (3, "bob"), (5, "eve"), (9, "cem")] {
        let event = json!({"meter": "ai_requests", "subject": story.customer, "value": value,
            "at": format!("2026-11-{day:02}T10:00:00Z")});
        story.ask("usage.track", event);
    }
    let chart = story.chart("ai_requests", "days");
    let counted = |label: &str| row(&chart, label)[1].clone();
    // eve, then bob, then eve again, then cem
    assert_eq!(counted("Mon, Nov 2, 2026"), "1\u{a0}seats");
    assert_eq!(counted("Thu, Nov 5, 2026"), "2\u{a0}seats");
    assert_eq!(counted("Fri, Nov 20, 2026"), "3\u{a0}seats");
    assert!(!chart["why_no_forecast"].as_str().expect("why").is_empty());
}

#[test]
fn an_average_is_drawn_beside_its_level() {
    let story = Story::new();
    story.meter("users", "weighted", "never");
    let story = story.starter_since("2026-11-01");
    let set = |at: &str, quantity: &str| {
        let event = json!({"meter": "users", "subject": story.customer, "at": at,
            "quantity": quantity});
        story.ask("usage.track", event);
    };
    // midnights of Berlin: 4 from the 1st, 8 from the 11th on
    set("2026-10-31T23:00:00Z", "4");
    set("2026-11-10T23:00:00Z", "8");
    let chart = story.chart("users", "days");
    assert_eq!(chart["chart"]["table"]["columns"][1], "Level");
    let last = row(&chart, "Fri, Nov 20, 2026");
    // ten days of 4 and ten of 8: (40 + 80) / 20
    assert_eq!(last[1..3], ["8\u{a0}seats", "6\u{a0}seats"]);
    assert_eq!(
        row(&chart, "Tue, Nov 10, 2026")[1..3],
        ["4\u{a0}seats", "4\u{a0}seats"]
    );
    let said = chart["finding"].as_str().expect("a finding");
    assert!(
        said.starts_with("6 of 5\u{a0}seats on average by now, 120%."),
        "{said}"
    );
}
