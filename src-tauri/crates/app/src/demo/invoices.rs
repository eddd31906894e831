//! Invoices of the demo company: written by hand, then paid, corrected or given up.

use billing::money::{Currency, Money, Rounding};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::build::Maker;
use super::draft::draft_of;
use super::follow::{self, follow};
use super::plan::Share;
use super::script::unreadable;
use crate::dto::credit_notes::{CreditLineInput, CreditRequest};
use crate::dto::invoices::{CloseInvoiceRequest, CreateDraftRequest, InvoiceDetail, IssueRequest};
use crate::dto::lists::IdRequest;
use crate::dto::money::MoneyDto;
use crate::dto::payments::RecordPaymentRequest;
use crate::error::AppError;
use crate::{credit_notes, invoices, payments};

/// An issued invoice, as far as later steps need it.
#[derive(Debug)]
pub struct Issued {
    patron: usize,
    id: String,
    number: String,
    due: Money,
    first_line_net: Money,
}

impl Maker<'_> {
    pub(super) fn draft(&self, order: usize) -> Result<InvoiceDetail, AppError> {
        let content = self
            .plan
            .orders
            .get(order)
            .ok_or_else(|| unreadable("order", &order))?;
        let who = self.patron(content.patron)?;
        let mut draft = draft_of(&self.script.company, who, content, &self.rates)?;
        draft.customer_id = self.customer_ids.get(&content.patron).cloned();
        let request = CreateDraftRequest {
            customer_id: None,
            draft: Some(draft),
        };
        invoices::create_draft::create_draft(self.app, request)
    }

    pub(super) fn issue(&mut self, order: usize, on: NaiveDate) -> Result<(), AppError> {
        let patron = self.plan.orders.get(order).map(|order| order.patron);
        let patron = patron.ok_or_else(|| unreadable("order", &order))?;
        let draft = self.draft(order)?;
        self.issue_draft(patron, draft, on)
    }

    fn issue_draft(
        &mut self,
        patron: usize,
        draft: InvoiceDetail,
        on: NaiveDate,
    ) -> Result<(), AppError> {
        let request = IssueRequest {
            id: draft.row.id,
            revision: draft.revision,
            issue_on: None,
        };
        let issued = invoices::issue::issue(self.app, request)?;
        self.keep(patron, issued.id, on, true)
    }

    /// Keeps an issued invoice and decides what follows from it.
    pub(super) fn keep(
        &mut self,
        patron: usize,
        id: String,
        on: NaiveDate,
        by_hand: bool,
    ) -> Result<(), AppError> {
        if !self.seen.insert(id.clone()) {
            return Ok(());
        }
        let detail = invoices::get::get(self.app, IdRequest { id: id.clone() })?;
        let (Some(number), Some(totals)) = (detail.row.number, detail.totals) else {
            return Ok(()); // a draft: nothing follows yet
        };
        let first = totals.lines.first();
        let first = first.ok_or_else(|| unreadable("lines of invoice", &id))?;
        let issued = Issued {
            patron,
            id,
            number,
            due: amount(&detail.row.amount_due)?,
            first_line_net: amount(&first.net)?,
        };
        let about = follow::Issued {
            invoice: self.issued.len(),
            on,
            by_hand,
            settled: !issued.due.is_positive(),
        };
        self.issued.push(issued);
        self.made.invoices += 1;
        let (who, pace) = (self.patron(patron)?, &self.script.company.pace);
        for (on, hour, act) in follow(about, who, pace, &mut self.dice)? {
            self.later(on, hour, act)?;
        }
        Ok(())
    }

    fn invoice(&mut self, invoice: usize) -> Result<&mut Issued, AppError> {
        self.issued
            .get_mut(invoice)
            .ok_or_else(|| unreadable("invoice", &invoice))
    }

    pub(super) fn issue_again(&mut self, invoice: usize, on: NaiveDate) -> Result<(), AppError> {
        let Issued { id, patron, .. } = self.invoice(invoice)?;
        let (id, patron) = (id.clone(), *patron);
        let reason = "Sent to the wrong address".to_owned();
        let close = CloseInvoiceRequest {
            id: id.clone(),
            reason,
        };
        invoices::void::void(self.app, close)?;
        let draft = invoices::duplicate::duplicate(self.app, IdRequest { id })?;
        self.issue_draft(patron, draft, on)
    }

    pub(super) fn credit_part(&mut self, invoice: usize, percent: u32) -> Result<(), AppError> {
        let standing = self.invoice(invoice)?;
        let (net, currency) = (standing.first_line_net, standing.first_line_net.currency());
        let part = net.to_decimal() * Decimal::from(percent) / Decimal::ONE_HUNDRED;
        let part = Money::from_decimal(part, currency, Rounding::HalfUp)?;
        if !part.is_positive() {
            return Ok(());
        }
        let (reason, text) = match percent % 10 {
            0 => ("order_change", "Goodwill for an outage"),
            _ => ("product_unsatisfactory", "Agreed reduction"),
        };
        let request = CreditRequest {
            invoice_id: standing.id.clone(),
            full: false,
            lines: vec![CreditLineInput {
                line: 1,
                amount: part.to_major_string(),
            }],
            reason: reason.to_owned(),
            reason_text: text.to_owned(),
        };
        self.credit(invoice, request)
    }

    pub(super) fn credit_all(&mut self, invoice: usize) -> Result<(), AppError> {
        let request = CreditRequest {
            invoice_id: self.invoice(invoice)?.id.clone(),
            full: true,
            lines: Vec::new(),
            reason: "duplicate".to_owned(),
            reason_text: "Billed twice".to_owned(),
        };
        self.credit(invoice, request)
    }

    fn credit(&mut self, invoice: usize, request: CreditRequest) -> Result<(), AppError> {
        let note = credit_notes::issue::issue(self.app, request)?;
        let reduced = amount(&note.preview.to_receivable)?;
        let standing = self.invoice(invoice)?;
        standing.due = standing.due.try_sub(reduced)?;
        self.made.credit_notes += 1;
        Ok(())
    }

    pub(super) fn pay(
        &mut self,
        invoice: usize,
        share: Share,
        on: NaiveDate,
    ) -> Result<(), AppError> {
        let patron = self.invoice(invoice)?.patron;
        let method = self.patron(patron)?.method.clone();
        let standing = self.invoice(invoice)?;
        if !standing.due.is_positive() {
            return Ok(());
        }
        let request = RecordPaymentRequest {
            invoice_id: standing.id.clone(),
            amount: share_of(standing.due, share)?.to_major_string(),
            received_on: on.to_string(),
            method,
            reference: standing.number.clone(),
            note: String::new(),
        };
        let recorded = payments::record::record(self.app, request)?;
        self.invoice(invoice)?.due = amount(&recorded.amount_due)?;
        self.made.payments += 1;
        Ok(())
    }

    pub(super) fn write_off(&mut self, invoice: usize) -> Result<(), AppError> {
        let standing = self.invoice(invoice)?;
        if !standing.due.is_positive() {
            return Ok(());
        }
        let id = standing.id.clone();
        let reason = "Insolvency of the customer".to_owned();
        invoices::void::mark_uncollectible(self.app, CloseInvoiceRequest { id, reason })?;
        Ok(())
    }
}

fn share_of(due: Money, share: Share) -> Result<Money, AppError> {
    let currency = due.currency();
    let major = due.to_decimal();
    let part = match share {
        Share::All => major,
        Share::Half => (major / Decimal::TWO).floor().max(Decimal::ONE),
        Share::TooMuch => (major / Decimal::TEN).ceil() * Decimal::TEN,
    };
    Ok(Money::from_decimal(part, currency, Rounding::HalfUp)?)
}

fn amount(dto: &MoneyDto) -> Result<Money, AppError> {
    let minor = dto.minor.parse().map_err(|e| unreadable("amount", &e))?;
    Ok(Money::new(minor, Currency::try_new(&dto.currency)?))
}
