//! Why a command did not do what was asked, as a text and as an exit code.

use std::io;
use std::process::ExitCode;

use app::error::AppError;

/// What stands after the exit code in the help of the command.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused by a rule of billing, or failed on the way
  2  the command line or a request could not be read
  3  the ledger cannot be opened: locked, wrong key, damaged, in use
  4  what was named does not exist

Errors go to standard error with a code, what happened, and what to do.";

/// The codes of a ledger that cannot be opened.
const CANNOT_OPEN: [&str; 16] = [
    "no_ledger",
    "ledger_not_found",
    "ledger_locked",
    "passphrase_needed",
    "keyring_locked_or_lost",
    "wrong_key",
    "wrong_passphrase",
    "not_a_ledger",
    "key_file_missing",
    "key_file_damaged",
    "key_malformed",
    "key_settings_unusable",
    "ledger_newer",
    "ledger_in_use",
    "ledger_damaged",
    "ledger_unusable",
];

/// Everything that ends a command before its answer.
#[derive(Debug)]
pub struct Failure(pub AppError);

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl Failure {
    /// The command line itself makes no sense.
    pub fn usage(message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self(AppError::new("usage", message, fix))
    }

    /// Nothing has this name.
    pub fn not_found(kind: &str, name: &str) -> Self {
        let spoken = kind.replace('_', " ");
        Self(AppError::new(
            &format!("{kind}_not_found"),
            format!("There is no {spoken} {name}. Nothing was changed."),
            "Look it up with the list command, then use its id.",
        ))
    }

    /// A file of the command line.
    pub fn file(path: &std::path::Path, error: &io::Error) -> Self {
        Self(AppError::new(
            "file_unusable",
            format!("{} cannot be used: {error}.", path.display()),
            "Check the path and its permissions, then try again.",
        ))
    }

    /// Standard input or output.
    pub fn stream(error: &io::Error) -> Self {
        let message = format!("A stream of this command failed: {error}.");
        Self(AppError::new("stream_failed", message, "Try again."))
    }

    /// What goes to standard error.
    pub fn shown(&self, json: bool) -> String {
        if json {
            return serde_json::json!({ "error": self.0 }).to_string();
        }
        let AppError {
            code,
            message,
            fix,
            field,
        } = &self.0;
        let mut text = format!("error [{code}]: {message}");
        if let Some(field) = field {
            text.push_str(&format!("\n  field: {field}"));
        }
        if !fix.is_empty() {
            text.push_str(&format!("\n  what to do: {fix}"));
        }
        text
    }

    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.exit_number())
    }

    fn exit_number(&self) -> u8 {
        match self.0.code.as_str() {
            "usage" | "invalid_request" | "unknown_command" => 2,
            code if CANNOT_OPEN.contains(&code) => 3,
            code if code.ends_with("not_found") => 4,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exit_of(code: &str) -> u8 {
        Failure(AppError::new(code, "", "")).exit_number()
    }

    #[test]
    fn each_kind_of_failure_has_its_exit_code() {
        assert_eq!(exit_of("draft_has_problems"), 1);
        assert_eq!(exit_of("invalid_request"), 2);
        assert_eq!(exit_of("wrong_passphrase"), 3);
        assert_eq!(exit_of("ledger_not_found"), 3);
        assert_eq!(exit_of("invoice_not_found"), 4);
    }

    #[test]
    fn an_error_reads_well_and_parses() {
        let failure = Failure(AppError::new("x", "It broke.", "Mend it.").at("amount"));
        assert_eq!(
            failure.shown(false),
            "error [x]: It broke.\n  field: amount\n  what to do: Mend it."
        );
        let value: serde_json::Value = serde_json::from_str(&failure.shown(true)).expect("JSON");
        assert_eq!(value["error"]["field"], "amount");
    }
}
