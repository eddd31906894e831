//! Why a quantity has no price: each broken rule with its figures and the field that breaks it.

use rust_decimal::Decimal;

use crate::money::MoneyError;

/// Why a quantity has no price. Tiers and events are counted from 0 here and from 1 in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// A figure that is zero or more was below zero.
    #[error("{field} is {value}; give zero or more")]
    Negative {
        /// Which figure, as a path: "quantity", "model.fixed", "amounts.2".
        field: String,
        /// The figure that was given.
        value: Decimal,
    },
    /// A price with tiers has none.
    #[error("the price has no tiers; give at least one, the last without an end")]
    NoTiers,
    /// A tier ends where the one before it ends, or earlier.
    #[error("tier {} ends at {up_to}; give a bound above {after}", tier.saturating_add(1))]
    TierNotAscending {
        /// The tier, from 0.
        tier: usize,
        /// Its bound.
        up_to: Decimal,
        /// The bound before it, or zero.
        after: Decimal,
    },
    /// A tier without an end is followed by another.
    #[error("tier {} has no end, so none can follow; give its bound", tier.saturating_add(1))]
    OpenTierBeforeLast {
        /// The tier, from 0.
        tier: usize,
    },
    /// The last tier ends below the quantity.
    #[error("{quantity} is above the last tier's end of {up_to}; leave that end open")]
    AboveLastTier {
        /// The last tier, from 0.
        tier: usize,
        /// Its bound.
        up_to: Decimal,
        /// The quantity that was given.
        quantity: Decimal,
    },
    /// A package holds nothing.
    #[error("a package of {size} units holds nothing; give a size above zero")]
    EmptyPackage {
        /// The size that was given.
        size: Decimal,
    },
    /// The least for an event is more than the most.
    #[error("the least for an event, {min}, is above the most, {max}; lower it")]
    MinAboveMax {
        /// The least.
        min: Decimal,
        /// The most.
        max: Decimal,
    },
    /// Only percentages are of the amounts of events.
    #[error("this price goes by quantity, not by the amounts of events; give a quantity")]
    NotByAmounts,
    /// The price does not fit, or not exactly.
    #[error(
        "the price of {quantity} has more digits than can be computed exactly; use smaller figures \
         or fewer decimals"
    )]
    Overflow {
        /// The quantity that was given.
        quantity: Decimal,
    },
    /// The amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl PriceError {
    /// The path of the field that breaks the rule, beside `quantity`, `amounts` and `model`.
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::Negative { field, .. } => field.clone(),
            Self::NoTiers => "model.tiers".to_owned(),
            Self::TierNotAscending { tier, .. }
            | Self::OpenTierBeforeLast { tier }
            | Self::AboveLastTier { tier, .. } => format!("model.tiers.{tier}.up_to"),
            Self::EmptyPackage { .. } => "model.size".to_owned(),
            Self::MinAboveMax { .. } => "model.min".to_owned(),
            Self::NotByAmounts => "amounts".to_owned(),
            Self::Overflow { .. } | Self::Money(_) => "quantity".to_owned(),
        }
    }
}

/// Refuses a figure below zero.
pub(super) fn not_negative(field: &str, value: Decimal) -> Result<(), PriceError> {
    if value < Decimal::ZERO {
        let field = field.to_owned();
        Err(PriceError::Negative { field, value })
    } else {
        Ok(())
    }
}
