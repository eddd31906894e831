//! The 256-bit key of a ledger and how a passphrase seals it; the key file itself is in `file`.

pub mod file;
pub mod rotation;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum KeyError {
    #[error("The system gave no random bytes, so no key was made. Nothing was changed. Try again.")]
    NoRandomness,
    #[error("A ledger key is 64 hexadecimal digits. Nothing was changed.")]
    NotHex,
    #[error("The passphrase is not the one of this ledger. Nothing was changed. Type it again.")]
    WrongPassphrase,
    #[error("The key file is damaged: {what}. The ledger is untouched. Use the copy in a backup.")]
    Damaged { what: String },
    #[error("A passphrase needs at least {least} characters. Nothing was changed.")]
    PassphraseTooShort { least: usize },
    #[error("These key-derivation settings cannot be used: {detail}. Nothing was changed.")]
    BadParams { detail: String },
}

/// The shortest passphrase that may seal a ledger.
pub const LEAST_PASSPHRASE_CHARS: usize = 8;

/// The raw key of a ledger file; wiped from memory when dropped, never shown in debug output.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Key {
    pub fn random() -> Result<Self, KeyError> {
        let mut bytes = [0u8; 32];
        fill_random(&mut bytes)?;
        Ok(Self(bytes))
    }

    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn from_hex(text: &str) -> Result<Self, KeyError> {
        let mut bytes = [0u8; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| KeyError::NotHex)?;
        Ok(Self(bytes))
    }

    #[must_use]
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0))
    }

    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Tells a wrong key from a damaged file; reveals nothing about a random 256-bit key.
    #[must_use]
    pub(crate) fn check_value(&self, ledger_id: &str) -> String {
        let mut hasher = Sha256::new();
        hasher.update(b"billfold key check 1");
        hasher.update(ledger_id.as_bytes());
        hasher.update(self.0);
        hex::encode(&hasher.finalize()[..16])
    }

    /// SQLCipher's form of a raw key: no derivation, the salt stays in the file's header.
    pub(crate) fn to_pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", *self.to_hex()))
    }
}

/// Argon2id settings; the default costs about a tenth of a second and 64 MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfParams {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Default for KdfParams {
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
        }
    }
}

impl KdfParams {
    /// The smallest that Argon2 allows; for tests, which open hundreds of ledgers.
    #[must_use]
    pub fn smallest() -> Self {
        Self {
            memory_kib: 8,
            passes: 1,
            lanes: 1,
        }
    }

    pub(crate) fn derive(self, passphrase: &str, salt: &[u8]) -> Result<Key, KeyError> {
        let bad = |error: argon2::Error| KeyError::BadParams {
            detail: error.to_string(),
        };
        let params =
            Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(bad)?;
        let mut out = [0u8; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), salt, &mut out)
            .map_err(bad)?;
        let key = Key(out);
        out.zeroize();
        Ok(key)
    }
}

/// A key encrypted under another, bound to the ledger it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SealedKey {
    nonce: String,
    sealed: String,
}

impl SealedKey {
    pub(crate) fn seal(key: &Key, under: &Key, bound_to: &str) -> Result<Self, KeyError> {
        let mut nonce = [0u8; 24];
        fill_random(&mut nonce)?;
        let payload = Payload {
            msg: key.as_bytes(),
            aad: bound_to.as_bytes(),
        };
        let sealed = XChaCha20Poly1305::new(&(*under.as_bytes()).into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| KeyError::Damaged {
                what: "the key could not be sealed".into(),
            })?;
        Ok(Self {
            nonce: hex::encode(nonce),
            sealed: hex::encode(sealed),
        })
    }

    pub(crate) fn unseal(&self, under: &Key, bound_to: &str) -> Result<Key, KeyError> {
        let mut nonce = [0u8; 24];
        hex::decode_to_slice(&self.nonce, &mut nonce).map_err(|_| damaged("nonce"))?;
        let sealed = hex::decode(&self.sealed).map_err(|_| damaged("sealed key"))?;
        let payload = Payload {
            msg: &sealed,
            aad: bound_to.as_bytes(),
        };
        let opened = XChaCha20Poly1305::new(&(*under.as_bytes()).into())
            .decrypt(&XNonce::from(nonce), payload)
            .map_err(|_| KeyError::WrongPassphrase)?;
        let opened = Zeroizing::new(opened);
        let bytes = <[u8; 32]>::try_from(opened.as_slice()).map_err(|_| damaged("key length"))?;
        Ok(Key(bytes))
    }
}

pub(crate) fn damaged(what: &str) -> KeyError {
    KeyError::Damaged {
        what: what.to_owned(),
    }
}

pub(crate) fn fill_random(bytes: &mut [u8]) -> Result<(), KeyError> {
    getrandom::fill(bytes).map_err(|_| KeyError::NoRandomness)
}
