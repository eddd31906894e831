//! Keys that came again: how often, and the last of them.

use super::to_dto;
use crate::context::App;
use crate::dto::usage::{UsageDuplicateList, UsageDuplicatesRequest};
use crate::error::AppError;
use crate::listing::{count, window};

pub fn duplicates(
    app: &App,
    request: UsageDuplicatesRequest,
) -> Result<UsageDuplicateList, AppError> {
    let (_, limit) = window(0, request.limit);
    app.read(|tx| {
        let rows = tx.usage_duplicates().list(request.differing, limit)?;
        Ok(UsageDuplicateList {
            count: count(tx.usage_duplicates().count()?),
            rows: rows.into_iter().map(to_dto::duplicate).collect(),
        })
    })
}
