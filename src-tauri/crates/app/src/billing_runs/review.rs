//! Drafts that a run made and that were looked at long enough: the next run issues them.

use billing::ids::InvoiceId;
use billing::invoice::InvoiceStatus;
use chrono::Days;
use store::ReadTx;

use crate::business::get::local_date;
use crate::dto::billing_runs::RunRow;
use crate::dto::words::to_word;
use crate::error::AppError;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::mode::Mode;

/// A draft whose days of review are over, with its row of the run that made it.
#[derive(Debug, Clone)]
pub(crate) struct Reviewed {
    pub(crate) invoice: InvoiceId,
    pub(crate) row: RunRow,
}

/// Those that are due now, oldest run first. A draft that was kept because its subscription rests
/// is never issued by itself.
pub(crate) fn due(tx: &ReadTx<'_>, ground: &Ground) -> Result<Vec<Reviewed>, AppError> {
    let days = Days::new(ground.settings.review_days.into());
    let mut runs = tx.billing_runs().list()?;
    runs.reverse();
    let mut due = Vec::new();
    for run in runs {
        let on = local_date(run.started_at, &ground.business.timezone);
        let over = on
            .checked_add_days(days)
            .is_some_and(|until| until <= ground.today());
        if run.mode != to_word(Mode::Draft) || run.invoices == 0 || !over {
            continue;
        }
        for reported in tx.billing_runs().rows(&run.id)? {
            let held = reported.row.body.get(HELD).is_some();
            let waits = reported.status == Some(InvoiceStatus::Draft) && !held;
            let Some(invoice) = reported.row.invoice_id.filter(|_| waits) else {
                continue;
            };
            if let Ok(row) = serde_json::from_value(reported.row.body) {
                due.push(Reviewed { invoice, row });
            }
        }
    }
    Ok(due)
}

/// Marks the row of a draft that is never issued by itself.
pub(crate) const HELD: &str = "held";

/// What a dry run says of them.
pub(crate) fn words(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("A draft of an earlier run was looked at long enough and is issued.".to_owned()),
        count => Some(format!(
            "{count} drafts of earlier runs were looked at long enough and are issued."
        )),
    }
}
