//! Periods that begin at the end of a month: the anchor's day is kept, and short months end early.

use acceptance::builders::{each, every, flat};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// Begun on 31 January: billed on 28 February, 31 March, 30 April and 31 May, never "the 28th" from
// then on. Every period is whole, so each costs 31.00.
#[test]
fn the_last_of_january_is_billed_at_the_end_of_every_month() {
    let world = World::new();
    let (customer, plan) = (
        world.customer("Alder GmbH"),
        world.plan("Basic", &[flat("31.00")]),
    );
    world.on("2026-01-31");
    let sub = world.subscribe(&customer, &plan, json!({}));
    world.run("2026-02-27");
    world.run_on_each(&[
        "2026-02-28",
        "2026-03-30",
        "2026-03-31",
        "2026-04-30",
        "2026-05-31",
    ]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-01-31, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-01-31 - 2026-02-28                       31.00
    INV-2026-0002 of 2026-02-28, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-02-28 - 2026-03-31                       31.00
    INV-2026-0003 of 2026-03-31, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-31 - 2026-04-30                       31.00
    INV-2026-0004 of 2026-04-30, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-04-30 - 2026-05-31                       31.00
    INV-2026-0005 of 2026-05-31, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-05-31 - 2026-06-30                       31.00
    ");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Alder GmbH: Basic (past_due), EUR 31.00 a month
    period 2026-05-31 - 2026-06-30, next bill 2026-06-30
    holds 1 x Basic, version 1                                                                31.00
      2026-01-31 Started
      2026-01-31 Period begins (31 Jan – 27 Feb 2026)
      2026-01-31 Invoice INV-2026-0001 (open)                                                 31.00
      2026-02-27 Past due: an invoice was not paid in time
      2026-02-28 Period begins (28 Feb – 30 Mar 2026)
      2026-02-28 Invoice INV-2026-0002 (open)                                                 31.00
      2026-03-31 Period begins (31 Mar – 29 Apr 2026)
      2026-03-31 Invoice INV-2026-0003 (open)                                                 31.00
      2026-04-30 Period begins (30 Apr – 30 May 2026)
      2026-04-30 Invoice INV-2026-0004 (open)                                                 31.00
      2026-05-31 Period begins (31 May – 29 Jun 2026)
      2026-05-31 Invoice INV-2026-0005 (open)                                                 31.00
    > 2026-06-30 Period begins (30 Jun – 30 Jul 2026)                                         31.00
    > 2026-07-31 Period begins (31 Jul – 30 Aug 2026)                                         31.00
    > 2026-08-31 Period begins (31 Aug – 29 Sep 2026)                                         31.00
    > 2026-09-30 Period begins (30 Sep – 30 Oct 2026)                                         31.00
    ");
    world.assert_sound();
}

// Quarters from 30 November: 28 February, which has no 30th, then 30 May, 30 August and 30
// November. Each is whole: 90.00.
#[test]
fn quarters_from_the_thirtieth_of_november_pass_february() {
    let world = World::new();
    let plan = world.plan("Basic", &[each(flat("90.00"), "quarter")]);
    let customer = world.customer("Birch GmbH");
    world.on("2026-11-30");
    world.subscribe(&customer, &plan, json!({"recurrence": every("quarter")}));
    world.run_on_each(&["2027-02-28", "2027-05-30", "2027-08-30", "2027-11-30"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-11-30, Birch GmbH (open)                                        EUR 90.00
      Basic                                     2026-11-30 - 2027-02-28                       90.00
    INV-2027-0001 of 2027-02-28, Birch GmbH (open)                                        EUR 90.00
      Basic                                     2027-02-28 - 2027-05-30                       90.00
    INV-2027-0002 of 2027-05-30, Birch GmbH (open)                                        EUR 90.00
      Basic                                     2027-05-30 - 2027-08-30                       90.00
    INV-2027-0003 of 2027-08-30, Birch GmbH (open)                                        EUR 90.00
      Basic                                     2027-08-30 - 2027-11-30                       90.00
    INV-2027-0004 of 2027-11-30, Birch GmbH (open)                                        EUR 90.00
      Basic                                     2027-11-30 - 2028-02-29                       90.00
    ");
    world.assert_sound();
}

// A year from 29 February 2028 ends on 28 February in common years, and on the 29th again in 2032.
// Nothing is due on 27 February 2029.
#[test]
fn a_year_from_a_leap_day_comes_back_to_it() {
    let world = World::new();
    let plan = world.plan("Basic", &[each(flat("365.00"), "year")]);
    let customer = world.customer("Cedar GmbH");
    world.on("2028-02-29");
    world.subscribe(&customer, &plan, json!({"recurrence": every("year")}));
    let early = world.run("2029-02-27");
    assert_eq!(early["rows"], json!([]));
    world.run_on_each(&["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2028-0001 of 2028-02-29, Cedar GmbH (open)                                       EUR 365.00
      Basic                                     2028-02-29 - 2029-02-28                      365.00
    INV-2029-0001 of 2029-02-28, Cedar GmbH (open)                                       EUR 365.00
      Basic                                     2029-02-28 - 2030-02-28                      365.00
    INV-2030-0001 of 2030-02-28, Cedar GmbH (open)                                       EUR 365.00
      Basic                                     2030-02-28 - 2031-02-28                      365.00
    INV-2031-0001 of 2031-02-28, Cedar GmbH (open)                                       EUR 365.00
      Basic                                     2031-02-28 - 2032-02-29                      365.00
    INV-2032-0001 of 2032-02-29, Cedar GmbH (open)                                       EUR 365.00
      Basic                                     2032-02-29 - 2033-02-28                      365.00
    ");
    world.assert_sound();
}

// An upgrade within the short February from the 31st: the period 31 January to 28 February has 28
// days, 14 of them left on 14 February. 31.00 × 14/28 = 15.50 comes back, 62.00 × 14/28 = 31.00 is
// charged; with the next period 62.00 + 31.00 − 15.50 = 77.50.
#[test]
fn a_part_of_february_is_a_part_of_its_own_28_days() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let pro = world.plan("Pro", &[flat("62.00")]);
    let customer = world.customer("Dogwood GmbH");
    world.on("2026-01-31");
    let sub = world.subscribe(&customer, &basic, json!({}));
    world.on("2026-02-14");
    world.change(&sub, acceptance::builders::to_plan(&pro), "now");
    world.run("2026-02-28");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-01-31, Dogwood GmbH (open)                                      EUR 31.00
      Basic                                     2026-01-31 - 2026-02-28                       31.00
    INV-2026-0002 of 2026-02-28, Dogwood GmbH (open)                                      EUR 77.50
      Pro                                       2026-02-28 - 2026-03-31                       62.00
      Unused time: Basic                        2026-02-14 - 2026-02-28 (14/28)              -15.50
      Remaining time: Pro                       2026-02-14 - 2026-02-28 (14/28)               31.00
    ");
    world.assert_sound();
}
