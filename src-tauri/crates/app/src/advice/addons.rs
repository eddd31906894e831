//! An add-on instead of overage: the months re-rated with so many of it as save most.

use billing::calendar::BillingPeriod;
use billing::catalog::{BookedPlan, Grant, PriceKind, prices_for};
use billing::money::Money;
use billing::pricing::PriceModel;
use billing::subscription::SubscriptionItem;
use billing::usage::{LimitPolicy, Meter, allowance};
use insights::advice::{Saving, addon_instead_of_overage};
use rust_decimal::Decimal;

use super::found::{Found, Gains, NowThen, Prepared, in_a_year, row_of_use, why_saving};
use super::offers::Offers;
use super::past::{MONTHLY, Past};
use crate::dto::subscriptions::ChangeDto;
use crate::dto::words::figure;

/// More of one add-on is another plan.
const MOST_OF_ONE: u32 = 10;

/// For each meter whose overage is billed, the add-on that saves most.
pub(super) fn find(past: &Past<'_>, offers: &Offers) -> Vec<Found> {
    if past.sub.terms.recurrence != MONTHLY {
        return Vec::new();
    }
    let meters = offers.meters.iter().map(|(_, meter)| meter);
    let found = meters.filter_map(|meter| {
        let months = months_over(past, meter)?;
        let addons = offers.addons(past.sub);
        let raising = addons.filter(|addon| raises(addon, &meter.key));
        let all = raising.filter_map(|addon| best_of(past, meter, &months, addon));
        all.max_by_key(saved)
    });
    found.collect()
}

/// The months since the meter first counted something, where its overage is billed in the newest.
fn months_over(past: &Past<'_>, meter: &Meter) -> Option<Vec<BillingPeriod>> {
    let allowance = allowance(past.sub, past.book, meter)?;
    let most = allowance.most?;
    let is_billed = allowance.policy == LimitPolicy::Soft && allowance.price.is_some();
    let months = past.counted_months(&[&meter.key]).to_vec();
    let newest = past.used(&meter.key, *months.last()?);
    (is_billed && newest > most).then_some(months)
}

fn raises(addon: &BookedPlan, meter: &str) -> bool {
    let mut granted = addon.version.entitlements.iter();
    granted.any(|one| one.key == meter && matches!(one.grant, Grant::Limit { .. }))
}

fn saved(found: &Found) -> i64 {
    let saving = found.advice.saving;
    saving.map_or(0, |saving| saving.expected.minor())
}

fn best_of(
    past: &Past<'_>,
    meter: &Meter,
    months: &[BillingPeriod],
    addon: &BookedPlan,
) -> Option<Found> {
    let now = past.with(past.sub.items.clone(), MONTHLY);
    let now: Option<Vec<Money>> = months.iter().map(|one| past.cost(&now, *one)).collect();
    let now = now?;
    let mut best: Option<(u32, Vec<NowThen>, Saving)> = None;
    for quantity in 1..=most_of(past, addon) {
        let pairs = with_addon(past, months, &now, (addon, quantity))?;
        let saving = Saving::of(&pairs)?;
        let least = best
            .as_ref()
            .map_or(0, |(_, _, best)| best.expected.minor());
        if saving.expected.minor() > least {
            best = Some((quantity, pairs, saving));
        }
    }
    let (quantity, pairs, _) = best?;
    found((past, meter), months, &pairs, (addon, quantity))
}

/// One of those that cost the same however many are held.
fn most_of(past: &Past<'_>, addon: &BookedPlan) -> u32 {
    let prices = prices_for(&addon.version, past.sub.terms.currency, MONTHLY);
    let mut recurring = prices.filter(|price| price.kind == PriceKind::Recurring);
    let is_flat = recurring.any(|price| matches!(price.model, PriceModel::Flat(_)));
    if is_flat { 1 } else { MOST_OF_ONE }
}

fn with_addon(
    past: &Past<'_>,
    months: &[BillingPeriod],
    now: &[Money],
    (addon, quantity): (&BookedPlan, u32),
) -> Option<Vec<NowThen>> {
    let mut items = past.sub.items.clone();
    items.push(SubscriptionItem {
        plan_id: addon.plan.id.clone(),
        version: addon.version.version,
        quantity: Decimal::from(quantity),
    });
    let then = past.with(items, MONTHLY);
    let pairs = months.iter().zip(now).map(|(month, now)| {
        let then = past.cost(&then, *month)?;
        Some((*now, then))
    });
    pairs.collect()
}

fn found(
    (past, meter): (&Past<'_>, &Meter),
    months: &[BillingPeriod],
    pairs: &[NowThen],
    (addon, quantity): (&BookedPlan, u32),
) -> Option<Found> {
    let name = match quantity {
        1 => addon.plan.name.clone(),
        many => format!("{many} × {}", addon.plan.name),
    };
    let named = months.iter().zip(pairs);
    let named = named.map(|(month, (now, then))| (month.start.to_string(), *now, *then));
    let named: Vec<(String, Money, Money)> = named.collect();
    let advice = addon_instead_of_overage((&addon.plan.id, &name), &named)?;
    let saving = advice.saving?;
    let most = allowance(past.sub, past.book, meter)?.most;
    let rows = months.iter().zip(pairs).map(|(month, amounts)| {
        let used = past.used(&meter.key, *month);
        row_of_use(*month, Some(*amounts), used, most)
    });
    Some(Found {
        target: addon.plan.id.to_string(),
        meter: Some(meter.clone()),
        rows: rows.collect(),
        money: Gains::Customer {
            in_a_year: in_a_year(pairs),
        },
        loses: Vec::new(),
        why: why_saving(saving.months_saving, saving.months),
        change: Prepared {
            words: format!("Add {name}"),
            change: Some(ChangeDto {
                kind: "add_addon".to_owned(),
                plan_id: Some(addon.plan.id.to_string()),
                version: Some(addon.version.version),
                quantity: figure(Decimal::from(quantity)),
                ..ChangeDto::default()
            }),
            when: "now",
        },
        advice,
    })
}
