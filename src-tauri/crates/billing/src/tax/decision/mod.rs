//! Which tax a supply carries, and why: seller, customer, product and day in, one decision out.
//! One file for each part of the world; what they share is here and in `case`.

mod abroad;
mod case;
mod europe;
mod north_america;
mod note;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use self::case::Case;
use super::rate::{LineTax, TaxCategory};
use super::rate_table::RateTable;
use crate::catalog::SupplyKind;
use crate::customer::Language;
use crate::invoice::Explanation;

/// Sales to consumers of other member states, in EUR, before the supply in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EuB2cSales {
    /// Since the first of January.
    pub this_year: Decimal,
    /// In the year before.
    pub last_year: Decimal,
}

/// Who sells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seller {
    /// Where the business is established (ISO 3166-1).
    pub country: String,
    /// Where it is registered for tax: countries ("DE"), states ("US-NY"), provinces ("CA-QC").
    pub registrations: Vec<String>,
    /// Whether it uses the one-stop shop of the EU.
    pub oss: bool,
    /// Sales to the EU's consumers; above the threshold where it is not known.
    pub eu_b2c_sales: Option<EuB2cSales>,
}

/// Who buys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaxedCustomer {
    /// ISO 3166-1, or XI for Northern Ireland.
    pub country: String,
    /// State, province or area, by code or name.
    pub region: String,
    /// Postal code; it tells areas with taxes of their own.
    pub postal_code: String,
    /// The VAT number as the customer gave it.
    pub vat_id: Option<String>,
    /// Whether the customer buys as a business.
    pub business: bool,
    /// Why the customer pays no tax, where that is so.
    pub exempt_reason: Option<String>,
    /// The last day of the exemption, where it ends.
    pub exempt_until: Option<NaiveDate>,
}

impl TaxedCustomer {
    /// The reason of an exemption that holds on a day.
    #[must_use]
    pub fn exemption(&self, on: NaiveDate) -> Option<&str> {
        self.named_exemption()
            .filter(|_| self.exempt_until.is_none_or(|until| on <= until))
    }

    /// The last day of an exemption that is over on a day.
    #[must_use]
    pub fn ended_exemption(&self, on: NaiveDate) -> Option<NaiveDate> {
        self.named_exemption()?;
        self.exempt_until.filter(|until| *until < on)
    }

    fn named_exemption(&self) -> Option<&str> {
        let reason = self.exempt_reason.as_deref()?.trim();
        (!reason.is_empty()).then_some(reason)
    }
}

/// What is sold, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supply {
    /// What kind of thing it is.
    pub kind: SupplyKind,
    /// Its category in the rate tables; `standard` where it has none.
    pub category: String,
    /// The day of the supply, which decides the rate.
    pub on: NaiveDate,
    /// Net, in EUR, for the threshold of sales to the EU's consumers.
    pub amount: Decimal,
}

/// How a supply is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// With the tax of the seller's own country.
    Domestic,
    /// The customer owes the tax.
    ReverseCharge,
    /// With the tax of the customer's country or state.
    Destination,
    /// It leaves, or its place is elsewhere: no tax.
    Export,
    /// The customer or the product is exempt.
    Exempt,
    /// The seller is not registered where the tax would be owed.
    NotRegistered,
}

/// How a supply is taxed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// How it is taxed.
    pub treatment: Treatment,
    /// All rates together, in percent.
    pub rate_pct: Decimal,
    /// The category for electronic invoices.
    pub category: TaxCategory,
    /// Whose tax it is, or would be ("DE", "US-NY", "CA-QC").
    pub jurisdiction: String,
    /// The taxes that a line carries; one of zero percent where the law wants its note.
    pub taxes: Vec<LineTax>,
    /// Why, as a sentence.
    pub reason: String,
    /// The rule that was applied ("eu.reverse_charge").
    pub rule: &'static str,
    /// What the law wants printed; empty where it wants nothing.
    pub invoice_note: String,
    /// How it was decided.
    pub explanation: Explanation,
}

/// Why no decision is possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// A country whose parts have taxes of their own, and no part.
    #[error("the taxes of {country} depend on the state or province; add the customer's region")]
    RegionMissing {
        /// The country.
        country: String,
    },
    /// A region that is not in that country.
    #[error("\"{region}\" is no state or province of {country}; write its two letters")]
    RegionUnknown {
        /// The country.
        country: String,
        /// The region that was given.
        region: String,
    },
    /// The table has no rate of that place on that day.
    #[error("the tax tables have no rate of {jurisdiction} on {on}; add it to the tax tables")]
    RateUnknown {
        /// The place.
        jurisdiction: String,
        /// The day.
        on: NaiveDate,
    },
}

/// Decides how a supply is taxed. The notes are in `language`.
///
/// # Errors
/// [`DecisionError`] where the customer's region or a rate is missing.
pub fn decide(
    seller: &Seller,
    customer: &TaxedCustomer,
    supply: &Supply,
    table: &RateTable,
    language: Language,
) -> Result<Decision, DecisionError> {
    let case = Case::new(seller, customer, supply, table, language);
    let mut decision = decide_case(case)?;
    if let Some(until) = customer.ended_exemption(supply.on) {
        let said = format!(" The exemption ended on {until} and was not applied.");
        decision.reason.push_str(&said);
    }
    Ok(decision)
}

fn decide_case(case: Case<'_>) -> Result<Decision, DecisionError> {
    if !case.is_registered_anywhere() {
        return Ok(case.seller_not_registered());
    }
    if let Some(reason) = case.customer.exemption(case.supply.on) {
        return Ok(case.exempt(reason));
    }
    match case.to.country.as_str() {
        "US" => return north_america::united_states(case),
        "CA" if case.is_registered("CA") => return north_america::canada(case),
        _ => {}
    }
    let (from_eu, to_eu) = (case.in_eu(&case.from), case.in_eu(&case.to));
    if case.is_domestic() {
        abroad::domestic(case)
    } else if from_eu && to_eu {
        europe::within(case)
    } else if to_eu {
        europe::into(case)
    } else {
        abroad::abroad(case)
    }
}

#[cfg(test)]
mod tests;
