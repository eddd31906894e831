//! Taxes: the dated tables, where the business is registered, decisions, and VAT numbers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invoices::{LineTaxDto, StepDto};
use super::money::MoneyDto;

/// A rate from its first day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DatedRateDto {
    pub from: String,
    /// Percent, in plain notation.
    pub rate_pct: String,
    /// Put there by a person, not by the tables that come with Billfold.
    pub changed: bool,
}

/// The rates of one tax of one place for one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RateScheduleDto {
    /// ISO 3166-1 ("DE") or 3166-2 ("CA-QC").
    pub jurisdiction: String,
    /// What the tax is called there.
    pub tax: String,
    pub category: String,
    pub note: String,
    /// Today's rate; empty before the first.
    pub rate_pct: String,
    /// The newest first.
    pub history: Vec<DatedRateDto>,
}

/// All tables, by place and category, and where their rates come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TaxTableList {
    pub rows: Vec<RateScheduleDto>,
    pub sources: Vec<String>,
}

/// Puts a rate into the tables, or changes the one of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveTableRateRequest {
    pub jurisdiction: String,
    /// Empty means what the place's tax is called already, or "VAT".
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub tax: String,
    /// Empty means standard.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub category: String,
    pub from: String,
    pub rate_pct: String,
}

/// Takes a person's rate out again; that of the tables holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResetTableRateRequest {
    pub jurisdiction: String,
    pub tax: String,
    pub category: String,
    pub from: String,
}

/// Sales to consumers of other member states of the EU, as the threshold counts them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EuB2cSalesDto {
    /// The year that `this_year` is of.
    pub year: i32,
    /// In EUR.
    pub this_year: MoneyDto,
    /// In EUR.
    pub last_year: MoneyDto,
}

/// Where the business is registered for tax.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct TaxSettingsDto {
    /// "DE", "US-NY", "CA-QC"; with none, the customers' own rates are used.
    pub registrations: Vec<String>,
    /// Whether the EU's one-stop shop is used.
    pub oss: bool,
    /// Nothing means that the threshold is passed.
    pub eu_b2c_sales: Option<EuB2cSalesDto>,
}

/// Asks how a supply to a customer is taxed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecideTaxRequest {
    pub customer_id: String,
    /// digital_service, service, goods.
    pub kind: String,
    /// Empty means standard.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub category: String,
    /// The day of the supply; empty means today.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub on: String,
    /// Net; for the threshold of sales to the EU's consumers.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub amount: Option<MoneyDto>,
}

/// How a supply is taxed, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TaxDecisionDto {
    /// domestic, reverse_charge, destination, export, exempt, not_registered.
    pub treatment: String,
    /// All rates together, in percent.
    pub rate_pct: String,
    /// S, Z, E, AE, K, G, O.
    pub category: String,
    pub jurisdiction: String,
    /// What the line carries.
    pub taxes: Vec<LineTaxDto>,
    /// A sentence.
    pub reason: String,
    pub rule: String,
    /// What the law wants printed; empty where it wants nothing.
    pub invoice_note: String,
    pub steps: Vec<StepDto>,
    /// The decision as a line keeps it, with what proves it.
    pub record: TaxRecordDto,
}

/// One proof of a customer's place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct PlaceProofDto {
    /// billing_address, ip_address, bank, card, sim_card, fixed_line, other.
    pub kind: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Where it comes from; may be empty.
    pub detail: String,
    /// YYYY-MM-DD.
    pub noted_on: String,
}

/// What the authorities answered about a VAT number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct NumberCheckDto {
    pub vat_id: String,
    pub valid: bool,
    /// Who was asked: VIES, HMRC.
    pub authority: String,
    /// YYYY-MM-DD.
    pub checked_on: String,
    /// As the authorities have it; may be empty, as is what follows.
    pub name: String,
    pub address: String,
    /// The consultation number.
    pub receipt: String,
    /// Who took it down; empty means the person who saves it.
    pub noted_by: String,
}

/// An exemption as it held.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ExemptionDto {
    pub reason: String,
    pub certificate: String,
    pub until: Option<String>,
}

/// Something that the evidence of a decision lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct TaxWarningDto {
    /// place_unproven, place_contradicted, number_unchecked, number_refused, exemption_ended,
    /// exemption_ends.
    pub code: String,
    /// What is lacking, and what to do.
    pub message: String,
}

/// How a line was taxed, why, and what proved it that day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct TaxRecordDto {
    pub customer_id: String,
    /// The day of the supply.
    pub on: String,
    /// domestic, reverse_charge, destination, export, exempt, not_registered.
    pub treatment: String,
    pub rule: String,
    pub jurisdiction: String,
    /// All rates together, in percent.
    pub rate_pct: String,
    /// S, Z, E, AE, K, G, O.
    pub category: String,
    /// A sentence.
    pub reason: String,
    pub steps: Vec<StepDto>,
    /// What said where the customer is, where the decision asks for it.
    pub place_proofs: Vec<PlaceProofDto>,
    /// The check of the number that the decision rests on.
    pub number_check: Option<NumberCheckDto>,
    pub exemption: Option<ExemptionDto>,
    pub warnings: Vec<TaxWarningDto>,
}

/// Reads the answer of VIES or HMRC from the text of their page; nothing is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadReceiptRequest {
    pub text: String,
}

/// What could be read; empty where the text does not say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReceiptDto {
    pub vat_id: String,
    pub valid: Option<bool>,
    pub authority: String,
    pub checked_on: Option<String>,
    pub name: String,
    pub address: String,
    pub receipt: String,
}

/// Checks the format and check digits of a VAT number; nobody is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckVatIdRequest {
    pub id: String,
    /// Whose number it should be; empty means that its prefix says so.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub country: String,
}

/// What is to be said of a VAT number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VatIdCheck {
    pub valid: bool,
    /// ISO 3166-1, or XI; nothing where it cannot be read.
    pub country: Option<String>,
    /// Without what only separates.
    pub normalized: String,
    /// What is wrong, as a sentence; empty where nothing is.
    pub reason: String,
}
