//! The ledger's key in the system's keyring: service "Billfold", user the ledger's id.
//!
//! A locked keyring answers "no entry", exactly as if nothing had ever been stored. So an absent
//! entry never means "make a new key": it means "ask for the recovery passphrase".

use std::sync::atomic::{AtomicBool, Ordering};

use keyring::{Entry, Error};
use store::Key;
use zeroize::Zeroizing;

use crate::dto::session::KeyringState;
use crate::error::AppError;

const SERVICE: &str = "Billfold";

/// Whether the system's keyring is asked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyringUse {
    System,
    Off,
}

/// The keyring as this process found it.
#[derive(Debug)]
pub(crate) struct Keyring {
    used: KeyringUse,
    found_locked: AtomicBool,
}

/// What the keyring answered about a ledger's key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Key(Key),
    /// Never stored, or the keyring is locked: it does not say which.
    NoEntry,
    /// There is no keyring here, or it is not to be used.
    NoKeyring,
}

impl Keyring {
    pub(crate) fn new(used: KeyringUse) -> Self {
        Self {
            used,
            found_locked: AtomicBool::new(false),
        }
    }

    pub(crate) fn state(&self) -> KeyringState {
        if self.used == KeyringUse::Off {
            KeyringState::Off
        } else if Entry::store_status().is_err() {
            KeyringState::Absent
        } else if self.found_locked.load(Ordering::Relaxed) {
            KeyringState::Locked
        } else {
            KeyringState::Available
        }
    }

    fn entry(&self, ledger_id: &str) -> Option<Entry> {
        if self.used == KeyringUse::Off {
            return None;
        }
        Entry::new(SERVICE, ledger_id).ok()
    }

    /// `was_stored`: this ledger's key was put here before, so "no entry" tells of a lock.
    pub(crate) fn find(&self, ledger_id: &str, was_stored: bool) -> Found {
        let Some(entry) = self.entry(ledger_id) else {
            return Found::NoKeyring;
        };
        let answer = entry.get_password().map(Zeroizing::new);
        if let Ok(text) = &answer
            && let Ok(key) = Key::from_hex(text)
        {
            self.found_locked.store(false, Ordering::Relaxed);
            return Found::Key(key);
        }
        let locked = matches!(answer, Err(Error::NoStorageAccess(_))) || was_stored;
        self.found_locked.store(locked, Ordering::Relaxed);
        Found::NoEntry
    }

    /// Keeps the key for the next time.
    pub(crate) fn keep(&self, ledger_id: &str, key: &Key) -> Result<(), AppError> {
        let entry = self
            .entry(ledger_id)
            .ok_or_else(|| not_kept("there is no keyring here"))?;
        let kept = entry.set_password(&key.to_hex());
        let locked = matches!(kept, Err(Error::NoStorageAccess(_)));
        self.found_locked.store(locked, Ordering::Relaxed);
        kept.map_err(|error| {
            tracing::warn!(%error, "the keyring did not take the key");
            not_kept(if locked {
                "the keyring is locked"
            } else {
                "the keyring refused it"
            })
        })
    }

    /// Forgets the key; one that is not there is forgotten already.
    pub(crate) fn forget(&self, ledger_id: &str) {
        if let Some(entry) = self.entry(ledger_id)
            && let Err(error) = entry.delete_credential()
        {
            tracing::info!(%error, "no key was removed from the keyring");
        }
    }
}

fn not_kept(why: &str) -> AppError {
    AppError::new(
        "keyring_refused",
        format!("The key was not kept in the system's keyring: {why}. The ledger itself is safe."),
        "Unlock with the recovery passphrase, or unlock the keyring and choose to remember again.",
    )
}

/// The person has to type the passphrase: the keyring does not have the key, or does not say so.
pub(crate) fn locked_or_lost() -> AppError {
    AppError::new(
        "keyring_locked_or_lost",
        "The system's keyring does not give the key of this ledger: it is locked, or the key is \
         gone from it. The ledger is safe and nothing was changed.",
        "Type the recovery passphrase, or unlock the keyring and try again.",
    )
}
