//! More and fewer seats, tiers, packages, and add-ons that come and go within a period.

use acceptance::builders::{flat, price, quantity, seats, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// April has 30 days. Three seats at 10.00: 30.00. Five from the 11th, 20 days left: 30.00 × 20/30 =
// 20.00 back, 50.00 × 20/30 = 33.33. Two from the 21st, 10 left: of the 33.33 for 20 days half is
// 16.665, so 16.67 back, 20.00 × 10/30 = 6.67. May: 20.00 + 13.33 − 10.00 = 23.33.
// Billed 53.33: 30 × 10/30 + 50 × 10/30 + 20 × 10/30 + 20 = 53.33.
#[test]
fn seats_go_up_and_down_within_a_period() {
    let world = World::new();
    let team = world.plan("Team", &[seats("10.00")]);
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    let items = json!({"items": [{"plan_id": team, "quantity": "3"}]});
    let sub = world.subscribe(&customer, &team, items);
    world.on("2026-04-11");
    world.change(&sub, quantity("5"), "now");
    world.on("2026-04-21");
    world.change(&sub, quantity("2"), "now");
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Team: 3 x 10.00                           2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 23.33
      Team: 2 x 10.00                           2026-05-01 - 2026-06-01                       20.00
      Unused time: Team                         2026-04-11 - 2026-05-01 (20/30)              -20.00
      Remaining time: Team, 5 × seat            2026-04-11 - 2026-05-01 (20/30)               33.33
      Unused time: Team                         2026-04-21 - 2026-05-01 (10/30)              -16.67
      Remaining time: Team, 2 × seat            2026-04-21 - 2026-05-01 (10/30)                6.67
    ");
    world.assert_sound();
}

// Graduated: five seats at 10.00, those above at 8.00. Four cost 40.00, eight 50 + 3 × 8 = 74.00.
// On 16 April half of April is left: 20.00 back, 37.00 charged.
// Volume: up to five at 10.00, else all at 8.00: eight cost 64.00. 20.00 back, 32.00 charged.
#[test]
fn seats_in_tiers_cost_what_their_tier_says() {
    let world = World::new();
    let tiers = json!([{"up_to": "5", "unit_amount": "10.00"},
        {"up_to": null, "unit_amount": "8.00"}]);
    let by = |kind: &str| {
        let model = json!({"type": kind, "tiers": tiers});
        with(price("seats", "recurring", model), "unit", "seat")
    };
    let plans = [
        world.plan("Graduated", &[by("tiered_graduated")]),
        world.plan("Volume", &[by("tiered_volume")]),
    ];
    let customer = world.customer("Birch GmbH");
    world.on("2026-04-01");
    let subs = plans.map(|plan| {
        let items = json!({"items": [{"plan_id": plan, "quantity": "4"}]});
        world.subscribe(&customer, &plan, items)
    });
    world.on("2026-04-16");
    for sub in subs {
        world.change_by(&sub, quantity("8"), "now", "invoice_now");
    }
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Birch GmbH (open)                                        EUR 40.00
      Graduated, 4 × seat                       2026-04-01 - 2026-05-01                       40.00
    INV-2026-0002 of 2026-04-01, Birch GmbH (open)                                        EUR 40.00
      Volume, 4 × seat                          2026-04-01 - 2026-05-01                       40.00
    INV-2026-0003 of 2026-04-16, Birch GmbH (open)                                        EUR 17.00
      Unused time: Graduated                    2026-04-16 - 2026-05-01 (15/30)              -20.00
      Remaining time: Graduated, 8 × seat       2026-04-16 - 2026-05-01 (15/30)               37.00
    INV-2026-0004 of 2026-04-16, Birch GmbH (open)                                        EUR 12.00
      Unused time: Volume                       2026-04-16 - 2026-05-01 (15/30)              -20.00
      Remaining time: Volume, 8 × seat          2026-04-16 - 2026-05-01 (15/30)               32.00
    ");
    world.assert_sound();
}

// Packages of ten for 50.00: twelve seats are two packages, 100.00. Fifteen are two as well:
// nothing changes. Twenty-one from 16 April are three, 150.00: 50.00 back, 75.00 charged.
#[test]
fn a_package_is_paid_whole() {
    let world = World::new();
    let model = json!({"type": "package", "size": "10", "amount": "50.00", "round": "up"});
    let packages = with(price("seats", "recurring", model), "unit", "seat");
    let plan = world.plan("Crates", &[packages]);
    let customer = world.customer("Cedar GmbH");
    world.on("2026-04-01");
    let items = json!({"items": [{"plan_id": plan, "quantity": "12"}]});
    let sub = world.subscribe(&customer, &plan, items);
    world.on("2026-04-10");
    world.change_by(&sub, quantity("15"), "now", "invoice_now");
    world.on("2026-04-16");
    world.change_by(&sub, quantity("21"), "now", "invoice_now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Cedar GmbH (open)                                       EUR 100.00
      Crates, 12 × seat                         2026-04-01 - 2026-05-01                      100.00
    INV-2026-0002 of 2026-04-16, Cedar GmbH (open)                                        EUR 25.00
      Unused time: Crates                       2026-04-16 - 2026-05-01 (15/30)              -50.00
      Remaining time: Crates, 21 × seat         2026-04-16 - 2026-05-01 (15/30)               75.00
    ");
    world.assert_sound();
}

// Storage at 15.00 joins on 16 April: half of April, 7.50, with the invoice of 1 May. It goes on
// 21 May, 11 of 31 days left: 15.00 × 11/31 = 5.3226, so 5.32 back with the invoice of 1 June.
#[test]
fn an_add_on_comes_and_goes_within_periods() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    let storage = world.addon("Storage", &[flat("15.00")]);
    let customer = world.customer("Dogwood GmbH");
    world.on("2026-04-01");
    let sub = world.subscribe(&customer, &basic, json!({}));
    world.on("2026-04-16");
    world.change(
        &sub,
        json!({"kind": "add_addon", "plan_id": storage}),
        "now",
    );
    world.run("2026-05-01");
    world.on("2026-05-21");
    world.change(
        &sub,
        json!({"kind": "remove_addon", "plan_id": storage}),
        "now",
    );
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Dogwood GmbH: Basic (past_due), EUR 30.00 a month
    period 2026-05-01 - 2026-06-01, next bill 2026-06-01
    holds 1 x Basic, version 1                                                                30.00
    waits:
      Unused time: Storage                      2026-05-21 - 2026-06-01 (11/31)               -5.32
      2026-04-01 Started
      2026-04-01 Period begins (1 Apr – 30 Apr 2026)
      2026-04-01 Invoice INV-2026-0001 (open)                                                 30.00
      2026-04-16 1 × Storage is added
      2026-05-01 Past due: an invoice was not paid in time
      2026-05-01 Period begins (1 May – 31 May 2026)
      2026-05-01 Invoice INV-2026-0002 (open)                                                 52.50
      2026-05-21 Storage is taken away
    > 2026-06-01 Period begins (1 Jun – 30 Jun 2026)                                          24.68
    > 2026-07-01 Period begins (1 Jul – 31 Jul 2026)                                          30.00
    > 2026-08-01 Period begins (1 Aug – 31 Aug 2026)                                          30.00
    > 2026-09-01 Period begins (1 Sep – 30 Sep 2026)                                          30.00
    ");
    world.run("2026-06-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Dogwood GmbH (open)                                      EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-01, Dogwood GmbH (open)                                      EUR 52.50
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      Storage                                   2026-05-01 - 2026-06-01                       15.00
      Remaining time: Storage                   2026-04-16 - 2026-05-01 (15/30)                7.50
    INV-2026-0003 of 2026-06-01, Dogwood GmbH (open)                                      EUR 24.68
      Basic                                     2026-06-01 - 2026-07-01                       30.00
      Unused time: Storage                      2026-05-21 - 2026-06-01 (11/31)               -5.32
    ");
    world.assert_sound();
}

// Seats that were set back to what they were on the same day: the two changes cancel out, and 1 May
// bills three seats, 30.00.
#[test]
fn a_change_taken_back_on_the_same_day_costs_nothing() {
    let world = World::new();
    let team = world.plan("Team", &[seats("10.00")]);
    let customer = world.customer("Elm GmbH");
    world.on("2026-04-01");
    let items = json!({"items": [{"plan_id": team, "quantity": "3"}]});
    let sub = world.subscribe(&customer, &team, items);
    world.on("2026-04-12");
    world.change(&sub, quantity("7"), "now");
    world.change(&sub, quantity("3"), "now");
    world.run("2026-05-01");
    let total = |at: usize| render::major(&world.invoices()[at]["total"]);
    assert_eq!(
        (total(0), total(1)),
        ("30.00".to_owned(), "30.00".to_owned())
    );
    world.assert_sound();
}
