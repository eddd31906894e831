//! A meter by hour of the week: when it is used.

use billing::calendar::BillingPeriod;
use billing::usage::Aggregation;
use charts::{ChartKind, Heatmap};
use chrono::{Days, NaiveDate};
use insights::patterns::{Cell, HourTotal, heatmap};
use rust_decimal::Decimal;
use store::usage::Bucket;

use super::chart::{Asked, Picture, Told};
use super::days::nothing;
use super::ground::Ground;
use super::words::Words;
use crate::error::AppError;
use crate::usage::scale::decimal;

/// Twelve weeks.
const USUAL_DAYS: u64 = 84;

pub(super) fn told(ground: &Ground<'_>, words: &Words, asked: &Asked) -> Result<Told, AppError> {
    let adds_up = ground.parts_add_up();
    let words = &words.adding_up(adds_up);
    let usual = || {
        // Today is not over: its later hours would count as hours without use.
        let end = ground.today;
        let start = end.checked_sub_days(Days::new(USUAL_DAYS)).unwrap_or(end);
        BillingPeriod { start, end }
    };
    let period = asked.period.unwrap_or_else(usual);
    let hours = hours(ground, period)?;
    let Some(first) = hours.iter().map(|hour| hour.at.date()).min() else {
        return Ok(nothing(ground, words, period));
    };
    // Before the first use there was nobody to use it: those hours say nothing.
    let map = heatmap(&hours, first, period.end);
    let values: Vec<Vec<Option<Decimal>>> = map
        .cells
        .chunks(24)
        .map(|day| {
            day.iter()
                .map(|cell| Some(cell.usual.round_dp(2).normalize()))
                .collect()
        })
        .collect();
    let finding = finding(
        words,
        (map.busiest, map.office_hours_pct),
        (first, map.days),
    );
    let what = if adds_up {
        String::new()
    } else {
        "Events of ".to_owned()
    };
    let title = format!("{what}{} by hour of the week", ground.meter.name);
    let drawn = Heatmap::hours_by_weekday("Weekday", words.format(), values, &words.locale);
    let mut picture = Picture::new(title, finding, ChartKind::Heatmap(drawn));
    picture.explanation.step("From", first);
    picture.explanation.step("Days", map.days);
    picture
        .explanation
        .step("Each cell", "the mean of its hour over those days");
    Ok(Told::Picture(Box::new(picture)))
}

/// The hours with use. What is no sum of its events is told by how many events there were.
fn hours(ground: &Ground<'_>, period: BillingPeriod) -> Result<Vec<HourTotal>, AppError> {
    let usage = ground.tx.usage_events();
    let days = (period.start, period.end);
    let points = usage.series(ground.key, ground.reach(), Bucket::Hour, days)?;
    let hour = |point: &store::usage::SeriesPoint| {
        let quantity = match ground.meter.aggregation {
            Aggregation::Sum => decimal(point.sum, u32::from(ground.meter.decimals)),
            _ => point.count.into(),
        };
        let at = point.on.and_hms_opt(point.hour, 0, 0)?;
        Some(HourTotal { at, quantity })
    };
    Ok(points.iter().filter_map(hour).collect())
}

fn finding(
    words: &Words,
    (busiest, office): (Option<Cell>, Decimal),
    (first, days): (NaiveDate, u32),
) -> String {
    let since = format!("{days} days from {} on.", words.day(first));
    let Some(cell) = busiest else {
        return format!("Corrections took all of it back. {since}");
    };
    let weekday = usize::try_from(cell.weekday).unwrap_or_default();
    let weekday = words
        .locale
        .weekdays
        .get(weekday)
        .map_or("", String::as_str);
    format!(
        "Busiest: {weekday} at {:02}:00, with {} an hour. {} falls between 9 and 17 o'clock \
         from Monday to Friday. {since}",
        cell.hour,
        words.about(cell.usual),
        words.percent(office),
    )
}
