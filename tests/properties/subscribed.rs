//! Random companies with subscriptions: runs bill once, bills are their lines and taxes, and what
//! is voided leaves every balance as it was.

use acceptance::builders::with;
use acceptance::world::text;
use acceptance::{draft, line, render};
use chrono::Days;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::each_ledger;
use crate::model::rounded;
use crate::shop::{Deed, Shop, cents, change, deeds, subscribe};

/// Subscriptions whose changes were made within their first period.
fn beginnings() -> impl Strategy<Value = Vec<Deed>> {
    let subs = prop::collection::vec(subscribe(), 1..4);
    (subs, prop::collection::vec(change(), 0..4)).prop_map(|(mut deeds, changes)| {
        deeds.extend(changes);
        deeds
    })
}

/// What the first of two runs bills.
#[derive(Debug, Clone)]
enum Half {
    /// What is due for the first so many customers; none means all.
    Customers(usize),
    /// What was due so many days ago.
    DaysAgo(u64),
}

/// Everything that a run may not touch when there is nothing to do.
fn state(shop: &Shop) -> (String, Vec<Value>, Vec<Value>) {
    let books = render::trial_balance(&shop.world);
    (books, shop.bills(), shop.subscriptions())
}

/// What each customer was billed, without numbers and identities.
fn billed(shop: &Shop) -> Vec<String> {
    let bills = shop.bills();
    let mut told: Vec<String> = bills.iter().map(bill_words).collect();
    told.sort();
    told
}

fn bill_words(bill: &Value) -> String {
    let row = &bill["row"];
    let days = [&row["customer_name"], &row["issued_on"], &row["due_on"]];
    format!("{days:?} {} {}", bill["draft"]["lines"], bill["totals"])
}

/// Where each subscription stands, and what it will bill.
fn standing(shop: &Shop) -> Vec<Value> {
    let subs = shop.subscriptions();
    let fields = [
        "items",
        "coupons",
        "period_start",
        "period_end",
        "pending",
        "upcoming",
    ];
    let told = |sub: &Value| {
        let told: Vec<&Value> = fields.iter().map(|field| &sub[field]).collect();
        json!([sub["row"]["status"], told])
    };
    subs.iter().map(told).collect()
}

#[test]
fn a_run_twice_is_a_run_once() {
    let cases = (deeds(8), 0_u64..80, any::<bool>(), any::<bool>());
    each_ledger("run_twice", 16, &cases, |(deeds, days, draft, grouped)| {
        let mut shop = Shop::after(&deeds);
        shop.wait(days);
        let mode = if draft { "draft" } else { "issue" };
        let run = json!({"through_on": shop.today().to_string(), "mode": mode, "grouped": grouped});
        shop.world.run_with(run.clone());
        let before = state(&shop);
        let again = shop.world.run_with(run);
        prop_assert_eq!(&again["rows"], &json!([]));
        prop_assert_eq!(state(&shop), before);
        shop.world.assert_sound();
        Ok(())
    });
}

#[test]
fn a_run_in_two_halves_is_a_run_in_one() {
    let half = prop_oneof![
        (0_usize..3).prop_map(Half::Customers),
        (0_u64..95).prop_map(Half::DaysAgo)
    ];
    let cases = (beginnings(), 1_u64..95, half);
    each_ledger("two_halves", 16, &cases, |(deeds, days, half)| {
        let (mut one, mut two) = (Shop::after(&deeds), Shop::after(&deeds));
        one.wait(days);
        two.wait(days);
        let today = one.today();
        let run = json!({"through_on": today.to_string(), "mode": "issue", "grouped": false});
        one.world.run_with(run.clone());
        two.world.run_with(match half {
            Half::Customers(many) => with(run.clone(), "customer_ids", &two.customers[..many]),
            Half::DaysAgo(ago) => {
                let through = today - Days::new(ago.min(days));
                with(run.clone(), "through_on", through.to_string())
            }
        });
        two.world.run_with(run);
        prop_assert_eq!(billed(&two), billed(&one));
        prop_assert_eq!(standing(&two), standing(&one));
        let books = [&two, &one].map(|shop| render::trial_balance(&shop.world));
        prop_assert_eq!(&books[0], &books[1]);
        Ok(())
    });
}

#[test]
fn every_bill_is_its_lines_and_taxes() {
    each_ledger("lines_and_taxes", 16, &deeds(12), |deeds| {
        let shop = Shop::after(&deeds);
        let bills = shop.bills();
        bills.iter().for_each(is_its_lines_and_taxes);
        let receivable: i64 = bills.iter().map(is_owed).sum();
        let owed = of_account(&shop, "1100");
        prop_assert!(receivable == owed, "{}", render::trial_balance(&shop.world));
        shop.world.assert_sound();
        Ok(())
    });
}

