//! The ledger that this process holds: its place, its open store, and how it is opened and closed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use store::{OpenError, OpenOptions, Store};
use zeroize::Zeroizing;

use super::background::{self, Background};
use super::memory::{Memory, Place, remember};
use super::{DEMO_PASSPHRASE, verification, watch};
use crate::context::{App, AppOptions};
use crate::dto::settings::SettingsDto;
use crate::error::AppError;
use crate::events::{AppEvent, LedgerChange, locked};
use crate::keyring::{Found, locked_or_lost};

/// How long closing waits for readers to end: 100 times 50 ms.
const WAITS: u32 = 100;
const WAIT: Duration = Duration::from_millis(50);

/// What is held between calls.
pub(crate) struct Current {
    pub(crate) place: Option<Place>,
    pub(crate) store: Option<Arc<Store>>,
    /// Why the ledger is not open, or what went wrong while it was opened.
    pub(crate) problem: Option<AppError>,
    /// What a check of the whole open ledger found wrong.
    pub(crate) damage: Option<AppError>,
    pub(crate) verification: Option<Background>,
    /// Given at the start; used once.
    passphrase: Option<Zeroizing<String>>,
    /// Opening without the person was tried, or the person locked.
    tried: bool,
    pub(crate) touched: Instant,
    pub(crate) lock_after: Option<Duration>,
    pub(crate) daily_backups: bool,
    /// The thread that looks whether to lock, to back up and to bill.
    pub(crate) watch: Option<Background>,
}

/// Debug output never shows a passphrase.
impl std::fmt::Debug for Current {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Current")
            .field("place", &self.place)
            .field("is_open", &self.store.is_some())
            .finish_non_exhaustive()
    }
}

impl Current {
    pub(crate) fn new(options: &AppOptions) -> Self {
        let memory = Memory::read(&options.data_dir);
        let place = match &options.ledger {
            Some(path) => Some(memory.place(&absolute(path))),
            None => memory.last(),
        };
        Self {
            place,
            store: None,
            problem: None,
            damage: None,
            verification: None,
            passphrase: options.passphrase.clone(),
            tried: false,
            touched: Instant::now(),
            lock_after: None,
            daily_backups: false,
            watch: None,
        }
    }
}

/// Paths are remembered whole: the next start may be in another folder.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// What opens a ledger.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Secret<'a> {
    Passphrase(&'a str),
    Keyring,
}

/// The open store; the first call opens the ledger where that needs nobody.
pub(crate) fn store_of(app: &App) -> Result<Arc<Store>, AppError> {
    let mut current = locked(app.current());
    if let Some(store) = &current.store {
        return Ok(Arc::clone(store));
    }
    let Some(place) = current.place.clone() else {
        return Err(no_ledger());
    };
    if current.tried {
        return Err(current.problem.clone().unwrap_or_else(ledger_locked));
    }
    current.tried = true;
    let passphrase = current.passphrase.take();
    match open_alone(app, &place, passphrase.as_ref().map(|text| text.as_str())) {
        Ok(store) => {
            let store = hold(app, &mut current, store, place);
            drop(current);
            after_opening(app);
            Ok(store)
        }
        Err(error) => {
            let expected = error.code == PASSPHRASE_NEEDED
                || (error.code == "keyring_locked_or_lost" && !place.in_keyring);
            current.problem = if expected { None } else { Some(error) };
            Err(current.problem.clone().unwrap_or_else(ledger_locked))
        }
    }
}

fn open_alone(app: &App, place: &Place, passphrase: Option<&str>) -> Result<Store, AppError> {
    let secret = match passphrase {
        Some(passphrase) => Secret::Passphrase(passphrase),
        None if place.demo => Secret::Passphrase(DEMO_PASSPHRASE),
        None => Secret::Keyring,
    };
    unseal(app, place, secret)
}

/// Opens the file; nothing of the session changes.
pub(crate) fn unseal(app: &App, place: &Place, secret: Secret<'_>) -> Result<Store, AppError> {
    let options = OpenOptions::new(app.now());
    let path = &place.path;
    if !path.is_file() {
        return Err(OpenError::NotFound { path: path.clone() }.into());
    }
    match secret {
        Secret::Passphrase(text) => Ok(store::open_with_passphrase(path, text, &options)?),
        Secret::Keyring => match ledger_id_of(place) {
            Some(id) => match app.keyring().find(&id, place.in_keyring) {
                Found::Key(key) => Ok(store::open_with_key(path, &key, &options)?),
                Found::NoEntry => Err(locked_or_lost()),
                Found::NoKeyring => Err(passphrase_needed()),
            },
            // Without a readable key file no passphrase fits: this says why, exactly.
            None => Ok(store::open_with_passphrase(path, "", &options)?),
        },
    }
}

/// The key file names the ledger in the clear, so that its keyring entry can be found.
fn ledger_id_of(place: &Place) -> Option<String> {
    let mut name = place.path.as_os_str().to_owned();
    name.push(".key");
    let written = std::fs::read_to_string(PathBuf::from(name)).ok();
    let in_file = written.and_then(|text| {
        let value: serde_json::Value = serde_json::from_str(&text).ok()?;
        Some(value.get("ledger_id")?.as_str()?.to_owned())
    });
    in_file.or_else(|| place.ledger_id.clone())
}

/// Makes an opened store the current one. Call [`after_opening`] once the lock is released.
pub(crate) fn hold(app: &App, current: &mut Current, store: Store, mut place: Place) -> Arc<Store> {
    let store = Arc::new(store);
    place.ledger_id = Some(store.ledger_id().to_owned());
    forward_changes(app, &store);
    current.place = Some(place);
    current.store = Some(Arc::clone(&store));
    current.problem = None;
    current.damage = None;
    current.verification = None;
    current.tried = true;
    current.touched = Instant::now();
    store
}

