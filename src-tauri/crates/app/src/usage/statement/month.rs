//! Months as people name them: "2026-10".

use chrono::{Months, NaiveDate};

use crate::error::AppError;
use crate::listing::day;

/// A calendar month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Month {
    pub(super) first: NaiveDate,
    /// The first day of the next one.
    pub(super) next: NaiveDate,
}

impl Month {
    pub(super) fn read(text: &str) -> Result<Self, AppError> {
        let malformed = |_: AppError| malformed(text);
        let first = day(&format!("{}-01", text.trim()), "month").map_err(malformed)?;
        let next = first.checked_add_months(Months::new(1));
        let next = next.ok_or_else(|| self::malformed(text))?;
        Ok(Self { first, next })
    }

    pub(super) fn contains(self, on: NaiveDate) -> bool {
        self.first <= on && on < self.next
    }

    pub(super) fn last(self) -> NaiveDate {
        self.next.pred_opt().unwrap_or(self.first)
    }
}

/// The month that a day is in.
pub(super) fn month_of(on: NaiveDate) -> String {
    on.format("%Y-%m").to_string()
}

fn malformed(text: &str) -> AppError {
    AppError::new(
        "month_malformed",
        format!("\"{text}\" is not a month; nothing was changed."),
        "Write it like 2026-10.",
    )
    .at("month")
}
