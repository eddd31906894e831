//! The lock file beside a ledger: one process at a time, released by the system on any exit.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use super::error::OpenError;
use crate::durable;

/// A child process inherits the lock until its program is loaded, so one just let go may seem
/// held for some milliseconds more.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(10);

#[derive(Debug)]
pub(crate) struct LedgerLock {
    _held: File,
}

impl LedgerLock {
    /// The file stays when the lock is released: removing it would let two processes lock two
    /// files of one name.
    pub(crate) fn take(ledger: &Path) -> Result<Self, OpenError> {
        let path = durable::beside(ledger, ".lock");
        let file = match durable::create_private(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                File::options().write(true).open(&path)?
            }
            Err(error) => return Err(error.into()),
        };
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _held: file }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_TRIES),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(OpenError::InUse)
    }
}
