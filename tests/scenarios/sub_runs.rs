//! Billing runs: what is due is billed once, whatever was missed, kept back or in the way.

use acceptance::builders::{draft, flat, line, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

fn settings(world: &World, field: &str, value: impl Into<Value>) {
    let settings = world.get("billing_settings.get", json!({}));
    world.ask("billing_settings.update", with(settings, field, value));
}

// Two customers at 31.00, due on 1 April. The second run of the day finds nothing, nor does one a
// day later: two invoices of March and two of April.
#[test]
fn a_second_run_finds_nothing() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-01");
    for name in ["Alder GmbH", "Birch GmbH"] {
        world.subscribe(&world.customer(name), &basic, json!({}));
    }
    let first = world.run("2026-04-01");
    assert_snapshot!(render::run(&first), @r"
    run through 2026-04-01 (done): 2 invoices, 0 exceptions
      Alder GmbH INV-2026-0003 (open)        Basic, 1 Apr – 30 Apr 2026                  EUR 31.00
      Birch GmbH INV-2026-0004 (open)        Basic, 1 Apr – 30 Apr 2026                  EUR 31.00
    ");
    assert_eq!(world.run("2026-04-01")["rows"], json!([]));
    assert_eq!(world.run("2026-04-02")["rows"], json!([]));
    assert_eq!(world.invoices().len(), 4);
    world.assert_sound();
}

// Nothing was run for three months: 1 June bills April, May and June, each for its own time, 31.00
// each and not one of 93.00 for a time of three months.
#[test]
fn three_missed_periods_are_caught_up() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-01");
    world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    let report = world.run("2026-06-01");
    assert_snapshot!(render::run(&report), @r"
    run through 2026-06-01 (done): 3 invoices, 0 exceptions
      Alder GmbH INV-2026-0002 (open)        Basic, 1 Apr – 30 Apr 2026                  EUR 31.00
      Alder GmbH INV-2026-0003 (open)        Basic, 1 May – 31 May 2026                  EUR 31.00
      Alder GmbH INV-2026-0004 (open)        Basic, 1 Jun – 30 Jun 2026                  EUR 31.00
    ");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-06-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    INV-2026-0003 of 2026-06-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-05-01 - 2026-06-01                       31.00
    INV-2026-0004 of 2026-06-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-06-01 - 2026-07-01                       31.00
    ");
    world.assert_sound();
}

// A customer with two subscriptions gets one invoice of both on 1 April: 31.00 + 62.00 = 93.00.
// Another customer gets its own.
#[test]
fn two_subscriptions_of_a_customer_share_an_invoice() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let pro = world.plan("Pro", &[flat("62.00")]);
    world.on("2026-03-01");
    let alder = world.customer("Alder GmbH");
    world.subscribe(&alder, &basic, json!({}));
    world.subscribe(&alder, &pro, json!({}));
    world.subscribe(&world.customer("Birch GmbH"), &basic, json!({}));
    settings(&world, "grouped", true);
    let report = world.run("2026-04-01");
    assert_snapshot!(render::run(&report), @r"
    run through 2026-04-01 (done): 2 invoices, 0 exceptions
      Alder GmbH INV-2026-0004 (open)        Basic and 1 more, 1 Apr – 30 Apr 2026       EUR 93.00
      Birch GmbH INV-2026-0005 (open)        Basic, 1 Apr – 30 Apr 2026                  EUR 31.00
    ");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-03-01, Alder GmbH (open)                                        EUR 62.00
      Pro                                       2026-03-01 - 2026-04-01                       62.00
    INV-2026-0003 of 2026-03-01, Birch GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0004 of 2026-04-01, Alder GmbH (open)                                        EUR 93.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
      Pro                                       2026-04-01 - 2026-05-01                       62.00
    INV-2026-0005 of 2026-04-01, Birch GmbH (open)                                        EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    ");
    world.assert_sound();
}

// Drafts with three days of review: made on 1 April, left by the run of the 3rd, issued by that of
// the 4th with its date. The draft of Birch was issued by hand on the 2nd and is not touched again.
#[test]
fn drafts_wait_for_a_look_and_are_issued_then() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-01");
    for name in ["Alder GmbH", "Birch GmbH"] {
        world.subscribe(&world.customer(name), &basic, json!({}));
    }
    settings(&world, "mode", "draft");
    world.run("2026-04-01");
    let drafts: Vec<Value> = world.invoices().split_off(2);
    assert!(
        drafts.iter().all(|row| row["status"] == "draft"),
        "{drafts:?}"
    );
    world.on("2026-04-02");
    let page = world.get("invoices.get", json!({"id": drafts[1]["id"]}));
    world.ask(
        "invoices.issue",
        json!({"id": drafts[1]["id"], "revision": page["revision"]}),
    );
    let early = world.run("2026-04-03");
    assert_eq!(early["rows"], json!([]));
    let report = world.run("2026-04-04");
    assert_snapshot!(render::run(&report), @r"
    run through 2026-04-04 (done): 1 invoices, 0 exceptions
      Alder GmbH INV-2026-0004 (open)        Basic, 1 Apr – 30 Apr 2026                  EUR 31.00
    ");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-03-01, Birch GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0004 of 2026-04-04, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    INV-2026-0003 of 2026-04-02, Birch GmbH (open)                                        EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    ");
    world.assert_sound();
}

