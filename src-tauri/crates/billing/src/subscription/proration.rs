//! Proration: the part of a period that was used or is left, as an exact fraction.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::calendar::{BillingPeriod, at_local_time, local_date};

/// How the parts of a period are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProrationConvention {
    /// Half-open days over the days of the plan's own period.
    #[default]
    Day,
    /// Seconds over the seconds of the period.
    Second,
    /// Days, the day of the change counting as used.
    DayInclusive,
    /// Each month of the period has 30 days.
    ThirtyDayMonth,
    /// 30E/360.
    #[serde(rename = "thirty_360")]
    Thirty360,
}

/// Units used over units in the period, unreduced ("17/31").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fraction {
    /// Units of the part.
    pub part: i64,
    /// Units of the whole period; above zero.
    pub whole: i64,
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.whole)
    }
}

/// A day in the customer's zone, or an instant. Where seconds are counted, a day means its first
/// instant; where days are, an instant means the day it falls on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// A day.
    Day(NaiveDate),
    /// An instant.
    At(DateTime<Utc>),
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(on) => on.fmt(f),
            Self::At(at) => f.write_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

/// Why a part of a period cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProrationError {
    /// The period has no time by its convention.
    #[error("the period from {start} to {end} has no time in it; let it end later")]
    EmptyPeriod {
        /// Where it starts.
        start: Moment,
        /// Where it ends.
        end: Moment,
    },
    /// A moment is before the period or after it.
    #[error("{at} is outside the period from {start} to {end}; give a time within it")]
    OutsidePeriod {
        /// The moment that was given.
        at: Moment,
        /// Where the period starts.
        start: Moment,
        /// Where it ends.
        end: Moment,
    },
    /// A part ends before it starts.
    #[error("{to} is before {from}; a part of a period ends where it starts, or later")]
    EndBeforeStart {
        /// Where the part starts.
        from: Moment,
        /// Where it ends.
        to: Moment,
    },
    /// A moment is beyond what the calendar holds.
    #[error("{at} is beyond the calendar; give an earlier time")]
    BeyondCalendar {
        /// The moment that was given.
        at: Moment,
    },
}

/// A period whose parts are counted by a convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProratedPeriod {
    start: Moment,
    end: Moment,
    convention: ProrationConvention,
    tz: Tz,
    whole: i64,
}

impl ProratedPeriod {
    /// The period from `start` up to, not including, `end`.
    ///
    /// # Errors
    /// [`ProrationError::EmptyPeriod`] where it has no units.
    pub fn try_new(
        start: Moment,
        end: Moment,
        convention: ProrationConvention,
        tz: Tz,
    ) -> Result<Self, ProrationError> {
        let mut period = Self {
            start,
            end,
            convention,
            tz,
            whole: 0,
        };
        period.whole = period.units_before(end)?;
        if period.whole <= 0 {
            return Err(ProrationError::EmptyPeriod { start, end });
        }
        Ok(period)
    }

    /// Where it starts.
    #[must_use]
    pub const fn start(&self) -> Moment {
        self.start
    }

    /// Where it ends.
    #[must_use]
    pub const fn end(&self) -> Moment {
        self.end
    }

    /// How many units it has.
    #[must_use]
    pub const fn whole(&self) -> i64 {
        self.whole
    }

    /// The part that is used by a change at this moment.
    ///
    /// # Errors
    /// [`ProrationError::OutsidePeriod`].
    pub fn used(&self, at: Moment) -> Result<Fraction, ProrationError> {
        self.check_inside(at)?;
        let before = self.units_before(at)?;
        let today = i64::from(self.convention == ProrationConvention::DayInclusive);
        Ok(self.fraction(before.saturating_add(today).min(self.whole)))
    }

    /// The part that is left by a change at this moment: all that is not used.
    ///
    /// # Errors
    /// [`ProrationError::OutsidePeriod`].
    pub fn left(&self, at: Moment) -> Result<Fraction, ProrationError> {
        let used = self.used(at)?;
        Ok(self.fraction(self.whole.saturating_sub(used.part)))
    }

    /// The part between two moments. The parts between the start, any changes and the end are the
    /// whole together: a part begins where the use before its first moment ends.
    ///
    /// # Errors
    /// [`ProrationError`] where a moment is outside the period or they are in the wrong order.
    pub fn part(&self, from: Moment, to: Moment) -> Result<Fraction, ProrationError> {
        let before = if self.position(from)? == self.position(self.start)? {
            0
        } else {
            self.used(from)?.part
        };
        let until = self.used(to)?.part;
        if self.position(to)? < self.position(from)? {
            return Err(ProrationError::EndBeforeStart { from, to });
        }
        Ok(self.fraction(until.saturating_sub(before)))
    }

    const fn fraction(&self, part: i64) -> Fraction {
        Fraction {
            part,
            whole: self.whole,
        }
    }

