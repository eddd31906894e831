//! The difference of two versions of a plan: price by price, entitlement by entitlement, setting by
//! setting, in words.

use serde::{Deserialize, Serialize};

use super::plan::PlanVersion;
use super::price::{Price, PriceKind};
use super::words::{entitlement_words, full_price_words, setting_words};

/// One row of a comparison side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What is compared ("Base, USD a month", "Call minutes").
    pub what: String,
    /// In the first version; empty where it is new.
    pub before: String,
    /// In the second; empty where it goes.
    pub after: String,
    /// Whether the two differ.
    pub changed: bool,
}

/// Everything that two versions say, side by side: what the first has in its order, then what is
/// new in the second.
#[must_use]
pub fn difference(before: &PlanVersion, after: &PlanVersion) -> Vec<Difference> {
    let mut rows = Vec::new();
    let prices = side_by_side(&before.prices, &after.prices, is_same_charge);
    for (old, new) in prices {
        if let Some(price) = old.or(new) {
            rows.push(row(
                price_name(price),
                old.map(full_price_words),
                new.map(full_price_words),
            ));
        }
    }
    let grants = side_by_side(&before.entitlements, &after.entitlements, |a, b| {
        a.key == b.key
    });
    for (old, new) in grants {
        if let Some(entitlement) = new.or(old) {
            rows.push(row(
                entitlement.name.clone(),
                old.map(entitlement_words),
                new.map(entitlement_words),
            ));
        }
    }
    for ((what, before), (_, after)) in setting_words(before).into_iter().zip(setting_words(after))
    {
        rows.push(row(what.to_owned(), Some(before), Some(after)));
    }
    rows
}

fn row(what: String, before: Option<String>, after: Option<String>) -> Difference {
    Difference {
        what,
        changed: before != after,
        before: before.unwrap_or_default(),
        after: after.unwrap_or_default(),
    }
}

fn side_by_side<'a, T>(
    before: &'a [T],
    after: &'a [T],
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let of = |list: &'a [T], one: &T| list.iter().find(|other| is_same(other, one));
    let kept = before.iter().map(|old| (Some(old), of(after, old)));
    let new = after.iter().filter(|new| of(before, new).is_none());
    kept.chain(new.map(|new| (None, Some(new)))).collect()
}

fn is_same_charge(one: &Price, other: &Price) -> bool {
    (&one.key, one.currency, one.recurrence) == (&other.key, other.currency, other.recurrence)
}

fn price_name(price: &Price) -> String {
    let name = if price.name.is_empty() {
        &price.key
    } else {
        &price.name
    };
    let once = match price.kind {
        PriceKind::Setup => ", once",
        PriceKind::Recurring | PriceKind::Metered { .. } => "",
    };
    format!(
        "{name}, {} {}{once}",
        price.currency,
        price.recurrence.each()
    )
}
