//! Buckets: what rollups keep of the events of a time, so that times can be put together.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::counted::Counted;
use super::error::UsageError;
use super::meter::Aggregation;
use super::span::seconds;
use crate::pricing::exact::{product, sum};

/// The latest quantity of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latest {
    /// When it was.
    pub at: DateTime<Utc>,
    /// Its place in the order of arrival.
    pub arrival: u64,
    /// The quantity.
    pub quantity: Decimal,
}

/// A level from its first setting in a time to its last one, for averages weighted by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelSegment {
    /// When it was first set.
    pub first_at: DateTime<Utc>,
    /// When it was last set.
    pub last_at: DateTime<Utc>,
    /// What it was set to then.
    pub last_level: Decimal,
    /// Level times seconds from the first setting to the last.
    pub integral: Decimal,
}

/// What is kept of the events of a time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bucket {
    /// All quantities together.
    pub sum: Decimal,
    /// How many events.
    pub count: u64,
    /// The greatest quantity.
    pub max: Option<Decimal>,
    /// The latest quantity.
    pub last: Option<Latest>,
    /// The level from its first setting to its last.
    pub level: Option<LevelSegment>,
    /// The values, where they are what the meter counts.
    pub values: BTreeSet<String>,
}

impl Bucket {
    /// What is kept of events, in any order.
    ///
    /// # Errors
    /// [`UsageError::TooLarge`] where they do not fit together.
    pub fn of<'c>(
        aggregation: Aggregation,
        events: impl IntoIterator<Item = &'c Counted>,
    ) -> Result<Self, UsageError> {
        let mut events: Vec<&Counted> = events.into_iter().collect();
        events.sort_by_key(|event| (event.at, event.arrival));
        let mut bucket = Self::default();
        for event in events {
            bucket = bucket.merge(&Self::one(aggregation, event))?;
        }
        Ok(bucket)
    }

    fn one(aggregation: Aggregation, event: &Counted) -> Self {
        let Counted { at, arrival, .. } = *event;
        let quantity = event.quantity.normalize();
        let mut values = BTreeSet::new();
        let has_value = !event.taken_back && !event.value.is_empty();
        if aggregation == Aggregation::UniqueCount && has_value {
            values.insert(event.value.clone());
        }
        Self {
            sum: quantity,
            count: u64::from(!event.taken_back),
            max: Some(quantity),
            last: Some(Latest {
                at,
                arrival,
                quantity,
            }),
            level: Some(LevelSegment {
                first_at: at,
                last_at: at,
                last_level: quantity,
                integral: Decimal::ZERO,
            }),
            values,
        }
    }

    /// What is kept of this time and one that does not overlap it. Of two settings of a level at
    /// one instant, the one merged later holds.
    ///
    /// # Errors
    /// [`UsageError::TooLarge`] where they do not fit together.
    pub fn merge(mut self, other: &Self) -> Result<Self, UsageError> {
        self.sum = sum(self.sum, other.sum).ok_or(UsageError::TooLarge)?;
        let count = self.count.checked_add(other.count);
        self.count = count.ok_or(UsageError::TooLarge)?;
        self.max = self.max.max(other.max);
        let later = |one: &Latest, two: &Latest| (one.at, one.arrival) > (two.at, two.arrival);
        self.last = match (self.last, other.last) {
            (Some(one), Some(two)) => Some(if later(&one, &two) { one } else { two }),
            (one, two) => one.or(two),
        };
        self.level = match (self.level, other.level) {
            (Some(one), Some(two)) if two.first_at < one.first_at => Some(two.then(&one)?),
            (Some(one), Some(two)) => Some(one.then(&two)?),
            (one, two) => one.or(two),
        };
        self.values.extend(other.values.iter().cloned());
        Ok(self)
    }
}

impl LevelSegment {
    /// This, and then a later one: the last level holds until that begins.
    fn then(&self, later: &Self) -> Result<Self, UsageError> {
        let between = level_for(self.last_level, self.last_at, later.first_at)?;
        let integral = sum(self.integral, between).and_then(|both| sum(both, later.integral));
        Ok(Self {
            first_at: self.first_at,
            last_at: later.last_at,
            last_level: later.last_level,
            integral: integral.ok_or(UsageError::TooLarge)?,
        })
    }
}

/// A level times the seconds that it holds.
pub(super) fn level_for(
    level: Decimal,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Decimal, UsageError> {
    product(level, seconds(from, to)?).ok_or(UsageError::TooLarge)
}
