//! Anomalies: days that stand out from the level of their stretch, with a sentence of why.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::daily::{Daily, Flat};
use super::shifts::{Shift, Stretch, stretches};
use crate::statistic::{float, median, normal_quantile, spread, to_decimal};

/// A day stands out from so many spreads on.
const STANDS_OUT: f64 = 5.0;
/// A stretch's own spread counts as fully known from so many days on.
const KNOWN_SPREAD: f64 = 40.0;
/// How many days on each side a slow drift within a stretch is followed over.
const DRIFT: usize = 14;

/// Above or below the usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More than usual.
    Above,
    /// Less than usual.
    Below,
}

/// A day that stands out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Anomaly {
    /// Which day.
    pub on: NaiveDate,
    /// What was counted.
    pub value: Decimal,
    /// What is usual for that weekday at that time.
    pub usual: Decimal,
    /// Which way it stands out.
    pub direction: Direction,
    /// How many spreads of usual days away from them.
    pub score: f64,
    /// It in words.
    pub sentence: String,
}

/// What was found in a series of days.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Findings {
    /// Changes of level, oldest first.
    pub shifts: Vec<Shift>,
    /// Days that stand out, oldest first.
    pub anomalies: Vec<Anomaly>,
    /// How many days were looked at; none where they were too few.
    pub days: usize,
}

/// Looks for shifts and anomalies. `what` is what was counted, in the plural ("calls").
#[must_use]
pub fn findings(daily: &Daily, what: &str) -> Findings {
    let Some(flat) = Flat::of(daily) else {
        return Findings::default();
    };
    let (stretches, slope) = stretches(&flat.values, flat.is_logarithm);
    let level: Vec<f64> = flat
        .values
        .iter()
        .enumerate()
        .map(|(at, value)| value - slope * float(at))
        .collect();
    let shifts = stretches
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] => Some(shift(daily, &flat, (before, after), slope, what)),
            _ => None,
        })
        .collect();
    let anomalies = scores(&level, &stretches)
        .into_iter()
        .enumerate()
        .filter(|(_, (score, _))| score.abs() >= STANDS_OUT)
        .map(|(at, (score, usual))| {
            let usual = flat.counted(usual + slope * float(at), at);
            anomaly(daily, at, (score, usual), what)
        })
        .collect();
    Findings {
        shifts,
        anomalies,
        days: daily.values.len(),
    }
}

/// For each day how many spreads it lies from the usual of its stretch, and that usual.
fn scores(level: &[f64], stretches: &[Stretch]) -> Vec<(f64, f64)> {
    let mut rests = Vec::with_capacity(level.len());
    for stretch in stretches {
        let days = &level[stretch.from..stretch.to];
        for at in 0..days.len() {
            let from = at.saturating_sub(DRIFT);
            let to = (at + DRIFT + 1).min(days.len());
            let usual = median(&days[from..to]);
            rests.push((days[at] - usual, usual));
        }
    }
    let all: Vec<f64> = rests.iter().map(|(rest, _)| *rest).collect();
    let common = spread(&all).max(1e-9);
    let mut scores = Vec::with_capacity(level.len());
    for stretch in stretches {
        let days = &rests[stretch.from..stretch.to];
        let own: Vec<f64> = days.iter().map(|(rest, _)| *rest).collect();
        let known = (float(own.len()) / KNOWN_SPREAD).min(1.0);
        let width = known * spread(&own) + (1.0 - known) * common;
        let width = width.max(common / 2.0);
        scores.extend(days.iter().map(|(rest, usual)| (rest / width, *usual)));
    }
    scores
}

fn shift(
    daily: &Daily,
    flat: &Flat,
    (before, after): (&Stretch, &Stretch),
    slope: f64,
    what: &str,
) -> Shift {
    let on = daily.on(after.from);
    let leaning = slope * float(after.from);
    let plain = |level: f64| {
        let level = level + leaning;
        if flat.is_logarithm {
            level.exp()
        } else {
            level.max(0.0)
        }
    };
    let (before, after) = (plain(before.level), plain(after.level));
    let change = if before > 0.0 {
        100.0 * (after / before - 1.0)
    } else {
        100.0
    };
    let verb = if change < 0.0 { "fell" } else { "rose" };
    let by = change.abs().round();
    Shift {
        on,
        before: to_decimal(before),
        after: to_decimal(after),
        change_pct: to_decimal(change).round_dp(1),
        sentence: format!("{what} {verb} {by} % on {} and stayed there", spoken(on)),
    }
}

