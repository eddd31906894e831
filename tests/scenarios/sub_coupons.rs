//! Coupons on subscriptions: a credit comes from what was really billed, after its discount.

use acceptance::builders::{flat, to_plan};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

/// A downgrade from 62.00 to 31.00 on 11 March, 21 of 31 days left, then the billing of 1 April.
fn downgraded(world: &World, code: &str) -> String {
    let pro = world.plan("Pro", &[flat("62.00")]);
    let basic = world.plan("Basic", &[flat("31.00")]);
    let customer = world.customer("Alder GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &pro, json!({"coupon_codes": [code]}));
    world.on("2026-03-11");
    world.change(&sub, to_plan(&basic), "now");
    world.run("2026-04-01");
    sub
}

// 62.00 less 20 % = 49.60. Back: 49.60 × 21/31 = 33.60. Charged: 31.00 × 21/31 = 21.00 less 20 % =
// 16.80. April: 31.00 − 6.20 = 24.80, and 24.80 − 33.60 + 16.80 = 8.00.
// Billed 57.60: 49.60 × 10/31 + 24.80 × 21/31 + 24.80 = 16.00 + 16.80 + 24.80.
#[test]
fn a_downgrade_with_a_percentage_gives_back_what_was_paid() {
    let world = World::new();
    world.coupon("FIFTH", "20 %", "forever");
    let sub = downgraded(&world, "FIFTH");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 49.60
      Pro                                       2026-03-01 - 2026-04-01                       62.00
        less its discount                                                                     12.40
    INV-2026-0002 of 2026-04-01, Alder GmbH (open)                                         EUR 8.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
        less its discount                                                                      6.20
      Unused time: Pro                          2026-03-11 - 2026-04-01 (21/31)              -33.60
      Remaining time: Basic                     2026-03-11 - 2026-04-01 (21/31)               21.00
        less its discount                                                                      4.20
    ");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Alder GmbH: Basic (past_due), EUR 24.80 a month
    period 2026-04-01 - 2026-05-01, next bill 2026-05-01
    holds 1 x Basic, version 1                                                                31.00
    coupon FIFTH: 20 % off, as long as the subscription has it
      2026-03-01 Started
      2026-03-01 Period begins (1 Mar – 31 Mar 2026)
      2026-03-01 Invoice INV-2026-0001 (open)                                                 49.60
      2026-03-11 The plan changes to Basic
      2026-04-01 Past due: an invoice was not paid in time
      2026-04-01 Period begins (1 Apr – 30 Apr 2026)
      2026-04-01 Invoice INV-2026-0002 (open)                                                  8.00
    > 2026-05-01 Period begins (1 May – 31 May 2026)                                          24.80
    > 2026-06-01 Period begins (1 Jun – 30 Jun 2026)                                          24.80
    > 2026-07-01 Period begins (1 Jul – 31 Jul 2026)                                          24.80
    > 2026-08-01 Period begins (1 Aug – 31 Aug 2026)                                          24.80
    ");
    world.assert_sound();
}

// 62.00 − 10.00 = 52.00. Back: 52.00 × 21/31 = 35.2258, so 35.23, and 10.00 × 21/31 = 6.77 of the
// coupon goes on with the new: 21.00 − 6.77 = 14.23. April has no coupon any more:
// 31.00 − 35.23 + 14.23 = 10.00. Billed 62.00: 20.00 + 21.00 + 31.00 less the 10.00 once.
#[test]
fn a_downgrade_with_an_amount_once_keeps_the_whole_amount() {
    let world = World::new();
    world.coupon("TEN", "10.00", "once");
    downgraded(&world, "TEN");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 52.00
      Pro                                       2026-03-01 - 2026-04-01                       62.00
        less its discount                                                                     10.00
    INV-2026-0002 of 2026-04-01, Alder GmbH (open)                                        EUR 10.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
      Unused time: Pro                          2026-03-11 - 2026-04-01 (21/31)              -35.23
      Remaining time: Basic                     2026-03-11 - 2026-04-01 (21/31)               21.00
        less its discount                                                                      6.77
    ");
    world.assert_sound();
}

// Half off for three periods: 15.50 in March, April and May, 31.00 in June.
#[test]
fn a_coupon_for_three_periods_counts_three() {
    let world = World::new();
    world.coupon("HALF3", "50 %", "3 periods");
    let basic = world.plan("Basic", &[flat("31.00")]);
    let customer = world.customer("Birch GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &basic, json!({"coupon_codes": ["HALF3"]}));
    world.run("2026-04-01");
    let words = |sub: &str| world.subscription(sub)["coupons"][0]["words"].clone();
    assert_eq!(words(&sub), "50 % off, 1 of 3 periods left");
    world.run_on_each(&["2026-05-01", "2026-06-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Birch GmbH (open)                                        EUR 15.50
      Basic                                     2026-03-01 - 2026-04-01                       31.00
        less its discount                                                                     15.50
    INV-2026-0002 of 2026-04-01, Birch GmbH (open)                                        EUR 15.50
      Basic                                     2026-04-01 - 2026-05-01                       31.00
        less its discount                                                                     15.50
    INV-2026-0003 of 2026-05-01, Birch GmbH (open)                                        EUR 15.50
      Basic                                     2026-05-01 - 2026-06-01                       31.00
        less its discount                                                                     15.50
    INV-2026-0004 of 2026-06-01, Birch GmbH (open)                                        EUR 31.00
      Basic                                     2026-06-01 - 2026-07-01                       31.00
    ");
    world.assert_sound();
}

// Half off the add-on alone: 31.00 + 10.00 − 5.00 = 36.00.
#[test]
fn a_coupon_for_a_product_leaves_the_others() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let storage = world.addon("Storage", &[flat("10.00")]);
    let products = world.get("products.list", json!({}));
    let rows = products["rows"].as_array().unwrap();
    let product = rows.iter().find(|row| row["name"] == "Storage").unwrap();
    world.coupon_with(
        "DISK",
        "50 %",
        "forever",
        json!({"product_ids": [product["id"]]}),
    );
    let customer = world.customer("Cedar GmbH");
    world.on("2026-03-01");
    world.subscribe(
        &customer,
        &basic,
        json!({"items": [{"plan_id": basic}, {"plan_id": storage}], "coupon_codes": ["DISK"]}),
    );
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Cedar GmbH (open)                                        EUR 36.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
      Storage                                   2026-03-01 - 2026-04-01                       10.00
        less its discount                                                                      5.00
    ");
    world.assert_sound();
}

// A percentage and an amount together: 62.00 less 25 % = 46.50, less 10.00 = 36.50. An amount of
// 50.00 on 31.00 takes off 31.00 and no more: the invoice is of nothing, and is paid.
#[test]
fn coupons_stack_and_never_make_a_bill_negative() {
    let world = World::new();
    world.coupon("QUARTER", "25 %", "forever");
    world.coupon("TEN", "10.00", "forever");
    world.coupon("FIFTY", "50.00", "once");
    let pro = world.plan("Pro", &[flat("62.00")]);
    let basic = world.plan("Basic", &[flat("31.00")]);
    let customer = world.customer("Dogwood GmbH");
    world.on("2026-03-01");
    world.subscribe(&customer, &pro, json!({"coupon_codes": ["QUARTER", "TEN"]}));
    world.subscribe(&customer, &basic, json!({"coupon_codes": ["FIFTY"]}));
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Dogwood GmbH (open)                                      EUR 36.50
      Pro                                       2026-03-01 - 2026-04-01                       62.00
        less its discount                                                                     25.50
    INV-2026-0002 of 2026-03-01, Dogwood GmbH (paid)                                       EUR 0.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
        less its discount                                                                     31.00
    ");
    world.assert_sound();
}

// Redeemed once of once, and expired on 28 February: both are refused with the reason at the field,
// and nothing is made.
#[test]
fn a_coupon_that_is_used_up_or_over_is_refused() {
    let world = World::new();
    world.coupon_with("ONE", "10 %", "once", json!({"max_redemptions": 1}));
    world.coupon_with(
        "WINTER",
        "10 %",
        "once",
        json!({"expires_on": "2026-02-28"}),
    );
    let basic = world.plan("Basic", &[flat("31.00")]);
    let customer = world.customer("Elm GmbH");
    world.on("2026-03-01");
    world.subscribe(&customer, &basic, json!({"coupon_codes": ["ONE"]}));
    for code in ["ONE", "WINTER"] {
        let request = world.new_subscription(&customer, &basic, json!({"coupon_codes": [code]}));
        let seen = world.get("subscriptions.preview_create", request.clone());
        assert_eq!(seen["problems"][0]["field"], "coupon_codes.0", "{seen:#}");
        assert!(world.call("subscriptions.create", request).is_err());
    }
    assert_eq!(world.invoices().len(), 1);
    world.assert_sound();
}

// Redeemed on 11 March: what was billed stays, and April has it: 31.00 − 7.75 = 23.25. Taken away
// on 11 April: that period keeps it too, and May costs 31.00.
#[test]
fn a_coupon_comes_and_goes_with_the_next_period() {
    let world = World::new();
    world.coupon("QUARTER", "25 %", "forever");
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Fir GmbH"), &basic, json!({}));
    world.on("2026-03-11");
    let add = json!({"kind": "add_coupon", "coupon_code": "QUARTER"});
    world.change(&sub, add.clone(), "now");
    assert_eq!(world.refused_change(&sub, add, "now"), "coupon_twice");
    world.run("2026-04-01");
    world.on("2026-04-11");
    let coupon = world.subscription(&sub)["coupons"][0]["coupon_id"].clone();
    world.change(
        &sub,
        json!({"kind": "remove_coupon", "coupon_id": coupon}),
        "now",
    );
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Fir GmbH (open)                                          EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-01, Fir GmbH (open)                                          EUR 23.25
      Basic                                     2026-04-01 - 2026-05-01                       31.00
        less its discount                                                                      7.75
    INV-2026-0003 of 2026-05-01, Fir GmbH (open)                                          EUR 31.00
      Basic                                     2026-05-01 - 2026-06-01                       31.00
    ");
    world.assert_sound();
}

// 10.00 off for three periods; a downgrade in the first, on 11 March, 21 of 31 days left. 62.00 −
// 10.00 = 52.00; 35.23 back, 21.00 − 6.77 = 14.23 charged. April 31.00 − 10.00 = 21.00 with these:
// 0.00. May 21.00. June 31.00. Billed 104.00: 20 + 21 + 3 × 31 = 134, less three times 10.00.
#[test]
fn a_downgrade_with_an_amount_for_three_periods() {
    let world = World::new();
    world.coupon("TEN3", "10.00", "3 periods");
    downgraded(&world, "TEN3");
    world.run_on_each(&["2026-05-01", "2026-06-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 52.00
      Pro                                       2026-03-01 - 2026-04-01                       62.00
        less its discount                                                                     10.00
    INV-2026-0002 of 2026-04-01, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
        less its discount                                                                     10.00
      Unused time: Pro                          2026-03-11 - 2026-04-01 (21/31)              -35.23
      Remaining time: Basic                     2026-03-11 - 2026-04-01 (21/31)               21.00
        less its discount                                                                      6.77
    INV-2026-0003 of 2026-05-01, Alder GmbH (open)                                        EUR 21.00
      Basic                                     2026-05-01 - 2026-06-01                       31.00
        less its discount                                                                     10.00
    INV-2026-0004 of 2026-06-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-06-01 - 2026-07-01                       31.00
    ");
    let totals = world.invoices();
    let billed: i64 = totals
        .iter()
        .map(|row| {
            row["total"]["minor"]
                .as_str()
                .unwrap()
                .parse::<i64>()
                .unwrap()
        })
        .sum();
    assert_eq!(billed, 10_400);
    world.assert_sound();
}
