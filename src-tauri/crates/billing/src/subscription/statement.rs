//! Statements: what a period of a subscription comes to, plan, overage and custom terms apart.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::basis::Basis;
use super::charge::{self, Charged};
use super::error::SubscriptionError;
use super::included::{by_addons, including};
use super::items;
use super::metering::{counted_in, rated};
use super::periods::Billable;
use super::subscription::{Subscription, SubscriptionItem};
use crate::calendar::BillingPeriod;
use crate::catalog::Price;
use crate::ids::{CustomerId, SubscriptionId};
use crate::invoice::{Explanation, LineKind};
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

/// One recurring price of a plan or add-on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    /// What it is called.
    pub name: String,
    /// How many are held.
    pub quantity: Decimal,
    /// What they cost in the period.
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

/// The statement of a period for a subscription with the items that it held then, from what was
/// counted by now. It comes to what the period bills: what is in advance at its start, the rest at
/// its end.
///
/// # Errors
/// [`SubscriptionError`] where a price cannot be computed.
pub fn statement(
    sub: &Subscription,
    held: &[SubscriptionItem],
    period: BillingPeriod,
    basis: &Basis<'_>,
) -> Result<Statement, SubscriptionError> {
    let currency = sub.terms.currency;
    let nothing = Money::zero(currency);
    let mut statement = Statement {
        customer_id: sub.customer_id.clone(),
        subscription_id: sub.id.clone(),
        period,
        currency,
        plan: Vec::new(),
        overage: Vec::new(),
        custom: Vec::new(),
        plan_cost: nothing,
        overage_cost: nothing,
        custom_cost: nothing,
        total: nothing,
        explanation: Explanation::new(),
    };
    for item in held {
        for charged in items::prices(basis, &sub.terms, item)? {
            statement.add((sub, held), charged, basis)?;
        }
    }
    statement.sum_up()?;
    Ok(statement)
}

impl Statement {
    fn add(
        &mut self,
        (sub, held): (&Subscription, &[SubscriptionItem]),
        charged: Charged<'_>,
        basis: &Basis<'_>,
    ) -> Result<(), SubscriptionError> {
        let (period, price) = (self.period, charged.price);
        let is_custom = is_custom(charged, basis);
        if let Some(meter) = price.meter() {
            let used = counted_in(basis, meter, period);
            let least = Money::from_decimal(price.commitment, price.currency, basis.rounding)?;
            let more = by_addons(held, basis.book, charged.booked, price);
            let rated = rated(price, (used, more), least, basis.rounding)?;
            let price = &including(price, more, used);
            let line = meter_line(price, used, rated.gross, rated.explanation);
            let section = if is_custom {
                &mut self.custom
            } else {
                &mut self.overage
            };
            section.push(line);
            return Ok(());
        }
        if !price.is_periodic() {
            return Ok(());
        }
        let billable = Billable {
            span: period,
            whole: period,
        };
        let (quantity, kind) = (charged.item.quantity, LineKind::Period);
        let charge = charge::charge(sub, basis, charged, quantity, billable, kind)?;
        let source = charge.line.source;
        let explanation = source.map(|source| source.explanation).unwrap_or_default();
        if is_custom && !price.included.is_zero() {
            self.custom
                .push(meter_line(price, quantity, charge.gross, explanation));
            return Ok(());
        }
        self.plan.push(PlanLine {
            name: charge::label(charged.booked, price),
            quantity,
            amount: charge.gross,
            explanation,
        });
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

fn meter_line(price: &Price, used: Decimal, amount: Money, explanation: Explanation) -> MeterLine {
    MeterLine {
        key: price.key.clone(),
        name: price.name.clone(),
        unit: price.unit.clone(),
        included: price.included,
        used,
        over: used.saturating_sub(price.included).max(Decimal::ZERO),
        amount,
        explanation,
    }
}

/// Whether a price of a plan that was made for one customer is another than that of the plan it was
/// made from.
fn is_custom(charged: Charged<'_>, basis: &Basis<'_>) -> bool {
    let (plan, price) = (&charged.booked.plan, charged.price);
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
