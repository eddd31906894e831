//! Which line of an invoice billed a time: what gives time back has to find it.

use billing::ids::{InvoiceId, PlanId, SubscriptionId};
use billing::invoice::{LineItem, ServicePeriod};
use billing::subscription::LineCredit;
use chrono::NaiveDate;
use store::ReadTx;
use store::table::invoices::StoredInvoice;

use crate::error::AppError;
use crate::invoices::read_draft::read_draft;
use crate::invoices::stored::load;
use crate::invoices::typed;

/// Time of a subscription that was billed by one of its prices.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BilledTime<'a> {
    pub(crate) sub: &'a SubscriptionId,
    pub(crate) plan_id: &'a PlanId,
    pub(crate) price_key: &'a str,
    pub(crate) start: NaiveDate,
    pub(crate) end: NaiveDate,
}

impl<'a> BilledTime<'a> {
    pub(crate) fn of_credit(sub: &'a SubscriptionId, credit: &'a LineCredit) -> Self {
        Self {
            sub,
            plan_id: &credit.plan_id,
            price_key: &credit.price_key,
            start: credit.span.start,
            end: credit.span.end,
        }
    }

    /// What a line is for, where a subscription billed it.
    pub(crate) fn of_line(line: &'a LineItem) -> Option<Self> {
        let (source, time) = (line.source.as_deref()?, line.service_period?);
        Some(Self {
            sub: &source.subscription_id,
            plan_id: &source.plan_id,
            price_key: &source.price_key,
            start: time.start,
            end: time.end,
        })
    }

    /// The line that billed it on the invoice that did. After a change without amounts another plan
    /// holds the time; then it is a line of the plan before.
    pub(crate) fn place_in(&self, lines: &[LineItem]) -> Option<usize> {
        let of_plan = self.place_of(lines, true);
        of_plan.or_else(|| self.place_of(lines, false))
    }

    fn place_of(&self, lines: &[LineItem], same_plan: bool) -> Option<usize> {
        lines.iter().position(|line| self.is_in(line, same_plan))
    }

    /// The invoice or draft that billed it and its line there: the newest, which is what was not
    /// given back yet.
    pub(crate) fn find(&self, tx: &ReadTx<'_>) -> Result<Option<(InvoiceId, LineItem)>, AppError> {
        let mut of_another = None;
        for billed in tx.billed_periods().of_subscription(self.sub)? {
            let lines = lines_of(tx, &billed.invoice_id)?;
            let id = billed.invoice_id;
            if let Some(line) = self.place_of(&lines, true).and_then(|at| lines.get(at)) {
                return Ok(Some((id, line.clone())));
            }
            let other = self.place_of(&lines, false).and_then(|at| lines.get(at));
            if let Some(line) = other.filter(|_| of_another.is_none()) {
                of_another = Some((id, line.clone()));
            }
        }
        Ok(of_another)
    }

    fn is_in(&self, line: &LineItem, same_plan: bool) -> bool {
        let of_it = line.source.as_deref().is_some_and(|source| {
            source.subscription_id == *self.sub
                && source.price_key == self.price_key
                && (!same_plan || source.plan_id == *self.plan_id)
        });
        let has_time = |time: ServicePeriod| time.start <= self.start && self.end <= time.end;
        of_it && line.service_period.is_some_and(has_time) && line.unit_amount.is_sign_positive()
    }
}

/// The lines of an invoice or draft; none where it was voided.
pub(crate) fn lines_of(tx: &ReadTx<'_>, id: &InvoiceId) -> Result<Vec<LineItem>, AppError> {
    Ok(match load(tx, id)? {
        StoredInvoice::Issued { settlement, .. } if settlement.voided_at.is_some() => Vec::new(),
        StoredInvoice::Issued { invoice, .. } => invoice.lines().to_vec(),
        StoredInvoice::Draft(draft) => {
            let dto = typed::of_stored(&draft)?;
            let around = typed::surroundings(tx, &dto)?;
            read_draft(&dto, typed::identity_of(&draft), &around)
                .draft
                .lines
        }
    })
}
