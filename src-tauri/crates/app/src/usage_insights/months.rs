//! A meter by month: what was within the limit, and what was beyond it.

use billing::calendar::BillingPeriod;
use billing::subscription::Subscription;
use billing::usage::Aggregation;
use charts::{Bars, ChartKind, Limit, Series, Steps};
use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;
use store::usage::Bucket;

use super::chart::{Asked, Picture, Told};
use super::days::{most, nothing};
use super::ground::{Ground, Shape};
use super::words::Words;
use crate::error::AppError;
use crate::usage::reading::read;
use crate::usage::scale::decimal;

/// A year.
const USUAL_MONTHS: u32 = 12;
/// Fewer bars look like an accident.
const FEWEST_SHOWN: usize = 6;

/// A month with what it came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) period: BillingPeriod,
    pub(super) quantity: Decimal,
    /// What was included; none where it is not limited.
    pub(super) most: Option<Decimal>,
}

impl Month {
    fn over(&self) -> Decimal {
        let over = self.most.map(|most| self.quantity.saturating_sub(most));
        over.unwrap_or_default().max(Decimal::ZERO)
    }
}

pub(super) fn told(ground: &Ground<'_>, words: &Words, asked: &Asked) -> Result<Told, AppError> {
    let mut months = months(ground, asked)?;
    let unused = months
        .iter()
        .take_while(|month| month.quantity.is_zero())
        .count();
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Ok(Told::Nothing("There is no month to show.".to_owned()));
    };
    let whole = BillingPeriod {
        start: first.period.start,
        end: last.period.end,
    };
    if unused == months.len() {
        return Ok(nothing(ground, words, whole));
    }
    if asked.period.is_none() && asked.months.is_none() {
        months.drain(..unused.min(months.len().saturating_sub(FEWEST_SHOWN)));
    }
    let finding = finding(ground, words, &months);
    let title = match ground.taker().filter(|sub| is_monthly(sub)) {
        Some(_) => format!("{} by billing month", ground.meter.name),
        None => format!("{} by month", ground.meter.name),
    };
    let mut picture = Picture::new(title, finding, ChartKind::StackedBars(bars(words, &months)));
    picture.limit = most(ground);
    for month in &months {
        let label = month.period.start.to_string();
        let most = month.most.map(|most| format!(" of {}", most.normalize()));
        let said = format!("{}{}", month.quantity.normalize(), most.unwrap_or_default());
        picture.explanation.step(label, said);
    }
    Ok(Told::Picture(Box::new(picture)))
}

/// The months asked for, oldest first, the running one included.
pub(super) fn months(ground: &Ground<'_>, asked: &Asked) -> Result<Vec<Month>, AppError> {
    if let (None, Some(sub)) = (asked.period, ground.taker().filter(|sub| is_monthly(sub))) {
        return of_subscription(ground, sub, asked.months.unwrap_or(USUAL_MONTHS));
    }
    of_calendar(ground, &calendar_months(ground, asked, USUAL_MONTHS))
}

/// The calendar months asked for, oldest first, the running one included; so many where nobody
/// says how many.
pub(super) fn calendar_months(
    ground: &Ground<'_>,
    asked: &Asked,
    usual: u32,
) -> Vec<BillingPeriod> {
    let (first, last) = match asked.period {
        Some(period) => (period.start, period.end.pred_opt().unwrap_or(period.end)),
        None => {
            let back = asked.months.unwrap_or(usual).saturating_sub(1);
            let first = ground.today.checked_sub_months(Months::new(back));
            (first.unwrap_or(ground.today), ground.today)
        }
    };
    let mut periods = Vec::new();
    let mut start = first.with_day(1).unwrap_or(first);
    while start <= last {
        let Some(end) = start.checked_add_months(Months::new(1)) else {
            break;
        };
        periods.push(BillingPeriod { start, end });
        start = end;
    }
    periods
}

