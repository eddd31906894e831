//! Shows the business's details and the numbers that its documents get next.

use billing::business::Business;
use billing::calendar;
use billing::invoice::NumberPattern;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use store::ReadTx;

use super::logo::data_address;
use super::to_dto::to_dto;
use super::{CREDIT_NOTE_SERIES, INVOICE_SERIES};
use crate::context::App;
use crate::dto::business::{BusinessDto, NumberingPreview, SeriesDto};
use crate::dto::lists::Nothing;
use crate::error::AppError;

/// Every detail, with the logo.
pub fn get(app: &App, _request: Nothing) -> Result<BusinessDto, AppError> {
    app.read(|tx| {
        Ok(to_dto(
            load(tx)?,
            tx.business().logo()?.map(|logo| data_address(&logo)),
        ))
    })
}

/// The business as billing knows it.
pub fn load(tx: &ReadTx<'_>) -> Result<Business, AppError> {
    tx.business().get()?.ok_or_else(|| {
        AppError::new(
            "business_missing",
            "This ledger has no business yet. Nothing was changed.",
            "Enter the business's details in Settings first.",
        )
    })
}

/// The day of an instant in a zone; a zone that is not known counts as UTC.
pub fn local_date(at: DateTime<Utc>, timezone: &str) -> NaiveDate {
    let zone = calendar::parse_timezone(timezone).unwrap_or(Tz::UTC);
    calendar::local_date(at, zone)
}

/// The numbers that come next, were they taken today.
pub fn numbering(app: &App, _request: Nothing) -> Result<NumberingPreview, AppError> {
    let now = app.now();
    app.read(|tx| {
        let business = load(tx)?;
        let today = local_date(now, &business.timezone);
        let next = |series: &str, pattern: &NumberPattern| {
            let n = tx
                .numbering_series()
                .peek(series, series_year(pattern, &business, today))?;
            Ok::<String, AppError>(pattern.render(business.fiscal_year(today), n))
        };
        let series = tx
            .numbering_series()
            .all()?
            .into_iter()
            .map(|(series, fiscal_year, next)| {
                let used = u32::try_from(next.saturating_sub(1)).unwrap_or(u32::MAX);
                SeriesDto {
                    series,
                    fiscal_year,
                    used,
                }
            });
        Ok(NumberingPreview {
            next_invoice: next(INVOICE_SERIES, &business.invoice_numbers)?,
            next_credit_note: next(CREDIT_NOTE_SERIES, &business.credit_note_numbers)?,
            series: series.collect(),
        })
    })
}

/// The year a number is counted in; without the year in its pattern one count goes on for ever.
pub fn series_year(pattern: &NumberPattern, business: &Business, on: NaiveDate) -> i32 {
    if pattern.restarts_each_year() {
        business.fiscal_year(on)
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_of_the_business() {
        // 23:30 UTC is 00:30 of the next day in Berlin (winter, UTC+1).
        let at = "2026-11-19T23:30:00Z".parse().expect("an instant");
        assert_eq!(local_date(at, "Europe/Berlin").to_string(), "2026-11-20");
        assert_eq!(local_date(at, "nowhere").to_string(), "2026-11-19");
    }

    #[test]
    fn a_new_ledger_begins_at_one() {
        let (app, _folder) = crate::testing::opened();
        let preview = numbering(&app, Nothing {}).expect("numbering");
        assert_eq!(preview.next_invoice, "INV-2026-0001");
        assert_eq!(preview.next_credit_note, "CN-2026-0001");
    }
}
