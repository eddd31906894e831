//! `demo.open`: the demo company in its own file, made first where it is not there yet.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::build::build;
use crate::context::App;
use crate::dto::session::{OpenDemoRequest, SessionStatus};
use crate::error::AppError;
use crate::events::locked;
use crate::session::DEMO_PASSPHRASE;
use crate::session::current::{absolute, close_wholly, let_go};
use crate::session::open::open_demo;

const STANDARD_NAME: &str = "demo.billfold";

/// Opens the demo company; with `reset` it is made anew.
pub fn open(app: &App, request: OpenDemoRequest) -> Result<SessionStatus, AppError> {
    let path = match &request.path {
        Some(path) => absolute(Path::new(path)),
        None => absolute(&app.data_dir().join(STANDARD_NAME)),
    };
    let is_there = path.try_exists().map_err(|error| unusable(&path, &error))?;
    if !is_there || request.reset {
        if is_there {
            check_is_demo(&path)?;
        }
        make(app, &path)?;
    }
    open_demo(app, &path)
}

/// A file that is not the demo company is never replaced.
fn check_is_demo(path: &Path) -> Result<(), AppError> {
    store::unseal_key(path, DEMO_PASSPHRASE)
        .map(drop)
        .map_err(|_| {
            AppError::new(
                "not_a_demo_company",
                format!("{} is not a demo company. It is untouched.", path.display()),
                "Choose another path for the demo company.",
            )
            .at("path")
        })
}

/// Makes it in a folder beside, so that a half-made company never stands at the path.
fn make(app: &App, path: &Path) -> Result<(), AppError> {
    let folder = beside(path, ".making");
    remove_folder(&folder)?;
    fs::create_dir_all(&folder).map_err(|error| unusable(&folder, &error))?;
    let made = folder.join(STANDARD_NAME);
    let result = app
        .jobs()
        .run("Making the demo company", 0, |job| {
            build(&made, app.now().date_naive(), &mut |done, total| {
                job.progress_of(done, total);
                job.check()
            })
        })
        .and_then(|_| replace(app, &made, path));
    let removed = remove_folder(&folder);
    result.and(removed)
}

fn replace(app: &App, made: &Path, path: &Path) -> Result<(), AppError> {
    let is_current = locked(app.current())
        .place
        .as_ref()
        .is_some_and(|place| place.path == path);
    if is_current && let Some(store) = let_go(app) {
        close_wholly(store)?;
    }
    for ending in ["", ".key", "-wal", "-shm"] {
        let old = beside(path, ending);
        match fs::remove_file(&old) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(unusable(&old, &error));
            }
            _ => {}
        }
    }
    // The key first: a ledger without its key could not be opened, a key alone does no harm.
    for ending in [".key", ""] {
        let (from, to) = (beside(made, ending), beside(path, ending));
        fs::rename(&from, &to).map_err(|error| unusable(&to, &error))?;
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn remove_folder(folder: &Path) -> Result<(), AppError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(unusable(folder, &error)),
        _ => Ok(()),
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> AppError {
    AppError::new(
        "demo_not_made",
        format!(
            "The demo company could not be made at {}: {error}.",
            path.display()
        ),
        "Free some space or choose a folder you may write to. Your own ledgers are untouched.",
    )
}
