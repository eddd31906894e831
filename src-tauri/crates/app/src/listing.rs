//! Reads what lists are asked for: windows, days, filters; and says what a list cannot do.

use billing::money::Currency;
use chrono::NaiveDate;

use crate::dto::lists::{Filter, FilterOp, Sort};
use crate::error::AppError;

const STANDARD_LIMIT: u32 = 100;
/// More rows in one answer would only stall a screen.
const MOST_ROWS: u32 = 10_000;

/// Offset and limit of a window.
pub(crate) fn window(offset: u32, limit: u32) -> (u32, u32) {
    let limit = if limit == 0 {
        STANDARD_LIMIT
    } else {
        limit.min(MOST_ROWS)
    };
    (offset, limit)
}

/// A count as the wire has it.
pub(crate) fn count(rows: i64) -> u32 {
    u32::try_from(rows.max(0)).unwrap_or(u32::MAX)
}

/// A day written as YYYY-MM-DD.
pub(crate) fn day(text: &str, field: &str) -> Result<NaiveDate, AppError> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| {
        AppError::new(
            "date_malformed",
            format!("\"{text}\" is not a day; nothing was changed."),
            "Write it like 2026-01-31.",
        )
        .at(field)
    })
}

/// A text that has to say something.
pub(crate) fn required(text: &str, field: &str) -> Result<String, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AppError::new(
            "field_empty",
            format!("The field {field} is empty; nothing was changed."),
            "Fill it in and try again.",
        )
        .at(field));
    }
    Ok(text.to_owned())
}

fn path(at: usize) -> String {
    format!("filters.{at}")
}

/// The error for a column or comparison that a list does not have.
pub(crate) fn unsupported_filter(at: usize, filter: &Filter) -> AppError {
    AppError::new(
        "filter_not_supported",
        format!(
            "This list cannot be filtered by {} in that way.",
            filter.column
        ),
        "Remove the filter, or choose another comparison.",
    )
    .at(path(at))
}

/// The error for a column that a list cannot be sorted by.
pub(crate) fn unsupported_sort(at: usize, sort: &Sort) -> AppError {
    AppError::new(
        "sort_not_supported",
        format!("This list cannot be sorted by {}.", sort.column),
        "Sort by another column.",
    )
    .at(format!("sort.{at}"))
}

/// The filter's one value.
pub(crate) fn one(at: usize, filter: &Filter) -> Result<&str, AppError> {
    match filter.values.as_slice() {
        [value] => Ok(value),
        _ => Err(wrong_values(at, filter)),
    }
}

fn wrong_values(at: usize, filter: &Filter) -> AppError {
    AppError::new(
        "filter_values_wrong",
        format!(
            "The filter on {} has too many or too few values.",
            filter.column
        ),
        "Give one value, or two for a range.",
    )
    .at(path(at))
}

/// The ends of a range, both included, however the filter compares.
pub(crate) fn range<T: Copy>(
    at: usize,
    filter: &Filter,
    parse: impl Fn(&str) -> Result<T, AppError>,
) -> Result<(Option<T>, Option<T>), AppError> {
    let read = |text: &str| parse(text).map_err(|error| error.at(path(at)));
    match filter.op {
        FilterOp::Is => one(at, filter)
            .and_then(read)
            .map(|value| (Some(value), Some(value))),
        FilterOp::AtLeast => Ok((Some(one(at, filter).and_then(read)?), None)),
        FilterOp::AtMost => Ok((None, Some(one(at, filter).and_then(read)?))),
        FilterOp::Between => match filter.values.as_slice() {
            [from, to] => Ok((Some(read(from)?), Some(read(to)?))),
            _ => Err(wrong_values(at, filter)),
        },
        FilterOp::IsNot | FilterOp::OneOf | FilterOp::Contains => {
            Err(unsupported_filter(at, filter))
        }
    }
}

/// A range of days.
pub(crate) fn date_range(
    at: usize,
    filter: &Filter,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>), AppError> {
    range(at, filter, |text| day(text, "values"))
}

/// A range of amounts in minor units.
pub(crate) fn minor_range(
    at: usize,
    filter: &Filter,
) -> Result<(Option<i64>, Option<i64>), AppError> {
    range(at, filter, |text| {
        text.trim().parse().map_err(|_| {
            AppError::new(
                "amount_malformed",
                format!("\"{text}\" is not a whole number of minor units."),
                "Write 12.34 EUR as 1234.",
            )
        })
    })
}

/// The currencies that a filter names.
pub(crate) fn currencies(filter: &Filter) -> Result<Vec<Currency>, AppError> {
    filter
        .values
        .iter()
        .map(|code| Ok(Currency::try_new(code)?))
        .collect()
}

/// Adds words to what is searched for; all of them must be found.
pub(crate) fn add_words(search: &mut String, words: &str) {
    search.push(' ');
    search.push_str(words);
}

/// Looks for a filter's text where nothing else is looked for: such a list takes one text.
pub(crate) fn set_words(search: &mut String, at: usize, filter: &Filter) -> Result<(), AppError> {
    if !search.trim().is_empty() {
        return Err(unsupported_filter(at, filter));
    }
    one(at, filter)?.clone_into(search);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(op: FilterOp, values: &[&str]) -> Filter {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Filter {
            column: "total".into(),
            op,
            values,
        }
    }

    #[test]
    fn comparisons_become_ranges_with_both_ends_included() {
        let range = |op, values: &[&str]| minor_range(0, &filter(op, values));
        assert_eq!(range(FilterOp::Is, &["5"]), Ok((Some(5), Some(5))));
        assert_eq!(range(FilterOp::AtLeast, &["-5"]), Ok((Some(-5), None)));
        assert_eq!(
            range(FilterOp::Between, &["1", "9"]),
            Ok((Some(1), Some(9)))
        );
        let error = range(FilterOp::Between, &["1"]).expect_err("one end is missing");
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("filter_values_wrong", Some("filters.0"))
        );
        assert_eq!(
            range(FilterOp::Contains, &["1"]).expect_err("no").code,
            "filter_not_supported"
        );
        assert_eq!(
            range(FilterOp::Is, &["1.5"]).expect_err("no").code,
            "amount_malformed"
        );
    }

    #[test]
    fn a_window_without_a_limit_has_a_hundred_rows() {
        assert_eq!(window(7, 0), (7, 100));
        assert_eq!(window(0, u32::MAX), (0, MOST_ROWS));
    }
}
