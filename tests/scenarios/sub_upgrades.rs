//! Other plans in the middle of a period, at its end, or on a day that was planned.

use acceptance::builders::{flat, to_plan};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

/// Plans of 1.00, 2.00 and 4.00 a day in a month of 31 days.
fn three_plans(world: &World) -> [String; 3] {
    [("Basic", "31.00"), ("Pro", "62.00"), ("Max", "124.00")]
        .map(|(name, amount)| world.plan(name, &[flat(amount)]))
}

// March has 31 days. Basic from the 1st: 31.00. Pro from the 11th, 21 days left: 21.00 back, 42.00
// charged. Max from the 21st, 11 days left: of the 42.00 for 21 days 42.00 × 11/21 = 22.00 back,
// 124.00 × 11/31 = 44.00 charged. Billed 31 + 21 + 22 = 74.00; held 10 × 1 + 10 × 2 + 11 × 4 = 74.
#[test]
fn an_upgrade_twice_in_a_period_bills_what_was_held() {
    let world = World::new();
    let [basic, pro, max] = three_plans(&world);
    let customer = world.customer("Alder GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &basic, json!({}));
    world.on("2026-03-11");
    let seen = world.preview_change(&sub, to_plan(&pro), "now", "invoice_now");
    assert_snapshot!(render::preview(&seen), @r"
    The plan changes to Pro, from today.
    21.00 EUR is billed today.
    The next bill comes on 1 April 2026: 62.00 EUR.
    then active, 62.00 a month instead of 31.00
    now, 2026-03-11:
      Unused time: Basic                        2026-03-11 - 2026-04-01 (21/31)              -21.00
      Remaining time: Pro                       2026-03-11 - 2026-04-01 (21/31)               42.00
      Total                                                                                   21.00
    next, 2026-04-01:
      Pro                                       2026-04-01 - 2026-05-01                       62.00
      Total                                                                                   62.00
    ");
    world.change_by(&sub, to_plan(&pro), "now", "invoice_now");
    world.on("2026-03-21");
    world.change_by(&sub, to_plan(&max), "now", "invoice_now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-03-11, Alder GmbH (open)                                        EUR 21.00
      Unused time: Basic                        2026-03-11 - 2026-04-01 (21/31)              -21.00
      Remaining time: Pro                       2026-03-11 - 2026-04-01 (21/31)               42.00
    INV-2026-0003 of 2026-03-21, Alder GmbH (open)                                        EUR 22.00
      Unused time: Pro                          2026-03-21 - 2026-04-01 (11/31)              -22.00
      Remaining time: Max                       2026-03-21 - 2026-04-01 (11/31)               44.00
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-03-21
      1100          Receivable           EUR       74.00
      4000:Basic    Revenue:Basic        EUR                   10.00
      4000:Max      Revenue:Max          EUR                   44.00
      4000:Pro      Revenue:Pro          EUR                   20.00
      Together                           EUR       74.00       74.00
    ");
    world.assert_sound();
}

// Voice AI from 31 January, a period of 28 days. On 7 February 21 days are left: 29.00 × 21/28 =
// 21.75 back, 99.00 × 21/28 = 74.25. On 14 February 14 are left: 74.25 × 14/21 = 49.50 back,
// 299.00 × 14/28 = 149.50. Both wait for 28 February: 299.00 + 52.50 + 100.00 = 451.50.
// Until then 29.00 + 152.50 = 181.50 were billed: 29 × 7/28 + 99 × 7/28 + 299 × 14/28 = 181.50.
#[test]
fn two_upgrades_wait_for_the_next_invoice() {
    let world = World::new();
    world.catalog("voice-ai");
    let plans = ["voice-starter", "voice-professional", "voice-enterprise"];
    let [starter, professional, enterprise] = plans.map(|code| world.plan_of(code));
    let customer = world.customer("Birch GmbH");
    world.on("2026-01-31");
    let sub = world.subscribe(&customer, &starter, json!({"trial_days": 0}));
    world.on("2026-02-07");
    world.change_by(&sub, to_plan(&professional), "now", "next_invoice");
    world.on("2026-02-14");
    world.change_by(&sub, to_plan(&enterprise), "now", "next_invoice");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Birch GmbH: Voice AI Enterprise (active), EUR 299.00 a month
    period 2026-01-31 - 2026-02-28, next bill 2026-02-28
    holds 1 x Voice AI Enterprise, version 1                                                 299.00
    waits:
      Unused time: Voice AI Starter             2026-02-07 - 2026-02-28 (21/28)              -21.75
      Remaining time: Voice AI Professional     2026-02-07 - 2026-02-28 (21/28)               74.25
      Unused time: Voice AI Professional        2026-02-14 - 2026-02-28 (14/28)              -49.50
      Remaining time: Voice AI Enterprise       2026-02-14 - 2026-02-28 (14/28)              149.50
      2026-01-31 Started
      2026-01-31 Period begins (31 Jan – 27 Feb 2026)
      2026-01-31 Invoice INV-2026-0001 (open)                                                 29.00
      2026-02-07 The plan changes to Voice AI Professional
      2026-02-14 The plan changes to Voice AI Enterprise
    > 2026-02-28 Period begins (28 Feb – 30 Mar 2026)                                        451.50
    > 2026-03-31 Period begins (31 Mar – 29 Apr 2026)                                        299.00
    > 2026-04-30 Period begins (30 Apr – 30 May 2026)                                        299.00
    > 2026-05-31 Period begins (31 May – 29 Jun 2026)                                        299.00
    ");
    let upcoming = world.subscription(&sub)["upcoming"]["total"].clone();
    world.run("2026-02-28");
    assert_eq!(world.invoices()[1]["total"], upcoming);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-01-31, Birch GmbH (open)                                        EUR 29.00
      Voice AI Starter                          2026-01-31 - 2026-02-28                       29.00
    INV-2026-0002 of 2026-02-28, Birch GmbH (open)                                       EUR 451.50
      Voice AI Enterprise                       2026-02-28 - 2026-03-31                      299.00
      Unused time: Voice AI Starter             2026-02-07 - 2026-02-28 (21/28)              -21.75
      Remaining time: Voice AI Professional     2026-02-07 - 2026-02-28 (21/28)               74.25
      Unused time: Voice AI Professional        2026-02-14 - 2026-02-28 (14/28)              -49.50
      Remaining time: Voice AI Enterprise       2026-02-14 - 2026-02-28 (14/28)              149.50
    ");
    world.assert_sound();
}

// Down on 11 March from Max to Basic, 21 of 31 days left: 124.00 × 21/31 = 84.00 back, 21.00
// charged, 63.00 in favour. No invoice is negative: 1 April bills 31.00 less 31.00 of the credit,
// 1 May the same, and 1 June the last 1.00 of it: 30.00. Billed 124 + 30 = 154.00;
// held 10 × 4 + 21 × 1 + 3 × 31 = 154.
#[test]
fn a_downgrade_s_credit_lasts_for_several_invoices() {
    let world = World::new();
    let [basic, _, max] = three_plans(&world);
    let customer = world.customer("Cedar GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &max, json!({}));
    world.on("2026-03-11");
    world.change(&sub, to_plan(&basic), "now");
    world.run_on_each(&["2026-04-01", "2026-05-01", "2026-06-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Cedar GmbH (open)                                       EUR 124.00
      Max                                       2026-03-01 - 2026-04-01                      124.00
    INV-2026-0002 of 2026-04-01, Cedar GmbH (paid)                                         EUR 0.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
      Unused time: Max                          2026-03-11 - 2026-04-01                      -52.00
      Remaining time: Basic                     2026-03-11 - 2026-04-01 (21/31)               21.00
    INV-2026-0003 of 2026-05-01, Cedar GmbH (paid)                                         EUR 0.00
      Basic                                     2026-05-01 - 2026-06-01                       31.00
      Unused time: Max                          2026-03-11 - 2026-04-01                      -31.00
    INV-2026-0004 of 2026-06-01, Cedar GmbH (open)                                        EUR 30.00
      Basic                                     2026-06-01 - 2026-07-01                       31.00
      Unused time: Max                          2026-03-11 - 2026-04-01                       -1.00
    ");
    world.assert_sound();
}

// Agreed on 11 March for the end of the period: nothing is billed before 1 April, and then 62.00.
#[test]
fn an_upgrade_at_the_period_s_end_costs_nothing_before() {
    let world = World::new();
    let [basic, pro, _] = three_plans(&world);
    let customer = world.customer("Dogwood GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &basic, json!({}));
    world.on("2026-03-11");
    let seen = world.preview_change(&sub, to_plan(&pro), "period_end", "");
    assert_snapshot!(render::preview(&seen), @r"
    On 1 April 2026 the plan changes to Pro.
    Nothing is billed today.
    The next bill comes on 1 April 2026: 62.00 EUR.
    then active, 62.00 a month instead of 31.00
    next, 2026-04-01:
      Pro                                       2026-04-01 - 2026-05-01                       62.00
      Total                                                                                   62.00
    ");
    world.change(&sub, to_plan(&pro), "period_end");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Dogwood GmbH: Basic (active), EUR 31.00 a month
    period 2026-03-01 - 2026-04-01, next bill 2026-04-01
    holds 1 x Basic, version 1                                                                31.00
    planned: On 1 April 2026 the plan changes to Pro.
      2026-03-01 Started
      2026-03-01 Period begins (1 Mar – 31 Mar 2026)
      2026-03-01 Invoice INV-2026-0001 (open)                                                 31.00
      2026-03-11 Planned for 1 April 2026: the plan changes to Pro
    > 2026-04-01 The plan changes to Pro
    > 2026-04-01 Period begins (1 Apr – 30 Apr 2026)                                          62.00
    > 2026-05-01 Period begins (1 May – 31 May 2026)                                          62.00
    > 2026-06-01 Period begins (1 Jun – 30 Jun 2026)                                          62.00
    ");
    world.run("2026-04-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Dogwood GmbH (open)                                      EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-01, Dogwood GmbH (open)                                      EUR 62.00
      Pro                                       2026-04-01 - 2026-05-01                       62.00
    ");
    world.assert_sound();
}

// Planned for 16 March and again for 1 May. On the 16th 16 of 31 days are left: 16.00 back, 32.00
// charged. The run of 1 April meets it first, and bills 62.00 + 16.00 = 78.00; 1 May bills Max,
// 124.00. The third change, for 10 May, was taken back.
#[test]
fn changes_planned_for_days_are_made_by_the_run() {
    let world = World::new();
    let [basic, pro, max] = three_plans(&world);
    let customer = world.customer("Elm GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &basic, json!({}));
    world.change(&sub, to_plan(&pro), "2026-03-16");
    world.change(&sub, to_plan(&max), "2026-05-01");
    world.change(&sub, to_plan(&basic), "2026-05-10");
    let planned = world.subscription(&sub);
    assert_eq!(planned["row"]["scheduled"], 3);
    world.ask("subscriptions.unschedule", json!({"id": sub, "index": 2}));
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Elm GmbH: Basic (active), EUR 31.00 a month
    period 2026-03-01 - 2026-04-01, next bill 2026-04-01
    holds 1 x Basic, version 1                                                                31.00
    planned: On 16 March 2026 the plan changes to Pro.
    planned: On 1 May 2026 the plan changes to Max.
      2026-03-01 Started
      2026-03-01 Period begins (1 Mar – 31 Mar 2026)
      2026-03-01 Planned for 16 March 2026: the plan changes to Pro
      2026-03-01 Planned for 1 May 2026: the plan changes to Max
      2026-03-01 Planned for 10 May 2026: the plan changes to Basic
      2026-03-01 Taken back for 10 May 2026: the plan changes to Basic
      2026-03-01 Invoice INV-2026-0001 (open)                                                 31.00
    > 2026-03-16 The plan changes to Pro
    > 2026-04-01 Period begins (1 Apr – 30 Apr 2026)                                          78.00
    > 2026-05-01 The plan changes to Max
    > 2026-05-01 Period begins (1 May – 31 May 2026)                                         124.00
    ");
    world.run_on_each(&["2026-04-01", "2026-05-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Elm GmbH (open)                                          EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-01, Elm GmbH (open)                                          EUR 78.00
      Pro                                       2026-04-01 - 2026-05-01                       62.00
      Unused time: Basic                        2026-03-16 - 2026-04-01 (16/31)              -16.00
      Remaining time: Pro                       2026-03-16 - 2026-04-01 (16/31)               32.00
    INV-2026-0003 of 2026-05-01, Elm GmbH (open)                                         EUR 124.00
      Max                                       2026-05-01 - 2026-06-01                      124.00
    ");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Elm GmbH: Max (past_due), EUR 124.00 a month
    period 2026-05-01 - 2026-06-01, next bill 2026-06-01
    holds 1 x Max, version 1                                                                 124.00
      2026-03-01 Started
      2026-03-01 Period begins (1 Mar – 31 Mar 2026)
      2026-03-01 Planned for 16 March 2026: the plan changes to Pro
      2026-03-01 Planned for 1 May 2026: the plan changes to Max
      2026-03-01 Planned for 10 May 2026: the plan changes to Basic
      2026-03-01 Taken back for 10 May 2026: the plan changes to Basic
      2026-03-01 Invoice INV-2026-0001 (open)                                                 31.00
      2026-03-16 The plan changes to Pro
      2026-04-01 Past due: an invoice was not paid in time
      2026-04-01 Period begins (1 Apr – 30 Apr 2026)
      2026-04-01 Invoice INV-2026-0002 (open)                                                 78.00
      2026-05-01 The plan changes to Max
      2026-05-01 Period begins (1 May – 31 May 2026)
      2026-05-01 Invoice INV-2026-0003 (open)                                                124.00
    > 2026-06-01 Period begins (1 Jun – 30 Jun 2026)                                         124.00
    > 2026-07-01 Period begins (1 Jul – 31 Jul 2026)                                         124.00
    > 2026-08-01 Period begins (1 Aug – 31 Aug 2026)                                         124.00
    > 2026-09-01 Period begins (1 Sep – 30 Sep 2026)                                         124.00
    ");
    world.assert_sound();
}

// Without proration the new price counts from 1 April: nothing back, nothing charged for March.
#[test]
fn an_upgrade_without_proration_changes_the_next_period() {
    let world = World::new();
    let [basic, pro, _] = three_plans(&world);
    let customer = world.customer("Fir GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &basic, json!({}));
    world.on("2026-03-11");
    let changed = world.change_by(&sub, to_plan(&pro), "now", "none");
    assert_eq!(changed["items"][0]["plan_name"], "Pro");
    assert_eq!(changed["pending"], json!([]));
    world.run("2026-04-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Fir GmbH (open)                                          EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-01, Fir GmbH (open)                                          EUR 62.00
      Pro                                       2026-04-01 - 2026-05-01                       62.00
    ");
    world.assert_sound();
}

// Down on 11 March and billed at once: 84.00 back and 21.00 charged. The invoice of that day is of
// nothing, 21.00 − 21.00, and the other 63.00 wait: 31.00 in April, 31.00 in May, 1.00 in June.
#[test]
fn a_downgrade_billed_at_once_makes_no_negative_invoice() {
    let world = World::new();
    let [basic, _, max] = three_plans(&world);
    let customer = world.customer("Gorse GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &max, json!({}));
    world.on("2026-03-11");
    let changed = world.change_by(&sub, to_plan(&basic), "now", "invoice_now");
    assert_eq!(render::major(&changed["pending"][0]["amount"]), "-63.00");
    world.run_on_each(&["2026-04-01", "2026-05-01", "2026-06-01"]);
    let due: Vec<String> = world
        .invoices()
        .iter()
        .map(|row| render::major(&row["total"]))
        .collect();
    assert_eq!(due, ["124.00", "0.00", "0.00", "0.00", "30.00"]);
    world.assert_sound();
}
