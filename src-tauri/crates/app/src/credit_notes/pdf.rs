//! `credit_notes.pdf`: the PDF of a credit note.

use super::get::load_note;
use super::preview::document;
use crate::context::App;
use crate::dto::lists::{FileDto, IdRequest};
use crate::error::AppError;
use crate::invoices::pdf::pdf_file;

/// Named after the credit note's number.
pub fn pdf(app: &App, request: IdRequest) -> Result<FileDto, AppError> {
    let document = document(app, &request)?;
    let number = app.read(|tx| Ok(load_note(tx, &request.id)?.0.number))?;
    let pdf = app.documents()?.render_credit_note_pdf(&document)?;
    Ok(pdf_file(&number, &pdf.bytes))
}
