//! The errors of prepaid credit as a person meets them, each at the field it is about.

use billing::payment::CreditGrantError;

use crate::error::AppError;
use crate::error_from_billing::sentence;

impl From<CreditGrantError> for AppError {
    fn from(error: CreditGrantError) -> Self {
        let (code, field, fix) = match &error {
            CreditGrantError::NameMissing => {
                ("credit_name_missing", "name", "Say what the credit is for.")
            }
            CreditGrantError::NotPositive { .. } => (
                "credit_not_positive",
                "amount",
                "Give an amount above zero.",
            ),
            CreditGrantError::PriorityOutOfRange { .. } => (
                "credit_priority_out_of_range",
                "priority",
                "Give 0 (used first) to 100 (used last).",
            ),
            CreditGrantError::ExpiresBeforeItStarts { .. }
            | CreditGrantError::ExpiredAlready { .. } => (
                "credit_expires_too_early",
                "expires_on",
                "Choose a later day, or none where it never expires.",
            ),
            CreditGrantError::AlreadyVoided { .. } => (
                "credit_already_voided",
                "id",
                "There is nothing to take back.",
            ),
            CreditGrantError::NothingLeft { .. } => (
                "credit_nothing_left",
                "id",
                "There is nothing to take back.",
            ),
            CreditGrantError::Money(error) => return error.clone().into(),
            CreditGrantError::Journal(error) => return error.clone().into(),
        };
        Self::new(code, sentence(&error), fix).at(field)
    }
}
