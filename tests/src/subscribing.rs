//! What stories of subscriptions do with a world: plans, subscriptions, changes, billing runs.
//!
//! Whatever is billed was looked at first: each of these asserts that the preview's total is the
//! invoice's total.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::builders::{content, with};
use crate::world::{Issued, World, text};

impl World {
    /// It is this instant.
    pub fn at(&self, instant: &str) {
        let now: DateTime<Utc> = instant
            .parse()
            .unwrap_or_else(|error| panic!("{instant}: {error}"));
        self.app.set_clock(now);
    }

    /// Takes a ready catalog in.
    pub fn catalog(&self, code: &str) {
        self.ask("catalogs.install", json!({"code": code}));
    }

    /// The plan of that code in a catalog.
    #[must_use]
    pub fn plan_of(&self, code: &str) -> String {
        let page = self.get("plans.list", json!({"search": code}));
        let rows = page["rows"].as_array().expect("rows");
        let found = rows.iter().find(|row| row["code"] == code);
        text(&found.unwrap_or_else(|| panic!("no plan {code}"))["id"])
    }

    /// A plan of these prices, sold as a product of its own name.
    #[must_use]
    pub fn plan(&self, name: &str, prices: &[Value]) -> String {
        self.plan_with(name, content(prices))
    }

    /// A plan of this content.
    #[must_use]
    pub fn plan_with(&self, name: &str, content: Value) -> String {
        self.sold(name, "plan", content)
    }

    /// An add-on of these prices.
    #[must_use]
    pub fn addon(&self, name: &str, prices: &[Value]) -> String {
        self.sold(name, "addon", content(prices))
    }

    fn sold(&self, name: &str, kind: &str, content: Value) -> String {
        let product = self.ask("products.save", json!({"name": name}));
        let fields = json!({"product_id": product["id"], "name": name, "kind": kind});
        let request = json!({"fields": fields, "content": named(content, name)});
        text(&self.ask("plans.create", request)["row"]["id"])
    }

    /// Publishes a version of a plan for those whom `applies_to` names.
    pub fn publish(&self, plan: &str, name: &str, prices: &[Value], applies_to: &str) -> Value {
        let today = self.app.now().date_naive().to_string();
        let request = json!({"id": plan, "content": named(content(prices), name),
            "effective_on": today, "applies_to": applies_to});
        let seen = self.get("plans.preview_version", request.clone());
        assert_eq!(seen["problems"], json!([]), "{seen:#}");
        self.ask("plans.publish_version", request);
        seen
    }

    /// A coupon: `off` is "20 %" or an amount in euros; `duration` once, forever or "3 periods".
    pub fn coupon(&self, code: &str, off: &str, duration: &str) {
        self.coupon_with(code, off, duration, json!({}));
    }

    /// The same with more of its fields.
    pub fn coupon_with(&self, code: &str, off: &str, duration: &str, more: Value) {
        let mut coupon = json!({"code": code, "name": code});
        match off.strip_suffix(" %") {
            Some(percent) => coupon["percent"] = percent.into(),
            None => {
                coupon["amount"] = off.into();
                coupon["currency"] = "EUR".into();
            }
        }
        coupon["duration"] = duration.into();
        if let Some(periods) = duration.strip_suffix(" periods") {
            coupon["duration"] = "periods".into();
            coupon["periods"] = periods.parse::<u32>().expect("a number").into();
        }
        self.ask("coupons.save", merged(coupon, more));
    }

    /// A customer in Germany whose lines bear 19 %.
    #[must_use]
    pub fn customer_with_vat(&self, name: &str) -> String {
        let vat = self.vat("19");
        self.customer_of(json!({"name": name, "address": {"country": "DE"},
            "tax_rate_ids": [vat]}))
    }

    /// What `subscribe` asks: one of a plan, by the month, with whatever else is said.
    #[must_use]
    pub fn new_subscription(&self, customer: &str, plan: &str, more: Value) -> Value {
        let request = json!({"customer_id": customer, "items": [{"plan_id": plan}],
            "recurrence": {"interval": "month", "count": 1}});
        merged(request, more)
    }

    /// Starts a subscription, after looking at what it will bill; its id.
    pub fn subscribe(&self, customer: &str, plan: &str, more: Value) -> String {
        let request = self.new_subscription(customer, plan, more);
        let before = self.invoices();
        let seen = self.get("subscriptions.preview_create", request.clone());
        assert_eq!(seen["problems"], json!([]), "{seen:#}");
        let made = self.ask("subscriptions.create", request);
        self.assert_billed_as_seen(&seen, &before);
        text(&made["row"]["id"])
    }

    /// Changes a subscription as its plan has it: now, at period_end, or on a day.
    pub fn change(&self, sub: &str, change: Value, when: &str) -> Value {
        self.change_by(sub, change, when, "")
    }

