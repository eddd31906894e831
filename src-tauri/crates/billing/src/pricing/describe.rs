//! Prices in words: what is paid for what, what zero and parts cost, and one worked example.

use rust_decimal::Decimal;

use super::package::{Package, PackageRounding};
use super::percentage::Percentage;
use super::price::{PriceModel, PriceTerms, PricedAmount, price, price_events};
use super::tier::{self, Tier};
use super::tiered_graduated::TieredGraduated;
use super::tiered_volume::TieredVolume;

/// A price in sentences: what is paid, what zero usage costs, how a part of a unit or block
/// rounds, whether time prorates, and a worked example. A price that contradicts itself is
/// described by the rule that it breaks.
#[must_use]
pub fn describe(terms: &PriceTerms) -> Vec<String> {
    if let Err(error) = terms.model.validate() {
        return vec![format!("This price cannot be used: {error}.")];
    }
    let mut sentences = paid(terms);
    sentences.extend(around(terms));
    sentences.extend(zero(terms));
    sentences.push(parts(&terms.model));
    sentences.push(
        "Where it recurs, a change within a period bills the part of the amount for the time held; \
         metered usage is not prorated."
            .to_owned(),
    );
    sentences.extend(example(terms));
    sentences
}

fn paid(terms: &PriceTerms) -> Vec<String> {
    let currency = terms.currency;
    match &terms.model {
        PriceModel::Flat(flat) => {
            vec![format!(
                "{} {currency} a period, whatever the quantity.",
                flat.amount
            )]
        }
        PriceModel::PerUnit(per_unit) => {
            vec![format!(
                "{} {currency} for each unit.",
                per_unit.unit_amount
            )]
        }
        PriceModel::Package(Package { size, amount, .. }) => {
            vec![format!(
                "{amount} {currency} for each block of {size} units."
            )]
        }
        PriceModel::TieredGraduated(TieredGraduated { tiers, .. }) => tiers_paid(
            "Each unit costs what its own tier says; a bound is in its tier.",
            tiers,
            currency.code(),
        ),
        PriceModel::TieredVolume(TieredVolume { tiers, .. }) => tiers_paid(
            "All units cost what the tier of the quantity says; a bound is in its tier.",
            tiers,
            currency.code(),
        ),
        PriceModel::Percentage(percentage) => percentage_paid(percentage, currency.code()),
        PriceModel::GraduatedPercentage(graduated) => {
            let bounds = graduated.bounds();
            let first = "Of the summed amounts, each part costs what its tier says.".to_owned();
            let rows = graduated.tiers.iter().enumerate().map(|(at, row)| {
                let name = tier::name(&bounds, at);
                let once = once_flat(row.flat_amount, currency.code());
                format!("{name}: {} %{once}.", row.rate_pct)
            });
            std::iter::once(first).chain(rows).collect()
        }
    }
}

fn tiers_paid(first: &str, tiers: &[Tier], currency: &str) -> Vec<String> {
    let bounds: Vec<_> = tiers.iter().map(|tier| tier.up_to).collect();
    let rows = tiers.iter().enumerate().map(|(at, row)| {
        let name = tier::name(&bounds, at);
        let once = once_flat(row.flat_amount, currency);
        format!("{name}: {} {currency} a unit{once}.", row.unit_amount)
    });
    std::iter::once(first.to_owned()).chain(rows).collect()
}

fn once_flat(flat_amount: Decimal, currency: &str) -> String {
    if flat_amount.is_zero() {
        String::new()
    } else {
        format!(" and {flat_amount} {currency} once")
    }
}

fn percentage_paid(percentage: &Percentage, currency: &str) -> Vec<String> {
    let mut sentence = format!("{} % of the amount of each event", percentage.rate_pct);
    if !percentage.fixed.is_zero() {
        sentence = format!("{sentence}, and {} {currency} an event", percentage.fixed);
    }
    if let Some(min) = percentage.min {
        sentence = format!("{sentence}, at least {min} {currency}");
    }
    if let Some(max) = percentage.max {
        sentence = format!("{sentence}, at most {max} {currency}");
    }
    let (events, amount) = (percentage.free_events, percentage.free_amount);
    let free = match (events, amount.is_zero()) {
        (0, true) => None,
        (0, false) => Some(format!("Free until the amounts pass {amount} {currency}.")),
        (_, true) => Some(format!("The first {events} events are free.")),
        (_, false) => Some(format!(
            "Free until there are more than {events} events or amounts pass {amount} {currency}."
        )),
    };
    std::iter::once(format!("{sentence}."))
        .chain(free)
        .collect()
}

