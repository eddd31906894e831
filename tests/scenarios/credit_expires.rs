//! Prepaid credit whose day comes is earned by the run of that day or the first after it.

use acceptance::builders::flat;
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// 50.00 bought on 5 January for one quarter: gone on 5 April. 30.00 a month from 15 January.
// 15 January: 30.00 of the 50.00. 15 February: the last 20.00, so that 10.00 is due.
// 40.00 more bought on 1 March, gone on 10 April: 15 March uses 30.00 of it.
// The run of 15 April comes after its end: its 10.00 are earned on 10 April, and 30.00 is due.
#[test]
fn what_is_left_on_its_day_is_earned_and_no_invoice_uses_it() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    let customer = world.customer("Alder GmbH");
    let buy = |amount: &str, expires_on: &str| {
        json!({"customer_id": customer, "name": format!("Credit until {expires_on}"),
            "category": "paid", "amount": amount, "expires_on": expires_on})
    };
    world.ask("credit_grants.create", buy("50.00", "2026-04-05"));
    world.on("2026-01-15");
    let sub = world.subscribe(&customer, &basic, json!({}));
    let upcoming = world.subscription(&sub)["upcoming"].clone();
    assert_eq!(upcoming["prepaid_credit"]["minor"], "2000");
    assert_eq!(upcoming["amount_due"]["minor"], "1000");
    world.run("2026-02-15");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0002, Alder GmbH (open)
    issued 2026-02-15, due 2026-03-01, in EUR
      Basic: 1 x 30.00                                   30.00
    Subtotal                                             30.00
    Net                                                  30.00
    Total                                                30.00
    Prepaid credit, Credit until 2026-04-05              20.00
    Due                                                  10.00
    ");
    world.on("2026-03-01");
    world.ask("credit_grants.create", buy("40.00", "2026-04-10"));
    // The bill of 15 April bears a day on which nothing of it can be used.
    world.run("2026-03-15");
    let upcoming = world.subscription(&sub)["upcoming"].clone();
    assert_eq!(upcoming["prepaid_credit"]["minor"], "0");
    world.run("2026-04-15");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2026-0004, Alder GmbH (open)
    issued 2026-04-15, due 2026-04-29, in EUR
      Basic: 1 x 30.00                                   30.00
    Subtotal                                             30.00
    Net                                                  30.00
    Total                                                30.00
    Due                                                  30.00
    ");
    let grants = world.get("credit_grants.list", json!({"customer_id": customer}));
    let states = grants["rows"].as_array().unwrap().iter();
    let states: Vec<_> = states.map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["used_up", "expired"]);
    assert_books(&world);
}

fn assert_books(world: &World) {
    assert_snapshot!(render::journal(world), @r"
    2026-01-05 Prepaid credit sold: Credit until 2026-04-05
      1000          Cash:Bank            EUR       50.00
      2400          Prepaid credits      EUR                   50.00
    2026-01-15 Invoice INV-2026-0001
      1100          Receivable           EUR       30.00
      4000:Basic    Revenue:Basic        EUR                   30.00
    2026-01-15 Prepaid credit used for invoice INV-2026-0001
      1100          Receivable           EUR                   30.00
      2400          Prepaid credits      EUR       30.00
    2026-02-15 Invoice INV-2026-0002
      1100          Receivable           EUR       30.00
      4000:Basic    Revenue:Basic        EUR                   30.00
    2026-02-15 Prepaid credit used for invoice INV-2026-0002
      1100          Receivable           EUR                   20.00
      2400          Prepaid credits      EUR       20.00
    2026-03-01 Prepaid credit sold: Credit until 2026-04-10
      1000          Cash:Bank            EUR       40.00
      2400          Prepaid credits      EUR                   40.00
    2026-03-15 Invoice INV-2026-0003
      1100          Receivable           EUR       30.00
      4000:Basic    Revenue:Basic        EUR                   30.00
    2026-03-15 Prepaid credit used for invoice INV-2026-0003
      1100          Receivable           EUR                   30.00
      2400          Prepaid credits      EUR       30.00
    2026-04-10 Prepaid credit expired: Credit until 2026-04-10
      2400          Prepaid credits      EUR       10.00
      4600          Breakage revenue     EUR                   10.00
    2026-04-15 Invoice INV-2026-0004
      1100          Receivable           EUR       30.00
      4000:Basic    Revenue:Basic        EUR                   30.00
    ");
    world.assert_sound();
}
