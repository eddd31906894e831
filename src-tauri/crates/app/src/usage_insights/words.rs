//! How figures and days are written in sentences and charts: the reader's way.

use billing::catalog::counted;
use billing::usage::Meter;
use charts::{ChartLocale, ValueFormat};
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::dto::words::figure;

/// The reader's way to write what a meter counts.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) locale: ChartLocale,
    unit: String,
}

impl Words {
    pub(super) fn new(locale: ChartLocale, meter: &Meter) -> Self {
        let unit = meter.unit.clone();
        Self { locale, unit }
    }

    /// The same reader's way to write how many events there were.
    pub(super) fn of_events(&self) -> Self {
        let unit = "event".to_owned();
        let locale = self.locale.clone();
        Self { locale, unit }
    }

    /// These words where quantities add up, else those of events.
    pub(super) fn adding_up(&self, adds_up: bool) -> Self {
        if adds_up {
            self.clone()
        } else {
            self.of_events()
        }
    }

    /// What a chart writes behind a number: the unit in the plural.
    pub(super) fn format(&self) -> ValueFormat {
        self.format_of(Decimal::ZERO)
    }

    fn format_of(&self, value: Decimal) -> ValueFormat {
        let said = counted(value, &self.unit);
        let unit = said.split_once(' ').map(|(_, unit)| unit.to_owned());
        ValueFormat::Count { unit }
    }

    /// What is counted, in the plural: "requests", or the meter's name where it has no unit.
    pub(super) fn plural(&self, meter: &Meter) -> String {
        match self.format() {
            ValueFormat::Count { unit: Some(unit) } => unit,
            _ => meter.name.clone(),
        }
    }

    /// "1,234 requests".
    pub(super) fn say(&self, value: Decimal) -> String {
        self.locale.exact(value, &self.format_of(value))
    }

    /// "1,234".
    pub(super) fn number(&self, value: Decimal) -> String {
        self.locale.exact(value, &ValueFormat::Count { unit: None })
    }

    /// A figure that nobody knows to the last digit.
    pub(super) fn about(&self, value: Decimal) -> String {
        self.locale.estimated(value, &self.format_of(value))
    }

    /// The same without its unit.
    pub(super) fn about_number(&self, value: Decimal) -> String {
        self.locale
            .estimated(value, &ValueFormat::Count { unit: None })
    }

    pub(super) fn percent(&self, value: Decimal) -> String {
        self.locale.exact(value, &ValueFormat::Percent)
    }

    pub(super) fn day(&self, on: NaiveDate) -> String {
        self.locale.full_day(on)
    }

    pub(super) fn month(&self, on: NaiveDate) -> String {
        self.locale.month_and_year(on)
    }
}

/// A figure that is foretold: digits beyond whole numbers or two decimals would claim too much.
pub(super) fn estimated(value: Decimal) -> String {
    let digits = if value.abs() >= Decimal::ONE_HUNDRED {
        0
    } else {
        2
    };
    figure(value.round_dp(digits))
}

/// A part of a whole in percent, rounded down to one digit, so that 100 is never said early.
pub(super) fn percent_of(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(share.round_dp_with_strategy(1, RoundingStrategy::ToNegativeInfinity))
}
