//! A business in Montreal bills Quebec and Ontario: two taxes on one line, and one harmonised.

use acceptance::builders::{business, with};
use acceptance::{Issued, World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

fn montreal() -> World {
    let home = json!({"line1": "1 rue Saint-Paul", "line2": "", "city": "Montréal",
        "postal_code": "H2Y 1G6", "region": "QC", "country": "CA"});
    let world = World::of(with(with(business(), "currency", "CAD"), "address", home));
    world.ask("tax_settings.update", json!({"registrations": ["CA"]}));
    world
}

fn bill(world: &World, region: &str) -> Issued {
    let customer = world.customer_of(json!({"name": format!("Shop in {region}"),
        "currency": "CAD", "address": {"country": "CA", "region": region}}));
    let request = json!({"customer_id": customer, "kind": "digital_service"});
    let taxes = world.get("tax.decide", request)["taxes"].clone();
    let app = with(line("App", "1", "99.99", &[]), "taxes", taxes);
    world.issue(with(draft(&customer, &[app]), "currency", "CAD"))
}

// Quebec: GST 99.99 × 5 % = 4.9995, so 5.00; QST 99.99 × 9.975 % = 9.974, so 9.97. Ontario: HST
// 99.99 × 13 % = 12.9987, so 13.00.
#[test]
fn quebec_adds_its_own_tax_and_ontario_has_one() {
    let world = montreal();
    let quebec = bill(&world, "Québec");
    assert_snapshot!(render::invoice(&world, &quebec), @r"
    INV-2026-0001, Shop in Québec (open)
    issued 2026-01-05, due 2026-01-19, in CAD
      App: 1 x 99.99                                     99.99
    Subtotal                                             99.99
    Net                                                  99.99
    GST 5 % S on 99.99                                    5.00
    QST 9.975 % S on 99.99                                9.97
    Total                                               114.96
    Due                                                 114.96
    ");
    let ontario = bill(&world, "ON");
    assert_snapshot!(render::invoice(&world, &ontario), @r"
    INV-2026-0002, Shop in ON (open)
    issued 2026-01-05, due 2026-01-19, in CAD
      App: 1 x 99.99                                     99.99
    Subtotal                                             99.99
    Net                                                  99.99
    HST 13 % S on 99.99                                  13.00
    Total                                               112.99
    Due                                                 112.99
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-01-05
      1100          Receivable           CAD      227.95
      2200:CA       Tax payable:CA       CAD                    5.00
      2200:CA-ON    Tax payable:CA-ON    CAD                   13.00
      2200:CA-QC    Tax payable:CA-QC    CAD                    9.97
      4000:Sales    Revenue:Sales        CAD                  199.98
      Together                           CAD      227.95      227.95
    ");
    world.assert_sound();
}