// Birch was archived before 1 April: it is an exception with its reason, and Alder is billed all
// the same. Once restored, the next run bills Birch's April, on its own day.
#[test]
fn an_archived_customer_is_an_exception_and_stops_nobody() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-01");
    let birch = world.customer("Birch GmbH");
    world.subscribe(&birch, &basic, json!({}));
    world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    world.ask("customers.archive", json!({"id": birch}));
    let report = world.run("2026-04-01");
    assert_snapshot!(render::run(&report), @r"
    run through 2026-04-01 (done): 1 invoices, 1 exceptions
      Alder GmbH INV-2026-0003 (open)        Basic, 1 Apr – 30 Apr 2026                  EUR 31.00
      Birch GmbH not billed (customer_archived):
        Birch GmbH is archived, so nothing was billed.
        Restore the customer, or end the subscription.
    ");
    world.ask("customers.restore", json!({"id": birch}));
    let later = world.run("2026-04-03");
    assert_snapshot!(render::run(&later), @r"
    run through 2026-04-03 (done): 1 invoices, 0 exceptions
      Birch GmbH INV-2026-0004 (open)        Basic, 1 Apr – 30 Apr 2026                  EUR 31.00
    ");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Birch GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0003 of 2026-04-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    INV-2026-0004 of 2026-04-03, Birch GmbH (open)                                        EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    ");
    world.assert_sound();
}