    /// The same with what becomes of its amounts: next_invoice, invoice_now, none.
    pub fn change_by(&self, sub: &str, change: Value, when: &str, behavior: &str) -> Value {
        let before = self.invoices();
        let notes_before = self.credit_note_totals();
        let seen = self.preview_change(sub, change.clone(), when, behavior);
        assert_eq!(seen["problems"], json!([]), "{seen:#}");
        let changed = self.ask(
            "subscriptions.change",
            change_request(sub, change, when, behavior),
        );
        self.assert_billed_as_seen(&seen, &before);
        let notes = self.credit_note_totals();
        assert_eq!(
            seen["credited"].as_array().expect("amounts"),
            &notes[notes_before.len()..],
            "the credit notes are those that were seen"
        );
        changed
    }

    /// What a change would do.
    #[must_use]
    pub fn preview_change(&self, sub: &str, change: Value, when: &str, behavior: &str) -> Value {
        self.get(
            "subscriptions.preview_change",
            change_request(sub, change, when, behavior),
        )
    }

    /// The code with which a change is refused.
    #[must_use]
    pub fn refused_change(&self, sub: &str, change: Value, when: &str) -> String {
        self.refusal(
            "subscriptions.change",
            change_request(sub, change, when, ""),
        )
    }

    /// A subscription as its page shows it.
    #[must_use]
    pub fn subscription(&self, id: &str) -> Value {
        self.get("subscriptions.get", json!({"id": id}))
    }

    /// On that day, bills everything due by then, after looking at it.
    pub fn run(&self, date: &str) -> Value {
        self.on(date);
        self.run_with(json!({"through_on": date}))
    }

    /// A run as asked, today; what it made is what its preview said.
    pub fn run_with(&self, request: Value) -> Value {
        let before = self.invoices();
        let seen = self.get("billing_runs.preview", request.clone());
        assert_eq!(seen["problems"], json!([]), "{seen:#}");
        let done = self.ask("billing_runs.start", request);
        // Drafts of earlier runs that are issued now were seen before.
        let is_new = |row: &&Value| !before.iter().any(|other| other["id"] == row["invoice_id"]);
        let told = |rows: &Value| -> Vec<Value> {
            let rows = rows.as_array().expect("rows").iter().filter(is_new);
            rows.map(|row| json!([row["customer_name"], row["title"], row["total"]]))
                .collect()
        };
        assert_eq!(
            told(&seen["rows"]),
            told(&done["rows"]),
            "seen {seen:#}\ndone {done:#}"
        );
        assert_eq!(seen["exceptions"], done["exceptions"]);
        done
    }

    /// Runs the billing on every one of these days.
    pub fn run_on_each(&self, dates: &[&str]) {
        for date in dates {
            self.run(date);
        }
    }

    /// Rows of all invoices and drafts, in the order in which they were made.
    #[must_use]
    pub fn invoices(&self) -> Vec<Value> {
        let page = self.get("invoices.list", json!({"limit": 1000}));
        let mut rows = page["rows"].as_array().cloned().unwrap_or_default();
        rows.sort_by_key(|row| text(&row["id"]));
        rows
    }

    /// The invoice or draft that was made last.
    #[must_use]
    pub fn last_invoice(&self) -> Issued {
        issued(self.invoices().last().expect("an invoice"))
    }

    /// The invoice of that number.
    #[must_use]
    pub fn numbered(&self, number: &str) -> Issued {
        let rows = self.invoices();
        let found = rows.iter().find(|row| row["number"] == number);
        issued(found.unwrap_or_else(|| panic!("no invoice {number}")))
    }

    fn credit_note_totals(&self) -> Vec<Value> {
        let sort = json!([{"column": "number", "descending": false}]);
        let page = self.get("credit_notes.list", json!({"limit": 1000, "sort": sort}));
        let rows = page["rows"].as_array().expect("rows").iter();
        rows.map(|row| row["total"].clone()).collect()
    }

    fn assert_billed_as_seen(&self, seen: &Value, before: &[Value]) {
        let known = |row: &Value| before.iter().any(|other| other["id"] == row["id"]);
        let after = self.invoices();
        let made = after.iter().find(|row| !known(row));
        assert_eq!(
            seen["now"].get("total"),
            made.map(|row| &row["total"]),
            "the invoice is the one that was seen: {seen:#}"
        );
    }
}

fn issued(row: &Value) -> Issued {
    Issued {
        id: text(&row["id"]),
        number: text(&row["number"]),
    }
}

fn change_request(sub: &str, change: Value, when: &str, behavior: &str) -> Value {
    let request = json!({"id": sub, "change": change, "behavior": behavior});
    match when {
        "now" | "period_end" => with(request, "when", when),
        day => with(with(request, "when", "on_date"), "on", day),
    }
}

/// Prices without a name are called like the plan.
fn named(mut content: Value, name: &str) -> Value {
    for price in content["prices"].as_array_mut().expect("prices") {
        if price["name"] == "" {
            price["name"] = name.into();
        }
    }
    content
}

/// An object with the fields of another in it.
fn merged(mut object: Value, more: Value) -> Value {
    for (field, value) in more.as_object().expect("an object") {
        object[field.as_str()] = value.clone();
    }
    object
}
