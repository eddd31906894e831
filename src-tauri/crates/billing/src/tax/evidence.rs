//! What proves a tax decision afterwards: where the customer is, and that a VAT number was checked.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What says where a customer is (Art. 24f Implementing Regulation 282/2011).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceProofKind {
    /// The billing address.
    BillingAddress,
    /// The address of the device on the network.
    IpAddress,
    /// The country of the bank or card.
    Bank,
    /// The country code of the SIM card.
    SimCard,
    /// The line at which the service is received.
    FixedLine,
    /// Anything else that matters in trade.
    Other,
}

/// One proof of the customer's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceProof {
    /// What it is.
    pub kind: PlaceProofKind,
    /// The country that it points to (ISO 3166-1).
    pub country: String,
    /// What it said, in short.
    #[serde(default)]
    pub detail: String,
    /// When it was taken down.
    pub recorded_at: DateTime<Utc>,
}

/// The receipt of a VAT number's check with the authorities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberCheck {
    /// The number that was checked.
    pub vat_id: String,
    /// Whether it was registered then.
    pub valid: bool,
    /// Who was asked ("VIES", "HMRC").
    pub authority: String,
    /// The consultation number that the authority gave; empty where it gave none.
    #[serde(default)]
    pub receipt: String,
    /// When it was checked.
    pub checked_at: DateTime<Utc>,
}

/// What is kept with a customer to prove how they were taxed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TaxEvidence {
    /// Proofs of the place; two that agree are needed for services to consumers.
    pub places: Vec<PlaceProof>,
    /// The checks of the VAT number, the newest last.
    pub number_checks: Vec<NumberCheck>,
    /// The last day of the exemption, where the customer has one that ends.
    pub exempt_until: Option<NaiveDate>,
}

impl TaxEvidence {
    /// The country that two proofs of different kinds agree on, where they do.
    #[must_use]
    pub fn proven_country(&self) -> Option<&str> {
        let agree = |one: &PlaceProof, other: &PlaceProof| {
            one.country == other.country && one.kind != other.kind
        };
        self.places
            .iter()
            .find(|one| self.places.iter().any(|other| agree(one, other)))
            .map(|proof| proof.country.as_str())
    }

    /// The newest check of this number.
    #[must_use]
    pub fn check_of(&self, vat_id: &str) -> Option<&NumberCheck> {
        let checks = self.number_checks.iter();
        checks
            .filter(|check| check.vat_id == vat_id)
            .max_by_key(|check| check.checked_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(kind: PlaceProofKind, country: &str) -> PlaceProof {
        PlaceProof {
            kind,
            country: country.into(),
            detail: String::new(),
            recorded_at: "2026-11-20T09:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn two_proofs_of_different_kinds_have_to_agree() {
        use PlaceProofKind::{Bank, BillingAddress, IpAddress};
        let mut evidence = TaxEvidence {
            places: vec![proof(BillingAddress, "FR"), proof(BillingAddress, "FR")],
            ..TaxEvidence::default()
        };
        assert_eq!(evidence.proven_country(), None);
        evidence.places.push(proof(IpAddress, "BE"));
        assert_eq!(evidence.proven_country(), None);
        evidence.places.push(proof(Bank, "FR"));
        assert_eq!(evidence.proven_country(), Some("FR"));
    }

    #[test]
    fn the_newest_check_of_a_number_counts() {
        let check = |valid, at: &str| NumberCheck {
            vat_id: "FR40303265045".into(),
            valid,
            authority: "VIES".into(),
            receipt: "WAPIAAAAY".into(),
            checked_at: at.parse().unwrap(),
        };
        let evidence = TaxEvidence {
            number_checks: vec![
                check(false, "2026-11-20T09:00:00Z"),
                check(true, "2025-11-20T09:00:00Z"),
            ],
            ..TaxEvidence::default()
        };
        assert!(!evidence.check_of("FR40303265045").unwrap().valid);
        assert_eq!(evidence.check_of("DE136695976"), None);
        let written = serde_json::to_string(&evidence).unwrap();
        assert_eq!(
            serde_json::from_str::<TaxEvidence>(&written).unwrap(),
            evidence
        );
    }
}
