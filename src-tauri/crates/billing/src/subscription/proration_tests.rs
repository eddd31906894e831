//! Parts of periods by each convention, counted by hand on a calendar.

use chrono::NaiveDate;
use chrono_tz::Europe::Berlin;

use super::proration::{Moment, ProratedPeriod, ProrationConvention, ProrationError, fraction};
use crate::calendar::BillingPeriod;

fn moment(text: &str) -> Moment {
    text.parse()
        .map(Moment::Day)
        .unwrap_or_else(|_| Moment::At(text.parse().unwrap()))
}

fn part(convention: ProrationConvention, [start, end, from, to]: [&str; 4]) -> String {
    let period = ProratedPeriod::try_new(moment(start), moment(end), convention, Berlin);
    period
        .unwrap()
        .part(moment(from), moment(to))
        .unwrap()
        .to_string()
}

#[test]
fn days_are_counted_half_open_over_the_plans_own_period() {
    let day = ProrationConvention::Day;
    let table = [
        (
            ["2026-01-01", "2026-02-01", "2026-01-15", "2026-02-01"],
            "17/31",
        ),
        (
            ["2026-02-01", "2026-03-01", "2026-02-01", "2026-02-15"],
            "14/28",
        ),
        (
            ["2024-02-01", "2024-03-01", "2024-02-29", "2024-03-01"],
            "1/29",
        ),
        (
            ["2026-01-31", "2026-02-28", "2026-02-10", "2026-02-28"],
            "18/28",
        ),
        (
            ["2026-01-01", "2027-01-01", "2026-07-01", "2027-01-01"],
            "184/365",
        ),
        (
            ["2026-01-01", "2026-02-01", "2026-01-01", "2026-02-01"],
            "31/31",
        ),
        (
            ["2026-01-01", "2026-02-01", "2026-01-10", "2026-01-10"],
            "0/31",
        ),
        // 23:30 UTC on 14 January is the 15th in Berlin
        (
            [
                "2026-01-01",
                "2026-02-01",
                "2026-01-14T23:30:00Z",
                "2026-02-01",
            ],
            "17/31",
        ),
    ];
    for (days, expected) in table {
        assert_eq!(part(day, days), expected, "{days:?}");
    }
}

#[test]
fn seconds_are_those_of_the_zone() {
    let second = ProrationConvention::Second;
    // March 2026 in Berlin loses an hour on the 29th: 31 x 86 400 - 3 600 = 2 674 800;
    // the 29th to the 31st have 3 x 86 400 - 3 600 = 255 600
    let march = ["2026-03-01", "2026-04-01", "2026-03-29", "2026-04-01"];
    assert_eq!(part(second, march), "255600/2674800");
    // October 2026 wins one on the 25th: 31 x 86 400 + 3 600 = 2 682 000
    let october = ["2026-10-01", "2026-11-01", "2026-10-01", "2026-10-26"];
    assert_eq!(part(second, october), "2163600/2682000"); // 25 x 86 400 + 3 600
    let instants = [
        "2026-01-01T00:00:00Z",
        "2026-02-01T00:00:00Z",
        "2026-01-16T12:00:00Z",
        "2026-02-01T00:00:00Z",
    ];
    assert_eq!(part(second, instants), "1339200/2678400"); // half of 31 days
}

#[test]
fn the_day_of_a_change_may_count_as_used() {
    let inclusive = ProrationConvention::DayInclusive;
    let (start, end) = ("2026-01-01", "2026-02-01");
    assert_eq!(part(inclusive, [start, end, start, "2026-01-16"]), "16/31");
    assert_eq!(part(inclusive, [start, end, "2026-01-16", end]), "15/31");
    assert_eq!(part(inclusive, [start, end, start, end]), "31/31");
    assert_eq!(part(inclusive, [start, end, start, "2026-01-31"]), "31/31");
    let period = ProratedPeriod::try_new(moment(start), moment(end), inclusive, Berlin);
    let period = period.unwrap();
    // a change on the first day leaves all but that day
    assert_eq!(period.left(moment(start)).unwrap().to_string(), "30/31");
    assert_eq!(period.left(moment(end)).unwrap().to_string(), "0/31");
}

