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
