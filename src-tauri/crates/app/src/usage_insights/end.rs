//! The quantity that a running period will likely end with, and when it passes its limit.

use billing::calendar::BillingPeriod;
use billing::usage::Aggregation;
use charts::ForecastPoint;
use chrono::NaiveDate;
use insights::projection::{RunOut, run_out};
use rust_decimal::Decimal;

use super::ground::{Ground, Shape};
use super::rest::{LEARNED_FROM, Rest, more_today, progress, rest};
use crate::error::AppError;

/// Where a period will likely end.
pub(super) struct End {
    pub(super) point: ForecastPoint,
    pub(super) method: String,
}

/// Whether a meter counts as one that nobody uses: then nothing is to come either.
pub(super) fn is_idle(ground: &Ground<'_>, used: Decimal) -> Result<bool, AppError> {
    Ok(used.is_zero() && ground.history(LEARNED_FROM)?.values.is_empty())
}

/// The end of the period, or why it cannot be told.
pub(super) fn end(
    ground: &Ground<'_>,
    period: BillingPeriod,
    used: Decimal,
) -> Result<Result<End, String>, AppError> {
    if is_idle(ground, used)? {
        return Ok(Err(format!("No use in the last {LEARNED_FROM} days.")));
    }
    Ok(match rest(ground, period, used)? {
        Rest::Not(why) if why.is_empty() => {
            Err("The period ends today: what is used by now is what it comes to.".to_owned())
        }
        Rest::Not(why) => Err(why),
        Rest::Told { days, method } => {
            let points: Vec<ForecastPoint> = days.into_iter().map(|(_, point)| point).collect();
            let point = match ground.meter.aggregation {
                Aggregation::Weighted => averaged(ground, (period, used), &points),
                _ => points.last().copied(),
            };
            point
                .map(|point| End { point, method })
                .ok_or_else(|| "The period has no days left.".to_owned())
        }
    })
}

/// The average of the whole period: that of the days by now, and the levels of those to come.
fn averaged(
    ground: &Ground<'_>,
    (period, average): (BillingPeriod, Decimal),
    points: &[ForecastPoint],
) -> Option<ForecastPoint> {
    let all = Decimal::from(period.days());
    let over = ground.today.signed_duration_since(period.start).num_days();
    let by_now = average.checked_mul(Decimal::from(over.checked_add(1)?))?;
    let of = |level: fn(&ForecastPoint) -> Decimal| {
        let ahead = points.iter().map(level);
        let all_levels = ahead.fold(by_now, Decimal::saturating_add);
        let average = all_levels.checked_div(all)?;
        Some(average.round_sf(9).unwrap_or(average).normalize())
    };
    Some(ForecastPoint {
        mean: of(|point| point.mean)?,
        low_80: of(|point| point.low_80)?,
        high_80: of(|point| point.high_80)?,
        low_95: of(|point| point.low_95)?,
        high_95: of(|point| point.high_95)?,
    })
}

/// When the limit is passed; none where that cannot be told, or it is passed already.
pub(super) fn passes(
    ground: &Ground<'_>,
    period: BillingPeriod,
    (used, most): (Decimal, Option<Decimal>),
) -> Result<Option<RunOut>, AppError> {
    let Some(most) = most.filter(|most| used <= *most && ground.shape() == Shape::Flow) else {
        return Ok(None);
    };
    let progress = progress(ground, period)?;
    let more = more_today(&progress, used).unwrap_or_default();
    let told = run_out(&progress, most.saturating_sub(more)).ok();
    // Today's use is not in the days that it is told from: a day before now cannot be meant.
    let not_before = |on: Option<NaiveDate>| on.map(|on| on.max(ground.today));
    Ok(told.map(|told| RunOut {
        on: not_before(told.on),
        earliest_on: not_before(told.earliest_on),
        latest_on: not_before(told.latest_on),
        chance_pct: told.chance_pct,
    }))
}
