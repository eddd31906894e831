//! `credit_notes.issue`: a credit note gets its number and corrects the invoice in the books.

use billing::business::Business;
use billing::invoice::CreditNote;
use chrono::NaiveDate;
use store::WriteTx;

use super::request::{Decided, Loaded, decide, load};
use super::row;
use crate::business::CREDIT_NOTE_SERIES;
use crate::business::get::{local_date, series_year};
use crate::context::App;
use crate::credit_grants::apply::keep_returned;
use crate::dto::credit_notes::{CreditNoteDetail, CreditRequest};
use crate::error::AppError;

/// What was paid already goes back to the prepaid credit that paid it, or becomes credit that the
/// customer holds.
pub fn issue(app: &App, request: CreditRequest) -> Result<CreditNoteDetail, AppError> {
    app.write("credit_notes.issue", |tx| {
        let (loaded, note) = issue_in(app, tx, &request)?;
        Ok(CreditNoteDetail {
            row: row::of_note(&note, &loaded.invoice),
            reason_text: note.reason_text.clone(),
            preview: loaded.preview(&note)?,
        })
    })
}

/// The same within a larger change. Every credit note goes through here.
pub(crate) fn issue_in(
    app: &App,
    tx: &WriteTx<'_>,
    request: &CreditRequest,
) -> Result<(Loaded, CreditNote), AppError> {
    let loaded = load(tx, request)?;

    let on = local_date(app.now(), &loaded.business.timezone);
    let number = take_number(tx, &loaded.business, on)?;
    let decided = decide(app, &loaded, request, number)?;

    save(app, tx, &loaded, &decided)?;
    Ok((loaded, decided.note))
}

fn take_number(tx: &WriteTx<'_>, business: &Business, on: NaiveDate) -> Result<String, AppError> {
    let pattern = &business.credit_note_numbers;
    let year = series_year(pattern, business, on);
    let n = tx.numbering_series_mut().take(CREDIT_NOTE_SERIES, year)?;
    Ok(pattern.render(business.fiscal_year(on), n))
}

fn save(app: &App, tx: &WriteTx<'_>, loaded: &Loaded, decided: &Decided) -> Result<(), AppError> {
    let Decided {
        note,
        settlement,
        entry,
    } = decided;
    tx.credit_notes_mut().issue(note)?;
    tx.invoices_mut().settle(&loaded.invoice, settlement)?;
    tx.journal_entries_mut().append(entry)?;
    keep_returned(app, tx, (&loaded.invoice, &note.to_credits), entry)?;
    if note.to_balance.is_positive() {
        tx.customers_mut()
            .add_credit(loaded.invoice.customer_id(), note.to_balance)?;
    }
    Ok(())
}
