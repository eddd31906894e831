//! A meter by day: how far the running period has come towards its limit, or any days apart.

use billing::calendar::BillingPeriod;
use billing::usage::{Aggregation, allowance};
use charts::{Bars, ChartKind, Forecast, ForecastPoint, Limit, Lines, Series, Steps};
use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;

use super::chart::{Asked, Picture, Told};
use super::ground::{Ground, Shape};
use super::rest::{Rest, rest};
use super::words::{Words, percent_of};
use crate::error::AppError;

/// What is shown where no period runs.
const USUAL_DAYS: u64 = 30;
/// A limit so many times as high as all that is shown is left out of the picture.
const FAR: u32 = 5;
/// More bars than these are a comb: weeks are drawn, and months of more than so many weeks.
const MOST_BARS: i64 = 60;

pub(super) fn told(ground: &Ground<'_>, words: &Words, asked: &Asked) -> Result<Told, AppError> {
    match (asked.period, ground.taker()) {
        (None, Some(sub)) => of_period(ground, words, sub.period),
        (Some(period), _) => apart(ground, words, period),
        (None, None) => {
            let end = ground.today.succ_opt().unwrap_or(ground.today);
            let start = end.checked_sub_days(Days::new(USUAL_DAYS)).unwrap_or(end);
            apart(ground, words, BillingPeriod { start, end })
        }
    }
}

/// The running period: what it has come to by the end of each day, its limit, and the rest of it.
fn of_period(ground: &Ground<'_>, words: &Words, period: BillingPeriod) -> Result<Told, AppError> {
    let running = ground.running(period, ground.today)?;
    if running.iter().all(Decimal::is_zero) {
        return Ok(nothing(ground, words, period));
    }
    let used = running.last().copied().unwrap_or_default();
    let rest = rest(ground, period, used)?;
    let most = most(ground);
    let mut lines = lines(ground, words, period, running)?;
    lines.limit = most.and_then(|most| limit(most, greatest(used, &rest)));
    Ok(picture(ground, words, (period, used), (lines, most, rest)))
}

/// The most that the picture shows beside the limit.
fn greatest(used: Decimal, rest: &Rest) -> Decimal {
    rest.end().map_or(used, |end| end.high_95.max(used))
}

/// A limit far above everything would press the use to the ground: then it is only said.
fn limit(most: Decimal, greatest: Decimal) -> Option<Limit> {
    let is_near = most <= greatest.saturating_mul(Decimal::from(FAR));
    is_near.then(|| Limit {
        name: "Limit".to_owned(),
        value: most,
    })
}

/// The most that the subscription's plan and add-ons allow now.
pub(super) fn most(ground: &Ground<'_>) -> Option<Decimal> {
    let book = &ground.whose.as_ref()?.subscribed.book;
    allowance(ground.taker()?, book, &ground.meter)?.most
}

fn lines(
    ground: &Ground<'_>,
    words: &Words,
    period: BillingPeriod,
    running: Vec<Decimal>,
) -> Result<Lines, AppError> {
    let days: Vec<NaiveDate> = period
        .start
        .iter_days()
        .take_while(|on| *on < period.end)
        .collect();
    let name = match (ground.shape(), ground.meter.aggregation) {
        (_, Aggregation::Weighted) => "Average so far",
        (Shape::Flow, _) => "Used so far",
        (Shape::Level, _) => "Level",
        (Shape::Peak, _) => "Highest so far",
        (Shape::Distinct, _) => "Different so far",
    };
    let mut series = vec![known(name, running, days.len())];
    if averages(ground) {
        let end = ground
            .today
            .succ_opt()
            .unwrap_or(period.end)
            .min(period.end);
        let start = period.start;
        let level = ground.each_day(BillingPeriod { start, end })?;
        series.insert(0, known("Level", level, days.len()));
    }
    Ok(Lines {
        step_name: "Day".to_owned(),
        steps: Steps::Days(days),
        format: words.format(),
        area: true,
        series,
        limit: None,
        forecast: None,
    })
}

fn known(name: &str, values: Vec<Decimal>, steps: usize) -> Series {
    let mut values: Vec<Option<Decimal>> = values.into_iter().map(Some).collect();
    values.resize(steps, None);
    Series {
        name: name.to_owned(),
        tone: None,
        values,
    }
}

fn picture(
    ground: &Ground<'_>,
    words: &Words,
    (period, used): (BillingPeriod, Decimal),
    (mut lines, most, rest): (Lines, Option<Decimal>, Rest),
) -> Told {
    let mut finding = now(ground, words, (used, most));
    if let Some(end) = rest.end() {
        finding.push_str(&ahead(ground, words, (period, end)));
        finding.push_str(&match (most, most.and_then(|most| rest.passes(most))) {
            (Some(most), _) if used > most || averages(ground) => ".".to_owned(),
            (Some(_), Some(on)) => format!(", passing the limit about {}.", words.day(on)),
            (Some(_), None) => ", within the limit.".to_owned(),
            (None, _) => ".".to_owned(),
        });
    }
    if most.is_some() && lines.limit.is_none() {
        finding.push_str(" The limit lies far above the picture.");
    }
    let title = format!("{} in this period", ground.meter.name);
    let (forecast, method, why_not) = match rest {
        Rest::Told { days, method } => {
            let points = days.into_iter().map(|(_, point)| point).collect();
            let name = "Expected".to_owned();
            (Some(Forecast { name, points }), method, String::new())
        }
        Rest::Not(why) => (None, String::new(), why),
    };
    lines.forecast = forecast;
    let mut picture = Picture::new(title, finding, ChartKind::Lines(lines));
    picture.limit = most;
    picture.forecast_method = method;
    picture.why_no_forecast = why_not;
    let from_to = format!("{} up to {}", period.start, period.end);
    picture.explanation.step("Period", from_to);
    picture.explanation.step("By now", used);
    if let Some(most) = most {
        picture.explanation.step("Limit", most);
    }
    Told::Picture(Box::new(picture))
}

