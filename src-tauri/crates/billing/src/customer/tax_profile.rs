//! What decides a customer's tax: the number, the kind, the exemption, the usual rates, and what
//! proves them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::country::is_country;
use crate::ids::TaxRateId;
use crate::tax::TaxEvidence;

/// How a customer is taxed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TaxProfile {
    /// VAT identification number, as the customer gave it.
    pub vat_id: Option<String>,
    /// Whether the customer buys as a business.
    pub business: bool,
    /// Why the customer pays no tax, where that is so.
    pub exempt_reason: Option<String>,
    /// The number of the exemption's certificate; empty where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub exempt_certificate: String,
    /// The last day of the exemption, where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exempt_until: Option<NaiveDate>,
    /// The rates that new lines for this customer start with.
    pub tax_rate_ids: Vec<TaxRateId>,
    /// Proofs of the place, and checks of the number.
    #[serde(skip_serializing_if = "TaxEvidence::is_empty")]
    pub evidence: TaxEvidence,
}

/// Why a tax profile cannot be kept as given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxProfileError {
    /// A certificate or an end without the exemption that it is of.
    #[error("an exemption has a certificate or an end, but no reason; say why no tax is charged")]
    ExemptionReasonMissing,
    /// A proof of the place does not say where.
    #[error("a proof of the customer's place has no country; choose one, or take the proof out")]
    ProofCountryMissing {
        /// Which proof, from 0.
        at: usize,
    },
    /// A proof of the place points to no country.
    #[error("\"{country}\" is no country; use its two letters, such as DE or US")]
    ProofCountryUnknown {
        /// Which proof, from 0.
        at: usize,
        /// The code that was given.
        country: String,
    },
    /// A check does not say of which number.
    #[error("a check of a VAT number has no number; write the one that was checked")]
    CheckedNumberMissing {
        /// Which check, from 0.
        at: usize,
    },
}

impl TaxProfileError {
    /// The field that the error is about.
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::ExemptionReasonMissing => "exempt_reason".to_owned(),
            Self::ProofCountryMissing { at } | Self::ProofCountryUnknown { at, .. } => {
                format!("place_proofs.{at}.country")
            }
            Self::CheckedNumberMissing { at } => format!("number_checks.{at}.vat_id"),
        }
    }
}

impl TaxProfile {
    /// Checks what every kept profile fulfils.
    ///
    /// # Errors
    /// [`TaxProfileError`], the first rule that is broken.
    pub fn validate(&self) -> Result<(), TaxProfileError> {
        let is_exempt = self.exempt_reason.as_deref().is_some_and(is_said);
        if !is_exempt && (is_said(&self.exempt_certificate) || self.exempt_until.is_some()) {
            return Err(TaxProfileError::ExemptionReasonMissing);
        }
        let mut proofs = self.evidence.place_proofs.iter().enumerate();
        if let Some((at, proof)) = proofs.find(|(_, proof)| !is_country(&proof.country)) {
            let country = proof.country.clone();
            return Err(match country.as_str() {
                "" => TaxProfileError::ProofCountryMissing { at },
                _ => TaxProfileError::ProofCountryUnknown { at, country },
            });
        }
        let mut checks = self.evidence.number_checks.iter().enumerate();
        match checks.find(|(_, check)| !is_said(&check.vat_id)) {
            Some((at, _)) => Err(TaxProfileError::CheckedNumberMissing { at }),
            None => Ok(()),
        }
    }
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_of_before_the_evidence_reads_and_writes_as_it_was() {
        let stored =
            r#"{"vat_id":"DE136695976","business":true,"exempt_reason":null,"tax_rate_ids":[]}"#;
        let profile: TaxProfile = serde_json::from_str(stored).unwrap();
        assert_eq!(profile.vat_id.as_deref(), Some("DE136695976"));
        assert!(profile.evidence.is_empty() && profile.exempt_until.is_none());
        assert_eq!(serde_json::to_string(&profile).unwrap(), stored);
    }

    #[test]
    fn what_belongs_to_an_exemption_needs_its_reason() {
        let mut profile = TaxProfile {
            exempt_until: Some("2026-12-31".parse().unwrap()),
            ..TaxProfile::default()
        };
        let error = profile.validate().unwrap_err();
        assert_eq!(error, TaxProfileError::ExemptionReasonMissing);
        assert_eq!(error.field(), "exempt_reason");
        profile.exempt_reason = Some("Education".into());
        assert_eq!(profile.validate(), Ok(()));
    }
}
