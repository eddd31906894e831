//! The periods of a subscription: always counted from its anchor, so that they do not drift.

use chrono::{Days, Months, NaiveDate};

use super::subscription::BillingTerms;
use crate::calendar::{BillingPeriod, CalendarError, Cycle, Interval, boundaries};
use crate::catalog::Recurrence;

/// A time that is billed, and the plan's own period that it is in: longer where it is a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Billable {
    pub span: BillingPeriod,
    pub whole: BillingPeriod,
}

/// From a day up to the next boundary.
pub(super) fn period_from(
    terms: &BillingTerms,
    from: NaiveDate,
) -> Result<Billable, CalendarError> {
    let whole = if from < terms.anchor {
        before_anchor(terms, from)?
    } else {
        since_anchor(terms, from)?
    };
    let span = BillingPeriod::try_new(from, whole.end)?;
    Ok(Billable { span, whole })
}

fn since_anchor(terms: &BillingTerms, from: NaiveDate) -> Result<BillingPeriod, CalendarError> {
    let out_of_range = CalendarError::OutOfRange { start: from };
    let days = from.signed_duration_since(terms.anchor).num_days();
    let most = most_days(terms.recurrence).ok_or(out_of_range.clone())?;
    let passed = days.checked_div(most).unwrap_or(0);
    let mut steps = u32::try_from(passed).map_err(|_| out_of_range.clone())?;
    let mut start = boundary(terms, steps)?;
    loop {
        steps = steps.checked_add(1).ok_or(out_of_range.clone())?;
        let end = boundary(terms, steps)?;
        if end > from {
            return BillingPeriod::try_new(start, end);
        }
        start = end;
    }
}

/// The boundary so many periods after the anchor: the end of one period of them all.
fn boundary(terms: &BillingTerms, steps: u32) -> Result<NaiveDate, CalendarError> {
    if steps == 0 {
        return Ok(terms.anchor);
    }
    let out_of_range = CalendarError::OutOfRange {
        start: terms.anchor,
    };
    let count = terms.recurrence.count.checked_mul(steps);
    let all = Cycle {
        count: count.ok_or(out_of_range.clone())?,
        ..Cycle::every(terms.recurrence.interval)
    };
    let bounds = boundaries(terms.anchor, all, 1)?;
    bounds.get(1).copied().ok_or(out_of_range)
}

/// The most days that a period of this length has.
fn most_days(recurrence: Recurrence) -> Option<i64> {
    let days: i64 = match recurrence.interval {
        Interval::Day => 1,
        Interval::Week => 7,
        Interval::Month => 31,
        Interval::Quarter => 92,
        Interval::Year => 366,
    };
    days.checked_mul(i64::from(recurrence.count.max(1)))
}

fn before_anchor(terms: &BillingTerms, from: NaiveDate) -> Result<BillingPeriod, CalendarError> {
    let mut end = terms.anchor;
    for steps in 1.. {
        let start = steps_back(terms, steps).ok_or(CalendarError::OutOfRange { start: from })?;
        if start <= from {
            return BillingPeriod::try_new(start, end);
        }
        end = start;
    }
    Err(CalendarError::OutOfRange { start: from })
}

fn steps_back(terms: &BillingTerms, steps: u32) -> Option<NaiveDate> {
    let count = terms.recurrence.count.max(1).checked_mul(steps)?;
    let months = |each: u32| Some(Months::new(count.checked_mul(each)?));
    match terms.recurrence.interval {
        Interval::Day => terms.anchor.checked_sub_days(Days::new(count.into())),
        Interval::Week => terms
            .anchor
            .checked_sub_days(Days::new(u64::from(count.checked_mul(7)?))),
        Interval::Month => terms.anchor.checked_sub_months(months(1)?),
        Interval::Quarter => terms.anchor.checked_sub_months(months(3)?),
        Interval::Year => terms.anchor.checked_sub_months(months(12)?),
    }
}

/// The day that periods count from when the first of them begins on `first`: that day, or the
/// first day of the calendar's next period where they are aligned.
pub(super) fn anchor_for(
    first: NaiveDate,
    recurrence: Recurrence,
    aligned: bool,
) -> Result<NaiveDate, CalendarError> {
    let cycle = Cycle {
        count: recurrence.count,
        ..Cycle::every(recurrence.interval)
    };
    let next = |aligned| {
        let bounds = boundaries(first, Cycle { aligned, ..cycle }, 1)?;
        let next = bounds.get(1).copied();
        next.ok_or(CalendarError::OutOfRange { start: first })
    };
    let of_calendar = next(true)?;
    // A day that already is a boundary of the calendar has a whole period before the next.
    if !aligned || next(false)? == of_calendar {
        return Ok(first);
    }
    Ok(of_calendar)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn terms(anchor: &str, interval: Interval, count: u32) -> BillingTerms {
        BillingTerms {
            currency: Currency::EUR,
            recurrence: Recurrence { interval, count },
            anchor: day(anchor),
            aligned: false,
            timezone: "UTC".into(),
            net_days: None,
            starts_when_paid: false,
        }
    }

    fn shown(terms: &BillingTerms, from: &str) -> String {
        let Billable { span, whole } = period_from(terms, day(from)).unwrap();
        format!(
            "{}..{} of {}..{}",
            span.start, span.end, whole.start, whole.end
        )
    }

    #[test]
    fn a_period_ends_at_the_next_boundary_from_the_anchor() {
        // anchor, interval, count, from -> span and the period that it is a part of
        let table = [
            (
                "2026-01-31",
                Interval::Month,
                1,
                "2026-02-28",
                "2026-02-28..2026-03-31 of 2026-02-28..2026-03-31",
            ),
            (
                "2026-01-31",
                Interval::Month,
                1,
                "2031-04-30",
                "2031-04-30..2031-05-31 of 2031-04-30..2031-05-31",
            ),
            (
                "2026-02-01",
                Interval::Month,
                1,
                "2026-01-15",
                "2026-01-15..2026-02-01 of 2026-01-01..2026-02-01",
            ),
            (
                "2026-04-01",
                Interval::Month,
                2,
                "2026-01-15",
                "2026-01-15..2026-02-01 of 2025-12-01..2026-02-01",
            ),
            (
                "2024-02-29",
                Interval::Year,
                1,
                "2026-03-05",
                "2026-03-05..2027-02-28 of 2026-02-28..2027-02-28",
            ),
            (
                "2026-11-20",
                Interval::Week,
                2,
                "2026-12-04",
                "2026-12-04..2026-12-18 of 2026-12-04..2026-12-18",
            ),
            (
                "2026-11-30",
                Interval::Quarter,
                1,
                "2027-02-28",
                "2027-02-28..2027-05-30 of 2027-02-28..2027-05-30",
            ),
        ];
        for (anchor, interval, count, from, expected) in table {
            assert_eq!(shown(&terms(anchor, interval, count), from), expected);
        }
    }

    #[test]
    fn aligned_periods_count_from_the_calendar() {
        let anchor = |first, interval| {
            let recurrence = Recurrence { interval, count: 1 };
            anchor_for(day(first), recurrence, true)
                .unwrap()
                .to_string()
        };
        assert_eq!(anchor("2026-01-15", Interval::Month), "2026-02-01");
        assert_eq!(anchor("2026-01-01", Interval::Month), "2026-01-01");
        assert_eq!(anchor("2026-02-15", Interval::Quarter), "2026-04-01");
        assert_eq!(anchor("2026-11-20", Interval::Week), "2026-11-23"); // a Monday
        assert_eq!(anchor("2026-11-20", Interval::Year), "2027-01-01");
    }
}
