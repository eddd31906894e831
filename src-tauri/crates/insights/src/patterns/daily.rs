//! A series of days, and the same made ready for a search: its week taken off, its outliers tamed.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use crate::forecast::decomposition::decompose;
use crate::statistic::{float, from_decimal, median};

/// From so many days on patterns are looked for: three weeks.
pub const LEAST_DAYS: usize = 21;
/// Below this share of days at zero, a zero is an event and not the rule.
const RARE: f64 = 0.1;
/// What a zero counts as where logarithms are taken: a twentieth of the usual.
const NEARLY_NOTHING: f64 = 0.05;

/// What was counted each day, without gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Daily {
    /// The first day.
    pub first_on: NaiveDate,
    /// From the first day on.
    pub values: Vec<Decimal>,
}

impl Daily {
    /// The day at a place.
    #[must_use]
    pub fn on(&self, at: usize) -> NaiveDate {
        let days = u64::try_from(at).unwrap_or(u64::MAX);
        self.first_on
            .checked_add_days(Days::new(days))
            .unwrap_or(NaiveDate::MAX)
    }
}

/// Days without their week, in logarithms where zeros are rare.
#[derive(Debug, Clone)]
pub(super) struct Flat {
    pub(super) values: Vec<f64>,
    pub(super) weekly: Vec<f64>,
    pub(super) is_logarithm: bool,
}

impl Flat {
    /// None where the days are too few or nothing was ever counted.
    pub(super) fn of(daily: &Daily) -> Option<Self> {
        if daily.values.len() < LEAST_DAYS {
            return None;
        }
        let counted: Vec<f64> = daily.values.iter().copied().map(from_decimal).collect();
        let positive: Vec<f64> = counted.iter().copied().filter(|one| *one > 0.0).collect();
        let usual = median(&positive);
        if usual <= 0.0 {
            return None;
        }
        let zeros = float(counted.len() - positive.len()) / float(counted.len());
        let is_logarithm = zeros <= RARE;
        let lifted = |value: f64| {
            if is_logarithm {
                value.max(NEARLY_NOTHING * usual)
            } else {
                value
            }
        };
        let measured: Vec<f64> = counted.into_iter().map(lifted).collect();
        let parts = decompose(&measured, 7, true)?;
        let measured = measured.into_iter();
        let logged = measured.map(|one| if parts.multiplies { one.ln() } else { one });
        let values = logged.zip(&parts.seasonal).map(|(one, week)| one - week);
        Some(Self {
            values: values.collect(),
            weekly: parts.seasonal,
            is_logarithm: parts.multiplies,
        })
    }

    /// What a value of this scale was counted as at a place.
    pub(super) fn counted(&self, value: f64, at: usize) -> f64 {
        let value = value + self.weekly.get(at).copied().unwrap_or_default();
        if self.is_logarithm {
            value.exp()
        } else {
            value.max(0.0)
        }
    }
}
