//! The key file beside a ledger: the ledger key sealed by the recovery passphrase.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{KdfParams, Key, KeyError, LEAST_PASSPHRASE_CHARS, SealedKey, damaged, fill_random};
use crate::durable;

const FORMAT: &str = "billfold-key-1";

/// Everything but the checksum, so that damage is told apart from a wrong passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    format: String,
    pub(crate) ledger_id: String,
    kdf: KdfParams,
    kdf_salt: String,
    sealed: SealedKey,
    /// Tells a wrong key from a damaged ledger.
    key_check: String,
    /// The first 16 bytes of the ledger file, in hex: tells another file from a damaged one.
    pub(crate) file_salt: String,
    /// Present only while a rotation is under way: both keys may open the ledger.
    pub(crate) pending: Option<PendingKey>,
}

/// The key that a rotation is changing to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PendingKey {
    by_passphrase: SealedKey,
    by_present_key: SealedKey,
    key_check: String,
    pub(crate) file_salt: String,
}

#[derive(Serialize, Deserialize)]
struct Checked {
    #[serde(flatten)]
    body: KeyFile,
    checksum: String,
}

pub(crate) fn path_of(ledger: &Path) -> PathBuf {
    durable::beside(ledger, ".key")
}

impl KeyFile {
    pub(crate) fn seal(
        key: &Key,
        passphrase: &str,
        kdf: KdfParams,
        ledger_id: &str,
    ) -> Result<Self, KeyError> {
        if passphrase.chars().count() < LEAST_PASSPHRASE_CHARS {
            return Err(KeyError::PassphraseTooShort {
                least: LEAST_PASSPHRASE_CHARS,
            });
        }
        let mut salt = [0u8; 16];
        fill_random(&mut salt)?;
        let under = kdf.derive(passphrase, &salt)?;
        Ok(Self {
            format: FORMAT.to_owned(),
            ledger_id: ledger_id.to_owned(),
            kdf,
            kdf_salt: hex::encode(salt),
            sealed: SealedKey::seal(key, &under, ledger_id)?,
            key_check: key.check_value(ledger_id),
            file_salt: String::new(),
            pending: None,
        })
    }

    fn sealing_key(&self, passphrase: &str) -> Result<Key, KeyError> {
        let salt = hex::decode(&self.kdf_salt).map_err(|_| damaged("salt"))?;
        self.kdf.derive(passphrase, &salt)
    }

    /// The present key and, while a rotation is under way, the coming one.
    pub(crate) fn unseal(&self, passphrase: &str) -> Result<Vec<Key>, KeyError> {
        let under = self.sealing_key(passphrase)?;
        let mut keys = vec![self.sealed.unseal(&under, &self.ledger_id)?];
        if let Some(pending) = &self.pending {
            keys.push(pending.by_passphrase.unseal(&under, &self.ledger_id)?);
        }
        Ok(keys)
    }

    /// The keys that `key` leads to: itself and, in a rotation, the coming one. Empty if wrong.
    pub(crate) fn keys_from(&self, key: &Key) -> Result<Vec<Key>, KeyError> {
        let check = key.check_value(&self.ledger_id);
        let Some(pending) = &self.pending else {
            return Ok(if check == self.key_check {
                vec![key.clone()]
            } else {
                vec![]
            });
        };
        if check == self.key_check {
            let coming = pending.by_present_key.unseal(key, &self.ledger_id)?;
            return Ok(vec![key.clone(), coming]);
        }
        Ok(if check == pending.key_check {
            vec![key.clone()]
        } else {
            vec![]
        })
    }

    /// Whether it is of the file that begins with this salt, in hexadecimal digits.
    pub(crate) fn is_of_file(&self, salt: &str) -> bool {
        let pending = self.pending.as_ref().map(|pending| &pending.file_salt);
        self.file_salt == salt || pending.is_some_and(|pending| pending == salt)
    }

    pub(crate) fn has_key(&self, key: &Key) -> bool {
        self.key_check == key.check_value(&self.ledger_id)
    }

    pub(crate) fn with_passphrase(&self, old: &str, new: &str) -> Result<Self, KeyError> {
        let keys = self.unseal(old)?;
        let key = keys.first().ok_or_else(|| damaged("no key"))?;
        let sealed = Self::seal(key, new, self.kdf, &self.ledger_id)?;
        Ok(Self {
            file_salt: self.file_salt.clone(),
            ..sealed
        })
    }

    pub(crate) fn with_pending(
        &self,
        present: &Key,
        coming: &Key,
        passphrase: &str,
        file_salt: String,
    ) -> Result<Self, KeyError> {
        let under = self.sealing_key(passphrase)?;
        let pending = PendingKey {
            by_passphrase: SealedKey::seal(coming, &under, &self.ledger_id)?,
            by_present_key: SealedKey::seal(coming, present, &self.ledger_id)?,
            key_check: coming.check_value(&self.ledger_id),
            file_salt,
        };
        Ok(Self {
            pending: Some(pending),
            ..self.clone()
        })
    }

    /// Ends a rotation: `key` is the one that opens the ledger, the other is forgotten.
    pub(crate) fn settled_on(&self, key: &Key) -> Self {
        let mut settled = self.clone();
        let Some(pending) = settled.pending.take() else {
            return settled;
        };
        if pending.key_check == key.check_value(&self.ledger_id) {
            settled.sealed = pending.by_passphrase;
            settled.key_check = pending.key_check;
            settled.file_salt = pending.file_salt;
        }
        settled
    }

    pub(crate) fn read(path: &Path) -> Result<Option<Self>, KeyFileError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                return Err(damaged("it is not text").into());
            }
            Err(error) => return Err(error.into()),
        };
        let checked: Checked = serde_json::from_str(&text)
            .map_err(|error| damaged(&format!("it is not a key file ({error})")))?;
        if checked.body.format != FORMAT {
            return Err(damaged(&format!("its format is {}", checked.body.format)).into());
        }
        if checked.checksum != checked.body.checksum()? {
            return Err(damaged("its checksum does not fit").into());
        }
        Ok(Some(checked.body))
    }

    pub(crate) fn write(&self, path: &Path) -> Result<(), KeyFileError> {
        let checked = Checked {
            body: self.clone(),
            checksum: self.checksum()?,
        };
        let text = serde_json::to_string_pretty(&checked).map_err(|_| damaged("not writable"))?;
        durable::write_atomically(path, text.as_bytes())?;
        Ok(())
    }

    fn checksum(&self) -> Result<String, KeyError> {
        let text = serde_json::to_string(self).map_err(|_| damaged("not writable"))?;
        Ok(hex::encode(Sha256::digest(text.as_bytes())))
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyFileError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
