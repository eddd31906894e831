//! `calc forecast`: the next values of a series, with intervals and how it would have done before.

use insights::forecast::{Forecast, ForecastError, Frequency, Request, Series};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::fields::{Fields, broken, decimal, steps, wrong};
use crate::error::AppError;

/// Answers one line.
pub fn forecast(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", &["frequency", "values", "horizon", "levels"])?;
    let series = series(&fields)?;
    let horizon = usize::try_from(fields.whole("horizon", None)?).unwrap_or(usize::MAX);
    let mut request = Request::new(&series, horizon);
    if fields.value("levels").is_some() {
        request.levels = figures(&fields, "levels")?;
    }
    let told = insights::forecast::forecast(&series, &request).map_err(|error| {
        let field = field_of(&error, &request);
        broken("cannot_forecast", &error, &field)
    })?;
    Ok(answer(&told))
}

fn series(fields: &Fields<'_>) -> Result<Series, AppError> {
    let frequency = match fields.required_text("frequency")? {
        "day" => Frequency::Day,
        "week" => Frequency::Week,
        "month" => Frequency::Month,
        _ => return Err(wrong("frequency", "should be day, week or month")),
    };
    fields.required("values")?;
    let values = figures(fields, "values")?;
    Series::try_new(frequency, values).map_err(|e| broken("cannot_forecast", &e, "values"))
}

fn figures(fields: &Fields<'_>, name: &str) -> Result<Vec<Decimal>, AppError> {
    let figures = fields.list(name)?.iter().enumerate();
    figures
        .map(|(at, value)| figure(value, &format!("{name}.{at}")))
        .collect()
}

/// A count is no amount: a JSON number with a point will do, by the digits that it is written in.
fn figure(value: &Value, path: &str) -> Result<Decimal, AppError> {
    match value {
        Value::Number(number) if number.is_f64() => {
            let written = number.to_string();
            let scientific = Decimal::from_scientific(&written).ok();
            scientific.map_or_else(|| decimal(&Value::String(written), path), Ok)
        }
        _ => decimal(value, path),
    }
}

fn field_of(error: &ForecastError, request: &Request) -> String {
    match error {
        ForecastError::TooShort { .. } => "values".to_owned(),
        ForecastError::Horizon { .. } => "horizon".to_owned(),
        ForecastError::Level { level } => {
            let at = request.levels.iter().position(|other| other == level);
            at.map_or_else(|| "levels".to_owned(), |at| format!("levels.{at}"))
        }
    }
}

fn answer(told: &Forecast) -> Value {
    let texts = |values: &[Decimal]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (mut lower, mut upper) = (Map::new(), Map::new());
    for interval in &told.intervals {
        let level = interval.level.normalize().to_string();
        lower.insert(level.clone(), json!(texts(&interval.lower)));
        upper.insert(level, json!(texts(&interval.upper)));
    }
    json!({
        "mean": texts(&told.mean),
        "lower": lower,
        "upper": upper,
        "method": told.method(),
        "steps": steps(&told.explanation),
    })
}
