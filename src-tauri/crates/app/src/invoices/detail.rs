//! Everything about one invoice or draft, gathered from one snapshot.

use billing::ids::InvoiceId;
use billing::invoice::{CreditNote, Invoice, InvoiceStatus, Settlement, amount_due, status};
use billing::ledger::{JournalEntry, SourceDocument};
use billing::money::{Money, MoneyError};
use chrono::NaiveDate;
use store::ReadTx;
use store::table::drafts::StoredDraft;
use store::table::invoices::StoredInvoice;
use store::table::payments::{PaymentFilter, PaymentListRow, PaymentQuery};

use super::read_draft::read_draft;
use super::stored::load;
use super::to_dto::{content_to_dto, totals_to_dto};
use super::{row, typed};
use crate::audit::timeline;
use crate::business::get::local_date;
use crate::context::App;
use crate::credit_grants::apply::parts_to_dto;
use crate::credit_notes::row as credit_note_row;
use crate::dto::credit_notes::CreditNoteRow;
use crate::dto::invoices::InvoiceDetail;
use crate::error::AppError;
use crate::ledger::entry_dto::{entries_of, to_dtos};
use crate::payments::row::of_list as payment_row;
use crate::subscriptions::paid::billed_by;

/// The detail of an id that has to be there.
pub(crate) fn of_id(app: &App, tx: &ReadTx<'_>, id: &InvoiceId) -> Result<InvoiceDetail, AppError> {
    match load(tx, id)? {
        StoredInvoice::Draft(draft) => of_draft(tx, &draft),
        StoredInvoice::Issued {
            invoice,
            settlement,
        } => {
            let business = crate::business::get::load(tx)?;
            let today = local_date(app.now(), &business.timezone);
            of_invoice(tx, &invoice, &settlement, today)
        }
    }
}

fn of_draft(tx: &ReadTx<'_>, draft: &StoredDraft) -> Result<InvoiceDetail, AppError> {
    let dto = typed::of_stored(draft)?;
    let around = typed::surroundings(tx, &dto)?;
    let read = read_draft(&dto, typed::identity_of(draft), &around);
    let nothing = Money::zero(read.draft.currency);
    Ok(InvoiceDetail {
        row: row::of_draft(&read.draft, around.customer.as_ref(), read.totals.as_ref()),
        revision: draft.revision,
        draft: dto,
        totals: read.totals.as_ref().map(totals_to_dto),
        problems: read.problems,
        paid: nothing.into(),
        credited: nothing.into(),
        prepaid: Vec::new(),
        prepaid_credit: nothing.into(),
        applied_balance: nothing.into(),
        written_off: nothing.into(),
        issued_at: None,
        voided_at: None,
        payments: Vec::new(),
        credit_notes: Vec::new(),
        journal: Vec::new(),
        timeline: timeline::of_subject(tx, "invoice", draft.id.as_str())?,
        actions: words(if billed_by(tx, &draft.id)?.is_empty() {
            &["edit", "issue", "delete", "duplicate"]
        } else {
            &["edit", "issue", "duplicate"]
        }),
        creditable: Vec::new(),
    })
}

fn of_invoice(
    tx: &ReadTx<'_>,
    invoice: &Invoice,
    settlement: &Settlement,
    today: NaiveDate,
) -> Result<InvoiceDetail, AppError> {
    let notes = tx.credit_notes().of_invoice(invoice.id())?;
    let payments = payments_of(tx, invoice.id())?;
    let creditable = creditable(invoice, &notes)?;
    let content = invoice.content();
    Ok(InvoiceDetail {
        row: row::of_invoice(invoice, settlement, today)?,
        revision: content.revision,
        draft: content_to_dto(content, &tx.tax_rates().list(true)?),
        totals: Some(totals_to_dto(invoice.totals())),
        problems: Vec::new(),
        paid: settlement.paid.into(),
        credited: credited(&notes, invoice)?.into(),
        prepaid: parts_to_dto(tx, &settlement.prepaid)?,
        prepaid_credit: settlement.prepaid_credit()?.into(),
        applied_balance: settlement.applied_balance.into(),
        written_off: settlement.written_off.into(),
        issued_at: Some(invoice.issued_at().to_rfc3339()),
        voided_at: settlement.voided_at.map(|at| at.to_rfc3339()),
        payments: payments.iter().map(payment_row).collect(),
        credit_notes: note_rows(&notes, invoice),
        journal: to_dtos(tx, &journal(tx, invoice.id(), &payments, &notes)?)?,
        timeline: timeline::of_subject(tx, "invoice", invoice.id().as_str())?,
        actions: actions(invoice, settlement, &notes, &creditable)?,
        creditable: creditable.into_iter().map(Into::into).collect(),
    })
}

