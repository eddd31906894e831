//! Statements: what a period of a subscription comes to, plan, overage and custom terms apart.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::basis::Basis;
use super::charge::Charge;
use super::error::SubscriptionError;
use super::history::{HeldChange, HeldPeriod};
use super::included::including;
use super::metering::{MeteredSpan, Metering, rated};
use super::ongoing::Ongoing;
use super::outcome::Held;
use super::periods::{Billable, period_from};
use super::subscription::{
    BillingTerms, Change, Subscription, SubscriptionItem, SubscriptionState,
};
use crate::calendar::BillingPeriod;
use crate::catalog::{BookedPlan, Price, Recurrence, prices_for};
use crate::ids::{CustomerId, SubscriptionId};
use crate::invoice::{Explanation, LineItem, LineKind};
use crate::money::{Currency, Money};

/// What a period of a subscription comes to, before discounts and tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Whose subscription.
    pub customer_id: CustomerId,
    /// Which subscription.
    pub subscription_id: SubscriptionId,
    /// The period.
    pub period: BillingPeriod,
    /// Currency of every amount.
    pub currency: Currency,
    /// What was held at its end; where a change ended it, at its beginning.
    pub items: Vec<SubscriptionItem>,
    /// What plan and add-ons cost.
    pub plan: Vec<PlanLine>,
    /// What meters counted, by the plan's own terms.
    pub overage: Vec<MeterLine>,
    /// What was counted or is held by terms of the customer's own.
    pub custom: Vec<MeterLine>,
    /// All of the plan's lines.
    pub plan_cost: Money,
    /// All of the overage.
    pub overage_cost: Money,
    /// All of the custom terms.
    pub custom_cost: Money,
    /// Everything.
    pub total: Money,
    /// How the total was computed.
    pub explanation: Explanation,
}

/// One amount of a plan or add-on: of a period, or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    /// What it is called.
    pub name: String,
    /// How many are held, as an invoice shows it.
    pub quantity: Decimal,
    /// The time that it is for.
    pub span: BillingPeriod,
    /// What it comes to; below zero where time is given back.
    pub amount: Money,
    /// How that was computed.
    pub explanation: Explanation,
}

/// One thing that is included up to a quantity and billed beyond it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterLine {
    /// Key of the price.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What it is counted in.
    pub unit: String,
    /// The time that it was counted in.
    pub span: BillingPeriod,
    /// What is included.
    pub included: Decimal,
    /// What was used, or is held.
    pub used: Decimal,
    /// What is beyond.
    pub over: Decimal,
    /// What it comes to.
    pub amount: Money,
    /// How that was computed: the tiers and what is in each.
    pub explanation: Explanation,
}

/// The statement of a whole period in which these items were held and nothing was changed, from
/// what was counted by now.
///
/// # Errors
/// [`SubscriptionError`] where a price cannot be computed.
pub fn statement(
    sub: &Subscription,
    items: &[SubscriptionItem],
    period: BillingPeriod,
    basis: &Basis<'_>,
) -> Result<Statement, SubscriptionError> {
    let held = HeldPeriod {
        period,
        ends_on: period.end,
        held: Some(Held {
            items: items.to_vec(),
            recurrence: sub.terms.recurrence,
            whole: period,
        }),
        changes: Vec::new(),
        is_first: false,
        coming: false,
    };
    statement_of(sub, &held, basis)
}

