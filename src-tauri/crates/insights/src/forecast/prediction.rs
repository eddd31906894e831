//! The forecast itself: its path, its intervals, its backtest and the steps that explain them.

use billing::invoice::Explanation;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::calibration::{Calibration, Own, ScaledErrors, ignorance};
use super::error::ForecastError;
use super::pool::{self, Member};
use super::rolling::{self, Origin};
use super::series::{Frequency, Series};
use crate::statistic::{float, from_decimal, to_decimal};

/// The farthest that anything is told.
pub const MOST_STEPS: usize = 1000;
/// Ours has to be so much better than the naive before it is called better.
const BETTER_BY: f64 = 0.98;

/// What is asked of a forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// How many steps ahead, 1 to [`MOST_STEPS`].
    pub horizon: usize,
    /// Levels of the intervals in percent, each between 0 and 100.
    pub levels: Vec<Decimal>,
    /// Whether there is nothing below zero, as there is in usage.
    pub floor_at_zero: bool,
    /// How wide intervals are.
    pub calibration: Calibration,
}

impl Request {
    /// So many steps ahead, with intervals at 80 and 95 % of the built-in shape; with a floor at
    /// zero where the series never went below.
    #[must_use]
    pub fn new(series: &Series, horizon: usize) -> Self {
        Self {
            horizon,
            levels: vec![Decimal::from(80), Decimal::from(95)],
            floor_at_zero: series.values().iter().all(|one| !one.is_sign_negative()),
            calibration: Calibration::built_in(series.frequency()),
        }
    }
}

/// Where the values lie with some certainty, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// In percent.
    pub level: Decimal,
    /// The lower ends.
    pub lower: Vec<Decimal>,
    /// The upper ends.
    pub upper: Vec<Decimal>,
}

/// How the method did when it was sent back to earlier days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backtest {
    /// How many earlier days.
    pub origins: usize,
    /// Its mean absolute error there.
    pub error: Decimal,
    /// That of the season before, repeated.
    pub naive_error: Decimal,
    /// The share of values that lay within each interval, in percent, in the order of the levels.
    pub coverage_pct: Vec<Decimal>,
    /// Whether repeating the season before would have done as well.
    pub no_better_than_naive: bool,
}

/// What a series will likely do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// The likeliest values, rounded to nine digits.
    pub mean: Vec<Decimal>,
    /// Where they lie with some certainty, in the order of the levels asked for.
    pub intervals: Vec<Interval>,
    /// Who spoke.
    pub members: Vec<Member>,
    /// How many values it was made from.
    pub points: usize,
    /// How it would have done before; none where the history is too short to go back.
    pub backtest: Option<Backtest>,
    /// How it was made.
    pub explanation: Explanation,
}

impl Forecast {
    /// The methods in a few words: "mean of seasonal theta, …".
    #[must_use]
    pub fn method(&self) -> String {
        let names: Vec<&str> = self.members.iter().map(|member| member.name()).collect();
        match names.as_slice() {
            [one] => (*one).to_owned(),
            many => format!("mean of {}", many.join(", ")),
        }
    }
}

/// Tells the next values of a series.
///
/// # Errors
/// [`ForecastError`] where the horizon or a level cannot be told.
pub fn forecast(series: &Series, request: &Request) -> Result<Forecast, ForecastError> {
    check(request)?;
    let values = series.floats();
    let length = series.frequency().season();
    let members = pool::members(&values, length);
    let mut path = pool::path(&values, length, request.horizon);
    if request.floor_at_zero {
        path.iter_mut().for_each(|value| *value = value.max(0.0));
    }
    let horizon = request.horizon;
    let origins = rolling::roll(&values, length, horizon, request.floor_at_zero);
    let own = Own {
        origins: &origins,
        scale: rolling::scale(&values, length),
        ignorance: ignorance(values.len(), length),
    };
    let widths: Vec<Vec<f64>> = request
        .levels
        .iter()
        .map(|level| request.calibration.widths(&own, share(*level), horizon))
        .collect();
    let backtest = backtest(&origins, &widths);
    let mut told = Forecast {
        mean: path.iter().copied().map(to_decimal).collect(),
        intervals: intervals(&path, &widths, request),
        members,
        points: values.len(),
        backtest,
        explanation: Explanation::new(),
    };
    told.explanation = explain(&told, series.frequency());
    Ok(told)
}

