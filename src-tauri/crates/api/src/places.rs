//! Which files this door may touch: only those in the system's temporary folder.

use std::path::{Component, Path, PathBuf};

use app::error::AppError;
use serde_json::Value;

/// Refuses a path outside the system's temporary folder, however it is spelled.
pub fn must_be_temporary(path: &Path) -> Result<(), AppError> {
    let inside = temporary_folder().zip(resolved(path));
    if inside.is_some_and(|(folder, path)| path.starts_with(folder)) {
        return Ok(());
    }
    Err(AppError::new(
        "only_temporary_ledgers",
        format!(
            "{} is not in the system's temporary folder; nothing was opened.",
            path.display()
        ),
        "This door is for tests: give it a ledger made for the test.",
    ))
}

/// Refuses a request that names a file outside the temporary folder.
pub fn request_must_be_temporary(request: &Value) -> Result<(), AppError> {
    const PATHS: [&str; 2] = ["path", "backup_folder"];
    for field in PATHS {
        if let Some(path) = request
            .get(field)
            .and_then(Value::as_str)
            .filter(|p| !p.is_empty())
        {
            must_be_temporary(Path::new(path)).map_err(|error| error.at(field))?;
        }
    }
    Ok(())
}

#[allow(
    clippy::disallowed_methods,
    reason = "this is the rule on the temporary folder"
)]
fn temporary_folder() -> Option<PathBuf> {
    std::env::temp_dir().canonicalize().ok()
}

/// The real place of a path whose end need not exist yet; links are followed.
fn resolved(path: &Path) -> Option<PathBuf> {
    let climbs = path.components().any(|part| part == Component::ParentDir);
    if climbs || !path.is_absolute() {
        return None;
    }
    let existing = path
        .ancestors()
        .find(|place| place.symlink_metadata().is_ok())?;
    let rest = path.strip_prefix(existing).ok()?;
    existing.canonicalize().ok().map(|place| place.join(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(path: &Path) -> bool {
        must_be_temporary(path).is_err_and(|error| error.code == "only_temporary_ledgers")
    }

    #[test]
    fn only_the_temporary_folder_is_open() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(must_be_temporary(&folder.path().join("new/a.billfold")).is_ok());
        assert!(refused(Path::new("/home/someone/books.billfold")));
        assert!(
            refused(Path::new("books.billfold")),
            "a relative path is anywhere"
        );
        assert!(refused(&folder.path().join("../../home/books.billfold")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_followed_and_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("/etc", &link).expect("a link");
        assert!(refused(&link.join("books.billfold")));
        let dangling = folder.path().join("dangling");
        std::os::unix::fs::symlink("/home/nobody/books", &dangling).expect("a link");
        assert!(
            refused(&dangling),
            "a link to nowhere could become a file outside"
        );
    }

    #[test]
    fn a_request_names_the_field_that_leads_out() {
        let refused = request_must_be_temporary(&json!({ "path": "/etc/x" })).expect_err("outside");
        assert_eq!(refused.field.as_deref(), Some("path"));
        assert!(request_must_be_temporary(&json!({ "backup_folder": "" })).is_ok());
        assert!(request_must_be_temporary(&json!({ "id": "in_1" })).is_ok());
    }
}
