//! Why usage cannot be counted.

use rust_decimal::Decimal;

/// Why usage cannot be counted; nothing was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UsageError {
    /// A quantity is finer than its meter counts.
    #[error("{quantity} has more digits after the point than the {decimals} that its meter counts")]
    TooFine {
        /// The quantity that was given.
        quantity: Decimal,
        /// Digits that the meter keeps.
        decimals: u8,
    },
    /// A quantity, or quantities together, leave the range that is kept.
    #[error("quantities of this size cannot be kept exactly; count in a larger unit")]
    TooLarge,
    /// A time has no length, so nothing has an average over it.
    #[error("a time that does not end after its start has no usage; give a later end")]
    NoTime,
}
