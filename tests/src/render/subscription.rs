//! Subscriptions, their bills and runs as aligned text.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{list, major, word};
use crate::world::{World, text};

/// The widths of a line's columns: what it is for, and its time with its part of a period.
const WHAT: usize = 41;
const TIME: usize = 41;
/// The width of what stands before an amount.
const HEAD: usize = 84;

/// Coming events that are shown.
const COMING: usize = 4;

fn bill_line(out: &mut String, what: &str, time: &str, part: &str, amount: &str) {
    let time = match part {
        "" => time.to_owned(),
        part => format!("{time} ({part})"),
    };
    let row = format!("  {what:<WHAT$} {time:<TIME$}{amount:>10}");
    writeln!(out, "{row}").expect("a text grows");
}

/// "2026-01-31 - 2026-02-28": the last day is the first of what follows.
fn time(start: &Value, end: &Value) -> String {
    match (start.as_str(), end.as_str()) {
        (Some(start), Some(end)) => format!("{start} - {end}"),
        _ => String::new(),
    }
}

/// Every invoice and draft with its lines after discounts, in the order of their making.
#[must_use]
pub fn bills(world: &World) -> String {
    let mut out = String::new();
    for row in world.invoices() {
        let invoice = world.get("invoices.get", json!({"id": row["id"]}));
        let issued_on = match row["issued_on"].as_str() {
            Some(on) => format!("{} of {on}", word(&row["number"])),
            None => "Not issued".to_owned(),
        };
        let totals = &invoice["totals"];
        let head = format!(
            "{issued_on}, {} ({})",
            word(&row["customer_name"]),
            word(&row["status"])
        );
        let total = format!(
            "{} {}",
            word(&row["total"]["currency"]),
            major(&row["total"])
        );
        writeln!(out, "{head:<HEAD$} {total:>10}").expect("a text grows");
        let lines = list(&invoice["draft"]["lines"]).iter();
        for (line, sums) in lines.zip(list(&totals["lines"])) {
            invoice_line(&mut out, line, sums);
        }
    }
    out
}

fn invoice_line(out: &mut String, line: &Value, sums: &Value) {
    let time = time(&line["service_start"], &line["service_end"]);
    let part = text(&line["source"]["fraction"]);
    let what = match word(&line["quantity"]) {
        "" | "1" => text(&line["description"]),
        quantity => format!(
            "{}: {quantity} x {}",
            word(&line["description"]),
            word(&line["unit_amount"])
        ),
    };
    bill_line(out, &what, &time, &part, &major(&sums["subtotal"]));
    if sums["discount"]["minor"] != "0" {
        bill_line(
            out,
            "  less its discount",
            "",
            "",
            &major(&sums["discount"]),
        );
    }
}

/// The state, what is held, what is planned and waits, and its life.
#[must_use]
pub fn subscription(world: &World, id: &str) -> String {
    let page = world.subscription(id);
    let row = &page["row"];
    let mut out = format!(
        "{}: {} ({}), {} {} a month\nperiod {}, next bill {}\n",
        word(&row["customer_name"]),
        word(&row["plan_name"]),
        word(&row["status"]),
        word(&row["monthly"]["currency"]),
        major(&row["monthly"]),
        time(&page["period_start"], &page["period_end"]),
        word(&row["renews_on"]),
    );
    for item in list(&page["items"]) {
        let (quantity, name) = (word(&item["quantity"]), word(&item["plan_name"]));
        let version = &item["version"];
        let held = format!("holds {quantity} x {name}, version {version}");
        writeln!(out, "{held:<HEAD$} {:>10}", major(&item["amount"])).expect("a text grows");
    }
    for coupon in list(&page["coupons"]) {
        writeln!(
            out,
            "coupon {}: {}",
            word(&coupon["name"]),
            word(&coupon["words"])
        )
        .expect("a text grows");
    }
    for planned in list(&page["schedule"]) {
        writeln!(out, "planned: {}", word(&planned["title"])).expect("a text grows");
    }
    preview_lines(&mut out, "waits:", &page["pending"]);
    life(&mut out, &page["life"]);
    out
}

