//! An invoice's life through the doors: drafted, saved as typed, issued, paid, credited, closed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::context::App;
use crate::error::AppError;
use crate::testing::{call, opened};

fn ask(app: &App, name: &str, request: Value) -> Value {
    call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn refused(app: &App, name: &str, request: Value) -> AppError {
    call(app, name, request).expect_err(name)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A customer and the id of a 19 % rate.
fn customer_and_rate(app: &App) -> (String, String) {
    let rate = json!({"name": "VAT", "rate_pct": "19", "jurisdiction": "DE", "category": "S"});
    let rate = text(&ask(app, "tax_rates.save", rate)["id"]);
    let customer = json!({"customer": {"name": "Blumen Krüger", "tax_rate_ids": [rate]}});
    (text(&ask(app, "customers.create", customer)["id"]), rate)
}

fn draft(customer: &str, rate: &str) -> Value {
    json!({"customer_id": customer, "currency": "EUR", "net_days": 14, "lines": [
        {"description": "Consulting", "quantity": "2", "unit_amount": "50.00",
         "tax_rate_ids": [rate]},
        {"quantity": "1", "tax_rate_ids": [rate]},
    ]})
}

/// An issued invoice of 100.00 + 19.00.
fn issued(app: &App, customer: &str, rate: &str) -> String {
    let made = ask(
        app,
        "invoices.create_draft",
        json!({"draft": draft(customer, rate)}),
    );
    let request = json!({"id": made["row"]["id"], "revision": made["revision"]});
    text(&ask(app, "invoices.issue", request)["id"])
}

fn pay(app: &App, invoice: &str, amount: &str) -> Value {
    let request = json!({"invoice_id": invoice, "amount": amount, "received_on": "2026-11-20",
        "method": "bank_transfer"});
    ask(app, "payments.record", request)
}

fn is_balanced(app: &App) -> bool {
    ask(app, "ledger.verify", json!({}))["ok"] == true
}

#[test]
fn whatever_is_typed_is_kept_and_named_until_it_can_be_issued() {
    let (app, _folder) = opened();
    let made = ask(&app, "invoices.create_draft", json!({}));
    assert_eq!(made["row"]["customer_id"], Value::Null);
    let id = &made["row"]["id"];
    let typed = json!({"currency": "EUR", "issue_on": "tomorrow", "net_days": null,
        "lines": [{"description": "Half a thing", "quantity": "a few", "unit_amount": "12,50"}]});
    let save = |revision: &Value| json!({"id": id, "revision": revision, "draft": typed});
    let saved = ask(&app, "invoices.save_draft", save(&made["revision"]));
    let fields: Vec<String> = saved["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|problem| text(&problem["field"]))
        .collect();
    let expected = [
        "customer_id",
        "lines.0.quantity",
        "lines.0.unit_amount",
        "issue_on",
    ];
    assert_eq!(fields, expected);

    let read = ask(&app, "invoices.get", json!({"id": id}));
    assert_eq!(read["draft"]["lines"][0]["quantity"], "a few");
    let issue = json!({"id": id, "revision": saved["revision"]});
    assert_eq!(
        refused(&app, "invoices.issue", issue).code,
        "draft_incomplete"
    );
    let stale = refused(&app, "invoices.save_draft", save(&made["revision"]));
    assert_eq!(stale.code, "draft_changed_elsewhere");
    assert_eq!(ask(&app, "customers.list", json!({}))["total_count"], 0);
}

#[test]
fn a_deleted_draft_comes_back_to_the_letter() {
    let (app, _folder) = opened();
    let (customer, rate) = customer_and_rate(&app);
    let made = ask(
        &app,
        "invoices.create_draft",
        json!({"draft": draft(&customer, &rate)}),
    );
    let id = json!({"id": made["row"]["id"]});
    ask(&app, "invoices.delete_draft", id.clone());
    assert_eq!(
        refused(&app, "invoices.get", id.clone()).code,
        "invoice_not_found"
    );
    let back = ask(&app, "invoices.restore_draft", id);
    assert_eq!(back["draft"], made["draft"]);
}

#[test]
fn issuing_numbers_posts_and_freezes() {
    let (app, _folder) = opened();
    let (customer, rate) = customer_and_rate(&app);
    let first = issued(&app, &customer, &rate);
    let second = issued(&app, &customer, &rate);
    let number = |id: &str| text(&ask(&app, "invoices.get", json!({"id": id}))["row"]["number"]);
    assert_eq!(
        (number(&first), number(&second)),
        ("INV-2026-0001".into(), "INV-2026-0002".into())
    );

    let invoice = ask(&app, "invoices.get", json!({"id": first}));
    assert_eq!(invoice["row"]["total"]["minor"], "11900"); // 2 × 50.00 + 19 %
    assert_eq!(invoice["row"]["due_on"], "2026-12-04"); // 20 November + 14 days
    assert_eq!(invoice["draft"]["lines"].as_array().map(Vec::len), Some(1)); // the blank one left
    assert_eq!(invoice["draft"]["lines"][0]["tax_rate_ids"][0], rate);
    let debit = &invoice["journal"][0]["postings"][0];
    assert_eq!(
        (&debit["account"], &debit["debit"]["minor"]),
        (&json!("1100"), &json!("11900"))
    );
    assert_eq!(invoice["timeline"][0]["title"], "Issued as INV-2026-0001");
    let save = json!({"id": first, "revision": 1, "draft": {}});
    assert_eq!(
        refused(&app, "invoices.save_draft", save).code,
        "invoice_already_issued"
    );
    assert!(is_balanced(&app));
}

fn pdf(app: &App, name: &str, id: &str) -> String {
    text(&ask(app, name, json!({"id": id}))["base64"])
}

/// A square of a colour as an SVG, in base64.
fn logo(colour: &str) -> Value {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">\
         <rect width=\"9\" height=\"9\" fill=\"{colour}\"/></svg>"
    );
    json!({"base64": STANDARD.encode(svg)})
}

#[test]
fn a_new_look_changes_no_page_that_was_issued() {
    let (app, _folder) = opened();
    let (customer, rate) = customer_and_rate(&app);
    ask(&app, "business.set_logo", logo("#102030"));
    let invoice = issued(&app, &customer, &rate);
    let credit = json!({"invoice_id": invoice, "full": false, "reason": "order_change",
        "lines": [{"line": 1, "amount": "40.00"}]});
    let note = text(&ask(&app, "credit_notes.issue", credit)["row"]["id"]);
    let pages = || {
        (
            pdf(&app, "invoices.pdf", &invoice),
            pdf(&app, "credit_notes.pdf", &note),
        )
    };
    let before = pages();

    ask(&app, "business.set_logo", logo("#f00000"));
    let mut business = ask(&app, "business.get", json!({}));
    business["accent"] = json!("#aa0000");
    business["template"] = json!("modern");
    business["address"]["line1"] = json!("Neue Straße 9");
    business["logo"] = Value::Null;
    ask(&app, "business.update", business);
    assert!(pages() == before, "an issued page changed");
    ask(&app, "business.set_logo", json!({"base64": null}));
    assert!(pages() == before, "an issued page changed");
    let next = issued(&app, &customer, &rate);
    assert!(pdf(&app, "invoices.pdf", &next) != before.0);
}

#[test]
fn a_fresh_draft_is_listed_before_what_was_issued() {
    let (app, _folder) = opened();
    let (customer, rate) = customer_and_rate(&app);
    let made = ask(&app, "invoices.create_draft", json!({}));
    issued(&app, &customer, &rate);
    let list = ask(&app, "invoices.list", json!({}));
    assert_eq!(list["rows"][0]["id"], made["row"]["id"]);
    assert_eq!(list["rows"][0]["customer_name"], "");
    assert_eq!(list["rows"][1]["number"], "INV-2026-0001");
}

#[test]
fn what_is_paid_too_much_is_used_by_the_next_invoice() {
    let (app, _folder) = opened();
    let (customer, rate) = customer_and_rate(&app);
    let first = issued(&app, &customer, &rate);
    let recorded = pay(&app, &first, "150.00");
    assert_eq!(recorded["invoice_status"], "paid");
    assert_eq!(recorded["to_balance"]["minor"], "3100"); // 150.00 - 119.00
    let second = ask(
        &app,
        "invoices.get",
        json!({"id": issued(&app, &customer, &rate)}),
    );
    assert_eq!(second["applied_balance"]["minor"], "3100");
    assert_eq!(second["row"]["amount_due"]["minor"], "8800"); // 119.00 - 31.00
    let reverse = json!({"id": recorded["id"], "reason": "Wrong customer"});
    assert_eq!(
        refused(&app, "payments.reverse", reverse).code,
        "payment_balance_used"
    );
    let page = ask(&app, "customers.get", json!({"id": customer}));
    assert_eq!(page["outstanding"][0]["minor"], "8800");
    assert_eq!(
        (&page["can_delete"], &page["balance"]),
        (&json!(false), &json!([]))
    );
    assert!(is_balanced(&app));
}

#[test]
fn a_reversed_payment_makes_the_invoice_due_again() {
    let (app, _folder) = opened();
    let (customer, rate) = customer_and_rate(&app);
    let id = issued(&app, &customer, &rate);
    let payment = pay(&app, &id, "119.00")["id"].clone();
    let row = ask(
        &app,
        "payments.reverse",
        json!({"id": payment, "reason": "Typed twice"}),
    );
    assert_eq!(row["status"], "reversed");
    let invoice = ask(&app, "invoices.get", json!({"id": id}));
    assert_eq!(invoice["row"]["status"], "open");
    assert_eq!(invoice["row"]["amount_due"]["minor"], "11900");
    assert_eq!(invoice["journal"].as_array().map(Vec::len), Some(3));
    assert_eq!(invoice["timeline"][0]["detail"], "Typed twice");
    assert!(is_balanced(&app));
}

#[test]
fn credit_notes_correct_what_is_due_and_never_more_than_remains() {
    let (app, _folder) = opened();
    let (customer, rate) = customer_and_rate(&app);
    let id = issued(&app, &customer, &rate);
    let part = json!({"invoice_id": id, "full": false, "reason": "order_change",
        "lines": [{"line": 1, "amount": "40.00"}]});
    let preview = ask(&app, "credit_notes.preview", part.clone());
    let note = ask(&app, "credit_notes.issue", part);
    assert_eq!(note["preview"], preview); // 40.00 + 7.60
    assert_eq!(note["row"]["number"], "CN-2026-0001");
    assert_eq!(preview["remaining"]["minor"], "7140"); // 119.00 - 47.60
    let more = json!({"invoice_id": id, "full": false, "reason": "other",
        "lines": [{"line": 1, "amount": "60.01"}]});
    assert_eq!(
        refused(&app, "credit_notes.issue", more).code,
        "credit_more_than_line"
    );
    let rest = json!({"invoice_id": id, "full": true, "reason": "other"});
    ask(&app, "credit_notes.issue", rest);
    let invoice = ask(&app, "invoices.get", json!({"id": id}));
    assert_eq!(invoice["row"]["status"], "paid");
    assert_eq!(invoice["creditable"][0]["minor"], "0");
    assert_eq!(
        ask(&app, "credit_notes.get", json!({"id": note["row"]["id"]}))["preview"],
        preview
    );
    assert!(is_balanced(&app));
}

#[test]
fn an_invoice_is_voided_while_nothing_was_paid_and_written_off_after() {
    let (app, _folder) = opened();
    let (customer, rate) = customer_and_rate(&app);
    let close = |id: &str| json!({"id": id, "reason": "Sent by mistake"});
    let first = issued(&app, &customer, &rate);
    let voided = ask(&app, "invoices.void", close(&first));
    assert_eq!(voided["row"]["status"], "void");
    assert_eq!(voided["actions"], json!(["duplicate"]));
    let second = issued(&app, &customer, &rate);
    pay(&app, &second, "19.00");
    assert_eq!(
        refused(&app, "invoices.void", close(&second)).code,
        "invoice_partly_settled"
    );
    let written_off = ask(&app, "invoices.mark_uncollectible", close(&second));
    assert_eq!(written_off["written_off"]["minor"], "10000"); // 119.00 - 19.00
    let copy = ask(&app, "invoices.duplicate", json!({"id": second}));
    assert_eq!(copy["row"]["status"], "draft");
    assert_eq!(copy["totals"]["total"]["minor"], "11900");
    assert!(is_balanced(&app));
}

#[test]
fn a_customer_deleted_with_its_drafts_comes_back_with_them() {
    let (app, _folder) = opened();
    let (customer, rate) = customer_and_rate(&app);
    let made = ask(
        &app,
        "invoices.create_draft",
        json!({"draft": draft(&customer, &rate)}),
    );
    let id = json!({"id": customer});
    ask(&app, "customers.delete", id.clone());
    assert_eq!(
        refused(&app, "customers.get", id.clone()).code,
        "customer_not_found"
    );
    ask(&app, "customers.restore", id.clone());
    let draft = ask(&app, "invoices.get", json!({"id": made["row"]["id"]}));
    assert_eq!(draft["row"]["customer_name"], "Blumen Krüger");
    issued(&app, &customer, &rate);
    assert_eq!(
        refused(&app, "customers.delete", id.clone()).code,
        "customer_has_documents"
    );
    assert_eq!(
        ask(&app, "customers.archive", id.clone())["status"],
        "archived"
    );
    assert_eq!(ask(&app, "customers.list", json!({}))["total_count"], 0);
    let history = ask(&app, "customers.history", id);
    assert!(
        history["entries"]
            .as_array()
            .is_some_and(|entries| entries.len() >= 4)
    );
}
