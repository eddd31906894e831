//! `usage.patterns`: how a meter's use moves and repeats, when it changed, which days stand out.

use charts::ChartLocale;
use chrono::Months;
use insights::patterns::{Daily, Direction, Findings, LEAST_DAYS, Rhythm, findings, rhythm};
use rust_decimal::Decimal;
use store::usage::Bucket;

use super::chart::no_figure_of_all;
use super::days::{capital, month_of};
use super::ground::{Ground, Shape};
use super::words::Words;
use crate::context::App;
use crate::dto::charts::ChartLocaleDto;
use crate::dto::usage_insights::{
    UsageAnomalyDto, UsagePatterns, UsagePatternsRequest, UsageShiftDto, WeekdayShareDto,
};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::usage::scale::decimal;

/// How far back days are looked through.
const YEAR: u64 = 365;
/// How far back months are, for what repeats by the year.
const MONTHS: u32 = 36;
/// From so strong on, weeks or years are called a rhythm.
const STRONG: i64 = 6;

pub fn patterns(app: &App, request: UsagePatternsRequest) -> Result<UsagePatterns, AppError> {
    let locale = request.locale.map(ChartLocaleDto::from_dto).transpose()?;
    let locale = locale.unwrap_or_else(ChartLocale::english);
    app.read(|tx| {
        let ground = Ground::load(app, tx, &request.meter, (&request.customer_id, ""))?;
        let words = Words::new(locale.clone(), &ground.meter);
        if !ground.adds_up() {
            return Ok(none(&ground, no_figure_of_all(&ground)));
        }
        let daily = ground.history(YEAR)?;
        let days = daily.values.len();
        if days < LEAST_DAYS {
            let why = format!(
                "{days} days with use are too few to see a pattern in: it takes {LEAST_DAYS}."
            );
            return Ok(none(&ground, why));
        }
        let months = whole_months(&ground)?;
        let found = findings(&daily, &words.plural(&ground.meter));
        Ok(told(
            &ground,
            &words,
            (&daily, rhythm(&daily, &months)),
            found,
        ))
    })
}

/// The sums of the whole months before this one, from the first with use on.
fn whole_months(ground: &Ground<'_>) -> Result<Vec<Decimal>, AppError> {
    if ground.shape() != Shape::Flow {
        return Ok(Vec::new());
    }
    let end = month_of(ground.today);
    let start = end.checked_sub_months(Months::new(MONTHS)).unwrap_or(end);
    let usage = ground.tx.usage_events();
    let points = usage.series(ground.key, ground.reach(), Bucket::Month, (start, end))?;
    let counts = ground.meter.aggregation == billing::usage::Aggregation::Count;
    let of = |month| {
        let found = points.iter().find(|point| point.on == month);
        let quantity = found.map(|point| {
            if counts {
                point.count.into()
            } else {
                decimal(point.sum, u32::from(ground.meter.decimals))
            }
        });
        quantity.unwrap_or_default()
    };
    let months = (0..MONTHS).filter_map(|at| start.checked_add_months(Months::new(at)));
    // The first month with use is mostly a part of one.
    Ok(months
        .map(of)
        .skip_while(Decimal::is_zero)
        .skip(1)
        .collect())
}

fn none(ground: &Ground<'_>, why_none: String) -> UsagePatterns {
    UsagePatterns {
        meter: ground.meter.key.clone(),
        name: ground.meter.name.clone(),
        unit: ground.meter.unit.clone(),
        from: String::new(),
        through: String::new(),
        days: 0,
        why_none,
        trend_pct_a_month: None,
        weekly_strength: None,
        yearly_strength: None,
        weekdays: Vec::new(),
        sentences: Vec::new(),
        shifts: Vec::new(),
        anomalies: Vec::new(),
    }
}

fn told(
    ground: &Ground<'_>,
    words: &Words,
    (daily, rhythm): (&Daily, Rhythm),
    found: Findings,
) -> UsagePatterns {
    let last = daily.values.len().saturating_sub(1);
    let named = words.locale.weekdays.iter().zip(&rhythm.weekday_pct);
    let weekdays = named.map(|(weekday, percent)| WeekdayShareDto {
        weekday: weekday.clone(),
        percent: figure(*percent),
    });
    let shifts = found.shifts.into_iter().rev().map(|shift| UsageShiftDto {
        on: shift.on.to_string(),
        before: figure(shift.before),
        after: figure(shift.after),
        change_pct: figure(shift.change_pct),
        sentence: whole(&shift.sentence),
    });
    let anomalies = found
        .anomalies
        .into_iter()
        .rev()
        .map(|anomaly| UsageAnomalyDto {
            on: anomaly.on.to_string(),
            value: figure(anomaly.value),
            usual: figure(anomaly.usual),
            direction: match anomaly.direction {
                Direction::Above => "above".to_owned(),
                Direction::Below => "below".to_owned(),
            },
            sentence: whole(&anomaly.sentence),
        });
    UsagePatterns {
        from: daily.first_on.to_string(),
        through: daily.on(last).to_string(),
        days: u32::try_from(daily.values.len()).unwrap_or(u32::MAX),
        sentences: sentences(words, &rhythm),
        weekdays: weekdays.collect(),
        trend_pct_a_month: rhythm.trend_pct_a_month.map(figure),
        weekly_strength: rhythm.weekly_strength.map(figure),
        yearly_strength: rhythm.yearly_strength.map(figure),
        shifts: shifts.collect(),
        anomalies: anomalies.collect(),
        ..none(ground, String::new())
    }
}

/// With its capital and full stop.
fn whole(sentence: &str) -> String {
    format!("{}.", capital(sentence))
}

fn sentences(words: &Words, rhythm: &Rhythm) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(trend) = rhythm.trend_pct_a_month {
        let by = words.percent(trend.abs());
        sentences.push(if trend.abs() < Decimal::ONE {
            "It neither rises nor falls.".to_owned()
        } else if trend.is_sign_negative() {
            format!("It falls by {by} a month.")
        } else {
            format!("It rises by {by} a month.")
        });
    }
    let is_strong = |strength: Option<Decimal>| {
        strength.is_some_and(|strength| strength >= Decimal::new(STRONG, 1))
    };
    if is_strong(rhythm.weekly_strength) {
        let days = words.locale.weekdays.iter().zip(&rhythm.weekday_pct);
        let fullest = days.clone().max_by_key(|(_, percent)| **percent);
        let emptiest = days.min_by_key(|(_, percent)| **percent);
        if let Some(((full, most), (empty, least))) = fullest.zip(emptiest) {
            let (most, least) = (words.percent(*most), words.percent(*least));
            sentences.push(format!(
                "Its weeks repeat: {full} has {most} of a usual day, {empty} has {least}."
            ));
        }
    } else if rhythm.weekly_strength.is_some() {
        sentences.push("Its weeks hardly repeat.".to_owned());
    }
    if is_strong(rhythm.yearly_strength) {
        sentences.push("Its years repeat.".to_owned());
    }
    sentences
}
