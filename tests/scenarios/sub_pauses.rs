//! Pauses across a renewal: no invoices, drafts, or invoices that are given up.

use acceptance::builders::flat;
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

/// 31.00 a month from 1 March.
fn started(world: &World) -> String {
    let basic = world.plan("Basic", &[flat("31.00")]);
    let customer = world.customer("Alder GmbH");
    world.on("2026-03-01");
    world.subscribe(&customer, &basic, json!({}))
}

fn pause(behavior: &str, resume_on: Option<&str>) -> Value {
    json!({"kind": "pause", "pause_behavior": behavior, "resume_on": resume_on})
}

// Paused on 11 March, 21 of 31 days unused: 21.00 come back. 1 April bills nothing. It goes on by
// itself on 21 April with a new period until 21 May: 31.00 − 21.00 = 10.00.
#[test]
fn a_pause_without_invoices_gives_the_unused_time_back() {
    let world = World::new();
    let sub = started(&world);
    world.on("2026-03-11");
    world.change(&sub, pause("skip", Some("2026-04-21")), "now");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Alder GmbH: Basic (paused), EUR 0.00 a month
    period 2026-03-01 - 2026-03-11, next bill 2026-04-21
    holds 1 x Basic, version 1                                                                31.00
    waits:
      Unused time: Basic                        2026-03-11 - 2026-04-01 (21/31)              -21.00
      2026-03-01 Started
      2026-03-01 Period begins (1 Mar – 31 Mar 2026)
      2026-03-01 Invoice INV-2026-0001 (open)                                                 31.00
      2026-03-11 Billing rests until 21 April 2026
    > 2026-04-21 Billing goes on
    > 2026-04-21 Period begins (21 Apr – 20 May 2026)                                         10.00
    > 2026-05-21 Period begins (21 May – 20 Jun 2026)                                         31.00
    > 2026-06-21 Period begins (21 Jun – 20 Jul 2026)                                         31.00
    ");
    let nothing = world.run("2026-04-01");
    assert_eq!(nothing["rows"], json!([]));
    world.run_on_each(&["2026-04-21", "2026-05-21"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-21, Alder GmbH (open)                                        EUR 10.00
      Basic                                     2026-04-21 - 2026-05-21                       31.00
      Unused time: Basic                        2026-03-11 - 2026-04-01 (21/31)              -21.00
    INV-2026-0003 of 2026-05-21, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-05-21 - 2026-06-21                       31.00
    ");
    world.assert_sound();
}

// Without proration the unused time is lost, and resuming by hand on 5 May begins a whole period.
#[test]
fn a_pause_may_give_nothing_back() {
    let world = World::new();
    let sub = started(&world);
    world.on("2026-03-11");
    world.change_by(&sub, pause("skip", None), "now", "none");
    world.run("2026-04-01");
    world.on("2026-05-05");
    let resumed = world.change(&sub, json!({"kind": "resume"}), "now");
    assert_eq!(resumed["row"]["status"], "active");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-05-05, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-05-05 - 2026-06-05                       31.00
    ");
    world.assert_sound();
}

// Paused with drafts: the period of 1 April is drafted and stays so through the next run, though
// runs issue otherwise. Resumed on 10 April, within that period: 1 May is issued again.
#[test]
fn a_pause_can_keep_its_invoices_as_drafts() {
    let world = World::new();
    let sub = started(&world);
    world.on("2026-03-11");
    let paused = world.change(&sub, pause("keep_as_draft", None), "now");
    assert_eq!(paused["row"]["status"], "paused");
    world.run_on_each(&["2026-04-01", "2026-04-09"]);
    assert_eq!(world.invoices()[1]["status"], "draft");
    world.on("2026-04-10");
    world.change(&sub, json!({"kind": "resume"}), "now");
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    Not issued, Alder GmbH (draft)                                                        EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-05-01 - 2026-06-01                       31.00
    ");
    world.assert_sound();
}

// Paused with invoices given up: 1 April is issued and written off at once, 31.00 to bad debt.
// Resumed on 1 May, before the billing of that day: that period is due again.
#[test]
fn a_pause_can_give_its_invoices_up() {
    let world = World::new();
    let sub = started(&world);
    world.on("2026-03-11");
    world.change(&sub, pause("mark_uncollectible", Some("2026-05-01")), "now");
    world.run_on_each(&["2026-04-01", "2026-05-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-01, Alder GmbH (uncollectible)                               EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    INV-2026-0003 of 2026-05-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-05-01 - 2026-06-01                       31.00
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-03-01 Invoice INV-2026-0001
      1100          Receivable           EUR       31.00
      4000:Basic    Revenue:Basic        EUR                   31.00
    2026-04-01 Invoice INV-2026-0002
      1100          Receivable           EUR       31.00
      4000:Basic    Revenue:Basic        EUR                   31.00
    2026-04-01 Invoice INV-2026-0002 uncollectible
      1100          Receivable           EUR                   31.00
      6100          Bad debt             EUR       31.00
    2026-05-01 Invoice INV-2026-0003
      1100          Receivable           EUR       31.00
      4000:Basic    Revenue:Basic        EUR                   31.00
    ");
    world.assert_sound();
}

// Another plan within the pause costs nothing until it ends: 21 April bills 62.00 less the 21.00
// that came back.
#[test]
fn another_plan_within_a_pause_counts_from_its_end() {
    let world = World::new();
    let sub = started(&world);
    let pro = world.plan("Pro", &[flat("62.00")]);
    world.on("2026-03-11");
    world.change(&sub, pause("skip", Some("2026-04-21")), "now");
    world.on("2026-03-20");
    let changed = world.change(&sub, acceptance::builders::to_plan(&pro), "now");
    assert_eq!(changed["row"]["status"], "paused");
    world.run("2026-04-21");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-21, Alder GmbH (open)                                        EUR 41.00
      Pro                                       2026-04-21 - 2026-05-21                       62.00
      Unused time: Basic                        2026-03-11 - 2026-04-01 (21/31)              -21.00
    ");
    world.assert_sound();
}
