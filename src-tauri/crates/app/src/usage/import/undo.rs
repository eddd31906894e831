//! Takes an import back: its events go, and the rollups are as if it had never been.

use billing::ids::UsageImportId;
use store::table::usage_imports::UsageImport;

use super::list::{load, to_dto};
use crate::context::App;
use crate::dto::lists::IdRequest;
use crate::dto::usage_imports::UsageImportRow;
use crate::error::AppError;
use crate::jobs::Job;
use crate::usage::alerts::withdraw;

/// Events that at least go in one database transaction.
const LOT: i64 = 20_000;

/// Only while nothing of it was billed. It can be stopped, and goes on when asked again.
pub fn undo(app: &App, request: IdRequest) -> Result<UsageImportRow, AppError> {
    let import = app.read(|tx| {
        let import = load(tx, &request.id)?;
        if import.state == "undone" {
            return Err(AppError::new(
                "import_undone_already",
                format!("The import of {} is undone already.", import.name),
                "Nothing is left to do.",
            ));
        }
        let mut billed = 0;
        for (first, last) in tx.usage_imports().events(&import.id)? {
            billed += tx.usage_billed().billed_events(first, last)?;
        }
        if billed > 0 {
            return Err(billed_already(&import, billed));
        }
        Ok(import)
    })?;
    let title = format!("Undoing the import of {}", import.name);
    let events = u32::try_from(import.counts.counted).unwrap_or(u32::MAX);
    app.jobs()
        .run(&title, events, |job| take_back(app, job, &import.id))?;
    let undone = app.read(|tx| load(tx, &request.id))?;
    Ok(to_dto(app, undone))
}

fn take_back(app: &App, job: &Job, id: &UsageImportId) -> Result<(), AppError> {
    let mut gone = 0;
    loop {
        job.check()?;
        let removed = app.write("usage.import_undo", |tx| {
            let removed = tx.usage_events_mut().remove_import(id, LOT)?;
            let mut import = load(tx, id.as_str())?;
            import.state = if removed.is_done { "undone" } else { "undoing" }.to_owned();
            import.ended_at = Some(app.now());
            tx.usage_imports_mut().put(&import)?;
            if removed.is_done {
                tx.usage_imports_mut().audit(&import);
                withdraw(tx, import.started_at, app.now())?;
            }
            Ok(removed)
        })?;
        gone += removed.events;
        job.progress(u32::try_from(gone).unwrap_or(u32::MAX));
        if removed.is_done {
            return Ok(());
        }
    }
}

fn billed_already(import: &UsageImport, billed: i64) -> AppError {
    AppError::new(
        "import_billed",
        format!(
            "{billed} events of {} are on invoices; nothing was undone.",
            import.name
        ),
        "Correct single events instead: the next invoice takes the difference.",
    )
}
