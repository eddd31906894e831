//! Advice from months that really were, each kind with its arithmetic.

use acceptance::builders::{content, each, flat, seats, with};
use acceptance::using::{basic, limit};
use acceptance::{World, render};
use serde_json::{Value, json};

/// The months from April on that are told of; today is two days after the last.
const MONTHS: [&str; 3] = ["2026-04", "2026-05", "2026-06"];
const TODAY: &str = "2026-07-02";

/// A customer of a plan of the AI workspace since 1 April.
pub fn in_workspace(world: &World, code: &str) -> (String, String) {
    world.catalog("ai-workspace");
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    let plan = world.plan_of(code);
    let sub = world.subscribe(&customer, &plan, json!({"currency": "EUR"}));
    (customer, sub)
}

/// The same use of meters on the tenth of each month.
pub fn use_each_month(world: &World, customer: &str, months: &[&str], used: &[(&str, &str)]) {
    let of_month = |month: &&str| -> Vec<Value> {
        let event = |(meter, quantity): &(&str, &str)| {
            json!({"meter": meter, "subject": customer, "quantity": quantity,
                "at": format!("{month}-10T08:00:00Z")})
        };
        used.iter().map(event).collect()
    };
    track(world, months.iter().flat_map(of_month).collect());
}

fn track(world: &World, events: Vec<Value>) {
    let count = events.len();
    let tracked = world.ask("usage.track_batch", json!({"events": events}));
    assert_eq!(tracked["counted"], count, "{tracked:#}");
}

fn advice(world: &World, customer: &str) -> Value {
    world.get("advice.list", json!({"customer_id": customer}))
}

/// The one piece of advice of a group, when there is no other in any.
fn only(list: &Value, group: &str) -> Value {
    let groups = ["now", "next", "later", "answered"];
    let all = groups
        .iter()
        .flat_map(|group| list[*group].as_array().expect("rows"));
    assert_eq!(all.count(), 1, "{list:#}");
    list[group][0].clone()
}

fn amounts(of: &Value, fields: &[&str]) -> Vec<String> {
    fields
        .iter()
        .map(|field| render::major(&of[*field]))
        .collect()
}

/// "24 of 25: 99.00, 299.00"
fn rows(of: &Value) -> Vec<String> {
    let rows = of["rows"].as_array().expect("rows").iter();
    let told = rows.map(|row| {
        let amounts = amounts(row, &["billed_now", "billed_then"]).join(", ");
        format!("{} of {}: {amounts}", row["used"], row["limit"]).replace('"', "")
    });
    told.collect()
}

const FOR_CUSTOMER: [&str; 3] = ["saving_month", "saving_year", "business_month"];

// 24 of 25 users are 96 %. Professional costs 99.00 and Enterprise 299.00: 200.00 more a month,
// 2 400.00 a year, which the business gains. Users beyond 25 would be billed at 5.00 each, so it
// stops nothing and can wait.
#[test]
fn use_near_the_limit_asks_for_a_larger_plan_and_says_what_it_costs() {
    let world = World::new();
    let (customer, sub) = in_workspace(&world, "workspace-professional");
    world.on(TODAY);
    use_each_month(&world, &customer, &MONTHS, &[("users", "24")]);
    let list = advice(&world, &customer);
    let told = only(&list, "later");
    let enterprise = world.plan_of("workspace-enterprise");
    assert_eq!(told["kind"], "upgrade");
    assert_eq!(told["key"], format!("plan:{sub}:{enterprise}"));
    assert_eq!(
        amounts(&told, &FOR_CUSTOMER),
        ["-200.00", "-2400.00", "200.00"]
    );
    assert_eq!(rows(&told), ["24 of 25: 99.00, 299.00"; 3]);
    assert_eq!(told["rows"][0]["detail"], "96 %");
    assert_eq!(told["confidence"], "medium");
    assert_eq!(
        told["confidence_why"],
        "It held in each of 3 months. 6 in a row would make it sure."
    );
    assert_eq!(
        told["sentence"],
        "Users: above 90 % of the limit in each of the last 3 months. AI workspace Enterprise \
         would have cost 200.00 EUR more a month."
    );
}

// Minutes beyond the 500 of Voice AI Starter are refused. 480 of them are near the limit and can
// wait for the next renewal; 500 leave nothing, which stops work now. Professional has 2 000 for
// 99.00 instead of 29.00, and better support.
#[test]
fn a_limit_that_stops_work_is_for_now() {
    for (minutes, group) in [("480", "next"), ("500", "now")] {
        let world = World::new();
        world.catalog("voice-ai");
        let customer = world.customer("Alder GmbH");
        world.on("2026-04-01");
        let plan = world.plan_of("voice-starter");
        world.subscribe(&customer, &plan, json!({"currency": "EUR"}));
        world.on(TODAY);
        use_each_month(&world, &customer, &MONTHS, &[("call_minutes", minutes)]);
        let told = only(&advice(&world, &customer), group);
        assert_eq!(
            (&told["kind"], &told["loses"]),
            (&json!("upgrade"), &json!([]))
        );
        assert_eq!(
            amounts(&told, &FOR_CUSTOMER),
            ["-70.00", "-840.00", "70.00"]
        );
    }
}

