//! Days are days of the customer's zone, and those on which the clocks change are days like others.

use acceptance::builders::{content, flat, to_plan, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

/// A plan whose parts are counted in seconds.
fn by_second(world: &World, name: &str, amount: &str) -> String {
    let content = content(&[flat(amount)]);
    world.plan_with(name, with(content, "convention", "second"))
}

fn in_new_york(world: &World, name: &str) -> String {
    world.customer_of(json!({"name": name, "timezone": "America/New_York",
        "address": {"country": "DE"}}))
}

/// The plan of a subscription's two rows, started on one day and changed on another.
fn upgraded(world: &World, customer: &str, plans: (&str, &str), days: (&str, &str)) -> Value {
    world.on(days.0);
    let sub = world.subscribe(customer, plans.0, json!({}));
    world.on(days.1);
    world.change_by(&sub, to_plan(plans.1), "now", "invoice_now")
}

// Berlin loses an hour on 29 March: 1 March to 1 April has 31 × 24 − 1 = 743 hours, 2 674 800 s.
// From 16 March 16 × 24 − 1 = 383 hours are left, 1 378 800 s.
// 31.00 × 383/743 = 15.9798, so 15.98 back; 62.00 × 383/743 = 31.9596, so 31.96. Due 15.98.
#[test]
fn spring_in_berlin_takes_an_hour_by_the_second() {
    let world = World::new();
    let (basic, pro) = (
        by_second(&world, "Basic", "31.00"),
        by_second(&world, "Pro", "62.00"),
    );
    let customer = world.customer("Alder GmbH");
    upgraded(
        &world,
        &customer,
        (&basic, &pro),
        ("2026-03-01", "2026-03-16"),
    );
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-03-16, Alder GmbH (open)                                        EUR 15.98
      Unused time: Basic                        2026-03-16 - 2026-04-01 (1378800/2674800)    -15.98
      Remaining time: Pro                       2026-03-16 - 2026-04-01 (1378800/2674800)     31.96
    ");
    world.assert_sound();
}

// The same by the day: 16 of 31 days. 31.00 × 16/31 = 16.00 back, 62.00 × 16/31 = 32.00.
#[test]
fn spring_in_berlin_takes_no_day() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let pro = world.plan("Pro", &[flat("62.00")]);
    let customer = world.customer("Alder GmbH");
    upgraded(
        &world,
        &customer,
        (&basic, &pro),
        ("2026-03-01", "2026-03-16"),
    );
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-03-16, Alder GmbH (open)                                        EUR 16.00
      Unused time: Basic                        2026-03-16 - 2026-04-01 (16/31)              -16.00
      Remaining time: Pro                       2026-03-16 - 2026-04-01 (16/31)               32.00
    ");
    world.assert_sound();
}

// New York gains an hour on 1 November: 15 October to 15 November has 31 × 24 + 1 = 745 hours,
// 2 682 000 s. From the first midnight of 1 November 14 × 24 + 1 = 337 hours are left, 1 213 200 s.
// 31.00 × 337/745 = 14.0228, so 14.02 back; 62.00 × 337/745 = 28.0456, so 28.05. Due 14.03.
// Berlin changed its clocks a week earlier; that counts for nothing here.
#[test]
fn autumn_in_new_york_gives_an_hour_by_the_second() {
    let world = World::new();
    let (basic, pro) = (
        by_second(&world, "Basic", "31.00"),
        by_second(&world, "Pro", "62.00"),
    );
    let customer = in_new_york(&world, "Maple Inc.");
    upgraded(
        &world,
        &customer,
        (&basic, &pro),
        ("2026-10-15", "2026-11-01"),
    );
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-10-15, Maple Inc. (open)                                        EUR 31.00
      Basic                                     2026-10-15 - 2026-11-15                       31.00
    INV-2026-0002 of 2026-11-01, Maple Inc. (open)                                        EUR 14.03
      Unused time: Basic                        2026-11-01 - 2026-11-15 (1213200/2682000)    -14.02
      Remaining time: Pro                       2026-11-01 - 2026-11-15 (1213200/2682000)     28.05
    ");
    world.assert_sound();
}

