//! The fingerprint of a file: the same content is the same file, whatever it is called.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use store::Fingerprint;

use super::rows::unusable;
use crate::error::AppError;

const READ_AT_ONCE: usize = 256 * 1024;

pub(crate) fn fingerprint(path: &Path) -> Result<String, AppError> {
    let failed = |error| unusable(path, &error);
    let mut file = File::open(path).map_err(failed)?;
    let mut fingerprint = Fingerprint::new();
    let mut bytes = vec![0; READ_AT_ONCE];
    loop {
        let read = file.read(&mut bytes).map_err(failed)?;
        if read == 0 {
            return Ok(fingerprint.finish());
        }
        fingerprint.take(bytes.get(..read).unwrap_or_default());
    }
}
