//! Verifies a backup, restores it, and undoes that; the ledger of before is always kept.

use std::path::{Path, PathBuf};

use store::backup::restore::{UndoCopy, restore as put_back, undo_restore as take_back};
use store::backup::{BackupError, unseal_backup_key};
use store::{Key, OpenOptions, Store};

use crate::context::App;
use crate::dto::backup::{BackupCheck, RestoreRequest};
use crate::dto::lists::Nothing;
use crate::dto::session::SessionStatus;
use crate::error::AppError;
use crate::events::locked;
use crate::keyring::Found;
use crate::session::current::{
    absolute, keep_key, mark, no_ledger, note_problem, switch_to, take_alone,
};
use crate::session::memory::Place;
use crate::session::{DEMO_PASSPHRASE, status};

/// Opens a copy of the backup, so that the backup itself stays byte for byte as it is.
pub fn check(app: &App, request: RestoreRequest) -> Result<BackupCheck, AppError> {
    let backup = absolute(Path::new(&request.path));
    let key = key_for(app, &backup, request.passphrase.as_deref())?;
    app.jobs().run("Checking the backup", 1, |_| {
        let folder = scratch(app, &backup)?;
        let result = check_copy(app, &backup, &key, &folder).map_err(ask_passphrase);
        if let Err(error) = std::fs::remove_dir_all(&folder) {
            tracing::warn!(%error, "the checked copy was not removed");
        }
        result
    })
}

fn check_copy(app: &App, backup: &Path, key: &Key, folder: &Path) -> Result<BackupCheck, AppError> {
    let copy = folder.join("checked.billfold");
    put_back(backup, key, &copy, app.now())?;
    let store = store::open_with_key(&copy, key, &OpenOptions::new(app.now()))?;
    let found = store
        .verify()
        .err()
        .map(|error| AppError::from(error).message);
    let (invoices, customers) = store.read(crate::home::summary::counts_of)?;
    let problems: Vec<String> = found.into_iter().collect();
    Ok(BackupCheck {
        ok: problems.is_empty(),
        invoices,
        customers,
        problems,
    })
}

/// A private folder in the data folder: the copy is encrypted like the backup.
fn scratch(app: &App, backup: &Path) -> Result<PathBuf, AppError> {
    if !backup.is_file() {
        return Err(store::OpenError::NotFound {
            path: backup.to_owned(),
        }
        .into());
    }
    let folder = app.data_dir().join(format!("checking-{}", app.new_ulid()));
    std::fs::create_dir_all(&folder).map_err(|error| {
        AppError::new(
            "folder_unusable",
            format!("The folder {} cannot be made: {error}.", folder.display()),
            "Free some space or check its permissions; nothing was changed.",
        )
    })?;
    Ok(folder)
}

/// Verifies, closes the ledger, swaps, and opens it again.
pub fn restore(app: &App, request: RestoreRequest) -> Result<SessionStatus, AppError> {
    let backup = absolute(Path::new(&request.path));
    let place = place(app)?;
    if !backup.is_file() {
        return Err(store::OpenError::NotFound { path: backup }.into());
    }
    let key = key_for(app, &backup, request.passphrase.as_deref())?;
    app.jobs().run("Restoring the backup", 1, |_| {
        let undo = swap(app, &place, || {
            put_back(&backup, &key, &place.path, app.now())
        })
        .map_err(ask_passphrase)?;
        reopen(app, place.clone(), &key, undo)
    })?;
    Ok(status::now(app))
}

/// Brings back the ledger as it was before the last restore.
pub fn undo_restore(app: &App, _request: Nothing) -> Result<SessionStatus, AppError> {
    let place = place(app)?;
    let copy = place
        .undo
        .clone()
        .filter(|copy| copy.is_file())
        .ok_or_else(nothing_to_undo)?;
    let present = app.ledger().ok().and_then(|store| store.key());
    app.jobs().run("Undoing the restore", 1, |_| {
        let copy = UndoCopy { path: copy.clone() };
        let redo = swap(app, &place, || take_back(&place.path, &copy, app.now()))?;
        match present {
            Some(key) => reopen(app, place.clone(), &key, redo),
            None => {
                mark(app, |place| place.undo = redo.map(|redo| redo.path));
                Ok(())
            }
        }
    })?;
    Ok(status::now(app))
}

fn place(app: &App) -> Result<Place, AppError> {
    locked(app.current()).place.clone().ok_or_else(no_ledger)
}

/// Nobody has the file open meanwhile; if the swap fails, the ledger of before opens again.
fn swap(
    app: &App,
    place: &Place,
    work: impl FnOnce() -> Result<Option<UndoCopy>, BackupError>,
) -> Result<Option<UndoCopy>, AppError> {
    let held = take_alone(app)?;
    let key = held.as_ref().and_then(Store::key);
    drop(held);
    work().map_err(|error| {
        if let Some(key) = key
            && let Ok(store) = store::open_with_key(&place.path, &key, &OpenOptions::new(app.now()))
        {
            switch_to(app, store, place.clone());
        }
        AppError::from(error)
    })
}

/// With the key that fits the file now: an older backup may have an older key.
fn reopen(app: &App, mut place: Place, key: &Key, undo: Option<UndoCopy>) -> Result<(), AppError> {
    place.undo = undo.map(|undo| undo.path);
    match store::open_with_key(&place.path, key, &OpenOptions::new(app.now())) {
        Ok(store) => {
            let was_kept = place.in_keyring;
            switch_to(app, store, place);
            if was_kept && let Err(problem) = keep_key(app, app.ledger()?.as_ref()) {
                note_problem(app, problem);
            }
            Ok(())
        }
        Err(error) => {
            let undo = place.undo;
            mark(app, |place| place.undo = undo);
            note_problem(app, error.into());
            Ok(())
        }
    }
}

