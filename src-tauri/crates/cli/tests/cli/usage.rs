//! `billfold usage` from outside: track, look, import, import again, undo.

use std::fmt::Write;

use crate::desk::Desk;

fn with_meter() -> Desk {
    let desk = Desk::with_ledger();
    desk.ok(&[
        "customers",
        "add",
        "--name",
        "Ada",
        "--email",
        "ada@example.com",
    ]);
    desk.ok(&[
        "call",
        "meters.create",
        r#"{"key": "calls", "name": "Calls"}"#,
    ]);
    desk
}

#[test]
fn a_use_is_tracked_once() {
    let desk = with_meter();
    let track = [
        "usage",
        "track",
        "--meter",
        "calls",
        "--subject",
        "ada@example.com",
        "--key",
        "a",
    ];
    assert_eq!(desk.ok(&track), "a is counted.\n");
    assert_eq!(desk.ok(&track), "a was there already.\n");
    let of_nobody = [
        "usage",
        "track",
        "--meter",
        "calls",
        "--subject",
        "x",
        "--key",
        "b",
    ];
    assert!(desk.ok(&of_nobody).contains("belongs to nobody yet"));
    let unread = [
        "usage",
        "track",
        "--meter",
        "calls",
        "--subject",
        "x",
        "--quantity",
        "many",
    ];
    let said = desk.run(&unread);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("number_unreadable") && said.err.contains("field: quantity"));
}

#[test]
fn a_file_is_seen_imported_and_undone() {
    let desk = with_meter();
    let mut text = String::from("key,at,customer,quantity\n");
    for n in 0..40 {
        let quantity = if n == 7 { "?" } else { "2" };
        writeln!(text, "k{n},2026-11-01T00:00:00Z,ada@example.com,{quantity}").expect("a text");
    }
    let file = desk.write("uses.csv", &text);
    let import = ["usage", "import", &file, "--constant", "meter=calls"];
    let seen = desk.ok(&[&import[..], &["--dry-run"]].concat());
    assert!(
        seen.contains("1 × number_unreadable") && seen.contains("first in line 9"),
        "{seen}"
    );
    let done = desk.ok(&import);
    assert!(done.contains("Counted") && done.contains("39"), "{done}");
    let again = desk.run(&import);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("file_imported_already"), "{}", again.err);
    let id = done
        .split_whitespace()
        .find(|word| word.starts_with("uimp_"))
        .expect("an id");
    assert!(desk.ok(&["usage", "undo", id]).contains("undone"));
    let missing = desk.run(&["usage", "undo", "uimp_01"]);
    assert_eq!(missing.code, 4);
}

#[test]
fn a_check_says_why_not_and_limits_are_listed() {
    let desk = with_meter();
    let list = desk.ok(&["call", "customers.list", "{}"]);
    let list: serde_json::Value = serde_json::from_str(&list).expect("JSON");
    let customer = list["rows"][0]["id"].as_str().expect("an id");
    let check = ["usage", "check", "--customer", customer, "--meter", "calls"];
    assert_eq!(
        desk.ok(&check),
        "No: the customer has no subscription; start one first.\n"
    );
    let limits = desk.ok(&["usage", "limits", customer]);
    assert!(limits.contains("none that a meter counts"), "{limits}");
    let said = desk.run(&["usage", "check", "--customer", "cus_x", "--meter", "calls"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("field: customer_id"), "{}", said.err);
}

// 2 more than the hundred that Starter includes: 2 × 0.02 = 0.04, and 29.00 of the plan.
#[test]
fn a_month_is_shown_kept_and_shown_as_kept() {
    let desk = with_meter();
    desk.ok(&["call", "catalogs.install", r#"{"code": "ai-workspace"}"#]);
    let first = |name: &str, request: &str| {
        let list = desk.ok(&["call", name, request]);
        let list: serde_json::Value = serde_json::from_str(&list).expect("JSON");
        list["rows"][0]["id"].as_str().expect("an id").to_owned()
    };
    let customer = first("customers.list", "{}");
    let plan = first("plans.list", r#"{"search": "workspace-starter"}"#);
    let begin = serde_json::json!({"customer_id": customer, "items": [{"plan_id": plan}],
        "recurrence": {"interval": "month", "count": 1}, "trial_days": 0, "currency": "EUR"});
    desk.ok(&["call", "subscriptions.create", &begin.to_string()]);
    let track = |key: &str, quantity: &str| {
        let event = [
            "usage",
            "track",
            "--meter",
            "ai_requests",
            "--subject",
            &customer,
        ];
        desk.ok(&[&event[..], &["--key", key, "--quantity", quantity]].concat());
    };
    track("a", "102");
    let statement = ["usage", "statement", &customer, "--month", "2026-11"];
    let shown = desk.ok(&statement);
    let has = |text: &str, label: &str, amount: &str| {
        let mut lines = text.lines();
        lines.any(|line| line.starts_with(label) && line.ends_with(amount))
    };
    assert!(
        has(&shown, "Further AI requests (overage)", "0.04 EUR"),
        "{shown}"
    );
    assert!(has(&shown, "Total", "29.04 EUR"), "{shown}");
    assert!(
        desk.ok(&[&statement[..], &["--kept"]].concat())
            .contains("--keep keeps one")
    );
    let kept = desk.ok(&[&statement[..], &["--keep"]].concat());
    assert!(
        kept.contains("Kept as statement 1 at 2026-11-20T09:00:00"),
        "{kept}"
    );
    track("b", "50");
    let differs = desk.ok(&statement);
    assert!(
        has(&differs, "Total in EUR", "29.04 EUR  30.04 EUR"),
        "{differs}"
    );
    let as_kept = desk.ok(&[&statement[..], &["--kept"]].concat());
    assert!(has(&as_kept, "Total", "29.04 EUR"), "{as_kept}");
}
