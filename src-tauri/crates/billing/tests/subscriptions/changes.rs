//! Changes within a period by date: upgrades, downgrades, quantities, add-ons, intervals, coupons.

use billing::catalog::{CouponDuration, PlanBook, Price, ProrationBehavior};
use billing::invoice::Discount;
use billing::money::Money;
use billing::subscription::{Change, ProrationConvention, SubscriptionError};

use crate::build::{
    MONTHLY, Stage, USD, YEARLY, addon, assert_text, book, coupon, day, dec, flat, item, metered,
    new, per_unit, plan, plan_id, price, setup, to_plan,
};

fn plans() -> PlanBook {
    let starter = vec![
        price("base", MONTHLY, flat("29")),
        price("base", YEARLY, flat("290")),
    ];
    let pro = vec![
        price("base", MONTHLY, flat("99")),
        price("base", YEARLY, flat("990")),
    ];
    let team = vec![price("base", MONTHLY, flat("10")), {
        let mut seats = price("seats", MONTHLY, per_unit("12"));
        seats.name = "Seats".into();
        seats.unit = "seat".into();
        seats
    }];
    let help = vec![price("base", MONTHLY, flat("31")), setup("5")];
    book(vec![
        plan(1, "Starter", starter),
        plan(2, "Pro", pro),
        plan(3, "Enterprise", vec![price("base", MONTHLY, flat("299"))]),
        plan(4, "Team", team),
        addon(9, "Help", help),
    ])
}

fn stage(n: u128, quantity: &str, on: &str) -> Stage {
    Stage::start(plans(), new(vec![item(n, quantity)]), on)
}

#[test]
fn two_upgrades_in_a_period_bill_each_price_for_its_days() {
    let mut stage = stage(1, "1", "2026-01-01");
    stage.change("2026-01-11", &to_plan(2));
    stage.change("2026-01-21", &to_plan(3));
    stage.advance("2026-02-01");
    // 11 Jan: 21 of 31 days are left. 29 × 21/31 = 19.645…, 99 × 21/31 = 67.064…
    // 21 Jan: 11 days are left, of the 67.06 that were billed for 21: 67.06 × 11/21 = 35.126…;
    // 299 × 11/31 = 106.096…
    assert_text(
        &stage.text(),
        "2026-01-01 Period 29.00
           01-01..02-01 Starter: 1 × 29.00
         2026-02-01 Period 417.38
           02-01..03-01 Enterprise: 1 × 299.00
           01-11..02-01 Unused time: Starter: 1 × -19.65
           01-11..02-01 Remaining time: Pro: 1 × 67.06
           01-21..02-01 Unused time: Pro: 1 × -35.13
           01-21..02-01 Remaining time: Enterprise: 1 × 106.10",
    );
    let lines = &stage.bills[1].lines;
    let fraction = |at: usize| {
        let fraction = lines[at].source.as_ref().unwrap().fraction.unwrap();
        format!("{}/{}", fraction.part, fraction.whole)
    };
    assert_eq!([fraction(1), fraction(4)], ["21/31", "11/31"]);
}

#[test]
fn a_downgrade_with_a_coupon_gives_back_what_was_really_billed() {
    let mut terms = new(vec![item(2, "1")]);
    terms.coupons = vec![coupon(
        1,
        Discount::Percent(dec("20")),
        CouponDuration::Forever,
    )];
    let mut stage = Stage::start(plans(), terms, "2026-06-01");
    stage.change("2026-06-16", &to_plan(1));
    stage.advance("2026-07-01");
    // 99.00 less 20 % = 79.20. 15 of 30 days: −39.60 back; 29 × 1/2 = 14.50 less 20 % = 11.60.
    // July: 29.00 less 5.80 = 23.20; 23.20 + 11.60 = 34.80 − 34.80 of the 39.60 (4.80 wait)
    assert_text(
        &stage.text(),
        "2026-06-01 Period 79.20
           06-01..07-01 Pro: 1 × 99.00 less 19.80
         2026-07-01 Period 0.00
           07-01..08-01 Starter: 1 × 29.00 less 5.80
           06-16..07-01 Unused time: Pro: 1 × -34.80
           06-16..07-01 Remaining time: Starter: 1 × 14.50 less 2.90",
    );
    assert_eq!(stage.sub.pending[0].unit_amount, dec("-4.80"));
    stage.advance("2026-08-01");
    assert_eq!(stage.bills[2].net(USD).unwrap(), Money::new(1840, USD)); // 23.20 − 4.80
}

