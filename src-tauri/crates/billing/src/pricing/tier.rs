//! Tiers: the rows of a price, each up to an inclusive bound, and how a quantity falls into them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::PriceError;
use super::exact::difference;

/// A tier of a price by quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tier {
    /// The last unit in the tier; none where it has no end.
    pub up_to: Option<Decimal>,
    /// The amount for one unit, in major units, as fine as needed.
    pub unit_amount: Decimal,
    /// An amount for reaching the tier, whatever the units in it.
    pub flat_amount: Decimal,
}

/// A tier of a price in percent of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PercentageTier {
    /// The highest amount in the tier, in major units; none where it has no end.
    pub up_to: Option<Decimal>,
    /// Percent of the part that falls into the tier.
    pub rate_pct: Decimal,
    /// An amount for reaching the tier, whatever falls into it.
    pub flat_amount: Decimal,
}

/// What zero units cost where a price has tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroUsage {
    /// The first tier's flat amount, as at Stripe.
    #[default]
    FirstFlat,
    /// Nothing.
    Free,
}

/// Checks that bounds rise from above zero and that only the last is open.
pub(super) fn check(bounds: &[Option<Decimal>]) -> Result<(), PriceError> {
    let Some(last) = bounds.len().checked_sub(1) else {
        return Err(PriceError::NoTiers);
    };
    let mut after = Decimal::ZERO;
    for (tier, bound) in bounds.iter().enumerate() {
        match *bound {
            Some(up_to) if up_to <= after => {
                return Err(PriceError::TierNotAscending { tier, up_to, after });
            }
            Some(up_to) => after = up_to,
            None if tier < last => return Err(PriceError::OpenTierBeforeLast { tier }),
            None => {}
        }
    }
    Ok(())
}

/// The tier that a quantity above zero is in: its bound is the first that reaches it.
pub(super) fn tier_of(bounds: &[Option<Decimal>], quantity: Decimal) -> Result<usize, PriceError> {
    let reached = |bound: &Option<Decimal>| bound.is_none_or(|up_to| quantity <= up_to);
    let found = bounds.iter().position(reached);
    found.ok_or_else(|| match bounds.last() {
        Some(Some(up_to)) => PriceError::AboveLastTier {
            tier: bounds.len().saturating_sub(1),
            up_to: *up_to,
            quantity,
        },
        _ => PriceError::NoTiers,
    })
}

/// How much of a quantity above zero is in each tier that it reaches.
pub(super) fn parts(
    bounds: &[Option<Decimal>],
    quantity: Decimal,
) -> Result<Vec<Decimal>, PriceError> {
    let last = tier_of(bounds, quantity)?;
    let mut parts = Vec::new();
    let mut below = Decimal::ZERO;
    for bound in bounds.iter().take(last.saturating_add(1)) {
        let top = bound.map_or(quantity, |up_to| up_to.min(quantity));
        parts.push(difference(top, below).ok_or(PriceError::Overflow { quantity })?);
        below = top;
    }
    Ok(parts)
}

/// "Tier 2 (above 10, up to 20)".
pub(super) fn name(bounds: &[Option<Decimal>], tier: usize) -> String {
    let number = tier.saturating_add(1);
    let below = tier
        .checked_sub(1)
        .and_then(|before| bounds.get(before).copied().flatten());
    match (below, bounds.get(tier).copied().flatten()) {
        (None, None) => format!("Tier {number}"),
        (None, Some(up_to)) => format!("Tier {number} (up to {up_to})"),
        (Some(below), None) => format!("Tier {number} (above {below})"),
        (Some(below), Some(up_to)) => format!("Tier {number} (above {below}, up to {up_to})"),
    }
}
