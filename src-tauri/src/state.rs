//! What the desktop keeps while it runs: the app, where files go, and whether it has been shown.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use app::context::{App, AppOptions};
use app::keyring::KeyringUse;
use serde_json::json;
use zeroize::Zeroizing;

use crate::args::Args;
use crate::data_dir;

/// The running desktop.
#[derive(Debug)]
pub struct Desktop {
    pub app: App,
    pub data_dir: PathBuf,
    /// Documents go here without a dialog: for tests, which cannot use a native dialog.
    pub save_dir: Option<PathBuf>,
    opens_demo: bool,
    saved: Mutex<HashSet<PathBuf>>,
    shown: AtomicBool,
}

impl Desktop {
    /// Starts the app as the command line asks. The error is a sentence for the terminal.
    pub fn new(args: Args) -> Result<Self, String> {
        let data_dir = match args.data_dir {
            Some(folder) => folder,
            None => data_dir::standard().ok_or("There is no home folder. Use --data-dir DIR.")?,
        };
        fs::create_dir_all(&data_dir)
            .map_err(|e| format!("{} cannot be used: {e}", data_dir.display()))?;
        let mut options = AppOptions::new(&data_dir);
        options.ledger = args.ledger;
        options.passphrase = args
            .passphrase_file
            .as_deref()
            .map(passphrase)
            .transpose()?;
        if let Some(now) = args.now {
            options.clock = now;
        }
        if args.no_keyring {
            options.keyring = KeyringUse::Off;
        }
        let desktop = Self {
            app: App::new(options),
            data_dir,
            save_dir: args.save_dir.or_else(save_dir_of_debug_build),
            opens_demo: args.demo,
            saved: Mutex::new(HashSet::new()),
            shown: AtomicBool::new(false),
        };
        desktop.clear_opened_documents();
        Ok(desktop)
    }

    /// True for the first caller only.
    pub fn first_showing(&self) -> bool {
        !self.shown.swap(true, Ordering::SeqCst)
    }

    /// Remembers a file that this window saved, so that it may be shown in its folder.
    pub fn remember_saved(&self, path: &Path) {
        self.saved
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_path_buf());
    }

    /// Whether this window saved the file.
    pub fn has_saved(&self, path: &Path) -> bool {
        self.saved
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(path)
    }

    /// Where documents lie while the system's viewer shows them.
    pub fn opened_documents(&self) -> PathBuf {
        self.data_dir.join("opened")
    }

    /// Removes them: outside the ledger, documents are readable by anyone with the disk.
    pub fn clear_opened_documents(&self) {
        match fs::remove_dir_all(self.opened_documents()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!(%error, "documents that were opened could not be removed");
            }
            _ => (),
        }
    }
}

/// Opens the demo company, if the command line asked for it, without holding up the window.
pub fn open_asked_ledger(desktop: Arc<Desktop>) {
    if !desktop.opens_demo {
        return;
    }
    std::thread::spawn(move || {
        if let Err(error) = app::registry::call(&desktop.app, "demo.open", json!({})) {
            tracing::error!(code = error.code, "the demo company could not be opened");
        }
    });
}

fn passphrase(file: &Path) -> Result<Zeroizing<String>, String> {
    let text = fs::read_to_string(file)
        .map(Zeroizing::new)
        .map_err(|e| format!("The passphrase file {} cannot be read: {e}", file.display()))?;
    Ok(Zeroizing::new(
        text.lines().next().unwrap_or_default().to_owned(),
    ))
}

/// A release build saves without a dialog only when its command line says so.
fn save_dir_of_debug_build() -> Option<PathBuf> {
    cfg!(debug_assertions).then(|| std::env::var_os("BILLFOLD_SAVE_DIR").map(PathBuf::from))?
}
