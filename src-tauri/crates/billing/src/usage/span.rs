//! Spans of time as usage counts them: instants, half-open, from the days of a zone.

use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::UsageError;
use crate::calendar::{BillingPeriod, CalendarError, at_local_time};

/// A time from an instant up to another, which is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UsageSpan {
    /// Its first instant.
    pub start: DateTime<Utc>,
    /// The first instant after it.
    pub end: DateTime<Utc>,
}

impl UsageSpan {
    /// The instants of a period's days in a zone.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] where a day has no instant.
    pub fn of_days(period: BillingPeriod, tz: Tz) -> Result<Self, CalendarError> {
        let instant = |on: chrono::NaiveDate| {
            at_local_time(on.and_time(NaiveTime::MIN), tz).ok_or(CalendarError::OutOfRange {
                start: period.start,
            })
        };
        Ok(Self {
            start: instant(period.start)?,
            end: instant(period.end)?,
        })
    }

    /// Whether an instant is in it.
    #[must_use]
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        self.start <= at && at < self.end
    }

    /// Its length in seconds.
    ///
    /// # Errors
    /// [`UsageError::NoTime`] where it has none.
    pub fn seconds(&self) -> Result<Decimal, UsageError> {
        let seconds = seconds(self.start, self.end)?;
        if seconds > Decimal::ZERO {
            Ok(seconds)
        } else {
            Err(UsageError::NoTime)
        }
    }
}

/// The seconds from one instant to another, exactly.
pub(super) fn seconds(from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Decimal, UsageError> {
    let nanos = to.signed_duration_since(from).num_nanoseconds();
    let nanos = nanos.ok_or(UsageError::TooLarge)?;
    Ok(Decimal::new(nanos, 9).normalize())
}
