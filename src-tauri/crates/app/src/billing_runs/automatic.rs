//! Runs that nobody starts: when the ledger is opened, and daily while it stays open.

use chrono::NaiveDate;
use store::ReadTx;

use super::asked::Asked;
use super::run::{Ended, RUNNING};
use super::start::as_job;
use crate::business::get::local_date;
use crate::context::{App, Source};
use crate::error::AppError;
use crate::subscriptions::ground::Ground;

/// Bills what is due today where that is switched on; once a day, and again after a run that was
/// cut off.
pub(crate) fn run_if_due(app: &App) -> Result<Option<Ended>, AppError> {
    let Some(asked) = app.read(|tx| due(app, tx))? else {
        return Ok(None);
    };
    as_job(app, &asked, Source::Run).map(Some)
}

fn due(app: &App, tx: &ReadTx<'_>) -> Result<Option<Asked>, AppError> {
    if tx.business().get()?.is_none() {
        return Ok(None);
    }
    let ground = Ground::load(app, tx)?;
    let today = ground.today();
    if !ground.settings.automatic || was_done(tx, &ground, today)? {
        return Ok(None);
    }
    let nothing = tx.subscriptions().count_due(today)? == 0;
    if nothing && super::review::due(tx, &ground)?.is_empty() {
        return Ok(None);
    }
    Ok(Some(Asked {
        through: today,
        mode: ground.mode()?,
        grouped: ground.settings.grouped,
        customers: Vec::new(),
    }))
}

/// Whether today's run ended, whoever started it.
fn was_done(tx: &ReadTx<'_>, ground: &Ground, today: NaiveDate) -> Result<bool, AppError> {
    let zone = &ground.business.timezone;
    let runs = tx.billing_runs().list()?;
    Ok(runs.iter().any(|run| {
        run.started_by == "automatic"
            && run.state != RUNNING
            && run.ended_at.is_some()
            && local_date(run.started_at, zone) == today
    }))
}
