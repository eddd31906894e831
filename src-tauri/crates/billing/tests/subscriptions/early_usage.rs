//! Progressive billing: use billed before its period's end comes to what one bill at the end does.

use billing::catalog::{BookedPlan, CouponDuration, Price};
use billing::invoice::Discount;
use billing::money::Money;
use billing::subscription::Change;
use chrono::Days;
use proptest::prelude::*;

use crate::build::{
    MONTHLY, USD, assert_text, coupon, day, dec, flat, metered, plan, price, to_plan,
};
use crate::late_usage::{Told, tiers};

/// Calls at a price, billed as soon as they come to 20.00.
fn billed_early(n: u128, calls: Price) -> BookedPlan {
    let mut booked = plan(n, "Plan", vec![price("base", MONTHLY, flat("29")), calls]);
    booked.version.progressive = vec![Money::new(2000, USD)];
    booked
}

#[test]
fn use_is_billed_when_it_comes_to_the_threshold_and_the_rest_at_the_end() {
    let mut told = Told::start(vec![billed_early(1, tiers())], Vec::new());
    // 100 × 0.10 + 150 × 0.05 = 17.50: not yet
    told.tell("2026-01-05", 250).progress("2026-01-05");
    // 100 × 0.10 + 300 × 0.05 = 25.00
    told.tell("2026-01-08", 150)
        .progress("2026-01-08")
        .progress("2026-01-08");
    // 100 × 0.10 + 400 × 0.05 + 500 × 0.01 = 35.00: 10.00 more is not enough
    told.tell("2026-01-20", 600).progress("2026-01-20");
    told.advance("2026-02-01");
    assert_text(
        &told.text(),
        "2026-01-08 01-01..01-09 Usage so far: Plan: Calls, 400 calls = 25.00
         2026-02-01 01-01..02-01 Plan: Calls, 1000 × call = 35.00
         2026-02-01 01-01..02-01 Billed before: Plan: Calls = -25.00",
    );
    assert!(told.sub.metering.so_far.is_empty());
}

#[test]
fn a_plan_without_a_threshold_waits() {
    let waits = plan(1, "Plan", vec![price("base", MONTHLY, flat("29")), tiers()]);
    let mut told = Told::start(vec![waits], Vec::new());
    told.tell("2026-01-05", 9000).progress("2026-01-05");
    assert_eq!(told.text(), "");
}

#[test]
fn what_was_billed_early_is_taken_off_when_the_subscription_ends_or_changes() {
    let flat_calls = || metered(MONTHLY, "0.10", "0");
    let other = billed_early(2, metered(MONTHLY, "0.20", "0"));
    let mut told = Told::start(vec![billed_early(1, flat_calls()), other], Vec::new());
    told.tell("2026-01-05", 300).progress("2026-01-05"); // 30.00
    // The meter goes on under the other plan, which prices all of the period.
    told.change("2026-01-10", &to_plan(2));
    told.tell("2026-01-12", 100).progress("2026-01-12"); // 400 × 0.20 = 80.00, less 30.00
    told.change("2026-01-16", &Change::Cancel { prorate: false });
    assert_text(
        &told.text(),
        "2026-01-05 01-01..01-06 Usage so far: Plan: Calls, 300 calls = 30.00
         2026-01-12 01-01..01-13 Usage so far: Plan: Calls, 400 calls = 50.00
         2026-01-16 01-01..01-16 Plan: Calls = 80.00
         2026-01-16 01-01..01-16 Billed before: Plan: Calls = -80.00",
    );
}

#[test]
fn a_coupon_of_the_period_is_on_what_is_billed_early_too() {
    let tenth = coupon(1, Discount::Percent(dec("10")), CouponDuration::Forever);
    let calls = metered(MONTHLY, "0.10", "0");
    let mut told = Told::start(vec![billed_early(1, calls)], vec![tenth]);
    told.tell("2026-01-05", 300).progress("2026-01-05"); // 30.00 less 3.00
    told.tell("2026-01-06", 100).advance("2026-02-01"); // 40.00 less 4.00, less 27.00
    assert_eq!(told.billed(), dec("36.00"));
}

proptest! {
    /// The same use, billed early every few days or once at the end, and told late or in time.
    #[test]
    fn bills_on_the_way_come_to_one_bill_at_the_end(
        facts in prop::collection::vec((0..59_u64, 0..20_u64, -60..400_i64), 0..40),
        every in 1..9_u64, percent in 0..100_i64,
    ) {
        let off = Discount::Percent(percent.into());
        let coupons = || vec![coupon(1, off, CouponDuration::Forever)];
        let mut early = Told::start(vec![billed_early(1, tiers())], coupons());
        let mut once = Told::start(vec![billed_early(1, tiers())], coupons());
        let first = day("2026-01-01");
        for now in 0..=120_u64 {
            let today = (first + Days::new(now)).to_string();
            for (used, later, calls) in &facts {
                if used + later == now {
                    let on = (first + Days::new(*used)).to_string();
                    early.tell(&on, *calls);
                    once.tell(&on, *calls);
                }
            }
            early.advance(&today);
            once.advance(&today);
            if now % every == 0 {
                early.progress(&today);
            }
        }
        prop_assert_eq!(early.billed(), once.billed(), "{}", early.text());
        prop_assert!(early.bills.iter().all(|bill| !bill.net(USD).unwrap().is_negative()));
    }
}
