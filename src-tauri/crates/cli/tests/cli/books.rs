//! From a customer to the trial balance through the command, as a person would type it.

use serde_json::{Value, json};

use crate::desk::Desk;

/// A desk with one customer and one issued invoice; gives its number.
///
/// 2 days at 640.00 are 1280.00 net; 19 % of that are 243.20; together 1523.20.
fn issued() -> (Desk, String) {
    let desk = Desk::with_ledger();
    let add = [
        "customers",
        "add",
        "--name",
        "Hafen AG",
        "--country",
        "DE",
        "--tax",
        "19",
    ];
    desk.ok(&add);
    let line = "Design, two days; 2; 640.00";
    let draft = desk.json(&["invoices", "new", "--customer", "Hafen AG", "--line", line]);
    let id = draft["row"]["id"].as_str().expect("an id").to_owned();
    let issued = desk.json(&["invoices", "issue", &id]);
    assert_eq!(
        issued["total"],
        json!({ "minor": "152320", "currency": "EUR" })
    );
    (
        desk,
        issued["number"].as_str().expect("a number").to_owned(),
    )
}

fn amount(value: &Value) -> &str {
    value["minor"].as_str().expect("an amount")
}

#[test]
fn an_invoice_is_drafted_issued_shown_and_printed() {
    let (desk, number) = issued();
    let shown = desk.ok(&["invoices", "show", &number]);
    for text in [
        "Hafen AG",
        "Design, two days",
        "1280.00 EUR",
        "243.20 EUR",
        "1523.20 EUR",
    ] {
        assert!(shown.contains(text), "{text} in {shown}");
    }
    let list = desk.ok(&["invoices", "list", "--status", "open"]);
    assert!(list.contains(&number) && list.contains("1 of 1"), "{list}");
    assert!(
        desk.ok(&["invoices", "list", "--status", "draft"])
            .contains("0 of 0")
    );
    let out = desk.path("a.pdf");
    desk.ok(&[
        "invoices",
        "pdf",
        &number,
        "--out",
        &out.display().to_string(),
    ]);
    assert!(std::fs::read(out).expect("the PDF").starts_with(b"%PDF-"));
}

#[test]
fn payments_are_recorded_and_reversed() {
    let (desk, number) = issued();
    let record = [
        "payments",
        "record",
        &number,
        "--amount",
        "1000.00",
        "--on",
        "2026-11-20",
    ];
    let paid = desk.json(&record);
    // 1523.20 - 1000.00 = 523.20
    assert_eq!(amount(&paid["amount_due"]), "52320");
    let id = paid["id"].as_str().expect("an id");
    assert!(desk.ok(&["payments", "list"]).contains("1000.00 EUR"));
    desk.ok(&["payments", "reverse", id, "--reason", "typed twice"]);
    let detail = desk.json(&["invoices", "show", &number]);
    assert_eq!(amount(&detail["row"]["amount_due"]), "152320");
}

#[test]
fn a_credit_note_is_seen_before_it_is_issued() {
    let (desk, number) = issued();
    let credit = [
        "invoices", "credit", &number, "--line", "1=100.00", "--text", "late",
    ];
    // 100.00 net with 19 % tax are 119.00.
    let preview = desk.json(&[&credit[..], &["--dry-run"]].concat());
    assert_eq!(amount(&preview["total"]), "11900");
    let before = desk.json(&["invoices", "show", &number]);
    assert_eq!(
        amount(&before["row"]["amount_due"]),
        "152320",
        "a dry run changes nothing"
    );
    desk.ok(&credit);
    let after = desk.json(&["invoices", "show", &number]);
    // 1523.20 - 119.00 = 1404.20
    assert_eq!(amount(&after["row"]["amount_due"]), "140420");
}

