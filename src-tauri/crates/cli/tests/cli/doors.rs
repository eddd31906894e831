//! The command line opens exactly the registry, and says how it is used.

use std::collections::BTreeSet;

use app::registry::USE_CASES;
use serde_json::{Value, json};

use crate::desk::{Desk, refusal, said};

fn registry() -> BTreeSet<String> {
    USE_CASES
        .iter()
        .map(|use_case| use_case.name.to_owned())
        .collect()
}

#[test]
fn call_lists_exactly_the_registry() {
    let desk = Desk::new();
    let text = desk.ok(&["call", "--list"]);
    let named: BTreeSet<String> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(named, registry());
    let rows = desk.json(&["call", "--list"]);
    let rows = rows.as_array().expect("a list").iter();
    let named: BTreeSet<String> = rows
        .filter_map(|row| row["name"].as_str())
        .map(str::to_owned)
        .collect();
    assert_eq!(named, registry());
}

#[test]
fn the_bindings_list_exactly_the_registry() {
    let text = Desk::new().ok(&["internal-bindings"]);
    let (_, commands) = text
        .split_once("export interface Commands {")
        .expect("the commands");
    let named: BTreeSet<String> = commands
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix('"')?.split_once('"'))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(named, registry());
}

#[test]
fn call_reaches_every_use_case() {
    let desk = Desk::new();
    for use_case in USE_CASES {
        let (code, error) = desk.refused(&["call", use_case.name, "\"not a request\""]);
        assert_eq!(
            (code, &error["code"]),
            (2, &json!("invalid_request")),
            "{}",
            use_case.name
        );
    }
}

#[test]
fn call_runs_a_use_case_with_json_from_standard_input() {
    let desk = Desk::with_ledger();
    let request = r#"{"customer": {"name": "Ärzte & Söhne", "country": 1}}"#;
    let answer = said(
        desk.command(&["call", "customers.create", "-", "--json"]),
        request,
    );
    let (code, error) = refusal(&answer);
    assert_eq!(
        (code, &error["field"]),
        (2, &json!("country")),
        "an unknown field is named"
    );
    let request = r#"{"customer": {"name": "Ärzte & Söhne", "address": {"country": "DE"}}}"#;
    let answer = said(desk.command(&["call", "customers.create", "-"]), request);
    let made: Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!(made["customer"]["name"], "Ärzte & Söhne");
}

#[test]
fn an_unknown_use_case_or_option_is_a_usage_error() {
    let desk = Desk::new();
    let (code, error) = desk.refused(&["call", "invoices.burn"]);
    assert_eq!((code, &error["code"]), (2, &json!("unknown_command")));
    assert_eq!(desk.run(&["invoices", "burn"]).code, 2);
    assert_eq!(desk.run(&["call", "session.status", "{"]).code, 2);
    assert_eq!(desk.run(&["--now", "noon", "ledger", "status"]).code, 2);
}

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let help = Desk::new().ok(&["--help"]);
    let commands = [
        "call",
        "ledger",
        "customers",
        "plans",
        "catalogs",
        "invoices",
        "payments",
        "demo",
        "backup",
        "export",
        "calc",
        "tax-rates",
        "settings",
    ];
    for command in commands {
        assert!(
            help.contains(&format!("\n  {command} ")),
            "{command} in {help}"
        );
    }
    assert!(help.contains("3  the ledger cannot be opened"), "{help}");
    assert!(!help.contains("internal-bindings"), "{help}");
}
