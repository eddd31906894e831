//! The backup of the day, and which older ones may go.

use std::path::Path;

use store::Store;
use store::backup::retention::{daily_backups, to_delete};

use super::create::copy;
use super::place::{folder, free_path};
use crate::context::App;
use crate::error::AppError;

/// Makes today's backup unless there is one; then removes those that retention lets go.
pub(crate) fn back_up(app: &App, store: &Store) -> Result<bool, AppError> {
    let settings = store.read(crate::settings::get::load)?;
    let folder = folder(store.path(), &settings);
    let (now, today) = (app.now(), app.now().date_naive());
    let there = found(store.path(), &folder)?;
    if there.iter().any(|backup| backup.taken_at.date() == today) {
        return Ok(false);
    }
    copy(
        app,
        store,
        &free_path(store.path(), &folder, "daily", now),
        "Daily backup",
    )?;
    for path in to_delete(&found(store.path(), &folder)?, today) {
        remove(&path);
    }
    crate::session::current::tell(app);
    Ok(true)
}

fn found(
    ledger: &Path,
    folder: &Path,
) -> Result<Vec<store::backup::retention::DailyBackup>, AppError> {
    daily_backups(ledger, folder).map_err(|error| {
        AppError::new(
            "backup_folder_unreadable",
            format!(
                "The backup folder {} cannot be read: {error}.",
                folder.display()
            ),
            "Choose another folder in Settings, Backup.",
        )
    })
}

/// A backup that stays too long costs only room.
fn remove(path: &Path) {
    let mut key = path.as_os_str().to_owned();
    key.push(".key");
    for file in [path.as_os_str(), key.as_os_str()] {
        if let Err(error) = std::fs::remove_file(file) {
            tracing::info!(%error, "an old backup was not removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{call, instant, opened};
    use chrono::Days;
    use serde_json::json;

    #[test]
    fn one_a_day_in_the_chosen_folder_and_old_ones_go() {
        let (app, folder) = opened();
        let chosen = folder.path().join("elsewhere");
        let mut settings = call(&app, "settings.get", json!({})).expect("settings");
        settings["backup_folder"] = json!(chosen);
        call(&app, "settings.update", settings).expect("saved");
        let store = app.ledger().expect("open");
        for day in 0..9 {
            app.set_clock(instant() + Days::new(day));
            assert_eq!(back_up(&app, &store), Ok(true));
            assert_eq!(
                back_up(&app, &store),
                Ok(false),
                "a second one on day {day}"
            );
        }
        // From Friday 20 to Saturday 28 November: the last 7 days (22 to 28); of the weeks of 16
        // and 23 November the newest (Sunday 22, Saturday 28) are among them, so are the month's.
        let list = call(&app, "backup.list", json!({})).expect("a list");
        let rows = list["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 7);
        assert_eq!(rows[6]["made_at"], "2026-11-22T08:00:00Z");
        assert!(rows.iter().all(|row| row["kind"] == "daily"));
        assert_eq!(list["folder"], json!(chosen));
    }
}
