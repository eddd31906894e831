//! Choices as the words they cross a door with: `half_up`, `a4`, `bank_transfer`.

use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::AppError;

/// The word of a choice: the one that it is stored with.
pub fn to_word<T: Serialize>(choice: T) -> String {
    match serde_json::to_value(choice) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A figure without needless zeros: "7.5".
pub fn figure(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The choice that a word names; `choices` is for the person who typed another word.
pub fn from_word<T: DeserializeOwned>(
    word: &str,
    field: &str,
    choices: &str,
) -> Result<T, AppError> {
    serde_json::from_value(Value::String(word.to_owned())).map_err(|_| {
        AppError::new(
            "unknown_choice",
            format!("\"{word}\" is not a choice for {field}; nothing was changed."),
            format!("Give one of: {choices}."),
        )
        .at(field)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing::money::Rounding;

    #[test]
    fn a_choice_and_its_word_are_one() {
        assert_eq!(to_word(Rounding::HalfEven), "half_even");
        assert_eq!(
            from_word("half_even", "rounding", ""),
            Ok(Rounding::HalfEven)
        );
    }

    #[test]
    fn an_unknown_word_names_its_field_and_the_choices() {
        let refused = from_word::<Rounding>("nearest", "rounding", "half_up, half_even");
        let error = refused.expect_err("there is no such rounding");
        assert_eq!(error.field.as_deref(), Some("rounding"));
        assert!(error.fix.contains("half_even"));
    }
}