fn averages(ground: &Ground<'_>) -> bool {
    ground.meter.aggregation == Aggregation::Weighted
}

/// "1,200 of 2,000 requests by now, 60%."
fn now(ground: &Ground<'_>, words: &Words, (used, most): (Decimal, Option<Decimal>)) -> String {
    let by_now = if averages(ground) {
        "on average by now"
    } else {
        "by now"
    };
    let Some(most) = most else {
        return format!("{} {by_now}.", words.say(used));
    };
    match percent_of(used, most) {
        None => format!("{} {by_now}; nothing is included.", words.say(used)),
        Some(percent) => format!(
            "{} of {} {by_now}, {}.",
            words.number(used),
            words.say(most),
            words.percent(percent)
        ),
    }
}

/// What is likely at the end, without its full stop.
fn ahead(
    ground: &Ground<'_>,
    words: &Words,
    (period, end): (BillingPeriod, ForecastPoint),
) -> String {
    let what = if averages(ground) {
        "A level of likely"
    } else {
        "Likely"
    };
    let last = period.end.pred_opt().unwrap_or(period.end);
    format!(
        " {what} {} by {} (80 times of 100 between {} and {})",
        words.about(end.mean),
        words.day(last),
        words.about_number(end.low_80),
        words.about_number(end.high_80),
    )
}

/// Days, weeks or months apart, each with what it counted.
fn apart(ground: &Ground<'_>, words: &Words, period: BillingPeriod) -> Result<Told, AppError> {
    let values = ground.each_day(period)?;
    if values.iter().all(Decimal::is_zero) {
        return Ok(nothing(ground, words, period));
    }
    let days: Vec<NaiveDate> = period
        .start
        .iter_days()
        .take_while(|on| *on < period.end)
        .collect();
    let total = sum(&values);
    let by_day: Vec<(NaiveDate, Decimal)> = days.into_iter().zip(values).collect();
    let (name, steps, values) = if period.days() <= MOST_BARS {
        let (days, values) = by_day.into_iter().unzip();
        ("day", Steps::Days(days), values)
    } else if period.days() <= MOST_BARS.saturating_mul(7) {
        let (weeks, values) = gathered(ground, by_day, week_of);
        ("week", Steps::Weeks(weeks), values)
    } else {
        let (months, values) = gathered(ground, by_day, month_of);
        ("month", Steps::Months(months), values)
    };
    let finding = finding_apart(ground, words, (period, total), (name, &values));
    let bars = Bars {
        step_name: capital(name),
        format: words.format(),
        series: vec![Series {
            name: ground.meter.name.clone(),
            tone: None,
            values: values.into_iter().map(Some).collect(),
        }],
        steps,
        limit: None,
        total_name: None,
    };
    let title = format!("{} by {name}", ground.meter.name);
    let picture = Picture::new(title, finding, ChartKind::StackedBars(bars));
    Ok(Told::Picture(Box::new(picture)))
}

fn finding_apart(
    ground: &Ground<'_>,
    words: &Words,
    (period, total): (BillingPeriod, Decimal),
    (name, values): (&str, &[Decimal]),
) -> String {
    let most = values.iter().max().copied().unwrap_or_default();
    let last = period.end.pred_opt().unwrap_or(period.end);
    let time = format!("from {} to {}", words.day(period.start), words.day(last));
    if ground.shape() == Shape::Flow {
        let (total, most) = (words.say(total), words.number(most));
        format!("{total} {time}; the fullest {name} has {most}.")
    } else {
        format!("At most {} {time}.", words.say(most))
    }
}

/// Sums of what adds up; of levels the last, of peaks and different values the greatest day.
fn gathered(
    ground: &Ground<'_>,
    by_day: Vec<(NaiveDate, Decimal)>,
    name: fn(NaiveDate) -> NaiveDate,
) -> (Vec<NaiveDate>, Vec<Decimal>) {
    let mut all: Vec<(NaiveDate, Decimal)> = Vec::new();
    for (on, value) in by_day {
        match all.last_mut() {
            Some((first, so_far)) if *first == name(on) => {
                *so_far = match ground.shape() {
                    Shape::Flow => so_far.saturating_add(value),
                    Shape::Level => value,
                    Shape::Peak | Shape::Distinct => value.max(*so_far),
                };
            }
            _ => all.push((name(on), value)),
        }
    }
    all.into_iter().unzip()
}

fn week_of(on: NaiveDate) -> NaiveDate {
    let since = on.weekday().num_days_from_monday();
    on.checked_sub_days(Days::new(since.into())).unwrap_or(on)
}

pub(super) fn month_of(on: NaiveDate) -> NaiveDate {
    on.with_day(1).unwrap_or(on)
}

fn sum(values: &[Decimal]) -> Decimal {
    values
        .iter()
        .copied()
        .fold(Decimal::ZERO, Decimal::saturating_add)
}

pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

pub(super) fn nothing(ground: &Ground<'_>, words: &Words, period: BillingPeriod) -> Told {
    let last = period
        .end
        .pred_opt()
        .unwrap_or(period.end)
        .min(ground.today);
    Told::Nothing(format!(
        "{} has counted nothing from {} to {}.",
        ground.meter.name,
        words.day(period.start),
        words.day(last.max(period.start))
    ))
}
