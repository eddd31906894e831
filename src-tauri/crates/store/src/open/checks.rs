//! What is found out about a file before anything may write to it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use super::Encryption;
use super::connection::{self, APPLICATION_ID, PAGE_BYTES};
use super::error::OpenError;
use crate::audit;
use crate::durable;
use crate::error::StoreError;
use crate::key::file::KeyFile;
use crate::migration::{self, Migration, SchemaState};

/// Files up to this size have every page checked at each opening; larger ones are to be verified
/// by whoever opened them, in their own time.
pub const FULL_CHECK_BYTES: u64 = 1024 * 1024;

const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// A salt that differs in fewer bytes than this is a damaged header, not another file.
const DAMAGED_SALT_BYTES: usize = 5;

/// What a look at the file with one key gave.
pub(crate) enum Inspection {
    Sound(SchemaState),
    /// The first page does not open with this key.
    Unreadable,
}

/// Reads only; the file, and its log if there is one, stay byte for byte the same.
pub(crate) fn inspect(
    path: &Path,
    encryption: &Encryption,
    steps: &[Migration],
) -> Result<Inspection, OpenError> {
    let had_index = durable::beside(path, "-shm").exists();
    let outcome = inspect_open(path, encryption, steps);
    if !had_index && !matches!(outcome, Ok(Inspection::Sound(_))) {
        durable::remove_if_there(&durable::beside(path, "-shm"))?;
    }
    outcome
}

fn inspect_open(
    path: &Path,
    encryption: &Encryption,
    steps: &[Migration],
) -> Result<Inspection, OpenError> {
    if std::fs::metadata(path)?.len() < PAGE_BYTES {
        // A file of less than a page is a valid, empty database to SQLite.
        return Ok(Inspection::Unreadable);
    }
    let conn = connection::open_inspector(path, encryption)?;
    match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    }) {
        Ok(_) => {}
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            return Ok(Inspection::Unreadable);
        }
        Err(error) => return Err(truncated_or(path, error)),
    }
    let application: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if application != APPLICATION_ID {
        let why = "it is a database of another program";
        return Err(OpenError::NotALedger {
            path: path.to_owned(),
            why,
        });
    }
    check_size(path)?;
    let state = migration::state_of(&conn, steps)?;
    if let SchemaState::Newer { found, known } = state {
        return Err(OpenError::NewerSchema { found, known });
    }
    if std::fs::metadata(path)?.len() <= FULL_CHECK_BYTES {
        connection::full_integrity_check(&conn)?;
    }
    check_audit_head(&conn)?;
    Ok(Inspection::Sound(state))
}

fn check_audit_head(conn: &Connection) -> Result<(), OpenError> {
    match audit::verify_head(conn)? {
        None => Ok(()),
        Some(found) => Err(OpenError::Damaged {
            what: format!("audit entry {}: {}", found.seq, found.reason),
        }),
    }
}

/// A file whose log is empty is whole pages, as many as its header says (SQLite checks that).
fn check_size(path: &Path) -> Result<(), OpenError> {
    let bytes = std::fs::metadata(path)?.len();
    if !bytes.is_multiple_of(PAGE_BYTES) && !connection::has_wal(path) {
        return Err(cut_short(bytes));
    }
    Ok(())
}

fn truncated_or(path: &Path, error: rusqlite::Error) -> OpenError {
    let corrupt = error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt);
    match std::fs::metadata(path) {
        Ok(file) if corrupt => cut_short(file.len()),
        _ => error.into(),
    }
}

fn cut_short(bytes: u64) -> OpenError {
    OpenError::Damaged {
        what: format!("its end is missing (it has only {bytes} bytes)"),
    }
}

/// Names the reason why no key opened the first page.
pub(crate) fn why_unreadable(
    path: &Path,
    key_file: Option<&KeyFile>,
    key_fits: bool,
) -> Result<OpenError, OpenError> {
    let bytes = std::fs::metadata(path)?.len();
    let header = read_header(path)?;
    let not_a_ledger = |why| OpenError::NotALedger {
        path: path.to_owned(),
        why,
    };
    if &header == PLAIN_HEADER {
        return Ok(not_a_ledger("it is a database without encryption"));
    }
    let Some(key_file) = key_file else {
        return Ok(match foreign_content(bytes, &header) {
            Some(why) => not_a_ledger(why),
            None => OpenError::WrongKey,
        });
    };
    let salts = [
        Some(&key_file.file_salt),
        key_file.pending.as_ref().map(|p| &p.file_salt),
    ];
    let differing = salts
        .into_iter()
        .flatten()
        .map(|salt| differing_bytes(&header, bytes, salt))
        .min()
        .unwrap_or(header.len());
    if bytes < PAGE_BYTES && differing < DAMAGED_SALT_BYTES {
        return Ok(cut_short(bytes));
    }
    if bytes == 0 || header == [0; 16] {
        return Ok(OpenError::Damaged {
            what: "it is empty or overwritten with zeros".into(),
        });
    }
    Ok(match differing {
        0 if key_fits => OpenError::Damaged {
            what: "its first page cannot be decrypted".into(),
        },
        0 => OpenError::WrongKey,
        few if few < DAMAGED_SALT_BYTES => OpenError::Damaged {
            what: "its header was altered".into(),
        },
        _ => not_a_ledger("its content is not that of the ledger this key file belongs to"),
    })
}

/// What can be said of a file with no key file beside it.
pub(crate) fn looks_foreign(path: &Path) -> Result<Option<&'static str>, OpenError> {
    let header = read_header(path)?;
    if &header == PLAIN_HEADER {
        return Ok(Some("it is a database without encryption"));
    }
    Ok(foreign_content(std::fs::metadata(path)?.len(), &header))
}

/// A ledger is whole pages of what looks random: 16 readable bytes in a row are no salt.
fn foreign_content(bytes: u64, header: &[u8; 16]) -> Option<&'static str> {
    if bytes == 0 {
        return Some("it is empty");
    }
    if header
        .iter()
        .all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace())
    {
        return Some("it is text");
    }
    if !bytes.is_multiple_of(PAGE_BYTES) {
        return Some("its size is not that of a ledger");
    }
    None
}

pub(crate) fn read_header(path: &Path) -> Result<[u8; 16], OpenError> {
    let mut header = Vec::with_capacity(16);
    File::open(path)?.take(16).read_to_end(&mut header)?;
    header.resize(16, 0);
    <[u8; 16]>::try_from(header).map_err(|_| {
        StoreError::Io {
            detail: "its header cannot be read".into(),
        }
        .into()
    })
}

/// Of a file that is shorter than a salt only the bytes that are there are compared.
fn differing_bytes(header: &[u8; 16], bytes: u64, salt_hex: &str) -> usize {
    let mut salt = [0u8; 16];
    if hex::decode_to_slice(salt_hex, &mut salt).is_err() {
        return header.len();
    }
    let there = usize::try_from(bytes).unwrap_or(usize::MAX);
    header
        .iter()
        .zip(salt)
        .take(there)
        .filter(|(one, other)| *one != other)
        .count()
}
