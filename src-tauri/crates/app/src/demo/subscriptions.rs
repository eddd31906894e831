//! Subscriptions of the demo company: begun, changed, and billed each morning by a real run.

use chrono::NaiveDate;

use super::build::Maker;
use super::script::{Hold, unreadable};
use crate::dto::billing_runs::RunRequest;
use crate::dto::catalog::RecurrenceDto;
use crate::dto::subscriptions::{
    ChangeDto, ChangeRequest, NewItemDto, NewSubscriptionRequest, SubscriptionDetail,
};
use crate::error::AppError;
use crate::{billing_runs, subscriptions};

impl Maker<'_> {
    pub(super) fn subscribe(
        &mut self,
        patron: usize,
        hold: usize,
        on: NaiveDate,
    ) -> Result<(), AppError> {
        let held = self.hold(patron, hold)?;
        let customer_id = self.customer_ids.get(&patron).cloned();
        let coupon = Some(held.coupon.clone()).filter(|code| !code.is_empty());
        let request = NewSubscriptionRequest {
            customer_id: customer_id.ok_or_else(|| unreadable("customer", &patron))?,
            items: vec![NewItemDto {
                plan_id: self.plan_id(&held.plan)?,
                version: None,
                quantity: held.quantity.clone(),
            }],
            currency: None,
            recurrence: RecurrenceDto {
                interval: held.interval.clone(),
                count: 1,
            },
            starts_on: None,
            trial_days: Some(held.trial_days),
            aligned: false,
            starts_when_paid: false,
            coupon_codes: coupon.into_iter().collect(),
            net_days: None,
        };
        let detail = subscriptions::create::create(self.app, request)?;
        self.subscription_ids
            .insert((patron, hold), detail.row.id.clone());
        self.made.subscriptions += 1;
        self.keep_new(patron, &detail, on)
    }

    pub(super) fn change(
        &mut self,
        patron: usize,
        hold: usize,
        change: usize,
        on: NaiveDate,
    ) -> Result<(), AppError> {
        self.tell_usage_of((patron, hold), on)?;
        let changed = self.hold(patron, hold)?.changes.get(change);
        let changed = changed.ok_or_else(|| unreadable("change", &change))?;
        let id = self.subscription_ids.get(&(patron, hold)).cloned();
        let plan_id = changed.change.plan_id.as_deref();
        let plan_id = plan_id.map(|code| self.plan_id(code)).transpose()?;
        let request = ChangeRequest {
            id: id.ok_or_else(|| unreadable("subscription", &hold))?,
            revision: None,
            change: ChangeDto {
                plan_id,
                ..changed.change.clone()
            },
            when: changed.when.clone(),
            on: changed.to.clone(),
            behavior: changed.behavior.clone(),
        };
        let detail = subscriptions::change::change(self.app, request)?;
        self.keep_new(patron, &detail, on)
    }

    /// Bills everything due; on days with nothing due there is no run.
    pub(super) fn run(&mut self, on: NaiveDate) -> Result<(), AppError> {
        let next = self.app.read(|r| Ok(r.subscriptions().next_due_on()?))?;
        if next.is_none_or(|next| next > on) {
            return Ok(());
        }
        let request = RunRequest {
            through_on: on.to_string(),
            mode: "issue".to_owned(),
            grouped: None,
            customer_ids: Vec::new(),
        };
        let report = billing_runs::start::start(self.app, request)?;
        if let Some(exception) = report.exceptions.first() {
            return Err(unreadable("run", &exception.reason));
        }
        for row in report.rows {
            let mut patrons = self.customer_ids.iter();
            let patron = patrons.find(|(_, id)| **id == row.customer_id);
            let patron = patron.map(|(patron, _)| *patron);
            let patron = patron.ok_or_else(|| unreadable("customer", &row.customer_name))?;
            if let Some(id) = row.invoice_id {
                self.keep(patron, id, on, false)?;
            }
        }
        Ok(())
    }

    /// Keeps the invoices that a new or changed subscription made at once.
    fn keep_new(
        &mut self,
        patron: usize,
        detail: &SubscriptionDetail,
        on: NaiveDate,
    ) -> Result<(), AppError> {
        let made = detail.life.iter().filter(|event| !event.coming);
        let ids = made.filter_map(|event| event.subject_id.clone());
        let invoices = ids.filter(|id| id.starts_with("in_"));
        for id in invoices.collect::<Vec<_>>() {
            self.keep(patron, id, on, false)?;
        }
        Ok(())
    }

    fn hold(&self, patron: usize, hold: usize) -> Result<&'_ Hold, AppError> {
        let held = self.patron(patron)?.subscriptions.get(hold);
        held.ok_or_else(|| unreadable("subscription", &hold))
    }

    fn plan_id(&self, code: &str) -> Result<String, AppError> {
        let id = self.plan_ids.get(code).cloned();
        id.ok_or_else(|| unreadable("plan", &code))
    }
}
