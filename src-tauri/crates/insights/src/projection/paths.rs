//! Paths: how the rest of a period may go, day by day, as often as history has shown it.
//!
//! The middle is a blend of the run-rate and of what each weekday usually is. Around it, a path
//! takes over how real days in a row differed from their usual, about a level that is as uncertain
//! as levels told on earlier days turned out to be.

use billing::calendar::BillingPeriod;
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::patterns::Daily;
use crate::statistic::{float, from_decimal, mean, student_quantile, variance};

/// Before a full week of a period its run-rate says nothing.
const WEEK: usize = 7;
/// From so much history on the weekdays are known.
const LEAST_HISTORY: usize = 14;
/// How far back weekdays are learned from: twelve weeks.
const LEARNED_FROM: usize = 84;
/// What a day weighs in the level beside the next one: half after two weeks.
const FADES: f64 = 0.951_7;
/// The fewest days from which an earlier level is judged, and the most that it is judged by.
const JUDGED_FROM: usize = 14;
const JUDGED_BY: usize = 28;
/// How far off a level is that nothing can judge, at least.
const UNJUDGED: f64 = 0.05;
/// How many paths.
const PATHS: usize = 199;

/// Why the rest of a period cannot be told yet.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TooEarly {
    /// Neither two weeks before it nor a week of it.
    #[error("{days} days are too few to project from: it takes two weeks, or one of the period")]
    TooFewDays {
        /// How many there are.
        days: usize,
    },
    /// Today lies outside.
    #[error("{on} is not in the period")]
    OutsidePeriod {
        /// The first day that is not counted whole.
        on: NaiveDate,
    },
}

/// How far a period is: its bounds, the first day that is not over, and the days until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The period.
    pub period: BillingPeriod,
    /// The first day that is not counted whole; days before it are.
    pub today: NaiveDate,
    /// Whole days up to the day before today, those before the period included.
    pub daily: Daily,
}

/// What the middle of a projection rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// What each weekday usually is, from before the period.
    Weekdays,
    /// A blend of that and of the period's own run-rate.
    Blend,
}

/// How the rest of a period may go.
#[derive(Debug, Clone)]
pub(super) struct Paths {
    pub(super) so_far: f64,
    pub(super) basis: Basis,
    /// The likeliest days, from today to the last of the period.
    pub(super) middle: Vec<f64>,
    /// Days of each path.
    pub(super) all: Vec<Vec<f64>>,
}

/// What each weekday usually is, and what days in a row were of it.
struct Weekdays {
    usual: [f64; 7],
    /// Day over its usual, oldest first.
    ratios: Vec<f64>,
}

impl Progress {
    pub(super) fn paths(&self) -> Result<Paths, TooEarly> {
        let (today, period) = (self.today, self.period);
        if today < period.start || today >= period.end {
            return Err(TooEarly::OutsidePeriod { on: today });
        }
        let days: Vec<(NaiveDate, f64)> = self
            .daily
            .values
            .iter()
            .enumerate()
            .map(|(at, value)| (self.daily.on(at), from_decimal(*value)))
            .filter(|(on, _)| *on < today)
            .collect();
        let own: Vec<f64> = days
            .iter()
            .filter(|(on, _)| *on >= period.start)
            .map(|(_, value)| *value)
            .collect();
        if days.len() < LEAST_HISTORY && own.len() < WEEK {
            return Err(TooEarly::TooFewDays { days: days.len() });
        }
        let weekdays = Weekdays::of(&days);
        let rest: Vec<NaiveDate> = today
            .iter_days()
            .take_while(|day| *day < period.end)
            .collect();
        let (middle, basis) = weekdays.middle(&own, &rest, period);
        Ok(Paths {
            so_far: own.iter().sum(),
            basis,
            all: weekdays.replay(&middle),
            middle,
        })
    }
}

impl Weekdays {
    fn of(days: &[(NaiveDate, f64)]) -> Self {
        let recent = days.len().saturating_sub(LEARNED_FROM);
        let recent = days.get(recent..).unwrap_or_default();
        let all: Vec<f64> = recent.iter().map(|(_, value)| *value).collect();
        let level = mean(&all);
        let mut usual = [level; 7];
        for (weekday, usual) in (0..).zip(&mut usual) {
            let same = recent.iter().filter(|(on, _)| number(*on) == weekday);
            let same: Vec<f64> = same.map(|(_, value)| *value).collect();
            // One such day says half of what it says, two say two thirds: few days are noise.
            let known = float(same.len()) / (float(same.len()) + 1.0);
            *usual = known * mean(&same) + (1.0 - known) * level;
        }
        let ratio = |(on, value): &(NaiveDate, f64)| {
            let usual = usual.get(number(*on)).copied().unwrap_or(level);
            if usual > 0.0 { value / usual } else { 1.0 }
        };
        let ratios = recent.iter().map(ratio).collect();
        Self { usual, ratios }
    }

