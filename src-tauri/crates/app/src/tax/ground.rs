//! What tax decisions stand on: the tables with the person's changes, and the registrations. Read
//! once, asked for as many lines as there are.

use std::borrow::Cow;

use billing::business::Business;
use billing::catalog::SupplyKind;
use billing::customer::Customer;
use billing::money::{Currency, Money};
use billing::tax::{
    Asked, Decision, DecisionError, DecisionRecord, EuB2cSales, LineTax, RateTable, Seller, Supply,
    TaxRate, TaxedCustomer, decide,
};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use store::ReadTx;

use super::{embedded, get_settings};
use crate::dto::tax::{EuB2cSalesDto, TaxSettingsDto};
use crate::error::AppError;

/// The tables and the registrations, as they are in one snapshot.
#[derive(Debug)]
pub(crate) struct TaxGround {
    table: Cow<'static, RateTable>,
    settings: TaxSettingsDto,
}

/// What is sold, as taxes see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sold<'a> {
    pub(crate) kind: SupplyKind,
    /// Category in the tables; empty means standard.
    pub(crate) category: &'a str,
    pub(crate) on: NaiveDate,
    pub(crate) net: Money,
}

/// The taxes of a line, and why it carries them.
#[derive(Debug, Clone, Default)]
pub(crate) struct DecidedTaxes {
    pub(crate) taxes: Vec<LineTax>,
    /// A sentence; empty where nothing was decided.
    pub(crate) reason: String,
    /// The decision with what proves it, where one was made.
    pub(crate) record: Option<Box<DecisionRecord>>,
}

impl TaxGround {
    pub(crate) fn load(tx: &ReadTx<'_>) -> Result<Self, AppError> {
        Ok(Self {
            table: table(tx)?,
            settings: get_settings::load(tx)?,
        })
    }

    /// Whether the person said where the business is registered.
    pub(crate) fn is_set_up(&self) -> bool {
        self.settings.oss || !self.settings.registrations.is_empty()
    }

    /// The taxes of a line. Before the registrations are filled in, the rates on the customer's
    /// page.
    pub(crate) fn line_taxes(
        &self,
        tx: &ReadTx<'_>,
        business: &Business,
        customer: &Customer,
        sold: Sold<'_>,
    ) -> Result<DecidedTaxes, AppError> {
        if !self.is_set_up() {
            return rates_of(tx, customer);
        }
        let (decision, record) = self.decide(business, customer, sold)?;
        Ok(DecidedTaxes {
            taxes: decision.taxes,
            reason: decision.reason,
            record: Some(Box::new(record)),
        })
    }

    /// How a supply to a customer is taxed, and the same as it is kept, with the evidence of now;
    /// the notes are in the customer's language.
    pub(crate) fn decide(
        &self,
        business: &Business,
        customer: &Customer,
        sold: Sold<'_>,
    ) -> Result<(Decision, DecisionRecord), AppError> {
        let seller = self.seller(business, sold.on);
        let buyer = buyer(customer, &seller);
        let category = match sold.category.trim() {
            "" => billing::tax::STANDARD,
            category => category,
        };
        let in_euro = sold.net.currency() == Currency::EUR;
        let supply = Supply {
            kind: sold.kind,
            category: category.to_owned(),
            on: sold.on,
            amount: if in_euro {
                sold.net.to_decimal()
            } else {
                Decimal::ZERO
            },
        };
        let decision = decide(&seller, &buyer, &supply, &self.table, customer.language)
            .map_err(|error| undecided(&customer.name, &error))?;
        let asked = Asked {
            seller: &seller,
            buyer: &buyer,
            customer,
            supply: &supply,
        };
        let record = DecisionRecord::new(&decision, &asked);
        Ok((decision, record))
    }

