//! A plan that a customer could have, and the months by which it is judged.

use std::collections::BTreeMap;
use std::fmt;

use billing::ids::PlanId;
use billing::money::Money;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What a customer used in a month that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthOfUse {
    /// The first day of the month.
    pub on: NaiveDate,
    /// By key of the meter.
    pub quantities: BTreeMap<String, Decimal>,
}

impl MonthOfUse {
    /// What was used of a meter.
    #[must_use]
    pub fn of(&self, meter: &str) -> Decimal {
        self.quantities.get(meter).copied().unwrap_or_default()
    }

    pub(super) fn name(&self) -> String {
        self.on.format("%Y-%m").to_string()
    }
}

/// A plan with its limits and with the real price of a month under it.
pub struct Offer<'a> {
    /// Which plan.
    pub plan_id: PlanId,
    /// What people call it.
    pub name: String,
    /// Hard limits by key of the meter: a month above one could not have happened.
    pub hard_limits: BTreeMap<String, Decimal>,
    /// What a month would cost, everything in it; none where it cannot be priced.
    pub rate: &'a dyn Fn(&MonthOfUse) -> Option<Money>,
}

impl Offer<'_> {
    /// Whether a month would have fitted under its hard limits.
    #[must_use]
    pub fn fits(&self, month: &MonthOfUse) -> bool {
        let within = |(meter, most): (&String, &Decimal)| month.of(meter) <= *most;
        self.hard_limits.iter().all(within)
    }
}

impl fmt::Debug for Offer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Offer")
            .field("plan_id", &self.plan_id)
            .field("name", &self.name)
            .field("hard_limits", &self.hard_limits)
            .finish_non_exhaustive()
    }
}
