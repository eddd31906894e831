//! Plans through the command: a ready catalog is taken in, listed and shown.

use serde_json::json;

use crate::desk::Desk;

#[test]
fn a_catalog_is_installed_and_its_plans_are_listed_and_shown() {
    let desk = Desk::with_ledger();
    let listed = desk.ok(&["catalogs", "list"]);
    assert!(
        listed.contains("voice-ai") && !listed.contains("installed"),
        "{listed}"
    );
    let said = desk.ok(&["catalogs", "install", "voice-ai"]);
    assert!(said.contains("4 plans"), "{said}");
    let plans = desk.ok(&["plans", "list", "--search", "starter"]);
    assert!(plans.contains("29.00 EUR a month"), "{plans}");
    assert!(plans.contains("1 of 1"), "{plans}");
    let shown = desk.ok(&["plans", "show", "voice-starter"]);
    assert!(
        shown.contains("500 minute") && shown.contains("290.00"),
        "{shown}"
    );
    let archived = desk.json(&["plans", "archive", "voice-starter"]);
    assert_eq!(archived["row"]["status"], "archived");
    let restored = desk.json(&["plans", "restore", "voice-starter"]);
    assert_eq!(restored["row"]["status"], "active");
    let (_, error) = desk.refused(&["catalogs", "install", "voice-ai"]);
    assert_eq!(error["code"], json!("catalog_installed"));
    let (_, error) = desk.refused(&["plans", "show", "voice-nothing"]);
    assert_eq!(error["code"], json!("plan_not_found"));
}
