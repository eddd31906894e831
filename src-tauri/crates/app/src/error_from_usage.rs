//! The rules of usage as a person meets them when they are broken.

use billing::usage::UsageError;

use crate::error::AppError;

impl From<UsageError> for AppError {
    fn from(error: UsageError) -> Self {
        let (code, fix) = match error {
            UsageError::TooFine { .. } => ("quantity_too_fine", "Round it, or give fewer digits."),
            UsageError::TooLarge => ("quantity_too_large", "Count in a larger unit."),
            UsageError::NoTime => ("period_empty", "Give a later end."),
        };
        let mut words = error.to_string();
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Self::new(code, format!("{words}. Nothing was changed."), fix)
    }
}
