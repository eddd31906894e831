//! Locks the ledger: its file is closed and its key forgotten; and notes that the person is there.

use std::time::Instant;

use super::current::{let_go, tell};
use super::status;
use crate::context::App;
use crate::dto::lists::{Done, Nothing};
use crate::dto::session::SessionStatus;
use crate::error::AppError;
use crate::events::locked;

/// Locks now; work that is reading ends with its own snapshot.
pub fn lock(app: &App, _request: Nothing) -> Result<SessionStatus, AppError> {
    drop(let_go(app));
    tell(app);
    Ok(status::now(app))
}

/// The person is there: the idle lock begins to count anew.
pub fn touch(app: &App, _request: Nothing) -> Result<Done, AppError> {
    locked(app.current()).touched = Instant::now();
    Ok(Done {})
}
