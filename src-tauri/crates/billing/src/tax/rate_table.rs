//! Dated tables of tax rates: what a place's tax came to on a day. The tables are data of the edge.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The category that everything has which has no other.
pub const STANDARD: &str = "standard";

/// A rate from its first day on, until the next one begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedRate {
    /// The first day.
    pub from: NaiveDate,
    /// Percent of the taxable amount.
    pub rate_pct: Decimal,
}

/// The rates of one tax of one place for one category, over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateSchedule {
    /// ISO 3166-1 code of the country ("DE"), or 3166-2 of a part of it ("CA-QC").
    pub jurisdiction: String,
    /// What the tax is called there ("USt", "GST", "QST").
    pub tax: String,
    /// What is taxed: `standard`, `reduced`, …
    pub category: String,
    /// What else is to be known of these rates; empty where nothing is.
    #[serde(default)]
    pub note: String,
    /// In order of their days.
    pub history: Vec<DatedRate>,
}

/// Why a table of rates cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateTableError {
    /// Two rates begin on one day, or a later one stands before an earlier one.
    #[error("the rates of {jurisdiction} {category} are out of order at {from}")]
    OutOfOrder {
        /// Whose rates.
        jurisdiction: String,
        /// For what.
        category: String,
        /// The day that comes too late.
        from: NaiveDate,
    },
    /// A rate below zero or above 100.
    #[error("{rate_pct} % is no tax rate of {jurisdiction}; give 0 to 100")]
    RateOutOfRange {
        /// Whose rate.
        jurisdiction: String,
        /// The rate that was given.
        rate_pct: Decimal,
    },
    /// A schedule without a single rate.
    #[error("{jurisdiction} {category} has no rates")]
    Empty {
        /// Whose schedule.
        jurisdiction: String,
        /// For what.
        category: String,
    },
}

/// A rate as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundRate<'t> {
    /// Where it stands.
    pub schedule: &'t RateSchedule,
    /// Since when it holds.
    pub from: NaiveDate,
    /// Percent of the taxable amount.
    pub rate_pct: Decimal,
}

/// All rates that are known, by place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RateTable {
    by_place: BTreeMap<String, Vec<RateSchedule>>,
}

impl RateTable {
    /// A table of these schedules.
    ///
    /// # Errors
    /// [`RateTableError`], the first rule that is broken.
    pub fn try_new(schedules: Vec<RateSchedule>) -> Result<Self, RateTableError> {
        let mut table = Self::default();
        for schedule in schedules {
            schedule.validate()?;
            table.insert(schedule);
        }
        Ok(table)
    }

    fn insert(&mut self, schedule: RateSchedule) {
        let place = self
            .by_place
            .entry(schedule.jurisdiction.clone())
            .or_default();
        place.push(schedule);
        place.sort_by(|one, other| (&one.category, &one.tax).cmp(&(&other.category, &other.tax)));
    }

    /// Every schedule, by place, category and tax.
    pub fn schedules(&self) -> impl Iterator<Item = &RateSchedule> {
        self.by_place.values().flatten()
    }

    /// Whether anything is known of a place.
    #[must_use]
    pub fn knows(&self, jurisdiction: &str) -> bool {
        self.by_place.contains_key(jurisdiction)
    }

    /// Puts a rate beside the others of its schedule, or in place of the one of the same day; an
    /// unknown place or category gets a schedule of its own.
    ///
    /// # Errors
    /// [`RateTableError::RateOutOfRange`].
    pub fn set(&mut self, rate: &RateSchedule) -> Result<(), RateTableError> {
        rate.validate()?;
        let same =
            |known: &&mut RateSchedule| known.tax == rate.tax && known.category == rate.category;
        let known = self
            .by_place
            .get_mut(&rate.jurisdiction)
            .and_then(|place| place.iter_mut().find(same));
        let Some(known) = known else {
            self.insert(rate.clone());
            return Ok(());
        };
        for dated in &rate.history {
            known.history.retain(|other| other.from != dated.from);
            known.history.push(dated.clone());
        }
        known.history.sort_by_key(|dated| dated.from);
        Ok(())
    }

    /// The rate of a place's category on a day, where the table has both.
    #[must_use]
    pub fn rate_of(
        &self,
        jurisdiction: &str,
        category: &str,
        on: NaiveDate,
    ) -> Option<FoundRate<'_>> {
        let place = self.by_place.get(jurisdiction)?;
        let schedule = place
            .iter()
            .find(|schedule| schedule.category == category)?;
        schedule.on(on)
    }

    /// The same, with the standard rate where the place has no such category.
    #[must_use]
    pub fn rate_or_standard(
        &self,
        jurisdiction: &str,
        category: &str,
        on: NaiveDate,
    ) -> Option<FoundRate<'_>> {
        self.rate_of(jurisdiction, category, on)
            .or_else(|| self.rate_of(jurisdiction, STANDARD, on))
    }
}