#[test]
fn seats_are_credited_and_charged_for_the_days_that_are_left() {
    let mut stage = stage(4, "3", "2026-04-01");
    let plan_id = plan_id(4);
    let to = |quantity: &str| Change::Quantity {
        plan_id: plan_id.clone(),
        quantity: dec(quantity),
    };
    stage.change("2026-04-11", &to("5"));
    stage.change("2026-04-21", &to("2"));
    stage.advance("2026-05-01");
    // 3 × 12 = 36; 20/30 of it = 24.00; 5 × 12 × 20/30 = 40.00; half of that = 20.00;
    // 2 × 12 × 10/30 = 8.00. The base price does not move.
    assert_text(
        &stage.text(),
        "2026-04-01 Period 46.00
           04-01..05-01 Team: 1 × 10.00
           04-01..05-01 Team: Seats: 3 × 12
         2026-05-01 Period 38.00
           05-01..06-01 Team: 1 × 10.00
           05-01..06-01 Team: Seats: 2 × 12
           04-11..05-01 Unused time: Team: Seats: 1 × -24.00
           04-11..05-01 Remaining time: Team: Seats, 5 × seat: 1 × 40.00
           04-21..05-01 Unused time: Team: Seats: 1 × -20.00
           04-21..05-01 Remaining time: Team: Seats, 2 × seat: 1 × 8.00",
    );
}

#[test]
fn an_addon_comes_with_its_fee_and_goes_with_its_unused_time() {
    let mut stage = stage(1, "1", "2026-01-01");
    let add = Change::AddAddon {
        plan_id: plan_id(9),
        version: 1,
        quantity: dec("1"),
    };
    stage.change("2026-01-22", &add);
    let twice = stage.try_change("2026-01-23", &add, None);
    assert!(matches!(twice, Err(SubscriptionError::AlreadyHeld { .. })));
    let remove = Change::RemoveAddon {
        plan_id: plan_id(9),
    };
    stage.change("2026-01-27", &remove);
    stage.advance("2026-02-01");
    // 31 × 10/31 = 10.00 for ten days; the last five come back
    assert_text(
        &stage.text(),
        "2026-01-01 Period 29.00
           01-01..02-01 Starter: 1 × 29.00
         2026-02-01 Period 39.00
           02-01..03-01 Starter: 1 × 29.00
           01-22..01-23 Help: Setup: 1 × 5.00
           01-22..02-01 Remaining time: Help: 1 × 10.00
           01-27..02-01 Unused time: Help: 1 × -5.00",
    );
}

#[test]
fn from_yearly_to_monthly_the_credit_lasts_until_it_is_used_up() {
    let mut terms = new(vec![item(1, "1")]);
    terms.recurrence = YEARLY;
    let mut stage = Stage::start(plans(), terms, "2026-01-01");
    let change = Change::Interval {
        recurrence: MONTHLY,
        keep_anchor: false,
    };
    stage.change("2026-10-10", &change);
    // 10 Oct to 1 Jan: 22 + 30 + 31 = 83 of 365 days; 290 × 83/365 = 65.945…
    stage.advance("2027-01-09");
    assert_text(
        &stage.text(),
        "2026-01-01 Period 290.00
           01-01..01-01 Starter: 1 × 290.00
         2026-10-10 Period 0.00
           10-10..11-10 Starter: 1 × 29.00
           10-10..01-01 Unused time: Starter: 1 × -29.00
         2026-11-10 Period 0.00
           11-10..12-10 Starter: 1 × 29.00
           10-10..01-01 Unused time: Starter: 1 × -29.00
         2026-12-10 Period 21.05
           12-10..01-10 Starter: 1 × 29.00
           10-10..01-01 Unused time: Starter: 1 × -7.95",
    );
    // 290 + 21.05 = 290 × 282/365 + 3 × 29, to a cent: 224.05 + 87.00
    assert_eq!(stage.total(), Money::new(31_105, USD));
}

