//! Builders of plans and subscriptions, a stage on which one lives, and its bills as text.

use std::cell::Cell;

use billing::calendar::{BillingPeriod, Interval};
use billing::catalog::{
    BookedPlan, CouponDuration, Plan, PlanBook, PlanKind, PlanVersion, Price, PriceKind, Product,
    ProrationBehavior, Recurrence, SupplyKind, Timing,
};
use billing::ids::{CouponId, CustomerId, InvoiceId, PlanId, ProductId, SubscriptionId};
use billing::invoice::{Discount, LineItem};
use billing::money::{Currency, Money, Rounding};
use billing::pricing::{Flat, PerUnit, PriceModel};
use billing::subscription::{
    AppliedCoupon, Basis, Bill, Change, LineCredit, NewSubscription, Outcome, ProrationConvention,
    Subscription, SubscriptionError, SubscriptionItem, advance, assign_invoice, change_now, start,
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use ulid::Ulid;

pub const USD: Currency = Currency::USD;
pub const MONTHLY: Recurrence = Recurrence {
    interval: Interval::Month,
    count: 1,
};
pub const YEARLY: Recurrence = Recurrence {
    interval: Interval::Year,
    count: 1,
};

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn now() -> DateTime<Utc> {
    "2026-11-20T09:00:00Z".parse().unwrap()
}

pub fn plan_id(n: u128) -> PlanId {
    PlanId::from_ulid(Ulid::from_parts(1, n))
}

pub fn flat(amount: &str) -> PriceModel {
    PriceModel::Flat(Flat {
        amount: dec(amount),
    })
}

pub fn per_unit(unit_amount: &str) -> PriceModel {
    PriceModel::PerUnit(PerUnit {
        unit_amount: dec(unit_amount),
    })
}

pub fn price(key: &str, recurrence: Recurrence, model: PriceModel) -> Price {
    Price {
        key: key.into(),
        name: String::new(),
        unit: String::new(),
        currency: USD,
        recurrence,
        kind: PriceKind::Recurring,
        model,
        included: Decimal::ZERO,
        commitment: Decimal::ZERO,
        timing: Timing::Advance,
        prorates: true,
    }
}

/// A price of what the meter "calls" counts.
pub fn metered(recurrence: Recurrence, unit_amount: &str, included: &str) -> Price {
    Price {
        name: "Calls".into(),
        unit: "call".into(),
        kind: PriceKind::Metered {
            meter: "calls".into(),
        },
        included: dec(included),
        timing: Timing::Arrears,
        ..price("calls", recurrence, per_unit(unit_amount))
    }
}

pub fn setup(amount: &str) -> Price {
    Price {
        name: "Setup".into(),
        kind: PriceKind::Setup,
        ..price("setup", MONTHLY, flat(amount))
    }
}

/// A version 1 of a plan whose id is made of `n`.
pub fn plan(n: u128, name: &str, prices: Vec<Price>) -> BookedPlan {
    let product_id = ProductId::from_ulid(Ulid::from_parts(1, n));
    BookedPlan {
        plan: Plan {
            id: plan_id(n),
            product_id: product_id.clone(),
            kind: PlanKind::Plan,
            name: name.into(),
            code: name.to_lowercase(),
            description: String::new(),
            custom_for: None,
            based_on: None,
            position: 0,
            created_at: now(),
            archived_at: None,
        },
        version: PlanVersion {
            plan_id: plan_id(n),
            version: 1,
            effective_on: day("2020-01-01"),
            published_at: now(),
            prices,
            entitlements: Vec::new(),
            trial_days: 0,
            convention: ProrationConvention::Day,
            behavior: ProrationBehavior::NextInvoice,
            tax_inclusive: false,
            progressive: Vec::new(),
        },
        product: Product {
            id: product_id,
            name: name.into(),
            description: String::new(),
            supply: SupplyKind::DigitalService,
            tax_category: "standard".into(),
            created_at: now(),
            archived_at: None,
        },
    }
}

pub fn addon(n: u128, name: &str, prices: Vec<Price>) -> BookedPlan {
    let mut booked = plan(n, name, prices);
    booked.plan.kind = PlanKind::Addon;
    booked
}

pub fn book(plans: Vec<BookedPlan>) -> PlanBook {
    let mut book = PlanBook::new();
    for plan in plans {
        book.insert(plan);
    }
    book
}

pub fn item(n: u128, quantity: &str) -> SubscriptionItem {
    SubscriptionItem {
        plan_id: plan_id(n),
        version: 1,
        quantity: dec(quantity),
    }
}

pub fn new(items: Vec<SubscriptionItem>) -> NewSubscription {
    NewSubscription {
        id: SubscriptionId::from_ulid(Ulid::from_parts(1, 1)),
        customer_id: CustomerId::from_ulid(Ulid::from_parts(1, 1)),
        items,
        currency: USD,
        recurrence: MONTHLY,
        timezone: "Europe/Berlin".into(),
        aligned: false,
        anchor: None,
        trial_days: None,
        coupons: Vec::new(),
        net_days: None,
        starts_when_paid: false,
        created_at: now(),
    }
}

pub fn coupon(n: u128, off: Discount, duration: CouponDuration) -> AppliedCoupon {
    AppliedCoupon {
        coupon_id: CouponId::from_ulid(Ulid::from_parts(1, n)),
        name: "Welcome".into(),
        off,
        duration,
        products: Vec::new(),
        used: 0,
        until: None,
    }
}

pub fn to_plan(n: u128) -> Change {
    Change::Plan {
        plan_id: plan_id(n),
        version: 1,
        quantity: None,
        recurrence: None,
    }
}

/// A subscription, its catalog, and everything that it billed so far. Every bill becomes an
/// invoice at once.
pub struct Stage {
    pub book: PlanBook,
    pub sub: Subscription,
    pub bills: Vec<Bill>,
    pub credits: Vec<LineCredit>,
    /// Units that the meter counts on each day.
    pub daily: Cell<i64>,
}

impl Stage {
    pub fn start(book: PlanBook, new: NewSubscription, on: &str) -> Self {
        let usage = |_: &str, _: BillingPeriod| Decimal::ZERO;
        let basis = Basis {
            book: &book,
            usage: &usage,
            rounding: Rounding::HalfUp,
        };
        let (sub, _) = start(new, day(on), &basis).unwrap();
        let mut stage = Self {
            book,
            sub,
            bills: Vec::new(),
            credits: Vec::new(),
            daily: Cell::new(0),
        };
        stage.advance(on);
        stage
    }

    pub fn with<T>(&self, act: impl FnOnce(&Basis<'_>) -> T) -> T {
        let daily = Decimal::from(self.daily.get());
        let spans = &self.sub.metering.spans;
        let usage = |_: &str, period: BillingPeriod| {
            // What was billed stays as it was told then: nothing here is told late.
            let billed = spans.iter().find(|billed| billed.span == period);
            billed.map_or(Decimal::from(period.days()) * daily, |billed| {
                billed.quantity
            })
        };
        act(&Basis {
            book: &self.book,
            usage: &usage,
            rounding: Rounding::HalfUp,
        })
    }

    pub fn take(&mut self, outcome: Outcome) {
        self.sub = outcome.subscription;
        for bill in outcome.bills {
            let n = self.bills.len();
            let invoice_id = InvoiceId::from_ulid(Ulid::from_parts(2, n.try_into().unwrap()));
            assign_invoice(&mut self.sub, &bill, &invoice_id);
            self.bills.push(bill);
        }
        self.credits.extend(outcome.credit_notes);
    }

    pub fn advance(&mut self, through: &str) -> &mut Self {
        let outcome = self.with(|basis| advance(&self.sub, day(through), basis));
        self.take(outcome.unwrap());
        self
    }

    pub fn try_change(
        &self,
        on: &str,
        change: &Change,
        behavior: Option<ProrationBehavior>,
    ) -> Result<Outcome, SubscriptionError> {
        self.with(|basis| change_now(&self.sub, change, day(on), behavior, basis))
    }

    /// Advances to a day and makes a change on it.
    pub fn change(&mut self, on: &str, change: &Change) -> &mut Self {
        self.advance(on);
        let outcome = self.try_change(on, change, None).unwrap();
        self.take(outcome);
        self
    }

    /// All bills as text: a line for the bill, then one for each of its lines.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for bill in &self.bills {
            let net = bill.net(self.sub.terms.currency).unwrap();
            text += &format!("{} {:?} {}\n", bill.on, bill.kind, net.to_major_string());
            for line in &bill.lines {
                text += &format!("  {}\n", line_text(line));
            }
        }
        text
    }

    /// What all bills come to, less what credit notes gave back.
    pub fn total(&self) -> Money {
        let currency = self.sub.terms.currency;
        let bills = self.bills.iter().map(|bill| bill.net(currency).unwrap());
        let billed = Money::try_sum(bills, currency).unwrap();
        let credits = self.credits.iter().map(|credit| credit.amount);
        billed
            .try_sub(Money::try_sum(credits, currency).unwrap())
            .unwrap()
    }
}

fn line_text(line: &LineItem) -> String {
    let period = line.service_period.unwrap();
    let off = match line.discount {
        Some(Discount::Amount(off)) => format!(" less {off}"),
        _ => String::new(),
    };
    format!(
        "{}..{} {}: {} × {}{off}",
        &period.start.to_string()[5..],
        &period.end.to_string()[5..],
        line.description,
        line.quantity,
        line.unit_amount
    )
}

/// Compares texts line by line, without the indentation of the source.
pub fn assert_text(actual: &str, expected: &str) {
    let trimmed = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    let (actual, expected) = (trimmed(actual), trimmed(expected));
    assert!(
        actual == expected,
        "is:\n{actual}\n\nshould be:\n{expected}"
    );
}
