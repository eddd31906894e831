//! Monthly statements as aligned text, each line with the steps that it came from.

use std::fmt::Write;

use serde_json::Value;

use super::{list, major, word};

/// The width of an amount's column.
const AMOUNT: usize = 10;
/// The width of what stands before it.
const LABEL: usize = 78;

fn row(out: &mut String, label: &str, amount: &Value) {
    writeln!(out, "{label:<LABEL$}{:>AMOUNT$}", major(amount)).expect("a text grows");
}

fn steps(out: &mut String, line: &Value) {
    let steps = list(&line["steps"]).iter();
    let steps: Vec<String> = steps
        .map(|step| format!("{}: {}", word(&step["label"]), word(&step["value"])))
        .collect();
    writeln!(out, "      {}", steps.join("; ")).expect("a text grows");
}

/// Every period of a statement, with its sums and what billed it.
#[must_use]
pub fn statement(statement: &Value) -> String {
    let mut out = String::new();
    for sub in list(&statement["subscriptions"]) {
        for period in list(&sub["periods"]) {
            of_period(&mut out, word(&sub["plan"]), period);
        }
        if sub["note"] != "" {
            writeln!(out, "{}: {}", word(&sub["plan"]), word(&sub["note"])).expect("a text grows");
        }
    }
    out
}

fn of_period(out: &mut String, plan: &str, period: &Value) {
    let (start, end) = (word(&period["period_start"]), word(&period["period_end"]));
    writeln!(out, "{plan}, {start} to {end}").expect("a text grows");
    for line in list(&period["plan"]) {
        row(out, &format!("  {}", word(&line["name"])), &line["amount"]);
        steps(out, line);
    }
    for (key, section) in [("overage", "overage"), ("custom", "own terms")] {
        for line in list(&period[key]) {
            let label = format!(
                "  {section}, {}: {} used, {} included",
                word(&line["name"]),
                word(&line["used"]),
                word(&line["included"])
            );
            row(out, &label, &line["amount"]);
            steps(out, line);
        }
    }
    let used = list(&period["usage"]).iter().map(|usage| {
        let most = usage["most"].as_str().unwrap_or("any number");
        format!(
            "{} {} of {most}",
            word(&usage["name"]),
            word(&usage["used"])
        )
    });
    let used: Vec<String> = used.collect();
    writeln!(out, "Used: {}", used.join(", ")).expect("a text grows");
    let totals = &period["totals"];
    for (key, label) in [
        ("plan_cost", "Plan"),
        ("overage_cost", "Overage"),
        ("custom_cost", "Own terms"),
        ("total", "Total"),
    ] {
        row(out, label, &totals[key]);
    }
    writeln!(out, "{}", word(&period["billing"])).expect("a text grows");
}