#[test]
fn each_month_may_have_thirty_days() {
    let thirty = ProrationConvention::ThirtyDayMonth;
    let table = [
        (
            ["2026-01-01", "2026-02-01", "2026-01-16", "2026-02-01"],
            "15/30",
        ),
        (
            ["2026-01-01", "2026-02-01", "2026-01-31", "2026-02-01"],
            "0/30",
        ), // 30 are used
        (
            ["2026-02-01", "2026-03-01", "2026-02-15", "2026-03-01"],
            "16/30",
        ), // 14 are used
        (
            ["2026-02-01", "2026-03-01", "2026-02-28", "2026-03-01"],
            "3/30",
        ),
        // from the 15th: 20 February is day 36 of 30 + 30, 10 March 30 + 23
        (
            ["2026-01-15", "2026-03-15", "2026-01-15", "2026-02-20"],
            "35/60",
        ),
        (
            ["2026-01-15", "2026-03-15", "2026-03-10", "2026-03-15"],
            "7/60",
        ),
        (
            ["2026-01-01", "2027-01-01", "2026-07-01", "2027-01-01"],
            "180/360",
        ),
        // month ends: the anchor is the 31st, so this is one month
        (
            ["2026-02-28", "2026-03-31", "2026-02-28", "2026-03-31"],
            "30/30",
        ),
        (
            ["2026-01-31", "2026-02-28", "2026-02-10", "2026-02-28"],
            "20/30",
        ),
        (
            ["2026-01-31", "2026-04-30", "2026-02-28", "2026-04-30"],
            "60/90",
        ),
    ];
    for (days, expected) in table {
        assert_eq!(part(thirty, days), expected, "{days:?}");
    }
}

#[test]
fn thirty_e_360_takes_the_31st_for_the_30th() {
    let convention = ProrationConvention::Thirty360;
    let table = [
        (
            ["2026-01-01", "2026-02-01", "2026-01-16", "2026-02-01"],
            "15/30",
        ),
        (
            ["2026-01-01", "2026-02-01", "2026-01-31", "2026-02-01"],
            "1/30",
        ),
        (
            ["2026-02-01", "2026-03-01", "2026-02-15", "2026-03-01"],
            "16/30",
        ),
        (
            ["2026-01-31", "2026-02-28", "2026-01-31", "2026-02-28"],
            "28/28",
        ), // 58 - 30
        (
            ["2026-01-01", "2027-01-01", "2026-08-31", "2027-01-01"],
            "121/360",
        ), // 360 - 239
    ];
    for (days, expected) in table {
        assert_eq!(part(convention, days), expected, "{days:?}");
    }
}

#[test]
fn what_is_outside_or_backwards_or_empty_is_refused() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let january = BillingPeriod::try_new(day("2026-01-01"), day("2026-02-01")).unwrap();
    let of = |period, from: &str, to: &str| {
        fraction(period, day(from), day(to), ProrationConvention::Day, Berlin)
    };
    let outside = of(january, "2025-12-31", "2026-01-02").unwrap_err();
    assert!(matches!(outside, ProrationError::OutsidePeriod { .. }));
    assert!(of(january, "2026-01-02", "2026-02-02").is_err());
    let backwards = of(january, "2026-01-03", "2026-01-02").unwrap_err();
    assert!(matches!(backwards, ProrationError::EndBeforeStart { .. }));
    let start = january.start;
    let empty = BillingPeriod { start, end: start };
    let none = of(empty, "2026-01-01", "2026-01-01").unwrap_err();
    assert!(matches!(none, ProrationError::EmptyPeriod { .. }));
    // the far end of the calendar is an answer or an error, never a panic
    for convention in [
        ProrationConvention::Second,
        ProrationConvention::ThirtyDayMonth,
    ] {
        let far = BillingPeriod {
            start: NaiveDate::MIN,
            end: NaiveDate::MAX,
        };
        let _ = fraction(far, far.start, far.end, convention, Berlin);
    }
}
