//! A meter day by day: what each day counted, and what its period had come to by then.

use std::collections::BTreeMap;

use billing::calendar::BillingPeriod;
use billing::usage::{Aggregation, Bucket, Carried, UsageSpan, reading};
use chrono::{Days, NaiveDate};
use insights::patterns::Daily;
use rust_decimal::Decimal;
use store::usage::{Bucket as Fineness, Reach};

use super::ground::{Ground, Shape};
use crate::error::AppError;
use crate::usage::reading::{bucket, carried};
use crate::usage::scale::decimal;

impl Ground<'_> {
    /// The buckets of the days of a time, those of one day together.
    fn buckets(
        &self,
        parts: &[(Reach<'_>, BillingPeriod)],
    ) -> Result<BTreeMap<NaiveDate, Bucket>, AppError> {
        let decimals = u32::from(self.meter.decimals);
        let mut by_day: BTreeMap<NaiveDate, Bucket> = BTreeMap::new();
        for (reach, part) in parts {
            let days = self
                .tx
                .usage_events()
                .days(self.key, *reach, (part.start, part.end))?;
            for day in &days {
                let there = by_day.entry(day.on).or_default();
                *there = std::mem::take(there).merge(&bucket(day, decimals))?;
            }
        }
        Ok(by_day)
    }

    /// What a period had come to by the end of each day until `through`, by the rule that bills it.
    pub(super) fn running(
        &self,
        period: BillingPeriod,
        through: NaiveDate,
    ) -> Result<Vec<Decimal>, AppError> {
        let counts = self.counts();
        let parts = self.parts(counts.as_ref(), period)?;
        if self.shape() == Shape::Distinct {
            return self.running_values(&parts, (period.start, through));
        }
        let by_day = self.buckets(&parts)?;
        let reach = parts
            .first()
            .map_or_else(|| self.reach(), |(reach, _)| *reach);
        let before = carried(self.tx, (self.key, &self.meter), reach, period.start)?;
        let mut so_far = Bucket::default();
        let mut running = Vec::new();
        for day in period.start.iter_days().take_while(|day| *day <= through) {
            if let Some(bucket) = by_day.get(&day) {
                so_far = so_far.merge(bucket)?;
            }
            running.push(self.quantity(&before, &so_far, (period.start, day))?);
        }
        Ok(running)
    }

    fn quantity(
        &self,
        before: &Carried,
        so_far: &Bucket,
        (start, day): (NaiveDate, NaiveDate),
    ) -> Result<Decimal, AppError> {
        let end = day.checked_add_days(Days::new(1)).unwrap_or(day);
        let span = UsageSpan::of_days(BillingPeriod { start, end }, self.tz)?;
        let meter = &self.meter;
        let read = reading(meter.aggregation, meter.rounding, before, [so_far], span)?;
        Ok(read.quantity)
    }

    /// How many different values had come by the end of each day.
    fn running_values(
        &self,
        parts: &[(Reach<'_>, BillingPeriod)],
        (start, through): (NaiveDate, NaiveDate),
    ) -> Result<Vec<Decimal>, AppError> {
        let usage = self.tx.usage_events();
        let mut first_days: BTreeMap<i64, NaiveDate> = BTreeMap::new();
        for (at, (reach, part)) in parts.iter().enumerate() {
            let carries = at == 0 && self.meter.carries();
            let from = if carries { NaiveDate::MIN } else { part.start };
            for (value, on) in usage.first_days(self.key, *reach, (from, part.end))? {
                let first = first_days.entry(value).or_insert(on);
                *first = on.min(*first);
            }
        }
        let mut new: BTreeMap<NaiveDate, u64> = BTreeMap::new();
        for on in first_days.into_values() {
            *new.entry(on.max(start)).or_default() += 1;
        }
        let mut so_far = 0;
        let days = start.iter_days().take_while(|day| *day <= through);
        let by_day = days.map(|day| {
            so_far += new.get(&day).copied().unwrap_or_default();
            Decimal::from(so_far)
        });
        Ok(by_day.collect())
    }

    /// What each day of a time counted, days of nothing included. A level stays as it was set.
    pub(super) fn each_day(&self, period: BillingPeriod) -> Result<Vec<Decimal>, AppError> {
        if self.shape() == Shape::Level {
            return self.running_level(period);
        }
        let counts = self.counts();
        let mut by_day: BTreeMap<NaiveDate, Decimal> = BTreeMap::new();
        for (reach, part) in self.parts(counts.as_ref(), period)? {
            let usage = self.tx.usage_events();
            let days = (part.start, part.end);
            for point in usage.series(self.key, reach, Fineness::Day, days)? {
                let decimals = u32::from(self.meter.decimals);
                let counted = match self.meter.aggregation {
                    Aggregation::Count => point.count.into(),
                    Aggregation::UniqueCount => point.uniques.into(),
                    Aggregation::Max => decimal(point.max, decimals),
                    _ => decimal(point.sum, decimals),
                };
                by_day.insert(point.on, counted);
            }
        }
        let days = period.start.iter_days().take_while(|day| *day < period.end);
        Ok(days
            .map(|day| by_day.get(&day).copied().unwrap_or_default().normalize())
            .collect())
    }

    /// The level at the end of each day, averages aside.
    fn running_level(&self, period: BillingPeriod) -> Result<Vec<Decimal>, AppError> {
        let counts = self.counts();
        let parts = self.parts(counts.as_ref(), period)?;
        let by_day = self.buckets(&parts)?;
        let reach = parts
            .first()
            .map_or_else(|| self.reach(), |(reach, _)| *reach);
        let before = carried(self.tx, (self.key, &self.meter), reach, period.start)?;
        let mut level = before.level.unwrap_or_default();
        let days = period.start.iter_days().take_while(|day| *day < period.end);
        let by_day = days.map(|day| {
            if let Some(bucket) = by_day.get(&day) {
                level = match self.meter.aggregation {
                    Aggregation::Sum => level.saturating_add(bucket.sum),
                    Aggregation::Count => level.saturating_add(bucket.count.into()),
                    _ => bucket.last.map_or(level, |last| last.quantity),
                };
            }
            level.normalize()
        });
        Ok(by_day.collect())
    }

    /// Whole days up to yesterday, at most so many, from the first day with use on.
    pub(super) fn history(&self, most: u64) -> Result<Daily, AppError> {
        let start = self.today.checked_sub_days(Days::new(most));
        let period = BillingPeriod {
            start: start.unwrap_or(self.today),
            end: self.today,
        };
        let mut values = self.each_day(period)?;
        let nothing = values.iter().take_while(|value| value.is_zero()).count();
        values.drain(..nothing);
        let days = Days::new(u64::try_from(nothing).unwrap_or_default());
        let first_on = period.start.checked_add_days(days).unwrap_or(self.today);
        Ok(Daily { first_on, values })
    }
}
