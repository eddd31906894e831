//! How the rest of a period will likely go, day by day, or why that cannot be told.

use billing::calendar::BillingPeriod;
use charts::ForecastPoint;
use chrono::NaiveDate;
use insights::forecast::{Frequency, Request, Series, forecast};
use insights::patterns::Daily;
use insights::projection::{DayAhead, Progress, TooEarly, by_day};
use rust_decimal::Decimal;

use super::ground::{Ground, Shape};
use crate::error::AppError;

/// How far back days are learned from: what projections look at, and a month for the period.
pub(super) const LEARNED_FROM: u64 = 120;
/// The fewest days from which a level is foretold.
const LEAST_DAYS: usize = 14;

/// The days after today.
pub(super) enum Rest {
    Told {
        days: Vec<(NaiveDate, ForecastPoint)>,
        method: String,
    },
    /// Why not; empty where nothing is to come.
    Not(String),
}

impl Rest {
    /// The last of them.
    pub(super) fn end(&self) -> Option<ForecastPoint> {
        match self {
            Self::Told { days, .. } => days.last().map(|(_, point)| *point),
            Self::Not(_) => None,
        }
    }

    /// The first day on which more than so much is expected.
    pub(super) fn passes(&self, most: Decimal) -> Option<NaiveDate> {
        match self {
            Self::Told { days, .. } => {
                let found = days.iter().find(|(_, point)| point.mean > most);
                found.map(|(on, _)| *on)
            }
            Self::Not(_) => None,
        }
    }
}

/// The rest of the period that a meter is in, where so much is used by now.
pub(super) fn rest(
    ground: &Ground<'_>,
    period: BillingPeriod,
    used: Decimal,
) -> Result<Rest, AppError> {
    let left = period.end.signed_duration_since(ground.today).num_days();
    let Some(left) = usize::try_from(left.saturating_sub(1))
        .ok()
        .filter(|left| *left > 0)
    else {
        return Ok(Rest::Not(String::new()));
    };
    let told = match ground.shape() {
        Shape::Flow => {
            let progress = progress(ground, period)?;
            of_flow(&progress, used)
        }
        Shape::Level => of_level(&ground.history(LEARNED_FROM)?, left),
        Shape::Peak => Err("A highest value to come is not foretold.".to_owned()),
        Shape::Distinct => {
            Err("How many new values come cannot be told from the sums of days.".to_owned())
        }
    };
    Ok(told.unwrap_or_else(Rest::Not))
}

/// How far a period is, with the days that it is projected from.
pub(super) fn progress(ground: &Ground<'_>, period: BillingPeriod) -> Result<Progress, AppError> {
    let today = ground.today;
    let daily = ground.history(LEARNED_FROM)?;
    Ok(Progress {
        period,
        today,
        daily,
    })
}

/// What is used today beyond what was expected of today: it comes on top of all that is foretold
/// from the days before.
pub(super) fn more_today(progress: &Progress, used: Decimal) -> Result<Decimal, TooEarly> {
    let days = by_day(progress)?;
    let expected = days.first().map_or(used, |today| today.expected);
    Ok(used.saturating_sub(expected).max(Decimal::ZERO))
}

fn of_flow(progress: &Progress, used: Decimal) -> Result<Rest, String> {
    let more = more_today(progress, used).map_err(|error| sentence(&error))?;
    let days = by_day(progress).map_err(|error| sentence(&error))?;
    // Today is not over: what it may still bring is in the days after it.
    let days = days.into_iter().skip(1);
    Ok(Rest::Told {
        days: days
            .map(|day| (day.on, point(&day, (more, used))))
            .collect(),
        method: "each weekday's usual at the level of the last weeks, and the pace of this period"
            .to_owned(),
    })
}

/// Nothing that is used by now is taken back by a forecast.
fn point(day: &DayAhead, (more, used): (Decimal, Decimal)) -> ForecastPoint {
    let with_today = |foretold: Decimal| foretold.saturating_add(more).max(used);
    ForecastPoint {
        mean: with_today(day.expected),
        low_80: with_today(day.lower_80),
        high_80: with_today(day.upper_80),
        low_95: with_today(day.lower_95),
        high_95: with_today(day.upper_95),
    }
}

fn of_level(daily: &Daily, left: usize) -> Result<Rest, String> {
    let days = daily.values.len();
    if days < LEAST_DAYS {
        return Err(sentence(&TooEarly::TooFewDays { days }));
    }
    // The history ends yesterday: the first step is today.
    let steps = left.saturating_add(1);
    let told = Series::try_new(Frequency::Day, daily.values.clone())
        .and_then(|series| forecast(&series, &Request::new(&series, steps)))
        .map_err(|error| format!("{error}."))?;
    let at = |step: usize, level: usize, upper: bool| {
        let interval = told.intervals.get(level)?;
        let ends = if upper {
            &interval.upper
        } else {
            &interval.lower
        };
        ends.get(step).copied()
    };
    let point = |step: usize| {
        Some(ForecastPoint {
            mean: *told.mean.get(step)?,
            low_80: at(step, 0, false)?,
            high_80: at(step, 0, true)?,
            low_95: at(step, 1, false)?,
            high_95: at(step, 1, true)?,
        })
    };
    let days = (1..steps).filter_map(|step| Some((daily.on(days + step), point(step)?)));
    Ok(Rest::Told {
        days: days.collect(),
        method: told.method(),
    })
}

/// "12 days are too few to project from: it takes two weeks, or one of the period."
pub(super) fn sentence(error: &TooEarly) -> String {
    format!("{error}.")
}
