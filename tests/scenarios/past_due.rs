//! Due terms, and the day after which an invoice is past due.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// Issued 28 January; the customer has 30 days: due 27 February (3 days of January are left, 27 of
// February). On the 27th it is not past due yet, on the 28th it is, until it is paid.
#[test]
fn an_invoice_is_past_due_the_day_after_it_is_due() {
    let world = World::new();
    let customer = world.customer_of(json!({"name": "Blumen Krüger", "net_days": 30}));
    world.on("2026-01-28");
    let invoice = world.issue(draft(&customer, &[line("Retainer", "1", "100.00", &[])]));
    world.on("2026-02-27");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Blumen Krüger (active): owes 100.00 EUR, past due nothing, holds nothing
    ");
    assert_eq!(world.invoice(&invoice)["row"]["past_due"], false);

    world.on("2026-02-28");
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Blumen Krüger (open, past due)
    issued 2026-01-28, due 2026-02-27, in EUR
      Retainer: 1 x 100.00                              100.00
    Subtotal                                            100.00
    Net                                                 100.00
    Total                                               100.00
    Due                                                 100.00
    ");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Blumen Krüger (past_due): owes 100.00 EUR, past due 100.00 EUR, holds nothing
    ");
    let filter = json!({"filters": [{"column": "past_due", "op": "is", "values": ["true"]}]});
    assert_eq!(world.get("invoices.list", filter.clone())["total_count"], 1);
    let home = world.get("home.summary", json!({}));
    assert_eq!(home["past_due_count"], 1);

    world.on("2026-03-02");
    world.pay(&invoice, "100.00", "2026-03-02");
    assert_eq!(world.invoice(&invoice)["row"]["past_due"], false);
    assert_eq!(world.get("invoices.list", filter)["total_count"], 0);
}

// The draft's own terms win over the customer's 30 and the business's 14: due on the spot.
#[test]
fn the_terms_of_the_draft_win() {
    let world = World::new();
    let customer = world.customer_of(json!({"name": "Blumen Krüger", "net_days": 30}));
    let lines = [line("Retainer", "1", "100.00", &[])];
    let invoice = world.issue(with(draft(&customer, &lines), "net_days", 0));
    assert_eq!(world.invoice(&invoice)["row"]["due_on"], "2026-01-05");
}