#[test]
fn from_monthly_to_yearly_with_the_anchor_kept_only_the_rest_of_the_year_is_billed() {
    let mut stage = stage(1, "1", "2026-01-01");
    stage.advance("2026-07-01");
    let change = Change::Interval {
        recurrence: YEARLY,
        keep_anchor: true,
    };
    stage.change("2026-07-02", &change);
    // July: 30 of 31 days of 29.00 come back, 28.064…; 2 Jul to 1 Jan are 183 of 365 days of
    // 290.00: 145.397…
    let bill = stage.bills.last().unwrap();
    assert_eq!(bill.net(USD).unwrap(), Money::new(14_540 - 2806, USD));
    assert_eq!(stage.sub.period.end, day("2027-01-01"));
    assert_eq!(stage.sub.terms.anchor, day("2026-01-01"));
}

#[test]
fn amounts_come_at_once_later_or_not_at_all_as_the_behavior_says() {
    let stage = stage(1, "1", "2026-01-01");
    let pro = to_plan(2);
    let act = |behavior| {
        stage
            .try_change("2026-01-11", &pro, Some(behavior))
            .unwrap()
    };
    // 99 × 21/31 = 67.06 less 29 × 21/31 = 19.65
    let now = act(ProrationBehavior::InvoiceNow);
    assert_eq!(now.bills[0].net(USD).unwrap(), Money::new(4741, USD));
    assert!(now.subscription.pending.is_empty());
    let later = act(ProrationBehavior::NextInvoice);
    assert_eq!(
        (later.bills.len(), later.subscription.pending.len()),
        (0, 2)
    );
    let never = act(ProrationBehavior::None);
    assert_eq!(
        (never.bills.len(), never.subscription.pending.len()),
        (0, 0)
    );
    assert_eq!(never.subscription.items, [item(2, "1")]);
}

#[test]
fn a_coupon_of_an_amount_is_given_back_and_taken_off_again_in_proportion() {
    let mut terms = new(vec![item(2, "1"), item(9, "1")]);
    terms.coupons = vec![coupon(1, Discount::Amount(dec("30")), CouponDuration::Once)];
    let mut stage = Stage::start(plans(), terms, "2026-06-01");
    // 99 + 31 + 5 = 135: 30 × 99/135 = 22.00, 30 × 31/135 = 6.888…, 30 × 5/135 = 1.111…
    assert_text(
        &stage.text(),
        "2026-06-01 Period 105.00
           06-01..07-01 Pro: 1 × 99.00 less 22.00
           06-01..07-01 Help: 1 × 31.00 less 6.89
           06-01..06-02 Help: Setup: 1 × 5.00 less 1.11",
    );
    stage.change("2026-06-16", &to_plan(3));
    // Half of 77.00 comes back, 38.50, and with it half of the 22.00, taken off 149.50 again
    let pending: Vec<String> = stage
        .sub
        .pending
        .iter()
        .map(|line| {
            let off = match line.discount {
                Some(Discount::Amount(off)) => off,
                _ => dec("0"),
            };
            format!("{} {off}", line.unit_amount)
        })
        .collect();
    assert_eq!(pending, ["-38.50 0", "149.50 11.00"]);
    stage.advance("2026-07-01"); // once: no coupon any more
    assert_eq!(
        stage.bills[1].net(USD).unwrap(),
        Money::new(29_900 + 3100 + 10_000, USD)
    );
}

#[test]
fn conventions_count_the_day_of_the_change_or_months_of_thirty_days() {
    // convention -> what is left of 31.00 on 16 January, in cents
    let table = [
        (ProrationConvention::Day, -1600),            // 16 of 31
        (ProrationConvention::DayInclusive, -1500),   // 15 of 31
        (ProrationConvention::ThirtyDayMonth, -1550), // 15 of 30
        (ProrationConvention::Thirty360, -1550),      // 15 of 30
        (ProrationConvention::Second, -1600),         // no change of the clock in January
    ];
    for (convention, credit) in table {
        let plans = [(1, "31"), (2, "0")].map(|(n, amount)| {
            let mut booked = plan(n, "Plan", vec![price("base", MONTHLY, flat(amount))]);
            booked.version.convention = convention;
            booked
        });
        let mut stage = Stage::start(book(plans.into()), new(vec![item(1, "1")]), "2026-01-01");
        stage.change("2026-01-16", &to_plan(2));
        let back = stage.sub.pending[0].unit_amount;
        assert_eq!(back, Money::new(credit, USD).to_decimal(), "{convention:?}");
    }
}

