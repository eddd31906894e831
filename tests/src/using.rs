//! What stories of usage do with a world: meters, plans that bill by them, events.

use serde_json::{Value, json};

use crate::builders::{content, flat, price, with};
use crate::world::{World, text};

/// A limit on a meter, as a plan or an add-on grants it.
#[must_use]
pub fn limit(meter: &str, most: &str) -> Value {
    json!({"key": meter, "name": "Requests", "kind": "limit", "on": true, "most": most,
        "unit": "request", "level": ""})
}

/// 0.02 for each request above what is included.
#[must_use]
pub fn requests(included: &str) -> Value {
    let model = json!({"type": "per_unit", "unit_amount": "0.02"});
    let metered = price("requests", "metered", model);
    with(with(metered, "included", included), "name", "Requests")
}

/// 30.00 a month with a hundred requests, and 0.02 for each more.
#[must_use]
pub fn basic() -> Value {
    let content = content(&[flat("30.00"), requests("100")]);
    with(content, "entitlements", json!([limit("requests", "100")]))
}

impl World {
    /// A meter of whole requests.
    pub fn count_requests(&self) {
        let meter = json!({"key": "requests", "name": "Requests", "unit": "request",
            "decimals": 0});
        self.ask("meters.create", meter);
    }

    /// A customer who has Basic, a plan of this content, since 1 April 2026; their id and the
    /// subscription's.
    #[must_use]
    pub fn subscribed(&self, content: Value) -> (String, String) {
        let plan = self.plan_with("Basic", content);
        let customer = self.customer("Alder GmbH");
        self.on("2026-04-01");
        let sub = self.subscribe(&customer, &plan, json!({}));
        (customer, sub)
    }

    /// An add-on of 5.00 a month that allows more.
    #[must_use]
    pub fn addon_allowing(&self, name: &str, meter: &str, most: &str) -> String {
        let content = content(&[with(flat("5.00"), "name", name)]);
        let content = with(content, "entitlements", json!([limit(meter, most)]));
        let product = self.ask("products.save", json!({"name": name}));
        let fields = json!({"product_id": product["id"], "name": name, "kind": "addon"});
        let request = json!({"fields": fields, "content": content});
        text(&self.ask("plans.create", request)["row"]["id"])
    }

    /// So many requests of a customer or subscription, at eight UTC of a day; the event's key.
    pub fn used(&self, subject: &str, on: &str, quantity: &str) -> String {
        let event = json!({"meter": "requests", "subject": subject,
            "at": format!("{on}T08:00:00Z"), "quantity": quantity});
        let tracked = self.ask("usage.track", event);
        assert_eq!(tracked["state"], "counted", "{tracked:#}");
        text(&tracked["key"])
    }

    /// Says that an event was another quantity.
    pub fn correct(&self, key: &str, quantity: &str) {
        let request = json!({"key": key, "type": "replace", "quantity": quantity,
            "reason": "Counted wrongly"});
        self.ask("usage.correct", request);
    }
}
