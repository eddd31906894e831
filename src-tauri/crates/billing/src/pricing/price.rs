//! A price in full: the model, the included allowance, the commitment and the one rounding.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::flat::Flat;
use super::per_unit::PerUnit;
use crate::invoice::Explanation;
use crate::money::{Currency, Money, MoneyError, Rounding};

/// How a quantity becomes an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PriceModel {
    /// The same whatever the quantity.
    Flat(Flat),
    /// So much for each unit.
    PerUnit(PerUnit),
}

/// What a price is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceTerms {
    /// Currency of every amount.
    pub currency: Currency,
    /// How a quantity becomes an amount.
    pub model: PriceModel,
    /// Units that are taken off first.
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

/// Why a quantity has no price.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// A figure that is zero or more was below zero.
    #[error("{field} is {value}; give zero or more")]
    Negative {
        /// Which figure.
        field: &'static str,
        /// The figure that was given.
        value: Decimal,
    },
    /// The price does not fit.
    #[error("the price of {quantity} is too large to be computed; lower the quantity or the price")]
    Overflow {
        /// The quantity that was given.
        quantity: Decimal,
    },
    /// The amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Computes what a quantity costs.
///
/// # Errors
/// [`PriceError`] where a figure is negative or does not fit.
pub fn price(quantity: Decimal, terms: &PriceTerms) -> Result<PricedAmount, PriceError> {
    not_negative("quantity", quantity)?;
    not_negative("included", terms.included)?;
    not_negative("commitment", terms.commitment)?;
    let overflow = PriceError::Overflow { quantity };
    let mut explanation = Explanation::new();
    let units = billable(quantity, terms, &mut explanation).ok_or(overflow.clone())?;
    let exact = match terms.model {
        PriceModel::Flat(flat) => Some(flat.exact(&mut explanation)),
        PriceModel::PerUnit(per_unit) => per_unit.exact(units, &mut explanation),
    };
    let exact = exact.ok_or(overflow)?;
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

fn not_negative(field: &'static str, value: Decimal) -> Result<(), PriceError> {
    if value < Decimal::ZERO {
        Err(PriceError::Negative { field, value })
    } else {
        Ok(())
    }
}

fn billable(
    quantity: Decimal,
    terms: &PriceTerms,
    explanation: &mut Explanation,
) -> Option<Decimal> {
    if terms.included.is_zero() {
        return Some(quantity);
    }
    let units = quantity.checked_sub(terms.included)?.max(Decimal::ZERO);
    explanation.step(
        format!("{quantity} units less {} included", terms.included),
        units,
    );
    Some(units)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn per_unit(unit_amount: &str, included: &str, commitment: &str) -> PriceTerms {
        PriceTerms {
            currency: Currency::EUR,
            model: PriceModel::PerUnit(PerUnit {
                unit_amount: decimal(unit_amount),
            }),
            included: decimal(included),
            commitment: decimal(commitment),
            rounding: Rounding::HalfUp,
        }
    }

    #[test]
    fn units_cost_their_price_beyond_what_is_included_and_at_least_the_commitment() {
        // quantity, unit amount, included, commitment -> amount, exact, true-up
        let table = [
            ("3", "33.335", "0", "0", 10001, "100.005", 0), // 100.005 rounds half up
            ("10", "0.5", "4", "0", 300, "3.0", 0),         // (10 - 4) x 0.5
            ("3", "0.5", "4", "0", 0, "0.0", 0),            // never below zero units
            ("10", "0.5", "0", "20", 2000, "5.0", 1500),    // 20 - 5 = 15 more
            ("100", "0.5", "0", "20", 5000, "50.0", 0),     // above the commitment
            ("0.5", "0.01", "0", "0", 1, "0.005", 0),       // half a cent goes up
        ];
        for (quantity, unit_amount, included, commitment, amount, exact, true_up) in table {
            let terms = per_unit(unit_amount, included, commitment);
            let priced = price(decimal(quantity), &terms).unwrap();
            assert_eq!(priced.amount.minor(), amount, "{quantity} x {unit_amount}");
            assert_eq!(priced.exact, decimal(exact));
            assert_eq!(priced.true_up.minor(), true_up);
            assert!(!priced.explanation.steps.is_empty());
        }
    }

    #[test]
    fn a_flat_price_is_the_same_for_none_and_many() {
        let model = PriceModel::Flat(Flat {
            amount: decimal("49.90"),
        });
        let terms = PriceTerms {
            model,
            ..per_unit("0", "0", "0")
        };
        for quantity in ["0", "1", "1000"] {
            assert_eq!(
                price(decimal(quantity), &terms).unwrap().amount.minor(),
                4990
            );
        }
    }

    #[test]
    fn negative_figures_and_what_does_not_fit_are_refused() {
        let refused = price(decimal("-1"), &per_unit("1", "0", "0"));
        let value = decimal("-1");
        assert_eq!(
            refused,
            Err(PriceError::Negative {
                field: "quantity",
                value
            })
        );
        let huge = price(Decimal::MAX, &per_unit("2", "0", "0"));
        assert!(matches!(huge, Err(PriceError::Overflow { .. })));
        assert!(price(Decimal::MAX, &per_unit("1", "0", "0")).is_err());
    }

    #[test]
    fn a_model_is_written_with_its_type() {
        let written = r#"{"type":"per_unit","unit_amount":"0.5"}"#;
        let model = PriceModel::PerUnit(PerUnit {
            unit_amount: decimal("0.5"),
        });
        assert_eq!(serde_json::from_str::<PriceModel>(written).unwrap(), model);
        assert_eq!(serde_json::to_string(&model).unwrap(), written);
    }
}
