//! Reading one calculator input: typed fields by name, with errors that name the field's path.

use billing::invoice::Explanation;
use billing::money::{Currency, Money, Rounding};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::error::AppError;

const FIX: &str = "Correct the named field; the other lines are answered.";

/// One JSON object of an input, and where it stands in it.
#[derive(Debug)]
pub struct Fields<'a> {
    path: String,
    map: &'a Map<String, Value>,
}

impl<'a> Fields<'a> {
    /// The object at `path` (empty for the input itself), which may have only the `known` fields.
    pub fn read(value: &'a Value, path: &str, known: &[&str]) -> Result<Self, AppError> {
        let Value::Object(map) = value else {
            return Err(wrong(path, "should be an object"));
        };
        let fields = Self {
            path: path.to_owned(),
            map,
        };
        let unknown: Vec<&str> = map
            .keys()
            .map(String::as_str)
            .filter(|key| !known.contains(key))
            .collect();
        match unknown.first() {
            None => Ok(fields),
            Some(first) => Err(AppError::new(
                "unknown_field",
                format!(
                    "There is no field {}; known here: {}.",
                    unknown.join(", "),
                    known.join(", ")
                ),
                FIX,
            )
            .at(fields.path_of(first))),
        }
    }

    /// The path of one of its fields, as errors name it.
    pub fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    /// A field that is there and not null.
    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    /// A field that has to be there.
    pub fn required(&self, name: &str) -> Result<&'a Value, AppError> {
        self.value(name).ok_or_else(|| {
            let path = self.path_of(name);
            AppError::new(
                "missing_field",
                format!("The field {path} is missing."),
                FIX,
            )
            .at(path)
        })
    }

    /// A text.
    pub fn text(&self, name: &str) -> Result<Option<&'a str>, AppError> {
        self.value(name)
            .map(|value| {
                value
                    .as_str()
                    .ok_or_else(|| wrong(&self.path_of(name), "should be a text"))
            })
            .transpose()
    }

    /// A text that has to be there.
    pub fn required_text(&self, name: &str) -> Result<&'a str, AppError> {
        self.required(name)?
            .as_str()
            .ok_or_else(|| wrong(&self.path_of(name), "should be a text"))
    }

    /// Yes or no; `default` where it is left out.
    pub fn flag(&self, name: &str, default: bool) -> Result<bool, AppError> {
        self.value(name).map_or(Ok(default), |value| {
            value
                .as_bool()
                .ok_or_else(|| wrong(&self.path_of(name), "should be true or false"))
        })
    }

    /// A whole number; `default` where it is left out.
    pub fn whole(&self, name: &str, default: Option<u32>) -> Result<u32, AppError> {
        let Some(value) = self.value(name) else {
            return match default {
                Some(default) => Ok(default),
                None => self.required(name).map(|_| 0),
            };
        };
        let number = match value {
            Value::Number(number) => number.as_u64().and_then(|n| u32::try_from(n).ok()),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| wrong(&self.path_of(name), "should be a whole number, 0 or more"))
    }

    /// A decimal, where it is there and not empty.
    pub fn decimal(&self, name: &str) -> Result<Option<Decimal>, AppError> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(value) => decimal(value, &self.path_of(name)).map(Some),
        }
    }

    /// A decimal that has to be there.
    pub fn required_decimal(&self, name: &str) -> Result<Decimal, AppError> {
        decimal(self.required(name)?, &self.path_of(name))
    }

    /// A list; empty where it is left out.
    pub fn list(&self, name: &str) -> Result<&'a [Value], AppError> {
        match self.value(name) {
            None => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(wrong(&self.path_of(name), "should be a list")),
        }
    }

    /// The currency in the field `currency`.
    pub fn currency(&self) -> Result<Currency, AppError> {
        let path = self.path_of("currency");
        Currency::try_new(self.required_text("currency")?)
            .map_err(|error| AppError::new("unknown_currency", format!("{error}."), FIX).at(path))
    }

    /// An amount in major units that the currency can hold exactly.
    pub fn money(&self, name: &str, currency: Currency) -> Result<Money, AppError> {
        let path = self.path_of(name);
        let major = self.required_decimal(name)?;
        Money::parse(&major.normalize().to_string(), currency)
            .map_err(|error| AppError::new("invalid_amount", format!("{error}."), FIX).at(path))
    }

    /// The path of the figure with the most digits in the fields of these names.
    pub fn longest_of(&self, names: &[&str]) -> String {
        let mut longest = (0, self.path.clone());
        for name in names {
            if let Some(value) = self.value(name) {
                measure(value, &self.path_of(name), &mut longest);
            }
        }
        longest.1
    }

    /// A rounding mode by name; the half away from zero where it is left out.
    pub fn rounding(&self, name: &str) -> Result<Rounding, AppError> {
        match self.text(name)? {
            None | Some("half_up") => Ok(Rounding::HalfUp),
            Some("half_even") => Ok(Rounding::HalfEven),
            Some("up") => Ok(Rounding::Up),
            Some("down") => Ok(Rounding::Down),
            Some(_) => Err(wrong(
                &self.path_of(name),
                "should be half_up, half_even, up or down",
            )),
        }
    }
}

