//! Use cases of the contract whose rules are being written; empty before a release.

use crate::context::App;
use crate::error::AppError;

/// Answers that the use case is not there yet.
pub fn later<Q, A>(_app: &App, _request: Q) -> Result<A, AppError> {
    let message = "This cannot be done in this version yet; nothing was changed.";
    Err(AppError::new(
        "not_available_yet",
        message,
        "Use a newer version.",
    ))
}
