//! Time zones: which day an instant falls on somewhere, and which instant a local time is.

use chrono::offset::LocalResult;
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::period::CalendarError;

/// Longer than any zone is from UTC, and shorter than any two changes of a zone are apart.
const BEFORE_ANY_CHANGE: Duration = Duration::hours(26);

/// The zone with this IANA name.
///
/// # Errors
/// [`CalendarError::UnknownTimezone`].
pub fn parse_timezone(name: &str) -> Result<Tz, CalendarError> {
    name.parse().map_err(|_| CalendarError::UnknownTimezone {
        name: name.to_owned(),
    })
}

/// The day that an instant falls on in a zone.
#[must_use]
pub fn local_date(at: DateTime<Utc>, tz: Tz) -> NaiveDate {
    at.with_timezone(&tz).date_naive()
}

/// The instant of a local time. A time that the clocks skip is taken as late as they were put
/// forward (02:30 becomes 03:30); of a time that comes twice, the first is meant.
#[must_use]
pub fn at_local_time(local: NaiveDateTime, tz: Tz) -> Option<DateTime<Utc>> {
    match tz.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.with_timezone(&Utc)),
        LocalResult::None => {
            let before = local.checked_sub_signed(BEFORE_ANY_CHANGE)?;
            let offset = tz.offset_from_utc_datetime(&before).fix();
            Some(local.checked_sub_offset(offset)?.and_utc())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(local: &str, zone: &str) -> String {
        let tz = parse_timezone(zone).unwrap();
        at_local_time(local.parse().unwrap(), tz)
            .unwrap()
            .to_rfc3339()
    }

    #[test]
    fn a_skipped_time_moves_by_the_gap_and_a_repeated_one_is_the_first() {
        // Berlin 2026: 29 March 02:00 to 03:00 is skipped (+1 before, +2 after)
        assert_eq!(
            instant("2026-03-29T02:30:00", "Europe/Berlin"),
            "2026-03-29T01:30:00+00:00"
        );
        // 25 October 02:00 to 03:00 comes twice; the first is at +2
        assert_eq!(
            instant("2026-10-25T02:30:00", "Europe/Berlin"),
            "2026-10-25T00:30:00+00:00"
        );
        // Lord Howe goes forward by half an hour on 4 October 2026 at 02:00 (+10:30 to +11)
        let howe = instant("2026-10-04T02:15:00", "Australia/Lord_Howe");
        assert_eq!(howe, "2026-10-03T15:45:00+00:00");
        // Samoa skipped the whole of 30 December 2011 (-10 to +14)
        assert_eq!(
            instant("2011-12-30T12:00:00", "Pacific/Apia"),
            "2011-12-30T22:00:00+00:00"
        );
    }

    #[test]
    fn an_instant_is_on_the_day_of_its_zone() {
        let at = "2026-12-31T23:30:00Z".parse().unwrap();
        let on = |zone| local_date(at, parse_timezone(zone).unwrap()).to_string();
        assert_eq!(on("Europe/Berlin"), "2027-01-01");
        assert_eq!(on("America/New_York"), "2026-12-31");
    }

    #[test]
    fn a_zone_has_an_iana_name() {
        assert!(parse_timezone("Europe/Berlin").is_ok());
        assert!(parse_timezone("Middle/Earth").is_err());
    }
}
