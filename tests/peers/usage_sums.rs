//! The kept sums of usage against DuckDB and SQLite, which add the same events up each time.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use acceptance::{World, python};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

const CUSTOMERS: u64 = 3;
const EVENTS: u64 = 3_000;
/// 13 February 2026, as days since 1970.
const FIRST: u64 = 20_497;
const DAYS: u64 = 280;

/// Numbers that look random and are the same each time (Knuth's multiplicative hash).
fn mixed(n: u64) -> u64 {
    n.wrapping_mul(6_364_136_223_846_793_005) >> 33
}

fn date(day: u64) -> NaiveDate {
    NaiveDate::default() + Days::new(day)
}

/// Every seventh event comes twice.
fn events() -> impl Iterator<Item = [u64; 4]> {
    (0..EVENTS).map(|n| {
        let key = if n % 7 == 6 { n - 1 } else { n };
        let [day, customer] = [mixed(key) % DAYS + FIRST, mixed(key * 3) % CUSTOMERS];
        [key, day, customer, mixed(key * 5) % 900]
    })
}

fn sums(said: &Value, question: &str) -> BTreeMap<u64, u64> {
    let rows = said[question]["sums"].as_array().expect("sums");
    let pair = |row: &Value| {
        (
            row[0].as_u64().expect("a number"),
            row[1].as_u64().expect("a sum"),
        )
    };
    rows.iter().map(pair).collect()
}

/// The days of a series with their sums; days on which nothing but zeros came are left out.
fn series(world: &World, customer: &str, [from, to]: [u64; 2]) -> BTreeMap<u64, u64> {
    let series = world.get(
        "usage.series",
        json!({"meter": "requests", "customer_id": customer, "bucket": "day",
            "from": date(from).to_string(), "through": date(to - 1).to_string()}),
    );
    let point = |row: &Value| {
        let on: NaiveDate = row["on"].as_str().expect("a day").parse().expect("a day");
        let day = on.signed_duration_since(NaiveDate::default()).num_days();
        let sum = row["sum"].as_str().expect("a sum").parse().expect("whole");
        (u64::try_from(day).expect("after 1970"), sum)
    };
    series["points"]
        .as_array()
        .expect("points")
        .iter()
        .map(point)
        .collect()
}

#[test]
fn kept_sums_of_usage_equal_what_duckdb_and_sqlite_add_up() {
    let world = World::new();
    world.count_requests();
    let customers: Vec<String> = ["Alder GmbH", "Birch GmbH", "Cedar GmbH"]
        .iter()
        .map(|name| world.customer(name))
        .collect();
    let mut file = String::from("key,day,meter,customer,quantity\n");
    let mut batch = Vec::new();
    for [key, day, customer, quantity] in events() {
        writeln!(file, "e{key},{day},0,{customer},{quantity}").expect("a text grows");
        let subject = &customers[usize::try_from(customer).expect("few")];
        batch.push(
            json!({"key": format!("e{key}"), "meter": "requests", "subject": subject,
            "at": format!("{}T12:00:00Z", date(day)), "quantity": quantity.to_string()}),
        );
    }
    world.on("2026-11-20");
    world.ask("usage.track_batch", json!({"events": batch}));
    let path = world.folder().join("events.csv");
    std::fs::write(&path, file).expect("a file");

    // All of October 2026: days 20 727 to 20 758. The year is every day there is.
    let (month, year) = ([20_727, 20_758], [FIRST, FIRST + DAYS]);
    assert_eq!(date(month[0]).to_string(), "2026-10-01");
    let mut args = vec![path.display().to_string(), "0".into(), "1".into()];
    args.extend([month, year].concat().iter().map(u64::to_string));
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let said: Value = serde_json::from_str(&python().script("usage_sums.py", &args)).expect("JSON");
    let month_of_each: BTreeMap<u64, u64> = (0..CUSTOMERS)
        .map(|n| {
            let customer = &customers[usize::try_from(n).expect("few")];
            (n, series(&world, customer, month).values().sum())
        })
        .collect();
    for peer in ["duckdb", "sqlite"] {
        let said = &said[peer];
        assert_eq!(
            series(&world, &customers[1], month),
            sums(said, "customer_month"),
            "{peer}"
        );
        assert_eq!(series(&world, "", year), sums(said, "year_days"), "{peer}");
        assert_eq!(month_of_each, sums(said, "customers_month"), "{peer}");
    }
}
