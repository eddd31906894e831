//! Metering: what a subscription was billed of its meters, and how a quantity that was counted is
//! rated.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::basis::Basis;
use super::charge::{Charge, Charged, priced};
use super::discounts::kept_by;
use super::error::SubscriptionError;
use super::included::{by_addons, including};
use super::ongoing::Ongoing;
use super::periods::Billable;
use super::ratio::prorate;
use super::steps;
use super::subscription::{AppliedCoupon, Subscription};
use crate::calendar::BillingPeriod;
use crate::catalog::{Price, Recurrence};
use crate::ids::PlanId;
use crate::invoice::Explanation;
use crate::money::{Money, Rounding};

/// What a subscription was billed of its meters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Metering {
    /// Times that were billed: use of them that is told later is billed by the difference.
    pub spans: Vec<MeteredSpan>,
    /// Use of the current period that was billed before its end.
    pub so_far: Vec<UsedSoFar>,
}

/// What a meter had counted of a time when it was billed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeteredSpan {
    /// Which plan or add-on.
    pub plan_id: PlanId,
    /// Which version of it.
    pub version: u32,
    /// Which of its prices.
    pub price_key: String,
    /// The interval of that price.
    pub recurrence: Recurrence,
    /// Key of the meter.
    pub meter: String,
    /// The time that was billed.
    pub span: BillingPeriod,
    /// How much was billed, late use included.
    pub quantity: Decimal,
    /// What add-ons included beyond what the price does.
    #[serde(default)]
    pub included: Decimal,
    /// The least that was agreed for the time.
    pub least: Money,
    /// The part that percentages of coupons left of its line; none until its line is written.
    pub kept: Option<Decimal>,
    /// What coupons of an amount took off its line.
    pub amount_off: Money,
    /// What was billed for it in all, after discounts, before exclusive tax.
    pub net: Money,
}

/// Use that was billed before its period's end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedSoFar {
    /// Which plan or add-on.
    pub plan_id: PlanId,
    /// Which of its prices.
    pub price_key: String,
    /// The first day that was billed.
    pub from: NaiveDate,
    /// What was billed of it in all, after discounts, before exclusive tax.
    pub net: Money,
}

/// A quantity that was counted, priced.
#[derive(Debug, Clone)]
pub(super) struct Rated {
    /// The price, unrounded; at least what was agreed.
    pub exact: Decimal,
    /// The same, rounded.
    pub gross: Money,
    /// How it was computed.
    pub explanation: Explanation,
}

/// What a meter counted in a time. A sum that corrections bring below zero is billed as nothing, as
/// Stripe's meters do.
pub(super) fn counted_in(basis: &Basis<'_>, meter: &str, span: BillingPeriod) -> Decimal {
    (basis.usage)(meter, span).max(Decimal::ZERO)
}

/// The least that is billed for a time: of a part of a period, its part of the commitment.
pub(super) fn least(
    sub: &Subscription,
    basis: &Basis<'_>,
    price: &Price,
    Billable { span, whole }: Billable,
) -> Result<Money, SubscriptionError> {
    let (currency, rounding) = (price.currency, basis.rounding);
    if span == whole || !price.prorates {
        return Ok(Money::from_decimal(price.commitment, currency, rounding)?);
    }
    let part = basis.counting(sub)?.part(whole, span.start, span.end)?;
    Ok(prorate(price.commitment, part, currency, rounding)?)
}

/// What a quantity comes to, at least so much, where add-ons include more than the price does.
pub(super) fn rated(
    price: &Price,
    (quantity, included): (Decimal, Decimal),
    least: Money,
    rounding: Rounding,
) -> Result<Rated, SubscriptionError> {
    let price = &including(price, included, quantity);
    let priced = priced(price, quantity, Decimal::ZERO, rounding)?;
    let mut explanation = steps::of_price(priced.explanation, price.currency, false);
    let gross = Money::from_decimal(priced.exact, price.currency, rounding)?;
    if !gross.try_sub(least)?.is_negative() {
        return Ok(Rated {
            exact: priced.exact,
            gross,
            explanation,
        });
    }
    explanation.step(format!("At least the commitment of {least}"), least);
    Ok(Rated {
        exact: least.to_decimal(),
        gross: least,
        explanation,
    })
}

impl Ongoing<'_> {
    /// Remembers what was billed of a meter, and takes off what was billed of it before its time
    /// was over. Prices that no meter counts for are left alone.
    pub fn remember_metered(
        &mut self,
        charged: Charged<'_>,
        charge: &Charge,
    ) -> Result<(), SubscriptionError> {
        let Charged { price, item, .. } = charged;
        let (Some(meter), Some((billable, quantity))) = (price.meter(), charge.billed) else {
            return Ok(());
        };
        let span = MeteredSpan {
            plan_id: item.plan_id.clone(),
            version: item.version,
            price_key: price.key.clone(),
            recurrence: price.recurrence,
            meter: meter.to_owned(),
            span: billable.span,
            quantity,
            included: by_addons(&self.sub.items, self.basis.book, charged.booked, price),
            least: least(&self.sub, &self.basis, price, billable)?,
            kept: None,
            amount_off: Money::zero(price.currency),
            net: charge.gross,
        };
        self.sub.metering.spans.push(span);
        self.take_off_so_far(charged, billable.span)
    }

    /// Remembers which discounts the lines of what was just settled have.
    pub fn note_metered(
        &mut self,
        charges: &[Charge],
        coupons: &[AppliedCoupon],
    ) -> Result<(), SubscriptionError> {
        let basis = self.basis;
        let new = self.sub.metering.spans.iter_mut();
        for span in new.filter(|span| span.kept.is_none()) {
            let product = &basis.version(&span.plan_id, span.version)?.product.name;
            span.kept = Some(kept_by(coupons, product));
            let is_of = |charge: &&Charge| {
                let source = charge.line.source.as_ref();
                charge.billed.is_some_and(|(of, _)| of.span == span.span)
                    && source.is_some_and(|source| {
                        source.plan_id == span.plan_id && source.price_key == span.price_key
                    })
            };
            if let Some(charge) = charges.iter().find(is_of) {
                span.net = charge.net;
                span.amount_off = charge.amount_off;
            }
        }
        Ok(())
    }
}
