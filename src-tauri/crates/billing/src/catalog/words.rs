//! What a version of a plan says, in a few words: its prices, its limits and its settings.

use rust_decimal::Decimal;

use super::entitlement::{Enforcement, Entitlement, Grant};
use super::plan::{PlanVersion, ProrationBehavior};
use super::price::{Price, PriceKind, Timing};
use crate::money::Currency;
use crate::pricing::{PackageRounding, Percentage, PriceModel, Tier, ZeroUsage};
use crate::subscription::ProrationConvention;

/// "500 minutes", "1 minute", "10 GB", "3". Units that are no plain words stay as they are.
#[must_use]
pub fn counted(quantity: Decimal, unit: &str) -> String {
    let is_word = unit.ends_with(|letter: char| letter.is_ascii_lowercase());
    let unit = if is_word && quantity != Decimal::ONE {
        plural(unit)
    } else {
        unit.to_owned()
    };
    format!("{} {unit}", quantity.normalize())
        .trim_end()
        .to_owned()
}

fn plural(unit: &str) -> String {
    let vowel = |letter: char| "aeiou".contains(letter);
    if let Some(stem) = unit.strip_suffix('y').filter(|stem| !stem.ends_with(vowel)) {
        return format!("{stem}ies");
    }
    // What ends in "s" is mostly a plural already ("requests"), or has none.
    match unit {
        _ if unit.ends_with('s') => unit.to_owned(),
        _ if ["x", "z", "ch", "sh"].iter().any(|end| unit.ends_with(end)) => format!("{unit}es"),
        _ => format!("{unit}s"),
    }
}

/// "yes", "no", "500 minutes", "unlimited", "priority".
#[must_use]
pub fn grant_words(grant: &Grant) -> String {
    match grant {
        Grant::Feature { on: true } => "yes".to_owned(),
        Grant::Feature { on: false } => "no".to_owned(),
        Grant::Limit { most: None, .. } => "unlimited".to_owned(),
        Grant::Limit {
            most: Some(most),
            unit,
        } => counted(*most, unit),
        Grant::Level { level } => level.clone(),
    }
}

/// What an entitlement grants, and what of it is not usual: "500 minutes, refused beyond".
pub(super) fn entitlement_words(entitlement: &Entitlement) -> String {
    let mut words = vec![grant_words(&entitlement.grant)];
    if matches!(entitlement.grant, Grant::Limit { most: Some(_), .. }) {
        match entitlement.enforcement {
            Enforcement::ByPrice => {}
            Enforcement::Soft => words.push("let through beyond".to_owned()),
            Enforcement::Hard => words.push("refused beyond".to_owned()),
        }
        let alerts = entitlement.alert_at.iter();
        let alerts: Vec<String> = alerts
            .map(|percent| format!("{} %", percent.normalize()))
            .collect();
        if !alerts.is_empty() {
            words.push(format!("told at {}", alerts.join(", ")));
        }
    }
    words.join(", ")
}

/// "29.00 USD", "0.005 USD", "4500 JPY": at least the digits that the currency has.
#[must_use]
pub fn amount_words(amount: Decimal, currency: Currency) -> String {
    let mut amount = amount.normalize();
    if amount.scale() < currency.exponent() {
        amount.rescale(currency.exponent());
    }
    format!("{amount} {currency}")
}

/// Everything that a price says beside its name, currency and interval: "2.00 USD per 100 requests,
/// a begun block counts, 1000 included, by the meter ai_requests". What is usual is left out.
#[must_use]
pub fn full_price_words(price: &Price) -> String {
    let mut words = model_words(price);
    if !price.included.is_zero() {
        words.push(format!("{} included", price.included.normalize()));
    }
    if !price.commitment.is_zero() {
        let least = amount_words(price.commitment, price.currency);
        words.push(format!("at least {least}"));
    }
    match &price.kind {
        PriceKind::Metered { meter } => {
            words.push(format!("by the meter {meter}"));
            if price.prorates && !price.commitment.is_zero() {
                words.push("the least in proportion to the time".to_owned());
            }
        }
        PriceKind::Recurring => {
            if !price.prorates {
                words.push("a part of a period bills the whole".to_owned());
            }
            if price.timing == Timing::Arrears {
                words.push("billed at the end of the period".to_owned());
            }
        }
        PriceKind::Setup => {}
    }
    words.join(", ")
}

