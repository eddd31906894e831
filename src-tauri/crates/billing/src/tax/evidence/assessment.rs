//! Whether the evidence carries the decision: the presumptions on a customer's place of Art. 24b
//! and 24f Implementing Regulation 282/2011, the check of a number of its Art. 18, and the days of
//! an exemption. No warning changes how a supply is taxed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::{EvidenceWarning, PlaceProof, PlaceProofKind};
use crate::catalog::SupplyKind;
use crate::customer::{Customer, TaxProfile};
use crate::tax::decision::{Decision, Seller, Supply, TaxedCustomer, Treatment};
use crate::tax::jurisdiction::{Place, first_day_of, is_eu};
use crate::tax::vat_id::VatId;

/// Two proofs that do not contradict each other are wanted (Art. 24b, point d).
const PROOFS: usize = 2;
/// Up to this many EUR of such sales a year one proof is enough (Art. 24b, since 2019).
const ONE_PROOF_UP_TO: i64 = 100_000;
/// Days before the end of an exemption in which its end is announced.
const SOON: u64 = 30;

/// What was decided about.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Who sells.
    pub seller: &'a Seller,
    /// Who buys, as the decision saw them.
    pub buyer: &'a TaxedCustomer,
    /// The customer, with the evidence.
    pub customer: &'a Customer,
    /// What is sold.
    pub supply: &'a Supply,
}

/// What the evidence lacks for a decision to be proven later.
#[must_use]
pub fn assess(decision: &Decision, asked: &Asked<'_>) -> Vec<EvidenceWarning> {
    let mut warnings = Vec::new();
    warnings.extend(place_warning(decision, asked));
    warnings.extend(number_warning(decision, asked));
    warnings.extend(exemption_warning(decision, asked));
    warnings
}

/// The proofs of the customer's place, their billing address among them.
pub(super) fn place_proofs(asked: &Asked<'_>) -> Vec<PlaceProof> {
    let profile = &asked.customer.tax.evidence;
    let mut proofs = profile.place_proofs.clone();
    let noted = |proof: &PlaceProof| proof.kind == PlaceProofKind::BillingAddress;
    let country = &asked.customer.address.country;
    if !country.is_empty() && !proofs.iter().any(noted) {
        let address = PlaceProof {
            kind: PlaceProofKind::BillingAddress,
            country: country.clone(),
            detail: "on the customer's page".to_owned(),
            noted_on: asked.supply.on,
        };
        proofs.insert(0, address);
    }
    proofs
}

/// Whether the law asks for proofs of this customer's place: digital services since 2015, to
/// consumers whom the rules of the EU put where they are.
pub(super) fn asks_for_place(decision: &Decision, asked: &Asked<'_>) -> bool {
    is_digital_to_consumer(decision, asked)
        && match decision.rule {
            "eu.oss" | "eu.destination" | "eu.not_registered" => true,
            "export.service" => is_eu(&asked.seller.country, asked.supply.on),
            _ => false,
        }
}

fn is_digital_to_consumer(decision: &Decision, asked: &Asked<'_>) -> bool {
    let supply = asked.supply;
    // These rules are for those that are taxed as consumers, businesses without a number too.
    let rules = ["eu.oss", "eu.destination", "eu.not_registered"];
    let as_consumer = !asked.buyer.business || rules.contains(&decision.rule);
    supply.kind == SupplyKind::DigitalService && supply.on >= first_day_of(2015) && as_consumer
}

fn place_warning(decision: &Decision, asked: &Asked<'_>) -> Option<EvidenceWarning> {
    if !is_digital_to_consumer(decision, asked) || decision.rule == "seller.not_registered" {
        return None;
    }
    let buyer = asked.buyer;
    let country = Place::new(&buyer.country, &buyer.region, &buyer.postal_code).country;
    let proofs = place_proofs(asked);
    let shown = letters_by_country(&proofs);
    let here = shown.get(&country).map_or(0, BTreeSet::len);
    // One proof that points elsewhere does no harm where two agree; two of them do.
    let contradicts = |letters: &BTreeSet<char>| here < PROOFS || letters.len() >= PROOFS;
    let others: Vec<String> = shown
        .iter()
        .filter(|(place, letters)| **place != country && contradicts(letters))
        .map(|(place, _)| place.clone())
        .collect();
    if !others.is_empty() {
        return Some(EvidenceWarning::PlaceContradicted { country, others });
    }
    let wanted = wanted(asked);
    let is_carried = here >= PROOFS || (wanted == 1 && has_of_third_party(&proofs, &country));
    let is_lacking = asks_for_place(decision, asked) && !is_carried;
    is_lacking.then_some(EvidenceWarning::PlaceUnproven {
        country,
        shown: here,
        wanted,
    })
}

