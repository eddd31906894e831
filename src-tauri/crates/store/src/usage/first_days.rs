//! The first day on which each different value of a unique count was seen.

use chrono::NaiveDate;

use super::calendar;
use super::series::Reach;
use crate::error::StoreError;
use crate::table::meters::MeterKey;
use crate::table::usage_events::UsageEvents;

impl UsageEvents<'_> {
    /// Each value seen from the first day on, before the last, by a number of its own, with the
    /// first of those days.
    pub fn first_days(
        &self,
        meter: MeterKey,
        reach: Reach<'_>,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<Vec<(i64, NaiveDate)>, StoreError> {
        let whose = self.whose(reach)?;
        let sql = format!(
            "SELECT value_word, min(day) FROM usage_values WHERE customer_key = ?1
                 AND meter_key = ?2 AND day >= ?3 AND day < ?4{} GROUP BY value_word",
            whose.sql()
        );
        let (from, to) = (calendar::day_of(from), calendar::day_of(to));
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let rows = statement.query_map([whose.customer, meter.0, from, to], |row| {
            Ok((row.get(0)?, calendar::date_of(row.get(1)?)))
        })?;
        rows.map(|row| Ok(row?)).collect()
    }
}