/// The statement of a period of a subscription from what was held in it and what was counted by
/// now: the period is billed once more from its beginning, without discounts. It comes to what the
/// period bills: what is in advance at its start, what changes make, and the rest at its end.
///
/// # Errors
/// [`SubscriptionError`] where a price cannot be computed, and [`SubscriptionError::NoPlan`] where
/// nobody knows what was held.
pub fn statement_of(
    sub: &Subscription,
    held: &HeldPeriod,
    basis: &Basis<'_>,
) -> Result<Statement, SubscriptionError> {
    let currency = sub.terms.currency;
    let nothing = Money::zero(currency);
    let mut statement = Statement {
        customer_id: sub.customer_id.clone(),
        subscription_id: sub.id.clone(),
        period: BillingPeriod {
            end: held.ends_on,
            ..held.period
        },
        currency,
        items: Vec::new(),
        plan: Vec::new(),
        overage: Vec::new(),
        custom: Vec::new(),
        plan_cost: nothing,
        overage_cost: nothing,
        custom_cost: nothing,
        total: nothing,
        explanation: Explanation::new(),
    };
    let known = held.held.as_ref().ok_or(SubscriptionError::NoPlan)?;
    let again = as_it_began(sub, held.period, known);
    let mut ongoing = Ongoing::new(&again, basis);
    ongoing.in_full = true;
    statement.in_advance(&mut ongoing, held, known)?;
    for one in held.changes.iter().filter(|one| is_within(one, held)) {
        // A pause that keeps drafts bills as usual, so it is not carried into the period.
        if one.change == Change::Resume && ongoing.sub.state != SubscriptionState::Paused {
            continue;
        }
        ongoing.apply(&one.change, one.on, one.behavior)?;
    }
    if held.ends_on == held.period.end && ongoing.sub.period == held.period {
        let settled = ongoing.settle_all(held.ends_on)?;
        ongoing.put_aside(settled)?;
    }
    statement.items = if ongoing.sub.period == held.period {
        ongoing.sub.items.clone()
    } else {
        known.items.clone()
    };
    statement.of_lines(&ongoing)?;
    for span in &ongoing.sub.metering.spans {
        statement.of_meter(span, basis)?;
    }
    statement.sum_up()?;
    Ok(statement)
}

/// Whether a change makes amounts within a period. One on the day of the next period's beginning
/// is of that one, and discounts are left out.
fn is_within(one: &HeldChange, held: &HeldPeriod) -> bool {
    let is_coupon = matches!(
        one.change,
        Change::AddCoupon { .. } | Change::RemoveCoupon { .. }
    );
    !is_coupon && one.on < held.period.end && one.on <= held.ends_on
}

/// The subscription when a period had just begun, before anything of it was billed.
fn as_it_began(sub: &Subscription, period: BillingPeriod, held: &Held) -> Subscription {
    Subscription {
        state: SubscriptionState::Active,
        terms: terms_then(sub, period, held),
        items: held.items.clone(),
        coupons: Vec::new(),
        trial_end: None,
        period,
        billed_until: period.end,
        schedule: Vec::new(),
        pause: None,
        pending: Vec::new(),
        billed: Vec::new(),
        metering: Metering::default(),
        ended_on: None,
        ..sub.clone()
    }
}

/// The terms by which that period was counted: the anchor may have moved since.
fn terms_then(sub: &Subscription, period: BillingPeriod, held: &Held) -> BillingTerms {
    let at = |anchor| BillingTerms {
        recurrence: held.recurrence,
        anchor,
        ..sub.terms.clone()
    };
    let counts_it = |terms: &BillingTerms| {
        let found = period_from(terms, period.start);
        found.is_ok_and(|found| found.span == period && found.whole == held.whole)
    };
    let anchors = [sub.terms.anchor, held.whole.start, held.whole.end];
    let mut terms = anchors.into_iter().map(at);
    terms
        .find(counts_it)
        .unwrap_or_else(|| at(held.whole.start))
}

impl Statement {
    /// What is due when the period begins.
    fn in_advance(
        &mut self,
        ongoing: &mut Ongoing<'_>,
        held: &HeldPeriod,
        known: &Held,
    ) -> Result<(), SubscriptionError> {
        let billable = Billable {
            span: held.period,
            whole: known.whole,
        };
        let charges = ongoing.in_advance(billable)?;
        let spans: Vec<_> = charges.iter().filter_map(Charge::span).collect();
        ongoing.sub.billed.extend(spans);
        for charge in charges {
            let quantity = charge.billed.map(|(_, quantity)| quantity);
            let recurrence = known.recurrence;
            let held = quantity.map(|quantity| (quantity, recurrence));
            self.of_line(&charge.line, held, &ongoing.basis)?;
        }
        if held.is_first {
            for item in &known.items {
                ongoing.add_setup(item, held.period.start)?;
            }
        }
        Ok(())
    }

    /// What changes made, and what is in arrears. What meters counted has a line of its own.
    fn of_lines(&mut self, ongoing: &Ongoing<'_>) -> Result<(), SubscriptionError> {
        let billed = ongoing.bills.iter().flat_map(|bill| &bill.lines);
        for line in billed.chain(&ongoing.sub.pending) {
            let source = line.source.as_ref();
            if source.is_none_or(|source| source.kind != LineKind::Usage) {
                self.of_line(line, None, &ongoing.basis)?;
            }
        }
        Ok(())
    }

