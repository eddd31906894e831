//! A dry run looks past its own invoices: what bills only after them is shown as well.

use acceptance::builders::{cancel, flat, price, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// Caught up on 1 June with an end planned for 16 May that gives back what is unused. May bills
// 62.00 and 31.00 of April, whose rent is paid afterwards. On 16 May the subscription ends: its
// last bill is the rent of 15 of the 31 days, 31.00 × 15/31 = 15.00, and 62.00 × 16/31 = 32.00 of
// the 62.00 come back. The dry run and Home know the last bill before the one of May is there.
#[test]
fn a_dry_run_shows_the_last_bill_of_an_end_in_what_is_caught_up() {
    let world = World::new();
    let rent = price(
        "rent",
        "recurring",
        json!({"type": "flat", "amount": "31.00"}),
    );
    let rent = with(with(rent, "timing", "arrears"), "name", "Rent");
    let basic = world.plan("Basic", &[flat("62.00"), rent]);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    world.change(&sub, cancel(true), "2026-05-16");
    world.on("2026-06-01");
    let seen = world.get("billing_runs.preview", json!({"through_on": "2026-06-01"}));
    let rows = seen["rows"].as_array().unwrap().iter();
    let totals: Vec<String> = rows.map(|row| render::major(&row["total"])).collect();
    assert_eq!(totals, ["93.00", "15.00"]);
    assert_eq!(
        (&seen["subscriptions"], &seen["invoices"]),
        (&1.into(), &2.into())
    );
    assert_eq!(
        seen["notes"],
        json!([
            "Alder GmbH (Basic): On 16 May 2026 the subscription ends.",
            "Alder GmbH (Basic): On 16 May 2026 it ends, and unused time is credited."
        ])
    );
    let home = world.get("home.summary", json!({}));
    assert_eq!(render::major(&home["next_run"]["totals"][0]), "108.00");

    let done = world.run("2026-06-01");
    assert_snapshot!(render::run(&done), @r"
    run through 2026-06-01 (done): 2 invoices, 0 exceptions
      Alder GmbH INV-2026-0002 (open)        Basic, 1 May – 31 May 2026                  EUR 93.00
      Alder GmbH INV-2026-0003 (open)        Basic, 1 May – 15 May 2026                  EUR 15.00
    ");
    let notes = world.get("credit_notes.list", json!({}));
    assert_eq!(render::major(&notes["rows"][0]["total"]), "32.00");
    world.assert_sound();
}
