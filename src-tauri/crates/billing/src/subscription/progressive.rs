//! Progressive billing: use that is billed before its period's end, once it comes to enough.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::basis::Basis;
use super::charge::{Charged, label, service_period};
use super::discounts::kept_by;
use super::error::SubscriptionError;
use super::included::by_addons;
use super::items;
use super::metering::{UsedSoFar, counted_in, rated};
use super::ongoing::Ongoing;
use super::outcome::{BillKind, Outcome};
use super::subscription::Subscription;
use crate::calendar::BillingPeriod;
use crate::catalog::counted;
use crate::ids::PlanId;
use crate::invoice::{Explanation, LineItem, LineKind, LineSource};
use crate::money::Money;

/// Bills what was used up to a day, that day included, where what is not billed of it comes to the
/// amount that the plan names. The rest is billed at the period's end, as the price of all that was
/// used then less what was billed so far: together it is what one bill at the end would be. There
/// is no bill where it comes to less, or a period is due first.
///
/// # Errors
/// [`SubscriptionError`]; nothing is changed then.
pub fn bill_progress(
    sub: &Subscription,
    on: NaiveDate,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    let mut ongoing = Ongoing::new(sub, basis);
    let currency = sub.terms.currency;
    let plan = sub.items.first().ok_or(SubscriptionError::NoPlan)?;
    let mut thresholds = basis.plan_of(plan)?.version.progressive.iter();
    let threshold = thresholds.find(|amount| amount.currency() == currency);
    let in_period = sub.period.contains(on) && on < sub.billed_until;
    let Some(threshold) = threshold.filter(|_| ongoing.bills() && in_period) else {
        return Ok(ongoing.outcome());
    };
    let new = ongoing.not_yet_billed(on)?;
    let unbilled = Money::try_sum(new.iter().map(|new| new.amount), currency)?;
    if unbilled.is_zero() || unbilled.try_sub(*threshold)?.is_negative() {
        return Ok(ongoing.outcome());
    }
    let mut lines = Vec::new();
    for NewUse { so_far, line, .. } in new {
        let same = |one: &UsedSoFar| {
            (&one.plan_id, &one.price_key) == (&so_far.plan_id, &so_far.price_key)
        };
        ongoing.sub.metering.so_far.retain(|one| !same(one));
        ongoing.sub.metering.so_far.push(so_far);
        lines.push(line);
    }
    ongoing.issue(on, sub.period, BillKind::Change, lines)?;
    Ok(ongoing.outcome())
}

/// What one price adds to what was billed of it in its period so far.
struct NewUse {
    so_far: UsedSoFar,
    amount: Money,
    line: LineItem,
}

impl Ongoing<'_> {
    fn not_yet_billed(&self, on: NaiveDate) -> Result<Vec<NewUse>, SubscriptionError> {
        let basis = self.basis;
        let upto = on.succ_opt().unwrap_or(on).min(self.sub.period.end);
        let mut all = Vec::new();
        for item in &self.sub.items {
            for charged in items::prices(&basis, &self.sub.terms, item)? {
                let from = self.settled_until(&charged);
                if charged.price.meter().is_some() && from < upto {
                    let span = BillingPeriod::try_new(from, upto)?;
                    all.extend(self.new_use(charged, span)?);
                }
            }
        }
        Ok(all)
    }

    fn new_use(
        &self,
        charged: Charged<'_>,
        span: BillingPeriod,
    ) -> Result<Option<NewUse>, SubscriptionError> {
        let Charged {
            booked,
            item,
            price,
        } = charged;
        let Some(meter) = price.meter() else {
            return Ok(None);
        };
        let rounding = self.basis.rounding;
        let nothing = Money::zero(price.currency);
        let quantity = counted_in(&self.basis, meter, span);
        let included = by_addons(&self.sub.items, self.basis.book, booked, price);
        let rated = rated(price, (quantity, included), nothing, rounding)?;
        let kept = kept_by(&self.coupons_of_period(), &booked.product.name);
        let exact = rated.exact.saturating_mul(kept);
        let net = Money::from_decimal(exact, price.currency, rounding)?;
        let before = self.so_far_of(&item.plan_id, &price.key).map(|one| one.net);
        let amount = net.try_sub(before.unwrap_or(nothing))?;
        if !amount.is_positive() {
            return Ok(None);
        }
        let mut explanation = rated.explanation;
        if net != rated.gross {
            explanation.step("Less the discounts of the period", net);
        }
        if let Some(before) = before {
            explanation.step("Billed before", before);
            explanation.step("Difference", amount);
        }
        let used = counted(quantity, &price.unit);
        let what = format!("Usage so far: {}, {used}", label(booked, price));
        Ok(Some(NewUse {
            so_far: UsedSoFar {
                plan_id: item.plan_id.clone(),
                price_key: price.key.clone(),
                from: span.start,
                net,
            },
            amount,
            line: self.so_far_line(charged, what, amount, span, explanation),
        }))
    }

    fn so_far_of(&self, plan_id: &PlanId, price_key: &str) -> Option<&UsedSoFar> {
        let mut all = self.sub.metering.so_far.iter();
        all.find(|one| one.plan_id == *plan_id && one.price_key == price_key)
    }

    fn so_far_line(
        &self,
        charged: Charged<'_>,
        description: String,
        amount: Money,
        span: BillingPeriod,
        explanation: Explanation,
    ) -> LineItem {
        let Charged {
            booked,
            item,
            price,
        } = charged;
        LineItem {
            description,
            quantity: Decimal::ONE,
            unit_amount: amount.to_decimal(),
            service_period: Some(service_period(span)),
            product: booked.product.name.clone(),
            source: Some(Box::new(LineSource {
                subscription_id: self.sub.id.clone(),
                plan_id: item.plan_id.clone(),
                version: item.version,
                price_key: price.key.clone(),
                // Not a credit: voiding the invoice that it is on does not give it back once more.
                kind: LineKind::Usage,
                fraction: None,
                explanation,
            })),
            ..LineItem::default()
        }
    }

    /// Takes what was billed of a price before its time was over off the bill of the whole.
    pub fn take_off_so_far(
        &mut self,
        charged: Charged<'_>,
        span: BillingPeriod,
    ) -> Result<(), SubscriptionError> {
        let (plan_id, key) = (&charged.item.plan_id, &charged.price.key);
        let Some(so_far) = self.so_far_of(plan_id, key).cloned() else {
            return Ok(());
        };
        self.sub.metering.so_far.retain(|one| *one != so_far);
        let mut explanation = Explanation::new();
        explanation.step("Billed before the period's end", so_far.net);
        let what = label(charged.booked, charged.price);
        let what = format!("Billed before: {what}");
        let amount = so_far.net.try_neg()?;
        let line = self.so_far_line(charged, what, amount, span, explanation);
        self.sub.pending.push(line);
        Ok(())
    }

    /// What was billed so far of the old plan's meters counts for the new one's.
    pub fn carry_so_far(&mut self, old: &PlanId, new: &PlanId) {
        for so_far in &mut self.sub.metering.so_far {
            if so_far.plan_id == *old {
                so_far.plan_id = new.clone();
            }
        }
    }
}
