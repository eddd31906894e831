//! Numbering: how a document's number is written. That a series has no gap is the store's to hold.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A pattern such as `INV-{YYYY}-{0000}`: the fiscal year in four or two digits (`{YYYY}`,
/// `{YY}`), and the counter with at least as many digits as there are zeros.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NumberPattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Part {
    Text(String),
    Year,
    ShortYear,
    Counter(usize),
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberPatternError {
    /// There is no counter, so that every number would be the same.
    #[error("\"{pattern}\" has no counter; add one such as {{0000}}")]
    CounterMissing {
        /// The pattern that was given.
        pattern: String,
    },
    /// There is more than one counter.
    #[error("\"{pattern}\" has two counters; keep one of them")]
    CounterTwice {
        /// The pattern that was given.
        pattern: String,
    },
    /// A brace is not closed, or holds something unknown.
    #[error("\"{part}\" in \"{pattern}\" is unknown; use {{YYYY}}, {{YY}} or zeros like {{0000}}")]
    UnknownPart {
        /// The pattern that was given.
        pattern: String,
        /// The part of it that is unknown.
        part: String,
    },
    /// The pattern is longer than documents have room for, or has characters that no line has.
    #[error("\"{pattern}\" cannot be printed on one line; use at most 40 plain characters")]
    NotPrintable {
        /// The pattern that was given.
        pattern: String,
    },
}

impl NumberPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// [`NumberPatternError`] where it has not exactly one counter, or an unknown part.
    pub fn try_new(pattern: &str) -> Result<Self, NumberPatternError> {
        let owned = || pattern.to_owned();
        if pattern.chars().count() > 40 || pattern.chars().any(char::is_control) {
            return Err(NumberPatternError::NotPrintable { pattern: owned() });
        }
        let parts = parts_of(pattern)?;
        match parts
            .iter()
            .filter(|part| matches!(part, Part::Counter(_)))
            .count()
        {
            0 => Err(NumberPatternError::CounterMissing { pattern: owned() }),
            1 => Ok(Self { parts }),
            _ => Err(NumberPatternError::CounterTwice { pattern: owned() }),
        }
    }

    /// `INV-{YYYY}-{0000}`, what invoices start with.
    #[must_use]
    pub fn for_invoices() -> Self {
        Self::with_prefix("INV-")
    }

    /// `CN-{YYYY}-{0000}`, what credit notes start with.
    #[must_use]
    pub fn for_credit_notes() -> Self {
        Self::with_prefix("CN-")
    }

    fn with_prefix(prefix: &str) -> Self {
        let text = |text: &str| Part::Text(text.to_owned());
        Self {
            parts: vec![text(prefix), Part::Year, text("-"), Part::Counter(4)],
        }
    }

    /// The `n`th number of a fiscal year's series. A counter that outgrows its zeros gets longer.
    #[must_use]
    pub fn render(&self, fiscal_year: i32, n: u64) -> String {
        let written = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Year => format!("{fiscal_year:04}"),
            Part::ShortYear => format!("{:02}", fiscal_year.rem_euclid(100)),
            Part::Counter(width) => format!("{n:0width$}"),
        };
        self.parts.iter().map(written).collect()
    }

    /// Whether the series starts anew each fiscal year: only where the year is in the number, for
    /// otherwise numbers would repeat.
    #[must_use]
    pub fn restarts_each_year(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Year | Part::ShortYear))
    }
}

fn parts_of(pattern: &str) -> Result<Vec<Part>, NumberPatternError> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some((text, after)) = rest.split_once('{') {
        let unknown = |part: &str| NumberPatternError::UnknownPart {
            pattern: pattern.to_owned(),
            part: part.to_owned(),
        };
        let (name, remaining) = after.split_once('}').ok_or_else(|| unknown(after))?;
        if !text.is_empty() {
            parts.push(Part::Text(text.to_owned()));
        }
        parts.push(placeholder(name).ok_or_else(|| unknown(name))?);
        rest = remaining;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    Ok(parts)
}

fn placeholder(name: &str) -> Option<Part> {
    match name {
        "YYYY" => Some(Part::Year),
        "YY" => Some(Part::ShortYear),
        zeros if (1..=12).contains(&zeros.len()) && zeros.bytes().all(|b| b == b'0') => {
            Some(Part::Counter(zeros.len()))
        }
        _ => None,
    }
}

impl fmt::Display for NumberPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Year => f.write_str("{YYYY}"),
            Part::ShortYear => f.write_str("{YY}"),
            Part::Counter(width) => write!(f, "{{{}}}", "0".repeat(*width)),
        })
    }
}

impl TryFrom<String> for NumberPattern {
    type Error = NumberPatternError;
    fn try_from(pattern: String) -> Result<Self, NumberPatternError> {
        Self::try_new(&pattern)
    }
}

impl From<NumberPattern> for String {
    fn from(pattern: NumberPattern) -> Self {
        pattern.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_fiscal_year_and_a_counter_that_may_outgrow_its_zeros() {
        let table = [
            ("INV-{YYYY}-{0000}", 2026, 7, "INV-2026-0007"),
            ("{YY}/{00}", 2026, 7, "26/07"),
            ("R{0}", 2026, 12, "R12"),
            ("{YY}{000}", 2009, 1234, "091234"),
        ];
        for (pattern, year, n, number) in table {
            assert_eq!(
                NumberPattern::try_new(pattern).unwrap().render(year, n),
                number
            );
        }
    }

    #[test]
    fn a_pattern_is_written_as_it_was_read() {
        for pattern in ["INV-{YYYY}-{0000}", "{0}", "A{YY}B{000}C"] {
            assert_eq!(
                NumberPattern::try_new(pattern).unwrap().to_string(),
                pattern
            );
        }
        assert_eq!(
            NumberPattern::for_invoices().to_string(),
            "INV-{YYYY}-{0000}"
        );
    }

    #[test]
    fn a_series_restarts_only_where_the_year_tells_its_numbers_apart() {
        assert!(NumberPattern::for_credit_notes().restarts_each_year());
        assert!(
            !NumberPattern::try_new("INV-{00000}")
                .unwrap()
                .restarts_each_year()
        );
    }

    #[test]
    fn exactly_one_counter_and_nothing_unknown() {
        use NumberPatternError::*;
        let refused = |pattern| NumberPattern::try_new(pattern).unwrap_err();
        assert!(matches!(refused("INV"), CounterMissing { .. }));
        assert!(matches!(refused("{0}{0}"), CounterTwice { .. }));
        assert!(matches!(refused("{MM}{0}"), UnknownPart { .. }));
        assert!(matches!(refused("{0"), UnknownPart { .. }));
        assert!(matches!(refused("A\n{0}"), NotPrintable { .. }));
    }
}
