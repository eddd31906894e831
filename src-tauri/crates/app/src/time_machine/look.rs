//! `time_machine.look`: real billing runs, day by day, on the copy; then what came of them.

use std::collections::BTreeSet;

use billing::ids::{BillingRunId, CustomerId};
use chrono::{Months, NaiveDate};

use super::copy::Copy;
use super::months::{Future, days, month_of, tell};
use crate::billing_runs::asked::Asked;
use crate::billing_runs::report::report_of;
use crate::billing_runs::run::run;
use crate::context::{App, Source};
use crate::credit_grants::expire::expire_due;
use crate::dto::billing_runs::{FutureReport, TimeMachineRequest};
use crate::error::AppError;
use crate::jobs::Job;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::mode::Mode;

const MOST_MONTHS: u32 = 36;

/// What the next months bring when everything stays as it is. The ledger itself is only read.
pub fn look(app: &App, request: TimeMachineRequest) -> Result<FutureReport, AppError> {
    check(request.months)?;
    let store = app.ledger()?;
    let title = format!("Looking {} months ahead on a copy", request.months);
    app.jobs().run(&title, request.months, |job| {
        let copy = Copy::of(app, &store, job)?;
        let future = bill(&copy, job, request.months)?;
        tell(copy.app(), future)
    })
}

fn check(months: u32) -> Result<(), AppError> {
    if (1..=MOST_MONTHS).contains(&months) {
        return Ok(());
    }
    Err(AppError::new(
        "months_out_of_range",
        format!("{months} months cannot be looked at; nothing was computed."),
        format!("Give 1 to {MOST_MONTHS}."),
    )
    .at("months"))
}

/// Every day on which something new is due has a run, as it would have if it were switched on.
fn bill(copy: &Copy, job: &Job, months: u32) -> Result<Future, AppError> {
    let app = copy.app();
    let (ground, given_up) = app.read(|tx| Ok((Ground::load(app, tx)?, BTreeSet::new())))?;
    let mut future = Future::new(ground.today(), months, given_up);
    let timezone = ground.business.timezone.clone();
    let grouped = ground.settings.grouped;
    for day in days(future.from, future.through) {
        job.check()?;
        copy.set_day(day, &timezone);
        expire_due(app)?;
        let asked = Asked {
            through: day,
            mode: Mode::Issue,
            grouped,
            customers: Vec::<CustomerId>::new(),
        };
        if is_due(app, &future, day)? {
            let ended = run(app, &asked, Source::Run, &mut |_, _| !job.is_cancelled())?;
            job.check()?;
            note(app, &mut future, &ended.id)?;
        }
        job.progress(months_between(future.from, day));
    }
    Ok(future)
}

/// What could not be billed stays due, and is not tried again every day.
fn is_due(app: &App, future: &Future, day: NaiveDate) -> Result<bool, AppError> {
    let due = app.read(|tx| Ok(tx.subscriptions().count_due(day)?))?;
    let left_out = i64::try_from(future.left_out()).unwrap_or(i64::MAX);
    Ok(due > left_out)
}

fn note(app: &App, future: &mut Future, id: &BillingRunId) -> Result<(), AppError> {
    let report = app.read(|tx| report_of(app, tx, id))?;
    future.add(report);
    Ok(())
}

fn months_between(from: NaiveDate, day: NaiveDate) -> u32 {
    let after = |months: &u32| {
        let then = from.checked_add_months(Months::new(*months));
        then.is_some_and(|then| then <= day) && month_of(day) != month_of(from)
    };
    (1..=MOST_MONTHS).take_while(after).last().unwrap_or(0)
}
