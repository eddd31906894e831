//! Makes a new encrypted ledger with its business, and opens it.

use std::path::{Path, PathBuf};

use billing::business::Business;
use store::{KdfParams, OpenOptions};

use super::current::{absolute, keep_key, note_problem, switch_to};
use super::memory::Place;
use super::status;
use crate::business::from_dto::from_dto;
use crate::context::App;
use crate::dto::session::{CreateLedgerRequest, SessionStatus};
use crate::error::AppError;

/// Makes the ledger; a keyring that refuses the key is told in the status, for the ledger is there.
pub fn create(app: &App, request: CreateLedgerRequest) -> Result<SessionStatus, AppError> {
    let business = from_dto(&request.business).map_err(within_business)?;
    let path = match &request.path {
        Some(path) => absolute(Path::new(path)),
        None => free_path(app.data_dir(), &business.name),
    };
    create_at(app, Place::new(path), &request.passphrase, &business)?;
    if request.use_keyring
        && let Err(problem) = keep_key(app, app.ledger()?.as_ref())
    {
        note_problem(app, problem);
    }
    Ok(status::now(app))
}

/// Makes the ledger at its place and makes it the current one.
pub(crate) fn create_at(
    app: &App,
    place: Place,
    passphrase: &str,
    business: &Business,
) -> Result<(), AppError> {
    if let Some(folder) = place.path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            AppError::new(
                "folder_unusable",
                format!("The folder {} cannot be made: {error}.", folder.display()),
                "Choose a folder that you may write to; nothing was changed.",
            )
        })?;
    }
    let mut options = OpenOptions::new(app.now());
    if app.makes_demo() {
        // Its passphrase is known to all, so making it dear to try would only delay opening.
        options.kdf = KdfParams::smallest();
    }
    let store = store::create_ledger(&place.path, passphrase, &options)?;
    store.write::<_, AppError>(&app.meta("session.create"), |tx| {
        crate::business::update::put(tx, business)
    })?;
    switch_to(app, store, place);
    Ok(())
}

fn within_business(mut error: AppError) -> AppError {
    error.field = error.field.map(|field| format!("business.{field}"));
    error
}

/// `<data>/<name>.billfold`, with a number where that is taken.
fn free_path(data_dir: &Path, name: &str) -> PathBuf {
    let stem = file_stem(name);
    let mut path = data_dir.join(format!("{stem}.billfold"));
    let mut nth = 2;
    while path.exists() {
        path = data_dir.join(format!("{stem} {nth}.billfold"));
        nth += 1;
    }
    path
}

/// The name without what file systems refuse.
fn file_stem(name: &str) -> String {
    let kept: String = name
        .chars()
        .filter(|character| !character.is_control() && !r#"/\:*?"<>|"#.contains(*character))
        .take(60)
        .collect();
    let kept = kept.trim().trim_matches('.').to_owned();
    if kept.is_empty() {
        "ledger".to_owned()
    } else {
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_is_named_after_the_business_without_what_file_systems_refuse() {
        assert_eq!(file_stem("Nord/Süd: GmbH?"), "NordSüd GmbH");
        assert_eq!(file_stem("../.."), "ledger");
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("Nord.billfold"), "").expect("a file");
        assert_eq!(
            free_path(folder.path(), "Nord"),
            folder.path().join("Nord 2.billfold")
        );
    }
}