// The customer holds 50.00 of credit, from an invoice that was paid twice. 1 April takes 31.00 of
// it and is paid, 1 May the other 19.00 and leaves 12.00 due.
#[test]
fn credit_of_the_customer_pays_for_what_the_run_bills() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    let customer = world.customer("Alder GmbH");
    world.on("2026-03-01");
    let other = world.issue(draft(&customer, &[line("Workshop", "1", "50.00", &[])]));
    world.pay(&other, "100.00", "2026-03-01");
    world.on("2026-04-01");
    world.subscribe(&customer, &basic, json!({}));
    assert_snapshot!(render::customer(&world, &customer), @r"
    Alder GmbH (active): owes nothing, past due nothing, holds 19.00 EUR
    ");
    world.run("2026-05-01");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0003, Alder GmbH (open)
    issued 2026-05-01, due 2026-05-15, in EUR
      Basic: 1 x 31.00                                   31.00
    Subtotal                                             31.00
    Net                                                  31.00
    Total                                                31.00
    Customer balance applied                             19.00
    Due                                                  12.00
    ");
    assert_snapshot!(render::customer(&world, &customer), @r"
    Alder GmbH (active): owes 12.00 EUR, past due nothing, holds nothing
    ");
    world.assert_sound();
}

// Caught up on 1 June with an end planned for 16 May that gives back what is unused: April and May
// are billed, 16 of the 31 days of May are unused, and 31.00 × 16/31 = 16.00 come back by a credit
// note on the invoice of May, made by the same run.
#[test]
fn an_end_within_what_is_caught_up_credits_the_invoice_of_that_run() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    world.change(&sub, acceptance::builders::cancel(true), "2026-05-16");
    world.run("2026-06-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-03-01 - 2026-04-01                       31.00
    INV-2026-0002 of 2026-06-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-04-01 - 2026-05-01                       31.00
    INV-2026-0003 of 2026-06-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-05-01 - 2026-06-01                       31.00
    ");
    let net = |at: usize| render::major(&world.invoices()[at]["amount_due"]);
    assert_eq!((net(1), net(2)), ("31.00".to_owned(), "15.00".to_owned()));
    assert_eq!(world.subscription(&sub)["row"]["status"], "canceled");
    world.assert_sound();
}

// Only one customer is billed where only one is asked for; the other stays due.
#[test]
fn a_run_can_be_of_one_customer() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-01");
    let alder = world.customer("Alder GmbH");
    world.subscribe(&alder, &basic, json!({}));
    world.subscribe(&world.customer("Birch GmbH"), &basic, json!({}));
    world.on("2026-04-01");
    let report = world.run_with(json!({"through_on": "2026-04-01", "customer_ids": [alder]}));
    assert_snapshot!(render::run(&report), @r"
    run through 2026-04-01 (done): 1 invoices, 0 exceptions
      Alder GmbH INV-2026-0003 (open)        Basic, 1 Apr – 30 Apr 2026                  EUR 31.00
    ");
    assert_eq!(world.get("billing_runs.list", json!({}))["due_today"], 1);
    world.run("2026-04-01");
    assert_eq!(world.invoices().len(), 4);
    world.assert_sound();
}

// Prices with tax in them and prices without cannot share an invoice, nor can two currencies or two
// terms of payment: Alder has four subscriptions and gets four invoices of one grouped run, the
// last of them due in 30 days instead of 14.
#[test]
fn only_what_shares_its_terms_shares_an_invoice() {
    let world = World::new();
    let prices = [flat("30.00"), with(flat("32.00"), "currency", "USD")];
    let net = world.plan("Net", &prices);
    let content = with(
        acceptance::builders::content(&[flat("35.70")]),
        "tax_inclusive",
        true,
    );
    let gross = world.plan_with("Gross", content);
    let customer = world.customer_with_vat("Alder GmbH");
    world.on("2026-03-01");
    world.subscribe(&customer, &net, json!({}));
    world.subscribe(&customer, &gross, json!({}));
    world.subscribe(&customer, &net, json!({"currency": "USD"}));
    world.subscribe(&customer, &net, json!({"net_days": 30}));
    settings(&world, "grouped", true);
    world.run("2026-04-01");
    let made = world.invoices().split_off(4);
    let shown: Vec<String> = made
        .iter()
        .map(|row| {
            let (total, due_on) = (&row["total"], row["due_on"].as_str().unwrap());
            let currency = total["currency"].as_str().unwrap();
            format!("{currency} {} until {due_on}", render::major(total))
        })
        .collect();
    // 30.00 and 19 % are 35.70, as is 35.70 with the tax in it; 32.00 and 19 % are 38.08.
    assert_eq!(
        shown,
        [
            "EUR 35.70 until 2026-04-15",
            "EUR 35.70 until 2026-04-15",
            "USD 38.08 until 2026-04-15",
            "EUR 35.70 until 2026-05-01"
        ]
    );
    world.assert_sound();
}

// A business registered in New York; its customer's state was taken off the page before 1 April,
// and without it the tax cannot be decided. That is an exception that says what is missing; the
// other customer is billed, 31.00 and New York's 4 %, 1.24. With the state back, the next run bills
// it.
#[test]
fn a_customer_whose_tax_cannot_be_decided_is_an_exception() {
    let home = json!({"line1": "1 Wall St", "line2": "", "city": "New York",
        "postal_code": "10005", "region": "NY", "country": "US"});
    let business = with(acceptance::builders::business(), "address", home);
    let world = World::of(with(business, "currency", "USD"));
    world.ask("tax_settings.update", json!({"registrations": ["US-NY"]}));
    let basic = world.plan("Basic", &[with(flat("31.00"), "currency", "USD")]);
    let details = |name: &str, region: &str| {
        json!({"name": name, "currency": "USD",
            "address": {"country": "US", "region": region, "city": "Albany"}})
    };
    world.on("2026-03-01");
    let maple = world.customer_of(details("Maple Inc.", "NY"));
    let oak = world.customer_of(details("Oak Inc.", "NY"));
    world.subscribe(&maple, &basic, json!({}));
    world.subscribe(&oak, &basic, json!({}));
    let update = |region: &str| {
        let request = json!({"id": maple, "customer": details("Maple Inc.", region)});
        world.ask("customers.update", request);
    };
    update("");
    let report = world.run("2026-04-01");
    assert_snapshot!(render::run(&report), @r"
    run through 2026-04-01 (done): 1 invoices, 1 exceptions
      Oak Inc. INV-2026-0003 (open)          Basic, 1 Apr – 30 Apr 2026                  USD 32.24
      Maple Inc. not billed (tax_undecided):
        The tax of Maple Inc. cannot be decided: the taxes of US depend on the state or
        province; add the customer's region. Nothing was billed.
        Complete the customer's address or the tax tables, then try again.
    ");
    update("NY");
    world.run("2026-04-02");
    assert_eq!(world.invoices().len(), 4);
    world.assert_sound();
}