#[test]
fn what_is_counted_is_billed_once_by_the_plan_at_the_end_of_the_period() {
    let priced = |unit: &str, included: &str| {
        vec![
            price("base", MONTHLY, flat("10")),
            metered(MONTHLY, unit, included),
        ]
    };
    let plans = vec![
        plan(1, "Small", priced("0.50", "100")),
        plan(2, "Large", priced("0.10", "200")),
        plan(3, "Bare", vec![price("base", MONTHLY, flat("10"))]),
    ];
    let mut stage = Stage::start(book(plans), new(vec![item(1, "1")]), "2026-04-01");
    stage.daily.set(10);
    stage.change("2026-04-16", &to_plan(2));
    stage.advance("2026-05-01");
    // April: 300 calls by the prices of Large: 100 beyond 200 at 0.10 = 10.00, nothing else
    assert_eq!(stage.bills[1].net(USD).unwrap(), Money::new(2000, USD));
    stage.change("2026-05-11", &to_plan(3));
    stage.change("2026-05-21", &to_plan(2));
    stage.advance("2026-06-01");
    // May: ten days of Large, 100 calls within 200; none while Bare; 11 days, 110 within 200
    assert_eq!(stage.bills[2].net(USD).unwrap(), Money::new(1000, USD));
}

#[test]
fn what_cannot_be_changed_says_why() {
    let mut stage = stage(1, "1", "2026-01-01");
    let said = |stage: &Stage, on: &str, change: &Change| {
        stage.try_change(on, change, None).unwrap_err().to_string()
    };
    let due = "what is due on 2026-02-01 comes first; bill it, then make the change";
    assert_eq!(said(&stage, "2026-02-02", &to_plan(2)), due);
    let none = "a quantity of 0 of \"Pro\" is not possible; give more than zero";
    let mut zero = to_plan(2);
    if let Change::Plan { quantity, .. } = &mut zero {
        *quantity = Some(dec("0"));
    }
    assert_eq!(said(&stage, "2026-01-05", &zero), none);
    let addon = "\"Help\" is an add-on and cannot stand alone; choose a plan first";
    assert_eq!(said(&stage, "2026-01-05", &to_plan(9)), addon);
    let yearly = Change::Plan {
        plan_id: plan_id(3),
        version: 1,
        quantity: None,
        recurrence: Some(YEARLY),
    };
    let no_price = "\"Enterprise\" has no price in USD for every 1 year; add one to the plan, \
                    or choose another currency or interval";
    assert_eq!(said(&stage, "2026-01-05", &yearly), no_price);
    stage.change("2026-01-20", &to_plan(2));
    let early = "2026-01-10 is too early: what was billed before 2026-01-20 stays; \
                 give a later day";
    assert_eq!(said(&stage, "2026-01-10", &to_plan(1)), early);
}

#[test]
fn a_price_that_does_not_prorate_counts_in_whole_periods() {
    let whole = |amount: &str| Price {
        prorates: false,
        ..price("base", MONTHLY, flat(amount))
    };
    let plans = vec![
        plan(1, "Small", vec![whole("10")]),
        plan(2, "Large", vec![whole("20")]),
        addon(9, "Help", vec![whole("5")]),
    ];
    let mut stage = Stage::start(book(plans), new(vec![item(1, "1")]), "2026-01-01");
    stage.change("2026-01-11", &to_plan(2));
    let add = Change::AddAddon {
        plan_id: plan_id(9),
        version: 1,
        quantity: dec("1"),
    };
    stage.change("2026-01-21", &add);
    stage.change("2026-01-25", &Change::Cancel { prorate: true });
    // January stays at 10.00, Help comes whole, and nothing goes back
    assert_text(
        &stage.text(),
        "2026-01-01 Period 10.00
           01-01..02-01 Small: 1 × 10.00
         2026-01-25 Final 5.00
           01-21..02-01 Remaining time: Help: 1 × 5.00",
    );
    assert!(stage.credits.is_empty());
}

