//! Taxes on what subscriptions bill: prices that include them, reverse charge, and none.

use acceptance::builders::{cancel, content, flat, to_plan, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

fn inclusive(world: &World, name: &str, amount: &str) -> String {
    world.plan_with(name, with(content(&[flat(amount)]), "tax_inclusive", true))
}

// 119.00 with 19 % in it, less 10 %: 107.10, of which 17.10 are tax and 90.00 net. On 16 April half
// of the month is left: 53.55 come back, 238.00 × 15/30 = 119.00 less 10 % = 107.10 are charged:
// 53.55, of which 53.55 × 19/119 = 8.55 are tax.
#[test]
fn prices_with_tax_in_them_keep_it_in_with_a_discount() {
    let world = World::new();
    let (basic, pro) = (
        inclusive(&world, "Basic", "119.00"),
        inclusive(&world, "Pro", "238.00"),
    );
    world.coupon("TENTH", "10 %", "forever");
    let customer = world.customer_with_vat("Walk-in");
    world.on("2026-04-01");
    let sub = world.subscribe(&customer, &basic, json!({"coupon_codes": ["TENTH"]}));
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0001, Walk-in (open)
    issued 2026-04-01, due 2026-04-15, in EUR
      Basic: 1 x 119.00                                 119.00
        less its discount                                11.90
    Subtotal                                            119.00
    Discounts                                            11.90
    Net                                                  90.00
    VAT 19 % S on 90.00                                  17.10
    Total                                               107.10
    Due                                                 107.10
    ");
    world.on("2026-04-16");
    world.change_by(&sub, to_plan(&pro), "now", "invoice_now");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0002, Walk-in (open)
    issued 2026-04-16, due 2026-04-30, in EUR
      Unused time: Basic: 1 x -53.55                    -53.55
      Remaining time: Pro: 1 x 119.00                   119.00
        less its discount                                11.90
    Subtotal                                             65.45
    Discounts                                            11.90
    Net                                                  45.00
    VAT 19 % S on 45.00                                   8.55
    Total                                                53.55
    Due                                                  53.55
    ");
    world.assert_sound();
}

// Ended on 16 April, half of 107.10 unused: 53.55 come back, 45.00 net and 8.55 tax.
#[test]
fn an_end_with_tax_in_its_price_credits_net_and_tax() {
    let world = World::new();
    let basic = inclusive(&world, "Basic", "119.00");
    world.coupon("TENTH", "10 %", "forever");
    let customer = world.customer_with_vat("Walk-in");
    world.on("2026-04-01");
    let sub = world.subscribe(&customer, &basic, json!({"coupon_codes": ["TENTH"]}));
    world.on("2026-04-16");
    world.change(&sub, cancel(true), "now");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0001, Walk-in (open, past due)
    issued 2026-04-01, due 2026-04-15, in EUR
      Basic: 1 x 119.00                                 119.00
        less its discount                                11.90
    Subtotal                                            119.00
    Discounts                                            11.90
    Net                                                  90.00
    VAT 19 % S on 90.00                                  17.10
    Total                                               107.10
    Credited                                             53.55
    Due                                                  53.55
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-04-01 Invoice INV-2026-0001
      1100          Receivable           EUR      107.10
      2200:DE       Tax payable:DE       EUR                   17.10
      4000:Basic    Revenue:Basic        EUR                  100.00
      4800          Discounts            EUR       10.00
    2026-04-16 Credit note CN-2026-0001 for invoice INV-2026-0001
      1100          Receivable           EUR                   53.55
      2200:DE       Tax payable:DE       EUR        8.55
      4900          Refunds              EUR       45.00
    ");
    world.assert_sound();
}

// A business in Lyon with a valid number owes the tax itself: 29.00 with 0 % of category AE and the
// note that the law asks for. The run of the next month decides the same again.
#[test]
fn a_business_in_france_is_billed_in_reverse_charge() {
    let world = World::new();
    world.catalog("voice-ai");
    world.ask("tax_settings.update", json!({"registrations": ["DE"]}));
    let customer = world.customer_of(json!({"name": "Atelier Dubois SARL", "business": true,
        "vat_id": "FR 40 303 265 045", "language": "fr",
        "address": {"country": "FR", "city": "Lyon"}}));
    let starter = world.plan_of("voice-starter");
    world.on("2026-03-01");
    world.subscribe(&customer, &starter, json!({"trial_days": 0}));
    world.run("2026-04-01");
    let invoice = world.last_invoice();
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0002, Atelier Dubois SARL (open)
    issued 2026-04-01, due 2026-04-15, in EUR
      Voice AI Starter: 1 x 29.00                        29.00
    Subtotal                                             29.00
    Net                                                  29.00
    Autoliquidation 0 % AE on 29.00                       0.00
    Total                                                29.00
    Due                                                  29.00
    ");
    let page = world.invoice(&invoice);
    let note = page["totals"]["taxes"][0]["note"].as_str().unwrap();
    assert!(note.starts_with("Autoliquidation"), "{note}");
    world.assert_sound();
}

// The same service to a company in New York is outside the scope of the tax; to one in Berlin it
// bears 19 %: 29.00 + 5.51 = 34.51.
#[test]
fn a_company_in_america_pays_no_tax_and_one_at_home_does() {
    let world = World::new();
    world.catalog("voice-ai");
    world.ask("tax_settings.update", json!({"registrations": ["DE"]}));
    let starter = world.plan_of("voice-starter");
    world.on("2026-03-01");
    let bill = |name: &str, country: &str, region: &str| {
        let customer = world.customer_of(json!({"name": name, "business": true,
            "address": {"country": country, "region": region, "city": "Somewhere"}}));
        let request = world.new_subscription(&customer, &starter, json!({"trial_days": 0}));
        let seen = world.get("subscriptions.preview_create", request);
        assert_ne!(seen["now"]["tax_reason"], "", "{seen:#}");
        world.subscribe(&customer, &starter, json!({"trial_days": 0}));
        render::invoice(&world, &world.last_invoice())
    };
    assert_snapshot!(bill("Maple Inc.", "US", "NY"), @r"
    INV-2026-0001, Maple Inc. (open)
    issued 2026-03-01, due 2026-03-15, in EUR
      Voice AI Starter: 1 x 29.00                        29.00
    Subtotal                                             29.00
    Net                                                  29.00
    Export 0 % O on 29.00                                 0.00
    Total                                                29.00
    Due                                                  29.00
    ");
    assert_snapshot!(bill("Alder GmbH", "DE", ""), @r"
    INV-2026-0002, Alder GmbH (open)
    issued 2026-03-01, due 2026-03-15, in EUR
      Voice AI Starter: 1 x 29.00                        29.00
    Subtotal                                             29.00
    Net                                                  29.00
    USt 19 % S on 29.00                                   5.51
    Total                                                34.51
    Due                                                  34.51
    ");
    world.assert_sound();
}

// A credit note in the middle of a month bears the tax of its invoice: 29.00 × 15/30 = 14.50 and
// 19 % of it, 2.755, so 2.76.
#[test]
fn unused_time_comes_back_with_its_tax() {
    let world = World::new();
    world.catalog("voice-ai");
    world.ask("tax_settings.update", json!({"registrations": ["DE"]}));
    let customer = world.customer("Birch GmbH");
    world.on("2026-04-01");
    let starter = world.plan_of("voice-starter");
    let sub = world.subscribe(&customer, &starter, json!({"trial_days": 0}));
    world.on("2026-04-16");
    world.change(&sub, cancel(true), "now");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0001, Birch GmbH (open, past due)
    issued 2026-04-01, due 2026-04-15, in EUR
      Voice AI Starter: 1 x 29.00                        29.00
    Subtotal                                             29.00
    Net                                                  29.00
    USt 19 % S on 29.00                                   5.51
    Total                                                34.51
    Credited                                             17.26
    Due                                                  17.25
    ");
    world.assert_sound();
}

// Germany had 16 % from 1 July to 31 December 2020. Each period has the rate of the day on which it
// is billed: 19 % in June, 16 % from July, 19 % again in January 2021. An upgrade on 16 June, half
// of the month left, comes with July, but its time is June's: 200.00 at 16 % is 32.00, and
// 200.00 × 15/30 − 100.00 × 15/30 = 50.00 at 19 % is 9.50.
#[test]
fn the_rate_is_that_of_the_time() {
    let world = World::new();
    world.ask("tax_settings.update", json!({"registrations": ["DE"]}));
    let basic = world.plan("Basic", &[flat("100.00")]);
    let pro = world.plan("Pro", &[flat("200.00")]);
    world.on("2020-06-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    world.on("2020-06-16");
    world.change(&sub, to_plan(&pro), "now");
    world.run("2020-07-01");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2020-0002, Alder GmbH (open)
    issued 2020-07-01, due 2020-07-15, in EUR
      Pro: 1 x 200.00                                   200.00
      Unused time: Basic: 1 x -50.00                    -50.00
      Remaining time: Pro: 1 x 100.00                   100.00
    Subtotal                                            250.00
    Net                                                 250.00
    USt 16 % S on 200.00                                 32.00
    USt 19 % S on 50.00                                   9.50
    Total                                               291.50
    Due                                                 291.50
    ");
    for month in [
        "2020-08", "2020-09", "2020-10", "2020-11", "2020-12", "2021-01",
    ] {
        world.run(&format!("{month}-01"));
    }
    let rates: Vec<String> = world
        .invoices()
        .iter()
        .map(|row| {
            let page = world.get("invoices.get", json!({"id": row["id"]}));
            let rate = page["totals"]["taxes"][0]["rate_pct"].as_str().unwrap();
            format!("{} {rate}", &row["issued_on"].as_str().unwrap()[..7])
        })
        .collect();
    assert_eq!(
        rates,
        [
            "2020-06 19",
            "2020-07 16",
            "2020-08 16",
            "2020-09 16",
            "2020-10 16",
            "2020-11 16",
            "2020-12 16",
            "2021-01 19"
        ]
    );
    world.assert_sound();
}
