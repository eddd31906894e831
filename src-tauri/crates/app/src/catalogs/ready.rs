//! The ready catalogs as their files have them.

use std::collections::BTreeMap;

use billing::business::Business;
use billing::money::Currency;
use serde::Deserialize;

use crate::error::AppError;

const FILES: [&str; 2] = [
    include_str!("../../../../../assets/catalogs/voice-ai.json"),
    include_str!("../../../../../assets/catalogs/ai-workspace.json"),
];

/// A catalog: one product, its plans, and what they grant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadyCatalog {
    #[serde(rename = "about")]
    _about: Vec<String>,
    pub code: String,
    pub name: String,
    pub description: String,
    pub product: ReadyProduct,
    /// How many months a year costs.
    pub months_in_a_year: String,
    /// What it is priced in, the one it was made in first.
    pub currencies: Vec<String>,
    /// What plans grant, in the order of comparisons.
    pub grants: Vec<ReadyGrant>,
    /// What is billed beyond the limits of the plans, unless a plan says otherwise.
    pub overage: Vec<ReadyOverage>,
    pub plans: Vec<ReadyPlan>,
}

/// What is sold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadyProduct {
    pub name: String,
    pub description: String,
    pub supply: String,
    pub tax_category: String,
}

/// Something that plans grant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadyGrant {
    pub key: String,
    pub name: String,
    /// feature, limit, level.
    pub kind: String,
    pub unit: String,
}

/// What a unit beyond a limit costs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadyOverage {
    /// Of the limit, of the charge and of the meter.
    pub key: String,
    pub name: String,
    pub unit: String,
    pub counted: Counted,
    /// For a month, by currency.
    pub amount: BTreeMap<String, String>,
    /// Units in a block that is billed whole; each unit by itself where it is left out.
    #[serde(default)]
    pub size: Option<String>,
}

/// How a meter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// How many there were in the period: requests.
    InPeriod,
    /// How many there are at one time: users.
    AtOneTime,
}

/// A plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadyPlan {
    pub code: String,
    pub name: String,
    pub description: String,
    pub position: u32,
    /// Code of the plan that it is a copy of.
    #[serde(default)]
    pub based_on: Option<String>,
    /// By currency.
    pub monthly: BTreeMap<String, String>,
    /// By the key of what is granted: "yes", "no", a number, "unlimited", or a level.
    pub grants: BTreeMap<String, String>,
    /// In place of the catalog's.
    pub overage: Vec<ReadyOverage>,
}

impl ReadyCatalog {
    /// The currency whose figures it has in this one, where it has none of its own: the one that
    /// it was made in.
    pub fn figures_of(&self, currency: Currency) -> Option<&str> {
        let has = self.currencies.iter().any(|own| own == currency.code());
        self.currencies.first().map(String::as_str).filter(|_| !has)
    }

    /// The same with prices in this currency too.
    pub fn priced_in(mut self, currency: Currency) -> Self {
        let Some(first) = self.figures_of(currency).map(str::to_owned) else {
            return self;
        };
        let code = currency.code();
        let plans = self.plans.iter_mut();
        for amounts in plans
            .flat_map(|plan| {
                let overage = plan.overage.iter_mut().map(|overage| &mut overage.amount);
                std::iter::once(&mut plan.monthly).chain(overage)
            })
            .chain(self.overage.iter_mut().map(|overage| &mut overage.amount))
        {
            if let Some(figure) = amounts.get(&first).cloned() {
                amounts.insert(code.to_owned(), figure);
            }
        }
        self.currencies.push(code.to_owned());
        self
    }
}

/// The currency that was asked for, else the business's.
pub(super) fn currency_of(text: &str, business: &Business) -> Result<Currency, AppError> {
    match text.trim() {
        "" => Ok(business.currency),
        code => Currency::try_new(code).map_err(|error| AppError::from(error).at("currency")),
    }
}

/// All of them.
pub fn all() -> Result<Vec<ReadyCatalog>, AppError> {
    let read = |file: &&str| serde_json::from_str(file).map_err(|error| unreadable(&error));
    FILES.iter().map(read).collect()
}

/// The one that a person names.
pub fn of_code(code: &str) -> Result<ReadyCatalog, AppError> {
    let catalogs = all()?;
    let known: Vec<String> = catalogs.iter().map(|c| c.code.clone()).collect();
    let found = catalogs.into_iter().find(|catalog| catalog.code == code);
    found.ok_or_else(|| {
        AppError::new(
            "catalog_not_found",
            format!("There is no ready catalog \"{code}\". Nothing was changed."),
            format!("Give one of: {}.", known.join(", ")),
        )
        .at("code")
    })
}

/// A file of the application makes no sense: a test keeps this from happening.
pub(super) fn unreadable(why: &impl std::fmt::Display) -> AppError {
    AppError::new(
        "catalog_unreadable",
        format!("A ready catalog of this version cannot be read: {why}. Nothing was changed."),
        "Install the application again, or make the plans by hand.",
    )
}