fn payments_of(tx: &ReadTx<'_>, id: &InvoiceId) -> Result<Vec<PaymentListRow>, AppError> {
    let filter = PaymentFilter {
        invoice: Some(id.clone()),
        ..PaymentFilter::default()
    };
    let query = PaymentQuery {
        filter,
        limit: u32::MAX,
        ..PaymentQuery::default()
    };
    Ok(tx.payments().list(&query)?.rows)
}

fn note_rows(notes: &[CreditNote], invoice: &Invoice) -> Vec<CreditNoteRow> {
    notes
        .iter()
        .map(|note| credit_note_row::of_note(note, invoice))
        .collect()
}

/// What credit notes took off in all: off what was due, or given as the customer's credit.
fn credited(notes: &[CreditNote], invoice: &Invoice) -> Result<Money, MoneyError> {
    Money::try_sum(notes.iter().map(|note| note.total), invoice.currency())
}

/// The entries of the invoice and of every document about it, as they were recorded.
fn journal(
    tx: &ReadTx<'_>,
    id: &InvoiceId,
    payments: &[PaymentListRow],
    notes: &[CreditNote],
) -> Result<Vec<JournalEntry>, AppError> {
    let mut entries = entries_of(tx, &SourceDocument::Invoice(id.clone()))?;
    for row in payments {
        entries.extend(entries_of(
            tx,
            &SourceDocument::Payment(row.payment.id.clone()),
        )?);
    }
    for note in notes {
        entries.extend(entries_of(
            tx,
            &SourceDocument::CreditNote(note.id.clone()),
        )?);
    }
    entries.sort_by(|one, other| {
        (one.recorded_at(), one.id()).cmp(&(other.recorded_at(), other.id()))
    });
    Ok(entries)
}

/// Per line: its net less what notes took of it.
pub(crate) fn creditable(
    invoice: &Invoice,
    notes: &[CreditNote],
) -> Result<Vec<Money>, MoneyError> {
    let mut left: Vec<Money> = invoice.totals().lines.iter().map(|line| line.net).collect();
    for line in notes.iter().flat_map(|note| &note.lines) {
        if let Some(net) = line.line.checked_sub(1).and_then(|at| left.get_mut(at)) {
            *net = net.try_sub(line.amount)?;
        }
    }
    Ok(left)
}

fn actions(
    invoice: &Invoice,
    settlement: &Settlement,
    notes: &[CreditNote],
    creditable: &[Money],
) -> Result<Vec<String>, AppError> {
    let status = status(invoice, settlement)?;
    let due = amount_due(invoice, settlement)?;
    let mut actions = Vec::new();
    if status == InvoiceStatus::Open {
        actions.push("record_payment");
        actions.push("mark_uncollectible");
    }
    // Voiding gives prepaid credit back, so that what it paid counts as unpaid.
    let unpaid = due.try_add(settlement.prepaid_credit()?)?;
    let is_whole = unpaid == invoice.totals().total && unpaid.is_positive();
    let is_settled = matches!(status, InvoiceStatus::Void | InvoiceStatus::Uncollectible);
    if is_whole && !is_settled && notes.is_empty() {
        actions.push("void");
    }
    if status == InvoiceStatus::Uncollectible {
        actions.push("record_payment");
    }
    let can_credit = matches!(status, InvoiceStatus::Open | InvoiceStatus::Paid);
    if can_credit && creditable.iter().any(|net| !net.is_zero()) {
        actions.push("credit");
    }
    actions.push("duplicate");
    Ok(words(&actions))
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
