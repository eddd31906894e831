//! How a reader writes numbers and dates; handed in, because a chart knows no language.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::spec::ValueFormat;

const MINUS: char = '\u{2212}';
const NO_BREAK: char = '\u{A0}';
/// A million billions.
const WORDLESS: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

/// Marks, words and order of a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartLocale {
    pub decimal_mark: char,
    pub group_mark: char,
    /// A currency's symbol stands behind the number, a percent sign after a space.
    pub symbol_after: bool,
    pub day_first: bool,
    /// Short names, January first.
    pub months: [String; 12],
    /// Short names, Monday first.
    pub weekdays: [String; 7],
    /// Behind a number of thousands, millions and billions: "k", "M", "B".
    pub thousand: String,
    pub million: String,
    pub billion: String,
    /// Between the ends of a range in the table's head: "from", "to".
    pub from_word: String,
    pub to_word: String,
}

impl ChartLocale {
    /// English as written in the United States.
    pub fn english() -> Self {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        Self {
            decimal_mark: '.',
            group_mark: ',',
            symbol_after: false,
            day_first: false,
            months: months.map(str::to_owned),
            weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(str::to_owned),
            thousand: "k".to_owned(),
            million: "M".to_owned(),
            billion: "B".to_owned(),
            from_word: "from".to_owned(),
            to_word: "to".to_owned(),
        }
    }

    /// Every digit of a value, for tooltips and tables.
    pub fn exact(&self, value: Decimal, format: &ValueFormat) -> String {
        match format {
            ValueFormat::Count { unit } => {
                let number = self.number(value.normalize());
                match unit {
                    Some(unit) => format!("{number}{NO_BREAK}{unit}"),
                    None => number,
                }
            }
            ValueFormat::Money { currency, symbol } => {
                let mut major = major(value, currency.exponent());
                if major.scale() < currency.exponent() {
                    major.rescale(currency.exponent());
                }
                self.with_symbol(&self.number(major), symbol)
            }
            ValueFormat::Percent => self.percent(&self.number(value.normalize())),
        }
    }

    /// An expected value: digits beyond whole minor units or two decimals would claim too much.
    pub fn estimated(&self, value: Decimal, format: &ValueFormat) -> String {
        let rounded = match format {
            ValueFormat::Money { .. } => value.round(),
            _ if value.abs() >= Decimal::ONE_HUNDRED => value.round(),
            _ => shortened(value),
        };
        self.exact(rounded, format)
    }

    /// As short as an axis needs it: "105k", "−$5k", "12%".
    pub(crate) fn compact(&self, value: Decimal, format: &ValueFormat) -> String {
        match format {
            ValueFormat::Count { .. } => self.short(value),
            ValueFormat::Money { currency, symbol } => {
                let short = self.short(major(value, currency.exponent()));
                self.with_symbol(&short, symbol)
            }
            ValueFormat::Percent => self.percent(&self.number(shortened(value))),
        }
    }

    /// "Nov 3" or "3 Nov".
    pub(crate) fn day(&self, date: NaiveDate) -> String {
        let (month, day) = (self.month(date), date.day());
        if self.day_first {
            format!("{day} {month}")
        } else {
            format!("{month} {day}")
        }
    }

    /// "Nov 3, 2026" or "3 Nov 2026".
    pub fn full_day(&self, date: NaiveDate) -> String {
        let (day, year) = (self.day(date), date.year());
        if self.day_first {
            format!("{day} {year}")
        } else {
            format!("{day}, {year}")
        }
    }

    pub(crate) fn month(&self, date: NaiveDate) -> &str {
        let index = usize::try_from(date.month0()).unwrap_or_default();
        self.months.get(index).map_or("", String::as_str)
    }

    pub fn month_and_year(&self, date: NaiveDate) -> String {
        format!("{} {}", self.month(date), date.year())
    }

    /// The weekday with the whole date, as a tooltip names a day.
    pub(crate) fn weekday_and_day(&self, date: NaiveDate) -> String {
        let index = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
        let weekday = self.weekdays.get(index).map_or("", String::as_str);
        format!("{weekday}, {}", self.full_day(date))
    }

    fn short(&self, value: Decimal) -> String {
        if value.abs() >= WORDLESS {
            return self.scientific(value);
        }
        // The last thousand before the next word already rounds into it: 999,996 is 1M.
        let words = [
            (Decimal::from(999_995_000_i64), 9, self.billion.as_str()),
            (Decimal::from(999_995_i64), 6, self.million.as_str()),
            (Decimal::from(1_000_i64), 3, self.thousand.as_str()),
        ];
        let found = words.iter().find(|(from, ..)| value.abs() >= *from);
        let (scaled, word) = match found {
            Some((_, places, word)) => (major(value, *places), *word),
            None => (value, ""),
        };
        let number = self.number(shortened(scaled));
        format!("{number}{word}")
    }