// 4 of 25 users, 80 of 1 000 requests: Starter (5 users, 100 requests) holds all of it for 29.00
// instead of 99.00: 70.00 a month, 840.00 a year. It lacks what Professional has beyond limits.
#[test]
fn use_far_below_the_limit_fits_a_smaller_plan() {
    let world = World::new();
    let (customer, _) = in_workspace(&world, "workspace-professional");
    world.on(TODAY);
    let used = [("users", "4"), ("ai_requests", "80")];
    use_each_month(&world, &customer, &MONTHS, &used);
    let told = only(&advice(&world, &customer), "next");
    assert_eq!(told["kind"], "downgrade");
    assert_eq!(amounts(&told, &FOR_CUSTOMER), ["70.00", "840.00", "-70.00"]);
    assert_eq!(rows(&told), ["80 of 1000: 99.00, 29.00"; 3]);
    assert_eq!(told["loses"], json!(["Advanced features", "API access"]));
    assert_eq!(told["change"]["request"]["when"], "period_end");
}

// 600 of 5 000 pages are 12 %, but more than any smaller plan has: none is enough by its limits.
// Their overage is cheap, so one costs less all the same: Professional 99.00 + 100 × 0.01 = 100.00,
// Starter 29.00 + 550 × 0.01 = 34.50, which is 264.50 less than the 299.00. It lacks much of what
// Enterprise has, so there is time.
#[test]
fn a_plan_whose_overage_is_cheap_fits_better() {
    let world = World::new();
    let (customer, _) = in_workspace(&world, "workspace-enterprise");
    world.on(TODAY);
    use_each_month(&world, &customer, &MONTHS, &[("pages", "600")]);
    let told = only(&advice(&world, &customer), "later");
    assert_eq!(told["kind"], "plan_fit");
    assert_eq!(rows(&told), [" of null: 299.00, 34.50"; 3]);
    assert_eq!(amounts(&told, &["saving_month"]), ["264.50"]);
}

/// An add-on that allows 500 requests more for each that is held.
fn addon_of_500(world: &World, name: &str, price: Value) -> Value {
    let content = content(&[with(price, "name", name)]);
    let content = with(content, "entitlements", json!([limit("requests", "500")]));
    let product = world.ask("products.save", json!({"name": name}));
    let fields = json!({"product_id": product["id"], "name": name, "kind": "addon"});
    let made = world.ask(
        "plans.create",
        json!({"fields": fields, "content": content}),
    );
    made["row"]["id"].clone()
}

// Of 1 200 requests 1 100 are beyond the 100: 22.00, with the 30.00 of the plan 52.00. One add-on
// of 5.00 allows 500 more: 35.00 + 600 × 0.02 = 47.00. Two: 40.00 + 100 × 0.02 = 42.00. Three:
// 45.00. Two save most: 10.00 a month, 120.00 a year. The other add-on allows as much for 6.00,
// whatever its quantity: one of it, 36.00 + 12.00 = 48.00, saves less.
#[test]
fn an_addon_that_costs_less_than_the_overage_is_told_with_how_many() {
    let world = World::new();
    world.count_requests();
    let (customer, _) = world.subscribed(basic());
    let more = addon_of_500(&world, "More", seats("5.00"));
    addon_of_500(&world, "Flat", flat("6.00"));
    world.on(TODAY);
    use_each_month(&world, &customer, &MONTHS, &[("requests", "1200")]);
    let told = only(&advice(&world, &customer), "now");
    assert_eq!(told["kind"], "addon");
    assert_eq!(rows(&told), ["1200 of 100: 52.00, 42.00"; 3]);
    assert_eq!(amounts(&told, &FOR_CUSTOMER), ["10.00", "120.00", "-10.00"]);
    let change = &told["change"]["request"]["change"];
    assert_eq!(
        (&change["kind"], &change["plan_id"], &change["quantity"]),
        (&json!("add_addon"), &more, &json!("2"))
    );
}

// Twelve seats at 8.00; 7, 9 and 8 people did anything: 9 are enough, 3 × 8.00 = 24.00 a month,
// 288.00 a year.
#[test]
fn seats_that_nobody_used_are_told() {
    let world = World::new();
    world.count_requests();
    let plan = world.plan("Team", &[seats("8.00")]);
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    let items = json!({"items": [{"plan_id": plan, "quantity": "12"}]});
    world.subscribe(&customer, &plan, items);
    world.on(TODAY);
    let people = MONTHS.iter().zip([7, 9, 8]).flat_map(|(month, people)| {
        let customer = &customer;
        (0..people).map(move |person| {
            json!({"meter": "requests", "subject": customer, "quantity": "1",
                "user": format!("person {person}"), "at": format!("{month}-10T08:00:00Z")})
        })
    });
    track(&world, people.collect());
    let told = only(&advice(&world, &customer), "next");
    assert_eq!(told["kind"], "idle_seats");
    // 12 × 8.00 and 9 × 8.00
    let each = ["7 of 12", "9 of 12", "8 of 12"].map(|used| format!("{used}: 96.00, 72.00"));
    assert_eq!(rows(&told), each);
    assert_eq!(amounts(&told, &FOR_CUSTOMER), ["24.00", "288.00", "-24.00"]);
    assert_eq!(told["change"]["request"]["change"]["quantity"], "9");
}