    fn check_inside(&self, at: Moment) -> Result<(), ProrationError> {
        let (start, end) = (self.start, self.end);
        let position = self.position(at)?;
        if position < self.position(start)? || position > self.position(end)? {
            return Err(ProrationError::OutsidePeriod { at, start, end });
        }
        Ok(())
    }

    /// Where a moment is in time: its second or its day.
    fn position(&self, at: Moment) -> Result<i64, ProrationError> {
        match self.convention {
            ProrationConvention::Second => self.second(at),
            _ => Ok(i64::from(self.day(at).num_days_from_ce())),
        }
    }

    /// The units of the period before a moment.
    fn units_before(&self, at: Moment) -> Result<i64, ProrationError> {
        match self.convention {
            ProrationConvention::Day
            | ProrationConvention::DayInclusive
            | ProrationConvention::Second => Ok(self
                .position(at)?
                .saturating_sub(self.position(self.start)?)),
            ProrationConvention::ThirtyDayMonth => {
                let (start, end) = (self.day(self.start), self.day(self.end));
                let units = thirty_day_months(start, end, self.day(at));
                units.ok_or(ProrationError::BeyondCalendar { at })
            }
            ProrationConvention::Thirty360 => {
                Ok(day_of_360(self.day(at)).saturating_sub(day_of_360(self.day(self.start))))
            }
        }
    }

    fn day(&self, at: Moment) -> NaiveDate {
        match at {
            Moment::Day(on) => on,
            Moment::At(at) => local_date(at, self.tz),
        }
    }

    fn second(&self, at: Moment) -> Result<i64, ProrationError> {
        let instant = match at {
            Moment::At(at) => Some(at),
            Moment::Day(on) => at_local_time(on.and_time(NaiveTime::MIN), self.tz),
        };
        instant
            .map(|instant| instant.timestamp())
            .ok_or(ProrationError::BeyondCalendar { at })
    }
}

/// The part of a period of days that is between two days of it. Seconds are counted between the
/// first instants of the days in the zone.
///
/// # Errors
/// [`ProrationError`] where the period is empty, or a day outside it or out of order.
pub fn fraction(
    period: BillingPeriod,
    from: NaiveDate,
    to: NaiveDate,
    convention: ProrationConvention,
    tz: Tz,
) -> Result<Fraction, ProrationError> {
    let (start, end) = (Moment::Day(period.start), Moment::Day(period.end));
    ProratedPeriod::try_new(start, end, convention, tz)?.part(Moment::Day(from), Moment::Day(to))
}

/// The same for instants. Days are those of the zone that the instants fall on.
///
/// # Errors
/// As for [`fraction`].
pub fn fraction_between(
    start: DateTime<Utc>,
    end: DateTime<Utc>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    convention: ProrationConvention,
    tz: Tz,
) -> Result<Fraction, ProrationError> {
    ProratedPeriod::try_new(Moment::At(start), Moment::At(end), convention, tz)?
        .part(Moment::At(from), Moment::At(to))
}

/// Days before `on` where each month counted from the start has 30: in a month, those since its
/// start, at most 30, are used, whatever the calendar says of its length.
fn thirty_day_months(start: NaiveDate, end: NaiveDate, on: NaiveDate) -> Option<i64> {
    let anchor = anchor_day(start, end);
    let mut months = month_number(on).checked_sub(month_number(start))?;
    let mut month_start = day_in_month(month_number(on), anchor)?;
    if month_start > on {
        months = months.checked_sub(1)?;
        month_start = day_in_month(month_number(on).checked_sub(1)?, anchor)?;
    }
    let since = on.signed_duration_since(month_start).num_days().min(30);
    months.checked_mul(30)?.checked_add(since)
}

/// The day of the month that a period counts from: 28 February to 31 March is the month of the
/// anchor 31, not a month and three days.
fn anchor_day(start: NaiveDate, end: NaiveDate) -> u32 {
    let on_anchor = |on: NaiveDate, day: u32| day_in_month(month_number(on), day) == Some(on);
    let fits = |day: &u32| on_anchor(start, *day) && on_anchor(end, *day);
    [start.day(), end.day()]
        .into_iter()
        .find(fits)
        .unwrap_or(start.day())
}

/// Months since the year 0.
fn month_number(on: NaiveDate) -> i64 {
    i64::from(on.year())
        .saturating_mul(12)
        .saturating_add(i64::from(on.month0()))
}

/// A day of a month, or the month's last where it is shorter.
fn day_in_month(month: i64, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12)).ok()?.checked_add(1)?;
    (28..=day)
        .rev()
        .chain(std::iter::once(day.min(28)))
        .find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}

/// The number of a day where every month has 30 (30E/360: the 31st counts as the 30th).
fn day_of_360(on: NaiveDate) -> i64 {
    month_number(on)
        .saturating_mul(30)
        .saturating_add(i64::from(on.day().min(30)))
}
