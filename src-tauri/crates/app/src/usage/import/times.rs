//! Times as files write them: with a zone, as seconds or milliseconds, or by a pattern.

use billing::calendar::at_local_time;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

pub(super) const RFC3339: &str = "rfc3339";
pub(super) const UNIX_S: &str = "unix_s";
pub(super) const UNIX_MS: &str = "unix_ms";

/// What is tried, in this order; days come before months in the patterns with slashes.
const PATTERNS: [&str; 14] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y",
    "%Y/%m/%d %H:%M:%S",
];

/// How times are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TimeFormat {
    Rfc3339,
    UnixSeconds,
    UnixMilliseconds,
    Pattern(String, Tz),
}

impl TimeFormat {
    /// `tz` is that of patterns, which name none.
    pub(super) fn of(word: &str, tz: Tz) -> Self {
        match word {
            "" | RFC3339 => Self::Rfc3339,
            UNIX_S => Self::UnixSeconds,
            UNIX_MS => Self::UnixMilliseconds,
            pattern => Self::Pattern(pattern.to_owned(), tz),
        }
    }

    pub(super) fn read(&self, text: &str) -> Option<DateTime<Utc>> {
        match self {
            Self::Rfc3339 => {
                let read = DateTime::parse_from_rfc3339(text).ok()?;
                Some(read.with_timezone(&Utc))
            }
            Self::UnixSeconds => seconds(text),
            Self::UnixMilliseconds => DateTime::from_timestamp_millis(text.parse().ok()?),
            Self::Pattern(pattern, tz) => at_local_time(local(text, pattern)?, *tz),
        }
    }
}

/// With a fraction or without.
fn seconds(text: &str) -> Option<DateTime<Utc>> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = part.get(..part.len().min(9))?;
    let nanos: u32 = format!("{digits:0<9}").parse().ok()?;
    DateTime::from_timestamp(whole.parse().ok()?, nanos)
}

/// A day alone is its midnight.
fn local(text: &str, pattern: &str) -> Option<NaiveDateTime> {
    if pattern.contains("%H") || pattern.contains("%I") {
        return NaiveDateTime::parse_from_str(text, pattern).ok();
    }
    let on = NaiveDate::parse_from_str(text, pattern).ok()?;
    Some(on.and_time(NaiveTime::MIN))
}

/// The format that reads most of the samples; the earlier one where several do.
pub(super) fn guess(samples: &[&str]) -> String {
    let words = [RFC3339, UNIX_S, UNIX_MS].into_iter().chain(PATTERNS);
    let mut best = (RFC3339, 0);
    for word in words {
        let format = TimeFormat::of(word, Tz::UTC);
        let plausible = |at: &DateTime<Utc>| at.timestamp() > 0 && at.timestamp() < 20_000_000_000;
        let reads = |text: &&&str| format.read(text).filter(plausible).is_some();
        let read = samples.iter().filter(reads).count();
        if read > best.1 {
            best = (word, read);
        }
    }
    best.0.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_recognised_by_their_samples() {
        let table: [(&[&str], &str); 6] = [
            (&["2026-11-20T09:00:00Z"], "rfc3339"),
            (&["1795165200"], "unix_s"),
            (&["1795165200000"], "unix_ms"),
            (&["2026-11-20 09:00:00"], "%Y-%m-%d %H:%M:%S%.f"),
            (&["20.11.2026 09:00"], "%d.%m.%Y %H:%M"),
            // The 20th is no month: months come first here.
            (&["11/05/2026", "11/20/2026"], "%m/%d/%Y"),
        ];
        for (samples, format) in table {
            assert_eq!(guess(samples), format, "{samples:?}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_one_of_the_zone_that_is_said() {
        let format = TimeFormat::of("%d.%m.%Y %H:%M", Tz::Europe__Berlin);
        let at = format.read("20.11.2026 09:00").expect("it is read");
        // Berlin is an hour ahead in November.
        assert_eq!(at.to_rfc3339(), "2026-11-20T08:00:00+00:00");
        let half = TimeFormat::UnixSeconds.read("1.5").expect("it is read");
        assert_eq!(half.timestamp_millis(), 1500);
    }
}
