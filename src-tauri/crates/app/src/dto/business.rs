//! The business that bills: its details, its documents' look, its numbering.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customers::{AddressDto, CustomFieldDto};

/// The business as the person edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BusinessDto {
    pub name: String,
    pub legal_name: String,
    pub address: AddressDto,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub vat_id: String,
    pub tax_number: String,
    pub iban: String,
    pub bic: String,
    pub bank_name: String,
    pub currency: String,
    /// IANA zone, for example "Europe/Berlin".
    pub timezone: String,
    /// en, de, fr or es: for documents.
    pub language: String,
    /// 1 to 12.
    pub fiscal_year_first_month: u8,
    pub net_days: u16,
    pub tax_inclusive: bool,
    /// per_rate or per_line.
    pub tax_rounding: String,
    /// half_up, half_even, up or down.
    pub rounding: String,
    /// For example "INV-{YYYY}-{0000}".
    pub invoice_pattern: String,
    pub credit_note_pattern: String,
    /// classic, modern or compact.
    pub template: String,
    /// a4 or letter.
    pub paper: String,
    /// "#rrggbb".
    pub accent: String,
    pub invoice_note: String,
    pub footer_note: String,
    pub custom_fields: Vec<CustomFieldDto>,
    /// A data: address of the logo, or nothing. Ignored on update: see business.set_logo.
    pub logo: Option<String>,
}

/// Sets or clears the logo: PNG, JPEG or SVG, at most 1 MB, in base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetLogoRequest {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub base64: Option<String>,
}

/// A tax rate that lines can carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TaxRateDto {
    pub id: String,
    pub name: String,
    /// Percent as a decimal string, for example "19".
    pub rate_pct: String,
    pub jurisdiction: String,
    /// EN 16931 category code: S, Z, E, AE, K, G or O.
    pub category: String,
    pub note: String,
    pub archived: bool,
}

/// Makes a tax rate, or changes the one named by `id`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveTaxRateRequest {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub id: Option<String>,
    pub name: String,
    pub rate_pct: String,
    pub jurisdiction: String,
    pub category: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub note: String,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub archived: bool,
}

/// All tax rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TaxRateList {
    pub rows: Vec<TaxRateDto>,
}

/// The next numbers that issuing would take, shown in Settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberingPreview {
    pub next_invoice: String,
    pub next_credit_note: String,
    /// Per series and fiscal year: how many have been given out.
    pub series: Vec<SeriesDto>,
}

/// One numbering series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeriesDto {
    pub series: String,
    pub fiscal_year: i32,
    pub used: u32,
}
