//! The store's and the documents' errors as a person meets them: a code, what is safe, what to do.

use documents::DocumentError;
use store::backup::BackupError;
use store::{KeyError, OpenError, StoreError};

use crate::error::AppError;

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let (code, message, fix) = match error {
            StoreError::DiskFull => return disk_full(),
            StoreError::Damaged { what } => return damaged(&what),
            StoreError::Busy => (
                "ledger_busy",
                "The ledger is busy with another change. Nothing was saved.".into(),
                "Try again.",
            ),
            StoreError::NotFound { kind, id } => return not_found(kind, &id),
            StoreError::AlreadyExists { kind, id } => return already_exists(kind, &id),
            StoreError::Immutable { kind, id, fix } => (
                "issued_is_final",
                format!("The {kind} {id} is issued and is never edited. Nothing was changed."),
                fix,
            ),
            StoreError::StaleRevision {
                kind,
                id,
                found,
                expected,
            } => (
                stale_code(kind),
                format!(
                    "The {kind} {id} was changed elsewhere (it is at revision {found}, not \
                     {expected}). Nothing was overwritten."
                ),
                "Reload it and make the change again.",
            ),
            StoreError::Unreadable { kind, id, detail } => (
                "stored_unreadable",
                format!("The stored {kind} {id} cannot be read ({detail}). Nothing was changed."),
                "Check the ledger in Ledger, Audit log; restore a backup if it is damaged.",
            ),
            StoreError::RuleBroken { rule, detail } => (
                "ledger_rule_broken",
                format!("The ledger keeps the rule that {rule} ({detail}). Nothing was changed."),
                "Copy the details and report this; your books are as they were.",
            ),
            StoreError::Io { detail } => return io(&detail),
            StoreError::Database { detail } => (
                "ledger_refused",
                format!("The ledger refused this: {detail}. Nothing was changed."),
                "Copy the details and report this; your books are as they were.",
            ),
        };
        Self::new(code, message, fix)
    }
}

/// Drafts have the code that the editor waits for.
fn stale_code(kind: &str) -> &'static str {
    if kind.contains("draft") || kind == "invoice" {
        "draft_changed_elsewhere"
    } else {
        "changed_elsewhere"
    }
}

fn disk_full() -> AppError {
    AppError::new(
        "disk_full",
        "The disk is full. Nothing of this change was saved; the ledger is as it was before.",
        "Free some space, then try again.",
    )
}

fn damaged(what: &str) -> AppError {
    AppError::new(
        "ledger_damaged",
        format!("The ledger file is damaged: {what}. It was left exactly as it is."),
        "Restore the newest backup; the damaged file is kept beside it.",
    )
}

fn io(detail: &str) -> AppError {
    AppError::new(
        "ledger_unusable",
        format!("The ledger file could not be used: {detail}. Nothing of this change was saved."),
        "Check that the folder exists and may be written to, then try again.",
    )
}

/// `invoice_not_found` and the like.
pub(crate) fn not_found(kind: &str, id: &str) -> AppError {
    AppError::new(
        &format!("{}_not_found", kind.replace(' ', "_")),
        format!("There is no {kind} {id} in this ledger. Nothing was changed."),
        "Check the id, or search for it by name.",
    )
}

fn already_exists(kind: &str, id: &str) -> AppError {
    AppError::new(
        &format!("{}_already_exists", kind.replace(' ', "_")),
        format!("This ledger already has a {kind} {id}. Nothing was changed."),
        "Use another, or change the one that is there.",
    )
}

impl From<OpenError> for AppError {
    fn from(error: OpenError) -> Self {
        let (code, message, fix) = match error {
            OpenError::NotFound { path } => (
                "ledger_not_found",
                format!(
                    "There is no ledger at {}. Nothing was changed.",
                    path.display()
                ),
                "Choose another file, restore a backup, or make a new ledger.",
            ),
            OpenError::AlreadyExists { path } => (
                "ledger_already_exists",
                format!("{} already exists. It is untouched.", path.display()),
                "Open it, or choose another name for the new ledger.",
            ),
            OpenError::NotALedger { path, why } => (
                "not_a_ledger",
                format!(
                    "{} is not a Billfold ledger ({why}). It is untouched.",
                    path.display()
                ),
                "Choose another file.",
            ),
            OpenError::WrongKey => (
                "wrong_key",
                "The key does not belong to this ledger. The ledger is untouched.".into(),
                "Unlock it with its recovery passphrase.",
            ),
            OpenError::WrongPassphrase => return wrong_passphrase(),
            OpenError::KeyFileMissing { path } => (
                "key_file_missing",
                format!(
                    "The key file {} is missing; without it the passphrase cannot unlock the \
                     ledger. The ledger is untouched.",
                    path.display()
                ),
                "Copy the key file back from a backup.",
            ),
            OpenError::KeyFileDamaged { path, what } => (
                "key_file_damaged",
                format!(
                    "The key file {} is damaged: {what}. The ledger is untouched.",
                    path.display()
                ),
                "Copy the key file back from a backup.",
            ),
            OpenError::Damaged { what } => return damaged(&what),
            OpenError::NewerSchema { found, known } => (
                "ledger_newer",
                format!(
                    "A newer Billfold wrote this ledger (schema {found}; this one knows {known}). \
                     It is untouched."
                ),
                "Update Billfold, then open it.",
            ),
            OpenError::InUse => (
                "ledger_in_use",
                "Another Billfold has this ledger open. It is untouched.".into(),
                "Close the other one first.",
            ),
            OpenError::DiskFull => return disk_full(),
            OpenError::Key(error) => return error.into(),
            OpenError::Io { detail } => return io(&detail),
        };
        Self::new(code, message, fix)
    }
}

