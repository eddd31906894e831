//! A series: values at even distances, as they were counted, with the rhythm of its season.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::ForecastError;
use crate::statistic::from_decimal;

/// The fewest values from which anything is said: a month of each of a quarter.
pub const FEWEST: usize = 3;

/// How far apart the values of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// A value a day; its season is the week.
    Day,
    /// A value a week; its season is the year.
    Week,
    /// A value a month; its season is the year.
    Month,
}

impl Frequency {
    /// How many values a season has: 7, 52 or 12.
    #[must_use]
    pub const fn season(self) -> usize {
        match self {
            Self::Day => 7,
            Self::Week => 52,
            Self::Month => 12,
        }
    }

    /// The name of one step: "day", "week", "month".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// What a season ago is called: "last week's", "last year's".
    #[must_use]
    pub const fn season_ago(self) -> &'static str {
        match self {
            Self::Day => "last week's",
            Self::Week | Self::Month => "last year's",
        }
    }
}

/// Values at even distances, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    frequency: Frequency,
    values: Vec<Decimal>,
}

impl Series {
    /// A series that is long enough to say something from.
    ///
    /// # Errors
    /// [`ForecastError::TooShort`] below [`FEWEST`] values.
    pub fn try_new(frequency: Frequency, values: Vec<Decimal>) -> Result<Self, ForecastError> {
        if values.len() < FEWEST {
            return Err(ForecastError::TooShort {
                values: values.len(),
                fewest: FEWEST,
                step: frequency.name(),
            });
        }
        Ok(Self { frequency, values })
    }

    /// How far apart its values are.
    #[must_use]
    pub const fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// Its values, oldest first.
    #[must_use]
    pub fn values(&self) -> &[Decimal] {
        &self.values
    }

    pub(super) fn floats(&self) -> Vec<f64> {
        self.values.iter().copied().map(from_decimal).collect()
    }
}