/// Per country, the letters of Art. 24f under which something points there.
fn letters_by_country(proofs: &[PlaceProof]) -> BTreeMap<String, BTreeSet<char>> {
    let mut found: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    for proof in proofs {
        let letters = found.entry(taxed_in(&proof.country)).or_default();
        letters.insert(proof.kind.letter());
    }
    found
}

/// Monaco counts as France, as it does for the tax.
fn taxed_in(country: &str) -> String {
    Place::new(country, "", "").country
}

/// The one proof has to come from neither seller nor customer; who tells their own address is one.
fn has_of_third_party(proofs: &[PlaceProof], country: &str) -> bool {
    proofs.iter().any(|proof| {
        taxed_in(&proof.country) == country && proof.kind != PlaceProofKind::BillingAddress
    })
}

/// One proof for those in one member state who sell little to the consumers of others, else two.
fn wanted(asked: &Asked<'_>) -> usize {
    let supply = asked.supply;
    let limit = Decimal::from(ONE_PROOF_UP_TO);
    let is_small = asked.seller.eu_b2c_sales.is_some_and(|sales| {
        let this_year = sales.this_year.saturating_add(supply.amount);
        this_year <= limit && sales.last_year <= limit
    });
    let in_member = is_eu(&asked.seller.country, supply.on) && supply.on >= first_day_of(2019);
    if is_small && in_member { 1 } else { PROOFS }
}

fn number_warning(decision: &Decision, asked: &Asked<'_>) -> Option<EvidenceWarning> {
    if decision.treatment != Treatment::ReverseCharge {
        return None;
    }
    let vat_id = number_of(asked.buyer)?;
    let evidence = &asked.customer.tax.evidence;
    match evidence.check_of(&vat_id, asked.supply.on) {
        None => Some(EvidenceWarning::NumberUnchecked { vat_id }),
        Some(check) if check.valid => None,
        Some(check) => Some(EvidenceWarning::NumberRefused {
            vat_id,
            authority: check.authority.clone(),
            checked_on: check.checked_on,
        }),
    }
}

/// The buyer's number as decisions read it: with the prefix of their country where it has none.
pub(super) fn number_of(buyer: &TaxedCustomer) -> Option<String> {
    let text = buyer.vat_id.as_deref()?;
    let read = VatId::try_new(text, None).or_else(|_| VatId::try_new(text, Some(&buyer.country)));
    let read = read.map(|number| number.as_str().to_owned());
    Some(read.unwrap_or_else(|_| text.to_owned()))
}

fn exemption_warning(decision: &Decision, asked: &Asked<'_>) -> Option<EvidenceWarning> {
    let on = asked.supply.on;
    let until = asked.buyer.exempt_until?;
    if asked.buyer.ended_exemption(on).is_some() {
        return Some(EvidenceWarning::ExemptionEnded { until });
    }
    let applied = decision.rule == "customer.exempt";
    (applied && is_soon(until, on)).then_some(EvidenceWarning::ExemptionEnds { until })
}

fn is_soon(until: NaiveDate, on: NaiveDate) -> bool {
    let horizon = on.checked_add_days(Days::new(SOON));
    horizon.is_none_or(|horizon| until <= horizon)
}

impl TaxProfile {
    /// The last day of an exemption that is over on this day or within thirty days of it; for
    /// telling people before it matters.
    #[must_use]
    pub fn exemption_ending(&self, on: NaiveDate) -> Option<NaiveDate> {
        let has_reason = self
            .exempt_reason
            .as_deref()
            .is_some_and(|text| !text.trim().is_empty());
        self.exempt_until
            .filter(|until| has_reason && is_soon(*until, on))
    }
}
