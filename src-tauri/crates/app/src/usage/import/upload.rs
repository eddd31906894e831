//! A file that a browser hands over in parts, put together in the data folder.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::rows::unusable;
use crate::context::App;
use crate::dto::usage_imports::{UsageUpload, UsageUploadRequest};
use crate::error::AppError;

const FOLDER: &str = "uploads";

/// Adds a part to its file; the first one begins it.
pub fn upload(app: &App, request: UsageUploadRequest) -> Result<UsageUpload, AppError> {
    let bytes = BASE64_STANDARD.decode(&request.base64).map_err(|error| {
        AppError::new(
            "upload_unreadable",
            format!("A part of the file cannot be read: {error}. Nothing was imported."),
            "Choose the file again.",
        )
        .at("base64")
    })?;
    let folder = app.data_dir().join(FOLDER);
    let path = match request.path.as_str() {
        "" => begun(app, &folder, &request.name)?,
        path => within(&folder, path)?,
    };
    let opened = OpenOptions::new().append(true).create(true).open(&path);
    let written = opened.and_then(|mut file| file.write_all(&bytes));
    written.map_err(|error| unusable(&path, &error))?;
    Ok(UsageUpload {
        path: path.display().to_string(),
    })
}

/// A folder of its own keeps the file's name.
fn begun(app: &App, folder: &Path, name: &str) -> Result<PathBuf, AppError> {
    let name = Path::new(name).file_name().unwrap_or("usage.csv".as_ref());
    let own = folder.join(app.new_ulid().to_string());
    std::fs::create_dir_all(&own).map_err(|error| unusable(&own, &error))?;
    Ok(own.join(name))
}

fn within(folder: &Path, path: &str) -> Result<PathBuf, AppError> {
    let path = PathBuf::from(path);
    let own = path.parent().and_then(Path::parent);
    let is_plain = path
        .components()
        .all(|part| part != std::path::Component::ParentDir);
    if own == Some(folder) && is_plain && path.exists() {
        return Ok(path);
    }
    Err(AppError::new(
        "upload_unknown",
        "This is no file that is being handed over. Nothing was changed.",
        "Choose the file again.",
    )
    .at("path"))
}
