//! Making and opening a ledger: the lock, the key, the checks, the migration, in that order.

pub(crate) mod checks;
pub(crate) mod connection;
pub mod error;
pub(crate) mod lock_file;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, RwLock};

use chrono::{DateTime, Utc};
use ulid::Ulid;

use crate::backup::{self, restore};
use crate::change_feed::ChangeFeed;
use crate::durable;
use crate::error::StoreError;
use crate::instant;
use crate::key::file::{self as key_file, KeyFile, KeyFileError};
use crate::key::{KdfParams, Key, KeyError, fill_random};
use crate::migration::{self, Migration, SchemaState};
use crate::table::meta;
use crate::transaction::Store;
use checks::Inspection;
use error::OpenError;
use lock_file::LedgerLock;

/// How the file is written; plain only so that the cost of encryption can be measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encryption {
    SqlCipher(Key),
    PlainForMeasurement,
}

/// What opening needs from outside.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    pub now: DateTime<Utc>,
    /// Cost of the passphrase of a new ledger.
    pub kdf: KdfParams,
    /// A ceiling on the file's size, reached as if the disk were full.
    pub max_bytes: Option<u64>,
    /// Schema steps of this build; another list only to try an older or newer build.
    pub steps: Vec<Migration>,
}

impl OpenOptions {
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            now,
            kdf: KdfParams::default(),
            max_bytes: None,
            steps: migration::all(),
        }
    }

    #[must_use]
    pub fn with_kdf(self, kdf: KdfParams) -> Self {
        Self { kdf, ..self }
    }
}

/// Makes a new ledger with a new random key sealed by `passphrase`; never over a file that exists.
pub fn create_ledger(
    path: &Path,
    passphrase: &str,
    options: &OpenOptions,
) -> Result<Store, OpenError> {
    let lock = refuse_existing(path)?;
    let key = Key::random()?;
    let ledger_id = new_ledger_id(options.now)?;
    let mut sealed = KeyFile::seal(&key, passphrase, options.kdf, &ledger_id)?;
    let encryption = Encryption::SqlCipher(key);
    set_aside_old_key_file(path, options.now)?;
    let fresh = write_fresh_file(path, &encryption, &ledger_id, options)?;
    sealed.file_salt = hex::encode(checks::read_header(&fresh)?);
    sealed.write(&key_file::path_of(path))?;
    durable::rename_durably(&fresh, path)?;
    start(path, encryption, ledger_id, options, lock)
}

/// Makes an unencrypted file, so that a benchmark can tell what encryption costs.
pub fn create_plain_for_measurement(
    path: &Path,
    options: &OpenOptions,
) -> Result<Store, OpenError> {
    let lock = refuse_existing(path)?;
    let ledger_id = new_ledger_id(options.now)?;
    let plain = Encryption::PlainForMeasurement;
    let fresh = write_fresh_file(path, &plain, &ledger_id, options)?;
    durable::rename_durably(&fresh, path)?;
    start(path, plain, ledger_id, options, lock)
}

pub fn open_plain_for_measurement(path: &Path, options: &OpenOptions) -> Result<Store, OpenError> {
    let lock = lock_existing(path)?;
    let plain = Encryption::PlainForMeasurement;
    match checks::inspect(path, &plain, &options.steps)? {
        Inspection::Sound(state) => bring_up(path, plain, state, options, lock),
        Inspection::Unreadable => Err(OpenError::WrongKey),
    }
}

/// Opens with the raw key, as the system's keyring keeps it.
pub fn open_with_key(path: &Path, key: &Key, options: &OpenOptions) -> Result<Store, OpenError> {
    let lock = lock_existing(path)?;
    restore::settle_key_file(path)?;
    let sealed = match KeyFile::read(&key_file::path_of(path)) {
        Ok(sealed) => sealed,
        // The key is at hand: a damaged key file costs the passphrase, not the ledger.
        Err(KeyFileError::Key(_)) => None,
        Err(KeyFileError::Io(error)) => return Err(error.into()),
    };
    let keys = match &sealed {
        Some(sealed) => sealed.keys_from(key)?,
        None => vec![key.clone()],
    };
    open_with_any(path, sealed.as_ref(), keys, options, lock)
}

