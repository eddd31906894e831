//! What is left of a limit that is enforced, event by event of a batch.

use std::collections::BTreeSet;

use billing::calendar::parse_timezone;
use billing::subscription::Subscription;
use billing::usage::{Aggregation, LimitPolicy, Meter, UsageSpan, allowance};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::meters::MeterKey;
use store::table::usage_events::NewUsage;

use super::counts::Counts;
use super::reading::carried;
use super::scale::decimal;
use super::standing::Subscribed;
use crate::error::AppError;

pub(super) struct Room {
    pub(super) sub: Subscription,
    pub(super) most: Decimal,
    pub(super) used: Decimal,
    decimals: u8,
    how: How,
}

/// How an event changes what is used.
enum How {
    Adds,
    CountsOne,
    Sets,
    /// Only a value that was not seen yet.
    CountsNew(BTreeSet<String>),
    /// A level, as far as it then holds on to the period's end.
    Averages(Level),
}

struct Level {
    now: Decimal,
    since: DateTime<Utc>,
    span: UsageSpan,
}

impl Room {
    /// None where the limit is not enforced.
    pub(super) fn of(
        tx: &ReadTx<'_>,
        subscribed: &Subscribed,
        sub: &Subscription,
        (key, meter): (MeterKey, &Meter),
    ) -> Result<Option<Self>, AppError> {
        let allowed = allowance(sub, &subscribed.book, meter);
        // Most limits are not: what is used of them need not be read.
        let is_hard = allowed.is_some_and(|one| one.policy == LimitPolicy::Hard);
        if !is_hard {
            return Ok(None);
        }
        let standing = subscribed.standing(tx, sub, meter)?;
        let Some(state) = standing.map(|standing| standing.state) else {
            return Ok(None);
        };
        let Some(most) = state.most else {
            return Ok(None);
        };
        let counts = Counts::new(tx, sub, &subscribed.book);
        let (mut used, mut how) = (state.used, How::Adds);
        match meter.aggregation {
            Aggregation::Sum => {}
            Aggregation::Count => how = How::CountsOne,
            Aggregation::Max | Aggregation::Last => how = How::Sets,
            Aggregation::UniqueCount => {
                how = How::CountsNew(seen(tx, &counts, sub, (key, meter))?);
            }
            Aggregation::Weighted => {
                used = counts.read(&meter.key, sub.period)?;
                how = How::Averages(level(tx, &counts, sub, (key, meter))?);
            }
        }
        Ok(Some(Self {
            sub: sub.clone(),
            most,
            used,
            decimals: meter.decimals,
            how,
        }))
    }

    /// What would be used with an event.
    pub(super) fn after(&self, event: &NewUsage) -> Decimal {
        let quantity = decimal(event.quantity, u32::from(self.decimals));
        match &self.how {
            How::Adds => self.used.saturating_add(quantity),
            How::CountsOne => self.used.saturating_add(Decimal::ONE),
            How::Sets => quantity,
            How::CountsNew(seen) if seen.contains(&event.value) => self.used,
            How::CountsNew(_) => self.used.saturating_add(Decimal::ONE),
            // One that came late was followed by others: it holds for a while only.
            How::Averages(level) if event.at < level.since => self.used,
            How::Averages(level) => {
                let rest = level.share_from(event.at);
                let more = quantity.saturating_sub(level.now).checked_mul(rest);
                self.used.saturating_add(more.unwrap_or_default())
            }
        }
    }

    /// Counts an event that came in.
    pub(super) fn take(&mut self, event: &NewUsage) {
        let after = self.after(event);
        match &mut self.how {
            How::CountsNew(seen) => {
                seen.insert(event.value.clone());
                self.used = after;
            }
            How::Averages(level) if event.at < level.since => {}
            How::Averages(level) => {
                level.now = decimal(event.quantity, u32::from(self.decimals));
                level.since = event.at;
                self.used = after;
            }
            How::Adds | How::CountsOne | How::Sets => self.used = after.max(self.used),
        }
    }
}

impl Level {
    /// The part of the period from an instant on.
    fn share_from(&self, at: DateTime<Utc>) -> Decimal {
        let rest = UsageSpan {
            start: at.clamp(self.span.start, self.span.end),
            end: self.span.end,
        };
        let (rest, all) = (rest.seconds(), self.span.seconds());
        let share = rest.ok().zip(all.ok());
        let share = share.and_then(|(rest, all)| rest.checked_div(all));
        share.unwrap_or_default()
    }
}

/// The values that the period has by now, with those that it began with.
fn seen(
    tx: &ReadTx<'_>,
    counts: &Counts<'_>,
    sub: &Subscription,
    (key, meter): (MeterKey, &Meter),
) -> Result<BTreeSet<String>, AppError> {
    let mut values = BTreeSet::new();
    for (at, (reach, part)) in counts.parts(&meter.key, sub.period)?.iter().enumerate() {
        if at == 0 {
            values.extend(carried(tx, (key, meter), *reach, part.start)?.values);
        }
        let of_part = (part.start, part.end);
        values.extend(tx.usage_events().values(key, *reach, of_part)?);
    }
    Ok(values)
}

/// The level that holds now.
fn level(
    tx: &ReadTx<'_>,
    counts: &Counts<'_>,
    sub: &Subscription,
    (key, meter): (MeterKey, &Meter),
) -> Result<Level, AppError> {
    let span = UsageSpan::of_days(sub.period, parse_timezone(&sub.terms.timezone)?)?;
    let mut level = Level {
        now: Decimal::ZERO,
        since: span.start,
        span,
    };
    for (at, (reach, part)) in counts.parts(&meter.key, sub.period)?.iter().enumerate() {
        if at == 0 {
            let carried = carried(tx, (key, meter), *reach, part.start)?;
            level.now = carried.level.unwrap_or_default();
        }
        let days = tx
            .usage_events()
            .days(key, *reach, (part.start, part.end))?;
        if let Some(day) = days.last() {
            level.now = decimal(day.last, u32::from(meter.decimals));
            level.since = day.last_at;
        }
    }
    Ok(level)
}
