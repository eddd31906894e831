//! Numbers and dates as the reader's language writes them. Digits come from exact decimals.

use billing::customer::Language;
use billing::money::{Currency, Money};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

const MINUS: char = '\u{2212}';
const NO_BREAK: char = '\u{A0}';
const NARROW_NO_BREAK: char = '\u{202F}';
/// Stands between the two ends of a span.
const EN_DASH: char = '–';

/// How one document writes numbers and dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// The language of words and number marks.
    pub language: Language,
    /// English as written in the United States: the month stands before the day.
    pub american: bool,
}

impl Locale {
    /// The locale of a language; `seller_country` tells American English from the rest.
    pub fn new(language: Language, seller_country: &str) -> Self {
        Self {
            language,
            american: language == Language::En && seller_country == "US",
        }
    }

    fn separators(self) -> (char, char) {
        match self.language {
            Language::En => (',', '.'),
            Language::De => ('.', ','),
            Language::Fr => (NARROW_NO_BREAK, ','),
            Language::Es => ('.', ','),
        }
    }

    /// A number with exactly the decimals it has, thousands grouped, a true minus.
    pub fn number(self, value: Decimal) -> String {
        let text = value.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let (group, point) = self.separators();
        // Spanish leaves four digits ungrouped (Real Academia Española, Ortografía 2010, 8.3).
        let grouped = whole.len() > 4 || (whole.len() == 4 && self.language != Language::Es);
        let mut out = String::with_capacity(text.len() + 6);
        if value.is_sign_negative() && !value.is_zero() {
            out.push(MINUS);
        }
        for (index, digit) in whole.chars().enumerate() {
            if grouped && index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(point);
            out.push_str(fraction);
        }
        out
    }

    /// An amount without its currency, for columns whose head names the currency.
    pub fn amount(self, money: Money) -> String {
        self.number(money.to_decimal())
    }

    /// An amount with its currency, for sentences and the sum to pay.
    pub fn money(self, money: Money) -> String {
        let digits = self.amount(money);
        let (sign, digits) = match digits.strip_prefix(MINUS) {
            Some(rest) => (MINUS.to_string(), rest.to_owned()),
            None => (String::new(), digits),
        };
        let code = money.currency().code();
        let symbol = symbol(money.currency());
        match (self.language, symbol) {
            (Language::En, Some(symbol)) => format!("{sign}{symbol}{digits}"),
            (Language::En, None) => format!("{sign}{code}{NO_BREAK}{digits}"),
            (_, symbol) => format!("{sign}{digits}{NO_BREAK}{}", symbol.unwrap_or(code)),
        }
    }

    /// A quantity without needless zeros.
    pub fn quantity(self, value: Decimal) -> String {
        self.number(value.normalize())
    }

    /// A unit price: at least the currency's decimals, more where the price has more.
    pub fn unit_price(self, value: Decimal, currency: Currency) -> String {
        let mut shown = value.normalize();
        if shown.scale() < currency.exponent() {
            shown.rescale(currency.exponent());
        }
        self.number(shown)
    }

    /// A percentage: "19%" in English, "19 %" elsewhere.
    pub fn percent(self, value: Decimal) -> String {
        let number = self.quantity(value);
        match self.language {
            Language::En => format!("{number}%"),
            Language::Fr => format!("{number}{NARROW_NO_BREAK}%"),
            Language::De | Language::Es => format!("{number}{NO_BREAK}%"),
        }
    }

    /// A tax by its name and rate; a name that says the rate already ("VAT 19%") says it once.
    pub fn tax(self, name: &str, rate_pct: Decimal) -> String {
        let bare = without_rate(name.trim(), rate_pct);
        format!("{bare} {}", self.percent(rate_pct))
            .trim()
            .to_owned()
    }

    /// A date with its month in words.
    pub fn date(self, on: NaiveDate) -> String {
        let (day, year) = (on.day(), on.year());
        let month = month(self.language, on);
        match self.language {
            Language::En if self.american => format!("{month}{NO_BREAK}{day}, {year}"),
            Language::En => format!("{day}{NO_BREAK}{month} {year}"),
            Language::De => format!("{day}.{NO_BREAK}{month} {year}"),
            Language::Fr if day == 1 => format!("1er{NO_BREAK}{month} {year}"),
            Language::Fr => format!("{day}{NO_BREAK}{month} {year}"),
            Language::Es => format!("{day}{NO_BREAK}de{NO_BREAK}{month} de {year}"),
        }
    }

    /// A date in figures (its month abbreviated in English, where figures are ambiguous).
    pub fn short_date(self, on: NaiveDate) -> String {
        match self.language {
            Language::En if self.american => on.format("%b\u{A0}%-d, %Y").to_string(),
            Language::En => on.format("%-d\u{A0}%b %Y").to_string(),
            Language::De => on.format("%d.%m.%Y").to_string(),
            Language::Fr | Language::Es => on.format("%d/%m/%Y").to_string(),
        }
    }

