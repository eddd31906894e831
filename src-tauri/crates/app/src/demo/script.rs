//! The demo company's script as its files in `assets/demo` say it; no decisions.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::dto::business::BusinessDto;
use crate::dto::catalog::CouponDto;
use crate::dto::customers::AddressDto;
use crate::dto::subscriptions::ChangeDto;
use crate::dto::tax::TaxSettingsDto;
use crate::error::AppError;

const COMPANY: &str = include_str!("../../../../../assets/demo/company.json");
const CUSTOMERS: &str = include_str!("../../../../../assets/demo/customers.json");
/// The logo, as the business would upload it.
pub const LOGO: &str = include_str!("../../../../../assets/demo/logo-aurora.svg");

/// Everything that the demo company is made from.
#[derive(Debug)]
pub struct Script {
    pub company: Company,
    pub customers: Vec<Patron>,
    /// The day after the last that is told.
    pub end: NaiveDate,
}

/// Who the company is, what it sells, and the pace of its months.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    #[serde(rename = "about")]
    _about: String,
    pub seed: u64,
    /// YYYY-MM.
    pub first_month: String,
    pub months: u32,
    /// Usage is counted in the last so many of them.
    pub metered_months: u32,
    pub business: BusinessDto,
    pub tax_rates: Vec<Rate>,
    /// Where it is registered for taxes, as Settings would save it.
    pub tax_settings: TaxSettingsDto,
    /// Ready catalogs that it sells from.
    pub catalogs: Vec<String>,
    pub coupons: Vec<CouponDto>,
    /// Countries of the European Union with customers, without the company's own.
    pub eu: Vec<String>,
    /// By language, January first.
    pub month_names: BTreeMap<String, Vec<String>>,
    pub products: BTreeMap<String, Product>,
    pub pace: Pace,
}

/// A tax rate and the key that products name it by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    pub key: String,
    pub name: String,
    pub rate_pct: String,
    pub jurisdiction: String,
    pub category: String,
    pub note: String,
}

/// What can stand on a line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    pub product: String,
    pub unit: String,
    /// Least, most and step.
    pub quantity: [Decimal; 3],
    /// By currency.
    pub price: BTreeMap<String, String>,
    /// Whether it is for the whole month of the invoice.
    #[serde(default)]
    pub monthly: bool,
    /// Key of the domestic tax rate.
    pub tax: String,
    /// By language; `{month}` becomes month and year.
    pub text: BTreeMap<String, String>,
}

/// How often things happen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    pub extra_line_pct: u32,
    pub travel_pct: u32,
    pub credit_note_pct: u32,
    /// Of the credit notes.
    pub full_credit_pct: u32,
    /// Each so many invoices written by hand one is voided and issued again.
    pub void_every: usize,
    pub opening_capital: String,
    pub bank_fee: String,
    /// Customers that have an unissued draft at the end.
    pub drafts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Customers {
    #[serde(rename = "about")]
    _about: String,
    customers: Vec<Patron>,
}

/// A customer, and how it orders and pays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patron {
    pub name: String,
    pub email: String,
    pub address: AddressDto,
    pub language: String,
    pub currency: String,
    #[serde(default)]
    pub vat_id: String,
    /// The consultation number that VIES gave when the number was checked; empty where nobody did.
    #[serde(default)]
    pub vat_receipt: String,
    /// Kinds of proof, beside the address, that the customer is where it says.
    #[serde(default)]
    pub place_proofs: Vec<String>,
    pub business: bool,
    pub net_days: u16,
    /// First month, YYYY-MM.
    pub since: String,
    /// Last month, YYYY-MM.
    pub until: Option<String>,
    /// How often it orders beside its subscriptions; nothing where it never does.
    #[serde(default)]
    pub rhythm: Option<Rhythm>,
    pub pays: Habit,
    pub method: String,
    #[serde(default)]
    pub products: Vec<String>,
    #[serde(default)]
    pub subscriptions: Vec<Hold>,
    #[serde(default)]
    pub discount_pct: String,
    #[serde(default)]
    pub order_numbers: bool,
    #[serde(default)]
    pub notes: String,
}

/// A subscription, and what becomes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// The plan's code.
    pub plan: String,
    pub from: NaiveDate,
    #[serde(default = "month_interval")]
    pub interval: String,
    #[serde(default)]
    pub quantity: String,
    #[serde(default)]
    pub trial_days: u16,
    #[serde(default)]
    pub coupon: String,
    /// How much of it is used, where that is unusual.
    #[serde(default)]
    pub uses: Option<Uses>,
    #[serde(default)]
    pub changes: Vec<HoldChange>,
}

/// How a subscriber uses what it has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uses {
    /// Percent of what it uses most, in the last month.
    pub percent: u32,
    /// What a request costs the business.
    #[serde(default)]
    pub request_cost: Option<Decimal>,
    /// A day with many times the usual.
    #[serde(default)]
    pub burst_on: Option<NaiveDate>,
    /// Its program tells some things late, and some twice.
    #[serde(default)]
    pub untidy: bool,
}

/// A change of a subscription; plans are named by their code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldChange {
    pub on: NaiveDate,
    /// now, period_end, on_date.
    pub when: String,
    /// For on_date.
    pub to: Option<String>,
    #[serde(default)]
    pub behavior: String,
    pub change: ChangeDto,
}

fn month_interval() -> String {
    "month".to_owned()
}

/// How often a customer orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    Monthly,
    Quarterly,
    /// Every second month.
    Occasional,
}

/// When and how a customer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Habit {
    Early,
    OnTime,
    Late,
    Slow,
    /// Half when due, the rest weeks later.
    Partial,
    /// On time; now and then a little too much.
    Over,
    /// On time until its last months, then never again.
    Stops,
}

impl Script {
    /// Reads the files that were built in.
    pub fn load() -> Result<Self, AppError> {
        let company: Company =
            serde_json::from_str(COMPANY).map_err(|e| unreadable("company", &e))?;
        let customers: Customers =
            serde_json::from_str(CUSTOMERS).map_err(|e| unreadable("customers", &e))?;
        let end = month(&company.first_month)?.checked_add_months(Months::new(company.months));
        Ok(Self {
            end: end.ok_or_else(|| unreadable("months", &company.months))?,
            company,
            customers: customers.customers,
        })
    }
}

/// The first day of a month written YYYY-MM.
pub fn month(text: &str) -> Result<NaiveDate, AppError> {
    NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d")
        .map_err(|e| unreadable("month", &e))
}

/// The error for a script that does not make sense; only a broken build can have one.
pub fn unreadable(what: &str, error: &impl std::fmt::Display) -> AppError {
    AppError::new(
        "demo_script_unreadable",
        format!("The demo company's script is broken ({what}): {error}. Your ledgers are safe."),
        "Install Billfold again, or start your own company instead.",
    )
}
