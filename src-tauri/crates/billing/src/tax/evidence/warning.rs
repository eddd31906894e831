//! What a tax decision lacks to be proven later: warnings, which stop no bill.

use std::fmt;

use chrono::NaiveDate;

/// Something about the evidence of a decision that a person should mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceWarning {
    /// Too little says that a consumer is where they are taxed.
    PlaceUnproven {
        /// Where they are taken to be.
        country: String,
        /// How many kinds of proof point there.
        shown: usize,
        /// How many the law wants.
        wanted: usize,
    },
    /// The proofs point somewhere else as well.
    PlaceContradicted {
        /// Where the customer is taken to be.
        country: String,
        /// Where else the proofs point.
        others: Vec<String>,
    },
    /// Nobody asked the authorities about the number that the reverse charge rests on.
    NumberUnchecked {
        /// The number.
        vat_id: String,
    },
    /// The authorities said that the number is not registered.
    NumberRefused {
        /// The number.
        vat_id: String,
        /// Who said so.
        authority: String,
        /// When.
        checked_on: NaiveDate,
    },
    /// The exemption is over, so that it was not applied.
    ExemptionEnded {
        /// Its last day.
        until: NaiveDate,
    },
    /// The exemption was applied and is over soon.
    ExemptionEnds {
        /// Its last day.
        until: NaiveDate,
    },
}

impl EvidenceWarning {
    /// The code that screens and programs go by.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PlaceUnproven { .. } => "place_unproven",
            Self::PlaceContradicted { .. } => "place_contradicted",
            Self::NumberUnchecked { .. } => "number_unchecked",
            Self::NumberRefused { .. } => "number_refused",
            Self::ExemptionEnded { .. } => "exemption_ended",
            Self::ExemptionEnds { .. } => "exemption_ends",
        }
    }
}

impl fmt::Display for EvidenceWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PlaceUnproven {
                country, wanted: 1, ..
            } => write!(
                f,
                "Nothing that somebody else provided says that the customer is in {country}, and \
                 one such proof is wanted: note the country of the card, the bank or the device."
            ),
            Self::PlaceUnproven {
                country,
                shown,
                wanted,
            } => write!(
                f,
                "{shown} of {wanted} proofs say that the customer is in {country}: note another, \
                 such as the country of the card, the bank or the device."
            ),
            Self::PlaceContradicted { country, others } => write!(
                f,
                "The customer is taxed in {country}, but proofs of their place point to {}: ask \
                 them, and note what settles it.",
                others.join(" and ")
            ),
            Self::NumberUnchecked { vat_id } => write!(
                f,
                "No answer of the authorities about {vat_id} is kept: check the number and note \
                 the receipt."
            ),
            Self::NumberRefused {
                vat_id,
                authority,
                checked_on,
            } => {
                let who = match authority.as_str() {
                    "" => "The authorities",
                    authority => authority,
                };
                write!(
                    f,
                    "{who} said on {checked_on} that {vat_id} is not registered: ask the customer \
                     for the right number, or take it out."
                )
            }
            Self::ExemptionEnded { until } => write!(
                f,
                "The customer's exemption ended on {until}: note a new certificate, or take it out."
            ),
            Self::ExemptionEnds { until } => write!(
                f,
                "The customer's exemption ends on {until}: ask for a new certificate in time."
            ),
        }
    }
}
