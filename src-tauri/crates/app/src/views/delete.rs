//! Deletes a saved view; the list itself is untouched.

use super::save::id_of;
use crate::context::App;
use crate::dto::lists::{IdRequest, IdResponse};
use crate::error::AppError;

/// Only the view goes.
pub fn delete(app: &App, request: IdRequest) -> Result<IdResponse, AppError> {
    let id = id_of(&request.id)?;
    app.write("views.delete", |tx| Ok(tx.saved_views_mut().delete(&id)?))?;
    Ok(IdResponse { id: request.id })
}
