//! Numbers start again with the fiscal year, here in April, and have no gap within one.

use acceptance::builders::with;
use acceptance::{World, draft, line};
use serde_json::json;

// The fiscal year bears the calendar year in which it begins: March 2026 is 2025, April is 2026.
#[test]
fn numbers_start_again_in_april() {
    let world = World::with("fiscal_year_first_month", 4);
    let customer = world.customer("Blumen Krüger");
    let days = [
        "2026-01-05",
        "2026-03-31",
        "2026-04-01",
        "2026-12-31",
        "2027-03-31",
        "2027-04-01",
    ];
    let numbers = days.map(|on| {
        world.on(on);
        world
            .issue(draft(&customer, &[line("Retainer", "1", "10.00", &[])]))
            .number
    });
    let expected = [
        "INV-2025-0001",
        "INV-2025-0002",
        "INV-2026-0001",
        "INV-2026-0002",
        "INV-2026-0003",
        "INV-2027-0001",
    ];
    assert_eq!(numbers, expected);
    world.assert_sound();
}

// In February the bill for December is dated back: it takes the next number of the old year.
#[test]
fn a_bill_dated_back_belongs_to_the_old_year() {
    let world = World::new();
    let customer = world.customer("Blumen Krüger");
    let bill = || draft(&customer, &[line("Retainer", "1", "10.00", &[])]);
    world.on("2025-12-30");
    assert_eq!(world.issue(bill()).number, "INV-2025-0001");
    world.on("2026-02-02");
    assert_eq!(world.issue(bill()).number, "INV-2026-0001");
    let late = world.issue(with(bill(), "issue_on", "2025-12-31"));
    assert_eq!(late.number, "INV-2025-0002");
    let preview = world.get("business.numbering", json!({}));
    assert_eq!(preview["next_invoice"], "INV-2026-0002");
    world.assert_sound();
}