// Twelve months of 30.00 are 360.00, a year is 300.00: 60.00 a year. A twelfth of it is 25.00, so
// 5.00 a month. After five whole months nobody is told, after six they are.
#[test]
fn yearly_billing_is_told_to_those_who_stayed() {
    let world = World::new();
    let year = each(flat("300.00"), "year");
    let plan = world.plan("Basic", &[flat("30.00"), year]);
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    world.subscribe(&customer, &plan, json!({}));
    world.on("2026-09-30");
    assert_eq!(advice(&world, &customer)["later"], json!([]));
    world.on("2026-10-01");
    let told = only(&advice(&world, &customer), "later");
    assert_eq!(told["kind"], "yearly");
    assert_eq!(rows(&told), [" of null: 360.00, 300.00"]);
    assert_eq!(amounts(&told, &FOR_CUSTOMER), ["5.00", "60.00", "-5.00"]);
}

// 1 000 requests a month cost the business 60.00, 0.06 each; at 0.05 they would cost 50.00. The
// customer pays the same, the business spends 10.00 less.
#[test]
fn requests_that_cost_the_business_too_much_are_told() {
    let world = World::new();
    let (customer, _) = in_workspace(&world, "workspace-enterprise");
    world.on(TODAY);
    let event = |month: &&str| {
        json!({"meter": "ai_requests", "subject": customer, "quantity": "3500", "cost": "210",
            "at": format!("{month}-10T08:00:00Z")})
    };
    track(&world, MONTHS.iter().map(event).collect());
    let list = advice(&world, &customer);
    let told = &list["next"].as_array().expect("rows").iter();
    let told = told.clone().find(|one| one["kind"] == "usage_optimization");
    let told = told.unwrap_or_else(|| panic!("{list:#}"));
    // 3 500 for 210.00 are 0.06 each; 0.05 each would be 175.00, 35.00 less
    assert_eq!(told["rows"][0]["detail"], "210.00 EUR, 0.06 each");
    assert_eq!(told["saving_month"], Value::Null);
    assert_eq!(amounts(told, &["business_month"]), ["35.00"]);
    assert_eq!(told["change"]["request"], Value::Null);
}

// Ten requests at nine o'clock on each of the 56 days before 2 July: everything is in 7 of 168
// hours.
#[test]
fn load_that_comes_in_a_few_hours_is_told() {
    let world = World::new();
    world.count_requests();
    let (customer, _) = world.subscribed(with(basic(), "entitlements", json!([])));
    world.on(TODAY);
    let from: chrono::NaiveDate = "2026-05-07".parse().expect("a day");
    let events = from.iter_days().take(56).flat_map(|day| {
        let customer = &customer;
        (0..10).map(move |minute| {
            json!({"meter": "requests", "subject": customer, "quantity": "1",
                "at": format!("{day}T07:0{minute}:00Z")})
        })
    });
    track(&world, events.collect());
    let list = advice(&world, &customer);
    let told = &list["later"][0];
    assert_eq!(told["kind"], "schedule_load", "{list:#}");
    // 07:00 UTC is nine o'clock of a summer's day in Berlin.
    let sentence = told["sentence"].as_str().expect("a sentence");
    assert!(sentence.contains("holds 100 % of Requests"), "{sentence}");
    assert!(sentence.contains("Monday at 9:00"), "{sentence}");
}

// On 1 June two whole months are over: three have to be.
#[test]
fn two_months_are_too_few_for_a_plan() {
    let world = World::new();
    let (customer, _) = in_workspace(&world, "workspace-professional");
    world.on("2026-06-01");
    use_each_month(&world, &customer, &MONTHS[..2], &[("users", "4")]);
    let list = advice(&world, &customer);
    assert_eq!(
        (&list["now"], &list["next"], &list["later"]),
        (&json!([]), &json!([]), &json!([]))
    );
    assert_eq!(
        list["too_young"][0]["sentence"],
        "AI workspace Professional has 2 whole months behind it; advice about the plan needs 3."
    );
}

// Use is told of from May on: of April nothing is known, so that two months are known.
#[test]
fn months_before_use_was_told_of_count_for_nothing() {
    let world = World::new();
    let (customer, _) = in_workspace(&world, "workspace-professional");
    world.on(TODAY);
    use_each_month(&world, &customer, &MONTHS[1..], &[("ai_requests", "80")]);
    assert_eq!(advice(&world, &customer)["next"], json!([]));
}
