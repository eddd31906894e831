//! A company with a catalog, and random deeds of its customers: subscribe, change, wait, be billed.
//!
//! Whatever is billed or credited at once was looked at first: the preview's totals must be those
//! of the invoice and of the credit notes, and what the preview calls a problem must be refused.

use std::sync::OnceLock;

use acceptance::World;
use acceptance::builders::{
    cancel, content, each, every, flat, quantity, seats, to_interval, to_plan, with,
};
use acceptance::world::{Kept, text};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Of the ids after the company was opened.
const SEED: u64 = 2;
const CUSTOMERS: usize = 3;
const PLANS: usize = 4;
const COUPONS: [&str; 2] = ["FIFTH", "FIVER"];
const BEHAVIORS: [&str; 4] = ["", "next_invoice", "invoice_now", "none"];
const WHENS: [&str; 3] = ["now", "now", "period_end"];
const PAUSES: [&str; 3] = ["skip", "keep_as_draft", "mark_uncollectible"];

/// Indexes are taken modulo how many there are.
#[derive(Debug, Clone)]
pub enum Deed {
    Subscribe {
        customer: usize,
        plan: usize,
        quantity: u32,
        yearly: bool,
        coupon: usize,
    },
    Change {
        sub: usize,
        what: What,
        when: usize,
        behavior: usize,
    },
    /// A bank transfer of so much of what the last invoice comes to.
    Pay { percent: i64 },
    /// Days pass, and what is due by then is billed.
    Wait { days: u64 },
}

/// A change of a subscription.
#[derive(Debug, Clone)]
pub enum What {
    Plan(usize),
    Quantity(u32),
    Addon(bool),
    Interval(bool),
    Coupon(usize),
    Pause(usize),
    Resume,
    Cancel(bool),
}

pub fn subscribe() -> impl Strategy<Value = Deed> {
    let of = (
        0..CUSTOMERS,
        0..PLANS,
        1_u32..9,
        prop::bool::weighted(0.2),
        0..4_usize,
    );
    of.prop_map(
        |(customer, plan, quantity, yearly, coupon)| Deed::Subscribe {
            customer,
            plan,
            quantity,
            yearly,
            coupon,
        },
    )
}

pub fn change() -> impl Strategy<Value = Deed> {
    let what = prop_oneof![
        5 => (0..PLANS).prop_map(What::Plan),
        3 => (1_u32..9).prop_map(What::Quantity),
        2 => any::<bool>().prop_map(What::Addon),
        1 => any::<bool>().prop_map(What::Interval),
        1 => (0..COUPONS.len()).prop_map(What::Coupon),
        1 => (0..PAUSES.len()).prop_map(What::Pause),
        1 => Just(What::Resume),
        1 => any::<bool>().prop_map(What::Cancel),
    ];
    let of = (0..8_usize, what, 0..WHENS.len(), 0..BEHAVIORS.len());
    of.prop_map(|(sub, what, when, behavior)| Deed::Change {
        sub,
        what,
        when,
        behavior,
    })
}

/// A first subscription, and then whatever happens.
pub fn deeds(most: usize) -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        2 => subscribe(),
        5 => change(),
        1 => (1_i64..250).prop_map(|percent| Deed::Pay { percent }),
        3 => (1_u64..45).prop_map(|days| Deed::Wait { days }),
    ];
    (subscribe(), prop::collection::vec(deed, 0..most)).prop_map(|(first, mut deeds)| {
        deeds.insert(0, first);
        deeds
    })
}

/// A world in which things are sold.
pub struct Shop {
    pub world: World,
    pub customers: Vec<String>,
    pub subs: Vec<String>,
    sold: Sold,
    today: NaiveDate,
}

/// What is sold.
#[derive(Clone)]
struct Sold {
    plans: Vec<String>,
    addon: String,
}

/// The company before its first deed: every case begins with a copy of it.
struct Opened {
    ledger: Kept,
    customers: Vec<String>,
    sold: Sold,
}

