//! What every use case is given: clock, ids, the open ledger, documents, jobs and events.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, OnceLock, Weak};

use billing::business::Business;
use chrono::{DateTime, NaiveDate, Utc};
use documents::DocumentEngine;
use store::{ReadTx, Store, WriteMeta, WriteTx};
use ulid::Ulid;
use zeroize::Zeroizing;

use crate::clock::{Clock, IdSource, Ids};
use crate::error::AppError;
use crate::events::{AppEvent, Listeners, locked};
use crate::jobs::Jobs;
use crate::keyring::{Keyring, KeyringUse};
use crate::session::current::Current;

/// From which door a write comes; kept in the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Person,
    Cli,
    Api,
    Run,
    Demo,
}

impl Source {
    /// The word in the audit log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Cli => "cli",
            Self::Api => "api",
            Self::Run => "run",
            Self::Demo => "demo",
        }
    }
}

/// How a door starts the application.
#[derive(Clone)]
pub struct AppOptions {
    pub clock: Clock,
    pub ids: Ids,
    pub source: Source,
    /// Who writes, for the audit log.
    pub actor: String,
    /// Where the session file, the standard ledger, the demo and the log are.
    pub data_dir: PathBuf,
    /// The ledger to use; without one, that of the last session.
    pub ledger: Option<PathBuf>,
    /// Opens the ledger where there is no keyring.
    pub passphrase: Option<Zeroizing<String>>,
    pub keyring: KeyringUse,
    /// Make a backup each day while the ledger is open.
    pub backups: bool,
}

/// Debug output never shows a passphrase.
impl std::fmt::Debug for AppOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppOptions")
            .field("data_dir", &self.data_dir)
            .field("ledger", &self.ledger)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl AppOptions {
    /// A person at the window: system clock, keyring and daily backups.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            clock: Clock::System,
            ids: Ids::System,
            source: Source::Person,
            actor: actor_of_system(),
            data_dir: data_dir.into(),
            ledger: None,
            passphrase: None,
            keyring: KeyringUse::System,
            backups: true,
        }
    }
}

/// The name the person is logged in with.
fn actor_of_system() -> String {
    let name = std::env::var("USER").or_else(|_| std::env::var("USERNAME"));
    name.ok()
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "owner".to_owned())
}

/// The running application; a clone is the same one.
#[derive(Debug, Clone)]
pub struct App {
    core: Arc<Core>,
    /// None in the hands of the application's own threads.
    _owner: Option<Arc<Owner>>,
}

/// What every handle outside shares: the last one to go closes the ledger and ends the threads.
struct Owner(Arc<Core>);

impl std::fmt::Debug for Owner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Owner").finish_non_exhaustive()
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        let core = Arc::clone(&self.0);
        App { core, _owner: None }.shut_down();
    }
}

#[derive(Debug)]
pub(crate) struct Core {
    clock: Mutex<Clock>,
    ids: Mutex<IdSource>,
    source: Source,
    actor: String,
    data_dir: PathBuf,
    backups: bool,
    keyring: Keyring,
    documents: OnceLock<DocumentEngine>,
    listeners: Arc<Listeners>,
    jobs: Jobs,
    current: Mutex<Current>,
    run_guard: Mutex<()>,
}

impl App {
    /// Starts the application; the ledger is opened when it is first needed.
    pub fn new(options: AppOptions) -> Self {
        let listeners = Arc::new(Listeners::default());
        let current = Current::new(&options);
        let core = Core {
            clock: Mutex::new(options.clock),
            ids: Mutex::new(IdSource::new(options.ids)),
            source: options.source,
            actor: options.actor,
            data_dir: options.data_dir,
            backups: options.backups,
            keyring: Keyring::new(options.keyring),
            documents: OnceLock::new(),
            jobs: Jobs::new(Arc::clone(&listeners)),
            listeners,
            current: Mutex::new(current),
            run_guard: Mutex::new(()),
        };
        let core = Arc::new(core);
        let _owner = Some(Arc::new(Owner(Arc::clone(&core))));
        Self { core, _owner }
    }

    /// Ends all work in the background and closes the ledger; for a process that ends with handles
    /// still held. Without it the last handle does the same.
    pub fn shut_down(&self) {
        crate::session::current::shut_down(self);
    }

    /// What time it is for this application.
    pub fn now(&self) -> DateTime<Utc> {
        locked(&self.core.clock).now()
    }

    /// Moves a set clock; the system's clock is left alone.
    pub fn set_clock(&self, at: DateTime<Utc>) {
        let mut clock = locked(&self.core.clock);
        if matches!(*clock, Clock::Set(_)) {
            *clock = Clock::Set(at);
        }
    }

