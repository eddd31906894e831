//! `billing_runs.start`: bills everything due by a day, as a job that can be stopped.

use super::asked::Asked;
use super::report::report_of;
use super::run::{Ended, run};
use crate::context::{App, Source};
use crate::dto::billing_runs::{RunReport, RunRequest};
use crate::error::AppError;
use crate::subscriptions::words::day;

/// Its report, also where it was stopped: what was billed until then stays.
pub fn start(app: &App, request: RunRequest) -> Result<RunReport, AppError> {
    let asked = app.read(|tx| Asked::read(app, tx, &request))?;
    let ended = as_job(app, &asked, app.source())?;
    app.read(|tx| report_of(app, tx, &ended.id))
}

/// A run that everybody can see at work and stop.
pub(crate) fn as_job(app: &App, asked: &Asked, source: Source) -> Result<Ended, AppError> {
    let title = format!("Billing through {}", day(asked.through));
    let mut ended = None;
    let worked = app.jobs().run(&title, 0, |job| {
        let outcome = run(app, asked, source, &mut |done, total| {
            job.progress_of(done, total);
            !job.is_cancelled()
        })?;
        let stopped = outcome.stopped;
        ended = Some(outcome);
        if stopped {
            return Err(AppError {
                message: format!("\"{title}\" was stopped; what was billed until then stays."),
                ..job.cancelled_error()
            });
        }
        Ok(())
    });
    match (ended, worked) {
        (Some(ended), _) => Ok(ended),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Err(AppError::new("internal", "The run told no end.", "")),
    }
}
