//! What proves a tax decision afterwards: where the customer is, and that a VAT number was checked.

mod assessment;
mod receipt;
mod record;
mod warning;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::vat_id::VatId;

pub use assessment::{Asked, assess};
pub use receipt::{Receipt, read_receipt};
pub use record::{DecisionRecord, Exemption, RecordedWarning};
pub use warning::EvidenceWarning;

/// What says where a customer is (Art. 24f Implementing Regulation 282/2011).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceProofKind {
    /// The billing address.
    BillingAddress,
    /// The address of the device on the network, or another way to locate it.
    IpAddress,
    /// The country of the bank account that pays.
    Bank,
    /// The country of the bank that issued the card.
    Card,
    /// The country code of the SIM card, or of the telephone number.
    SimCard,
    /// The fixed line through which the service is received.
    FixedLine,
    /// Anything else that matters in trade.
    Other,
}

impl PlaceProofKind {
    /// The letter of Art. 24f that it comes under. Two proofs of one letter say the same thing
    /// twice: a card and its bank are both bank details.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::BillingAddress => 'a',
            Self::IpAddress => 'b',
            Self::Bank | Self::Card => 'c',
            Self::SimCard => 'd',
            Self::FixedLine => 'e',
            Self::Other => 'f',
        }
    }

    /// What it is called in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::BillingAddress => "billing address",
            Self::IpAddress => "IP address",
            Self::Bank => "bank account",
            Self::Card => "card",
            Self::SimCard => "SIM card or telephone",
            Self::FixedLine => "fixed line",
            Self::Other => "other proof",
        }
    }
}

/// One proof of the customer's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceProof {
    /// What it is.
    pub kind: PlaceProofKind,
    /// The country that it points to (ISO 3166-1).
    pub country: String,
    /// Where it comes from or what it said, in short; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The day on which it was taken down.
    pub noted_on: NaiveDate,
}

/// What the authorities answered about a VAT number, as a person took it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberCheck {
    /// The number that was checked.
    pub vat_id: String,
    /// Whether it was registered then.
    pub valid: bool,
    /// Who was asked ("VIES", "HMRC").
    pub authority: String,
    /// The day of the answer.
    pub checked_on: NaiveDate,
    /// The name that it is registered for; empty where none was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The address that it is registered for; empty where none was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// The consultation number that the authority gave; empty where it gave none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub receipt: String,
    /// Who took the answer down; empty where that is not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub noted_by: String,
}

/// What is kept with a customer to prove how they were taxed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TaxEvidence {
    /// Proofs of the place; two that agree are needed for digital services to consumers.
    pub place_proofs: Vec<PlaceProof>,
    /// The checks of VAT numbers, in any order.
    pub number_checks: Vec<NumberCheck>,
}

impl TaxEvidence {
    /// Whether nothing was taken down yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.place_proofs.is_empty() && self.number_checks.is_empty()
    }

    /// The check of this number that counts on a day: the newest until then, else the first after.
    #[must_use]
    pub fn check_of(&self, vat_id: &str, on: NaiveDate) -> Option<&NumberCheck> {
        let wanted = normalized(vat_id);
        let of_it = || {
            let checks = self.number_checks.iter();
            checks.filter(|check| is_same_number(&wanted, &normalized(&check.vat_id)))
        };
        let until = of_it().filter(|check| check.checked_on <= on);
        // Of two of one day, the later in the list was added later.
        let newest = until.max_by_key(|check| check.checked_on);
        newest.or_else(|| of_it().min_by_key(|check| check.checked_on))
    }
}

/// Whether a number was checked as it is, or without the two letters of its country.
fn is_same_number(wanted: &str, checked: &str) -> bool {
    wanted == checked || wanted.get(2..) == Some(checked)
}

/// A number without what only separates, with its prefix where it can be read.
fn normalized(vat_id: &str) -> String {
    match VatId::try_new(vat_id, None) {
        Ok(number) => number.as_str().to_owned(),
        Err(_) => vat_id
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_uppercase)
            .collect(),
    }
}

#[cfg(test)]
mod tests;
