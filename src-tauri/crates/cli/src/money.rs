//! Amounts as a person reads them: exact major units, made from the minor units by moving a point.

use std::collections::HashMap;

use app::dto::money::MoneyDto;
use app::dto::settings::CurrencyList;

/// How many decimals each currency has.
#[derive(Debug, Default)]
pub struct Exponents(HashMap<String, usize>);

impl From<CurrencyList> for Exponents {
    fn from(list: CurrencyList) -> Self {
        Self(
            list.rows
                .into_iter()
                .map(|row| (row.code, usize::from(row.exponent)))
                .collect(),
        )
    }
}

impl Exponents {
    /// `1234.50 EUR`.
    pub fn amount(&self, money: &MoneyDto) -> String {
        match self.0.get(&money.currency) {
            Some(decimals) => format!("{} {}", major(&money.minor, *decimals), money.currency),
            None => format!("{} minor units of {}", money.minor, money.currency),
        }
    }

    /// The amount, or nothing at all.
    pub fn some(&self, money: Option<&MoneyDto>) -> String {
        money.map(|money| self.amount(money)).unwrap_or_default()
    }

    /// Amounts of several currencies, or a dash where there is none.
    pub fn all(&self, amounts: &[MoneyDto]) -> String {
        let texts: Vec<String> = amounts.iter().map(|money| self.amount(money)).collect();
        if texts.is_empty() {
            "–".to_owned()
        } else {
            texts.join(", ")
        }
    }
}

fn major(minor: &str, decimals: usize) -> String {
    let (sign, digits) = match minor.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", minor),
    };
    if decimals == 0 {
        return minor.to_owned();
    }
    let padded = format!("{digits:0>width$}", width = decimals.saturating_add(1));
    let (whole, part) = padded.split_at(padded.len().saturating_sub(decimals));
    format!("{sign}{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_moves_by_the_currencys_decimals() {
        assert_eq!(major("123456", 2), "1234.56");
        assert_eq!(major("5", 2), "0.05");
        assert_eq!(major("-5", 2), "-0.05");
        assert_eq!(major("0", 2), "0.00");
        assert_eq!(major("1500", 0), "1500");
        assert_eq!(major("1500", 3), "1.500");
    }

    #[test]
    fn no_digit_is_lost_in_a_large_amount() {
        // Past 2^63, where a number of the machine would end.
        assert_eq!(
            major("170141183460469231731687303715", 2),
            "1701411834604692317316873037.15"
        );
    }
}