// At 22:30 UTC on 31 March it is half past midnight on 1 April in Berlin and half past six in the
// evening of 31 March in New York. Each begins on its own day, and so do its months: 1 May, and
// 30 April. Both invoices bear the day of the business, 1 April.
#[test]
fn late_in_the_evening_today_is_the_customer_s_day() {
    let world = World::new();
    let plan = world.plan("Basic", &[flat("30.00")]);
    let here = world.customer("Alder GmbH");
    let there = in_new_york(&world, "Maple Inc.");
    world.at("2026-03-31T22:30:00Z");
    let of_here = world.subscribe(&here, &plan, json!({}));
    let of_there = world.subscribe(&there, &plan, json!({}));
    let started = |sub: &str| world.subscription(sub)["row"]["started_on"].clone();
    assert_eq!(
        (started(&of_here), started(&of_there)),
        (json!("2026-04-01"), json!("2026-03-31"))
    );
    world.run_on_each(&["2026-04-30", "2026-05-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-04-01, Maple Inc. (open)                                        EUR 30.00
      Basic                                     2026-03-31 - 2026-04-30                       30.00
    INV-2026-0003 of 2026-04-30, Maple Inc. (open)                                        EUR 30.00
      Basic                                     2026-04-30 - 2026-05-31                       30.00
    INV-2026-0004 of 2026-05-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-05-01 - 2026-06-01                       30.00
    ");
    world.assert_sound();
}

// In Berlin the day of an upgrade at 23:30 on 15 March (22:30 UTC) is the 15th, and at 23:30 UTC it
// is the 16th, half past midnight: 17 of 31 days are left on the 15th, 16 on the 16th.
// 62.00 × 17/31 − 31.00 × 17/31 = 34.00 − 17.00 = 17.00, and 32.00 − 16.00 = 16.00.
#[test]
fn an_hour_around_midnight_decides_the_day_of_a_change() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let pro = world.plan("Pro", &[flat("62.00")]);
    world.on("2026-03-01");
    let customer = world.customer("Alder GmbH");
    let before = world.subscribe(&customer, &basic, json!({}));
    let after = world.subscribe(&customer, &basic, json!({}));
    world.at("2026-03-15T22:30:00Z");
    world.change_by(&before, to_plan(&pro), "now", "invoice_now");
    world.at("2026-03-15T23:30:00Z");
    world.change_by(&after, to_plan(&pro), "now", "invoice_now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0003 of 2026-03-15, Alder GmbH (open)                                        EUR 17.00
      Unused time: Basic                        2026-03-15 - 2026-04-01 (17/31)              -17.00
      Remaining time: Pro                       2026-03-15 - 2026-04-01 (17/31)               34.00
    INV-2026-0004 of 2026-03-16, Alder GmbH (open)                                        EUR 16.00
      Unused time: Basic                        2026-03-16 - 2026-04-01 (16/31)              -16.00
      Remaining time: Pro                       2026-03-16 - 2026-04-01 (16/31)               32.00
    ");
    world.assert_sound();
}

// In Santiago the clocks go from midnight to one o'clock on 6 September: that day has no midnight,
// and begins at one. September has 30 × 24 − 1 = 719 hours, 2 588 400 s; before the 6th are 5 × 24
// = 120, so 599 are left, 2 156 400 s. 31.00 × 599/719 = 25.8262, so 25.83 back; 62.00 × 599/719 =
// 51.6523, so 51.65.
#[test]
fn a_day_without_a_midnight_begins_at_one() {
    let world = World::new();
    let (basic, pro) = (
        by_second(&world, "Basic", "31.00"),
        by_second(&world, "Pro", "62.00"),
    );
    let customer = world.customer_of(json!({"name": "Araucaria SpA",
        "timezone": "America/Santiago", "address": {"country": "CL"}}));
    upgraded(
        &world,
        &customer,
        (&basic, &pro),
        ("2026-09-01", "2026-09-06"),
    );
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-09-01, Araucaria SpA (open)                                     EUR 31.00
      Basic                                     2026-09-01 - 2026-10-01                       31.00
    INV-2026-0002 of 2026-09-06, Araucaria SpA (open)                                     EUR 25.82
      Unused time: Basic                        2026-09-06 - 2026-10-01 (2156400/2588400)    -25.83
      Remaining time: Pro                       2026-09-06 - 2026-10-01 (2156400/2588400)     51.65
    ");
    world.assert_sound();
}
