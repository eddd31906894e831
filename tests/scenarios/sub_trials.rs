//! Trials: free at first, then paid, changed or ended; and subscriptions that begin once paid.

use acceptance::builders::{cancel, flat, to_plan};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// 14 days from 1 March end on the 15th, which bills the first period: 29.00 until 15 April, and
// 19 % of it, 5.51. The month counts from the 15th.
#[test]
fn a_trial_becomes_paid_on_its_last_day() {
    let world = World::new();
    world.catalog("voice-ai");
    let starter = world.plan_of("voice-starter");
    let customer = world.customer_with_vat("Alder GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &starter, json!({"trial_days": 14}));
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Alder GmbH: Voice AI Starter (trialing), EUR 0.00 a month
    period 2026-03-01 - 2026-03-15, next bill 2026-03-15
    holds 1 x Voice AI Starter, version 1                                                     29.00
      2026-03-01 Trial started (Free until 15 March 2026.)
    > 2026-03-15 Trial ends
    > 2026-03-15 Period begins (15 Mar – 14 Apr 2026)                                         29.00
    > 2026-04-15 Period begins (15 Apr – 14 May 2026)                                         29.00
    > 2026-05-15 Period begins (15 May – 14 Jun 2026)                                         29.00
    ");
    let early = world.run("2026-03-14");
    assert_eq!(early["rows"], json!([]));
    let report = world.run("2026-03-15");
    assert_snapshot!(render::run(&report), @r"
    run through 2026-03-15 (done): 1 invoices, 0 exceptions
      Alder GmbH INV-2026-0001 (open)        Voice AI Starter, 15 Mar – 14 Apr 2026      EUR 34.51
    ");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0001, Alder GmbH (open)
    issued 2026-03-15, due 2026-03-29, in EUR
      Voice AI Starter: 1 x 29.00                        29.00
    Subtotal                                             29.00
    Net                                                  29.00
    VAT 19 % S on 29.00                                   5.51
    Total                                                34.51
    Due                                                  34.51
    ");
    world.run("2026-04-15");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-15, Alder GmbH (open)                                        EUR 34.51
      Voice AI Starter                          2026-03-15 - 2026-04-15                       29.00
    INV-2026-0002 of 2026-04-15, Alder GmbH (open)                                        EUR 34.51
      Voice AI Starter                          2026-04-15 - 2026-05-15                       29.00
    ");
    world.assert_sound();
}

// Another plan on 5 March costs nothing while the trial lasts; 15 March bills it: 62.00.
#[test]
fn another_plan_within_a_trial_is_free_too() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let pro = world.plan("Pro", &[flat("62.00")]);
    let customer = world.customer("Birch GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &basic, json!({"trial_days": 14}));
    world.on("2026-03-05");
    let changed = world.change_by(&sub, to_plan(&pro), "now", "invoice_now");
    assert_eq!(changed["row"]["status"], "trialing");
    assert_eq!(changed["pending"], json!([]));
    world.run("2026-03-15");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-15, Birch GmbH (open)                                        EUR 62.00
      Pro                                       2026-03-15 - 2026-04-15                       62.00
    ");
    world.assert_sound();
}

// Ended within the trial, at once or with it: there never is an invoice.
#[test]
fn a_trial_that_is_cancelled_bills_nothing() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let customer = world.customer("Cedar GmbH");
    world.on("2026-03-01");
    let at_once = world.subscribe(&customer, &basic, json!({"trial_days": 14}));
    let with_it = world.subscribe(&customer, &basic, json!({"trial_days": 14}));
    world.on("2026-03-05");
    world.change(&at_once, cancel(true), "now");
    world.change(&with_it, cancel(false), "period_end");
    world.run_on_each(&["2026-03-15", "2026-04-15"]);
    assert_snapshot!(render::subscription(&world, &at_once), @r"
    Cedar GmbH: Basic (canceled), EUR 0.00 a month
    period 2026-03-01 - 2026-03-05, next bill -
    holds 1 x Basic, version 1                                                                31.00
      2026-03-01 Trial started (Free until 15 March 2026.)
      2026-03-05 Ends
    ");
    assert_snapshot!(render::subscription(&world, &with_it), @r"
    Cedar GmbH: Basic (canceled), EUR 0.00 a month
    period 2026-03-01 - 2026-03-15, next bill -
    holds 1 x Basic, version 1                                                                31.00
      2026-03-01 Trial started (Free until 15 March 2026.)
      2026-03-05 Planned for 15 March 2026: it ends
      2026-03-15 Ends
    ");
    assert_eq!(world.invoices(), Vec::<serde_json::Value>::new());
    world.assert_sound();
}

// A trial of 28 days from 31 January ends on 28 February; months then count from the 28th.
#[test]
fn after_a_trial_months_count_from_its_end() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let customer = world.customer("Dogwood GmbH");
    world.on("2026-01-31");
    world.subscribe(&customer, &basic, json!({"trial_days": 28}));
    world.run_on_each(&["2026-02-28", "2026-03-28"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-02-28, Dogwood GmbH (open)                                      EUR 31.00
      Basic                                     2026-02-28 - 2026-03-28                       31.00
    INV-2026-0002 of 2026-03-28, Dogwood GmbH (open)                                      EUR 31.00
      Basic                                     2026-03-28 - 2026-04-28                       31.00
    ");
    world.assert_sound();
}

// Begins once its first invoice, 31.00, is paid. Until then it counts nothing a month and cannot be
// changed; 21.00 are not enough, 31.00 are. Then the run of 1 April bills as usual.
#[test]
fn one_that_begins_once_paid_waits_for_all_of_it() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let pro = world.plan("Pro", &[flat("62.00")]);
    let customer = world.customer("Elm GmbH");
    world.on("2026-03-01");
    let sub = world.subscribe(&customer, &basic, json!({"starts_when_paid": true}));
    let state = || {
        let page = world.subscription(&sub);
        (
            page["row"]["status"].clone(),
            render::major(&page["row"]["monthly"]),
        )
    };
    assert_eq!(state(), (json!("incomplete"), "0.00".to_owned()));
    let refused = world.refused_change(&sub, to_plan(&pro), "now");
    assert_eq!(refused, "subscription_state_wrong");
    let invoice = world.last_invoice();
    world.pay(&invoice, "21.00", "2026-03-03");
    assert_eq!(state().0, "incomplete");
    world.on("2026-03-05");
    world.pay(&invoice, "10.00", "2026-03-05");
    assert_eq!(state(), (json!("active"), "31.00".to_owned()));
    world.run("2026-04-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Elm GmbH (paid)                                          EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-04-01, Elm GmbH (open)                                          EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    ");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Elm GmbH: Basic (active), EUR 31.00 a month
    period 2026-04-01 - 2026-05-01, next bill 2026-05-01
    holds 1 x Basic, version 1                                                                31.00
      2026-03-01 Started
      2026-03-01 Period begins (1 Mar – 31 Mar 2026)
      2026-03-01 Invoice INV-2026-0001 (paid)                                                 31.00
      2026-03-05 Paid for the first time, and active
      2026-04-01 Period begins (1 Apr – 30 Apr 2026)
      2026-04-01 Invoice INV-2026-0002 (open)                                                 31.00
    > 2026-05-01 Period begins (1 May – 31 May 2026)                                          31.00
    > 2026-06-01 Period begins (1 Jun – 30 Jun 2026)                                          31.00
    > 2026-07-01 Period begins (1 Jul – 31 Jul 2026)                                          31.00
    > 2026-08-01 Period begins (1 Aug – 31 Aug 2026)                                          31.00
    ");
    world.assert_sound();
}

// The first invoice is never paid: on 1 April nothing more is billed, for it never began.
#[test]
fn one_that_is_never_paid_bills_no_second_period() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let customer = world.customer("Fir GmbH");
    world.on("2026-03-01");
    world.subscribe(&customer, &basic, json!({"starts_when_paid": true}));
    let report = world.run("2026-04-01");
    assert_eq!(report["rows"], json!([]));
    assert_eq!(world.invoices().len(), 1);
    world.assert_sound();
}
