//! Custom plans: a version copied for one customer, with its own limits and prices.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::check::{PlanError, check_version};
use super::entitlement::Grant;
use super::plan::PlanVersion;
use super::price::{Price, PriceKind, Timing};
use crate::ids::PlanId;
use crate::pricing::{PerUnit, PriceModel};

/// What is different for the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Override {
    /// Another limit; none for unlimited.
    Limit {
        /// Key of the entitlement.
        key: String,
        /// The most.
        most: Option<Decimal>,
    },
    /// Units held beyond a limit cost this much each, in each currency and interval of the plan:
    /// the limit is what is included, and the quantity of the subscription is what is held.
    ExtraUnits {
        /// Key of the entitlement and of the price ("users").
        key: String,
        /// Amount for each unit above the limit.
        unit_amount: Decimal,
    },
    /// Another price, in the place of the one of its key, currency and interval, or a new one.
    Price {
        /// The price.
        price: Box<Price>,
    },
}

/// Version 1 of a plan made for one customer: a copy with these overrides.
///
/// # Errors
/// [`PlanError`] where the result contradicts itself.
pub fn customize(
    version: &PlanVersion,
    plan_id: PlanId,
    overrides: &[Override],
) -> Result<PlanVersion, PlanError> {
    let mut custom = version.clone();
    custom.plan_id = plan_id;
    custom.version = 1;
    for change in overrides {
        match change {
            Override::Limit { key, most } => set_limit(&mut custom, key, *most),
            Override::ExtraUnits { key, unit_amount } => {
                charge_beyond_limit(&mut custom, key, *unit_amount);
            }
            Override::Price { price } => set_price(&mut custom, price.as_ref().clone()),
        }
    }
    check_version(&custom)?;
    Ok(custom)
}

fn set_limit(version: &mut PlanVersion, key: &str, to: Option<Decimal>) {
    for entitlement in version.entitlements.iter_mut().filter(|one| one.key == key) {
        if let Grant::Limit { most, .. } = &mut entitlement.grant {
            *most = to;
        }
    }
}

fn charge_beyond_limit(version: &mut PlanVersion, key: &str, unit_amount: Decimal) {
    let mut limits = version.entitlements.iter().filter(|one| one.key == key);
    let limit = limits.find_map(|one| match &one.grant {
        Grant::Limit {
            most: Some(most),
            unit,
        } => Some((*most, unit.clone(), one.name.clone())),
        _ => None,
    });
    let Some((included, unit, name)) = limit else {
        return;
    };
    for (currency, recurrence) in super::choose::offers(version) {
        let price = Price {
            key: key.to_owned(),
            name: name.clone(),
            unit: unit.clone(),
            currency,
            recurrence,
            kind: PriceKind::Recurring,
            model: PriceModel::PerUnit(PerUnit { unit_amount }),
            included,
            commitment: Decimal::ZERO,
            timing: Timing::Advance,
            prorates: true,
        };
        set_price(version, price);
    }
}

fn set_price(version: &mut PlanVersion, price: Price) {
    let mut prices = version.prices.iter_mut();
    let same = prices.find(|other| {
        (&other.key, other.currency, other.recurrence)
            == (&price.key, price.currency, price.recurrence)
    });
    match same {
        Some(other) => *other = price,
        None => version.prices.push(price),
    }
}