    /// A span of days, both ends included.
    pub fn span(self, first: NaiveDate, last: NaiveDate) -> String {
        if first == last {
            return self.short_date(first);
        }
        format!(
            "{}{NO_BREAK}{EN_DASH}{NO_BREAK}{}",
            self.short_date(first),
            self.short_date(last)
        )
    }
}

/// Symbols that mean one currency to every reader; all others are written as their ISO 4217 code.
fn symbol(currency: Currency) -> Option<&'static str> {
    match currency.code() {
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "USD" => Some("$"),
        "JPY" => Some("¥"),
        _ => None,
    }
}

fn month(language: Language, on: NaiveDate) -> &'static str {
    let names = match language {
        Language::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        Language::De => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        Language::Fr => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        Language::Es => [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    };
    usize::try_from(on.month0())
        .ok()
        .and_then(|index| names.get(index))
        .copied()
        .unwrap_or("")
}

/// "USt 19 %" without its "19 %", where that is the rate.
fn without_rate(name: &str, rate_pct: Decimal) -> &str {
    let Some(number_last) = name.strip_suffix('%').map(str::trim_end) else {
        return name;
    };
    let is_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let words = number_last.trim_end_matches(is_number);
    let number = number_last[words.len()..].replace(',', ".");
    match number.parse::<Decimal>() {
        Ok(rate) if rate == rate_pct => words.trim_end(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn locale(language: Language) -> Locale {
        Locale::new(language, "DE")
    }

    #[test]
    fn thousands_and_decimals_follow_the_language() {
        for (language, expected) in [
            (Language::En, "−1,234,567.80"),
            (Language::De, "−1.234.567,80"),
            (Language::Fr, "−1\u{202F}234\u{202F}567,80"),
            (Language::Es, "−1.234.567,80"),
        ] {
            assert_eq!(locale(language).number(dec("-1234567.80")), expected);
        }
        assert_eq!(locale(Language::Es).number(dec("1234.50")), "1234,50");
        assert_eq!(locale(Language::De).number(dec("1234.50")), "1.234,50");
        assert_eq!(locale(Language::En).number(dec("-0.00")), "0.00");
    }

    #[test]
    fn the_currency_stands_where_the_language_puts_it() {
        let eur = Money::new(-123_456, Currency::EUR);
        assert_eq!(locale(Language::En).money(eur), "−€1,234.56");
        assert_eq!(locale(Language::De).money(eur), "−1.234,56\u{A0}€");
        let chf = Money::new(123_456, Currency::CHF);
        assert_eq!(locale(Language::En).money(chf), "CHF\u{A0}1,234.56");
        assert_eq!(locale(Language::Fr).money(chf), "1\u{202F}234,56\u{A0}CHF");
        // Yen have no minor unit.
        assert_eq!(
            locale(Language::En).money(Money::new(123_456, Currency::JPY)),
            "¥123,456"
        );
    }

    #[test]
    fn unit_prices_keep_every_decimal_and_at_least_the_currencys() {
        let en = locale(Language::En);
        assert_eq!(en.unit_price(dec("0.00125"), Currency::EUR), "0.00125");
        assert_eq!(en.unit_price(dec("5"), Currency::EUR), "5.00");
        assert_eq!(en.unit_price(dec("5"), Currency::JPY), "5");
        assert_eq!(en.quantity(dec("3.500")), "3.5");
    }

    #[test]
    fn a_tax_says_its_rate_once() {
        let english = locale(Language::En);
        let table = [
            ("VAT 19%", "19", "VAT 19%"),
            ("USt 19 %", "19", "USt 19%"),
            ("TVA 5,5 %", "5.5", "TVA 5.5%"),
            ("VAT", "19", "VAT 19%"),
            ("Was 7 %", "19", "Was 7 % 19%"),
            ("", "19", "19%"),
        ];
        for (name, rate, shown) in table {
            assert_eq!(english.tax(name, dec(rate)), shown, "{name}");
        }
    }

    #[test]
    fn percentages_and_dates_follow_the_language() {
        let on = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(locale(Language::De).percent(dec("19.00")), "19\u{A0}%");
        assert_eq!(locale(Language::En).percent(dec("7.5")), "7.5%");
        assert_eq!(locale(Language::En).date(on), "1\u{A0}March 2026");
        assert_eq!(
            Locale::new(Language::En, "US").date(on),
            "March\u{A0}1, 2026"
        );
        assert_eq!(locale(Language::De).date(on), "1.\u{A0}März 2026");
        assert_eq!(locale(Language::Fr).date(on), "1er\u{A0}mars 2026");
        assert_eq!(
            locale(Language::Es).date(on),
            "1\u{A0}de\u{A0}marzo de 2026"
        );
        let last = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        assert_eq!(
            locale(Language::De).span(on, last),
            "01.03.2026\u{A0}–\u{A0}31.03.2026"
        );
        assert_eq!(locale(Language::De).span(on, on), "01.03.2026");
    }
}