fn anomaly(daily: &Daily, at: usize, (score, usual): (f64, f64), what: &str) -> Anomaly {
    let on = daily.on(at);
    let value = daily.values.get(at).copied().unwrap_or_default();
    let direction = if score > 0.0 {
        Direction::Above
    } else {
        Direction::Below
    };
    let usual = to_decimal(usual)
        .round_sf(3)
        .unwrap_or_default()
        .normalize();
    let side = match direction {
        Direction::Above => "above",
        Direction::Below => "below",
    };
    let sentence = format!(
        "{} {what} on {} ({}), {side} the {usual} usual for that weekday at the time",
        value.normalize(),
        spoken(on),
        on.format("%A"),
    );
    Anomaly {
        on,
        value,
        usual,
        direction,
        score,
        sentence,
    }
}

fn spoken(on: NaiveDate) -> String {
    format!("{} {} {}", on.day(), on.format("%B"), on.year())
}

/// Of the anomalies of many series those that stay when at most `rate` of them may be chance:
/// Benjamini and Hochberg's control, over all the days that were looked at.
#[must_use]
pub fn controlled(all: Vec<Findings>, rate: f64) -> Vec<Findings> {
    let days: usize = all.iter().map(|one| one.days).sum();
    let mut scores: Vec<f64> = all
        .iter()
        .flat_map(|one| one.anomalies.iter().map(|one| one.score.abs()))
        .collect();
    scores.sort_by(|one, other| other.total_cmp(one));
    let passes = |(rank, score): &(usize, &f64)| {
        let share = rate * float(rank + 1) / float(days.max(1));
        **score >= normal_quantile(1.0 - share / 2.0)
    };
    let last = scores.iter().enumerate().rfind(passes);
    let least = last.map_or(f64::INFINITY, |(_, score)| *score);
    all.into_iter()
        .map(|mut one| {
            one.anomalies.retain(|anomaly| anomaly.score.abs() >= least);
            one
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hundred days of about 100, weekends half, one day of 400 and a fall by 40 % on day 70.
    fn days() -> Daily {
        let first_on = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
        let value = |at: i64| {
            let base = if at % 7 >= 5 { 50 } else { 100 };
            let wave = (at * 37) % 9 - 4;
            let level = if at >= 70 { 6 } else { 10 };
            let value = (base + wave) * level / 10;
            Decimal::from(if at == 30 { 400 } else { value })
        };
        Daily {
            first_on,
            values: (0..100).map(value).collect(),
        }
    }

    #[test]
    fn a_spike_and_a_fall_are_told_in_words() {
        let found = findings(&days(), "calls");
        assert_eq!(found.anomalies.len(), 1, "{found:?}");
        let spike = &found.anomalies[0];
        // day 30 after Monday 5 January is Wednesday 4 February
        assert_eq!(spike.on.to_string(), "2026-02-04");
        assert_eq!(spike.direction, Direction::Above);
        assert!(
            spike
                .sentence
                .starts_with("400 calls on 4 February 2026 (Wednesday), above the")
        );
        assert_eq!(found.shifts.len(), 1, "{found:?}");
        let fall = &found.shifts[0];
        // day 70 is Monday 16 March
        assert_eq!(fall.on.to_string(), "2026-03-16");
        assert!(
            fall.sentence.starts_with("calls fell "),
            "{}",
            fall.sentence
        );
        assert!(
            fall.sentence
                .ends_with(" % on 16 March 2026 and stayed there")
        );
        let change = fall.change_pct;
        assert!(
            change < Decimal::from(-35) && change > Decimal::from(-45),
            "{change}"
        );
    }

    #[test]
    fn too_few_days_say_nothing() {
        let mut few = days();
        few.values.truncate(20);
        assert_eq!(findings(&few, "calls"), Findings::default());
    }

    #[test]
    fn over_many_series_a_weak_anomaly_needs_company() {
        let one = |score: f64| {
            let mut found = findings(&days(), "calls");
            found.anomalies[0].score = score;
            found.days = 1000;
            found
        };
        // of 100 000 days 4.2 spreads happen 2.7 times by chance; 12 spreads never do
        let mut all = vec![one(4.2), one(12.0)];
        let rest = Findings {
            days: 98_000,
            ..Findings::default()
        };
        all.push(rest);
        let kept: Vec<usize> = controlled(all, 0.1)
            .iter()
            .map(|one| one.anomalies.len())
            .collect();
        assert_eq!(kept, [0, 1, 0]);
    }
}
