//! A quarter of a small company: the same every time, down to its ids.

use acceptance::builders::with;
use acceptance::{Issued, World, draft, line};
use serde_json::json;

/// The company with its invoices, in the order in which they were issued.
pub struct Company {
    pub world: World,
    pub invoices: Vec<Issued>,
    pub credit_note: String,
}

/// January to March 2026: paid, paid in part, foreign, credited, written off.
pub fn company() -> Company {
    let world = World::new();
    let (full, reduced) = (world.vat("19"), world.vat("7"));
    let reverse = world.rate(json!({"name": "Reverse charge", "rate_pct": "0",
        "jurisdiction": "FR", "category": "AE",
        "note": "Reverse charge: VAT is owed by the recipient (Art. 196 Directive 2006/112/EC)"}));
    let [bakery, studio, trader] = customers(&world);
    let capital = json!({"posted_on": "2026-01-02", "description": "Capital of the owners",
        "currency": "EUR", "postings": [{"account": "1000", "debit": "25000.00"},
            {"account": "3000", "credit": "25000.00"}]});
    world.on("2026-01-02");
    world.ask("ledger.post_entry", capital);

    // 24 × 4.50 = 108.00 at 7 %, 6.5 × 95.00 = 617.50 at 19 %; 725.50, less 5 % = 36.275, 36.28.
    // VAT 7 % of 102.60 = 7.182, 19 % of 586.62 = 111.4578; 689.22 + 7.18 + 111.46 = 807.86.
    // Paid 500.00: 307.86 is due.
    world.on("2026-01-15");
    let lines = [
        with(
            line("Cookbooks", "24", "4.50", &[&reduced]),
            "unit",
            "piece",
        ),
        with(line("Menu design", "6.5", "95.00", &[&full]), "unit", "h"),
    ];
    let first = with(draft(&bakery, &lines), "discount_pct", "5");
    let first = world.issue(with(first, "reference", "PO 4711"));
    world.on("2026-01-27");
    world.pay(&first, "500.00", "2026-01-27");

    // 1200.00 without tax, paid 1250.00: 50.00 of credit.
    world.on("2026-02-03");
    let lines = [line("Typeface licence", "1", "1200.00", &[&reverse])];
    let second = world.issue(draft(&studio, &lines));
    world.on("2026-02-20");
    world.pay(&second, "1250.00", "2026-02-20");

    // 3 × 80.00 = 240.00; credited 80.00; 160.00 is written off.
    world.on("2026-03-02");
    let lines = [line("Market report", "3", "80.00", &[])];
    let third = world.issue(with(draft(&trader, &lines), "currency", "USD"));
    world.on("2026-03-10");
    let note = world.credit(&third, &[(1, "80.00")]);
    world.on("2026-03-31");
    let close = json!({"id": third.id, "reason": "Insolvency"});
    world.ask("invoices.mark_uncollectible", close);
    let credit_note = note["row"]["id"].as_str().unwrap().to_owned();
    Company {
        world,
        invoices: vec![first, second, third],
        credit_note,
    }
}

fn customers(world: &World) -> [String; 3] {
    let bakery = json!({"name": "Bäckerei Süßmilch", "email": "buero@suessmilch.example",
        "address": {"line1": "Marktplatz 3", "postal_code": "04109", "city": "Leipzig",
            "country": "DE"}, "language": "de"});
    let studio = json!({"name": "Atelier Dubois SARL", "business": true,
        "vat_id": "FR40303265045", "language": "fr",
        "address": {"line1": "12 rue Mercière", "postal_code": "69002", "city": "Lyon",
            "country": "FR"}});
    let trader = json!({"name": "Atlantic Trading Co.", "currency": "USD",
        "address": {"line1": "1 Harbor Way", "city": "Boston", "region": "MA",
            "postal_code": "02110", "country": "US"}});
    [bakery, studio, trader].map(|customer| world.customer_of(customer))
}
