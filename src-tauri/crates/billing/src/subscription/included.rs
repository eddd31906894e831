//! What is included of a meter: so much by its price, and what add-ons raise its limit by.

use rust_decimal::Decimal;

use super::subscription::SubscriptionItem;
use crate::catalog::{BookedPlan, Entitlement, Grant, PlanBook, PlanKind, Price};

/// How much of a meter add-ons include beyond what its price does. They do where that price
/// includes just what the limit of its own plan allows in a period: the two are one promise, and an
/// add-on that raises the limit is not to be billed as overage. What an add-on makes unlimited is
/// included without end.
pub(crate) fn by_addons(
    items: &[SubscriptionItem],
    book: &PlanBook,
    booked: &BookedPlan,
    price: &Price,
) -> Decimal {
    let Some(meter) = price.meter() else {
        return Decimal::ZERO;
    };
    let mut own = booked.version.entitlements.iter();
    let Some(Some(own)) = own.find_map(|one| most_of(one, meter)) else {
        return Decimal::ZERO;
    };
    // What adds up is included as many times as the period is longer than a limit's time.
    let adds_up = own != price.included;
    if adds_up && own.saturating_mul(booked.version.times_in(price.recurrence)) != price.included {
        return Decimal::ZERO;
    }
    let mut more = Decimal::ZERO;
    for item in items {
        let addon = book.get(&item.plan_id, item.version);
        let addon = addon.filter(|addon| addon.plan.kind == PlanKind::Addon);
        let Some(version) = addon.map(|addon| &addon.version) else {
            continue;
        };
        let times = match adds_up {
            true => item
                .quantity
                .saturating_mul(version.times_in(price.recurrence)),
            false => item.quantity,
        };
        let granted = version.entitlements.iter();
        for most in granted.filter_map(|one| most_of(one, meter)) {
            let Some(most) = most else {
                return Decimal::MAX;
            };
            more = more.saturating_add(most.saturating_mul(times));
        }
    }
    more
}

/// The limit on a meter, where an entitlement is one; none in it means unlimited.
fn most_of(one: &Entitlement, meter: &str) -> Option<Option<Decimal>> {
    match &one.grant {
        Grant::Limit { most, .. } if one.key == meter => Some(*most),
        Grant::Limit { .. } | Grant::Feature { .. } | Grant::Level { .. } => None,
    }
}

/// The price with so much more included. Of what is unlimited, just what was used is included, so
/// that its steps stay readable.
pub(crate) fn including(price: &Price, more: Decimal, quantity: Decimal) -> Price {
    let included = if more == Decimal::MAX {
        price.included.max(quantity)
    } else {
        price.included.saturating_add(more)
    };
    Price {
        included,
        ..price.clone()
    }
}
