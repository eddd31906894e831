//! An issued invoice stays as it was, whatever changes around it.

use acceptance::builders::{business, with};
use acceptance::{World, draft, line, render};
use serde_json::json;

// 100.00 + 19 % = 119.00 to Krüger. Afterwards the customer moves and is renamed, the rate goes
// to 16 % (so a new bill is 116.00) and the business has other terms: the bill stays the same.
#[test]
fn nothing_around_it_changes_an_issued_invoice() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let bill = || draft(&customer, &[line("Consulting", "1", "100.00", &[&vat])]);
    let first = world.issue(bill());
    let (text, pdf) = (render::invoice(&world, &first), pdf_of(&world, &first.id));

    world.on("2026-07-01");
    let moved = json!({"name": "Floristik Krüger", "address": {"country": "AT"}});
    world.ask(
        "customers.update",
        json!({"id": customer, "customer": moved}),
    );
    world.ask(
        "tax_rates.save",
        json!({"id": vat, "name": "VAT", "rate_pct": "16",
        "jurisdiction": "DE", "category": "S"}),
    );
    world.ask(
        "business.update",
        with(business(), "legal_name", "Nord & Partner GmbH"),
    );

    assert_eq!(pdf_of(&world, &first.id), pdf, "the same bytes");
    let open = "(open, past due)"; // 1 July is after 19 January
    assert_eq!(
        render::invoice(&world, &first),
        text.replace("(open)", open)
    );
    let second = world.issue(bill());
    assert_eq!(
        render::major(&world.invoice(&second)["row"]["total"]),
        "116.00"
    );
    let save = json!({"id": first.id, "revision": 1, "draft": bill()});
    assert_eq!(
        world.refusal("invoices.save_draft", save),
        "invoice_already_issued"
    );
    assert_eq!(
        world.refusal("invoices.delete_draft", json!({"id": first.id})),
        "invoice_already_issued"
    );
    world.assert_sound();
}

fn pdf_of(world: &World, id: &str) -> serde_json::Value {
    world.get("invoices.pdf", json!({"id": id}))["base64"].clone()
}
