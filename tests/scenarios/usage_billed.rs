//! Usage on invoices: at a period's end, late, corrected, of a subscription that is over.

use acceptance::builders::{cancel, content, each, flat, with};
use acceptance::using::{basic, limit, requests};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

/// A customer who has Basic since 1 April; their id and the subscription's.
fn subscribed(world: &World) -> (String, String) {
    world.count_requests();
    world.subscribed(basic())
}

// 720 requests in April, of which 100 are included: 620 × 0.02 = 12.40 on 1 May, beside the 30.00
// of May. The run bills them once.
#[test]
fn overage_is_billed_at_the_end_of_its_period() {
    let world = World::new();
    let (customer, _) = subscribed(&world);
    world.on("2026-04-20");
    world.used(&customer, "2026-04-03", "500");
    world.used(&customer, "2026-04-20", "220");
    world.run("2026-05-01");
    assert_eq!(world.run("2026-05-01")["rows"], json!([]));
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 42.40
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      Basic: Requests, quantity 720             2026-04-01 - 2026-05-01                       12.40
    ");
    world.assert_sound();
}

// 300.00 a year with 1 200 requests. 1 700 in the first year: 500 × 0.02 = 10.00 beside the 300.00
// of the second.
#[test]
fn a_year_s_overage_is_billed_after_the_year() {
    let world = World::new();
    world.count_requests();
    let base = each(flat("300.00"), "year");
    let prices = [base, each(requests("1200"), "year")];
    let limited = with(
        content(&prices),
        "entitlements",
        json!([limit("requests", "1200")]),
    );
    let plan = world.plan_with("Basic", limited);
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    let yearly = json!({"recurrence": {"interval": "year", "count": 1}});
    world.subscribe(&customer, &plan, yearly);
    for month in ["2026-05-10", "2026-09-10"] {
        world.on(month);
        world.used(&customer, month, "850");
    }
    world.run("2027-04-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                       EUR 300.00
      Basic                                     2026-04-01 - 2027-04-01                      300.00
    INV-2027-0001 of 2027-04-01, Alder GmbH (open)                                       EUR 310.00
      Basic                                     2027-04-01 - 2028-04-01                      300.00
      Basic: Requests, quantity 1700            2026-04-01 - 2027-04-01                       10.00
    ");
    world.assert_sound();
}

// 720 requests of April were billed on 1 May. On 3 May 50 more are told for 20 April: 1 June bills
// 50 × 0.02 = 1.00 for them, and says for which time.
#[test]
fn usage_told_late_comes_with_the_next_invoice() {
    let world = World::new();
    let (customer, _) = subscribed(&world);
    world.on("2026-04-20");
    world.used(&customer, "2026-04-20", "720");
    world.run("2026-05-01");
    world.on("2026-05-03");
    world.used(&customer, "2026-04-20", "50");
    let waiting = || world.get("usage.late", json!({"waiting": true}))["rows"].clone();
    assert_eq!(waiting().as_array().map(Vec::len), Some(1));
    world.run("2026-06-01");
    assert_eq!(waiting(), json!([]));
    let taken = world.get("usage.late", json!({}))["rows"][0]["invoice_id"].clone();
    assert_eq!(taken, world.last_invoice().id);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 42.40
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      Basic: Requests, quantity 720             2026-04-01 - 2026-05-01                       12.40
    INV-2026-0003 of 2026-06-01, Alder GmbH (open)                                        EUR 31.00
      Basic                                     2026-06-01 - 2026-07-01                       30.00
      Late usage: Basic: Requests, 50           2026-04-01 - 2026-05-01                        1.00
    ");
    world.assert_sound();
}

// The 720 of April were 620: 1 June gives back 100 × 0.02 = 2.00, so 30.00 − 2.00 = 28.00.
#[test]
fn a_correction_downward_is_credited_on_the_next_invoice() {
    let world = World::new();
    let (customer, _) = subscribed(&world);
    world.on("2026-04-20");
    let key = world.used(&customer, "2026-04-20", "720");
    world.run("2026-05-01");
    world.on("2026-05-03");
    world.correct(&key, "620");
    world.run("2026-06-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 42.40
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      Basic: Requests, quantity 720             2026-04-01 - 2026-05-01                       12.40
    INV-2026-0003 of 2026-06-01, Alder GmbH (open)                                        EUR 28.00
      Basic                                     2026-06-01 - 2026-07-01                       30.00
      Corrected usage: Basic: Requests, 100 less 2026-04-01 - 2026-05-01                       -2.00
    ");
    world.assert_sound();
}

// The invoice of 1 May, 30.00 + 12.40, is voided: what it charged for May is forgone, but nobody
// paid for what was used in April, so 1 June bills the 12.40 beside its 30.00, and 1 July no more.
#[test]
fn usage_on_a_voided_invoice_comes_with_the_next_one() {
    let world = World::new();
    let (customer, _) = subscribed(&world);
    world.on("2026-04-20");
    world.used(&customer, "2026-04-20", "720");
    world.run("2026-05-01");
    let invoice = world.last_invoice();
    let void = json!({"id": invoice.id, "reason": "Agreed by telephone"});
    world.ask("invoices.void", void);
    world.run_on_each(&["2026-06-01", "2026-07-01"]);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (void)                                        EUR 42.40
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      Basic: Requests, quantity 720             2026-04-01 - 2026-05-01                       12.40
    INV-2026-0003 of 2026-06-01, Alder GmbH (open)                                        EUR 42.40
      Basic                                     2026-06-01 - 2026-07-01                       30.00
      Late usage: Basic: Requests, 720          2026-04-01 - 2026-05-01                       12.40
    INV-2026-0004 of 2026-07-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-07-01 - 2026-08-01                       30.00
    ");
    world.assert_sound();
}

// Ended on 16 April after 300 requests: (300 − 100) × 0.02 = 4.00 on the final invoice. On 20 April
// 50 more are told for the 10th: a run bills their 1.00 at once, for no other invoice comes; and
// the next run nothing.
#[test]
fn late_usage_of_a_subscription_that_is_over_is_billed_at_once() {
    let world = World::new();
    let (customer, sub) = subscribed(&world);
    world.on("2026-04-12");
    world.used(&customer, "2026-04-12", "300");
    world.on("2026-04-16");
    world.change(&sub, cancel(false), "now");
    world.on("2026-04-20");
    world.used(&sub, "2026-04-10", "50");
    world.run("2026-04-20");
    assert_eq!(world.run("2026-04-21")["rows"], json!([]));
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-04-16, Alder GmbH (open)                                         EUR 4.00
      Basic: Requests, quantity 300             2026-04-01 - 2026-04-16                        4.00
    INV-2026-0003 of 2026-04-20, Alder GmbH (open)                                         EUR 1.00
      Late usage: Basic: Requests, 50           2026-04-01 - 2026-04-16                        1.00
    ");
    world.assert_sound();
}

// Two subscriptions count requests. What names none is of the one that started first: 300 of it,
// (300 − 100) × 0.02 = 4.00; the second has what names it: (150 − 100) × 0.02 = 1.00.
#[test]
fn of_two_subscriptions_the_first_takes_what_names_none() {
    let world = World::new();
    let (customer, _) = subscribed(&world);
    let other = world.plan_with("Other", basic());
    let second = world.subscribe(&customer, &other, json!({}));
    world.on("2026-04-20");
    world.used(&customer, "2026-04-20", "300");
    world.used(&second, "2026-04-20", "150");
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Other                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0003 of 2026-05-01, Alder GmbH (open)                                        EUR 34.00
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      Basic: Requests, quantity 300             2026-04-01 - 2026-05-01                        4.00
    INV-2026-0004 of 2026-05-01, Alder GmbH (open)                                        EUR 31.00
      Other                                     2026-05-01 - 2026-06-01                       30.00
      Other: Requests, quantity 150             2026-04-01 - 2026-05-01                        1.00
    ");
    world.assert_sound();
}

// The add-on of 5.00 allows 250 more, held twice 500: of 720 requests 100 + 500 are included, and
// 120 × 0.02 = 2.40 are billed.
#[test]
fn an_addon_raises_what_is_included() {
    let world = World::new();
    world.count_requests();
    let plan = world.plan_with("Basic", basic());
    let more = world.addon_allowing("More", "requests", "250");
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    let items = json!({"items": [{"plan_id": plan}, {"plan_id": more, "quantity": "2"}]});
    world.subscribe(&customer, &plan, items);
    world.on("2026-04-20");
    world.used(&customer, "2026-04-20", "720");
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 35.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
      More                                      2026-04-01 - 2026-05-01                        5.00
    INV-2026-0002 of 2026-05-01, Alder GmbH (open)                                        EUR 37.40
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      More                                      2026-05-01 - 2026-06-01                        5.00
      Basic: Requests, quantity 720             2026-04-01 - 2026-05-01                        2.40
    ");
    world.assert_sound();
}

// Usage is billed once it comes to 10.00. On 15 April (720 − 100) × 0.02 = 12.40; 500 more by the
// end of April make (1 220 − 100) × 0.02 = 22.40, of which 12.40 were billed: 10.00 beside the
// 30.00 of May.
#[test]
fn usage_is_billed_early_where_the_plan_says_so() {
    let world = World::new();
    world.count_requests();
    let early = json!([{"currency": "EUR", "amount": "10.00"}]);
    let plan = world.plan_with("Basic", with(basic(), "progressive", early));
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    world.subscribe(&customer, &plan, json!({}));
    world.on("2026-04-10");
    world.used(&customer, "2026-04-10", "400");
    assert_eq!(world.run("2026-04-10")["rows"], json!([]));
    world.on("2026-04-15");
    world.used(&customer, "2026-04-15", "320");
    world.run("2026-04-15");
    assert_eq!(world.run("2026-04-15")["rows"], json!([]));
    world.on("2026-04-25");
    world.used(&customer, "2026-04-25", "500");
    world.run("2026-05-01");
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-04-15, Alder GmbH (open)                                        EUR 12.40
      Usage so far: Basic: Requests, 720        2026-04-01 - 2026-04-16                       12.40
    INV-2026-0003 of 2026-05-01, Alder GmbH (open)                                        EUR 40.00
      Basic                                     2026-05-01 - 2026-06-01                       30.00
      Basic: Requests, quantity 1220            2026-04-01 - 2026-05-01                       22.40
      Billed before: Basic: Requests            2026-04-01 - 2026-05-01                      -12.40
    ");
    world.assert_sound();
}
