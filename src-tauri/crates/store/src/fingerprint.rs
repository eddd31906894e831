//! Fingerprints (SHA-256) of what is taken in from outside, to know it again.

use sha2::{Digest, Sha256};

/// Takes bytes in order.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn take(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// In hexadecimal.
    #[must_use]
    pub fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}