    /// A line of a plan; one that the customer's own terms include something of is a custom one.
    fn of_line(
        &mut self,
        line: &LineItem,
        held: Option<(Decimal, Recurrence)>,
        basis: &Basis<'_>,
    ) -> Result<(), SubscriptionError> {
        let gross = line.quantity.saturating_mul(line.unit_amount);
        let amount = Money::from_decimal(gross, self.currency, basis.rounding)?;
        let source = line.source.as_deref();
        let explanation = source.map(|source| source.explanation.clone());
        let explanation = explanation.unwrap_or_default();
        let time = line.service_period;
        let span = time.map_or(self.period, |time| BillingPeriod {
            start: time.start,
            end: time.end,
        });
        if let (Some(source), Some((quantity, recurrence))) = (source, held) {
            let booked = basis.version(&source.plan_id, source.version)?;
            let mut prices = prices_for(&booked.version, self.currency, recurrence);
            let price = prices.find(|price| price.key == source.price_key);
            let is_own =
                |price: &&Price| !price.included.is_zero() && is_custom(booked, price, basis);
            if let Some(price) = price.filter(is_own) {
                let of = (quantity, span);
                self.custom.push(meter_line(price, of, amount, explanation));
                return Ok(());
            }
        }
        self.plan.push(PlanLine {
            name: line.description.clone(),
            quantity: line.quantity,
            span,
            amount,
            explanation,
        });
        Ok(())
    }

    fn of_meter(&mut self, span: &MeteredSpan, basis: &Basis<'_>) -> Result<(), SubscriptionError> {
        let booked = basis.version(&span.plan_id, span.version)?;
        let mut prices = prices_for(&booked.version, self.currency, span.recurrence);
        let Some(price) = prices.find(|price| price.key == span.price_key) else {
            return Ok(());
        };
        let (used, more) = (span.quantity, span.included);
        let rated = rated(price, (used, more), span.least, basis.rounding)?;
        let terms = &including(price, more, used);
        let of = (used, span.span);
        let line = meter_line(terms, of, rated.gross, rated.explanation);
        let section = if is_custom(booked, price, basis) {
            &mut self.custom
        } else {
            &mut self.overage
        };
        section.push(line);
        Ok(())
    }

    fn sum_up(&mut self) -> Result<(), SubscriptionError> {
        let currency = self.currency;
        let of = |lines: &[MeterLine]| Money::try_sum(lines.iter().map(|l| l.amount), currency);
        self.plan_cost = Money::try_sum(self.plan.iter().map(|line| line.amount), currency)?;
        self.overage_cost = of(&self.overage)?;
        self.custom_cost = of(&self.custom)?;
        let parts = [self.plan_cost, self.overage_cost, self.custom_cost];
        self.total = Money::try_sum(parts, currency)?;
        self.explanation.step("Plan", self.plan_cost);
        self.explanation.step("Overage", self.overage_cost);
        self.explanation.step("Custom terms", self.custom_cost);
        self.explanation.step("Total", self.total);
        Ok(())
    }
}

fn meter_line(
    price: &Price,
    (used, span): (Decimal, BillingPeriod),
    amount: Money,
    explanation: Explanation,
) -> MeterLine {
    MeterLine {
        key: price.key.clone(),
        name: price.name.clone(),
        unit: price.unit.clone(),
        span,
        included: price.included,
        used,
        over: used.saturating_sub(price.included).max(Decimal::ZERO),
        amount,
        explanation,
    }
}

/// Whether a price of a plan that was made for one customer is another than that of the plan it was
/// made from.
fn is_custom(booked: &BookedPlan, price: &Price, basis: &Basis<'_>) -> bool {
    let plan = &booked.plan;
    if plan.custom_for.is_none() {
        return false;
    }
    let origin = basis
        .book
        .iter()
        .filter(|other| Some(&other.plan.id) == plan.based_on.as_ref());
    let Some(origin) = origin.max_by_key(|other| other.version.version) else {
        return true;
    };
    let mut standard = origin.version.prices.iter();
    let standard = standard.find(|other| {
        (&other.key, other.currency, other.recurrence)
            == (&price.key, price.currency, price.recurrence)
    });
    standard.is_none_or(|standard| {
        (&standard.model, standard.included, standard.commitment)
            != (&price.model, price.included, price.commitment)
    })
}