#[test]
fn bills_that_are_voided_leave_every_balance_as_it_was() {
    let cases = (beginnings(), 31_u64..59, prop::option::of(1_u32..20_000));
    each_ledger("voided", 16, &cases, |(deeds, days, credit)| {
        let mut shop = Shop::after(&deeds);
        if let Some(credit) = credit {
            overpay(&shop, credit);
        }
        shop.wait(days);
        let (books, holds) = (render::trial_balance(&shop.world), balances(&shop));
        let (waits, is_planned) = (waiting(&shop), has_plans(&shop));
        let run = json!({"through_on": shop.today().to_string(), "mode": "issue",
            "grouped": false});
        let notes = credit_notes(&shop);
        let run = shop.world.run_with(run);
        let made = run["rows"].as_array().unwrap();
        // Where a subscription ended, the run credited what was owed: that stays.
        prop_assume!(credit_notes(&shop) == notes);
        // Nor does a credit come back that went into an invoice which is written off.
        prop_assume!(!made.iter().any(|row| took_credit_for_nothing(&shop, row)));
        // What changes within the run gave back was billed before: it stays, on a bill or waiting.
        let given = waiting_and_billed(&shop, made);
        prop_assert!(is_planned || given == waits, "{given:?} {waits:?}");
        let undone: Vec<Undone> = made.iter().rev().map(|row| undo(&shop, row)).collect();
        // The void of a bill of what is over gives the credits on it back by notes of their own.
        let own = undone.iter().filter(|how| **how == Undone::Credited);
        prop_assume!(credit_notes(&shop) == notes + u64::try_from(own.count()).unwrap());
        if undone.iter().all(|how| *how == Undone::Voided) {
            prop_assert_eq!(render::trial_balance(&shop.world), books);
            prop_assert_eq!(waiting(&shop), given);
        }
        prop_assert_eq!(balances(&shop), holds);
        shop.world.assert_sound();
        Ok(())
    });
}

fn credit_notes(shop: &Shop) -> u64 {
    let page = shop.world.get("credit_notes.list", json!({"limit": 1}));
    page["total_count"].as_u64().unwrap()
}

/// What an issued invoice still owes, by its own figures. Of an invoice that was paid, a credit
/// note goes to the customer's balance: nothing is owed below zero.
fn is_owed(bill: &Value) -> i64 {
    if matches!(bill["row"]["status"].as_str(), Some("draft" | "void")) {
        return 0;
    }
    let settled = ["paid", "credited", "applied_balance", "written_off"];
    let settled: i64 = settled.iter().map(|field| cents(&bill[field])).sum();
    (cents(&bill["totals"]["total"]) - settled).max(0)
}

/// Whether a customer's credit paid a part of what was written off as it was billed.
fn took_credit_for_nothing(shop: &Shop, row: &Value) -> bool {
    let id = &row["invoice_id"];
    let invoice = shop.world.get("invoices.get", json!({"id": id}));
    invoice["row"]["status"] == "uncollectible" && cents(&invoice["applied_balance"]) > 0
}

/// What became of a bill that was to be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undone {
    Voided,
    Credited,
    Stays,
}

/// Voids an invoice. One that a credit of the customer has paid in part or whole cannot be: a
/// credit note for all of it gives that credit back, where there is anything to give.
fn undo(shop: &Shop, row: &Value) -> Undone {
    let id = &row["invoice_id"];
    let invoice = shop.world.get("invoices.get", json!({"id": id}));
    if invoice["row"]["status"] == "draft" {
        return Undone::Stays;
    }
    let used = cents(&invoice["applied_balance"]);
    let can_be = used == 0 && invoice["row"]["status"] == "open";
    let void = json!({"id": id, "reason": "A mistake"});
    let voided = shop.world.call("invoices.void", void);
    assert_eq!(voided.is_ok(), can_be, "{voided:?}\n{invoice:#}");
    if used > 0 {
        let whole = json!({"invoice_id": id, "full": true, "reason": "other"});
        shop.world.ask("credit_notes.issue", whole);
        return Undone::Credited;
    }
    if can_be {
        Undone::Voided
    } else {
        Undone::Stays
    }
}

/// Each customer pays an invoice with so much too much, and holds that as a credit.
fn overpay(shop: &Shop, credit: u32) {
    let paid = credit + 100;
    for customer in &shop.customers {
        let invoice = shop
            .world
            .issue(draft(customer, &[line("Work", "1", "1.00", &[])]));
        let amount = format!("{}.{:02}", paid / 100, paid % 100);
        shop.world.pay(&invoice, &amount, &shop.today().to_string());
    }
}

