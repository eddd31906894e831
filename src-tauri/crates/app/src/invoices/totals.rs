//! `invoices.totals`: the sums of a draft that is only on the screen.

use super::read_draft::{DraftIdentity, read_draft};
use super::save_draft::saved;
use super::typed::surroundings;
use crate::context::App;
use crate::dto::invoices::{DraftRequest, SavedDraft};
use crate::error::AppError;

/// Nothing is saved; the answer has neither id nor revision.
pub fn totals(app: &App, request: DraftRequest) -> Result<SavedDraft, AppError> {
    let around = app.read(|tx| surroundings(tx, &request.draft))?;
    let read = read_draft(&request.draft, DraftIdentity::unsaved(app.now()), &around);
    Ok(SavedDraft {
        id: String::new(),
        ..saved(&read)
    })
}
