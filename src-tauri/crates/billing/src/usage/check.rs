//! Checks before use: would this fit, at which price, and if not, why.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::limit::{Allowance, LimitPolicy, allowance};
use super::meter::Meter;
use crate::catalog::{Grant, PlanBook, Price};
use crate::invoice::Explanation;
use crate::money::{Money, Rounding};
use crate::pricing::{PriceError, PricedAmount, price};
use crate::subscription::{Subscription, SubscriptionState, including};

/// What somebody is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// Use something that the plan has or has not.
    Feature {
        /// Key of the entitlement.
        key: &'a str,
    },
    /// Use so much more of what a meter counts.
    Use {
        /// The meter; none where there is none of the key asked for, or it is archived.
        meter: Option<&'a Meter>,
        /// How much more.
        quantity: Decimal,
        /// What is used by now, in the period that the use would be in.
        used: Decimal,
    },
}

/// Whether it would fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Fits {
    /// Yes, and nothing more is billed for it.
    Yes {
        /// What would be left then; none means unlimited.
        left: Option<Decimal>,
    },
    /// Yes, and it is billed.
    YesWithOverage {
        /// How much of it is beyond what is included.
        units: Decimal,
        /// What it adds to the period's bill, before discounts and tax; below zero where a volume
        /// price falls for all units.
        price: Money,
        /// How that was computed.
        explanation: Explanation,
    },
    /// No.
    No {
        /// Why not.
        reason: Refusal,
    },
}

/// Why a use would not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// It would pass a limit that is enforced.
    #[error("{used} of {most} are used, and more is not allowed; a larger plan allows more")]
    LimitReached {
        /// The most.
        most: Decimal,
        /// What is used by now.
        used: Decimal,
    },
    /// The plan does not have it.
    #[error("the plan does not have it; a plan that does can be chosen")]
    FeatureNotInPlan,
    /// The subscription is not one that may use anything.
    #[error("the subscription is {}; {}", state.name(), state.way_out())]
    NotActive {
        /// Where it stands.
        state: SubscriptionState,
    },
    /// Nothing is counted under that key.
    #[error("no meter has this key; create it, or correct the key")]
    UnknownMeter,
    /// The customer has no subscription.
    #[error("the customer has no subscription; start one first")]
    NoSubscription,
}

/// Whether a use would fit a subscription as it stands.
///
/// # Errors
/// [`PriceError`] where the plan's price cannot be computed.
pub fn would_fit(
    wanted: Wanted<'_>,
    sub: Option<&Subscription>,
    book: &PlanBook,
    rounding: Rounding,
) -> Result<Fits, PriceError> {
    use SubscriptionState::{Active, PastDue, Trialing};
    let no = |reason| Ok(Fits::No { reason });
    if let Wanted::Use { meter: None, .. } = wanted {
        return no(Refusal::UnknownMeter);
    }
    let Some(sub) = sub else {
        return no(Refusal::NoSubscription);
    };
    let state = sub.state;
    if !matches!(state, Trialing | Active | PastDue) {
        return no(Refusal::NotActive { state });
    }
    match wanted {
        Wanted::Feature { key } if has(sub, book, key) => Ok(Fits::Yes { left: None }),
        Wanted::Use {
            meter: Some(meter),
            quantity,
            used,
        } => match allowance(sub, book, meter) {
            Some(allowance) => fits(&allowance, used, quantity, rounding),
            None => no(Refusal::FeatureNotInPlan),
        },
        Wanted::Feature { .. } | Wanted::Use { .. } => no(Refusal::FeatureNotInPlan),
    }
}

/// Whether plan or add-ons grant something at all.
fn has(sub: &Subscription, book: &PlanBook, key: &str) -> bool {
    let booked = sub.items.iter();
    let booked = booked.filter_map(|item| book.get(&item.plan_id, item.version));
    let mut granted = booked.flat_map(|booked| &booked.version.entitlements);
    granted.any(|one| {
        let grants = match &one.grant {
            Grant::Feature { on } => *on,
            Grant::Limit { most, .. } => most.is_none_or(|most| !most.is_zero()),
            Grant::Level { .. } => true,
        };
        grants && one.key == key
    })
}

fn fits(
    allowance: &Allowance<'_>,
    used: Decimal,
    more: Decimal,
    rounding: Rounding,
) -> Result<Fits, PriceError> {
    let quantity = more;
    let after = used
        .checked_add(more)
        .ok_or(PriceError::Overflow { quantity })?;
    let over = |most: &Decimal| after > *most && more > Decimal::ZERO;
    if allowance.policy == LimitPolicy::Hard
        && let Some(most) = allowance.most.filter(over)
    {
        let reason = Refusal::LimitReached { most, used };
        return Ok(Fits::No { reason });
    }
    if let Some(price) = allowance.price {
        let price = &including(price, allowance.included, after);
        let priced = marginal(price, used, after, rounding)?;
        if !priced.amount.is_zero() {
            let free = price.included.max(used);
            return Ok(Fits::YesWithOverage {
                units: after.saturating_sub(free).max(Decimal::ZERO),
                price: priced.amount,
                explanation: priced.explanation,
            });
        }
    }
    let left = |most: Decimal| most.saturating_sub(after).max(Decimal::ZERO);
    Ok(Fits::Yes {
        left: allowance.most.map(left),
    })
}

struct Marginal {
    amount: Money,
    explanation: Explanation,
}

/// What more use adds: the price of all of it less the price of what is used already, so that tiers
/// and blocks are exact.
fn marginal(
    of: &Price,
    used: Decimal,
    after: Decimal,
    rounding: Rounding,
) -> Result<Marginal, PriceError> {
    let terms = of.terms(rounding);
    let of = |quantity: Decimal| -> Result<PricedAmount, PriceError> {
        price(quantity.max(Decimal::ZERO), &terms)
    };
    let (before, with) = (of(used)?, of(after)?);
    let amount = with.amount.try_sub(before.amount)?;
    let mut explanation = with.explanation;
    explanation.step(format!("Price of {after} in all"), with.amount);
    explanation.step(
        format!("Less the price of {used} used already"),
        before.amount,
    );
    explanation.step("What it adds", amount);
    Ok(Marginal {
        amount,
        explanation,
    })
}
