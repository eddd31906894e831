//! From years to months and back: the period ends, what is unused comes back, a new one begins.

use acceptance::builders::{each, every, flat, to_interval, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

/// 28.00 a month, or 365.00 a year.
fn both(world: &World) -> String {
    world.plan("Basic", &[flat("28.00"), each(flat("365.00"), "year")])
}

// A year of 365 days from 1 January. On 11 April 100 days are used and 265 left: 265.00 come back.
// Months begin that day: 28.00 each, taken from the credit. 265 = 9 × 28 + 13: nine invoices of
// nothing, and on 11 January 28.00 − 13.00 = 15.00.
#[test]
fn from_years_to_months_the_credit_pays_for_months() {
    let world = World::new();
    let plan = both(&world);
    let customer = world.customer("Alder GmbH");
    world.on("2026-01-05");
    let sub = world.subscribe(
        &customer,
        &plan,
        json!({"recurrence": every("year"), "starts_on": "2026-01-01"}),
    );
    world.on("2026-04-11");
    let seen = world.preview_change(&sub, to_interval("month"), "now", "");
    assert_snapshot!(render::preview(&seen), @r"
    It is billed by the month, from today.
    0.00 EUR is billed today.
    The next bill comes on 11 May 2026: 0.00 EUR.
    then active, 28.00 a month instead of 30.42
    now, 2026-04-11:
      Basic                                     2026-04-11 - 2026-05-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
      Total                                                                                    0.00
    next, 2026-05-11:
      Basic                                     2026-05-11 - 2026-06-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
      Total                                                                                    0.00
    ");
    world.change(&sub, to_interval("month"), "now");
    for month in ["05", "06", "07", "08", "09", "10", "11", "12"] {
        world.run(&format!("2026-{month}-11"));
    }
    world.run_on_each(&["2027-01-11", "2027-02-11"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-01-05, Alder GmbH (open)                                       EUR 365.00
      Basic                                     2026-01-01 - 2027-01-01                      365.00
    INV-2026-0002 of 2026-04-11, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-04-11 - 2026-05-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
    INV-2026-0003 of 2026-05-11, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-05-11 - 2026-06-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
    INV-2026-0004 of 2026-06-11, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-06-11 - 2026-07-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
    INV-2026-0005 of 2026-07-11, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-07-11 - 2026-08-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
    INV-2026-0006 of 2026-08-11, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-08-11 - 2026-09-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
    INV-2026-0007 of 2026-09-11, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-09-11 - 2026-10-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
    INV-2026-0008 of 2026-10-11, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-10-11 - 2026-11-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
    INV-2026-0009 of 2026-11-11, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-11-11 - 2026-12-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
    INV-2026-0010 of 2026-12-11, Alder GmbH (paid)                                         EUR 0.00
      Basic                                     2026-12-11 - 2027-01-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -28.00
    INV-2027-0001 of 2027-01-11, Alder GmbH (open)                                        EUR 15.00
      Basic                                     2027-01-11 - 2027-02-11                       28.00
      Unused time: Basic                        2026-04-11 - 2027-01-01                      -13.00
    INV-2027-0002 of 2027-02-11, Alder GmbH (open)                                        EUR 28.00
      Basic                                     2027-02-11 - 2027-03-11                       28.00
    ");
    world.assert_sound();
}

// From months to a year on 15 February, 14 of the 28 days of 1 February to 1 March left: 14.00 come
// back, and the year from 15 February costs 365.00: 351.00 at once. A year later back to months,
// planned for the end of the year: 28.00, and nothing comes back.
#[test]
fn from_months_to_a_year_is_billed_at_once_and_back_at_its_end() {
    let world = World::new();
    let plan = both(&world);
    let customer = world.customer("Birch GmbH");
    world.on("2026-02-01");
    let sub = world.subscribe(&customer, &plan, json!({}));
    world.on("2026-02-15");
    world.change(&sub, to_interval("year"), "now");
    world.change(&sub, to_interval("month"), "period_end");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Birch GmbH: Basic (active), EUR 30.42 a month
    period 2026-02-15 - 2027-02-15, next bill 2027-02-15
    holds 1 x Basic, version 1                                                               365.00
    planned: On 15 February 2027 it is billed by the month.
      2026-02-01 Started
      2026-02-01 Period begins (1 Feb – 28 Feb 2026)
      2026-02-01 Invoice INV-2026-0001 (open)                                                 28.00
      2026-02-15 It is billed by the year
      2026-02-15 Period begins (15 Feb 2026 – 14 Feb 2027)
      2026-02-15 Planned for 15 February 2027: it is billed by the month
      2026-02-15 Invoice INV-2026-0002 (open)                                                351.00
    > 2027-02-15 It is billed by the month
    > 2027-02-15 Period begins (15 Feb – 14 Mar 2027)                                         28.00
    ");
    world.run_on_each(&["2027-02-15", "2027-03-15"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-02-01, Birch GmbH (open)                                        EUR 28.00
      Basic                                     2026-02-01 - 2026-03-01                       28.00
    INV-2026-0002 of 2026-02-15, Birch GmbH (open)                                       EUR 351.00
      Basic                                     2026-02-15 - 2027-02-15                      365.00
      Unused time: Basic                        2026-02-15 - 2026-03-01 (14/28)              -14.00
    INV-2027-0001 of 2027-02-15, Birch GmbH (open)                                        EUR 28.00
      Basic                                     2027-02-15 - 2027-03-15                       28.00
    INV-2027-0002 of 2027-03-15, Birch GmbH (open)                                        EUR 28.00
      Basic                                     2027-03-15 - 2027-04-15                       28.00
    ");
    world.assert_sound();
}

// The anchor, 15 January, is kept: on 1 March 14 of the 28 days of 15 February to 15 March are left
// and come back, 14.00. The year runs to 15 January 2027, 320 of 365 days: 320.00. Due 306.00.
#[test]
fn the_anchor_is_kept_where_that_is_asked() {
    let world = World::new();
    let plan = both(&world);
    let customer = world.customer("Cedar GmbH");
    world.on("2026-01-15");
    let sub = world.subscribe(&customer, &plan, json!({}));
    world.run("2026-02-15");
    world.on("2026-03-01");
    world.change(&sub, with(to_interval("year"), "keep_anchor", true), "now");
    world.run("2027-01-15");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-01-15, Cedar GmbH (open)                                        EUR 28.00
      Basic                                     2026-01-15 - 2026-02-15                       28.00
    INV-2026-0002 of 2026-02-15, Cedar GmbH (open)                                        EUR 28.00
      Basic                                     2026-02-15 - 2026-03-15                       28.00
    INV-2026-0003 of 2026-03-01, Cedar GmbH (open)                                       EUR 306.00
      Basic                                     2026-03-01 - 2027-01-15 (320/365)            320.00
      Unused time: Basic                        2026-03-01 - 2026-03-15 (14/28)              -14.00
    INV-2027-0001 of 2027-01-15, Cedar GmbH (open)                                       EUR 365.00
      Basic                                     2027-01-15 - 2028-01-15                      365.00
    ");
    world.assert_sound();
}

// Without proration another interval waits for the end of the period, 1 March.
#[test]
fn without_proration_another_interval_waits_for_the_period_s_end() {
    let world = World::new();
    let plan = both(&world);
    let customer = world.customer("Dogwood GmbH");
    world.on("2026-02-01");
    let sub = world.subscribe(&customer, &plan, json!({}));
    world.on("2026-02-15");
    let changed = world.change_by(&sub, to_interval("year"), "now", "none");
    assert_eq!(changed["row"]["scheduled"], 1);
    world.run("2026-03-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-02-01, Dogwood GmbH (open)                                      EUR 28.00
      Basic                                     2026-02-01 - 2026-03-01                       28.00
    INV-2026-0002 of 2026-03-01, Dogwood GmbH (open)                                     EUR 365.00
      Basic                                     2026-03-01 - 2027-03-01                      365.00
    ");
    world.assert_sound();
}

// Another plan and another interval at once, on 15 February: 14 of 28 days come back, 14.00, and
// the year of the new plan begins: 730.00 − 14.00 = 716.00.
#[test]
fn a_plan_and_its_interval_change_together() {
    let world = World::new();
    let basic = both(&world);
    let pro = world.plan("Pro", &[flat("56.00"), each(flat("730.00"), "year")]);
    let customer = world.customer("Elm GmbH");
    world.on("2026-02-01");
    let sub = world.subscribe(&customer, &basic, json!({}));
    world.on("2026-02-15");
    let change = with(
        acceptance::builders::to_plan(&pro),
        "recurrence",
        every("year"),
    );
    world.change(&sub, change, "now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-02-01, Elm GmbH (open)                                          EUR 28.00
      Basic                                     2026-02-01 - 2026-03-01                       28.00
    INV-2026-0002 of 2026-02-15, Elm GmbH (open)                                         EUR 716.00
      Pro                                       2026-02-15 - 2027-02-15                      730.00
      Unused time: Basic                        2026-02-15 - 2026-03-01 (14/28)              -14.00
    ");
    world.assert_sound();
}

// Every two weeks from Thursday 1 January: the 15th, the 29th, 12 February. An upgrade on 5
// February has 7 of the 14 days left: 14.00 × 7/14 = 7.00 back, 28.00 × 7/14 = 14.00 charged.
#[test]
fn every_two_weeks() {
    let world = World::new();
    let two_weeks = json!({"interval": "week", "count": 2});
    let price = |amount: &str| with(flat(amount), "recurrence", two_weeks.clone());
    let basic = world.plan("Basic", &[price("14.00")]);
    let pro = world.plan("Pro", &[price("28.00")]);
    world.on("2026-01-01");
    let customer = world.customer("Fir GmbH");
    let sub = world.subscribe(&customer, &basic, json!({"recurrence": two_weeks}));
    world.run_on_each(&["2026-01-15", "2026-01-29"]);
    world.on("2026-02-05");
    world.change(&sub, acceptance::builders::to_plan(&pro), "now");
    world.run("2026-02-12");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-01-01, Fir GmbH (open)                                          EUR 14.00
      Basic                                     2026-01-01 - 2026-01-15                       14.00
    INV-2026-0002 of 2026-01-15, Fir GmbH (open)                                          EUR 14.00
      Basic                                     2026-01-15 - 2026-01-29                       14.00
    INV-2026-0003 of 2026-01-29, Fir GmbH (open)                                          EUR 14.00
      Basic                                     2026-01-29 - 2026-02-12                       14.00
    INV-2026-0004 of 2026-02-12, Fir GmbH (open)                                          EUR 35.00
      Pro                                       2026-02-12 - 2026-02-26                       28.00
      Unused time: Basic                        2026-02-05 - 2026-02-12 (7/14)                -7.00
      Remaining time: Pro                       2026-02-05 - 2026-02-12 (7/14)                14.00
    ");
    world.assert_sound();
}