/// The store's feed ends when the store is dropped, and with it this thread.
fn forward_changes(app: &App, store: &Store) {
    let (changes, listeners) = (store.subscribe(), app.listeners());
    std::thread::spawn(move || {
        for change in changes {
            let change = LedgerChange {
                tables: change.tables,
                seq: change.seq,
            };
            listeners.emit(&AppEvent::LedgerChanged(change));
        }
    });
}

/// Remembers the place, reads what the idle lock and the backups need, and tells everyone.
pub(crate) fn after_opening(app: &App) {
    match crate::settings::get::get(app, crate::dto::lists::Nothing {}) {
        Ok(settings) => apply_settings(app, &settings),
        Err(error) => tracing::warn!(%error, "the settings could not be read"),
    }
    watch::begin(app);
    verification::begin(app);
    tell(app);
}

/// The idle lock and the daily backups follow the settings at once.
pub(crate) fn apply_settings(app: &App, settings: &SettingsDto) {
    let mut current = locked(app.current());
    let minutes = u64::from(settings.lock_after_minutes);
    current.lock_after = (minutes > 0).then(|| Duration::from_secs(minutes * 60));
    current.daily_backups = settings.daily_backups && app.makes_backups();
}

/// Replaces the current ledger by one that a person opened or made.
pub(crate) fn switch_to(app: &App, store: Store, place: Place) {
    let mut current = locked(app.current());
    current.store = None;
    hold(app, &mut current, store, place);
    let place = current.place.clone();
    drop(current);
    if let Some(place) = place {
        remember(app.data_dir(), &place, true);
    }
    after_opening(app);
}

/// Lets go of the store; its key is wiped when the last reader is done.
pub(crate) fn let_go(app: &App) -> Option<Arc<Store>> {
    verification::end(app);
    let mut current = locked(app.current());
    current.tried = true;
    current.problem = None;
    current.damage = None;
    current.store.take()
}

/// Ends all work in the background and closes the ledger. A process that ends while one of its
/// threads reads crashes: the cipher goes before the thread does.
pub(crate) fn shut_down(app: &App) {
    app.jobs().stop_all();
    background::end(app, |current| current.watch.take());
    if let Some(store) = let_go(app)
        && let Err(error) = close_wholly(store)
    {
        tracing::warn!(code = error.code, "the ledger was still in use at the end");
    }
}

/// Waits until nobody else reads, then closes the file, so that it can be replaced.
pub(crate) fn close_wholly(store: Arc<Store>) -> Result<(), AppError> {
    let mut store = store;
    for _ in 0..WAITS {
        match Arc::try_unwrap(store) {
            Ok(alone) => {
                drop(alone);
                return Ok(());
            }
            Err(shared) => store = shared,
        }
        std::thread::sleep(WAIT);
    }
    Err(ledger_busy())
}

fn ledger_busy() -> AppError {
    AppError::new(
        "ledger_busy",
        "The ledger is still being read by other work, so it was not replaced. It is as it was.",
        "Wait until the running job ends, or stop it, and try again.",
    )
}

/// Takes the store away once nobody else reads; where that takes too long, it stays open.
pub(crate) fn take_alone(app: &App) -> Result<Option<Store>, AppError> {
    verification::end(app);
    for _ in 0..WAITS {
        let mut current = locked(app.current());
        let Some(store) = current.store.take() else {
            return Ok(None);
        };
        match Arc::try_unwrap(store) {
            Ok(alone) => {
                current.tried = true;
                return Ok(Some(alone));
            }
            Err(shared) => current.store = Some(shared),
        }
        drop(current);
        std::thread::sleep(WAIT);
    }
    Err(ledger_busy())
}

/// Notes something that went wrong beside opening; it is shown with the status.
pub(crate) fn note_problem(app: &App, problem: AppError) {
    locked(app.current()).problem = Some(problem);
}

/// Puts the key of the open ledger into the keyring and remembers that it is there.
pub(crate) fn keep_key(app: &App, store: &Store) -> Result<(), AppError> {
    let Some(key) = store.key() else {
        return Ok(());
    };
    app.keyring().keep(store.ledger_id(), &key)?;
    mark(app, |place| place.in_keyring = true);
    Ok(())
}

/// Changes what is remembered of the current place.
pub(crate) fn mark(app: &App, change: impl FnOnce(&mut Place)) {
    let mut current = locked(app.current());
    let Some(place) = current.place.as_mut() else {
        return;
    };
    change(place);
    let place = place.clone();
    drop(current);
    remember(app.data_dir(), &place, false);
}

/// Tells every window how the session stands.
pub(crate) fn tell(app: &App) {
    let status = super::status::now(app);
    app.emit(&AppEvent::SessionChanged(Box::new(status)));
}

const PASSPHRASE_NEEDED: &str = "passphrase_needed";

fn passphrase_needed() -> AppError {
    AppError::new(
        PASSPHRASE_NEEDED,
        "No keyring is used here, so the ledger opens with its recovery passphrase only.",
        "Type the recovery passphrase (on the command line: --passphrase-file).",
    )
}

fn ledger_locked() -> AppError {
    AppError::new(
        "ledger_locked",
        "The ledger is locked. Nothing was changed.",
        "Unlock it with the recovery passphrase (on the command line: --passphrase-file).",
    )
}

pub(crate) fn no_ledger() -> AppError {
    AppError::new(
        "no_ledger",
        "No ledger is chosen yet.",
        "Make a new ledger, open one, or open the demo company.",
    )
}
