//! Choosing prices: those of a version that a subscription takes by its currency and interval.

use super::plan::PlanVersion;
use super::price::{Price, PriceKind, Recurrence, Timing};
use crate::money::Currency;

/// The prices for a currency and interval, in the order of the version.
pub fn prices_for(
    version: &PlanVersion,
    currency: Currency,
    recurrence: Recurrence,
) -> impl Iterator<Item = &Price> {
    let fits = move |price: &&Price| price.currency == currency && price.recurrence == recurrence;
    version.prices.iter().filter(fits)
}

/// The currencies and intervals that a version can be subscribed to in: those of its recurring
/// prices, each once, in order.
#[must_use]
pub fn offers(version: &PlanVersion) -> Vec<(Currency, Recurrence)> {
    let mut all = Vec::new();
    for price in version.prices.iter().filter(|price| price.is_periodic()) {
        let offer = (price.currency, price.recurrence);
        if !all.contains(&offer) {
            all.push(offer);
        }
    }
    all
}

impl Price {
    /// Whether it is billed each period, by what was counted or by what is held.
    #[must_use]
    pub const fn is_periodic(&self) -> bool {
        !matches!(self.kind, PriceKind::Setup)
    }

    /// Whether it is billed each period at its start.
    #[must_use]
    pub const fn is_in_advance(&self) -> bool {
        matches!(
            (&self.kind, self.timing),
            (PriceKind::Recurring, Timing::Advance)
        )
    }

    /// Whether it is billed each period at its end. What a meter counts always is: it is not
    /// known before.
    #[must_use]
    pub const fn is_in_arrears(&self) -> bool {
        self.is_periodic() && !self.is_in_advance()
    }

    /// The meter that counts for it.
    #[must_use]
    pub fn meter(&self) -> Option<&str> {
        match &self.kind {
            PriceKind::Metered { meter } => Some(meter),
            PriceKind::Recurring | PriceKind::Setup => None,
        }
    }
}