/// A decimal written as text or as a whole JSON number; `path` is what an error names.
pub fn decimal(value: &Value, path: &str) -> Result<Decimal, AppError> {
    let parsed = match value {
        // The parser would skip underscores: 1_000 is a number of programs, not of people.
        Value::String(text) if text.contains('_') => None,
        Value::String(text) => Decimal::from_str_exact(text.trim()).ok(),
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            Decimal::from_str_exact(&number.to_string()).ok()
        }
        _ => None,
    };
    parsed.ok_or_else(|| {
        let should = match value {
            Value::String(text) if is_figure(text) => "has more digits than the 28 that are kept",
            _ => "should be a decimal written as text, such as \"12.50\"",
        };
        wrong(path, should)
    })
}

/// Whether a text is digits with at most one point and a sign: then it can only be too long.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|ch| ch.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

/// A day written as YYYY-MM-DD, with all its digits and no more.
pub fn day(text: &str, path: &str) -> Result<NaiveDate, AppError> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| text.len() == "2026-01-31".len())
        .ok_or_else(|| wrong(path, "should be a day, such as 2026-01-31"))
}

/// The path of the figure with the most digits in a value that stands at `path`: the likeliest
/// fault where a result has too many.
pub fn longest_figure(value: &Value, path: &str) -> String {
    let mut longest = (0, path.to_owned());
    measure(value, path, &mut longest);
    longest.1
}

fn measure(value: &Value, path: &str, longest: &mut (u32, String)) {
    let below = |name: &str| match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    };
    match value {
        Value::Object(map) => {
            let figures = map.iter().filter(|(name, _)| *name != "description");
            figures.for_each(|(name, inner)| measure(inner, &below(name), longest));
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(at, inner)| measure(inner, &below(&at.to_string()), longest));
        }
        _ => {
            let digits = decimal(value, path).map_or(0, digits);
            if digits > longest.0 {
                *longest = (digits, path.to_owned());
            }
        }
    }
}

/// The digits of a figure, with the zeros after its point.
fn digits(figure: Decimal) -> u32 {
    let figure = figure.normalize();
    let written = figure.mantissa().unsigned_abs().checked_ilog10();
    written
        .map_or(0, |before_last| before_last.saturating_add(1))
        .max(figure.scale())
}

/// The error for a field whose content is of the wrong kind.
pub fn wrong(path: &str, should: &str) -> AppError {
    let name = if path.is_empty() {
        "The input".to_owned()
    } else {
        format!("The field {path}")
    };
    let error = AppError::new("invalid_field", format!("{name} {should}."), FIX);
    if path.is_empty() {
        error
    } else {
        error.at(path)
    }
}

/// The error for a rule that the input breaks.
pub fn broken(code: &str, message: &impl std::fmt::Display, field: &str) -> AppError {
    AppError::new(code, format!("{message}."), FIX).at(field)
}

/// An explanation as every answer carries it.
pub fn steps(explanation: &Explanation) -> Vec<Value> {
    let steps = explanation.steps.iter();
    steps
        .map(|step| json!({"label": step.label, "value": step.value}))
        .collect()
}
