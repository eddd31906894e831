//! Aggregation: how the events of a time become one quantity, from buckets or from the events.

use std::collections::BTreeSet;

use chrono::SecondsFormat;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::bucket::{Bucket, level_for};
use super::counted::{Counted, Settled, settle};
use super::error::UsageError;
use super::event::UsageEvent;
use super::meter::{Aggregation, Meter, Reset, UsageRounding};
use super::span::{UsageSpan, seconds};
use crate::invoice::{Explanation, Step};
use crate::pricing::exact::sum;

const LEVEL_SECONDS: &str = "Level × seconds";
/// More levels than anybody reads one by one.
const MOST_LEVELS: usize = 100;

/// What holds already when a time begins, for meters that do not begin anew.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Carried {
    /// The level: the latest quantity, or for sums and counts all of them so far.
    pub level: Option<Decimal>,
    /// The values so far, where they are what is counted.
    pub values: BTreeSet<String>,
}

impl Carried {
    /// What everything before a time leaves to it.
    #[must_use]
    pub fn of(aggregation: Aggregation, before: &Bucket) -> Self {
        let level = match aggregation {
            Aggregation::Sum => Some(before.sum),
            Aggregation::Count => Some(before.count.into()),
            Aggregation::Max | Aggregation::Last | Aggregation::Weighted => {
                before.last.map(|last| last.quantity)
            }
            Aggregation::UniqueCount => None,
        };
        Self {
            level,
            values: before.values.clone(),
        }
    }

    fn is_nothing(&self) -> bool {
        self.level.is_none_or(|level| level.is_zero()) && self.values.is_empty()
    }
}

impl Meter {
    /// Whether what was before a period counts in it: a level that is never reset, and any average
    /// over time.
    #[must_use]
    pub fn carries(&self) -> bool {
        self.reset == Reset::Never || self.aggregation == Aggregation::Weighted
    }
}

/// The quantity of a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// As it is priced: rounded, where the meter rounds.
    pub quantity: Decimal,
    /// Before it was rounded.
    pub exact: Decimal,
    /// How it was computed.
    pub explanation: Explanation,
}

/// The events of a time as one quantity, and what became of those that did not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregated {
    /// The quantity.
    pub reading: Reading,
    /// All events, settled.
    pub settled: Settled,
    /// How many that count were used before the time, so that they belong to an earlier one.
    pub before: usize,
    /// How many that count were used after it.
    pub after: usize,
}

/// The quantity of a time from its buckets, which do not overlap, in the order of time.
///
/// # Errors
/// [`UsageError`] where the quantities do not fit together, or an average is over no time.
pub fn reading<'b>(
    aggregation: Aggregation,
    rounding: Option<UsageRounding>,
    carried: &Carried,
    buckets: impl IntoIterator<Item = &'b Bucket>,
    span: UsageSpan,
) -> Result<Reading, UsageError> {
    let mut all = Bucket::default();
    for bucket in buckets {
        all = all.merge(bucket)?;
    }
    let mut explanation = Explanation::new();
    explanation.step("Events in the period", all.count);
    explain_carried(carried, &mut explanation);
    let exact = match aggregation {
        Aggregation::Sum => added(carried, all.sum)?,
        Aggregation::Count => added(carried, all.count.into())?,
        Aggregation::Max => carried.level.max(all.max).unwrap_or_default(),
        Aggregation::Last => {
            let last = all.last.map(|last| last.quantity);
            last.or(carried.level).unwrap_or_default()
        }
        Aggregation::UniqueCount => {
            let values = all.values.union(&carried.values).count();
            u64::try_from(values).unwrap_or(u64::MAX).into()
        }
        Aggregation::Weighted => average(carried, &all, span, &mut explanation)?,
    };
    let exact = exact.normalize();
    explanation.step(named(aggregation), exact);
    Ok(rounded(exact, rounding, explanation))
}