/// The passphrase of the backup's day, else the open ledger's key, else the keyring's.
fn key_for(app: &App, backup: &Path, passphrase: Option<&str>) -> Result<Key, AppError> {
    if let Some(passphrase) = passphrase {
        return Ok(unseal_backup_key(backup, passphrase)?);
    }
    let current = locked(app.current());
    let (store, place) = (current.store.clone(), current.place.clone());
    drop(current);
    if let Some(key) = store.and_then(|store| store.key()) {
        return Ok(key);
    }
    let place = place.ok_or_else(needs_passphrase)?;
    if place.demo {
        return Ok(unseal_backup_key(backup, DEMO_PASSPHRASE)?);
    }
    let id = place.ledger_id.as_deref().unwrap_or_default();
    match app.keyring().find(id, place.in_keyring) {
        Found::Key(key) => Ok(key),
        Found::NoEntry | Found::NoKeyring => Err(needs_passphrase()),
    }
}

/// The key at hand is not the backup's: the passphrase of its day leads to the right one.
fn ask_passphrase(error: AppError) -> AppError {
    if error.code == "wrong_key" {
        needs_passphrase()
    } else {
        error
    }
}

fn needs_passphrase() -> AppError {
    AppError::new(
        "passphrase_needed",
        "The key of this backup is not at hand. Nothing was changed.",
        "Type the recovery passphrase that the ledger had when the backup was made.",
    )
    .at("passphrase")
}

fn nothing_to_undo() -> AppError {
    AppError::new(
        "nothing_to_undo",
        "No restore can be undone: none was made, or its copy is gone. Nothing was changed.",
        "Choose a backup to restore instead.",
    )
}

#[cfg(test)]
mod tests {
    use crate::context::App;
    use crate::testing::{PASSPHRASE, call, opened};
    use serde_json::{Value, json};

    fn name_of(app: &App) -> Value {
        call(app, "business.get", json!({})).expect("the business")["name"].clone()
    }

    fn rename(app: &App, name: &str) {
        let mut business = call(app, "business.get", json!({})).expect("the business");
        business["name"] = json!(name);
        call(app, "business.update", business).expect("renamed");
    }

    #[test]
    fn a_backup_is_made_checked_restored_and_that_undone() {
        let (app, _folder) = opened();
        let made = call(&app, "backup.create", json!({})).expect("a backup");
        assert_eq!(made["kind"], "manual");
        rename(&app, "Atelier Süd");
        let request = json!({"path": made["path"]});
        let check = call(&app, "backup.check", request.clone()).expect("checked");
        assert_eq!(
            check,
            json!({"ok": true, "invoices": 0, "customers": 0, "problems": []})
        );

        call(&app, "backup.restore", request).expect("restored");
        assert_eq!(name_of(&app), "Atelier Nord");
        let list = call(&app, "backup.list", json!({})).expect("a list");
        assert_eq!(list["can_undo_restore"], true);
        let kinds: Vec<&str> = list["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .filter_map(|r| r["kind"].as_str())
            .collect();
        assert!(
            kinds.contains(&"manual") && kinds.contains(&"before_restore"),
            "{kinds:?}"
        );

        call(&app, "backup.undo_restore", json!({})).expect("undone");
        assert_eq!(name_of(&app), "Atelier Süd");
        call(&app, "backup.undo_restore", json!({})).expect("done again");
        assert_eq!(name_of(&app), "Atelier Nord");
    }

    #[test]
    fn a_damaged_backup_is_refused_and_the_ledger_goes_on() {
        let (app, _folder) = opened();
        let made = call(&app, "backup.create", json!({})).expect("a backup");
        let path = made["path"].as_str().expect("a path");
        let mut bytes = std::fs::read(path).expect("the backup");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(path, bytes).expect("a flipped bit");
        for name in ["backup.check", "backup.restore"] {
            let refused = call(&app, name, json!({"path": path}));
            let code = refused.expect_err("damaged").code;
            assert!(
                ["backup_damaged", "ledger_damaged"].contains(&code.as_str()),
                "{code}"
            );
        }
        assert_eq!(name_of(&app), "Atelier Nord");
        rename(&app, "Atelier Süd");
    }

    #[test]
    fn a_backup_of_an_older_key_asks_for_its_passphrase() {
        let (app, _folder) = opened();
        let made = call(&app, "backup.create", json!({})).expect("a backup");
        call(
            &app,
            "session.rotate_key",
            json!({"passphrase": PASSPHRASE}),
        )
        .expect("rotated");
        let request = json!({"path": made["path"]});
        let refused = call(&app, "backup.restore", request).expect_err("another key");
        assert_eq!(refused.code, "passphrase_needed");
        assert_eq!(name_of(&app), "Atelier Nord");
        let request = json!({"path": made["path"], "passphrase": PASSPHRASE});
        let status = call(&app, "backup.restore", request).expect("restored");
        assert_eq!(status["state"], "open");
    }

    #[test]
    fn nothing_to_undo_says_so() {
        let (app, _folder) = opened();
        let refused = call(&app, "backup.undo_restore", json!({}));
        assert_eq!(refused.expect_err("no restore yet").code, "nothing_to_undo");
    }
}