fn balances(shop: &Shop) -> Vec<String> {
    let customers = shop.customers.iter();
    customers
        .map(|id| render::customer(&shop.world, id))
        .collect()
}

/// The credits that wait for the next bill of each subscription, in cents.
fn waiting(shop: &Shop) -> Vec<i64> {
    let credits = |sub: &Value| {
        let lines = sub["pending"].as_array().unwrap().iter();
        let credits = lines.filter(|line| line["kind"] == "credit");
        credits.map(|line| cents(&line["amount"])).sum()
    };
    shop.subscriptions().iter().map(credits).collect()
}

/// The same with the credits on these bills, which wait again when a bill is withdrawn.
fn waiting_and_billed(shop: &Shop, made: &[Value]) -> Vec<i64> {
    let bills = made.iter().map(|row| &row["invoice_id"]);
    let bills: Vec<Value> = bills
        .map(|id| shop.world.get("invoices.get", json!({"id": id})))
        .collect();
    let lines = bills
        .iter()
        .flat_map(|bill| bill["draft"]["lines"].as_array().unwrap());
    let credits: Vec<&Value> = lines
        .filter(|line| line["source"]["kind"] == "credit")
        .collect();
    let of = |sub: &String| -> i64 {
        let theirs = credits
            .iter()
            .filter(|line| line["source"]["subscription_id"] == **sub);
        theirs.map(|line| typed_cents(line)).sum()
    };
    let waits = waiting(shop).into_iter();
    waits
        .zip(&shop.subs)
        .map(|(waits, sub)| waits + of(sub))
        .collect()
}

/// Whether a change of any subscription is planned for later.
fn has_plans(shop: &Shop) -> bool {
    let subs = shop.subscriptions();
    subs.iter().any(|sub| sub["schedule"] != json!([]))
}

/// The debit balance of an account in euros, in cents.
fn of_account(shop: &Shop, number: &str) -> i64 {
    let books = shop.world.get("ledger.trial_balance", json!({}));
    let rows = books["rows"].as_array().unwrap().iter();
    let rows = rows.filter(|row| text(&row["account"]).starts_with(number));
    let side = |amount: &Value| if amount.is_null() { 0 } else { cents(amount) };
    rows.map(|row| side(&row["debit"]) - side(&row["credit"]))
        .sum()
}

/// Lines sum to their subtotal and net, taxes to the tax, both to the total; and each tax is its
/// rate of what it is on, rounded once.
fn is_its_lines_and_taxes(bill: &Value) {
    let totals = &bill["totals"];
    let sum = |of: &Value, field: &str| -> i64 {
        let rows = of.as_array().unwrap().iter();
        rows.map(|row| cents(&row[field])).sum()
    };
    for (field, whole) in [
        ("subtotal", "subtotal"),
        ("net", "taxable"),
        ("tax", "tax"),
        ("total", "total"),
    ] {
        assert_eq!(
            sum(&totals["lines"], field),
            cents(&totals[whole]),
            "{field}: {bill:#}"
        );
    }
    assert_eq!(
        sum(&totals["taxes"], "amount"),
        cents(&totals["tax"]),
        "{bill:#}"
    );
    let total = cents(&totals["taxable"]) + cents(&totals["tax"]);
    assert_eq!(total, cents(&totals["total"]), "{bill:#}");
    assert_eq!(total, cents(&bill["row"]["total"]), "{bill:#}");
    assert!(total >= 0, "{bill:#}");
    let typed = bill["draft"]["lines"].as_array().unwrap();
    let amounts: i64 = typed.iter().map(typed_cents).sum();
    if bill["draft"]["tax_inclusive"] == true {
        assert_eq!(amounts, total, "{bill:#}");
        return;
    }
    assert_eq!(amounts, cents(&totals["taxable"]), "{bill:#}");
    for tax in totals["taxes"].as_array().unwrap() {
        let rate: i128 = text(&tax["rate_pct"]).parse().unwrap();
        let exact = i128::from(cents(&tax["taxable"])) * rate;
        assert_eq!(cents(&tax["amount"]), rounded(exact, 100), "{bill:#}");
    }
}

/// What a line comes to as it is typed: a whole number of cents.
fn typed_cents(line: &Value) -> i64 {
    let figure = |field: &str| match text(&line[field]) {
        none if none.is_empty() => Decimal::ZERO,
        typed => typed.parse().unwrap(),
    };
    let amount = figure("quantity") * figure("unit_amount") - figure("discount_amount");
    (amount * Decimal::ONE_HUNDRED).try_into().unwrap()
}
