//! The one error that leaves a door: a code to branch on, a message, and what to do about it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, for a person and for a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message} {fix}")]
pub struct AppError {
    /// Stable snake_case code, for example `invoice_not_found`.
    pub code: String,
    /// What happened and what is safe, as sentences.
    pub message: String,
    /// What to do now, as a sentence; empty where nothing can be done.
    pub fix: String,
    /// The request's field that is wrong, as a path: `draft.lines.2.quantity`.
    pub field: Option<String>,
}

impl AppError {
    /// An error with its fix.
    pub fn new(code: &str, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            fix: fix.into(),
            field: None,
        }
    }

    /// The same error, naming the field it is about.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The request itself could not be read.
    pub fn invalid_request(name: &str, error: &serde_json::Error) -> Self {
        let field = field_in(&error.to_string());
        let mut out = Self::new(
            "invalid_request",
            format!("The request to {name} could not be read: {error}."),
            "Correct the named field and try again; nothing was changed.",
        );
        out.field = field;
        out
    }
}

/// The field a serde message names between backticks.
fn field_in(message: &str) -> Option<String> {
    let rest = message.split_once("field `")?.1;
    Some(rest.split_once('`')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_field_is_named() {
        let error = serde_json::from_str::<crate::dto::lists::IdRequest>(r#"{"idd":"x"}"#)
            .expect_err("a field that is not there");
        assert_eq!(
            AppError::invalid_request("x", &error).field.as_deref(),
            Some("idd")
        );
    }
}
