//! A tax decision as it is kept with the line it was made for: what was decided, and by what it was
//! proven that day. Later edits of the customer do not change it.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::assessment::{Asked, asks_for_place, assess, number_of, place_proofs};
use super::{EvidenceWarning, NumberCheck, PlaceProof};
use crate::ids::CustomerId;
use crate::invoice::Explanation;
use crate::tax::decision::{Decision, Treatment};
use crate::tax::rate::{LineTax, TaxCategory};

/// An exemption as it held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// Why no tax is charged.
    pub reason: String,
    /// The certificate's number; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub certificate: String,
    /// Its last day, where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// A warning as it was given, in the words of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedWarning {
    /// The code that screens and programs go by.
    pub code: String,
    /// What is lacking, and what to do.
    pub message: String,
}

/// How a line was taxed, why, and what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionRecord {
    /// Whose tax was decided.
    pub customer_id: CustomerId,
    /// The day of the supply.
    pub on: NaiveDate,
    /// How it is taxed.
    pub treatment: Treatment,
    /// The rule that was applied ("eu.reverse_charge").
    pub rule: String,
    /// Whose tax it is, or would be.
    pub jurisdiction: String,
    /// All rates together, in percent.
    pub rate_pct: Decimal,
    /// The category for electronic invoices.
    pub category: TaxCategory,
    /// Why, as a sentence.
    pub reason: String,
    /// How it was decided.
    pub explanation: Explanation,
    /// What said where the customer is, where the decision asks for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place_proofs: Vec<PlaceProof>,
    /// The check of the number that the decision rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_check: Option<NumberCheck>,
    /// The exemption that was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption: Option<Exemption>,
    /// What is lacking.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<RecordedWarning>,
}

impl RecordedWarning {
    fn new(warning: &EvidenceWarning) -> Self {
        Self {
            code: warning.code().to_owned(),
            message: warning.to_string(),
        }
    }
}

impl DecisionRecord {
    /// The decision with the evidence as it is now.
    #[must_use]
    pub fn new(decision: &Decision, asked: &Asked<'_>) -> Self {
        let warnings = assess(decision, asked);
        let about_place = asks_for_place(decision, asked)
            || warnings
                .iter()
                .any(|warning| matches!(warning, EvidenceWarning::PlaceContradicted { .. }));
        Self {
            customer_id: asked.customer.id.clone(),
            on: asked.supply.on,
            treatment: decision.treatment,
            rule: decision.rule.to_owned(),
            jurisdiction: decision.jurisdiction.clone(),
            rate_pct: decision.rate_pct,
            category: decision.category,
            reason: decision.reason.clone(),
            explanation: decision.explanation.clone(),
            place_proofs: if about_place {
                place_proofs(asked)
            } else {
                Vec::new()
            },
            number_check: number_check(decision, asked),
            exemption: exemption(decision, asked),
            warnings: warnings.iter().map(RecordedWarning::new).collect(),
        }
    }

    /// Whether it still speaks of a line: of this customer, with taxes as they were decided.
    #[must_use]
    pub fn fits(&self, customer: &CustomerId, taxes: &[LineTax]) -> bool {
        let rate = taxes
            .iter()
            .fold(Decimal::ZERO, |sum, tax| sum.saturating_add(tax.rate_pct));
        let alike = |tax: &LineTax| tax.category == self.category;
        // A line without tax carries one of zero percent only where the law wants its note.
        self.customer_id == *customer && rate == self.rate_pct && taxes.iter().all(alike)
    }
}

fn number_check(decision: &Decision, asked: &Asked<'_>) -> Option<NumberCheck> {
    let vat_id = number_of(asked.buyer)?;
    let evidence = &asked.customer.tax.evidence;
    (decision.treatment == Treatment::ReverseCharge)
        .then(|| evidence.check_of(&vat_id, asked.supply.on).cloned())
        .flatten()
}

fn exemption(decision: &Decision, asked: &Asked<'_>) -> Option<Exemption> {
    let reason = asked.buyer.exempt_reason.clone()?;
    (decision.rule == "customer.exempt").then(|| Exemption {
        reason,
        certificate: asked.customer.tax.exempt_certificate.clone(),
        until: asked.buyer.exempt_until,
    })
}
