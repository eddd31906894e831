//! Commands that need the system around the window: dialogs, viewers, and being shown.

use std::path::PathBuf;
use std::sync::Arc;

use app::error::AppError;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Runtime, State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

use crate::commands::off_the_main_thread;
use crate::state::Desktop;
use crate::{files, window};

/// A logo or an import is small; larger files are read by use cases, by their path.
const READ_AT_MOST: u64 = 8 << 20;

/// What a file dialog asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pick {
    title: String,
    /// Without dots; empty means any file.
    #[serde(default)]
    extensions: Vec<String>,
    /// Choose a folder.
    #[serde(default)]
    folder: bool,
    /// Give the content as well.
    #[serde(default)]
    read: bool,
}

/// What the person chose.
#[derive(Debug, Serialize)]
pub struct Picked {
    path: String,
    name: String,
    base64: Option<String>,
}

/// The page has its first content: show the window.
#[tauri::command]
pub async fn ready<R: Runtime>(
    window: WebviewWindow<R>,
    desktop: State<'_, Arc<Desktop>>,
) -> Result<(), AppError> {
    window::show_once(&window, &desktop);
    Ok(())
}

/// Saves a document where the person says; gives the path, or nothing when they cancel.
#[tauri::command]
pub async fn save_as<R: Runtime>(
    handle: AppHandle<R>,
    desktop: State<'_, Arc<Desktop>>,
    name: String,
    base64: String,
) -> Result<Option<String>, AppError> {
    let desktop = Arc::clone(&desktop);
    off_the_main_thread(move || {
        let bytes = files::bytes_of(&base64)?;
        let Some(path) = place_for(&handle, &desktop, "Save", &name) else {
            return Ok(None);
        };
        files::write(&path, &bytes)?;
        desktop.remember_saved(&path);
        Ok(Some(path.display().to_string()))
    })
    .await
}

/// Asks where a new ledger or a backup shall be; writes nothing.
#[tauri::command]
pub async fn choose_place<R: Runtime>(
    handle: AppHandle<R>,
    desktop: State<'_, Arc<Desktop>>,
    title: String,
    name: String,
) -> Result<Option<String>, AppError> {
    let desktop = Arc::clone(&desktop);
    off_the_main_thread(move || {
        let place = place_for(&handle, &desktop, &title, &name);
        Ok(place.map(|path| path.display().to_string()))
    })
    .await
}

fn place_for<R: Runtime>(
    handle: &AppHandle<R>,
    desktop: &Desktop,
    title: &str,
    name: &str,
) -> Option<PathBuf> {
    let name = files::safe_name(name);
    if let Some(folder) = &desktop.save_dir {
        return Some(folder.join(name));
    }
    let mut dialog = handle.dialog().file().set_title(title).set_file_name(&name);
    if let Some((_, extension)) = name.rsplit_once('.') {
        dialog = dialog.add_filter(extension.to_uppercase(), &[extension]);
    }
    dialog.blocking_save_file().and_then(path_of)
}

/// Lets the person choose a file or a folder; nothing when they cancel.
#[tauri::command]
pub async fn pick_file<R: Runtime>(
    handle: AppHandle<R>,
    pick: Pick,
) -> Result<Option<Picked>, AppError> {
    off_the_main_thread(move || {
        let chosen = match picked_by_test() {
            Some(path) => Some(path),
            None => ask(handle.dialog().file(), &pick),
        };
        chosen.map(|path| picked(path, pick.read)).transpose()
    })
    .await
}

fn ask<R: Runtime>(dialog: FileDialogBuilder<R>, pick: &Pick) -> Option<PathBuf> {
    let dialog = dialog.set_title(&pick.title);
    if pick.folder {
        return dialog.blocking_pick_folder().and_then(path_of);
    }
    let extensions: Vec<&str> = pick.extensions.iter().map(String::as_str).collect();
    let dialog = match extensions.first() {
        Some(_) => dialog.add_filter(&pick.title, &extensions),
        None => dialog,
    };
    dialog.blocking_pick_file().and_then(path_of)
}

/// Native dialogs cannot be driven by tests: a debug build takes the answer from here instead.
fn picked_by_test() -> Option<PathBuf> {
    cfg!(debug_assertions).then(|| std::env::var_os("BILLFOLD_PICK_FILE").map(PathBuf::from))?
}

fn picked(path: PathBuf, read: bool) -> Result<Picked, AppError> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let base64 = if read {
        Some(files::read_base64(&path, READ_AT_MOST)?)
    } else {
        None
    };
    Ok(Picked {
        path: path.display().to_string(),
        name,
        base64,
    })
}

fn path_of(file: FilePath) -> Option<PathBuf> {
    file.into_path().ok()
}

/// Shows a PDF in the system's viewer, where it can be printed; gives the path.
#[tauri::command]
pub async fn open_pdf(
    desktop: State<'_, Arc<Desktop>>,
    name: String,
    base64: String,
) -> Result<String, AppError> {
    let desktop = Arc::clone(&desktop);
    off_the_main_thread(move || {
        let bytes = files::bytes_of(&base64)?;
        if !bytes.starts_with(b"%PDF") {
            return Err(not_a_pdf());
        }
        let name = format!("{}.pdf", name.trim_end_matches(".pdf"));
        if let Some(folder) = &desktop.save_dir {
            let path = folder.join(files::safe_name(&name));
            files::write(&path, &bytes)?;
            return Ok(path.display().to_string());
        }
        let path = files::write_private(&desktop.opened_documents(), &name, &bytes)?;
        tauri_plugin_opener::open_path(&path, None::<&str>).map_err(|_| no_viewer())?;
        Ok(path.display().to_string())
    })
    .await
}

/// Shows a file that this window saved in its folder; no other file.
#[tauri::command]
pub async fn reveal(desktop: State<'_, Arc<Desktop>>, path: String) -> Result<(), AppError> {
    let desktop = Arc::clone(&desktop);
    off_the_main_thread(move || {
        let path = PathBuf::from(path);
        if !desktop.has_saved(&path) {
            return Err(AppError::new(
                "file_not_ours",
                "This file was not saved by this window, so it is not shown.",
                "Save the document first.",
            ));
        }
        tauri_plugin_opener::reveal_item_in_dir(&path).map_err(|_| {
            AppError::new(
                "no_file_manager",
                format!(
                    "No file manager could be opened. The file is {}.",
                    path.display()
                ),
                "Open its folder yourself.",
            )
        })
    })
    .await
}

fn not_a_pdf() -> AppError {
    AppError::new(
        "invalid_request",
        "This is not a PDF document.",
        "Make the document again.",
    )
    .at("base64")
}

fn no_viewer() -> AppError {
    AppError::new(
        "no_pdf_viewer",
        "No program on this computer opens PDF documents.",
        "Save the PDF instead, or install a viewer.",
    )
}
