//! What a credit note would do, and the pages of one that is issued.

use billing::invoice::CreditNote;
use documents::CreditNoteDocument;
use store::ReadTx;

use super::get::load_note;
use super::request::{Loaded, decide, load};
use crate::context::App;
use crate::dto::credit_notes::{CreditPreview, CreditRequest};
use crate::dto::invoices::PagesDto;
use crate::dto::lists::IdRequest;
use crate::error::AppError;
use crate::invoices::preview::bytes_of;

/// The rule that issuing uses; nothing is saved and no number is taken.
pub fn preview(app: &App, request: CreditRequest) -> Result<CreditPreview, AppError> {
    app.read(|tx| {
        let (loaded, note) = sketch(app, tx, &request)?;
        loaded.preview(&note)
    })
}

/// The note as issuing would make it, without its number.
pub(crate) fn sketch(
    app: &App,
    tx: &ReadTx<'_>,
    request: &CreditRequest,
) -> Result<(Loaded, CreditNote), AppError> {
    let loaded = load(tx, request)?;
    let decided = decide(app, &loaded, request, "–".to_owned())?;
    Ok((loaded, decided.note))
}

/// The pages of an issued credit note as pictures.
pub fn pages(app: &App, request: IdRequest) -> Result<PagesDto, AppError> {
    let document = document(app, &request)?;
    let preview = app.documents()?.preview_credit_note_svg(&document)?;
    Ok(PagesDto {
        pages: preview.pages,
        notes: preview.notes,
        totals: None,
        problems: Vec::new(),
    })
}

/// The credit note as it is typeset.
pub(super) fn document(app: &App, request: &IdRequest) -> Result<CreditNoteDocument, AppError> {
    app.read(|tx| {
        let (note, invoice) = load_note(tx, &request.id)?;
        Ok(CreditNoteDocument::from_credit_note(
            &note,
            &invoice,
            tx.credit_notes().logo(&note.id)?.map(bytes_of).as_deref(),
        ))
    })
}
