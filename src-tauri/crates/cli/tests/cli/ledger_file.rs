//! The ledger file through the command: made, opened, refused in each way, its secrets changed.

use serde_json::json;

use crate::desk::{Desk, refusal, said};

#[test]
fn a_ledger_is_made_opened_and_described() {
    let desk = Desk::with_ledger();
    assert!(
        desk.ok(&["ledger", "open-check"])
            .contains("books.billfold opens")
    );
    let status = desk.json(&["ledger", "status"]);
    assert_eq!(status["state"], "open");
    assert_eq!(status["clock_is_set"], true);
    assert_eq!(status["today"], "2026-11-20");
    let report = desk.json(&["ledger", "verify"]);
    assert_eq!(report["ok"], true, "{report}");
}

#[test]
fn a_ledger_is_never_made_over_another() {
    let desk = Desk::with_ledger();
    let before = std::fs::read(desk.path("books.billfold")).expect("the ledger");
    let (code, error) = desk.refused(&["ledger", "create", "--name", "Again"]);
    assert_eq!((code, &error["code"]), (1, &json!("ledger_already_exists")));
    assert_eq!(
        std::fs::read(desk.path("books.billfold")).expect("the ledger"),
        before
    );
}

#[test]
fn a_ledger_that_cannot_be_opened_exits_with_3_and_says_why() {
    let desk = Desk::with_ledger();
    desk.write("wrong", "not this one");
    desk.write("letter.billfold", &"Dear customer, ".repeat(500));
    let wrong = desk.path("wrong").display().to_string();
    let open = |ledger: &str, passphrase: &str| {
        let mut command = desk.bare();
        command.arg("--ledger").arg(desk.path(ledger));
        command.args([
            "--passphrase-file",
            passphrase,
            "--json",
            "ledger",
            "open-check",
        ]);
        let (code, error) = refusal(&said(command, ""));
        (code, error["code"].as_str().unwrap_or_default().to_owned())
    };
    let right = desk.path("passphrase").display().to_string();
    assert_eq!(
        open("books.billfold", &wrong),
        (3, "wrong_passphrase".to_owned())
    );
    assert_eq!(
        open("absent.billfold", &right),
        (3, "ledger_not_found".to_owned())
    );
    assert_eq!(open("letter.billfold", &right).0, 3);
}

#[test]
fn without_a_passphrase_a_locked_ledger_stays_locked() {
    let desk = Desk::with_ledger();
    let mut command = desk.bare();
    command.arg("--ledger").arg(desk.path("books.billfold"));
    command.args(["--json", "customers", "list"]);
    let (code, error) = refusal(&said(command, ""));
    assert_eq!(code, 3, "{error}");
    assert!(
        error["fix"].as_str().is_some_and(|fix| !fix.is_empty()),
        "{error}"
    );
}

#[test]
fn an_error_for_a_person_says_what_to_do() {
    let desk = Desk::new();
    let refused = desk.run(&["customers", "list"]);
    assert_eq!(refused.code, 3);
    assert!(refused.err.starts_with("error ["), "{}", refused.err);
    assert!(refused.err.contains("what to do: "), "{}", refused.err);
    assert_eq!(refused.out, "", "nothing on standard output");
}

#[test]
fn the_passphrase_can_be_changed_and_the_key_rotated() {
    let desk = Desk::with_ledger();
    let new = desk.write("new", "another long passphrase");
    desk.ok(&["ledger", "change-passphrase", "--new-passphrase-file", &new]);
    let (code, error) = desk.refused(&["ledger", "open-check"]);
    assert_eq!((code, &error["code"]), (3, &json!("wrong_passphrase")));
    desk.write("passphrase", "another long passphrase");
    desk.ok(&["ledger", "open-check"]);
    desk.ok(&["ledger", "rotate-key"]);
    desk.ok(&["ledger", "open-check"]);
}

#[test]
fn a_backup_is_made_listed_checked_restored_and_undone() {
    let desk = Desk::with_ledger();
    desk.ok(&["customers", "add", "--name", "Before", "--country", "DE"]);
    let made = desk.json(&["backup", "create"]);
    let backup = made["path"].as_str().expect("a path").to_owned();
    desk.ok(&["customers", "add", "--name", "After", "--country", "DE"]);
    assert!(desk.ok(&["backup", "list"]).contains(&backup));
    let check = desk.json(&["backup", "check", &backup]);
    assert_eq!(
        (&check["ok"], &check["customers"]),
        (&json!(true), &json!(1)),
        "{check}"
    );
    let customers = || desk.json(&["customers", "list"])["total_count"].clone();
    desk.ok(&["backup", "restore", &backup]);
    assert_eq!(customers(), 1);
    desk.ok(&["backup", "undo-restore"]);
    assert_eq!(customers(), 2);
    let (code, _) = desk.refused(&["backup", "check", &desk.write("bad", "no backup")]);
    assert_ne!(code, 0);
}

#[test]
fn settings_are_shown_and_changed() {
    let desk = Desk::with_ledger();
    desk.ok(&["settings", "set", "theme", "dark"]);
    desk.ok(&["settings", "set", "lock_after_minutes", "5"]);
    let shown = desk.ok(&["settings"]);
    assert!(shown.contains("dark"), "{shown}");
    assert_eq!(desk.json(&["settings"])["lock_after_minutes"], 5);
    let (code, error) = desk.refused(&["settings", "set", "colour", "red"]);
    assert_eq!((code, &error["code"]), (4, &json!("setting_not_found")));
}
