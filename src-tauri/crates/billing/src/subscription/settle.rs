//! Settling: what is billed at the end of a time, for prices in arrears and for what was counted.

use chrono::NaiveDate;

use super::charge::{self, Charge, Charged};
use super::error::SubscriptionError;
use super::items;
use super::ongoing::Ongoing;
use super::periods::Billable;
use super::subscription::{AppliedCoupon, BilledSpan, SubscriptionItem};
use crate::calendar::BillingPeriod;
use crate::invoice::LineKind;
use crate::money::Money;

impl Ongoing<'_> {
    /// Charges everything in arrears of all items up to a day, and remembers that it is settled.
    pub fn settle_all(&mut self, upto: NaiveDate) -> Result<Vec<Charge>, SubscriptionError> {
        let mut charges = Vec::new();
        for item in self.sub.items.clone() {
            charges.extend(self.settle(&item, upto, |_| true)?);
        }
        Ok(charges)
    }

    /// Charges what one item has in arrears up to a day, for the prices chosen.
    pub fn settle(
        &mut self,
        item: &SubscriptionItem,
        upto: NaiveDate,
        chosen: impl Fn(&Charged<'_>) -> bool,
    ) -> Result<Vec<Charge>, SubscriptionError> {
        if !self.bills() {
            return Ok(Vec::new());
        }
        let basis = self.basis;
        let mut charges = Vec::new();
        for charged in items::prices(&basis, &self.sub.terms, item)? {
            if !charged.price.is_in_arrears() || !chosen(&charged) {
                continue;
            }
            let from = self.settled_until(&charged);
            if from >= upto {
                continue;
            }
            let span = BillingPeriod::try_new(from, upto)?;
            let whole = self.sub.whole_period()?;
            let charge = self.in_arrears(charged, Billable { span, whole })?;
            self.sub.billed.extend(charge.span());
            self.remember_metered(charged, &charge)?;
            if !charge.gross.is_zero() {
                charges.push(charge);
            }
        }
        Ok(charges)
    }

    fn in_arrears(
        &self,
        charged: Charged<'_>,
        billable: Billable,
    ) -> Result<Charge, SubscriptionError> {
        match charged.price.meter() {
            Some(meter) => charge::usage(&self.sub, &self.basis, charged, meter, billable),
            None => {
                let (quantity, kind) = (charged.item.quantity, LineKind::Period);
                charge::charge(&self.sub, &self.basis, charged, quantity, billable, kind)
            }
        }
    }

    /// The day up to which a price in arrears was billed in the current period.
    pub fn settled_until(&self, charged: &Charged<'_>) -> NaiveDate {
        let ends = self
            .sub
            .billed
            .iter()
            .filter(|span| {
                span.plan_id == charged.item.plan_id && span.price_key == charged.price.key
            })
            .map(|span| span.span.end);
        ends.fold(self.sub.period.start, NaiveDate::max)
    }

    /// Remembers that a price in arrears is held only from this day on.
    pub fn settle_from(
        &mut self,
        charged: &Charged<'_>,
        on: NaiveDate,
    ) -> Result<(), SubscriptionError> {
        let nothing = Money::zero(self.sub.terms.currency);
        self.sub.billed.push(BilledSpan {
            plan_id: charged.item.plan_id.clone(),
            price_key: charged.price.key.clone(),
            span: BillingPeriod::try_new(on, on)?,
            period: self.sub.whole_period()?,
            quantity: charged.item.quantity,
            amount: nothing,
            amount_off: nothing,
            invoice_id: None,
        });
        Ok(())
    }

    /// The coupons that are on the current period.
    pub fn coupons_of_period(&self) -> Vec<AppliedCoupon> {
        let end = self.sub.period.end;
        let counts = |coupon: &&AppliedCoupon| coupon.until.is_some_and(|until| until >= end);
        self.sub.coupons.iter().filter(counts).cloned().collect()
    }
}
