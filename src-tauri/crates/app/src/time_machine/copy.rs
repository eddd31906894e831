//! A copy of the ledger with a clock of its own. It is never the current ledger, is remembered
//! nowhere, and its files go with the value, however the work on it ends.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use billing::calendar::{at_local_time, parse_timezone};
use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use store::{OpenOptions, Store};

use crate::clock::{Clock, Ids};
use crate::context::{App, AppOptions, Source};
use crate::error::AppError;
use crate::events::locked;
use crate::jobs::Job;
use crate::keyring::KeyringUse;
use crate::session::current::hold;
use crate::session::memory::Place;

/// A folder that is removed with the value.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the copy of the time machine was not removed");
        }
    }
}

/// An application over a copy. Its fields end in this order: first the file is closed.
pub(super) struct Copy {
    app: App,
    _folder: Folder,
}

impl Copy {
    /// Copies the ledger as it is now; stops where the person asked to.
    pub(super) fn of(app: &App, store: &Store, job: &Job) -> Result<Self, AppError> {
        let name = format!("look-ahead-{}", app.new_ulid());
        let folder = app.data_dir().join(name);
        fs::create_dir_all(&folder).map_err(|error| not_copied(&folder, &error))?;
        let folder = Folder(folder);
        let path = folder.0.join("copy.billfold");
        store.backup_to(&path, &mut |_| {
            if job.is_cancelled() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?;
        let key = store.key().ok_or_else(not_encrypted)?;
        let opened = store::open_with_key(&path, &key, &OpenOptions::new(app.now()))?;
        let copy = App::new(AppOptions {
            clock: Clock::Set(app.now()),
            ids: Ids::System,
            source: Source::Run,
            actor: "time machine".to_owned(),
            data_dir: folder.0.clone(),
            ledger: None,
            passphrase: None,
            keyring: KeyringUse::Off,
            backups: false,
        });
        hold(&copy, &mut locked(copy.current()), opened, Place::new(path));
        Ok(Self {
            app: copy,
            _folder: folder,
        })
    }

    pub(super) fn app(&self) -> &App {
        &self.app
    }

    /// It is noon of that day in the business's zone.
    pub(super) fn set_day(&self, day: NaiveDate, timezone: &str) {
        let zone = parse_timezone(timezone).unwrap_or(Tz::UTC);
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        if let Some(at) = at_local_time(day.and_time(noon), zone) {
            self.app.set_clock(at);
        }
    }
}

fn not_copied(folder: &Path, error: &std::io::Error) -> AppError {
    AppError::new(
        "copy_not_made",
        format!(
            "The copy to look ahead with could not be made at {}: {error}. Your ledger is \
             untouched.",
            folder.display()
        ),
        "Free some space, then try again.",
    )
}

fn not_encrypted() -> AppError {
    AppError::new(
        "copy_not_made",
        "This ledger has no key, so it is not copied. It is untouched.",
        "Look ahead in an encrypted ledger.",
    )
}
