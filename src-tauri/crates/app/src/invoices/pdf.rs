//! `invoices.pdf`: the PDF of an issued invoice, or of a draft marked as one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::preview::printable;
use crate::context::App;
use crate::dto::lists::{FileDto, IdRequest};
use crate::error::AppError;

/// Named after the invoice's number.
pub fn pdf(app: &App, request: IdRequest) -> Result<FileDto, AppError> {
    let printable = printable(app, &request.id)?;
    let pdf = app.documents()?.render_invoice_pdf(&printable.document)?;
    Ok(pdf_file(&printable.name, &pdf.bytes))
}

/// A PDF as a file; slashes in a number would make folders of it.
pub(crate) fn pdf_file(name: &str, bytes: &[u8]) -> FileDto {
    let name = name.replace(['/', '\\', ':'], "-");
    FileDto {
        name: format!("{name}.pdf"),
        mime: "application/pdf".to_owned(),
        base64: STANDARD.encode(bytes),
    }
}
