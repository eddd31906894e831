//! Changes within a period worked by hand, and the conservation of any chain of them.

use chrono::{Days, NaiveDate};
use chrono_tz::America::New_York;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::chain::{BilledTime, ChangeError, HeldPrice, PriceChange, chain, change_amounts};
use super::proration::{Moment, ProratedPeriod, ProrationConvention};
use crate::money::{Currency, Money, Rounding};

fn day(text: &str) -> Moment {
    Moment::Day(text.parse().unwrap())
}

fn january() -> ProratedPeriod {
    let (start, end) = (day("2026-01-01"), day("2026-02-01"));
    ProratedPeriod::try_new(start, end, ProrationConvention::Day, New_York).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

#[test]
fn a_change_credits_what_was_billed_and_charges_what_is_left() {
    // Starter to Professional on 15 January: 17 of 31 days are left.
    // 29.00 less a coupon of 10 % was billed at 26.10: 26.10 x 17/31 = 14.3129 -> 14.31
    // 99.00 x 17/31 = 54.2903 -> 54.29
    let left = january().left(day("2026-01-15")).unwrap();
    let amount = usd(2610);
    let billed = BilledTime { amount, units: 31 };
    let change = change_amounts(billed, left, decimal("99"), Rounding::HalfUp).unwrap();
    assert_eq!(change.left.to_string(), "17/31");
    assert_eq!((change.credit, change.charge), (usd(1431), usd(5429)));
    assert_eq!(change.net, usd(3998));
    assert_eq!(change.explanation.steps.len(), 4);
}

#[test]
fn what_is_held_is_price_times_quantity_less_discount() {
    let held = |amount: &str, quantity: &str, discount_pct: &str| HeldPrice {
        amount: decimal(amount),
        quantity: decimal(quantity),
        discount_pct: decimal(discount_pct),
    };
    // 9.99 x 3 = 29.97, less 15 % = 25.4745
    assert_eq!(held("9.99", "3", "15").exact(), Ok(decimal("25.4745")));
    let percent = decimal("101");
    let refused = held("1", "1", "101").exact();
    assert_eq!(refused, Err(ChangeError::DiscountOutOfRange { percent }));
    assert!(held("1", "-1", "0").exact().is_err());
    assert!(
        held("79228162514264337593543950335", "2", "0")
            .exact()
            .is_err()
    );
}

#[test]
fn a_chain_bills_each_price_for_the_time_it_was_held() {
    // 31.00 to the 11th, 62.00 to the 21st, then 15.50: 10.00 + 20.00 + 11 x 0.50 = 35.50
    let changes = [("2026-01-11", "62"), ("2026-01-21", "15.5")].map(|(at, price)| PriceChange {
        at: day(at),
        price: decimal(price),
    });
    let usd = Currency::USD;
    let chained = chain(&january(), decimal("31"), &changes, usd, Rounding::HalfUp).unwrap();
    let lines: Vec<String> = chained
        .lines
        .iter()
        .map(|line| {
            format!(
                "{} {} {} {}",
                line.from, line.to, line.fraction, line.amount
            )
        })
        .collect();
    let expected = [
        "2026-01-01 2026-01-11 10/31 10.00 USD",
        "2026-01-11 2026-01-21 10/31 20.00 USD", // charged 42.00, credited 22.00
        "2026-01-21 2026-02-01 11/31 5.50 USD",
    ];
    assert_eq!(lines, expected);
    assert_eq!(chained.total.minor(), 3550);
    let backwards = [changes[1], changes[0]];
    let refused = chain(&january(), decimal("31"), &backwards, usd, Rounding::HalfUp);
    assert!(matches!(
        refused,
        Err(ChangeError::OutOfOrder { change: 1, .. })
    ));
    let outside = [PriceChange {
        at: day("2026-02-02"),
        price: Decimal::ONE,
    }];
    let refused = chain(&january(), Decimal::ONE, &outside, usd, Rounding::HalfUp);
    assert!(matches!(
        refused,
        Err(ChangeError::AtNoTime { change: 0, .. })
    ));
}

fn conventions() -> impl Strategy<Value = ProrationConvention> {
    prop::sample::select(vec![
        ProrationConvention::Day,
        ProrationConvention::Second,
        ProrationConvention::DayInclusive,
        ProrationConvention::ThirtyDayMonth,
        ProrationConvention::Thirty360,
    ])
}

proptest! {
    #[test]
    fn any_chain_bills_price_times_time_within_one_minor_unit_a_line(
        convention in conventions(),
        from in 0_u64..20_000, length in 1_u64..400,
        first in -100_000_i64..1_000_000,
        mut changes in prop::collection::vec((0_u64..400, 0_i64..1_000_000), 0..8),
    ) {
        let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(from);
        let end = Moment::Day(start + Days::new(length));
        let period = ProratedPeriod::try_new(Moment::Day(start), end, convention, New_York);
        // 30E/360 counts no time between a 30th and a 31st
        prop_assume!(period.is_ok());
        let period = period.unwrap();
        changes.sort_unstable();
        let changes: Vec<PriceChange> = changes
            .into_iter()
            .map(|(after, price)| PriceChange {
                at: Moment::Day(start + Days::new(after % (length + 1))),
                price: Decimal::new(price, 3),
            })
            .collect();
        let mut changes = changes;
        changes.sort_by_key(|change| change.at.to_string());
        let first = Decimal::new(first, 3);
        let (usd, half_up) = (Currency::USD, Rounding::HalfUp);
        let chained = chain(&period, first, &changes, usd, half_up).unwrap();
        let prices = std::iter::once(first).chain(changes.iter().map(|change| change.price));
        let mut units = 0;
        let mut total = 0;
        for (line, price) in chained.lines.iter().zip(prices) {
            // |amount - price x part / whole| <= 1 minor unit, in thousandths of a major unit
            let whole = i128::from(line.fraction.whole);
            let exact = price.checked_mul(Decimal::ONE_THOUSAND).unwrap();
            let exact = exact.mantissa() / 10_i128.pow(exact.scale());
            let off = i128::from(line.amount.minor()) * 10 * whole
                - exact * i128::from(line.fraction.part);
            prop_assert!(off.abs() <= 10 * whole, "{line:?} at {price}");
            units += line.fraction.part;
            total += line.amount.minor();
        }
        prop_assert_eq!(chained.lines.len(), changes.len() + 1);
        prop_assert_eq!(units, period.whole());
        prop_assert_eq!(total, chained.total.minor());
    }

    #[test]
    fn what_is_used_and_what_is_left_are_the_whole(
        convention in conventions(),
        from in 0_u64..20_000, length in 1_u64..800, at in 0_u64..800,
    ) {
        let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(from);
        let (start, end) = (Moment::Day(start), Moment::Day(start + Days::new(length)));
        let period = ProratedPeriod::try_new(start, end, convention, New_York);
        prop_assume!(period.is_ok());
        let period = period.unwrap();
        let Moment::Day(first) = start else { unreachable!() };
        let at = Moment::Day(first + Days::new(at % (length + 1)));
        let (used, left) = (period.used(at).unwrap(), period.left(at).unwrap());
        prop_assert_eq!(used.part + left.part, period.whole());
        prop_assert!(used.part >= 0 && left.part >= 0);
        prop_assert_eq!(period.part(start, at).unwrap(), used);
        prop_assert_eq!(period.part(start, end).unwrap().part, period.whole());
    }
}
