//! Goods and a service to a business in France on one invoice: no tax, for two printed reasons.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 4 × 75.00 = 300.00 of goods (K), 2 × 110.00 = 220.00 of fitting (AE); no tax on 520.00.
#[test]
fn each_supply_says_why_it_carries_no_tax() {
    let world = World::new();
    world.ask("tax_settings.update", json!({"registrations": ["DE"]}));
    let customer = world.customer_of(json!({"name": "Atelier Dubois SARL", "business": true,
        "vat_id": "FR 40 303 265 045", "language": "fr",
        "address": {"country": "FR", "city": "Lyon"}}));
    let taxes = |kind: &str| {
        let request = json!({"customer_id": customer, "kind": kind});
        world.get("tax.decide", request)["taxes"].clone()
    };
    let invoice = world.issue(draft(
        &customer,
        &[
            with(line("Lamp", "4", "75.00", &[]), "taxes", taxes("goods")),
            with(
                line("Fitting", "2", "110.00", &[]),
                "taxes",
                taxes("service"),
            ),
        ],
    ));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Atelier Dubois SARL (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Lamp: 4 x 75.00                                   300.00
      Fitting: 2 x 110.00                               220.00
    Subtotal                                            520.00
    Net                                                 520.00
    Livraison intracommunautaire 0 % K on 300.00          0.00
    Autoliquidation 0 % AE on 220.00                      0.00
    Total                                               520.00
    Due                                                 520.00
    ");
    let page = world.invoice(&invoice);
    let notes: Vec<&str> = page["totals"]["taxes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|tax| tax["note"].as_str())
        .collect();
    assert_eq!(notes.len(), 2);
    assert!(
        notes.iter().any(|note| note.starts_with("Autoliquidation")),
        "{notes:?}"
    );
    assert!(
        notes
            .iter()
            .any(|note| note.starts_with("Livraison intracommunautaire")),
        "{notes:?}"
    );
    world.assert_sound();
}
