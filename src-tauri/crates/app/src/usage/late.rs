//! Lists events that came after their day had been billed, and the invoices that took them.

use super::to_dto;
use crate::context::App;
use crate::dto::usage::{LateUsageList, LateUsageRequest, LateUsageRow};
use crate::error::AppError;
use crate::listing::window;

pub fn late(app: &App, request: LateUsageRequest) -> Result<LateUsageList, AppError> {
    let (_, limit) = window(0, request.limit);
    app.read(|tx| {
        let late = tx.usage_billed().late(request.waiting, limit)?;
        let rows = late.into_iter().map(|late| LateUsageRow {
            event: to_dto::event(late.usage),
            subscription_id: late.subscription_id.to_string(),
            period_from: late.period_from.to_string(),
            invoice_id: late.invoice_id.map(|id| id.to_string()),
        });
        Ok(LateUsageList {
            rows: rows.collect(),
        })
    })
}