impl Opened {
    /// Four plans by the month and by the year, one of them with its tax in the price, an add-on,
    /// two coupons, and customers whose lines bear 19 %, 7 % and nothing.
    fn new() -> Self {
        let world = World::new();
        let sold = Sold::new(&world);
        world.coupon(COUPONS[0], "20 %", "forever");
        world.coupon(COUPONS[1], "5.00", "3 periods");
        let customers = [
            ("Alder GmbH", "19"),
            ("Birch GmbH", "7"),
            ("Cedar GmbH", "0"),
        ];
        let customers = customers.map(|(name, pct)| {
            let rate = world.vat(pct);
            let address = json!({"country": "DE"});
            world.customer_of(json!({"name": name, "address": address, "tax_rate_ids": [rate]}))
        });
        Self {
            ledger: world.keep(),
            customers: customers.into(),
            sold,
        }
    }
}

impl Sold {
    fn new(world: &World) -> Self {
        let both = |month: Value, year: Value| [month, each(year, "year")];
        let plans = vec![
            world.plan("Basic", &both(flat("31.00"), flat("310.00"))),
            world.plan("Pro", &both(flat("99.90"), flat("999.00"))),
            world.plan("Team", &both(seats("7.33"), seats("73.30"))),
            world.plan_with(
                "Gross",
                with(
                    content(&both(flat("59.50"), flat("595.00"))),
                    "tax_inclusive",
                    true,
                ),
            ),
        ];
        let addon = world.addon("Help", &both(flat("15.00"), flat("150.00")));
        Self { plans, addon }
    }
}

impl Shop {
    pub fn new() -> Self {
        static OPENED: OnceLock<Opened> = OnceLock::new();
        let opened = OPENED.get_or_init(Opened::new);
        Self {
            world: World::again(&opened.ledger, SEED),
            customers: opened.customers.clone(),
            subs: Vec::new(),
            sold: opened.sold.clone(),
            today: NaiveDate::from_ymd_opt(2026, 1, 5).unwrap(),
        }
    }

    /// The same company after these deeds.
    pub fn after(deeds: &[Deed]) -> Self {
        let mut shop = Self::new();
        for deed in deeds {
            shop.act(deed);
        }
        shop
    }

    pub fn act(&mut self, deed: &Deed) {
        match deed {
            Deed::Subscribe {
                customer,
                plan,
                quantity,
                yearly,
                coupon,
            } => {
                let items =
                    json!([{"plan_id": self.sold.plans[*plan], "quantity": quantity.to_string()}]);
                let more = json!({"items": items, "recurrence": interval(*yearly),
                    "coupon_codes": COUPONS.get(*coupon).into_iter().collect::<Vec<_>>()});
                let customer = &self.customers[*customer];
                let sub = self
                    .world
                    .subscribe(customer, &self.sold.plans[*plan], more);
                self.subs.push(sub);
            }
            Deed::Change { .. } if self.subs.is_empty() => {}
            Deed::Change {
                sub,
                what,
                when,
                behavior,
            } => {
                let id = &self.subs[sub % self.subs.len()];
                let request = json!({"id": id, "change": self.change(what),
                    "when": WHENS[*when], "behavior": BEHAVIORS[*behavior]});
                self.change_as_seen(request);
            }
            Deed::Pay { percent } => self.pay(*percent),
            Deed::Wait { days } => {
                self.wait(*days);
                self.world.run(&self.today.to_string());
            }
        }
    }

    /// Days pass, and nothing is billed.
    pub fn wait(&mut self, days: u64) {
        self.today = self.today + Days::new(days);
        self.world.on(&self.today.to_string());
    }

    pub fn today(&self) -> NaiveDate {
        self.today
    }