/// Opens with the recovery passphrase; `Store::key` then gives the key for the keyring.
pub fn open_with_passphrase(
    path: &Path,
    passphrase: &str,
    options: &OpenOptions,
) -> Result<Store, OpenError> {
    let lock = lock_existing(path)?;
    restore::settle_key_file(path)?;
    let sealed = read_key_file(path)?;
    let keys = sealed.unseal(passphrase)?;
    open_with_any(path, Some(&sealed), keys, options, lock)
}

/// The raw key of the ledger (or backup) at `path`, from its key file and passphrase alone.
/// While a rotation is unfinished this is the key it began with; opening settles it.
pub fn unseal_key(path: &Path, passphrase: &str) -> Result<Key, OpenError> {
    let keys = read_key_file(path)?.unseal(passphrase)?;
    keys.into_iter().next().ok_or(OpenError::WrongPassphrase)
}

pub(crate) fn read_key_file(path: &Path) -> Result<KeyFile, OpenError> {
    let at = key_file::path_of(path);
    match KeyFile::read(&at) {
        Ok(Some(sealed)) => Ok(sealed),
        Ok(None) => match checks::looks_foreign(path)? {
            Some(why) => Err(OpenError::NotALedger {
                path: path.to_owned(),
                why,
            }),
            None => Err(OpenError::KeyFileMissing { path: at }),
        },
        Err(KeyFileError::Key(KeyError::Damaged { what })) => {
            Err(OpenError::KeyFileDamaged { path: at, what })
        }
        Err(other) => Err(other.into()),
    }
}

fn open_with_any(
    path: &Path,
    sealed: Option<&KeyFile>,
    keys: Vec<Key>,
    options: &OpenOptions,
    lock: LedgerLock,
) -> Result<Store, OpenError> {
    let key_fits = !keys.is_empty();
    for key in keys {
        let encryption = Encryption::SqlCipher(key.clone());
        if let Inspection::Sound(state) = checks::inspect(path, &encryption, &options.steps)? {
            settle_rotation(path, sealed, &key)?;
            return bring_up(path, encryption, state, options, lock);
        }
    }
    Err(checks::why_unreadable(path, sealed, key_fits)?)
}

/// A rotation that a crash cut short ends here, with whichever key the file really has.
fn settle_rotation(path: &Path, sealed: Option<&KeyFile>, key: &Key) -> Result<(), OpenError> {
    if let Some(sealed) = sealed.filter(|sealed| sealed.pending.is_some()) {
        sealed.settled_on(key).write(&key_file::path_of(path))?;
    }
    Ok(remove_with_log(&rotation_path(path))?)
}

pub(crate) fn rotation_path(path: &Path) -> PathBuf {
    durable::beside(path, ".rekey")
}

pub(crate) fn remove_with_log(path: &Path) -> std::io::Result<()> {
    for suffix in ["-wal", "-shm", "-journal"] {
        durable::remove_if_there(&durable::beside(path, suffix))?;
    }
    durable::remove_if_there(path)
}

fn refuse_existing(path: &Path) -> Result<LedgerLock, OpenError> {
    if path.exists() {
        return Err(OpenError::AlreadyExists {
            path: path.to_owned(),
        });
    }
    let lock = LedgerLock::take(path)?;
    if path.exists() {
        return Err(OpenError::AlreadyExists {
            path: path.to_owned(),
        });
    }
    Ok(lock)
}

fn lock_existing(path: &Path) -> Result<LedgerLock, OpenError> {
    if !path.is_file() {
        return Err(OpenError::NotFound {
            path: path.to_owned(),
        });
    }
    LedgerLock::take(path)
}

