//! Words of lines: what they are called, and the steps of their amounts as an invoice unfolds them.

use billing::catalog::{CouponDuration, PlanBook};
use billing::invoice::{Discount, LineItem};
use billing::money::Money;
use billing::subscription::{Change, Fraction, monthly_amount, monthly_amount_on};

use crate::build::{
    MONTHLY, Stage, USD, assert_text, book, coupon, day, dec, flat, item, metered, new, per_unit,
    plan, plan_id, price, to_plan,
};

fn plans() -> PlanBook {
    let mut seats = price("seats", MONTHLY, per_unit("12.5"));
    seats.unit = "seat".into();
    book(vec![
        plan(1, "Pro", vec![price("base", MONTHLY, flat("99"))]),
        plan(2, "Basic", vec![price("base", MONTHLY, flat("31"))]),
        plan(3, "Team", vec![seats]),
        plan(4, "Plain", vec![price("base", MONTHLY, per_unit("0.333"))]),
        plan(
            5,
            "Small",
            vec![
                price("base", MONTHLY, flat("0")),
                metered(MONTHLY, "0.10", "100"),
            ],
        ),
    ])
}

/// A line with its fraction and its steps.
fn unfolded(line: &LineItem) -> String {
    let source = line.source.as_ref().unwrap();
    let fraction = source
        .fraction
        .map_or_else(String::new, |f| format!(" ({f})"));
    let mut text = format!("{}{fraction}\n", line.description);
    for step in &source.explanation.steps {
        text += &format!("  {} → {}\n", step.label, step.value);
    }
    text
}

fn pending(stage: &Stage) -> String {
    stage.sub.pending.iter().map(unfolded).collect()
}

#[test]
fn a_change_unfolds_to_days_and_parts_of_the_amounts() {
    let mut stage = Stage::start(plans(), new(vec![item(1, "1")]), "2026-01-01");
    stage.change("2026-01-15", &to_plan(2));
    // 99 × 17/31 = 54.29; 31 × 17/31 = 17.00
    assert_text(
        &pending(&stage),
        "Unused time: Pro (17/31)
           Billed for 2026-01-01 to 2026-02-01 → 99.00 USD
           Unused for 2026-01-15 to 2026-02-01: 17/31 of 99.00 USD → -54.29 USD
         Remaining time: Basic (17/31)
           Flat amount → 31.00 USD
           17/31 of 31.00 USD → 17.00 USD",
    );
}

#[test]
fn units_are_counted_without_a_plural() {
    let mut stage = Stage::start(plans(), new(vec![item(3, "3")]), "2026-04-01");
    let to = |n: u128, quantity: &str| Change::Quantity {
        plan_id: plan_id(n),
        quantity: dec(quantity),
    };
    stage.change("2026-04-11", &to(3, "5"));
    // 3 × 12.5 = 37.50, 20/30 of it 25.00; 5 × 12.5 = 62.50, 20/30 of it 41.67
    assert_text(
        &pending(&stage),
        "Unused time: Team (20/30)
           Billed for 2026-04-01 to 2026-05-01 → 37.50 USD
           Unused for 2026-04-11 to 2026-05-01: 20/30 of 37.50 USD → -25.00 USD
         Remaining time: Team, 5 × seat (20/30)
           5 × 12.5 → 62.50 USD
           20/30 of 62.50 USD → 41.67 USD",
    );
    let mut plain = Stage::start(plans(), new(vec![item(4, "7")]), "2026-04-01");
    plain.change("2026-04-16", &to(4, "5"));
    // 7 × 0.333 = 2.331, billed as 2.33; half of it 1.165, so 1.17. 5 × 0.333 = 1.665, half 0.83.
    assert_text(
        &unfolded(&plain.bills[0].lines[0]),
        "Plain, quantity 7
           7 × 0.333 → 2.331 USD
           Rounded → 2.33 USD",
    );
    assert_text(
        &pending(&plain),
        "Unused time: Plain (15/30)
           Billed for 2026-04-01 to 2026-05-01 → 2.33 USD
           Unused for 2026-04-16 to 2026-05-01: 15/30 of 2.33 USD → -1.17 USD
         Remaining time: Plain, quantity 5 (15/30)
           5 × 0.333 → 1.665 USD
           15/30 of 1.665 USD → 0.83 USD",
    );
}

