//! Subscriptions in a currency without decimals and in one with three.

use acceptance::builders::{flat, to_plan, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// Voice AI in yen from 1 March; on the 18th 14 of 31 days are left. 4 500 × 14/31 = 2 032.26, so
// 2 032 back; 15 000 × 14/31 = 6 774.19, so 6 774; due 4 742, 10 % of it 474.2, so 474: 5 216.
#[test]
fn parts_of_a_month_in_yen_are_whole_yen() {
    let world = World::new();
    world.catalog("voice-ai");
    let vat = world.rate(
        json!({"name": "JCT", "rate_pct": "10", "jurisdiction": "JP",
        "category": "S"}),
    );
    let customer = world.customer_of(json!({"name": "Kabushiki Sakura", "currency": "JPY",
        "timezone": "Asia/Tokyo", "address": {"country": "JP"}, "tax_rate_ids": [vat]}));
    let starter = world.plan_of("voice-starter");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &starter, json!({"trial_days": 0}));
    world.on("2026-03-18");
    let professional = world.plan_of("voice-professional");
    world.change_by(&sub, to_plan(&professional), "now", "invoice_now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Kabushiki Sakura (open)                                   JPY 4950
      Voice AI Starter                          2026-03-01 - 2026-04-01                        4500
    INV-2026-0002 of 2026-03-18, Kabushiki Sakura (open)                                   JPY 5216
      Unused time: Voice AI Starter             2026-03-18 - 2026-04-01 (14/31)               -2032
      Remaining time: Voice AI Professional     2026-03-18 - 2026-04-01 (14/31)                6774
    ");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0002, Kabushiki Sakura (open)
    issued 2026-03-18, due 2026-04-01, in JPY
      Unused time: Voice AI Starter: 1 x -2032           -2032
      Remaining time: Voice AI Professional: 1 x 6774        6774
    Subtotal                                              4742
    Net                                                   4742
    JCT 10 % S on 4742                                     474
    Total                                                 5216
    Due                                                   5216
    ");
    world.assert_sound();
}

// In dinars from 1 March; on the 18th 9.995 × 14/31 = 4.51387, so 4.514 back, and 29.875 × 14/31 =
// 13.49194, so 13.492: due 8.978.
#[test]
fn parts_of_a_month_in_dinars_have_three_decimals() {
    let world = World::new();
    let in_dinars = |amount: &str| with(flat(amount), "currency", "KWD");
    let basic = world.plan("Basic", &[in_dinars("9.995")]);
    let pro = world.plan("Pro", &[in_dinars("29.875")]);
    let customer = world.customer_of(json!({"name": "Al Salam", "currency": "KWD",
        "address": {"country": "KW"}}));
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &basic, json!({}));
    world.on("2026-03-18");
    world.change_by(&sub, to_plan(&pro), "now", "invoice_now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Al Salam (open)                                          KWD 9.995
      Basic                                     2026-03-01 - 2026-04-01                       9.995
    INV-2026-0002 of 2026-03-18, Al Salam (open)                                          KWD 8.978
      Unused time: Basic                        2026-03-18 - 2026-04-01 (14/31)              -4.514
      Remaining time: Pro                       2026-03-18 - 2026-04-01 (14/31)              13.492
    ");
    world.assert_sound();
}

// A plan in several currencies bills each customer in its own, and one that has no price in a
// currency cannot be sold in it.
#[test]
fn a_plan_bills_each_customer_in_its_own_currency() {
    let world = World::new();
    let prices = [flat("30.00"), with(flat("32.00"), "currency", "USD")];
    let basic = world.plan("Basic", &prices);
    world.on("2026-03-01");
    let of = |name: &str, currency: &str| {
        world.customer_of(json!({"name": name, "currency": currency,
            "address": {"country": "DE"}}))
    };
    for currency in ["EUR", "USD"] {
        world.subscribe(
            &of(&format!("Paid in {currency}"), currency),
            &basic,
            json!({}),
        );
    }
    let request = world.new_subscription(&of("Paid in GBP", "GBP"), &basic, json!({}));
    assert_eq!(
        world.refusal("subscriptions.create", request),
        "price_missing"
    );
    world.run("2026-04-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Paid in EUR (open)                                       EUR 30.00
      Basic                                     2026-03-01 - 2026-04-01                       30.00
    INV-2026-0002 of 2026-03-01, Paid in USD (open)                                       USD 32.00
      Basic                                     2026-03-01 - 2026-04-01                       32.00
    INV-2026-0003 of 2026-04-01, Paid in EUR (open)                                       EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0004 of 2026-04-01, Paid in USD (open)                                       USD 32.00
      Basic                                     2026-04-01 - 2026-05-01                       32.00
    ");
    world.assert_sound();
}
