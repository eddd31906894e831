//! A draft is deleted by mistake, restored, and issued as if nothing had happened.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 2 × 50.00 + 19 % = 119.00, deleted on the 6th, restored on the 7th, issued on the 8th. The
// number that another invoice took meanwhile is not taken twice.
#[test]
fn a_deleted_draft_is_restored_and_issued() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let bill = || draft(&customer, &[line("Consulting", "2", "50.00", &[&vat])]);
    let made = world.get("invoices.create_draft", json!({"draft": bill()}));
    let id = json!({"id": made["row"]["id"]});

    world.on("2026-01-06");
    world.ask("invoices.delete_draft", id.clone());
    assert_eq!(
        world.refusal("invoices.get", id.clone()),
        "invoice_not_found"
    );
    assert_eq!(world.issue(bill()).number, "INV-2026-0001");

    world.on("2026-01-07");
    let back = world.get("invoices.restore_draft", id);
    assert_eq!(back["draft"], made["draft"]);

    world.on("2026-01-08");
    let issue = json!({"id": back["row"]["id"], "revision": back["revision"]});
    let issued = world.get("invoices.issue", issue);
    assert_eq!(issued["number"], "INV-2026-0002");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-01-08
      1100          Receivable           EUR      238.00
      2200:DE       Tax payable:DE       EUR                   38.00
      4000:Sales    Revenue:Sales        EUR                  200.00
      Together                           EUR      238.00      238.00
    ");
    world.assert_sound();
}