fn model_words(price: &Price) -> Vec<String> {
    let amount = |amount| amount_words(amount, price.currency);
    let unit = match price.unit.as_str() {
        "" => "unit",
        unit => unit,
    };
    match &price.model {
        PriceModel::Flat(flat) => vec![amount(flat.amount)],
        PriceModel::PerUnit(per_unit) => {
            vec![format!("{} per {unit}", amount(per_unit.unit_amount))]
        }
        PriceModel::Package(package) => {
            let block = counted(package.size, unit);
            let part = match package.round {
                PackageRounding::Up => "a begun block counts",
                PackageRounding::Down => "only full blocks count",
            };
            vec![
                format!("{} per {block}", amount(package.amount)),
                part.to_owned(),
            ]
        }
        PriceModel::TieredGraduated(graduated) => {
            let way = format!("each {unit} by its own tier");
            tiers_words(way, (&graduated.tiers, graduated.zero_usage), price)
        }
        PriceModel::TieredVolume(volume) => {
            let way = format!("every {unit} by the tier of all");
            tiers_words(way, (&volume.tiers, volume.zero_usage), price)
        }
        PriceModel::Percentage(percentage) => percentage_words(percentage, price.currency),
        PriceModel::GraduatedPercentage(graduated) => {
            let tiers = graduated.tiers.iter().map(|tier| {
                let rate = format!("{} %", tier.rate_pct.normalize());
                tier_words(tier.up_to, rate, tier.flat_amount, price.currency)
            });
            tiers.collect()
        }
    }
}

fn tiers_words(way: String, (tiers, zero): (&[Tier], ZeroUsage), price: &Price) -> Vec<String> {
    let currency = price.currency;
    let tier = |tier: &Tier| {
        let each = amount_words(tier.unit_amount, currency);
        tier_words(tier.up_to, each, tier.flat_amount, currency)
    };
    let mut words = vec![way];
    words.extend(tiers.iter().map(tier));
    let flat = tiers
        .first()
        .is_some_and(|tier| !tier.flat_amount.is_zero());
    if flat && zero == ZeroUsage::Free {
        words.push("nothing where nothing is used".to_owned());
    }
    words
}

/// "up to 10: 1.00 USD", "above: 0.50 USD and 3.00 USD once".
fn tier_words(up_to: Option<Decimal>, each: String, once: Decimal, currency: Currency) -> String {
    let bound = up_to.map_or_else(
        || "above".to_owned(),
        |most| format!("up to {}", most.normalize()),
    );
    if once.is_zero() {
        return format!("{bound}: {each}");
    }
    format!("{bound}: {each} and {} once", amount_words(once, currency))
}

fn percentage_words(percentage: &Percentage, currency: Currency) -> Vec<String> {
    let amount = |amount| amount_words(amount, currency);
    let mut words = vec![format!("{} %", percentage.rate_pct.normalize())];
    if !percentage.fixed.is_zero() {
        words.push(format!("{} an event", amount(percentage.fixed)));
    }
    if percentage.free_events > 0 {
        let events = counted(percentage.free_events.into(), "event");
        words.push(format!("{events} free"));
    }
    if !percentage.free_amount.is_zero() {
        words.push(format!("free up to {}", amount(percentage.free_amount)));
    }
    let least = percentage
        .min
        .map(|min| format!("at least {} an event", amount(min)));
    let most = percentage
        .max
        .map(|max| format!("at most {} an event", amount(max)));
    words.extend(least.into_iter().chain(most));
    words
}

/// The settings of a version, each with its name.
#[must_use]
pub fn setting_words(version: &PlanVersion) -> Vec<(&'static str, String)> {
    let trial = match version.trial_days {
        0 => "no trial".to_owned(),
        days => counted(days.into(), "day"),
    };
    let prices = if version.tax_inclusive {
        "include tax"
    } else {
        "before tax"
    };
    let progressive = version.progressive.iter();
    let progressive: Vec<String> = progressive.map(ToString::to_string).collect();
    let usage = if progressive.is_empty() {
        "at the end of the period".to_owned()
    } else {
        format!("as soon as it comes to {}", progressive.join(", "))
    };
    vec![
        ("Trial", trial),
        (
            "Parts of a period count",
            convention_words(version.convention).to_owned(),
        ),
        (
            "Changes are billed",
            behavior_words(version.behavior).to_owned(),
        ),
        ("Prices", prices.to_owned()),
        ("Usage is billed", usage),
    ]
}

const fn convention_words(convention: ProrationConvention) -> &'static str {
    match convention {
        ProrationConvention::Day => "by day",
        ProrationConvention::Second => "by second",
        ProrationConvention::DayInclusive => "by day, the day of the change used",
        ProrationConvention::ThirtyDayMonth => "in months of 30 days",
        ProrationConvention::Thirty360 => "30/360",
    }
}

const fn behavior_words(behavior: ProrationBehavior) -> &'static str {
    match behavior {
        ProrationBehavior::NextInvoice => "with the next invoice",
        ProrationBehavior::InvoiceNow => "at once",
        ProrationBehavior::None => "not at all",
    }
}
