//! Accounts: their codes, their names, and the side that they grow on.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What kind of account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// What the business has or is owed.
    Asset,
    /// What the business owes.
    Liability,
    /// What belongs to the owners.
    Equity,
    /// What was earned; accounts that lower it are of this kind too.
    Revenue,
    /// What was spent or lost.
    Expense,
}

/// The side on which an account grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NormalSide {
    /// Positive amounts.
    Debit,
    /// Negative amounts.
    Credit,
}

impl AccountKind {
    /// The side on which accounts of this kind grow.
    #[must_use]
    pub const fn normal_side(self) -> NormalSide {
        match self {
            Self::Asset | Self::Expense => NormalSide::Debit,
            Self::Liability | Self::Equity | Self::Revenue => NormalSide::Credit,
        }
    }
}

/// The code of an account: four digits, and after a colon the jurisdiction or product where there
/// is one account for each ("2200:DE", "4000:Consulting").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountCode(String);

/// Why a text is no account code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountCodeError {
    /// It is not four digits, with a name after a colon where it has parts.
    #[error("\"{text}\" is no account; write four digits such as 1100, or 4000:Consulting")]
    Malformed {
        /// The text that was given.
        text: String,
    },
}

impl AccountCode {
    /// Reads a code.
    ///
    /// # Errors
    /// [`AccountCodeError::Malformed`].
    pub fn try_new(text: &str) -> Result<Self, AccountCodeError> {
        let malformed = || AccountCodeError::Malformed {
            text: text.to_owned(),
        };
        let (number, part) = text.split_once(':').unwrap_or((text, "-"));
        let is_number = number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit());
        if !is_number || part.is_empty() || plain(part) != part {
            return Err(malformed());
        }
        Ok(Self(text.to_owned()))
    }

    pub(super) fn fixed(number: &str) -> Self {
        Self(number.to_owned())
    }

    /// The account for one part; the general one where the part has no name.
    pub(super) fn of_part(number: &str, part: &str) -> Self {
        match plain(part) {
            part if part.is_empty() => Self::fixed(number),
            part => Self(format!("{number}:{part}")),
        }
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The four digits.
    #[must_use]
    pub fn number(&self) -> &str {
        self.0
            .split_once(':')
            .map_or(self.as_str(), |(number, _)| number)
    }

    /// The jurisdiction or product, where there is one.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        self.0.split_once(':').map(|(_, part)| part)
    }
}

/// One space between words and no colon: what every ledger program reads as one account name.
fn plain(part: &str) -> String {
    let words = part.replace(':', "-");
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    let words: String = words.chars().map(printable).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl fmt::Display for AccountCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for AccountCode {
    type Error = AccountCodeError;
    fn try_from(text: String) -> Result<Self, AccountCodeError> {
        Self::try_new(&text)
    }
}

impl From<AccountCode> for String {
    fn from(code: AccountCode) -> Self {
        code.0
    }
}

/// An account of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Account {
    /// Its code; unique.
    pub code: AccountCode,
    /// Its name, with a colon between a group and its part ("Revenue:Consulting").
    pub name: String,
    /// What kind it is.
    pub kind: AccountKind,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_four_digits_and_perhaps_a_part() {
        for good in ["1100", "2200:DE", "4000:Web design"] {
            assert_eq!(AccountCode::try_new(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "110",
            "11000",
            "4000:",
            "4000:a:b",
            "4000:two  spaces",
            "x100",
        ] {
            assert!(AccountCode::try_new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_product_of_any_name_has_a_readable_code() {
        let code = |product| AccountCode::of_part("4000", product).to_string();
        assert_eq!(code("Consulting"), "4000:Consulting");
        assert_eq!(code("  Web:  design\n"), "4000:Web- design");
        assert_eq!(code(" "), "4000");
        assert!(AccountCode::try_new(&code("Web:  design")).is_ok());
    }
}