#[test]
fn an_addon_that_is_billed_at_once_brings_its_fee_along() {
    let stage = stage(1, "1", "2026-01-01");
    let add = Change::AddAddon {
        plan_id: plan_id(9),
        version: 1,
        quantity: dec("1"),
    };
    let made = stage
        .try_change("2026-01-22", &add, Some(ProrationBehavior::InvoiceNow))
        .unwrap();
    // 31 × 10/31 = 10.00 and the fee of 5.00
    assert_eq!(made.bills[0].net(USD).unwrap(), Money::new(1500, USD));
    assert!(made.subscription.pending.is_empty());
}

#[test]
fn usage_pays_at_least_the_commitment_in_proportion_to_the_time() {
    let calls = Price {
        commitment: dec("62"),
        ..metered(MONTHLY, "0.0015", "100")
    };
    let plans = vec![plan(
        1,
        "Small",
        vec![price("base", MONTHLY, flat("0")), calls],
    )];
    let mut stage = Stage::start(book(plans), new(vec![item(1, "1")]), "2026-01-01");
    stage.daily.set(10);
    stage.advance("2026-02-01");
    stage.daily.set(4001);
    stage.advance("2026-03-01");
    stage.daily.set(0);
    stage.change("2026-03-11", &Change::Cancel { prorate: false });
    // January: 310 calls, 210 × 0.0015 = 0.315, so 62.00. February: 28 × 4001 = 112 028 calls,
    // 111 928 × 0.0015 = 167.892. March: 10 of 31 days of the 62.00 = 20.00
    assert_text(
        &stage.text(),
        "2026-02-01 Period 62.00
           02-01..03-01 Small: 1 × 0.00
           01-01..02-01 Small: Calls, 310 × call: 1 × 62.00
         2026-03-01 Period 167.89
           03-01..04-01 Small: 1 × 0.00
           02-01..03-01 Small: Calls, 112028 × call: 1 × 167.89
         2026-03-11 Final 20.00
           03-01..03-11 Small: Calls, 0 × call: 1 × 20.00",
    );
}

#[test]
fn a_coupon_that_is_over_is_on_no_change_of_the_next_period() {
    let mut terms = new(vec![item(1, "1")]);
    terms.coupons = vec![coupon(
        1,
        Discount::Percent(dec("50")),
        CouponDuration::Once,
    )];
    let mut stage = Stage::start(plans(), terms, "2026-01-01");
    stage.change("2026-02-01", &to_plan(2)); // the day on which the coupon's period ends
    // 29.00 comes back in full, and 99.00 is charged in full
    let amounts: Vec<_> = stage
        .sub
        .pending
        .iter()
        .map(|line| line.unit_amount)
        .collect();
    assert_eq!(amounts, [dec("-29.00"), dec("99.00")]);
    assert!(stage.sub.pending.iter().all(|line| line.discount.is_none()));
}

#[test]
fn a_coupon_for_one_product_stays_with_it() {
    let mut only_starter = coupon(1, Discount::Amount(dec("9")), CouponDuration::Forever);
    only_starter.products = vec!["Starter".into()];
    let mut half = coupon(2, Discount::Percent(dec("50")), CouponDuration::Forever);
    half.products = vec!["Help".into()];
    let mut terms = new(vec![item(1, "1"), item(9, "1")]);
    terms.coupons = vec![only_starter, half];
    let mut stage = Stage::start(plans(), terms, "2026-06-01");
    stage.change("2026-06-16", &to_plan(2));
    stage.advance("2026-07-01");
    // Half of the 20.00 that Starter came to goes back; Pro has no coupon. The fee is of Help too.
    assert_text(
        &stage.text(),
        "2026-06-01 Period 38.00
           06-01..07-01 Starter: 1 × 29.00 less 9.00
           06-01..07-01 Help: 1 × 31.00 less 15.50
           06-01..06-02 Help: Setup: 1 × 5.00 less 2.50
         2026-07-01 Period 154.00
           07-01..08-01 Pro: 1 × 99.00
           07-01..08-01 Help: 1 × 31.00 less 15.50
           06-16..07-01 Unused time: Starter: 1 × -10.00
           06-16..07-01 Remaining time: Pro: 1 × 49.50",
    );
}
