//! Invoices, journals and trial balances as aligned text, for an accountant to read in a review.

mod statement;
mod subscription;

use std::fmt::Write;

use billing::money::{Currency, Money};
use serde_json::{Value, json};

use crate::world::{Issued, World};

pub use statement::statement;
pub use subscription::{bills, preview, run, subscription};

/// The width of an amount's column.
const AMOUNT: usize = 12;
/// The width of what stands before it.
const LABEL: usize = 46;

/// An amount in major units, without its currency.
#[must_use]
pub fn major(money: &Value) -> String {
    let currency = money["currency"].as_str().expect("a currency");
    let minor = money["minor"]
        .as_str()
        .expect("minor units")
        .parse()
        .expect("a number");
    let currency = Currency::try_new(currency).expect("a currency of ISO 4217");
    Money::new(minor, currency).to_major_string()
}

fn row(out: &mut String, label: &str, amount: &Value) {
    let filled = LABEL.saturating_sub(label.chars().count());
    let gap = " ".repeat(filled);
    writeln!(out, "{label}{gap}{:>AMOUNT$}", major(amount)).expect("a text grows");
}

fn row_unless_zero(out: &mut String, label: &str, amount: &Value) {
    if amount["minor"] != "0" {
        row(out, label, amount);
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

/// The invoice with its sums, and what has been settled of it.
#[must_use]
pub fn invoice(world: &World, issued: &Issued) -> String {
    let invoice = world.invoice(issued);
    let (head, totals) = (&invoice["row"], &invoice["totals"]);
    let past_due = if head["past_due"] == true {
        ", past due"
    } else {
        ""
    };
    let mut out = format!(
        "{}, {} ({}{past_due})\nissued {}, due {}, in {}\n",
        word(&head["number"]),
        word(&head["customer_name"]),
        word(&head["status"]),
        word(&head["issued_on"]),
        word(&head["due_on"]),
        word(&head["total"]["currency"]),
    );
    for (typed, sums) in list(&invoice["draft"]["lines"])
        .iter()
        .zip(list(&totals["lines"]))
    {
        line_rows(&mut out, typed, sums);
    }
    row(&mut out, "Subtotal", &totals["subtotal"]);
    row_unless_zero(&mut out, "Discounts", &totals["discount"]);
    row(&mut out, "Net", &totals["taxable"]);
    for tax in list(&totals["taxes"]) {
        let label = format!(
            "{} {} % {} on {}",
            word(&tax["name"]),
            word(&tax["rate_pct"]),
            word(&tax["category"]),
            major(&tax["taxable"])
        );
        row(&mut out, &label, &tax["amount"]);
    }
    row(&mut out, "Total", &totals["total"]);
    row_unless_zero(&mut out, "Credited", &invoice["credited"]);
    row_unless_zero(&mut out, "Paid", &invoice["paid"]);
    for part in list(&invoice["prepaid"]) {
        let label = format!("Prepaid credit, {}", word(&part["name"]));
        row(&mut out, &label, &part["amount"]);
    }
    row_unless_zero(
        &mut out,
        "Customer balance applied",
        &invoice["applied_balance"],
    );
    row_unless_zero(&mut out, "Written off", &invoice["written_off"]);
    row(&mut out, "Due", &head["amount_due"]);
    out
}

fn line_rows(out: &mut String, typed: &Value, sums: &Value) {
    let quantity = match word(&typed["quantity"]) {
        "" => "1",
        quantity => quantity,
    };
    let label = format!(
        "  {}: {quantity} x {}",
        word(&typed["description"]),
        word(&typed["unit_amount"])
    );
    row(out, &label, &sums["subtotal"]);
    row_unless_zero(out, "    less its discount", &sums["discount"]);
    row_unless_zero(
        out,
        "    less its share of the discount",
        &sums["invoice_discount"],
    );
}

/// Every journal entry, in the order in which they were recorded.
#[must_use]
pub fn journal(world: &World) -> String {
    let request = json!({"sort": [{"column": "posted_on"}], "limit": 1000});
    entries(&world.get("ledger.journal", request)["rows"])
}

/// The entries of one invoice with its payments and credit notes.
#[must_use]
pub fn journal_of(world: &World, issued: &Issued) -> String {
    entries(&world.invoice(issued)["journal"])
}

fn entries(entries: &Value) -> String {
    let mut out = String::new();
    for entry in list(entries) {
        writeln!(
            out,
            "{} {}",
            word(&entry["posted_on"]),
            word(&entry["description"])
        )
        .expect("a text grows");
        for posting in list(&entry["postings"]) {
            posting_row(&mut out, posting);
        }
    }
    out
}

fn posting_row(out: &mut String, posting: &Value) {
    let (column, amount) = match posting["debit"].is_null() {
        false => (AMOUNT, &posting["debit"]),
        true => (AMOUNT * 2, &posting["credit"]),
    };
    let (code, name) = (word(&posting["account"]), word(&posting["account_name"]));
    let label = format!("  {code:<13} {name:<21}{}", word(&amount["currency"]));
    writeln!(out, "{label}{:>column$}", major(amount)).expect("a text grows");
}

/// Debits and credits of every account that moved, and their sums, one block a currency.
#[must_use]
pub fn trial_balance(world: &World) -> String {
    let books = world.get("ledger.trial_balance", json!({}));
    assert_eq!(books["balanced"], true, "{books:#}");
    let mut out = format!("as of {}\n", word(&books["as_of"]));
    for row in list(&books["rows"])
        .iter()
        .filter(|row| row["debit"] != row["credit"])
    {
        posting_row(&mut out, &as_posting(row));
    }
    for total in list(&books["totals"]) {
        let currency = word(&total["debit"]["currency"]);
        writeln!(
            out,
            "  {:<35}{currency}{:>AMOUNT$}{:>AMOUNT$}",
            "Together",
            major(&total["debit"]),
            major(&total["credit"])
        )
        .expect("a text grows");
    }
    out
}

fn as_posting(row: &Value) -> Value {
    json!({"account": row["account"], "account_name": row["name"], "debit": row["debit"],
        "credit": row["credit"]})
}

/// The customer's credit and debts, in the order of the currencies.
#[must_use]
pub fn customer(world: &World, id: &str) -> String {
    let page = world.get("customers.get", json!({"id": id}));
    let amounts = |name: &str| -> String {
        let amounts = list(&page[name]).iter();
        let shown: Vec<String> = amounts
            .map(|amount| format!("{} {}", major(amount), word(&amount["currency"])))
            .collect();
        if shown.is_empty() {
            "nothing".to_owned()
        } else {
            shown.join(", ")
        }
    };
    format!(
        "{} ({}): owes {}, past due {}, holds {}\n",
        word(&page["customer"]["name"]),
        word(&page["status"]),
        amounts("outstanding"),
        amounts("past_due"),
        amounts("balance")
    )
}
