//! A service to a business in another country of the EU: no tax, the reverse charge and its note.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 8 × 125.00 = 1000.00; category AE at 0 %: 0.00. Total 1000.00, nothing owed to any country.
#[test]
fn reverse_charge_bills_no_tax_and_says_why() {
    let world = World::new();
    let customer = world.customer_of(json!({"name": "Atelier Dubois SARL", "business": true,
        "vat_id": "FR40303265045", "address": {"country": "FR", "city": "Lyon"},
        "language": "fr"}));
    let rate = world.rate(json!({"name": "Reverse charge", "rate_pct": "0",
        "jurisdiction": "FR", "category": "AE",
        "note": "Reverse charge: VAT is owed by the recipient (Art. 196 Directive 2006/112/EC)"}));
    let invoice = world.issue(draft(&customer, &[line("Design", "8", "125.00", &[&rate])]));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Atelier Dubois SARL (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Design: 8 x 125.00                               1000.00
    Subtotal                                           1000.00
    Net                                                1000.00
    Reverse charge 0 % AE on 1000.00                      0.00
    Total                                              1000.00
    Due                                                1000.00
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR     1000.00
      4000:Sales    Revenue:Sales        EUR                 1000.00
    ");
    let note = &world.invoice(&invoice)["totals"]["taxes"][0]["note"];
    assert!(
        note.as_str().is_some_and(|note| note.contains("Art. 196")),
        "{note}"
    );
    world.assert_sound();
}
