//! Makes a backup now, while work goes on; verified before it gets its name.

use std::ops::ControlFlow;
use std::path::Path;

use store::Store;
use store::backup::BackupProgress;

use super::list::row_of;
use super::place::{folder, free_path};
use crate::context::App;
use crate::dto::backup::{BackupRow, CreateBackupRequest};
use crate::error::AppError;
use crate::jobs::Job;
use crate::session::current::absolute;

/// At the path that is named, or in the backup folder.
pub fn create(app: &App, request: CreateBackupRequest) -> Result<BackupRow, AppError> {
    let store = app.ledger()?;
    let target = match &request.path {
        Some(path) => absolute(Path::new(path)),
        None => {
            let settings = app.read(crate::settings::get::load)?;
            free_path(
                store.path(),
                &folder(store.path(), &settings),
                "manual",
                app.now(),
            )
        }
    };
    copy(app, &store, &target, "Backing up")?;
    crate::session::current::tell(app);
    Ok(row_of(store.path(), &target, Some(app.now())))
}

/// Copies as a job that can be stopped.
pub(crate) fn copy(app: &App, store: &Store, target: &Path, title: &str) -> Result<(), AppError> {
    app.jobs().run(title, 0, |job| {
        store
            .backup_to(target, &mut |progress| watch(job, progress))
            .map_err(AppError::from)
    })
}

fn watch(job: &Job, progress: BackupProgress) -> ControlFlow<()> {
    let count = |pages: i64| u32::try_from(pages).unwrap_or(0);
    job.progress_of(count(progress.done_pages), count(progress.total_pages));
    if job.is_cancelled() {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}
