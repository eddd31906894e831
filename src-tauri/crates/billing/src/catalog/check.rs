//! Checking a version of a plan before it is published: each broken rule names its field.

use rust_decimal::Decimal;

use super::choose::offers;
use super::entitlement::Grant;
use super::plan::PlanVersion;
use super::price::{Price, Recurrence, Timing};
use crate::money::Currency;
use crate::pricing::PriceError;

/// Why a version cannot be published. Places in lists count from 0 here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// It costs nothing in any currency.
    #[error("the plan has no price that recurs; add one, of 0 where it is free")]
    NoPrices,
    /// A price or entitlement has no key.
    #[error("it needs a key, such as \"base\" or \"call_minutes\"")]
    NoKey {
        /// "prices" or "entitlements".
        list: &'static str,
        /// Its place.
        index: usize,
    },
    /// Two prices of one key are for the same currency and interval.
    #[error("\"{key}\" already has a price in this currency and interval; change that one")]
    PriceTwice {
        /// Place of the second.
        index: usize,
        /// Its key.
        key: String,
    },
    /// Two entitlements have one key.
    #[error("\"{key}\" is there twice; keep one")]
    EntitlementTwice {
        /// Place of the second.
        index: usize,
        /// Its key.
        key: String,
    },
    /// A charge is missing in one of the currencies and intervals that are offered.
    #[error("\"{key}\" has no price in {currency} for one of the intervals; add it")]
    PriceMissing {
        /// Its key.
        key: String,
        /// The currency.
        currency: Currency,
        /// The interval.
        recurrence: Recurrence,
    },
    /// A period has no length.
    #[error("a period of 0 intervals has no length; give 1 or more")]
    ZeroCount {
        /// Place of the price.
        index: usize,
    },
    /// What is counted is not known before.
    #[error("what a meter counts is known at the end of a period; bill it in arrears")]
    MeteredInAdvance {
        /// Place of the price.
        index: usize,
    },
    /// A figure is below zero.
    #[error("{value} is below zero; give zero or more")]
    Negative {
        /// "prices.0.included", "entitlements.2.most", …
        field: String,
        /// The figure that was given.
        value: Decimal,
    },
    /// A price contradicts itself.
    #[error("{error}")]
    Price {
        /// Place of the price.
        index: usize,
        /// The rule that it breaks.
        error: PriceError,
    },
}

impl PlanError {
    /// The field that breaks the rule, as a path ("prices.1.model.tiers.0.up_to").
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::NoPrices | Self::PriceMissing { .. } => "prices".to_owned(),
            Self::NoKey { list, index } => format!("{list}.{index}.key"),
            Self::PriceTwice { index, .. } => format!("prices.{index}.key"),
            Self::EntitlementTwice { index, .. } => format!("entitlements.{index}.key"),
            Self::ZeroCount { index } => format!("prices.{index}.recurrence.count"),
            Self::MeteredInAdvance { index } => format!("prices.{index}.timing"),
            Self::Negative { field, .. } => field.clone(),
            Self::Price { index, error } => format!("prices.{index}.{}", error.field()),
        }
    }
}

/// Checks a version: prices that recur, each charge in each currency and interval offered, keys
/// that are there once, and models that do not contradict themselves.
///
/// # Errors
/// [`PlanError`], the first rule that is broken.
pub fn check_version(version: &PlanVersion) -> Result<(), PlanError> {
    for (index, price) in version.prices.iter().enumerate() {
        check_price(
            index,
            price,
            version.prices.get(..index).unwrap_or_default(),
        )?;
    }
    let offers = offers(version);
    if offers.is_empty() {
        return Err(PlanError::NoPrices);
    }
    for (currency, recurrence) in offers {
        check_offer(version, currency, recurrence)?;
    }
    for (at, amount) in version.progressive.iter().enumerate() {
        not_negative(format!("progressive.{at}"), amount.to_decimal())?;
    }
    check_entitlements(version)
}

fn check_price(index: usize, price: &Price, before: &[Price]) -> Result<(), PlanError> {
    if price.key.trim().is_empty() {
        let list = "prices";
        return Err(PlanError::NoKey { list, index });
    }
    if price.recurrence.count == 0 {
        return Err(PlanError::ZeroCount { index });
    }
    if price.meter().is_some() && price.timing == Timing::Advance {
        return Err(PlanError::MeteredInAdvance { index });
    }
    for (name, value) in [
        ("included", price.included),
        ("commitment", price.commitment),
    ] {
        not_negative(format!("prices.{index}.{name}"), value)?;
    }
    let validated = price.model.validate();
    validated.map_err(|error| PlanError::Price { index, error })?;
    let same = |other: &Price| {
        (&other.key, other.currency, other.recurrence)
            == (&price.key, price.currency, price.recurrence)
    };
    if before.iter().any(same) {
        let key = price.key.clone();
        return Err(PlanError::PriceTwice { index, key });
    }
    Ok(())
}

/// Each charge that recurs has a price in each currency and interval: none is lost by choosing.
fn check_offer(
    version: &PlanVersion,
    currency: Currency,
    recurrence: Recurrence,
) -> Result<(), PlanError> {
    for price in version.prices.iter().filter(|price| price.is_periodic()) {
        let here = |other: &Price| {
            (&other.key, other.currency, other.recurrence) == (&price.key, currency, recurrence)
        };
        if !version.prices.iter().any(here) {
            let key = price.key.clone();
            return Err(PlanError::PriceMissing {
                key,
                currency,
                recurrence,
            });
        }
    }
    Ok(())
}

fn check_entitlements(version: &PlanVersion) -> Result<(), PlanError> {
    let all = &version.entitlements;
    for (index, entitlement) in all.iter().enumerate() {
        let key = &entitlement.key;
        if key.trim().is_empty() {
            let list = "entitlements";
            return Err(PlanError::NoKey { list, index });
        }
        if all.iter().take(index).any(|other| other.key == *key) {
            let key = key.clone();
            return Err(PlanError::EntitlementTwice { index, key });
        }
        if let Grant::Limit {
            most: Some(most), ..
        } = entitlement.grant
        {
            not_negative(format!("entitlements.{index}.most"), most)?;
        }
        for (at, percent) in entitlement.alert_at.iter().enumerate() {
            not_negative(format!("entitlements.{index}.alert_at.{at}"), *percent)?;
        }
    }
    Ok(())
}

fn not_negative(field: String, value: Decimal) -> Result<(), PlanError> {
    if value < Decimal::ZERO {
        return Err(PlanError::Negative { field, value });
    }
    Ok(())
}