    /// Whether everything is dated by a set clock.
    pub fn clock_is_set(&self) -> bool {
        matches!(*locked(&self.core.clock), Clock::Set(_))
    }

    /// A new id; ids sort in the order they were made.
    pub fn new_ulid(&self) -> Ulid {
        let now = self.now();
        locked(&self.core.ids).next(now)
    }

    /// The open ledger; opens it first where that needs nobody.
    ///
    /// # Errors
    /// `no_ledger`, `ledger_locked`, or why it could not be opened.
    pub fn ledger(&self) -> Result<Arc<Store>, AppError> {
        crate::session::current::store_of(self)
    }

    /// Writes in one database transaction under the name of a use case: all of it or nothing.
    pub fn write<T>(
        &self,
        action: &str,
        work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        self.ledger()?.write(&self.meta(action), work)
    }

    /// The same for what this program does by itself, or what a run does.
    pub(crate) fn write_as<T>(
        &self,
        source: Source,
        action: &str,
        work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let meta = WriteMeta {
            source: source.as_str().to_owned(),
            ..self.meta(action)
        };
        self.ledger()?.write(&meta, work)
    }

    /// From which door this application writes.
    pub(crate) fn source(&self) -> Source {
        self.core.source
    }

    /// Held by the one billing run that is under way.
    pub(crate) fn run_guard(&self) -> &Mutex<()> {
        &self.core.run_guard
    }

    /// Who writes, when and from where, for the audit log.
    pub(crate) fn meta(&self, action: &str) -> WriteMeta {
        WriteMeta {
            now: self.now(),
            actor: self.core.actor.clone(),
            source: self.core.source.as_str().to_owned(),
            action: action.to_owned(),
        }
    }

    /// Reads one consistent snapshot.
    pub fn read<T>(
        &self,
        work: impl FnOnce(&ReadTx<'_>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        self.ledger()?.read(work)
    }

    /// The business of the open ledger.
    pub fn business(&self) -> Result<Business, AppError> {
        self.read(crate::business::get::load)
    }

    /// Today in the business's time zone.
    pub fn today(&self) -> Result<NaiveDate, AppError> {
        let business = self.business()?;
        Ok(crate::business::get::local_date(
            self.now(),
            &business.timezone,
        ))
    }

    /// The maker of documents; its fonts are loaded on first use.
    pub fn documents(&self) -> Result<&DocumentEngine, AppError> {
        Ok(self.core.documents.get_or_init(DocumentEngine::new))
    }

    /// Long work of this session.
    pub fn jobs(&self) -> &Jobs {
        &self.core.jobs
    }

    /// Hears every event from now on.
    pub fn subscribe(&self) -> Receiver<AppEvent> {
        self.core.listeners.subscribe()
    }

    /// The folder of the session file, the demo and the log.
    pub fn data_dir(&self) -> &Path {
        &self.core.data_dir
    }

    pub(crate) fn emit(&self, event: &AppEvent) {
        self.core.listeners.emit(event);
    }

    pub(crate) fn listeners(&self) -> Arc<Listeners> {
        Arc::clone(&self.core.listeners)
    }

    pub(crate) fn current(&self) -> &Mutex<Current> {
        &self.core.current
    }

    pub(crate) fn keyring(&self) -> &Keyring {
        &self.core.keyring
    }

    /// Whether this is the application that makes the demo company.
    pub(crate) fn makes_demo(&self) -> bool {
        matches!(self.core.source, Source::Demo)
    }

    pub(crate) fn makes_backups(&self) -> bool {
        self.core.backups
    }

    /// For threads that must not keep the application alive.
    pub(crate) fn downgrade(&self) -> Weak<Core> {
        Arc::downgrade(&self.core)
    }

    pub(crate) fn upgrade(weak: &Weak<Core>) -> Option<Self> {
        weak.upgrade().map(|core| Self { core, _owner: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_never_shows_the_passphrase() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let passphrase = Some(Zeroizing::new("open sesame".to_owned()));
        let options = AppOptions {
            passphrase,
            ..crate::testing::options(&folder)
        };
        let shown = format!("{options:?} {:?}", App::new(options.clone()));
        assert!(
            shown.contains("data_dir") && !shown.contains("sesame"),
            "{shown}"
        );
    }

    #[test]
    fn only_a_set_clock_can_be_moved() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let later = crate::testing::instant() + chrono::Days::new(400);
        let set = App::new(crate::testing::options(&folder));
        set.set_clock(later);
        assert_eq!(set.now(), later);
        let clock = Clock::System;
        let system = App::new(AppOptions {
            clock,
            ..crate::testing::options(&folder)
        });
        system.set_clock(later);
        assert_ne!(system.now(), later);
    }
}