#[test]
fn units_stay_numbers_and_amounts_have_their_currency() {
    let mut stage = Stage::start(plans(), new(vec![item(5, "1")]), "2026-01-01");
    stage.daily.set(10);
    stage.advance("2026-02-01");
    let calls = &stage.bills[0].lines;
    let calls = calls.iter().find(|line| line.description.contains("Calls"));
    assert_text(
        &unfolded(calls.unwrap()),
        "Small: Calls, 310 × call
           310 units less 100 included → 210
           210 × 0.10 → 21.00 USD",
    );
}

#[test]
fn a_coupon_says_what_it_leaves() {
    let mut terms = new(vec![item(1, "1")]);
    terms.coupons = vec![
        coupon(1, Discount::Percent(dec("20")), CouponDuration::Forever),
        coupon(2, Discount::Amount(dec("4.2")), CouponDuration::Forever),
    ];
    let stage = Stage::start(plans(), terms, "2026-01-01");
    // 99.00 × 0.8 = 79.20; less 4.20 = 75.00; 99.00 − 75.00 = 24.00
    assert_text(
        &unfolded(&stage.bills[0].lines[0]),
        "Pro
           Flat amount → 99.00 USD
           Welcome: 20 % off → 79.20 USD
           4.20 USD off, the share of this line in 4.20 USD → 75.00 USD
           Discount in all → 24.00 USD",
    );
}

#[test]
fn a_credit_that_is_split_says_which_part_of_what_it_is() {
    let mut stage = Stage::start(plans(), new(vec![item(1, "4")]), "2026-01-01");
    stage.change("2026-01-02", &to_plan(2));
    stage.advance("2026-04-01");
    // 99 × 30/31 = 95.81 back, 31 × 30/31 = 30.00 charged. February has room for 31 + 30 = 61.00,
    // March for 31.00 of the 34.81 that is left, April for 3.81.
    let credit = |at: usize| {
        let mut lines = stage.bills[at].lines.iter();
        unfolded(lines.find(|line| line.unit_amount < dec("0")).unwrap())
    };
    let first = "Unused time: Pro
           Billed for 2026-01-01 to 2026-02-01 → 99.00 USD
           Unused for 2026-01-02 to 2026-02-01: 30/31 of 99.00 USD → -95.81 USD";
    assert_text(
        &credit(1),
        &format!("{first}\n61.00 USD of the 95.81 USD for 30/31 → -61.00 USD"),
    );
    let rest = format!("{first}\n34.81 USD of the 95.81 USD for 30/31 → -34.81 USD");
    assert_text(
        &credit(2),
        &format!("{rest}\n31.00 USD of the 34.81 USD → -31.00 USD"),
    );
    assert_text(
        &credit(3),
        &format!("{rest}\n3.81 USD of the 34.81 USD → -3.81 USD"),
    );
}

#[test]
fn a_credit_on_an_invoice_carries_its_fraction() {
    let mut stage = Stage::start(plans(), new(vec![item(1, "1")]), "2026-01-01");
    stage.change("2026-01-15", &Change::Cancel { prorate: true });
    let credit = &stage.credits[0];
    let expected = Fraction {
        part: 17,
        whole: 31,
    };
    assert_eq!(
        (credit.amount, credit.fraction),
        (Money::new(5429, USD), expected)
    );
}

#[test]
fn nothing_recurs_before_the_first_day() {
    let stage = Stage::start(plans(), new(vec![item(1, "1")]), "2026-01-10");
    let on = |date: &str| monthly_amount_on(&stage.sub, &stage.book, day(date)).unwrap();
    assert_eq!(on("2026-01-09"), Money::new(0, USD));
    assert_eq!(on("2026-01-10"), Money::new(9900, USD));
    assert_eq!(
        monthly_amount(&stage.sub, &stage.book).unwrap(),
        Money::new(9900, USD)
    );
}