fn wrong_passphrase() -> AppError {
    AppError::new(
        "wrong_passphrase",
        "The passphrase is not the one of this ledger. The ledger is untouched.",
        "Type it again; mind capital letters and the keyboard's language.",
    )
    .at("passphrase")
}

impl From<KeyError> for AppError {
    fn from(error: KeyError) -> Self {
        let (code, message, fix) = match error {
            KeyError::NoRandomness => (
                "no_randomness",
                "The system gave no random bytes, so no key was made. Nothing was changed.".into(),
                "Try again.",
            ),
            KeyError::NotHex => (
                "key_malformed",
                "A ledger key is 64 hexadecimal digits. Nothing was changed.".into(),
                "Unlock with the recovery passphrase.",
            ),
            KeyError::WrongPassphrase => return wrong_passphrase(),
            KeyError::Damaged { what } => (
                "key_file_damaged",
                format!("The key file is damaged: {what}. The ledger is untouched."),
                "Copy the key file back from a backup.",
            ),
            KeyError::PassphraseTooShort { least } => return passphrase_too_short(least),
            KeyError::BadParams { detail } => (
                "key_settings_unusable",
                format!("The key file's settings cannot be used: {detail}. Nothing was changed."),
                "Copy the key file back from a backup.",
            ),
        };
        Self::new(code, message, fix)
    }
}

fn passphrase_too_short(least: usize) -> AppError {
    AppError::new(
        "passphrase_too_short",
        format!("A recovery passphrase has at least {least} characters. Nothing was changed."),
        "Choose a longer one; a few unrelated words are easy to keep.",
    )
    .at("passphrase")
}

impl From<BackupError> for AppError {
    fn from(error: BackupError) -> Self {
        let (code, message, fix) = match error {
            BackupError::Cancelled => (
                "job_cancelled",
                "The backup was stopped as asked. The ledger is untouched; no part was kept."
                    .into(),
                "Start it again whenever you like.",
            ),
            BackupError::AlreadyExists { path } => (
                "backup_already_exists",
                format!("{} already exists and was not overwritten.", path.display()),
                "Choose another name.",
            ),
            BackupError::DiskFull => (
                "disk_full",
                "The disk is full, so no copy was kept. The ledger is untouched.".into(),
                "Free some space, then try again.",
            ),
            BackupError::NotSound { what } => (
                "backup_damaged",
                format!(
                    "The copy failed its check ({what}) and is not used. The ledger is as it was."
                ),
                "Use another backup.",
            ),
            BackupError::Open(error) => return error.into(),
            BackupError::Io { detail } => (
                "backup_failed",
                format!("The backup failed: {detail}. The ledger is untouched."),
                "Check that the folder exists and may be written to, then try again.",
            ),
        };
        Self::new(code, message, fix)
    }
}

impl From<DocumentError> for AppError {
    fn from(error: DocumentError) -> Self {
        let (code, message, fix) = match error {
            DocumentError::LayoutFailed { reason } => (
                "page_not_laid_out",
                format!("The page could not be laid out: {reason}. The ledger is as it was."),
                "Choose another template, or shorten the text that the message names.",
            ),
            DocumentError::ExportFailed { reason } => (
                "pdf_not_written",
                format!("The PDF could not be written: {reason}. The ledger is as it was."),
                "Remove the logo or the text that the message names, and try again.",
            ),
            DocumentError::SumTooLarge => (
                "sum_too_large",
                "The sum of the lines is larger than an amount can be. The ledger is as it was."
                    .into(),
                "Split the document into several smaller ones.",
            ),
            DocumentError::TableFailed { reason } => (
                "table_not_written",
                format!("The table could not be written: {reason}. Your records are untouched."),
                "Export fewer rows, or choose CSV.",
            ),
        };
        Self::new(code, message, fix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_to_open_has_its_own_code() {
        let path = || std::path::PathBuf::from("/books/a.billfold");
        let errors = [
            OpenError::NotFound { path: path() },
            OpenError::AlreadyExists { path: path() },
            OpenError::NotALedger {
                path: path(),
                why: "it is a picture",
            },
            OpenError::WrongKey,
            OpenError::WrongPassphrase,
            OpenError::KeyFileMissing { path: path() },
            OpenError::KeyFileDamaged {
                path: path(),
                what: "cut".into(),
            },
            OpenError::Damaged { what: "cut".into() },
            OpenError::NewerSchema { found: 9, known: 1 },
            OpenError::InUse,
            OpenError::DiskFull,
            OpenError::Key(KeyError::NotHex),
            OpenError::Io {
                detail: "denied".into(),
            },
        ];
        let errors: Vec<AppError> = errors.into_iter().map(AppError::from).collect();
        let codes: std::collections::BTreeSet<&str> =
            errors.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes.len(), errors.len());
        assert!(errors.iter().all(|error| !error.fix.is_empty()));
    }

    #[test]
    fn what_is_not_there_is_named_in_the_code() {
        let error = StoreError::NotFound {
            kind: "credit note",
            id: "cn_1".into(),
        };
        assert_eq!(AppError::from(error).code, "credit_note_not_found");
    }
}
