//! Ends: at once with and without a credit, at the end of the period, and one that was taken back.

use acceptance::builders::{cancel, flat, to_plan};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

/// 60.00 and 19 % a month from 1 April, a month of 30 days.
fn started(world: &World) -> String {
    let basic = world.plan("Basic", &[flat("60.00")]);
    let customer = world.customer_with_vat("Alder GmbH");
    world.on("2026-04-01");
    world.subscribe(&customer, &basic, json!({}))
}

// Ended on 11 April with 20 of 30 days unused: 40.00 and 19 % of it, 7.60, come back by a credit
// note of 47.60. Of 71.40 are left 23.80. No run bills it again.
#[test]
fn an_end_now_credits_the_unused_time() {
    let world = World::new();
    let sub = started(&world);
    world.on("2026-04-11");
    let seen = world.preview_change(&sub, cancel(true), "now", "");
    assert_snapshot!(render::preview(&seen), @r"
    It ends, and unused time is credited, from today.
    Nothing is billed today.
    47.60 EUR is credited on an invoice that was issued.
    No bill comes after that.
    then canceled, 0.00 a month instead of 60.00
    ");
    let ended = world.change(&sub, cancel(true), "now");
    assert_eq!(ended["row"]["status"], "canceled");
    let nothing = world.run("2026-05-01");
    assert_eq!(nothing["rows"], json!([]));
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0001, Alder GmbH (open, past due)
    issued 2026-04-01, due 2026-04-15, in EUR
      Basic: 1 x 60.00                                   60.00
    Subtotal                                             60.00
    Net                                                  60.00
    VAT 19 % S on 60.00                                  11.40
    Total                                                71.40
    Credited                                             47.60
    Due                                                  23.80
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-04-01 Invoice INV-2026-0001
      1100          Receivable           EUR       71.40
      2200:DE       Tax payable:DE       EUR                   11.40
      4000:Basic    Revenue:Basic        EUR                   60.00
    2026-04-11 Credit note CN-2026-0001 for invoice INV-2026-0001
      1100          Receivable           EUR                   47.60
      2200:DE       Tax payable:DE       EUR        7.60
      4900          Refunds              EUR       40.00
    ");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Alder GmbH: Basic (canceled), EUR 0.00 a month
    period 2026-04-01 - 2026-04-11, next bill -
    holds 1 x Basic, version 1                                                                60.00
      2026-04-01 Started
      2026-04-01 Period begins (1 Apr – 30 Apr 2026)
      2026-04-01 Invoice INV-2026-0001 (open)                                                 71.40
      2026-04-11 Ends
    ");
    world.assert_sound();
}

// The same once 71.40 are paid: the credit note leaves 47.60 to the customer.
#[test]
fn an_end_after_payment_leaves_credit_to_the_customer() {
    let world = World::new();
    let sub = started(&world);
    world.pay(&world.last_invoice(), "71.40", "2026-04-01");
    world.on("2026-04-11");
    world.change(&sub, cancel(true), "now");
    let page = world.subscription(&sub);
    let customer = page["row"]["customer_id"].as_str().unwrap();
    assert_snapshot!(render::customer(&world, customer), @r"
    Alder GmbH (active): owes nothing, past due nothing, holds 47.60 EUR
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-04-11
      1000          Cash:Bank            EUR       71.40
      2200:DE       Tax payable:DE       EUR                    3.80
      2300          Customer balance     EUR                   47.60
      4000:Basic    Revenue:Basic        EUR                   60.00
      4900          Refunds              EUR       40.00
      Together                           EUR      111.40      111.40
    ");
    world.assert_sound();
}

// Without a credit the month was sold: 71.40 stay due, and nothing follows.
#[test]
fn an_end_now_may_credit_nothing() {
    let world = World::new();
    let sub = started(&world);
    world.on("2026-04-11");
    world.change(&sub, cancel(false), "now");
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 71.40
      Basic                                     2026-04-01 - 2026-05-01                       60.00
    ");
    assert_eq!(world.get("credit_notes.list", json!({}))["rows"], json!([]));
    world.assert_sound();
}

// Planned for the end of April and taken back on the 20th: May is billed. Planned again, it ends on
// 1 June, which bills nothing.
#[test]
fn an_end_of_the_period_can_be_taken_back() {
    let world = World::new();
    let sub = started(&world);
    world.on("2026-04-11");
    world.change(&sub, cancel(false), "period_end");
    let ends_on = || world.subscription(&sub)["row"]["ends_on"].clone();
    assert_eq!(ends_on(), "2026-05-01");
    world.on("2026-04-20");
    world.ask("subscriptions.unschedule", json!({"id": sub, "index": 0}));
    assert_eq!(ends_on(), json!(null));
    world.run("2026-05-01");
    world.change(&sub, cancel(false), "period_end");
    world.run_on_each(&["2026-06-01", "2026-07-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 71.40
      Basic                                     2026-04-01 - 2026-05-01                       60.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 71.40
      Basic                                     2026-05-01 - 2026-06-01                       60.00
    ");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Alder GmbH: Basic (canceled), EUR 0.00 a month
    period 2026-05-01 - 2026-06-01, next bill -
    holds 1 x Basic, version 1                                                                60.00
      2026-04-01 Started
      2026-04-01 Period begins (1 Apr – 30 Apr 2026)
      2026-04-01 Invoice INV-2026-0001 (open)                                                 71.40
      2026-04-11 Planned for 1 May 2026: it ends
      2026-04-20 Taken back for 1 May 2026: it ends
      2026-05-01 Past due: an invoice was not paid in time
      2026-05-01 Period begins (1 May – 31 May 2026)
      2026-05-01 Planned for 1 June 2026: it ends
      2026-05-01 Invoice INV-2026-0002 (open)                                                 71.40
      2026-06-01 Ends
    ");
    world.assert_sound();
}

// An upgrade on 11 April waits for the next invoice: 20 of 30 days, 40.00 back and 80.00 charged.
// The end on 21 April gives back 10 of the 20 days, 40.00, of which none stands on an invoice: the
// final bill is 80.00 − 40.00 − 40.00 = 0. Held: 60 × 10/30 + 120 × 10/30 = 60.00, as billed.
#[test]
fn an_end_settles_what_was_waiting() {
    let world = World::new();
    let sub = started(&world);
    let pro = world.plan("Pro", &[flat("120.00")]);
    world.on("2026-04-11");
    world.change(&sub, to_plan(&pro), "now");
    world.on("2026-04-21");
    world.change(&sub, cancel(true), "now");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 71.40
      Basic                                     2026-04-01 - 2026-05-01                       60.00
    INV-2026-0002 of 2026-04-21, Alder GmbH (paid)                                         EUR 0.00
      Unused time: Pro                          2026-04-21 - 2026-05-01 (10/30)              -40.00
      Unused time: Basic                        2026-04-11 - 2026-05-01 (20/30)              -40.00
      Remaining time: Pro                       2026-04-11 - 2026-05-01 (20/30)               80.00
    ");
    assert_snapshot!(render::subscription(&world, &sub), @r"
    Alder GmbH: Pro (canceled), EUR 0.00 a month
    period 2026-04-01 - 2026-04-21, next bill -
    holds 1 x Pro, version 1                                                                 120.00
      2026-04-01 Started
      2026-04-01 Period begins (1 Apr – 30 Apr 2026)
      2026-04-01 Invoice INV-2026-0001 (open)                                                 71.40
      2026-04-11 The plan changes to Pro
      2026-04-21 Ends
      2026-04-21 Invoice INV-2026-0002 (paid)                                                  0.00
    ");
    world.assert_sound();
}

// A downgrade from 60.00 to 30.00 on 11 April leaves 40.00 − 20.00 = 20.00 waiting as a credit, and
// the end on 21 April gives back half of the 20.00: 30.00 in favour, which is the customer's to
// use. With 19 % that is 35.70. Held: 60 × 10/30 + 30 × 10/30 = 30.00 of the 60.00 billed.
#[test]
fn an_end_gives_a_waiting_credit_to_the_customer() {
    let world = World::new();
    let sub = started(&world);
    let small = world.plan("Small", &[flat("30.00")]);
    world.pay(&world.last_invoice(), "71.40", "2026-04-01");
    world.on("2026-04-11");
    world.change(&sub, to_plan(&small), "now");
    world.on("2026-04-21");
    world.change(&sub, cancel(true), "now");
    let page = world.subscription(&sub);
    let customer = page["row"]["customer_id"].as_str().unwrap();
    assert_snapshot!(render::customer(&world, customer), @r"
    Alder GmbH (active): owes nothing, past due nothing, holds 35.70 EUR
    ");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (paid)                                        EUR 71.40
      Basic                                     2026-04-01 - 2026-05-01                       60.00
    INV-2026-0002 of 2026-04-21, Alder GmbH (paid)                                         EUR 0.00
      Unused time: Small                        2026-04-21 - 2026-05-01 (10/30)              -10.00
      Unused time: Basic                        2026-04-11 - 2026-05-01                      -10.00
      Remaining time: Small                     2026-04-11 - 2026-05-01 (20/30)               20.00
    ");
    world.assert_sound();
}

// The invoice of 1 April is still a draft when it ends on the 11th: 40.00 of its 60.00 are taken
// off the draft itself, which comes to 20.00 and 3.80, and no credit note is needed.
#[test]
fn an_end_lowers_an_invoice_that_is_still_a_draft() {
    let world = World::new();
    let settings = world.get("billing_settings.get", json!({}));
    let drafting = acceptance::builders::with(settings, "mode", "draft");
    world.ask("billing_settings.update", drafting);
    let sub = started(&world);
    world.on("2026-04-11");
    let request = json!({"id": sub, "change": cancel(true), "when": "now"});
    let seen = world.get("subscriptions.preview_change", request.clone());
    assert_eq!(render::major(&seen["credited"][0]), "47.60");
    world.ask("subscriptions.change", request);
    assert_snapshot!(render::bills(&world), @r"
    Not issued, Alder GmbH (draft)                                                        EUR 23.80
      Basic                                     2026-04-01 - 2026-05-01                       60.00
      Unused time: Basic                        2026-04-11 - 2026-05-01 (20/30)              -40.00
    ");
    assert_eq!(world.get("credit_notes.list", json!({}))["rows"], json!([]));
    world.assert_sound();
}

// An end is planned for 1 June: a change after it makes no sense, nor an end before a change that
// is planned already. Each refusal names the day.
#[test]
fn nothing_is_planned_after_the_end() {
    let world = World::new();
    let sub = started(&world);
    let pro = world.plan("Pro", &[flat("120.00")]);
    world.change(&sub, to_plan(&pro), "2026-05-10");
    let early = world.refused_change(&sub, cancel(false), "2026-05-01");
    assert_eq!(early, "changes_after_the_end");
    world.change(&sub, cancel(false), "2026-06-01");
    let late = world.refused_change(&sub, to_plan(&pro), "2026-06-10");
    assert_eq!(late, "subscription_ends_before");
    assert_eq!(
        world.refused_change(&sub, cancel(false), "2026-03-31"),
        "date_too_early"
    );
    world.assert_sound();
}