/// The quantity of a time from the events of one meter and customer, in the order of their arrival:
/// the definition that rollups are held to.
///
/// # Errors
/// [`UsageError`] where the quantities do not fit together, or an average is over no time.
pub fn aggregate(
    meter: &Meter,
    events: &[UsageEvent],
    span: UsageSpan,
) -> Result<Aggregated, UsageError> {
    let settled = settle(events)?;
    let (aggregation, rounding) = (meter.aggregation, meter.rounding);
    let is_before = |event: &&Counted| event.at < span.start;
    let before: Vec<&Counted> = settled.counted.iter().filter(is_before).collect();
    let within: Vec<&Counted> = settled
        .counted
        .iter()
        .filter(|event| span.contains(event.at))
        .collect();
    let mut carried = Carried::default();
    if meter.carries() {
        carried = Carried::of(aggregation, &Bucket::of(aggregation, before.clone())?);
    }
    let bucket = Bucket::of(aggregation, within.clone())?;
    let mut reading = reading(aggregation, rounding, &carried, [&bucket], span)?;
    if aggregation == Aggregation::Weighted {
        explain_levels(&carried, &within, span, &mut reading.explanation)?;
    }
    let (before, within) = (before.len(), within.len());
    let counted = settled.counted.len();
    Ok(Aggregated {
        reading,
        before,
        after: counted.saturating_sub(before).saturating_sub(within),
        settled,
    })
}

fn added(carried: &Carried, more: Decimal) -> Result<Decimal, UsageError> {
    sum(carried.level.unwrap_or_default(), more).ok_or(UsageError::TooLarge)
}

/// The level on average over a time: each holds from its instant to the next, and what was carried
/// in holds until the first.
fn average(
    carried: &Carried,
    all: &Bucket,
    span: UsageSpan,
    explanation: &mut Explanation,
) -> Result<Decimal, UsageError> {
    let length = span.seconds()?;
    let level = carried.level.unwrap_or_default();
    let integral = match &all.level {
        None => level_for(level, span.start, span.end)?,
        Some(segment) => {
            let before = level_for(level, span.start, segment.first_at)?;
            let after = level_for(segment.last_level, segment.last_at, span.end)?;
            let both = sum(before, segment.integral);
            let all = both.and_then(|both| sum(both, after));
            all.ok_or(UsageError::TooLarge)?
        }
    };
    explanation.step(LEVEL_SECONDS, integral.normalize());
    explanation.step("Seconds in the period", length);
    integral.checked_div(length).ok_or(UsageError::TooLarge)
}

/// Puts each level and the seconds that it held before their sum.
fn explain_levels(
    carried: &Carried,
    within: &[&Counted],
    span: UsageSpan,
    explanation: &mut Explanation,
) -> Result<(), UsageError> {
    let mut settings = vec![(span.start, carried.level.unwrap_or_default())];
    let mut events = within.to_vec();
    events.sort_by_key(|event| (event.at, event.arrival));
    settings.extend(events.iter().map(|event| (event.at, event.quantity)));
    let ends = settings.iter().skip(1).map(|(at, _)| *at);
    let ends: Vec<_> = ends.chain([span.end]).collect();
    let mut levels = Explanation::new();
    for ((from, level), to) in settings.into_iter().zip(ends) {
        if from < to && levels.steps.len() < MOST_LEVELS {
            let (held, integral) = (seconds(from, to)?, level_for(level, from, to)?.normalize());
            let from = from.to_rfc3339_opts(SecondsFormat::AutoSi, true);
            let label = format!("From {from}: {} × {held} s", level.normalize());
            levels.step(label, integral);
        }
    }
    let is_sum = |step: &Step| step.label == LEVEL_SECONDS;
    let place = explanation.steps.iter().position(is_sum).unwrap_or(0);
    explanation.steps.splice(place..place, levels.steps);
    Ok(())
}

fn explain_carried(carried: &Carried, explanation: &mut Explanation) {
    if carried.is_nothing() {
        return;
    }
    match carried.level {
        Some(level) => explanation.step("Carried in", level),
        None => explanation.step("Values carried in", carried.values.len()),
    }
}

const fn named(aggregation: Aggregation) -> &'static str {
    match aggregation {
        Aggregation::Sum => "Sum of the quantities",
        Aggregation::Count => "Number of events",
        Aggregation::Max => "Greatest quantity",
        Aggregation::Last => "Last quantity",
        Aggregation::UniqueCount => "Different values",
        Aggregation::Weighted => "Level on average",
    }
}

fn rounded(
    exact: Decimal,
    rounding: Option<UsageRounding>,
    mut explanation: Explanation,
) -> Reading {
    let mut quantity = exact;
    if let Some(UsageRounding { decimals, mode }) = rounding {
        quantity = mode.round(exact, decimals.into()).normalize();
        explanation.step(format!("Rounded to {decimals} decimals"), quantity);
    }
    Reading {
        quantity,
        exact,
        explanation,
    }
}
