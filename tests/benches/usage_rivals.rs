//! The same usage in DuckDB and in plain SQLite: they add up what is kept here, and must agree.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use acceptance::python;
use chrono::NaiveDate;
use serde_json::Value;
use store::usage::{Bucket, Reach};
use store::{Store, StoreError};

use crate::report::Report;
use crate::usage::{Drawn, customer_id, days_of};

/// The meter and the customer that are asked for, by their places.
const METER: usize = 1;
const CUSTOMER: u32 = 7;

pub fn compare(report: &mut Report, store: &Store, folder: &Path, events: u32) {
    println!("the same {events} events in DuckDB and SQLite …");
    let path = folder.join("events.csv");
    write(&path, events).expect("a file of events");
    let on = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let (year, month) = (
        (on("2025-11-01"), on("2026-11-01")),
        (on("2026-10-01"), on("2026-11-01")),
    );
    let mut args = vec![
        path.display().to_string(),
        METER.to_string(),
        CUSTOMER.to_string(),
    ];
    args.extend([month.0, month.1, year.0, year.1].map(|day| days_of(day).to_string()));
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let said = python().script("usage_sums.py", &args);
    let said: Value = serde_json::from_str(&said).expect("its answer");
    std::fs::remove_file(path).expect("the file goes");

    let customer = customer_id(CUSTOMER);
    for (name, asked, reach, days) in [
        (
            "a customer's month",
            "customer_month",
            Reach::Customer(&customer),
            month,
        ),
        (
            "a year's days, all customers",
            "year_days",
            Reach::Everybody,
            year,
        ),
    ] {
        let ours = store.read(|r| {
            let meter = r.meters().find("api_calls")?.expect("the meter").0;
            r.usage_events().series(meter, reach, Bucket::Day, days)
        });
        let ours: Result<_, StoreError> = ours;
        let ours: Vec<(i64, i64)> = ours
            .expect("a series")
            .iter()
            .map(|point| (i64::from(days_of(point.on)), point.sum))
            .collect();
        for peer in ["duckdb", "sqlite"] {
            assert_eq!(ours, sums(&said[peer][asked]), "{name} by {peer}");
        }
    }
    for (peer, called) in [("duckdb", "DuckDB"), ("sqlite", "plain SQLite")] {
        for (name, asked) in [
            ("a customer's month", "customer_month"),
            ("all customers' month", "customers_month"),
            ("a year's days, all customers", "year_days"),
        ] {
            let took = said[peer][asked]["ms"].as_f64().expect("a time");
            report.add("grown", &format!("usage: {name} by {called}, ms"), took);
        }
    }
}

fn sums(answer: &Value) -> Vec<(i64, i64)> {
    let rows = answer["sums"].as_array().expect("sums").iter();
    let number = |value: &Value| value.as_i64().expect("a whole number");
    rows.map(|row| (number(&row[0]), number(&row[1]))).collect()
}

fn write(path: &Path, events: u32) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "key,day,meter,customer,quantity")?;
    for n in 0..events {
        let drawn = Drawn::of(n, events);
        let (meter, customer) = (drawn.meter(), drawn.customer());
        writeln!(
            file,
            "{n},{},{meter},{customer},{}",
            drawn.day(),
            drawn.quantity()
        )?;
    }
    file.flush()
}