/// The scaled errors of a series at its earlier days, for [`Calibration::pooled`].
#[must_use]
pub fn errors_of(series: &Series, horizon: usize) -> ScaledErrors {
    let values = series.floats();
    let length = series.frequency().season();
    let floor = values.iter().all(|value| *value >= 0.0);
    let origins = rolling::roll(&values, length, horizon, floor);
    ScaledErrors::of(&origins, rolling::scale(&values, length))
}

fn check(request: &Request) -> Result<(), ForecastError> {
    if request.horizon == 0 || request.horizon > MOST_STEPS {
        return Err(ForecastError::Horizon {
            horizon: request.horizon,
            most: MOST_STEPS,
        });
    }
    let outside = |level: &&Decimal| **level <= Decimal::ZERO || **level >= Decimal::ONE_HUNDRED;
    match request.levels.iter().find(outside) {
        Some(level) => Err(ForecastError::Level { level: *level }),
        None => Ok(()),
    }
}

fn share(level: Decimal) -> f64 {
    from_decimal(level) / 100.0
}

fn intervals(path: &[f64], widths: &[Vec<f64>], request: &Request) -> Vec<Interval> {
    let floor = |value: f64| {
        if request.floor_at_zero {
            value.max(0.0)
        } else {
            value
        }
    };
    let of = |(level, widths): (&Decimal, &Vec<f64>)| {
        let ends = path.iter().zip(widths);
        Interval {
            level: *level,
            lower: ends
                .clone()
                .map(|(value, width)| to_decimal(floor(value - width)))
                .collect(),
            upper: ends
                .map(|(value, width)| to_decimal(value + width))
                .collect(),
        }
    };
    request.levels.iter().zip(widths).map(of).collect()
}

fn backtest(origins: &[Origin], widths: &[Vec<f64>]) -> Option<Backtest> {
    let (ours, naive) = rolling::mean_errors(origins)?;
    let coverage = |widths: &Vec<f64>| {
        let (mut within, mut all) = (0, 0);
        for (error, width) in origins.iter().flat_map(|one| one.ours.iter().zip(widths)) {
            all += 1;
            within += usize::from(error.abs() <= *width);
        }
        to_decimal(100.0 * float(within) / float(all)).round_dp(1)
    };
    Some(Backtest {
        origins: origins.len(),
        error: to_decimal(ours),
        naive_error: to_decimal(naive),
        coverage_pct: widths.iter().map(coverage).collect(),
        no_better_than_naive: ours > BETTER_BY * naive,
    })
}

fn explain(told: &Forecast, frequency: Frequency) -> Explanation {
    let mut explanation = Explanation::new();
    explanation.step("Values used", told.points);
    explanation.step("Method", told.method());
    let Some(backtest) = &told.backtest else {
        let honest = "too short to test on itself: the intervals are those of other series";
        explanation.step("Backtest", honest);
        return explanation;
    };
    explanation.step("Earlier days tested", backtest.origins);
    explanation.step("Mean error there", backtest.error);
    let naive = format!("Mean error of {} values", frequency.season_ago());
    explanation.step(naive, backtest.naive_error);
    for (interval, coverage) in told.intervals.iter().zip(&backtest.coverage_pct) {
        let label = format!("Values within the {} % interval there", interval.level);
        explanation.step(label, format!("{coverage} %"));
    }
    if backtest.no_better_than_naive {
        let verdict = format!("no better than {} values", frequency.season_ago());
        explanation.step("Verdict", verdict);
    }
    explanation
}
