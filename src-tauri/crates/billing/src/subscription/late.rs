//! Late usage: what was used in a time that was billed already, told or corrected afterwards.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::basis::Basis;
use super::charge::{label, service_period};
use super::error::SubscriptionError;
use super::metering::{MeteredSpan, counted_in, rated};
use super::ongoing::Ongoing;
use super::outcome::{BillKind, Outcome};
use super::subscription::Subscription;
use crate::catalog::{BookedPlan, Price, counted, prices_for};
use crate::invoice::{LineItem, LineKind, LineSource};
use crate::money::{Money, Rounding};

/// Days after a time that was billed in which use of it may still be told or corrected.
pub const LATE_DAYS: u64 = 90;

/// Bills what was told late of times that were billed, at once: for a subscription that is over and
/// has no next bill. Doing it again does nothing.
///
/// # Errors
/// [`SubscriptionError`]; nothing is changed then.
pub fn bill_late(
    sub: &Subscription,
    on: NaiveDate,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    let mut ongoing = Ongoing::new(sub, basis);
    let lines = ongoing.late(on)?;
    if !lines.is_empty() {
        ongoing.issue(on, sub.period, BillKind::Change, lines)?;
    }
    Ok(ongoing.outcome())
}

impl Ongoing<'_> {
    /// The lines of what was told late: for each time billed, the price of all of its use less what
    /// was billed for it, so that tiers are exact. What is older than late use may be is forgotten.
    pub fn late(&mut self, on: NaiveDate) -> Result<Vec<LineItem>, SubscriptionError> {
        let mut spans = std::mem::take(&mut self.sub.metering.spans);
        let first = on.checked_sub_days(Days::new(LATE_DAYS));
        spans.retain(|span| first.is_none_or(|first| span.span.end >= first));
        let mut lines = Vec::new();
        for span in &mut spans {
            lines.extend(self.late_of(span)?);
        }
        self.sub.metering.spans = spans;
        Ok(lines)
    }

    fn late_of(&self, span: &mut MeteredSpan) -> Result<Option<LineItem>, SubscriptionError> {
        let quantity = counted_in(&self.basis, &span.meter, span.span);
        if quantity == span.quantity {
            return Ok(None);
        }
        let booked = self.basis.version(&span.plan_id, span.version)?;
        let currency = self.sub.terms.currency;
        let mut prices = prices_for(&booked.version, currency, span.recurrence);
        let Some(price) = prices.find(|price| price.key == span.price_key) else {
            return Ok(None);
        };
        let before = span.clone();
        let rated = rated(
            price,
            (quantity, span.included),
            span.least,
            self.basis.rounding,
        )?;
        span.quantity = quantity;
        span.net = net_of(span, rated.exact, self.basis.rounding)?;
        let change = span.net.try_sub(before.net)?;
        if change.is_zero() {
            return Ok(None);
        }
        let mut explanation = rated.explanation;
        let (was, is) = (before.quantity, quantity);
        if span.net != rated.gross {
            let label = format!("Price of {is}, less the discounts of its invoice");
            explanation.step(label, span.net);
        }
        explanation.step(format!("Billed before, for {was}"), before.net);
        explanation.step("Difference", change);
        Ok(Some(self.late_line(
            (booked, price),
            &before,
            quantity,
            LineSource {
                subscription_id: self.sub.id.clone(),
                plan_id: span.plan_id.clone(),
                version: span.version,
                price_key: span.price_key.clone(),
                kind: if change.is_negative() {
                    LineKind::Credit
                } else {
                    LineKind::Usage
                },
                fraction: None,
                explanation,
            },
            change,
        )))
    }

    fn late_line(
        &self,
        (booked, price): (&BookedPlan, &Price),
        before: &MeteredSpan,
        quantity: Decimal,
        source: LineSource,
        change: Money,
    ) -> LineItem {
        let more = quantity.saturating_sub(before.quantity);
        let name = label(booked, price);
        let description = if more > Decimal::ZERO {
            format!("Late usage: {name}, {}", counted(more, &price.unit))
        } else {
            let less = counted(more.abs(), &price.unit);
            format!("Corrected usage: {name}, {less} less")
        };
        LineItem {
            description,
            quantity: Decimal::ONE,
            unit_amount: change.to_decimal(),
            service_period: Some(service_period(before.span)),
            product: booked.product.name.clone(),
            source: Some(Box::new(source)),
            ..LineItem::default()
        }
    }
}

/// What a time comes to after the discounts that its line had.
fn net_of(
    span: &MeteredSpan,
    exact: Decimal,
    rounding: Rounding,
) -> Result<Money, SubscriptionError> {
    let currency = span.net.currency();
    let kept = span.kept.unwrap_or(Decimal::ONE);
    let net = Money::from_decimal(exact.saturating_mul(kept), currency, rounding)?;
    let net = net.try_sub(span.amount_off)?;
    Ok(if net.is_negative() {
        Money::zero(currency)
    } else {
        net
    })
}