/// Whether it bills by the month, in a period that the months before can be counted back from.
pub(super) fn is_monthly(sub: &Subscription) -> bool {
    use billing::calendar::Interval::Month;
    let recurrence = sub.terms.recurrence;
    (recurrence.interval, recurrence.count) == (Month, 1) && months_before(sub, 0) == sub.period
}

/// The billing month so many before the running one, by the anchor.
fn months_before(sub: &Subscription, back: u32) -> BillingPeriod {
    let first = |on: NaiveDate| on.with_day(1).unwrap_or(on);
    let anchor = if sub.terms.aligned {
        1
    } else {
        sub.terms.anchor.day()
    };
    let bound = |month: NaiveDate| {
        let days = (1..=anchor).rev();
        let found = days.filter_map(|day| month.with_day(day)).next();
        found.unwrap_or(month)
    };
    let running = first(sub.period.start);
    let month = running
        .checked_sub_months(Months::new(back))
        .unwrap_or(running);
    let next = month.checked_add_months(Months::new(1)).unwrap_or(month);
    BillingPeriod {
        start: bound(month),
        end: bound(next),
    }
}

/// Billing months by the rule that bills them, each beside what it included then, as far as that
/// is remembered, else beside the limit of today.
fn of_subscription(
    ground: &Ground<'_>,
    sub: &Subscription,
    count: u32,
) -> Result<Vec<Month>, AppError> {
    let Some(counts) = ground.counts() else {
        return Ok(Vec::new());
    };
    let now = most(ground);
    let tomorrow = ground.today.succ_opt().unwrap_or(ground.today);
    let mut months = Vec::new();
    for back in (0..count).rev() {
        let period = months_before(sub, back);
        let by_now = BillingPeriod {
            end: period.end.min(tomorrow),
            ..period
        };
        months.push(Month {
            period,
            quantity: counts.read(&ground.meter.key, by_now)?,
            most: included_then(ground, sub, period).or(now),
        });
    }
    Ok(months)
}

/// What a month that was billed included: its price's part and that of add-ons.
fn included_then(
    ground: &Ground<'_>,
    sub: &Subscription,
    period: BillingPeriod,
) -> Option<Decimal> {
    let book = &ground.whose.as_ref()?.subscribed.book;
    let mut spans = sub.metering.spans.iter();
    let billed = spans.find(|one| one.meter == ground.meter.key && one.span == period)?;
    let version = &book.get(&billed.plan_id, billed.version)?.version;
    let mut prices = version.prices.iter();
    let price = prices.find(|price| {
        (&price.key, price.recurrence, price.currency)
            == (&billed.price_key, billed.recurrence, sub.terms.currency)
    })?;
    let included = price.included.saturating_add(billed.included);
    Some(included).filter(|included| !included.is_zero())
}

fn of_calendar(ground: &Ground<'_>, periods: &[BillingPeriod]) -> Result<Vec<Month>, AppError> {
    if ground.whose.is_none() && ground.shape() != Shape::Level {
        return of_everybody(ground, periods);
    }
    let tomorrow = ground.today.succ_opt().unwrap_or(ground.today);
    let read = |period: &BillingPeriod| -> Result<Month, AppError> {
        let end = period.end.min(tomorrow).max(period.start);
        let by_now = BillingPeriod { end, ..*period };
        let quantity = if by_now.days() == 0 {
            Decimal::ZERO
        } else {
            read(
                ground.tx,
                (ground.key, &ground.meter),
                ground.reach(),
                by_now,
            )?
            .quantity
        };
        Ok(Month {
            period: *period,
            quantity,
            most: None,
        })
    };
    periods.iter().map(read).collect()
}

