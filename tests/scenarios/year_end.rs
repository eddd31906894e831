//! The trial balance as of a day: what came later is not in it.

use acceptance::{World, draft, line, render};
use serde_json::json;

// Issued 119.00 on 20 December, paid on 8 January. At the year's end 119.00 is receivable and the
// bank is empty; a day after the payment it is the other way round.
#[test]
fn the_trial_balance_stands_still_at_the_end_of_a_year() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    world.on("2026-12-20");
    let invoice = world.issue(draft(
        &customer,
        &[line("Consulting", "2", "50.00", &[&vat])],
    ));
    world.on("2027-01-08");
    world.pay(&invoice, "119.00", "2027-01-08");

    assert_eq!(debit_of(&world, "1100", "2026-12-19"), None);
    assert_eq!(
        debit_of(&world, "1100", "2026-12-31").as_deref(),
        Some("119.00")
    );
    assert_eq!(debit_of(&world, "1000", "2026-12-31"), None);
    assert_eq!(
        debit_of(&world, "1000", "2027-01-08").as_deref(),
        Some("119.00")
    );
    assert_eq!(debit_of(&world, "1100", "2027-01-08"), None);
}

fn debit_of(world: &World, account: &str, as_of: &str) -> Option<String> {
    let books = world.get("ledger.trial_balance", json!({"as_of": as_of}));
    assert_eq!(
        (&books["as_of"], &books["balanced"]),
        (&json!(as_of), &json!(true))
    );
    let rows = books["rows"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["account"] == account)?;
    (!row["debit"].is_null()).then(|| render::major(&row["debit"]))
}
