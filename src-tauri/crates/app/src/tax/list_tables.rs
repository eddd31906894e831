//! Shows the tax tables: today's rates, their history, and what a person changed.

use std::collections::BTreeSet;

use billing::tax::RateSchedule;
use chrono::NaiveDate;

use super::embedded;
use super::ground::table;
use crate::context::App;
use crate::dto::lists::Nothing;
use crate::dto::tax::{DatedRateDto, RateScheduleDto, TaxTableList};
use crate::dto::words::figure;
use crate::error::AppError;

/// By place and category.
pub fn list_tables(app: &App, _request: Nothing) -> Result<TaxTableList, AppError> {
    let today = app.today()?;
    app.read(|tx| {
        let changed = tx.tax_overrides().list()?.iter().flat_map(keys).collect();
        let table = table(tx)?;
        let rows = table.schedules();
        Ok(TaxTableList {
            rows: rows.map(|row| to_dto(row, &changed, today)).collect(),
            sources: embedded::sources()?.to_vec(),
        })
    })
}

type Key = (String, String, String, NaiveDate);

fn keys(schedule: &RateSchedule) -> Vec<Key> {
    let history = schedule.history.iter();
    history.map(|dated| key(schedule, dated.from)).collect()
}

fn key(schedule: &RateSchedule, from: NaiveDate) -> Key {
    let RateSchedule {
        jurisdiction,
        tax,
        category,
        ..
    } = schedule.clone();
    (jurisdiction, tax, category, from)
}

fn to_dto(row: &RateSchedule, changed: &BTreeSet<Key>, today: NaiveDate) -> RateScheduleDto {
    let dated = |dated: &billing::tax::DatedRate| DatedRateDto {
        from: dated.from.to_string(),
        rate_pct: figure(dated.rate_pct),
        changed: changed.contains(&key(row, dated.from)),
    };
    let rate_now = row.on(today).map(|found| figure(found.rate_pct));
    RateScheduleDto {
        jurisdiction: row.jurisdiction.clone(),
        tax: row.tax.clone(),
        category: row.category.clone(),
        note: row.note.clone(),
        rate_pct: rate_now.unwrap_or_default(),
        history: row.history.iter().rev().map(dated).collect(),
    }
}