/// From the sums that are kept of all customers.
fn of_everybody(ground: &Ground<'_>, periods: &[BillingPeriod]) -> Result<Vec<Month>, AppError> {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else {
        return Ok(Vec::new());
    };
    let time = (first.start, last.end);
    let usage = ground.tx.usage_events();
    let points = usage.series(ground.key, ground.reach(), Bucket::Month, time)?;
    let month = |period: &BillingPeriod| {
        let found = points.iter().find(|point| point.on == period.start);
        let quantity = found.map(|point| match ground.meter.aggregation {
            Aggregation::Count => point.count.into(),
            Aggregation::UniqueCount => point.uniques.into(),
            _ => decimal(point.sum, u32::from(ground.meter.decimals)),
        });
        Month {
            period: *period,
            quantity: quantity.unwrap_or_default(),
            most: None,
        }
    };
    Ok(periods.iter().map(month).collect())
}

/// Whether the months are those of the calendar.
fn are_of_calendar(months: &[Month]) -> bool {
    months.iter().all(|month| month.period.start.day() == 1)
}

/// Months that begin within a month are named by their first day, else two would share a name.
fn steps(months: &[Month]) -> Steps {
    let starts = months.iter().map(|month| month.period.start).collect();
    if are_of_calendar(months) {
        Steps::Months(starts)
    } else {
        Steps::Weeks(starts)
    }
}

fn step_name(months: &[Month]) -> &'static str {
    if are_of_calendar(months) {
        "Month"
    } else {
        "Month from"
    }
}

fn bars(words: &Words, months: &[Month]) -> Bars {
    let limits: Vec<Option<Decimal>> = months.iter().map(|month| month.most).collect();
    let is_limited = limits.iter().any(Option::is_some);
    let same = limits.first().copied().flatten();
    let same = same.filter(|same| limits.iter().all(|most| *most == Some(*same)));
    let series = |name: &str, value: &dyn Fn(&Month) -> Decimal| Series {
        name: name.to_owned(),
        tone: None,
        values: months.iter().map(|month| Some(value(month))).collect(),
    };
    let within = |month: &Month| month.quantity.saturating_sub(month.over());
    Bars {
        step_name: step_name(months).to_owned(),
        steps: steps(months),
        format: words.format(),
        series: if is_limited {
            let beyond = series("Beyond the limit", &Month::over);
            vec![series("Within the limit", &within), beyond]
        } else {
            vec![series("Used", &|month| month.quantity)]
        },
        limit: same.map(|value| Limit {
            name: "Limit".to_owned(),
            value,
        }),
        total_name: is_limited.then(|| "Used".to_owned()),
    }
}

fn finding(ground: &Ground<'_>, words: &Words, months: &[Month]) -> String {
    let (running, whole): (Vec<&Month>, Vec<&Month>) = months
        .iter()
        .partition(|month| month.period.contains(ground.today));
    let so_far = running.first().map(|month| {
        let start = month.period.start;
        let month_name = if start.day() == 1 {
            words.month(start)
        } else {
            format!("Since {}", words.day(start))
        };
        format!("{month_name}: {} so far.", words.say(month.quantity))
    });
    let mut sentences: Vec<String> = so_far.into_iter().collect();
    let whole: Vec<&Month> = whole
        .into_iter()
        .filter(|month| !month.quantity.is_zero())
        .collect();
    let quantities = || whole.iter().map(|month| month.quantity);
    if let Some((least, most)) = quantities().min().zip(quantities().max()) {
        let count = whole.len();
        sentences.push(if count == 1 {
            format!("One whole month with use: {}.", words.say(most))
        } else {
            let (least, most) = (words.number(least), words.say(most));
            format!("{count} whole months with use: between {least} and {most}.")
        });
    }
    let beyond = whole.iter().filter(|month| !month.over().is_zero()).count();
    if whole.iter().any(|month| month.most.is_some()) {
        sentences.push(match beyond {
            all if all > 1 && all == whole.len() => "All of them went beyond the limit.".to_owned(),
            0 => "None of them went beyond the limit.".to_owned(),
            1 => "One of them went beyond the limit.".to_owned(),
            _ => format!("{beyond} of them went beyond the limit."),
        });
    }
    sentences.join(" ")
}