impl RateSchedule {
    /// The rate on a day; none before the first.
    #[must_use]
    pub fn on(&self, on: NaiveDate) -> Option<FoundRate<'_>> {
        let dated = self.history.iter().rfind(|dated| dated.from <= on)?;
        Some(FoundRate {
            schedule: self,
            from: dated.from,
            rate_pct: dated.rate_pct,
        })
    }

    /// Checks the days and the rates.
    ///
    /// # Errors
    /// [`RateTableError`], the first rule that is broken.
    pub fn validate(&self) -> Result<(), RateTableError> {
        if self.history.is_empty() {
            return Err(RateTableError::Empty {
                jurisdiction: self.jurisdiction.clone(),
                category: self.category.clone(),
            });
        }
        let late = self.history.windows(2).find_map(|pair| match pair {
            [one, other] if one.from >= other.from => Some(other.from),
            _ => None,
        });
        if let Some(from) = late {
            return Err(RateTableError::OutOfOrder {
                jurisdiction: self.jurisdiction.clone(),
                category: self.category.clone(),
                from,
            });
        }
        let possible = |rate: Decimal| rate >= Decimal::ZERO && rate <= Decimal::ONE_HUNDRED;
        match self.history.iter().find(|dated| !possible(dated.rate_pct)) {
            Some(dated) => Err(RateTableError::RateOutOfRange {
                jurisdiction: self.jurisdiction.clone(),
                rate_pct: dated.rate_pct,
            }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn schedule(category: &str, history: &[(&str, i64)]) -> RateSchedule {
        RateSchedule {
            jurisdiction: "DE".into(),
            tax: "USt".into(),
            category: category.into(),
            note: String::new(),
            history: history
                .iter()
                .map(|(from, rate)| DatedRate {
                    from: day(from),
                    rate_pct: Decimal::from(*rate),
                })
                .collect(),
        }
    }

    fn germany() -> RateTable {
        let standard = [("2007-01-01", 19), ("2020-07-01", 16), ("2021-01-01", 19)];
        RateTable::try_new(vec![schedule(STANDARD, &standard)]).unwrap()
    }

    #[test]
    fn a_rate_holds_from_its_first_day_to_the_day_before_the_next() {
        let table = germany();
        let on = |text| {
            table
                .rate_of("DE", STANDARD, day(text))
                .map(|found| found.rate_pct)
        };
        let percent = |rate| Some(Decimal::from(rate));
        assert_eq!(on("2006-12-31"), None);
        assert_eq!(on("2020-06-30"), percent(19));
        assert_eq!(on("2020-07-01"), percent(16));
        assert_eq!(on("2020-12-31"), percent(16));
        assert_eq!(on("2021-01-01"), percent(19));
    }

    #[test]
    fn a_category_that_a_place_lacks_has_the_standard_rate() {
        let table = germany();
        let found = table.rate_or_standard("DE", "parking", day("2026-11-20"));
        assert_eq!(found.unwrap().schedule.category, STANDARD);
        assert_eq!(
            table.rate_or_standard("FR", STANDARD, day("2026-11-20")),
            None
        );
    }

    #[test]
    fn a_persons_rate_stands_beside_the_others_or_in_place_of_one() {
        let mut table = germany();
        let persons = [("2020-07-01", 17), ("2027-01-01", 20)];
        table.set(&schedule(STANDARD, &persons)).unwrap();
        let on = |text| table.rate_of("DE", STANDARD, day(text)).unwrap().rate_pct;
        assert_eq!(on("2020-08-01"), Decimal::from(17));
        assert_eq!(on("2026-12-31"), Decimal::from(19));
        assert_eq!(on("2027-01-01"), Decimal::from(20));
        assert_eq!(table.schedules().count(), 1);
    }

    #[test]
    fn tables_that_contradict_themselves_are_refused() {
        let twice = schedule(STANDARD, &[("2020-01-01", 19), ("2020-01-01", 16)]);
        assert!(matches!(
            RateTable::try_new(vec![twice]),
            Err(RateTableError::OutOfOrder { .. })
        ));
        let large = schedule(STANDARD, &[("2020-01-01", 190)]);
        assert!(matches!(
            RateTable::try_new(vec![large]),
            Err(RateTableError::RateOutOfRange { .. })
        ));
        let none = schedule(STANDARD, &[]);
        assert!(RateTable::try_new(vec![none]).is_err());
    }
}
