//! A credit note's request against its invoice, decided by the core: for preview and issue alike.

use billing::business::Business;
use billing::ids::{CreditNoteId, InvoiceId, JournalEntryId};
use billing::invoice::{
    AppliedCredit, CreditNote, CreditReason, CreditRequest as Asked, CreditTerms, Invoice,
    Settlement, credit,
};
use billing::ledger::JournalEntry;
use billing::money::{Currency, Money};
use store::ReadTx;

use crate::business::get::local_date;
use crate::context::App;
use crate::dto::credit_notes::{CreditLineInput, CreditPreview, CreditRequest};
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::invoices::stored::{Issued, load_issued};
use crate::invoices::to_dto::tax_total_to_dto;

const REASONS: &str = "duplicate, fraudulent, order_change, product_unsatisfactory, other";

/// The invoice with its credit notes so far, and the business that credits.
pub(crate) struct Loaded {
    pub(super) business: Business,
    pub(super) invoice: Invoice,
    settlement: Settlement,
    earlier: Vec<CreditNote>,
}

/// The note, what it changes, and the entry that it implies.
pub(super) struct Decided {
    pub(super) note: CreditNote,
    pub(super) settlement: Settlement,
    pub(super) entry: JournalEntry,
}

pub(super) fn load(tx: &ReadTx<'_>, request: &CreditRequest) -> Result<Loaded, AppError> {
    let id = InvoiceId::parse(&request.invoice_id)
        .map_err(|error| AppError::from(error).at("invoice_id"))?;
    let Issued {
        invoice,
        settlement,
    } = load_issued(tx, &id)?;
    let earlier = tx.credit_notes().of_invoice(&id)?;
    Ok(Loaded {
        business: crate::business::get::load(tx)?,
        invoice,
        settlement,
        earlier,
    })
}

pub(super) fn decide(
    app: &App,
    loaded: &Loaded,
    request: &CreditRequest,
    number: String,
) -> Result<Decided, AppError> {
    let asked = if request.full {
        Asked::Full
    } else {
        Asked::ByLine(parts(&request.lines, loaded.invoice.currency())?)
    };
    let terms = CreditTerms {
        id: CreditNoteId::from_ulid(app.new_ulid()),
        number,
        issued_at: app.now(),
        issued_on: local_date(app.now(), &loaded.business.timezone),
        reason: from_word::<CreditReason>(&request.reason, "reason", REASONS)?,
        reason_text: request.reason_text.trim().to_owned(),
        entry_id: JournalEntryId::from_ulid(app.new_ulid()),
    };
    let Loaded {
        invoice,
        settlement,
        earlier,
        ..
    } = loaded;
    let (note, settlement, entry) = credit(invoice, settlement, earlier, &asked, terms)?;
    Ok(Decided {
        note,
        settlement,
        entry,
    })
}

fn parts(lines: &[CreditLineInput], currency: Currency) -> Result<Vec<(usize, Money)>, AppError> {
    let part = |(at, input): (usize, &CreditLineInput)| {
        let amount = Money::parse(&input.amount, currency)
            .map_err(|error| AppError::from(error).at(format!("lines.{at}.amount")))?;
        Ok((usize::try_from(input.line).unwrap_or(usize::MAX), amount))
    };
    lines.iter().enumerate().map(part).collect()
}

/// What a note does, besides the earlier ones.
pub(super) fn preview_of(
    note: &CreditNote,
    invoice: &Invoice,
    earlier: &[CreditNote],
) -> Result<CreditPreview, AppError> {
    let others = earlier
        .iter()
        .filter(|other| other.id != note.id)
        .map(|other| other.total);
    let credited = Money::try_sum(others.chain([note.total]), invoice.currency())?;
    Ok(CreditPreview {
        net: note.net.into(),
        taxes: note.taxes.iter().map(tax_total_to_dto).collect(),
        tax: note.tax.into(),
        total: note.total.into(),
        to_receivable: note.to_receivable.into(),
        to_credits: AppliedCredit::sum(&note.to_credits, invoice.currency())?.into(),
        to_balance: note.to_balance.into(),
        remaining: invoice.totals().total.try_sub(credited)?.into(),
    })
}

impl Loaded {
    /// What a note would do.
    pub(super) fn preview(&self, note: &CreditNote) -> Result<CreditPreview, AppError> {
        preview_of(note, &self.invoice, &self.earlier)
    }
}