fn around(terms: &PriceTerms) -> Vec<String> {
    let mut sentences = Vec::new();
    let (included, currency) = (terms.included, terms.currency);
    if !included.is_zero() && terms.model.is_by_amounts() {
        sentences.push(format!(
            "The first {included} {currency} of amounts are included."
        ));
    } else if !included.is_zero() && !matches!(terms.model, PriceModel::Flat(_)) {
        sentences.push(format!("The first {included} units are included."));
    }
    if !terms.commitment.is_zero() {
        sentences.push(format!(
            "At least {} {currency} is billed a period.",
            terms.commitment
        ));
    }
    sentences
}

fn zero(terms: &PriceTerms) -> Option<String> {
    let priced = price(Decimal::ZERO, terms).ok()?;
    Some(if priced.amount.is_zero() {
        "Zero usage costs nothing.".to_owned()
    } else {
        format!("Zero usage costs {}.", priced.amount)
    })
}

fn parts(model: &PriceModel) -> String {
    let sentence = match model {
        PriceModel::Flat(_) => "The quantity does not matter.",
        PriceModel::Package(package) => match package.round {
            PackageRounding::Up => "A part of a block costs a whole block.",
            PackageRounding::Down => "A part of a block costs nothing.",
        },
        PriceModel::Percentage(_) | PriceModel::GraduatedPercentage(_) => {
            "Only the sum of all events is rounded."
        }
        PriceModel::PerUnit(_) | PriceModel::TieredGraduated(_) | PriceModel::TieredVolume(_) => {
            "A part of a unit costs its part of the unit's amount."
        }
    };
    sentence.to_owned()
}

fn example(terms: &PriceTerms) -> Option<String> {
    let of = example_quantity(&terms.model).checked_add(match terms.model {
        PriceModel::Flat(_) => Decimal::ZERO,
        _ => terms.included,
    })?;
    let of = of.normalize();
    let (what, priced) = if terms.model.is_by_amounts() {
        let what = format!("one event of {of} {} costs", terms.currency);
        (what, price_events(&[of], terms))
    } else if of == Decimal::ONE {
        ("1 unit costs".to_owned(), price(of, terms))
    } else {
        (format!("{of} units cost"), price(of, terms))
    };
    Some(format!("Example: {what} {}", in_words(&priced.ok()?)))
}

/// "1.50 USD (3 × 0.50 = 1.50)": the amount, then the steps with their figures.
fn in_words(priced: &PricedAmount) -> String {
    let steps = &priced.explanation.steps;
    let worked: Vec<String> = steps
        .iter()
        .filter(|step| step.label != "Rounded" && step.label != "Amount")
        .map(|step| format!("{} = {}", step.label, step.value))
        .collect();
    format!("{} ({}).", priced.amount, worked.join("; "))
}

/// A quantity that shows what is particular about the model.
fn example_quantity(model: &PriceModel) -> Decimal {
    let three = Decimal::from(3);
    match model {
        PriceModel::Flat(_) => Decimal::ONE,
        PriceModel::PerUnit(_) => three,
        PriceModel::Package(package) => {
            let begun = package.size.checked_mul(Decimal::new(15, 1));
            begun.unwrap_or(package.size)
        }
        PriceModel::TieredGraduated(TieredGraduated { tiers, .. })
        | PriceModel::TieredVolume(TieredVolume { tiers, .. }) => {
            beyond(tiers.first().and_then(|tier| tier.up_to), tiers.len())
        }
        PriceModel::Percentage(percentage) => percentage
            .free_amount
            .checked_add(Decimal::ONE_HUNDRED)
            .unwrap_or(Decimal::ONE_HUNDRED),
        PriceModel::GraduatedPercentage(graduated) => {
            let first = graduated.tiers.first().and_then(|tier| tier.up_to);
            beyond(first, graduated.tiers.len())
        }
    }
}

/// One above the first bound, or on it where no tier follows.
fn beyond(first: Option<Decimal>, tiers: usize) -> Decimal {
    match first {
        Some(bound) if tiers > 1 => bound.checked_add(Decimal::ONE).unwrap_or(bound),
        Some(bound) => bound,
        None => Decimal::from(3),
    }
}
