//! How parts of a period are counted, and periods that begin with the calendar.

use acceptance::builders::{content, each, every, flat, to_plan, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

/// From Basic to Pro on 11 March, in a period from 1 March, counted by this convention.
fn upgraded(world: &World, convention: &str) {
    let plan = |name: &str, amount: &str| {
        let content = content(&[flat(amount)]);
        world.plan_with(name, with(content, "convention", convention))
    };
    let (basic, pro) = (plan("Basic", "30.00"), plan("Pro", "60.00"));
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    world.on("2026-03-11");
    world.change_by(&sub, to_plan(&pro), "now", "invoice_now");
}

// Aligned to the calendar: 15 January to 1 February is 17 of 31 days, 31.00 × 17/31 = 17.00; whole
// months follow on the 1st.
#[test]
fn aligned_to_the_first_with_a_short_first_period() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-01-15");
    world.subscribe(
        &world.customer("Alder GmbH"),
        &basic,
        json!({"aligned": true}),
    );
    world.run_on_each(&["2026-02-01", "2026-03-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-01-15, Alder GmbH (open)                                        EUR 17.00
      Basic                                     2026-01-15 - 2026-02-01 (17/31)               17.00
    INV-2026-0002 of 2026-02-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-02-01 - 2026-03-01                       31.00
    INV-2026-0003 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    ");
    world.assert_sound();
}

// An upgrade on 25 January, within that short period: 7 of its own 17 days are left of the 17.00
// that were billed, 7.00 back; 62.00 × 7/31 = 14.00 charged.
#[test]
fn a_change_in_a_short_first_period_counts_in_the_whole_month() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let pro = world.plan("Pro", &[flat("62.00")]);
    world.on("2026-01-15");
    let sub = world.subscribe(
        &world.customer("Alder GmbH"),
        &basic,
        json!({"aligned": true}),
    );
    world.on("2026-01-25");
    world.change_by(&sub, to_plan(&pro), "now", "invoice_now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-01-15, Alder GmbH (open)                                        EUR 17.00
      Basic                                     2026-01-15 - 2026-02-01 (17/31)               17.00
    INV-2026-0002 of 2026-01-25, Alder GmbH (open)                                         EUR 7.00
      Unused time: Basic                        2026-01-25 - 2026-02-01 (7/31)                -7.00
      Remaining time: Pro                       2026-01-25 - 2026-02-01 (7/31)                14.00
    ");
    world.assert_sound();
}

// A year aligned to the calendar: from 1 July to 1 January are 184 of the 365 days of 2026:
// 365.00 × 184/365 = 184.00.
#[test]
fn a_year_aligned_to_the_calendar_begins_in_january() {
    let world = World::new();
    let basic = world.plan("Basic", &[each(flat("365.00"), "year")]);
    world.on("2026-07-01");
    let more = json!({"aligned": true, "recurrence": every("year")});
    world.subscribe(&world.customer("Alder GmbH"), &basic, more);
    world.run("2027-01-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-07-01, Alder GmbH (open)                                       EUR 184.00
      Basic                                     2026-07-01 - 2027-01-01 (184/365)            184.00
    INV-2027-0001 of 2027-01-01, Alder GmbH (open)                                       EUR 365.00
      Basic                                     2027-01-01 - 2028-01-01                      365.00
    ");
    world.assert_sound();
}

// Every month has 30 days: 10 are used on 11 March, 20 left. 30.00 × 20/30 = 20.00 back,
// 60.00 × 20/30 = 40.00.
#[test]
fn months_of_thirty_days() {
    let world = World::new();
    upgraded(&world, "thirty_day_month");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-03-01 - 2026-04-01                       30.00
    INV-2026-0002 of 2026-03-11, Alder GmbH (open)                                        EUR 20.00
      Unused time: Basic                        2026-03-11 - 2026-04-01 (20/30)              -20.00
      Remaining time: Pro                       2026-03-11 - 2026-04-01 (20/30)               40.00
    ");
    world.assert_sound();
}

// The day of the change counts as used: 20 of 31 days left, from the 12th. 30.00 × 20/31 = 19.3548,
// so 19.35 back; 60.00 × 20/31 = 38.7097, so 38.71.
#[test]
fn the_day_of_the_change_is_used() {
    let world = World::new();
    upgraded(&world, "day_inclusive");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-03-01 - 2026-04-01                       30.00
    INV-2026-0002 of 2026-03-11, Alder GmbH (open)                                        EUR 19.36
      Unused time: Basic                        2026-03-12 - 2026-04-01 (20/31)              -19.35
      Remaining time: Pro                       2026-03-12 - 2026-04-01 (20/31)               38.71
    ");
    world.assert_sound();
}

// By the second, March in Berlin has 743 hours. On the 11th 10 × 24 = 240 are over, 503 are left,
// 1 810 800 of 2 674 800 s. 30.00 × 503/743 = 20.3096, so 20.31 back; 60.00 × 503/743 = 40.6191.
#[test]
fn parts_by_the_second() {
    let world = World::new();
    upgraded(&world, "second");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-03-01 - 2026-04-01                       30.00
    INV-2026-0002 of 2026-03-11, Alder GmbH (open)                                        EUR 20.31
      Unused time: Basic                        2026-03-11 - 2026-04-01 (1810800/2674800)    -20.31
      Remaining time: Pro                       2026-03-11 - 2026-04-01 (1810800/2674800)     40.62
    ");
    world.assert_sound();
}