    /// "7.92e28", for numbers that no word is left for.
    fn scientific(&self, value: Decimal) -> String {
        let digits = value.abs().trunc().to_string();
        let kept = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        let minus = if value.is_sign_negative() {
            "\u{2212}"
        } else {
            ""
        };
        let (whole, mark, rest) = (kept(0, 1), self.decimal_mark, kept(1, 3));
        let exponent = digits.len().saturating_sub(1);
        format!("{minus}{whole}{mark}{rest}e{exponent}")
    }

    fn percent(&self, number: &str) -> String {
        if self.symbol_after {
            format!("{number}{NO_BREAK}%")
        } else {
            format!("{number}%")
        }
    }

    fn with_symbol(&self, number: &str, symbol: &str) -> String {
        if self.symbol_after {
            return format!("{number}{NO_BREAK}{symbol}");
        }
        // A code of letters needs a space that a sign does not.
        let space = if symbol.chars().all(char::is_alphabetic) {
            "\u{A0}"
        } else {
            ""
        };
        match number.strip_prefix(MINUS) {
            Some(rest) => format!("{MINUS}{symbol}{space}{rest}"),
            None => format!("{symbol}{space}{number}"),
        }
    }

    /// Grouped by thousands, with a true minus.
    fn number(&self, value: Decimal) -> String {
        let text = value.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::with_capacity(text.len() + 6);
        if value.is_sign_negative() && !value.is_zero() {
            out.push(MINUS);
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push(self.group_mark);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(self.decimal_mark);
            out.push_str(fraction);
        }
        out
    }
}

/// Two decimals; below one, three digits that say something.
fn shortened(value: Decimal) -> Decimal {
    let rounded = if value.abs() < Decimal::ONE {
        value.round_sf(3).unwrap_or(value)
    } else {
        value.round_dp(2)
    };
    rounded.normalize()
}

/// The value with its point moved left by so many places.
fn major(value: Decimal, places: u32) -> Decimal {
    let mut moved = value;
    match moved.set_scale(value.scale().saturating_add(places)) {
        Ok(()) => moved,
        // More digits than a decimal holds: the smallest ones do not show on an axis.
        Err(_) => value / Decimal::from(10_u64.saturating_pow(places)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing::money::Currency;

    fn dollars() -> ValueFormat {
        ValueFormat::Money {
            currency: Currency::try_new("USD").unwrap(),
            symbol: "$".to_owned(),
        }
    }

    #[test]
    fn an_axis_says_numbers_shortly() {
        let english = ChartLocale::english();
        let said = |minor: i64| english.compact(Decimal::from(minor), &dollars());
        // 1,500,000 cents are $15,000; −500,000 are −$5,000; 50 are half a dollar.
        assert_eq!(said(1_500_000), "$15k");
        assert_eq!(said(-500_000), "−$5k");
        assert_eq!(said(50), "$0.5");
        assert_eq!(said(0), "$0");
        let count = ValueFormat::Count { unit: None };
        assert_eq!(english.compact(Decimal::from(105_000), &count), "105k");
        // A quarter of a hundredth is still a quarter of one on an axis of hundredths.
        assert_eq!(english.compact(Decimal::new(25, 4), &count), "0.0025");
        // 999,996 rounds to 1,000.00 thousand, which is a million.
        assert_eq!(english.compact(Decimal::from(999_996), &count), "1M");
    }

    #[test]
    fn an_expected_value_claims_no_more_than_it_knows() {
        let english = ChartLocale::english();
        let count = ValueFormat::Count { unit: None };
        // A third of 262,000 and of 10; 33,333.33 cents are 333.33 dollars.
        let third = |whole: i64| Decimal::from(whole) / Decimal::from(3);
        assert_eq!(english.estimated(third(262_000), &count), "87,333");
        assert_eq!(english.estimated(third(10), &count), "3.33");
        assert_eq!(english.estimated(third(100_000), &dollars()), "$333.33");
    }

    #[test]
    fn a_table_says_every_digit() {
        let english = ChartLocale::english();
        assert_eq!(
            english.exact(Decimal::from(-123_456_789), &dollars()),
            "−$1,234,567.89"
        );
        assert_eq!(
            english.exact(Decimal::new(125, 1), &ValueFormat::Percent),
            "12.5%"
        );
        let german = ChartLocale {
            decimal_mark: ',',
            group_mark: '.',
            symbol_after: true,
            day_first: true,
            ..english
        };
        assert_eq!(
            german.exact(Decimal::from(123_456), &dollars()),
            "1.234,56\u{A0}$"
        );
        assert_eq!(
            german.day(NaiveDate::from_ymd_opt(2026, 11, 3).unwrap()),
            "3 Nov"
        );
    }
}
