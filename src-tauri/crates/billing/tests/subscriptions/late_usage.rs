//! Late usage: what is told or corrected after its time was billed comes with the next bill.

use std::collections::BTreeMap;

use billing::calendar::BillingPeriod;
use billing::catalog::{BookedPlan, CouponDuration, PlanBook, Price};
use billing::invoice::{Discount, LineItem, LineKind};
use billing::money::Rounding;
use billing::pricing::{Percentage, PriceModel, Tier, TieredGraduated, ZeroUsage, describe};
use billing::subscription::{
    AppliedCoupon, Basis, Bill, Change, Outcome, Subscription, SubscriptionState, advance,
    bill_late, bill_progress, change_now, restore_credits, start,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::build::{
    MONTHLY, USD, assert_text, book, coupon, day, dec, flat, item, metered, new, plan, price,
    to_plan,
};

/// A subscription whose meter counts so many calls on each day, as far as they were told.
pub struct Told {
    pub book: PlanBook,
    pub sub: Subscription,
    pub calls: BTreeMap<NaiveDate, i64>,
    pub bills: Vec<Bill>,
}

impl Told {
    pub fn start(plans: Vec<BookedPlan>, coupons: Vec<AppliedCoupon>) -> Self {
        let book = book(plans);
        let basis = Basis {
            book: &book,
            usage: &|_, _| Decimal::ZERO,
            rounding: Rounding::HalfUp,
        };
        let mut new = new(vec![item(1, "1")]);
        new.coupons = coupons;
        let (sub, _) = start(new, day("2026-01-01"), &basis).unwrap();
        let mut told = Self {
            book,
            sub,
            calls: BTreeMap::new(),
            bills: Vec::new(),
        };
        told.advance("2026-01-01");
        told
    }

    pub fn with<T>(&self, act: impl FnOnce(&Basis<'_>) -> T) -> T {
        let usage = |_: &str, period: BillingPeriod| {
            let days = self.calls.range(period.start..period.end);
            Decimal::from(days.map(|(_, calls)| calls).sum::<i64>())
        };
        act(&Basis {
            book: &self.book,
            usage: &usage,
            rounding: Rounding::HalfUp,
        })
    }

    /// So many calls more (or less) are told of a day.
    pub fn tell(&mut self, on: &str, calls: i64) -> &mut Self {
        *self.calls.entry(day(on)).or_default() += calls;
        self
    }

    fn take(&mut self, outcome: Outcome) {
        self.sub = outcome.subscription;
        self.bills.extend(outcome.bills);
    }

    pub fn advance(&mut self, through: &str) -> &mut Self {
        let outcome = self.with(|basis| advance(&self.sub, day(through), basis));
        self.take(outcome.unwrap());
        self
    }

    pub fn change(&mut self, on: &str, change: &Change) -> &mut Self {
        let outcome = self.with(|basis| change_now(&self.sub, change, day(on), None, basis));
        self.take(outcome.unwrap());
        self
    }

    pub fn late(&mut self, on: &str) -> &mut Self {
        let outcome = self.with(|basis| bill_late(&self.sub, day(on), basis));
        self.take(outcome.unwrap());
        self
    }

    pub fn progress(&mut self, on: &str) -> &mut Self {
        let outcome = self.with(|basis| bill_progress(&self.sub, day(on), basis));
        self.take(outcome.unwrap());
        self
    }

    /// The lines of calls on all bills, and what is pending, each with its day.
    pub fn text(&self) -> String {
        let lines = self.bills.iter().flat_map(|bill| {
            let lines = bill.lines.iter().filter(|line| is_of_calls(line));
            lines.map(|line| format!("{} {}\n", bill.on, said(line)))
        });
        lines.collect()
    }

    /// All that was billed of calls, and what still comes.
    pub fn billed(&self) -> Decimal {
        let lines = self.bills.iter().flat_map(|bill| &bill.lines);
        let lines = lines.chain(&self.sub.pending);
        lines.filter(|line| is_of_calls(line)).map(net).sum()
    }
}

fn is_of_calls(line: &LineItem) -> bool {
    line.source.as_ref().unwrap().price_key == "calls"
}

fn net(line: &LineItem) -> Decimal {
    let off = match line.discount {
        Some(Discount::Amount(off)) => off,
        _ => Decimal::ZERO,
    };
    line.quantity * line.unit_amount - off
}

fn said(line: &LineItem) -> String {
    let time = line.service_period.unwrap();
    format!(
        "{}..{} {} = {}",
        &time.start.to_string()[5..],
        &time.end.to_string()[5..],
        line.description,
        net(line)
    )
}

/// A plan of 29.00 with 100 calls, and then 0.10 for each.
pub fn small() -> BookedPlan {
    let prices = vec![
        price("base", MONTHLY, flat("29")),
        metered(MONTHLY, "0.10", "100"),
    ];
    plan(1, "Small", prices)
}

/// 0.10 for the first hundred calls, 0.05 for the next four hundred, 0.01 for the rest.
pub fn tiers() -> Price {
    let tier = |up_to: Option<i64>, unit_amount: &str| Tier {
        up_to: up_to.map(Decimal::from),
        unit_amount: dec(unit_amount),
        flat_amount: Decimal::ZERO,
    };
    Price {
        model: PriceModel::TieredGraduated(TieredGraduated {
            tiers: vec![
                tier(Some(100), "0.10"),
                tier(Some(500), "0.05"),
                tier(None, "0.01"),
            ],
            zero_usage: ZeroUsage::Free,
        }),
        ..metered(MONTHLY, "0", "0")
    }
}

#[test]
fn what_is_told_late_comes_with_the_next_bill_as_a_line_of_its_own() {
    let mut told = Told::start(vec![small()], Vec::new());
    told.tell("2026-01-10", 150).advance("2026-02-01");
    // 30 of January are told in February, and 120 of February itself
    told.tell("2026-01-31", 30).tell("2026-02-05", 120);
    told.advance("2026-03-01");
    // January: 180 - 100 = 80 at 0.10 = 8.00, of which 5.00 were billed; once
    told.advance("2026-04-01");
    assert_text(
        &told.text(),
        "2026-02-01 01-01..02-01 Small: Calls, 150 × call = 5.00
         2026-03-01 02-01..03-01 Small: Calls, 120 × call = 2.00
         2026-03-01 01-01..02-01 Late usage: Small: Calls, 30 calls = 3.00",
    );
    let late = told.bills[2].lines.last().unwrap().source.as_ref().unwrap();
    let steps: Vec<String> = late
        .explanation
        .steps
        .iter()
        .map(|step| format!("{}: {}", step.label, step.value))
        .collect();
    let last = &steps[steps.len() - 2..];
    assert_eq!(
        last,
        ["Billed before, for 150: 5.00 USD", "Difference: 3.00 USD"]
    );
}

#[test]
fn what_stays_within_the_allowance_makes_no_line_and_counts_for_the_next() {
    let mut told = Told::start(vec![small()], Vec::new());
    told.tell("2026-01-10", 50).advance("2026-02-01");
    told.tell("2026-01-11", 40).advance("2026-03-01"); // 90 of 100
    told.tell("2026-01-12", 15).advance("2026-04-01"); // 105 of 100
    assert_text(
        &told.text(),
        "2026-04-01 01-01..02-01 Late usage: Small: Calls, 15 calls = 0.50",
    );
}

#[test]
fn what_is_corrected_downward_is_credited() {
    let mut told = Told::start(vec![small()], Vec::new());
    told.tell("2026-01-10", 150).advance("2026-02-01");
    told.tell("2026-01-10", -20).advance("2026-03-01");
    assert_text(
        &told.text(),
        "2026-02-01 01-01..02-01 Small: Calls, 150 × call = 5.00
         2026-03-01 01-01..02-01 Corrected usage: Small: Calls, 20 calls less = -2.00",
    );
    let credit = told.bills[2].lines.last().unwrap();
    assert_eq!(credit.source.as_ref().unwrap().kind, LineKind::Credit);
    // the credit of a voided invoice waits for the next one
    let lines = told.bills[2].lines.clone();
    restore_credits(&mut told.sub, &lines);
    assert_eq!(told.sub.pending.len(), 1);
}

#[test]
fn late_usage_has_the_discounts_of_the_invoice_that_its_time_was_on() {
    // 50 % off the first two invoices: that of January, and that of 1 February with January's calls
    let half = coupon(
        1,
        Discount::Percent(dec("50")),
        CouponDuration::Periods { count: 2 },
    );
    let mut told = Told::start(vec![small()], vec![half]);
    told.tell("2026-01-10", 150).advance("2026-02-01"); // 5.00 less 2.50
    told.tell("2026-01-11", 50).advance("2026-03-01"); // 10.00 less 5.00, of which 2.50 were billed
    told.tell("2026-02-11", 110).advance("2026-04-01"); // told late, without a discount: 1.00
    assert_text(
        &told.text(),
        "2026-02-01 01-01..02-01 Small: Calls, 150 × call = 2.50
         2026-03-01 01-01..02-01 Late usage: Small: Calls, 50 calls = 2.50
         2026-04-01 02-01..03-01 Late usage: Small: Calls, 110 calls = 1.00",
    );
    assert_eq!(told.sub.metering.spans.len(), 3);
}

#[test]
fn a_time_without_use_keeps_the_discount_that_it_would_have_had() {
    let half = coupon(1, Discount::Percent(dec("50")), CouponDuration::Forever);
    let mut told = Told::start(vec![small()], vec![half]);
    told.advance("2026-02-01");
    told.sub.coupons.clear();
    told.tell("2026-01-11", 200).advance("2026-03-01"); // 100 × 0.10, half of it
    assert_text(
        &told.text(),
        "2026-03-01 01-01..02-01 Late usage: Small: Calls, 200 calls = 5.00",
    );
}

#[test]
fn the_commitment_takes_up_late_usage_until_it_is_reached() {
    let least = Price {
        commitment: dec("10"),
        ..metered(MONTHLY, "0.10", "0")
    };
    let prices = vec![price("base", MONTHLY, flat("29")), least];
    let mut told = Told::start(vec![plan(1, "Small", prices)], Vec::new());
    told.tell("2026-01-10", 60).advance("2026-02-01"); // 6.00, at least 10.00
    told.tell("2026-01-11", 30).advance("2026-03-01"); // 9.00: still 10.00
    told.tell("2026-01-12", 30)
        .tell("2026-02-01", 110)
        .tell("2026-03-01", 110);
    told.advance("2026-04-01"); // 12.00: 2.00 more
    assert_text(
        &told.text(),
        "2026-02-01 01-01..02-01 Small: Calls, 60 × call = 10.00
         2026-03-01 02-01..03-01 Small: Calls, 0 × call = 10.00
         2026-04-01 03-01..04-01 Small: Calls = 11.00
         2026-04-01 01-01..02-01 Late usage: Small: Calls, 30 calls = 2.00
         2026-04-01 02-01..03-01 Late usage: Small: Calls, 110 calls = 1.00",
    );
}

#[test]
fn late_usage_is_rated_by_the_plan_that_its_time_was_billed_by() {
    let dear = plan(
        2,
        "Dear",
        vec![
            price("base", MONTHLY, flat("99")),
            metered(MONTHLY, "1.00", "0"),
        ],
    );
    let mut told = Told::start(vec![small(), dear], Vec::new());
    told.tell("2026-01-10", 150).advance("2026-02-01");
    told.change("2026-02-01", &to_plan(2));
    told.tell("2026-01-11", 10).advance("2026-03-01");
    assert_text(
        &told.text(),
        "2026-02-01 01-01..02-01 Small: Calls, 150 × call = 5.00
         2026-03-01 01-01..02-01 Late usage: Small: Calls, 10 calls = 1.00",
    );
}

#[test]
fn a_subscription_that_is_over_is_billed_what_is_told_late_once() {
    let mut told = Told::start(vec![small()], Vec::new());
    told.tell("2026-01-05", 130);
    told.change("2026-01-16", &Change::Cancel { prorate: false });
    assert_eq!(told.sub.state, SubscriptionState::Canceled);
    told.tell("2026-01-06", 20)
        .late("2026-01-20")
        .late("2026-01-21");
    told.tell("2026-01-20", 500).late("2026-01-22"); // after its end: nobody's
    assert_text(
        &told.text(),
        "2026-01-16 01-01..01-16 Small: Calls, 130 × call = 3.00
         2026-01-20 01-01..01-16 Late usage: Small: Calls, 20 calls = 2.00",
    );
}

#[test]
fn after_ninety_days_a_time_is_closed() {
    let mut told = Told::start(vec![small()], Vec::new());
    told.advance("2026-05-01");
    // January ended 89 days before 1 May and 120 before 1 June
    told.tell("2026-01-10", 200).advance("2026-06-01");
    assert_eq!(told.text(), "");
    let ends: Vec<_> = told
        .sub
        .metering
        .spans
        .iter()
        .map(|span| span.span.end)
        .collect();
    assert_eq!(ends, ["2026-04-01", "2026-05-01", "2026-06-01"].map(day));
}

#[test]
fn use_that_corrections_bring_below_zero_is_billed_as_none() {
    let mut told = Told::start(vec![small()], Vec::new());
    told.tell("2026-01-10", -50).advance("2026-02-01");
    assert_eq!(told.text(), "");
}

// 2.9 % of what was paid and 0.30 beside it, at least 1.00. Nothing in January is no event: neither
// the fee nor the least. Of the 1000.00 told late 29.00 + 0.30 = 29.30, which taken back leave
// nothing billed. February's 10.00 come to 0.29 + 0.30 = 0.59: the least.
#[test]
fn a_percentage_of_nothing_is_nothing_and_its_fee_comes_with_the_first_use() {
    let percentage = Percentage {
        rate_pct: dec("2.9"),
        fixed: dec("0.30"),
        min: Some(dec("1")),
        ..Percentage::default()
    };
    let fee = Price {
        model: PriceModel::Percentage(percentage),
        ..metered(MONTHLY, "0", "0")
    };
    let words = describe(&fee.terms(Rounding::HalfUp));
    assert!(words.contains(&"Zero usage costs nothing.".to_owned()));
    let prices = vec![price("base", MONTHLY, flat("29")), fee];
    let mut told = Told::start(vec![plan(1, "Small", prices)], Vec::new());
    told.advance("2026-02-01");
    assert_eq!(told.billed(), Decimal::ZERO);
    told.tell("2026-01-10", 1000).tell("2026-02-10", 10);
    told.advance("2026-03-01");
    assert_eq!(told.billed(), dec("30.30"));
    told.tell("2026-01-10", -1000).advance("2026-04-01");
    assert_eq!(told.billed(), dec("1"));
}

/// What a quantity of calls costs by the tiers, written out by hand.
fn by_hand(calls: i64) -> Decimal {
    let calls = calls.max(0);
    let cents = calls.min(100) * 10 + (calls - 100).clamp(0, 400) * 5 + (calls - 500).max(0);
    Decimal::new(cents, 2)
}

proptest! {
    /// Whatever is told, of whichever day and whenever: each month bills the price of what was used
    /// in it, once.
    #[test]
    fn all_that_is_billed_of_a_month_is_the_price_of_its_use(
        facts in prop::collection::vec((0..100_u64, 0..60_u64, -80..400_i64), 0..40),
    ) {
        let prices = vec![price("base", MONTHLY, flat("29")), tiers()];
        let mut told = Told::start(vec![plan(1, "Small", prices)], Vec::new());
        let first = day("2026-01-01");
        for now in 0..=181_u64 {
            let today = first + chrono::Days::new(now);
            for (used, later, calls) in &facts {
                if used + later == now {
                    let on = first + chrono::Days::new(*used);
                    told.tell(&on.to_string(), *calls);
                }
            }
            told.advance(&today.to_string());
        }
        let month = |from: &str, to: &str| {
            by_hand(told.calls.range(day(from)..day(to)).map(|(_, calls)| calls).sum())
        };
        let expected = month("2026-01-01", "2026-02-01")
            + month("2026-02-01", "2026-03-01")
            + month("2026-03-01", "2026-04-01")
            + month("2026-04-01", "2026-05-01");
        prop_assert_eq!(told.billed(), expected, "{}", told.text());
        prop_assert!(told.bills.iter().all(|bill| !bill.net(USD).unwrap().is_negative()));
    }
}