    fn seller(&self, business: &Business, on: NaiveDate) -> Seller {
        let settings = &self.settings;
        let head = |code: &String| code.get(..2).unwrap_or(code).to_owned();
        let home = match business.address.country.as_str() {
            "" => settings.registrations.first().map(head).unwrap_or_default(),
            country => country.to_owned(),
        };
        Seller {
            country: home,
            registrations: settings.registrations.clone(),
            oss: settings.oss,
            eu_b2c_sales: settings.eu_b2c_sales.as_ref().and_then(|s| sales_on(s, on)),
        }
    }
}

/// The tables that come with the product, with the person's rates over them.
pub(crate) fn table(tx: &ReadTx<'_>) -> Result<Cow<'static, RateTable>, AppError> {
    let embedded = embedded::table()?;
    let overrides = tx.tax_overrides().list()?;
    if overrides.is_empty() {
        return Ok(Cow::Borrowed(embedded));
    }
    let mut table = embedded.clone();
    for schedule in &overrides {
        table.set(schedule).map_err(|error| {
            AppError::new(
                "tax_tables_unreadable",
                format!("A rate that was put into the tax tables cannot be used: {error}."),
                "Reset that rate in the tax tables; nothing was changed.",
            )
        })?;
    }
    Ok(Cow::Owned(table))
}

/// The figures of one year say something of the next as well, and nothing of later ones.
fn sales_on(sales: &EuB2cSalesDto, on: NaiveDate) -> Option<EuB2cSales> {
    let [this_year, last_year] = [&sales.this_year, &sales.last_year].map(|amount| {
        let minor: Option<i64> = amount.minor.parse().ok();
        minor.map(|minor| Decimal::new(minor, 2))
    });
    match on.year().checked_sub(sales.year) {
        Some(0) => Some(EuB2cSales {
            this_year: this_year?,
            last_year: last_year?,
        }),
        Some(1) => Some(EuB2cSales {
            this_year: Decimal::ZERO,
            last_year: this_year?,
        }),
        _ => None,
    }
}

/// A customer without a country is taken to be in the seller's.
fn buyer(customer: &Customer, seller: &Seller) -> TaxedCustomer {
    let address = &customer.address;
    let country = if address.country.is_empty() {
        &seller.country
    } else {
        &address.country
    };
    TaxedCustomer {
        country: country.clone(),
        region: address.region.clone(),
        postal_code: address.postal_code.clone(),
        vat_id: customer.tax.vat_id.clone(),
        business: customer.tax.business,
        exempt_reason: customer.tax.exempt_reason.clone(),
        exempt_until: customer.tax.exempt_until,
    }
}

/// That an exemption is over, or over soon, before it is a surprise on an invoice.
pub(crate) fn exemption_note(customer: &Customer, on: NaiveDate) -> Option<String> {
    let until = customer.tax.exemption_ending(on)?;
    let ends = if until < on { "ended" } else { "ends" };
    let name = &customer.name;
    let day = until.format("%-d %B %Y");
    Some(format!("{name}: The exemption from tax {ends} on {day}."))
}

fn rates_of(tx: &ReadTx<'_>, customer: &Customer) -> Result<DecidedTaxes, AppError> {
    let mut taxes = Vec::new();
    for id in &customer.tax.tax_rate_ids {
        taxes.extend(tx.tax_rates().get(id)?.as_ref().map(TaxRate::to_line_tax));
    }
    let reason = if taxes.is_empty() {
        String::new()
    } else {
        "The tax rates that the customer's page names.".to_owned()
    };
    Ok(DecidedTaxes {
        taxes,
        reason,
        record: None,
    })
}

fn undecided(customer: &str, error: &DecisionError) -> AppError {
    let field = match error {
        DecisionError::RegionMissing { .. } | DecisionError::RegionUnknown { .. } => {
            "address.region"
        }
        DecisionError::RateUnknown { .. } => "on",
    };
    AppError::new(
        "tax_undecided",
        format!("The tax of {customer} cannot be decided: {error}. Nothing was billed."),
        "Complete the customer's address or the tax tables, then try again.",
    )
    .at(field)
}
