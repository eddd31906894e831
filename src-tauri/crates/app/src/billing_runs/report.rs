//! The reports of runs: all of them, and one with its rows as its invoices stand now.

use std::sync::TryLockError;

use billing::ids::BillingRunId;
use billing::invoice::InvoiceStatus;
use billing::money::Money;
use store::ReadTx;
use store::table::billing_runs::{BillingRun, ReportedRunRow};

use super::run::{DONE, INTERRUPTED, RUNNING};
use crate::context::App;
use crate::dto::billing_runs::{RunException, RunList, RunReport, RunRow, RunSummary};
use crate::dto::lists::{IdRequest, Nothing};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::count;
use crate::subscriptions::ground::Ground;

/// Newest first, with what is due next.
pub fn list(app: &App, _request: Nothing) -> Result<RunList, AppError> {
    app.read(|tx| {
        let today = Ground::load(app, tx)?.today();
        let runs = tx.billing_runs().list()?;
        Ok(RunList {
            rows: runs.iter().map(|run| summary(app, run)).collect(),
            next_due_on: tx.subscriptions().next_due_on()?.map(|on| on.to_string()),
            due_today: count(tx.subscriptions().count_due(today)?),
        })
    })
}

/// One run.
pub fn get(app: &App, request: IdRequest) -> Result<RunReport, AppError> {
    let id = BillingRunId::parse(&request.id)?;
    app.read(|tx| report_of(app, tx, &id))
}

/// The report of a run as it is now.
pub(crate) fn report_of(
    app: &App,
    tx: &ReadTx<'_>,
    id: &BillingRunId,
) -> Result<RunReport, AppError> {
    let run = tx.billing_runs().get(id)?;
    let run = run.ok_or_else(|| not_found("billing run", id.as_str()))?;
    let rows = tx.billing_runs().rows(id)?.into_iter();
    let exceptions = tx.billing_runs().exceptions(id)?.into_iter();
    let exceptions = exceptions.map(|stored| read::<RunException>(stored.body));
    let due = count(tx.subscriptions().count_due(run.through_on)?);
    let run = summary(app, &run);
    let left = if run.state == DONE {
        0
    } else {
        due.saturating_sub(run.exceptions)
    };
    Ok(RunReport {
        rows: rows.map(row).collect::<Result<_, _>>()?,
        exceptions: exceptions.collect::<Result<_, _>>()?,
        run,
        left,
    })
}

fn row(reported: ReportedRunRow) -> Result<RunRow, AppError> {
    let row: RunRow = read(reported.row.body)?;
    Ok(RunRow {
        number: reported.number.or(row.number),
        status: reported.status.map_or(row.status, |status: InvoiceStatus| {
            status.as_str().to_owned()
        }),
        ..row
    })
}

fn read<T: serde::de::DeserializeOwned>(body: serde_json::Value) -> Result<T, AppError> {
    serde_json::from_value(body).map_err(|error| {
        AppError::new(
            "stored_unreadable",
            format!("A row of the run's report cannot be read ({error}). Its invoices are safe."),
            "Look for them under Invoices.",
        )
    })
}

/// A run that says it is running while none is at work was cut off.
pub(crate) fn summary(app: &App, run: &BillingRun) -> RunSummary {
    let at_work = matches!(app.run_guard().try_lock(), Err(TryLockError::WouldBlock));
    let state = if run.state == RUNNING && !at_work {
        INTERRUPTED
    } else {
        run.state.as_str()
    };
    RunSummary {
        id: run.id.to_string(),
        through_on: run.through_on.to_string(),
        mode: run.mode.clone(),
        grouped: run.grouped,
        started_at: run.started_at.to_rfc3339(),
        ended_at: run.ended_at.map(|at| at.to_rfc3339()),
        state: state.to_owned(),
        started_by: run.started_by.clone(),
        invoices: run.invoices,
        subscriptions: run.subscriptions,
        totals: run
            .totals
            .iter()
            .copied()
            .map(|total: Money| total.into())
            .collect(),
        exceptions: run.exceptions,
    }
}
