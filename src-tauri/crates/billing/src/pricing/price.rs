//! A price in full: the model, the included allowance, the commitment and the one rounding.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::{PriceError, not_negative};
use super::exact::{difference, sum};
use super::flat::Flat;
use super::graduated_percentage::GraduatedPercentage;
use super::package::Package;
use super::per_unit::PerUnit;
use super::percentage::Percentage;
use super::tier;
use super::tiered_graduated::TieredGraduated;
use super::tiered_volume::TieredVolume;
use crate::invoice::Explanation;
use crate::money::{Currency, Money, MoneyError, Rounding};

/// How a quantity becomes an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PriceModel {
    /// The same whatever the quantity.
    Flat(Flat),
    /// So much for each unit.
    PerUnit(PerUnit),
    /// So much for each block of units.
    Package(Package),
    /// Each unit by its own tier.
    TieredGraduated(TieredGraduated),
    /// All units by the tier of the quantity.
    TieredVolume(TieredVolume),
    /// Percent of each event's amount.
    Percentage(Percentage),
    /// Percent of the summed amounts, each part by its tier.
    GraduatedPercentage(GraduatedPercentage),
}

impl PriceModel {
    /// Whether it prices the amounts of events, not a quantity of units.
    #[must_use]
    pub const fn is_by_amounts(&self) -> bool {
        matches!(self, Self::Percentage(_) | Self::GraduatedPercentage(_))
    }

    /// Checks what every kept price fulfils, whatever the quantity.
    ///
    /// # Errors
    /// [`PriceError`], the first rule that is broken.
    pub fn validate(&self) -> Result<(), PriceError> {
        match self {
            Self::Flat(_) | Self::PerUnit(_) => Ok(()),
            Self::Package(package) => package.check(),
            Self::TieredGraduated(graduated) => tier::check(&graduated.bounds()),
            Self::TieredVolume(volume) => tier::check(&volume.bounds()),
            Self::Percentage(percentage) => percentage.check(),
            Self::GraduatedPercentage(graduated) => tier::check(&graduated.bounds()),
        }
    }
}

/// What a price is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceTerms {
    /// Currency of every amount.
    pub currency: Currency,
    /// How a quantity becomes an amount.
    pub model: PriceModel,
    /// Units (for percentages: an amount) that are taken off first.
    pub included: Decimal,
    /// The least that is billed, in major units.
    pub commitment: Decimal,
    /// How the amount is rounded.
    pub rounding: Rounding,
}

/// What a quantity costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedAmount {
    /// What is billed: rounded, with the true-up in it.
    pub amount: Money,
    /// The price, unrounded, without the true-up.
    pub exact: Decimal,
    /// What was added to reach the commitment.
    pub true_up: Money,
    /// How it was computed.
    pub explanation: Explanation,
}

/// Computes what a quantity costs. A percentage takes the quantity as the amount of one event;
/// zero is no event.
///
/// # Errors
/// [`PriceError`] where a figure is negative, the model contradicts itself, or something does not
/// fit.
pub fn price(quantity: Decimal, terms: &PriceTerms) -> Result<PricedAmount, PriceError> {
    not_negative("quantity", quantity)?;
    if terms.model.is_by_amounts() {
        let one = [quantity];
        return price_events(if quantity.is_zero() { &[] } else { &one }, terms);
    }
    check(terms)?;
    let mut explanation = Explanation::new();
    let units = billable(quantity, terms, &mut explanation)?;
    let exact = match &terms.model {
        PriceModel::Flat(flat) => flat.exact(&mut explanation),
        PriceModel::PerUnit(per_unit) => per_unit.exact(units, &mut explanation)?,
        PriceModel::Package(package) => package.exact(units, &mut explanation)?,
        PriceModel::TieredGraduated(tiered) => tiered.exact(units, &mut explanation)?,
        PriceModel::TieredVolume(tiered) => tiered.exact(units, &mut explanation)?,
        PriceModel::Percentage(_) | PriceModel::GraduatedPercentage(_) => Decimal::ZERO,
    };
    finish(exact, terms, explanation)
}

/// Computes what events cost whose amounts a percentage is of. What is included is taken off the
/// first amounts; an event that it covers whole is no event.
///
/// # Errors
/// [`PriceError`] where the price is not a percentage, and as for [`price`].
pub fn price_events(amounts: &[Decimal], terms: &PriceTerms) -> Result<PricedAmount, PriceError> {
    check(terms)?;
    for (at, amount) in amounts.iter().enumerate() {
        not_negative(&format!("amounts.{at}"), *amount)?;
    }
    let mut explanation = Explanation::new();
    let left = billable_amounts(amounts, terms, &mut explanation)?;
    let exact = match &terms.model {
        PriceModel::Percentage(percentage) => percentage.exact(&left, &mut explanation)?,
        PriceModel::GraduatedPercentage(graduated) => graduated.exact(&left, &mut explanation)?,
        _ => return Err(PriceError::NotByAmounts),
    };
    finish(exact, terms, explanation)
}

fn check(terms: &PriceTerms) -> Result<(), PriceError> {
    not_negative("included", terms.included)?;
    not_negative("commitment", terms.commitment)?;
    terms.model.validate()
}

fn finish(
    exact: Decimal,
    terms: &PriceTerms,
    mut explanation: Explanation,
) -> Result<PricedAmount, PriceError> {
    let rounded = Money::from_decimal(exact, terms.currency, terms.rounding)?;
    explanation.step("Rounded", rounded);
    let true_up = true_up(rounded, terms, &mut explanation)?;
    let amount = rounded.try_add(true_up)?;
    explanation.step("Amount", amount);
    Ok(PricedAmount {
        amount,
        exact,
        true_up,
        explanation,
    })
}

fn billable(
    quantity: Decimal,
    terms: &PriceTerms,
    explanation: &mut Explanation,
) -> Result<Decimal, PriceError> {
    if terms.included.is_zero() {
        return Ok(quantity);
    }
    let units = if quantity <= terms.included {
        Decimal::ZERO
    } else {
        difference(quantity, terms.included).ok_or(PriceError::Overflow { quantity })?
    };
    let label = format!("{quantity} units less {} included", terms.included);
    explanation.step(label, units);
    Ok(units)
}

fn billable_amounts(
    amounts: &[Decimal],
    terms: &PriceTerms,
    explanation: &mut Explanation,
) -> Result<Vec<Decimal>, PriceError> {
    if terms.included.is_zero() {
        return Ok(amounts.to_vec());
    }
    let mut included = terms.included;
    let mut left = Vec::new();
    let mut sum_left = Decimal::ZERO;
    for amount in amounts.iter().copied() {
        let overflow = PriceError::Overflow { quantity: amount };
        let off = amount.min(included);
        included = difference(included, off).ok_or(overflow.clone())?;
        if off < amount || off.is_zero() {
            let rest = difference(amount, off).ok_or(overflow.clone())?;
            sum_left = sum(sum_left, rest).ok_or(overflow)?;
            left.push(rest);
        }
    }
    explanation.step(
        format!("Amounts less {} included", terms.included),
        sum_left,
    );
    Ok(left)
}

fn true_up(
    rounded: Money,
    terms: &PriceTerms,
    explanation: &mut Explanation,
) -> Result<Money, MoneyError> {
    let commitment = Money::from_decimal(terms.commitment, terms.currency, terms.rounding)?;
    let short = commitment.try_sub(rounded)?;
    if commitment.is_zero() || !short.is_positive() {
        return Ok(Money::zero(terms.currency));
    }
    explanation.step(format!("True-up to the commitment of {commitment}"), short);
    Ok(short)
}