fn life(out: &mut String, events: &Value) {
    let (coming, past): (Vec<&Value>, Vec<&Value>) = list(events)
        .iter()
        .partition(|event| event["coming"] == true);
    for event in past.into_iter().chain(coming.into_iter().take(COMING)) {
        let mark = if event["coming"] == true { ">" } else { " " };
        let amount = match event["amount"].is_null() {
            true => String::new(),
            false => major(&event["amount"]),
        };
        let mut title = text(&event["title"]);
        if !word(&event["detail"]).is_empty() {
            write!(title, " ({})", word(&event["detail"])).expect("a text grows");
        }
        let row = format!("{mark} {} {title:<71} {amount:>10}", word(&event["on"]));
        writeln!(out, "{}", row.trim_end()).expect("a text grows");
    }
}

fn preview_lines(out: &mut String, title: &str, lines: &Value) {
    if !list(lines).is_empty() {
        writeln!(out, "{title}").expect("a text grows");
    }
    for line in list(lines) {
        let time = time(&line["service_start"], &line["service_end"]);
        let what = text(&line["description"]);
        bill_line(
            out,
            &what,
            &time,
            &text(&line["fraction"]),
            &major(&line["amount"]),
        );
    }
}

/// What a new subscription or a change would do, in words and amounts.
#[must_use]
pub fn preview(seen: &Value) -> String {
    let mut out = String::new();
    for words in list(&seen["words"]) {
        writeln!(out, "{}", word(words)).expect("a text grows");
    }
    writeln!(
        out,
        "then {}, {} a month instead of {}",
        word(&seen["status"]),
        major(&seen["monthly_after"]),
        major(&seen["monthly_before"])
    )
    .expect("a text grows");
    for (title, bill) in [("now", &seen["now"]), ("next", &seen["next"])] {
        if bill.is_null() {
            continue;
        }
        let head = format!("{title}, {}:", word(&bill["on"]));
        preview_lines(&mut out, &head, &bill["lines"]);
        for tax in list(&bill["taxes"]) {
            bill_line(
                &mut out,
                word(&tax["label"]),
                "",
                "",
                &major(&tax["amount"]),
            );
        }
        bill_line(&mut out, "Total", "", "", &major(&bill["total"]));
    }
    out
}

/// What a run made and what it could not.
#[must_use]
pub fn run(report: &Value) -> String {
    let run = &report["run"];
    let mut out = format!(
        "run through {} ({}): {} invoices, {} exceptions\n",
        word(&run["through_on"]),
        word(&run["state"]),
        run["invoices"],
        run["exceptions"]
    );
    for row in list(&report["rows"]) {
        let number = row["number"].as_str().unwrap_or("no number");
        let head = format!(
            "  {} {number} ({})",
            word(&row["customer_name"]),
            word(&row["status"])
        );
        let total = format!(
            "{} {}",
            word(&row["total"]["currency"]),
            major(&row["total"])
        );
        writeln!(out, "{head:<40} {:<40} {total:>12}", word(&row["title"])).expect("a text grows");
    }
    for exception in list(&report["exceptions"]) {
        let (name, code) = (word(&exception["customer_name"]), word(&exception["code"]));
        writeln!(out, "  {name} not billed ({code}):").expect("a text grows");
        for sentence in [&exception["reason"], &exception["fix"]] {
            wrapped(&mut out, word(sentence));
        }
    }
    out
}

/// A sentence below a row, in lines that a page has room for.
fn wrapped(out: &mut String, sentence: &str) {
    let mut line = String::from("   ");
    for word in sentence.split(' ') {
        if line.len() + word.len() >= HEAD {
            writeln!(out, "{line}").expect("a text grows");
            line = String::from("   ");
        }
        line.push(' ');
        line.push_str(word);
    }
    writeln!(out, "{line}").expect("a text grows");
}
