//! Changing the passphrase, and changing the key itself so that a crash at any point loses nothing.

use std::sync::PoisonError;

use rusqlite::Connection;

use super::Key;
use super::file as key_file;
use crate::backup::{self, BackupError};
use crate::durable;
use crate::open::error::OpenError;
use crate::open::{Encryption, checks, connection, read_key_file, remove_with_log, rotation_path};
use crate::transaction::{Store, lock};

/// How far a rotation has come; a crash right after any of these loses nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RotationStep {
    /// A whole, checked copy under the new key lies beside the ledger.
    Copied,
    /// The key file holds both keys.
    BothKeysKept,
    /// The copy has taken the ledger's place.
    Exchanged,
    /// The key file holds the new key alone.
    Settled,
}

impl Store {
    /// Seals the same key under another passphrase; backups keep the passphrase of their day.
    pub fn change_passphrase(&self, old: &str, new: &str) -> Result<(), OpenError> {
        let sealed = read_key_file(&self.path)?;
        sealed
            .with_passphrase(old, new)?
            .write(&key_file::path_of(&self.path))?;
        Ok(())
    }

    /// Encrypts the whole ledger anew under a new random key and returns it for the keyring.
    ///
    /// The copy under the new key is made and verified beside the ledger. Then the key file holds
    /// both keys while one rename exchanges the files, so that at every moment the passphrase
    /// (and the old key) opens whichever file is there. Reads and writes wait meanwhile.
    pub fn rotate_key(&self, passphrase: &str) -> Result<Key, BackupError> {
        self.rotate_key_watched(passphrase, &mut |_| ())
    }

    /// The same, telling of each step as it is reached.
    pub fn rotate_key_watched(
        &self,
        passphrase: &str,
        on_step: &mut dyn FnMut(RotationStep),
    ) -> Result<Key, BackupError> {
        let sealed = read_key_file(&self.path)?;
        let present = sealed
            .unseal(passphrase)?
            .into_iter()
            .next()
            .ok_or(OpenError::WrongKey)?;
        let coming = Key::random()?;
        let _alone = self.gate.write().unwrap_or_else(PoisonError::into_inner);
        let mut writer = lock(&self.writer);
        lock(&self.readers).clear();
        connection::checkpoint(&writer)?;

        let copy = rotation_path(&self.path);
        let encryption = Encryption::SqlCipher(coming.clone());
        let copied = backup::copy_file(&writer, &encryption, &copy, &mut backup::uncancelled)
            .and_then(|()| backup::verify_copy(&copy, &encryption));
        if let Err(error) = copied {
            remove_with_log(&copy)?;
            return Err(error);
        }
        on_step(RotationStep::Copied);
        let salt = hex::encode(checks::read_header(&copy)?);
        let both = sealed.with_pending(&present, &coming, passphrase, salt)?;
        let at = key_file::path_of(&self.path);
        both.write(&at).map_err(OpenError::from)?;
        on_step(RotationStep::BothKeysKept);

        let exchanged = self.exchange(&mut writer, &copy, encryption, present);
        on_step(RotationStep::Exchanged);
        let settled = if exchanged.is_ok() {
            both.settled_on(&coming)
        } else {
            sealed
        };
        settled.write(&at).map_err(OpenError::from)?;
        on_step(RotationStep::Settled);
        exchanged.map(|()| coming)
    }

    /// Closes the file, puts the copy in its place, and opens again whichever is there.
    fn exchange(
        &self,
        writer: &mut Connection,
        copy: &std::path::Path,
        encryption: Encryption,
        present: Key,
    ) -> Result<(), BackupError> {
        let old = std::mem::replace(writer, Connection::open_in_memory()?);
        let exchanged = connection::close_whole(old)
            .map_err(BackupError::from)
            .and_then(|()| Ok(durable::rename_durably(copy, &self.path)?));
        let now = if exchanged.is_ok() {
            encryption
        } else {
            Encryption::SqlCipher(present)
        };
        *writer = connection::open_writer(&self.path, &now, self.max_bytes)?;
        connection::use_wal(writer)?;
        *lock(&self.encryption) = now;
        exchanged
    }
}
