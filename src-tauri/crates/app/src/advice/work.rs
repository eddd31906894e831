//! The customer's own work: requests that cost the business much, and load that comes all at once.

use billing::calendar::BillingPeriod;
use billing::money::{Money, Rounding};
use billing::usage::{Aggregation, Meter};
use chrono::{Days, Months, NaiveDate};
use insights::advice::{Advice, AiMonth, schedule_load, usage_optimization};
use insights::patterns::{HourTotal, heatmap};
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::meters::MeterKey;
use store::table::usage_events::COST_DECIMALS;
use store::usage::{Bucket, Reach, SeriesPoint};

use super::found::{Found, Gains, Prepared, row, row_of_use, why_held};
use super::offers::Offers;
use super::past::Past;
use crate::error::AppError;
use crate::usage::scale::decimal;

/// Key of the meter whose requests are judged by what they cost.
const AI_REQUESTS: &str = "ai_requests";
/// Calendar months of cost that are looked at.
const MONTHS: u32 = 3;
/// Weeks of load that are looked at.
const WEEKS: u64 = 8;
/// A tenth of the week holding more than this many percent is a peak.
const PEAK_PCT: Decimal = Decimal::from_parts(60, 0, 0, false, 0);
/// Fewer events or hours have no pattern.
const LEAST_EVENTS: i64 = 500;
const LEAST_HOURS: usize = 40;

/// What is asked about a customer: which meter, and until when.
pub(super) struct Asked<'a> {
    pub(super) tx: &'a ReadTx<'a>,
    pub(super) past: &'a Past<'a>,
    pub(super) offers: &'a Offers,
    /// Today in the customer's zone.
    pub(super) today: NaiveDate,
    pub(super) first_of_month: NaiveDate,
}

impl Asked<'_> {
    fn series(
        &self,
        key: MeterKey,
        bucket: Bucket,
        time: (NaiveDate, NaiveDate),
    ) -> Result<Vec<SeriesPoint>, AppError> {
        let reach = Reach::Customer(&self.past.sub.customer_id);
        Ok(self.tx.usage_events().series(key, reach, bucket, time)?)
    }

    /// Where a request costs the business more than it should. What the customer pays stays.
    pub(super) fn dear_requests(
        &self,
        (key, meter): (MeterKey, &Meter),
    ) -> Result<Option<Found>, AppError> {
        let from = self.first_of_month.checked_sub_months(Months::new(MONTHS));
        let Some(from) = from.filter(|_| meter.key == AI_REQUESTS) else {
            return Ok(None);
        };
        let points = self.series(key, Bucket::Month, (from, self.first_of_month))?;
        let currency = self.offers.currency;
        let months = points.iter().map(|point| {
            let cost = decimal(point.cost, COST_DECIMALS);
            Some(AiMonth {
                on: point.on,
                requests: quantity(meter, point),
                cost: Money::from_decimal(cost, currency, Rounding::HalfUp).ok()?,
            })
        });
        let months: Option<Vec<AiMonth>> = months.collect();
        let months = months.unwrap_or_default();
        Ok(usage_optimization(&months).map(|advice| dear(meter, &months, advice)))
    }

    /// Where most of the load comes in a few hours of the week.
    pub(super) fn peaks(
        &self,
        (key, meter): (MeterKey, &Meter),
    ) -> Result<Option<Found>, AppError> {
        if !matches!(meter.aggregation, Aggregation::Sum | Aggregation::Count) {
            return Ok(None);
        }
        let from = self.today.checked_sub_days(Days::new(WEEKS * 7));
        let from = from.unwrap_or(self.today);
        let points = self.series(key, Bucket::Hour, (from, self.today))?;
        let events = points.iter().map(|point| point.count).sum::<i64>();
        if points.len() < LEAST_HOURS || events < LEAST_EVENTS {
            return Ok(None);
        }
        let hours = points.iter().filter_map(|point| {
            Some(HourTotal {
                at: point.on.and_hms_opt(point.hour, 0, 0)?,
                quantity: quantity(meter, point),
            })
        });
        let hours: Vec<HourTotal> = hours.collect();
        let week = heatmap(&hours, from, self.today);
        let advice = schedule_load(&meter.name, &week, PEAK_PCT);
        Ok(advice.map(|advice| spread(meter, (from, self.today), events, advice)))
    }
}

fn quantity(meter: &Meter, point: &SeriesPoint) -> Decimal {
    match meter.aggregation {
        Aggregation::Count => point.count.into(),
        _ => decimal(point.sum, u32::from(meter.decimals)),
    }
}

fn dear(meter: &Meter, months: &[AiMonth], advice: Advice) -> Found {
    let rows = months.iter().zip(&advice.evidence).map(|(month, told)| {
        let end = month.on.checked_add_months(Months::new(1));
        let period = BillingPeriod {
            start: month.on,
            end: end.unwrap_or(month.on),
        };
        let mut row = row_of_use(period, None, month.requests, None);
        row.detail = format!("{}, {}", month.cost, told.then);
        row
    });
    Found {
        target: meter.key.clone(),
        rows: rows.collect(),
        money: Gains::Business,
        loses: Vec::new(),
        why: why_held(months.len()),
        change: tell("Look at what the requests are for"),
        meter: Some(meter.clone()),
        advice,
    }
}

fn spread(
    meter: &Meter,
    (start, end): (NaiveDate, NaiveDate),
    events: i64,
    advice: Advice,
) -> Found {
    let rows = advice.evidence.iter().map(|told| {
        let mut row = row(BillingPeriod { start, end }, None);
        row.detail = format!("{}: {} an hour, {}", told.label, told.now, told.then);
        row
    });
    Found {
        target: meter.key.clone(),
        rows: rows.collect(),
        money: Gains::Business,
        loses: Vec::new(),
        why: format!("It is the usual week of {WEEKS} weeks with {events} events."),
        change: tell("Look at the hours of the week"),
        meter: Some(meter.clone()),
        advice,
    }
}

fn tell(words: &str) -> Prepared {
    Prepared {
        words: words.to_owned(),
        change: None,
        when: "",
    }
}
