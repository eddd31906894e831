//! Beginnings in the past and in the future, and changes before the run that was due.

use acceptance::builders::{flat, to_plan};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// Written down on 10 March, begun on 15 January: the periods of 15 January and 15 February are
// billed at once, 31.00 each, and the next on 15 March.
#[test]
fn a_beginning_in_the_past_is_billed_at_once() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-10");
    let customer = world.customer("Alder GmbH");
    world.subscribe(&customer, &basic, json!({"starts_on": "2026-01-15"}));
    world.run_on_each(&["2026-03-14", "2026-03-15"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-10, Alder GmbH (open)                                        EUR 62.00
      Basic                                     2026-01-15 - 2026-02-15                       31.00
      Basic                                     2026-02-15 - 2026-03-15                       31.00
    INV-2026-0002 of 2026-03-15, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-15 - 2026-04-15                       31.00
    ");
    world.assert_sound();
}

// Agreed on 10 March for 1 April: nothing is billed before, and 31.00 then.
#[test]
fn a_beginning_in_the_future_waits_for_its_day() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-10");
    let customer = world.customer("Birch GmbH");
    let sub = world.subscribe(&customer, &basic, json!({"starts_on": "2026-04-01"}));
    assert_eq!(world.subscription(&sub)["row"]["renews_on"], "2026-04-01");
    assert_eq!(world.run("2026-03-31")["rows"], json!([]));
    world.run("2026-04-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Birch GmbH (open)                                        EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    ");
    world.assert_sound();
}

// Nobody ran the billing of 1 April. The upgrade on the 16th bills that first, on the same invoice:
// 30.00 for April, and 15 of its 30 days: 15.00 back and 30.00 charged. 45.00. The run finds
// nothing to bill until 1 May.
#[test]
fn a_change_bills_what_was_due_before_it() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    let pro = world.plan("Pro", &[flat("60.00")]);
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Cedar GmbH"), &basic, json!({}));
    world.on("2026-04-16");
    world.change_by(&sub, to_plan(&pro), "now", "invoice_now");
    assert_eq!(world.run("2026-04-16")["rows"], json!([]));
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Cedar GmbH (open)                                        EUR 30.00
      Basic                                     2026-03-01 - 2026-04-01                       30.00
    INV-2026-0002 of 2026-04-16, Cedar GmbH (open)                                        EUR 45.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
      Unused time: Basic                        2026-04-16 - 2026-05-01 (15/30)              -15.00
      Remaining time: Pro                       2026-04-16 - 2026-05-01 (15/30)               30.00
    INV-2026-0003 of 2026-05-01, Cedar GmbH (open)                                        EUR 60.00
      Pro                                       2026-05-01 - 2026-06-01                       60.00
    ");
    world.assert_sound();
}

// 30.00 of 1 March are due on the 15th. The run of 1 April finds them unpaid: past due, and billed
// all the same. Paid on 2 April, it is active again; 30.00 of 1 April stay open until the 15th.
#[test]
fn one_past_due_is_billed_and_active_again_once_paid() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Dogwood GmbH"), &basic, json!({}));
    let first = world.last_invoice();
    world.run("2026-04-01");
    let state = || world.subscription(&sub)["row"]["status"].clone();
    assert_eq!(state(), "past_due");
    world.on("2026-04-02");
    world.pay(&first, "30.00", "2026-04-02");
    assert_eq!(state(), "active");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Dogwood GmbH (paid)                                      EUR 30.00
      Basic                                     2026-03-01 - 2026-04-01                       30.00
    INV-2026-0002 of 2026-04-01, Dogwood GmbH (open)                                      EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    ");
    world.assert_sound();
}