    fn on(&self, day: NaiveDate) -> f64 {
        self.usual.get(number(day)).copied().unwrap_or_default()
    }

    /// The likeliest days of the rest: each weekday's usual at the level of the last weeks. From a
    /// full week of the period on its own pace counts too, by how much of the period is over.
    fn middle(&self, own: &[f64], rest: &[NaiveDate], period: BillingPeriod) -> (Vec<f64>, Basis) {
        let mut level = level(&self.ratios);
        let mut basis = Basis::Weekdays;
        let usual = (0..own.len()).map(|at| self.on(after(period.start, at)));
        let usual: f64 = usual.sum();
        if own.len() >= WEEK && usual > 0.0 {
            let pace = own.iter().sum::<f64>() / usual;
            let over = float(own.len()) / float(own.len() + rest.len());
            level += over / 2.0 * (pace - level);
            basis = Basis::Blend;
        }
        let middle = rest.iter().map(|day| level * self.on(*day));
        (middle.collect(), basis)
    }

    /// Real days in a row, begun at another day on each path, about a level that may be off as much
    /// as it was on earlier days. The days of a path are taken about their own mean, so that the
    /// level alone decides what they come to; nothing below zero.
    fn replay(&self, middle: &[f64]) -> Vec<Vec<f64>> {
        let off = self.level_error(middle.len());
        let real = self.differences();
        (0..PATHS)
            .map(|path| {
                // A stride without a common divisor, so that levels and starts do not go together.
                let rank = (path * 61) % PATHS;
                let share = (float(rank) + 0.5) / float(PATHS);
                let height = off * student_quantile(share, 4.0);
                let start = path % real.len().max(1);
                let lone = real.iter().copied().cycle().skip(start);
                let lone: Vec<f64> = lone.take(middle.len()).collect();
                let about = mean(&lone) - height;
                let day = |(middle, lone): (&f64, &f64)| middle * (1.0 + lone - about).max(0.0);
                middle.iter().zip(&lone).map(day).collect()
            })
            .collect()
    }

    /// How far each day was from the level of the days before it.
    fn differences(&self) -> Vec<f64> {
        let from = WEEK.min(self.ratios.len().saturating_sub(1));
        (from..self.ratios.len())
            .map(|at| {
                let (before, later) = self.ratios.split_at(at);
                let told = level(before);
                later
                    .first()
                    .map_or(0.0, |ratio| ratio / told.max(1e-9) - 1.0)
            })
            .collect()
    }

    /// How far the level told on earlier days was from what the days after it came to.
    fn level_error(&self, days: usize) -> f64 {
        let days = days.clamp(1, JUDGED_BY);
        let last = self.ratios.len().saturating_sub(days);
        let errors: Vec<f64> = (JUDGED_FROM..=last)
            .map(|at| {
                let (before, later) = self.ratios.split_at(at);
                let told = level(before).max(1e-9);
                (mean(&later[..days]) / told - 1.0).powi(2)
            })
            .collect();
        if errors.is_empty() {
            // No earlier day to judge by: as uncertain as the mean of days that follow each other.
            let count = float(self.ratios.len().max(1));
            return (3.0 * variance(&self.ratios) / count).sqrt().max(UNJUDGED);
        }
        // Stretches of days overlap: only those apart say something of their own, and few say less.
        let apart = float(errors.len()) / float(days);
        (mean(&errors) * (apart + 0.8) / apart).sqrt()
    }
}

/// Where ratios stand at their end, later ones counting more.
fn level(ratios: &[f64]) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for ratio in ratios {
        sum = FADES * sum + ratio;
        weights = FADES * weights + 1.0;
    }
    if weights > 0.0 { sum / weights } else { 1.0 }
}

fn number(on: NaiveDate) -> usize {
    usize::try_from(on.weekday().num_days_from_monday()).unwrap_or_default()
}

pub(super) fn after(on: NaiveDate, days: usize) -> NaiveDate {
    let days = Days::new(u64::try_from(days).unwrap_or(u64::MAX));
    on.checked_add_days(days).unwrap_or(NaiveDate::MAX)
}
