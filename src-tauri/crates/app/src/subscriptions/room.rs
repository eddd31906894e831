//! What issued invoices of a subscription still have room for, and the credit notes that fit.

use std::collections::BTreeMap;

use billing::ids::{InvoiceId, SubscriptionId};
use billing::invoice::{CreditNote, Invoice};
use billing::money::Money;
use store::ReadTx;
use store::table::invoices::StoredInvoice;

use crate::dto::credit_notes::{CreditLineInput, CreditRequest};
use crate::error::AppError;
use crate::invoices::stored::load;

const REASON: &str = "Unused time of a subscription";

/// An issued invoice with what is left of it, and what is to be credited of that.
pub(crate) struct Room {
    pub(crate) invoice: Invoice,
    left_of_lines: Vec<Money>,
    left: Money,
    asked: BTreeMap<usize, Money>,
}

impl Room {
    fn of(tx: &ReadTx<'_>, invoice: Invoice) -> Result<Self, AppError> {
        let nets = invoice.totals().lines.iter().map(|line| line.net);
        let mut left_of_lines: Vec<Money> = nets.collect();
        let earlier = tx.credit_notes().of_invoice(invoice.id())?;
        for line in earlier.iter().flat_map(|note: &CreditNote| &note.lines) {
            if let Some(left) = left_of_lines.get_mut(line.line.saturating_sub(1)) {
                *left = left.try_sub(line.amount)?;
            }
        }
        let nothing = Money::zero(invoice.currency());
        let mut nets = left_of_lines.iter();
        let left = nets.try_fold(nothing, |sum, net| sum.try_add(*net))?;
        Ok(Self {
            invoice,
            left_of_lines,
            left,
            asked: BTreeMap::new(),
        })
    }

    /// Takes what of an amount a line has left. The first is what was taken, the second what the
    /// line had left but the invoice, which credits lowered, had not.
    pub(crate) fn take(&mut self, at: usize, net: Money) -> Result<(Money, Money), AppError> {
        let nothing = Money::zero(self.invoice.currency());
        let Some(left) = self.left_of_lines.get_mut(at) else {
            return Ok((nothing, nothing));
        };
        let wanted = net.try_min(*left)?;
        let given = wanted.try_min(self.left)?;
        if !given.is_positive() {
            return Ok((nothing, wanted));
        }
        *left = left.try_sub(given)?;
        self.left = self.left.try_sub(given)?;
        let so_far = self.asked.entry(at).or_insert(nothing);
        *so_far = so_far.try_add(given)?;
        Ok((given, wanted.try_sub(given)?))
    }

    /// The credit note of what was taken; none where nothing was.
    pub(crate) fn request(&self) -> Option<CreditRequest> {
        if self.asked.is_empty() {
            return None;
        }
        let lines = self.asked.iter().map(|(at, amount)| CreditLineInput {
            line: u32::try_from(at.saturating_add(1)).unwrap_or(u32::MAX),
            amount: amount.to_major_string(),
        });
        Some(CreditRequest {
            invoice_id: self.invoice.id().to_string(),
            full: false,
            lines: lines.collect(),
            reason: "order_change".to_owned(),
            reason_text: REASON.to_owned(),
        })
    }
}

/// Invoices that were looked at, each once.
#[derive(Default)]
pub(crate) struct Rooms(pub(crate) Vec<Room>);

impl Rooms {
    /// The room of an issued invoice; none for a draft and for one that was voided.
    pub(crate) fn on(
        &mut self,
        tx: &ReadTx<'_>,
        id: &InvoiceId,
    ) -> Result<Option<&mut Room>, AppError> {
        if let Some(at) = self.0.iter().position(|room| room.invoice.id() == id) {
            return Ok(self.0.get_mut(at));
        }
        match load(tx, id)? {
            StoredInvoice::Issued {
                invoice,
                settlement,
            } if settlement.voided_at.is_none() => {
                self.0.push(Room::of(tx, *invoice)?);
                Ok(self.0.last_mut())
            }
            StoredInvoice::Issued { .. } | StoredInvoice::Draft(_) => Ok(None),
        }
    }

    /// Puts what one invoice has no room for on the others of the subscription, newest first: what
    /// lowered that one was paid on them.
    pub(crate) fn spread(
        &mut self,
        tx: &ReadTx<'_>,
        sub: &SubscriptionId,
        mut rest: Money,
    ) -> Result<(), AppError> {
        for billed in tx.billed_periods().of_subscription(sub)? {
            if !rest.is_positive() {
                return Ok(());
            }
            let Some(room) = self.on(tx, &billed.invoice_id)? else {
                continue;
            };
            let lines = room.invoice.lines().iter().enumerate();
            let of_it = lines.filter(|(_, line)| {
                let source = line.source.as_deref();
                source.is_some_and(|source| source.subscription_id == *sub)
            });
            let places: Vec<usize> = of_it.map(|(at, _)| at).collect();
            for at in places {
                rest = rest.try_sub(room.take(at, rest)?.0)?;
            }
        }
        Ok(())
    }
}
