//! Shows the settings, and the currencies that can be billed in.

use billing::money::Currency;
use serde_json::{Map, Value};
use store::ReadTx;

use crate::context::App;
use crate::dto::lists::Nothing;
use crate::dto::money::CurrencyDto;
use crate::dto::settings::{CurrencyList, SettingsDto};
use crate::error::AppError;

/// The one stored value that holds them all.
pub(crate) const NAME: &str = "preferences";

/// The settings, with the standard where the person chose nothing.
pub fn get(app: &App, _request: Nothing) -> Result<SettingsDto, AppError> {
    app.read(load)
}

pub(crate) fn load(tx: &ReadTx<'_>) -> Result<SettingsDto, AppError> {
    let stored = tx.settings().get(NAME)?;
    Ok(over_standard(stored.unwrap_or(Value::Null)))
}

/// A setting that an older build did not know, or a value it cannot read, is the standard's.
fn over_standard(stored: Value) -> SettingsDto {
    let Value::Object(stored) = stored else {
        return standard();
    };
    let Ok(Value::Object(base)) = serde_json::to_value(standard()) else {
        return standard();
    };
    let merged = base
        .clone()
        .into_iter()
        .chain(stored)
        .collect::<Map<String, Value>>();
    serde_json::from_value(Value::Object(merged)).unwrap_or_else(|_| standard())
}

pub(crate) fn standard() -> SettingsDto {
    SettingsDto {
        theme: "system".into(),
        density: "normal".into(),
        language: "en".into(),
        formats: "system".into(),
        negative_style: "minus".into(),
        single_letter_keys: true,
        privacy_mode: false,
        lock_after_minutes: 15,
        daily_backups: true,
        backup_folder: String::new(),
    }
}

/// Every currency of ISO 4217 in use, by code.
pub fn currencies(_app: &App, _request: Nothing) -> Result<CurrencyList, AppError> {
    let mut rows: Vec<CurrencyDto> = Currency::all()
        .map(|currency| CurrencyDto {
            code: currency.code().to_owned(),
            exponent: u8::try_from(currency.exponent()).unwrap_or(0),
        })
        .collect();
    rows.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(CurrencyList { rows })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_never_chosen_is_the_standard() {
        let settings = over_standard(json!({"theme": "dark", "of_a_later_build": 1}));
        assert_eq!(
            settings,
            SettingsDto {
                theme: "dark".into(),
                ..standard()
            }
        );
        assert_eq!(over_standard(json!({"theme": 7})), standard());
    }

    #[test]
    fn currencies_have_their_own_exponents() {
        let (app, _folder) = crate::testing::opened();
        let rows = currencies(&app, Nothing {}).expect("the list").rows;
        let exponent = |code: &str| rows.iter().find(|row| row.code == code).map(|c| c.exponent);
        assert_eq!(
            (exponent("EUR"), exponent("JPY"), exponent("KWD")),
            (Some(2), Some(0), Some(3))
        );
    }
}