#[test]
fn the_books_balance_and_are_exported() {
    let (desk, number) = issued();
    let trial = desk.json(&["ledger", "trial-balance"]);
    assert_eq!(trial["balanced"], true);
    // Receivables 1523.20 on one side, sales 1280.00 and tax 243.20 on the other.
    assert_eq!(
        trial["totals"][0]["debit"],
        json!({ "minor": "152320", "currency": "EUR" })
    );
    assert_eq!(trial["totals"][0]["credit"], trial["totals"][0]["debit"]);
    assert!(
        desk.ok(&["ledger", "trial-balance"])
            .contains("1523.20 EUR")
    );
    assert!(desk.ok(&["ledger", "journal"]).contains(&number));
    assert!(desk.ok(&["ledger", "accounts"]).contains("1523.20 EUR"));
    assert!(desk.ok(&["ledger", "audit"]).contains("invoices.issue"));
    for format in ["hledger", "ledger", "beancount", "csv"] {
        let text = desk.ok(&["export", "journal", "--format", format]);
        assert!(text.contains("1523.20"), "{format}: {text}");
    }
    let out = desk.path("books.journal");
    desk.ok(&["export", "journal", "--out", &out.display().to_string()]);
    assert!(
        std::fs::read_to_string(out)
            .expect("the journal")
            .contains("1523.20")
    );
}

#[test]
fn a_draft_is_changed_and_refused_until_it_is_whole() {
    let desk = Desk::with_ledger();
    let draft = desk.json(&["invoices", "new"]);
    let id = draft["row"]["id"].as_str().expect("an id");
    let (code, error) = desk.refused(&["invoices", "issue", id]);
    assert_eq!(code, 1, "{error}");
    desk.ok(&["customers", "add", "--name", "Hafen AG", "--country", "DE"]);
    let line = "Design; 1; 100; 19 %";
    let edit = [
        "invoices",
        "edit",
        id,
        "--customer",
        "Hafen AG",
        "--line",
        line,
    ];
    let edited = desk.json(&[&edit[..], &["--reference", "PO-7"]].concat());
    assert_eq!(edited["draft"]["reference"], "PO-7");
    // 100.00 with 19 % are 119.00.
    assert_eq!(amount(&edited["totals"]["total"]), "11900");
    desk.ok(&["invoices", "issue", id]);
}

#[test]
fn an_invoice_is_voided_or_written_off_with_a_reason() {
    let (desk, number) = issued();
    assert_eq!(
        desk.run(&["invoices", "void", &number]).code,
        2,
        "a reason is needed"
    );
    let voided = desk.json(&["invoices", "void", &number, "--reason", "wrong customer"]);
    assert_eq!(voided["row"]["status"], "void");
    let (code, error) = desk.refused(&["invoices", "write-off", &number, "--reason", "x"]);
    assert_eq!(code, 1, "{error}");
}

#[test]
fn what_does_not_exist_exits_with_4() {
    let desk = Desk::with_ledger();
    let ghost = "in_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for command in [
        ["invoices", "show", "INV-1999-0001"],
        ["invoices", "show", ghost],
        ["customers", "show", "Nobody"],
        ["customers", "show", "cus_01ARZ3NDEKTSV4RRFFQ69G5FAV"],
    ] {
        let (code, error) = desk.refused(&command);
        assert_eq!(code, 4, "{command:?}: {error}");
    }
}

#[test]
fn customers_are_listed_edited_and_archived() {
    let desk = Desk::with_ledger();
    desk.ok(&[
        "customers",
        "add",
        "--name",
        "Hafen AG",
        "--country",
        "DE",
        "--city",
        "Hamburg",
    ]);
    desk.ok(&[
        "customers",
        "edit",
        "Hafen AG",
        "--email",
        "post@hafen.example",
    ]);
    let shown = desk.ok(&["customers", "show", "Hafen AG"]);
    assert!(
        shown.contains("post@hafen.example") && shown.contains("Hamburg"),
        "{shown}"
    );
    desk.ok(&["customers", "archive", "Hafen AG"]);
    let archived = desk.json(&["customers", "list", "--status", "archived"]);
    assert_eq!(archived["total_count"], 1);
}