    fn change(&self, what: &What) -> Value {
        match what {
            What::Plan(plan) => to_plan(&self.sold.plans[*plan]),
            What::Quantity(many) => quantity(&many.to_string()),
            What::Addon(true) => {
                json!({"kind": "add_addon", "plan_id": self.sold.addon, "quantity": "2"})
            }
            What::Addon(false) => json!({"kind": "remove_addon", "plan_id": self.sold.addon}),
            What::Interval(yearly) => to_interval(if *yearly { "year" } else { "month" }),
            What::Coupon(coupon) => {
                json!({"kind": "add_coupon", "coupon_code": COUPONS[*coupon]})
            }
            What::Pause(how) => json!({"kind": "pause", "pause_behavior": PAUSES[*how]}),
            What::Resume => json!({"kind": "resume"}),
            What::Cancel(prorate) => cancel(*prorate),
        }
    }

    /// Looks at a change and makes it: both say the same amounts, or both say no.
    fn change_as_seen(&self, request: Value) {
        let (bills, notes) = (self.world.invoices(), self.credit_notes());
        let seen = self
            .world
            .call("subscriptions.preview_change", request.clone());
        let made = self.world.call("subscriptions.change", request.clone());
        let Ok(seen) = seen else {
            assert_eq!(seen.err(), made.err(), "{request}");
            return;
        };
        let is_fine = seen["problems"] == json!([]);
        assert_eq!(is_fine, made.is_ok(), "{request}\n{seen:#}\n{made:?}");
        let known = |row: &&Value| bills.iter().any(|bill| bill["id"] == row["id"]);
        let after = self.world.invoices();
        let new: Vec<&Value> = after.iter().filter(|row| !known(row)).collect();
        let totals: Vec<&Value> = new.iter().map(|row| &row["total"]).collect();
        let expected: Vec<&Value> = seen["now"].get("total").into_iter().collect();
        assert_eq!(totals, expected, "{request}\n{seen:#}");
        // A draft is lowered where an invoice gets a credit note.
        let lowered = |row: &Value| {
            let now = after.iter().find(|other| other["id"] == row["id"]);
            now.map_or(0, |now| cents(&row["total"]) - cents(&now["total"]))
        };
        let drafts: i64 = bills.iter().map(lowered).sum();
        let noted: i64 = self.credit_notes()[notes.len()..].iter().map(cents).sum();
        let credited = seen["credited"].as_array().filter(|_| is_fine);
        let credited: i64 = credited.into_iter().flatten().map(cents).sum();
        assert_eq!(drafts + noted, credited, "{request}\n{seen:#}");
    }

    fn credit_notes(&self) -> Vec<Value> {
        let sort = json!([{"column": "number", "descending": false}]);
        let page = self
            .world
            .get("credit_notes.list", json!({"limit": 1000, "sort": sort}));
        let rows = page["rows"].as_array().unwrap().iter();
        rows.map(|row| row["total"].clone()).collect()
    }

    fn pay(&self, percent: i64) {
        let bills = self.world.invoices();
        let Some(bill) = bills.iter().rev().find(|bill| bill["status"] == "open") else {
            return;
        };
        let part = (cents(&bill["total"]) * percent / 100).max(1);
        let amount = format!("{}.{:02}", part / 100, part % 100);
        let request = json!({"invoice_id": bill["id"], "amount": amount,
            "received_on": self.today.to_string(), "method": "bank_transfer", "reference": "1"});
        self.world.ask("payments.record", request);
    }

    /// Each invoice and draft in full.
    pub fn bills(&self) -> Vec<Value> {
        let rows = self.world.invoices();
        let bill = |row: &Value| self.world.get("invoices.get", json!({"id": row["id"]}));
        rows.iter().map(bill).collect()
    }

    /// Each subscription in full.
    pub fn subscriptions(&self) -> Vec<Value> {
        let subs = self.subs.iter();
        subs.map(|id| self.world.subscription(id)).collect()
    }
}

fn interval(yearly: bool) -> Value {
    every(if yearly { "year" } else { "month" })
}

/// Signed minor units of an amount.
pub fn cents(amount: &Value) -> i64 {
    text(&amount["minor"])
        .parse()
        .unwrap_or_else(|_| panic!("no amount: {amount}"))
}