/// The key of a ledger that is gone may still open its backups, so it is never overwritten.
fn set_aside_old_key_file(path: &Path, now: DateTime<Utc>) -> Result<(), OpenError> {
    let old = key_file::path_of(path);
    if old.exists() {
        let aside = durable::beside(&old, &format!(".old-{}", now.format("%Y%m%d-%H%M%S")));
        durable::rename_durably(&old, &aside)?;
    }
    Ok(())
}

fn new_ledger_id(now: DateTime<Utc>) -> Result<String, OpenError> {
    let mut random = [0u8; 16];
    fill_random(&mut random)?;
    let at_ms = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Ok(format!(
        "led_{}",
        Ulid::from_parts(at_ms, u128::from_be_bytes(random))
    ))
}

/// The whole new file under a temporary name: a crash leaves no half ledger.
fn write_fresh_file(
    path: &Path,
    encryption: &Encryption,
    ledger_id: &str,
    options: &OpenOptions,
) -> Result<PathBuf, OpenError> {
    let fresh = durable::beside(path, ".new");
    remove_with_log(&fresh)?;
    durable::create_private(&fresh)?;
    let written = fill_fresh_file(&fresh, encryption, ledger_id, options);
    if written.is_err() {
        remove_with_log(&fresh)?;
    }
    written.map(|()| fresh)
}

fn fill_fresh_file(
    fresh: &Path,
    encryption: &Encryption,
    ledger_id: &str,
    options: &OpenOptions,
) -> Result<(), OpenError> {
    let mut conn = connection::open_writer(fresh, encryption, options.max_bytes)?;
    conn.pragma_update(None, "application_id", connection::APPLICATION_ID)?;
    let now = instant::to_text(options.now);
    migration::apply_pending(&mut conn, &options.steps, &now)?;
    meta::insert_first(&conn, ledger_id, &now)?;
    connection::use_wal(&conn)?;
    connection::close_whole(conn)?;
    Ok(std::fs::File::open(fresh)?.sync_all()?)
}

fn bring_up(
    path: &Path,
    encryption: Encryption,
    state: SchemaState,
    options: &OpenOptions,
    lock: LedgerLock,
) -> Result<Store, OpenError> {
    let mut writer = connection::open_writer(path, &encryption, options.max_bytes)?;
    connection::use_wal(&writer)?;
    let ledger_id = meta::ledger_id(&writer)?;
    if let SchemaState::Older { found } = state {
        let target = backup::path_for(path, &format!("before-schema-{found}"), options.now);
        backup::copy_from(
            &writer,
            &encryption,
            path,
            &target,
            &mut backup::uncancelled,
        )
        .map_err(|error| OpenError::Io {
            detail: error.to_string(),
        })?;
        migration::apply_pending(&mut writer, &options.steps, &instant::to_text(options.now))?;
    }
    drop(writer);
    start(path, encryption, ledger_id, options, lock)
}

fn start(
    path: &Path,
    encryption: Encryption,
    ledger_id: String,
    options: &OpenOptions,
    lock: LedgerLock,
) -> Result<Store, OpenError> {
    let writer = connection::open_writer(path, &encryption, options.max_bytes)?;
    connection::use_wal(&writer)?;
    Ok(Store {
        path: path.to_owned(),
        encryption: Mutex::new(encryption),
        writer: Mutex::new(writer),
        readers: Mutex::new(Vec::new()),
        gate: RwLock::new(()),
        max_bytes: options.max_bytes,
        ledger_id,
        feed: ChangeFeed::default(),
        _lock: lock,
    })
}

impl From<OpenError> for StoreError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::DiskFull => Self::DiskFull,
            OpenError::Damaged { what } => Self::Damaged { what },
            other => Self::Io {
                detail: other.to_string(),
            },
        }
    }
}
