//! The percentage price: so many percent of each event's amount, with a fee for each event.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::{PriceError, not_negative};
use super::exact::{difference, percent_of, sum};
use crate::invoice::Explanation;

/// A price in percent of the amounts of events.
///
/// An event is free until either allowance is passed, in the order of the events; from then on
/// every event pays. Of the event that passes `free_amount` only the part above it pays; an event
/// beyond `free_events` pays whole. The least and the most hold for each paying event, its fixed
/// fee included (so does Lago's percentage charge).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Percentage {
    /// Percent of the paying part of an event's amount.
    pub rate_pct: Decimal,
    /// The fee for each paying event, in major units.
    pub fixed: Decimal,
    /// How many events are free; 0 where their number frees none.
    pub free_events: u32,
    /// The sum of amounts that is free, in major units; 0 where no sum is.
    pub free_amount: Decimal,
    /// The least that a paying event costs.
    pub min: Option<Decimal>,
    /// The most that a paying event costs.
    pub max: Option<Decimal>,
}

impl Percentage {
    /// The price of events with these amounts, unrounded. No events cost nothing.
    ///
    /// # Errors
    /// [`PriceError`] where a fee or an allowance is negative, or the price does not fit.
    pub fn exact(
        &self,
        amounts: &[Decimal],
        explanation: &mut Explanation,
    ) -> Result<Decimal, PriceError> {
        self.check()?;
        let mut allowance = Allowance::of(self);
        let mut exact = Decimal::ZERO;
        for (number, amount) in (1_u32..).zip(amounts.iter().copied()) {
            let overflow = PriceError::Overflow { quantity: amount };
            let paying = allowance.paying_part(number, amount);
            let Some(part) = paying.ok_or(overflow.clone())? else {
                explanation.step(format!("Event {number}: {amount} is free"), 0);
                continue;
            };
            let cost = self.of_event(number, amount, part, explanation);
            exact = cost.and_then(|cost| sum(exact, cost)).ok_or(overflow)?;
        }
        Ok(exact)
    }

    fn of_event(
        &self,
        number: u32,
        amount: Decimal,
        part: Decimal,
        explanation: &mut Explanation,
    ) -> Option<Decimal> {
        let cost = sum(percent_of(part, self.rate_pct)?, self.fixed)?;
        let mut label = format!("Event {number}: {} % of {part}", self.rate_pct);
        if part != amount {
            label = format!("{label} (of {amount}, the part above the free amount)");
        }
        if !self.fixed.is_zero() {
            label = format!("{label} + {} fixed", self.fixed);
        }
        let least = self.min.map_or(cost, |min| cost.max(min));
        let cost = self.max.map_or(least, |max| least.min(max));
        if Some(cost) == self.min {
            label = format!("{label}, at least {cost}");
        }
        if Some(cost) == self.max {
            label = format!("{label}, at most {cost}");
        }
        explanation.step(label, cost);
        Some(cost)
    }

    pub(super) fn check(&self) -> Result<(), PriceError> {
        not_negative("model.fixed", self.fixed)?;
        not_negative("model.free_amount", self.free_amount)?;
        not_negative("model.min", self.min.unwrap_or_default())?;
        not_negative("model.max", self.max.unwrap_or_default())?;
        match (self.min, self.max) {
            (Some(min), Some(max)) if min > max => Err(PriceError::MinAboveMax { min, max }),
            _ => Ok(()),
        }
    }
}

/// What is still free, event after event.
struct Allowance {
    events: Option<u32>,
    amount: Option<Decimal>,
    passed: bool,
    sum: Decimal,
}

impl Allowance {
    fn of(price: &Percentage) -> Self {
        let events = (price.free_events > 0).then_some(price.free_events);
        let amount = (!price.free_amount.is_zero()).then_some(price.free_amount);
        Self {
            events,
            amount,
            passed: events.is_none() && amount.is_none(),
            sum: Decimal::ZERO,
        }
    }

    /// The part of the event that pays, if any; nothing at all where the sum does not fit.
    fn paying_part(&mut self, number: u32, amount: Decimal) -> Option<Option<Decimal>> {
        if self.passed || self.events.is_some_and(|events| number > events) {
            self.passed = true;
            return Some(Some(amount));
        }
        self.sum = sum(self.sum, amount)?;
        match self.amount {
            Some(free) if self.sum > free => {
                self.passed = true;
                difference(self.sum, free).map(Some)
            }
            _ => Some(None),
        }
    }
}
