//! What was due and not billed yet when a subscription is changed, ended or looked at.

use acceptance::builders::{cancel, flat, to_interval, to_plan, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

fn settings(world: &World, field: &str, value: impl Into<Value>) {
    let settings = world.get("billing_settings.get", json!({}));
    world.ask("billing_settings.update", with(settings, field, value));
}

fn words(seen: &Value) -> Vec<&str> {
    let words = seen["words"].as_array().unwrap().iter();
    words.map(|word| word.as_str().unwrap()).collect()
}

// Begun on 10 October, nobody ran the billing of 10 November. On the 20th "at period end" is the
// end of the period that the 20th is in, 10 December, and its 31.00 are billed first.
#[test]
fn an_end_at_period_end_bills_the_period_that_it_ends_with() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-10-10");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    world.on("2026-11-20");
    let seen = world.preview_change(&sub, cancel(false), "period_end", "");
    assert_eq!(
        words(&seen)[..3],
        [
            "On 10 December 2026 it ends.",
            "31.00 EUR is due without this change, since 10 November 2026, and is billed on the \
             same invoice.",
            "31.00 EUR is billed today.",
        ]
    );
    assert_eq!(seen["now"]["on"], "2026-11-20");
    let planned = world.change(&sub, cancel(false), "period_end");
    assert_eq!(planned["row"]["ends_on"], "2026-12-10");
    assert_eq!(world.run("2026-11-20")["rows"], json!([]));
    world.run("2026-12-10");
    assert_eq!(world.subscription(&sub)["row"]["status"], "canceled");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-10-10, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-10-10 - 2026-11-10                       31.00
    INV-2026-0002 of 2026-11-20, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-11-10 - 2026-12-10                       31.00
    ");
    world.assert_sound();
}

// On 10 November itself the period that contains the day begins with it: it ends on 10 December.
#[test]
fn on_the_day_of_a_renewal_the_period_is_the_one_that_begins() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-10-10");
    let sub = world.subscribe(&world.customer("Birch GmbH"), &basic, json!({}));
    world.on("2026-11-10");
    let planned = world.change(&sub, cancel(false), "period_end");
    assert_eq!(planned["row"]["ends_on"], "2026-12-10");
    assert_eq!(world.invoices().len(), 2);
    world.assert_sound();
}

// The upgrade on 16 April with April not billed: 30.00 for it, -15.00 and 30.00 for the rest. The
// sum of the button is 45.00, of which 30.00 have nothing to do with the change.
#[test]
fn a_preview_says_apart_what_was_due() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    let pro = world.plan("Pro", &[flat("60.00")]);
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Cedar GmbH"), &basic, json!({}));
    world.on("2026-04-16");
    let seen = world.preview_change(&sub, to_plan(&pro), "now", "invoice_now");
    assert_eq!(render::major(&seen["now"]["total"]), "45.00");
    assert_eq!(seen["now"]["on"], "2026-04-16");
    assert_eq!(
        words(&seen)[1..3],
        [
            "30.00 EUR is due without this change, since 1 April 2026, and is billed on the same \
             invoice.",
            "45.00 EUR is billed today.",
        ]
    );
}

// Ended on 16 April with April not billed: 30.00 for it, and 15 of its 30 days are not used.
#[test]
fn an_end_takes_unused_time_off_the_bill_that_it_makes() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    world.on("2026-03-01");
    let sub = world.subscribe(&world.customer("Dogwood GmbH"), &basic, json!({}));
    world.on("2026-04-16");
    let ended = world.change(&sub, cancel(true), "now");
    assert_eq!(ended["pending"], json!([]));
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-03-01, Dogwood GmbH (open)                                      EUR 30.00
      Basic                                     2026-03-01 - 2026-04-01                       30.00
    INV-2026-0002 of 2026-04-16, Dogwood GmbH (open)                                      EUR 15.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
      Unused time: Basic                        2026-04-16 - 2026-05-01 (15/30)              -15.00
    ");
    world.assert_sound();
}

// Drafts are looked at for three days. That of a new subscription is issued by the run of the
// fourth, and so is that of a change; one of a rest with drafts stays what it is.
#[test]
fn a_draft_of_no_run_is_issued_after_its_review() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    let pro = world.plan("Pro", &[flat("60.00")]);
    settings(&world, "mode", "draft");
    settings(&world, "review_days", 3);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer("Elm GmbH"), &basic, json!({}));
    assert_eq!(world.run("2026-04-03")["rows"], json!([]));
    let report = world.run("2026-04-04");
    assert_eq!(report["rows"][0]["title"], "Basic, 1 Apr – 30 Apr 2026");
    assert_eq!(report["rows"][0]["status"], "open");

    world.on("2026-04-16");
    world.change_by(&sub, to_plan(&pro), "now", "invoice_now");
    assert_eq!(world.run("2026-04-18")["rows"], json!([]));
    let pause = json!({"kind": "pause", "pause_behavior": "keep_as_draft"});
    world.change(&sub, pause, "now");
    assert_eq!(world.run("2026-04-19")["rows"][0]["status"], "open");
    world.run("2026-05-01");
    world.run("2026-05-20");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-04, Elm GmbH (open)                                          EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-04-19, Elm GmbH (open)                                          EUR 15.00
      Unused time: Basic                        2026-04-16 - 2026-05-01 (15/30)              -15.00
      Remaining time: Pro                       2026-04-16 - 2026-05-01 (15/30)               30.00
    Not issued, Elm GmbH (draft)                                                          EUR 60.00
      Pro                                       2026-05-01 - 2026-06-01                       60.00
    ");
    world.assert_sound();
}

