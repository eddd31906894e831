//! What arrived just now: a feed that is asked from where it was left.

use super::{series, to_dto};
use crate::context::App;
use crate::dto::usage::{LiveUsage, LiveUsageRequest};
use crate::error::AppError;
use crate::listing::window;

/// The newest events after a place; older ones of a great lot are left out.
pub fn live(app: &App, request: LiveUsageRequest) -> Result<LiveUsage, AppError> {
    let (_, limit) = window(0, request.limit);
    app.read(|tx| {
        let rows = tx.usage_events().newest(i64::from(request.after), limit)?;
        Ok(LiveUsage {
            rows: rows.into_iter().map(to_dto::event).collect(),
            last: series::last_place(tx)?,
        })
    })
}
