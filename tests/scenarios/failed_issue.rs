//! Issuing that fails takes no number, whatever it fails at.

use acceptance::builders::with;
use acceptance::{World, draft, line};
use serde_json::json;

// A total of 10.00 − 30.00 is negative; a draft without a customer is incomplete; a revision that
// is no longer the newest is refused. The numbers before and after are neighbours all the same.
#[test]
fn a_failed_issue_leaves_no_gap() {
    let world = World::new();
    let customer = world.customer("Blumen Krüger");
    let bill = || draft(&customer, &[line("Retainer", "1", "10.00", &[])]);
    assert_eq!(world.issue(bill()).number, "INV-2026-0001");

    let lines = [
        line("Retainer", "1", "10.00", &[]),
        line("Returned", "-1", "30.00", &[]),
    ];
    let negative = world.try_issue(draft(&customer, &lines)).unwrap_err();
    assert_eq!(negative.code, "total_negative");
    let nobody = world.try_issue(with(bill(), "customer_id", serde_json::Value::Null));
    assert_eq!(nobody.unwrap_err().code, "draft_incomplete");

    let made = world.get("invoices.create_draft", json!({"draft": bill()}));
    let (id, revision) = (&made["row"]["id"], &made["revision"]);
    let changed = draft(&customer, &[line("Retainer", "2", "10.00", &[])]);
    let save = json!({"id": id, "revision": revision, "draft": changed});
    let saved = world.get("invoices.save_draft", save);
    let stale = json!({"id": id, "revision": revision});
    assert_eq!(
        world.refusal("invoices.issue", stale),
        "draft_changed_elsewhere"
    );

    let fresh = json!({"id": id, "revision": saved["revision"]});
    assert_eq!(
        world.get("invoices.issue", fresh.clone())["number"],
        "INV-2026-0002"
    );
    assert_eq!(
        world.refusal("invoices.issue", fresh),
        "invoice_already_issued"
    );
    assert_eq!(world.issue(bill()).number, "INV-2026-0003");
    world.assert_sound();
}