// 100.00 of April, 80.00 of them credited by hand. The downgrade on the 16th would give back
// 100.00 x 15/30 = 50.00, but 20.00 is all that is left of the line: 20.00 + 20.00 x 15/30 - 20.00
// = 10.00 on 1 May.
#[test]
fn a_downgrade_gives_back_no_more_than_credit_notes_left() {
    let world = World::new();
    let pro = world.plan("Pro", &[flat("100.00")]);
    let basic = world.plan("Basic", &[flat("20.00")]);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer_with_vat("Fir GmbH"), &pro, json!({}));
    world.credit(&world.last_invoice(), &[(1, "80.00")]);
    world.on("2026-04-16");
    world.change_by(&sub, to_plan(&basic), "now", "next_invoice");
    world.run("2026-05-01");
    let bill = render::bills(&world);
    let (_, second) = bill.split_at(bill.find("INV-2026-0002").unwrap());
    assert_snapshot!(second, @r"
    INV-2026-0002 of 2026-05-01, Fir GmbH (open)                                          EUR 11.90
      Basic                                     2026-05-01 - 2026-06-01                       20.00
      Unused time: Pro                          2026-04-16 - 2026-05-01                      -20.00
      Remaining time: Basic                     2026-04-16 - 2026-05-01 (15/30)               10.00
    ");
    world.assert_sound();
}

// The draft bills Gorse's month: it can be changed, but not become Hazel's, nor one in dollars.
#[test]
fn a_draft_of_a_subscription_stays_with_its_customer() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    settings(&world, "mode", "draft");
    world.on("2026-04-01");
    world.subscribe(&world.customer("Gorse GmbH"), &basic, json!({}));
    let other = world.customer("Hazel GmbH");
    let invoice = world.last_invoice();
    let detail = world.invoice(&invoice);
    let save = |draft: Value| {
        let request = json!({"id": invoice.id, "revision": detail["revision"], "draft": draft});
        world.call("invoices.save_draft", request)
    };
    for (field, value) in [("customer_id", other.as_str()), ("currency", "USD")] {
        let refused = save(with(detail["draft"].clone(), field, value)).unwrap_err();
        assert_eq!(refused.code, "draft_bills_subscription");
        assert_eq!(refused.field.as_deref(), Some(field));
    }
    save(with(detail["draft"].clone(), "reference", "PO 7")).unwrap();
    world.assert_sound();
}

// Agreed on 10 March for 1 April: nothing recurs before, and the life says what is to come.
#[test]
fn a_beginning_in_the_future_counts_from_its_day() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("31.00")]);
    world.on("2026-03-10");
    let customer = world.customer("Iris GmbH");
    let sub = world.subscribe(&customer, &basic, json!({"starts_on": "2026-04-01"}));
    let monthly = || world.get("home.summary", json!({}))["monthly"].clone();
    let start = || {
        let life = world.subscription(&sub)["life"].clone();
        let events = life.as_array().unwrap().iter();
        let mut starts = events.filter(|event| event["kind"] == "started");
        starts
            .next()
            .map(|event| (event["title"].clone(), event["coming"].clone()))
    };
    assert_eq!(monthly(), json!([]));
    assert_eq!(start(), Some((json!("Starts"), json!(true))));
    world.run("2026-04-01");
    assert_eq!(render::major(&monthly()[0]), "31.00");
    assert_eq!(start(), Some((json!("Started"), json!(false))));
}

// 30.00 of April are given back by a period that begins anew on the same day: 30.00 - 30.00 = 0.00.
// The end on that day gives 30.00 back, on the invoice that was to be paid.
#[test]
fn a_credit_goes_where_there_is_room_for_it() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer("Juniper GmbH"), &basic, json!({}));
    world.change(&sub, to_interval("month"), "now");
    assert_eq!(render::major(&world.invoices()[1]["total"]), "0.00");
    world.change(&sub, cancel(true), "now");
    let notes = world.get("credit_notes.list", json!({}));
    assert_eq!(notes["rows"].as_array().unwrap().len(), 1);
    assert_eq!(notes["rows"][0]["invoice_number"], "INV-2026-0001");
    assert_eq!(render::major(&notes["rows"][0]["total"]), "30.00");
    world.assert_sound();
}
