//! A rate that changes under a subscription: time bears the rate of its own day, and comes back
//! with the rate that it was billed with.

use acceptance::builders::{cancel, each, flat, to_interval, to_plan};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

/// Registered in Germany: 19 % until 30 June 2020, 16 % until the end of the year.
fn german() -> World {
    let world = World::new();
    world.ask("tax_settings.update", json!({"registrations": ["DE"]}));
    world
}

// 1200.00 for a year from 1 June 2020 at 19 %. On 1 July 335 of its 365 days are left: another plan
// gives 1200.00 × 335/365 = 1101.37 back with the 19 % that they bore, and charges
// 2400.00 × 335/365 = 2202.74 at 16 %. Tax: 2202.74 × 16 % = 352.44, less 1101.37 × 19 % = 209.26.
#[test]
fn a_credit_bears_the_rate_that_its_time_was_billed_with() {
    let world = german();
    let basic = world.plan("Basic", &[each(flat("1200.00"), "year")]);
    let pro = world.plan("Pro", &[each(flat("2400.00"), "year")]);
    world.on("2020-06-01");
    let customer = world.customer("Alder GmbH");
    let year = json!({"recurrence": {"interval": "year", "count": 1}});
    let sub = world.subscribe(&customer, &basic, year);
    world.on("2020-07-01");
    world.change_by(&sub, to_plan(&pro), "now", "invoice_now");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2020-0002, Alder GmbH (open)
    issued 2020-07-01, due 2020-07-15, in EUR
      Unused time: Basic: 1 x -1101.37                -1101.37
      Remaining time: Pro: 1 x 2202.74                 2202.74
    Subtotal                                           1101.37
    Net                                                1101.37
    USt 19 % S on -1101.37                             -209.26
    USt 16 % S on 2202.74                               352.44
    Total                                              1244.55
    Due                                                1244.55
    ");
    world.assert_sound();
}

// By the month from 1 July: 1101.37 come back at 19 %, the months cost 116.00 at 16 %. A credit of
// 100.00 would come to 119.00 and leave less than nothing, so July uses what comes to 116.00 with
// its tax, 97.48 + 18.52, and the rest waits. Nothing is due, and nothing is lost: ended on 1 July,
// 1200.00 × 30/365 = 98.63 were held, and the other 1101.37 come back with 19 %: 1310.63.
#[test]
fn a_credit_of_a_higher_rate_never_makes_a_bill_negative() {
    let world = german();
    let basic = world.plan("Basic", &[flat("100.00"), each(flat("1200.00"), "year")]);
    world.on("2020-06-01");
    let customer = world.customer("Alder GmbH");
    let year = json!({"recurrence": {"interval": "year", "count": 1}});
    let sub = world.subscribe(&customer, &basic, year);
    world.pay(&world.last_invoice(), "1428.00", "2020-06-01");
    world.on("2020-07-01");
    world.change(&sub, to_interval("month"), "now");
    assert_snapshot!(render::invoice(&world, &world.last_invoice()), @r"
    INV-2020-0002, Alder GmbH (paid)
    issued 2020-07-01, due 2020-07-15, in EUR
      Basic: 1 x 100.00                                 100.00
      Unused time: Basic: 1 x -97.48                    -97.48
    Subtotal                                              2.52
    Net                                                   2.52
    USt 16 % S on 100.00                                 16.00
    USt 19 % S on -97.48                                -18.52
    Total                                                 0.00
    Due                                                   0.00
    ");
    world.change(&sub, cancel(true), "now");
    assert_eq!(
        render::customer(&world, &customer),
        "Alder GmbH (active): owes nothing, past due nothing, holds 1310.63 EUR\n"
    );
    world.assert_sound();
}
