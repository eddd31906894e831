//! Metered prices, commitments, setup fees and prices in arrears.

use acceptance::builders::{cancel, content, flat, price, with};
use acceptance::using::requests;
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

/// A subscription to these prices since 1 April.
fn subscribed(world: &World, prices: &[Value]) -> String {
    world.subscribed(content(prices)).1
}

// Nothing was counted: no line for it, and 1 May bills the 30.00 alone.
#[test]
fn no_usage_makes_no_line() {
    let world = World::new();
    subscribed(&world, &[flat("30.00"), requests("100")]);
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-05-01 - 2026-06-01                       30.00
    ");
    world.assert_sound();
}

// Tiers whose first has a fee of 5.00: no usage pays it, at the end of each period, where the price
// says so; where zero usage is free there is no line.
#[test]
fn no_usage_pays_the_first_tier_s_fee_where_that_is_said() {
    let world = World::new();
    let tiers = |zero_usage: &str| {
        let model = json!({"type": "tiered_graduated", "zero_usage": zero_usage, "tiers": [
            {"up_to": "100", "unit_amount": "0.00", "flat_amount": "5.00"},
            {"up_to": null, "unit_amount": "0.02"}]});
        let key = if zero_usage == "free" {
            "pages"
        } else {
            "requests"
        };
        with(price(key, "metered", model), "name", key)
    };
    subscribed(&world, &[flat("30.00"), tiers("first_flat"), tiers("free")]);
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 35.00
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      Basic: requests, quantity 0               2026-04-01 - 2026-05-01                        5.00
    ");
    world.assert_sound();
}

// At least 50.00 of usage a month were agreed and nothing was used: 1 May bills the 50.00 of April
// beside the 30.00 of May. Ended on 11 May, 10 of its 31 days are settled: 50.00 × 10/31 = 16.129,
// so 16.13 on the final invoice, and 30.00 × 21/31 = 20.3226, so 20.32 come back.
#[test]
fn a_commitment_is_billed_up_to() {
    let world = World::new();
    let committed = with(requests("100"), "commitment", "50.00");
    let sub = subscribed(&world, &[flat("30.00"), with(committed, "prorates", true)]);
    world.run("2026-05-01");
    world.on("2026-05-11");
    world.change(&sub, cancel(true), "now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 80.00
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      Basic: Requests, quantity 0               2026-04-01 - 2026-05-01                       50.00
    INV-2026-0003 of 2026-05-11, Alder GmbH (open)                                        EUR 16.13
      Basic: Requests, quantity 0               2026-05-01 - 2026-05-11                       16.13
    ");
    assert_snapshot!(render::invoice(&world, &world.numbered("INV-2026-0002")), @r"
    INV-2026-0002, Alder GmbH (open)
    issued 2026-05-01, due 2026-05-15, in EUR
      Basic: 1 x 30.00                                   30.00
      Basic: Requests, quantity 0: 1 x 50.00             50.00
    Subtotal                                             80.00
    Net                                                  80.00
    Total                                                80.00
    Credited                                             20.32
    Due                                                  59.68
    ");
    world.assert_sound();
}

// 99.00 once with the first invoice: 129.00, then 30.00. The fee does not come back with the end on
// 16 May: 30.00 × 16/31 = 15.4839, so 15.48, of the invoice of May alone.
#[test]
fn a_setup_fee_is_paid_once_and_kept() {
    let world = World::new();
    let setup = price("setup", "setup", json!({"type": "flat", "amount": "99.00"}));
    let sub = subscribed(&world, &[flat("30.00"), with(setup, "name", "Setup")]);
    world.run("2026-05-01");
    world.on("2026-05-16");
    world.change(&sub, cancel(true), "now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                       EUR 129.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
      Basic: Setup                              2026-04-01 - 2026-04-02                       99.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-05-01 - 2026-06-01                       30.00
    ");
    let due = |at: usize| render::major(&world.invoices()[at]["amount_due"]);
    assert_eq!((due(0), due(1)), ("129.00".to_owned(), "14.52".to_owned()));
    world.assert_sound();
}

// After a trial of 14 days from 1 April the fee comes with the first paid invoice, on the 15th; a
// coupon of 50 % covers it too: 15.00 + 49.50 = 64.50.
#[test]
fn a_setup_fee_waits_for_the_end_of_the_trial_and_shares_its_coupon() {
    let world = World::new();
    world.coupon("HALF", "50 %", "once");
    let setup = price("setup", "setup", json!({"type": "flat", "amount": "99.00"}));
    let plan = world.plan("Basic", &[flat("30.00"), with(setup, "name", "Setup")]);
    let customer = world.customer("Birch GmbH");
    world.on("2026-04-01");
    world.subscribe(
        &customer,
        &plan,
        json!({"trial_days": 14, "coupon_codes": ["HALF"]}),
    );
    world.run("2026-04-15");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-15, Birch GmbH (open)                                        EUR 64.50
      Basic                                     2026-04-15 - 2026-05-15                       30.00
        less its discount                                                                     15.00
      Basic: Setup                              2026-04-15 - 2026-04-16                       99.00
        less its discount                                                                     49.50
    ");
    world.assert_sound();
}

// Rent in arrears: 30.00 for April are billed on 1 May, and nothing before. Ended on 11 May, the
// final invoice bills 10 of 31 days: 30.00 × 10/31 = 9.677, so 9.68.
#[test]
fn a_price_in_arrears_is_billed_at_the_end() {
    let world = World::new();
    let sub = subscribed(&world, &[with(flat("30.00"), "timing", "arrears")]);
    assert_eq!(world.invoices().len(), 0);
    world.run("2026-05-01");
    world.on("2026-05-11");
    world.change(&sub, cancel(true), "now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-05-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-11, Alder GmbH (open)                                         EUR 9.68
      Basic                                     2026-05-01 - 2026-05-11 (10/31)                9.68
    ");
    world.assert_sound();
}
