//! The page model: every text of a document in its final form, as the templates place it.

use billing::business::{Business, Paper, Template};
use billing::customer::{Address, Customer, Language};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use crate::accent::Accent;
use crate::error::DocumentError;
use crate::format::Locale;
use crate::labels::{Labels, country_name};
use crate::logo::Logo;

/// A label with what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Fact {
    pub label: String,
    pub value: String,
}

impl Fact {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
        }
    }

    /// A fact that is left out when it says nothing.
    pub fn present(label: &str, value: &str) -> Option<Self> {
        let value = value.trim();
        (!value.is_empty()).then(|| Self::new(label, value))
    }
}

/// How a total is set: as one of many, as the sum, or as the figure that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TotalRole {
    Plain,
    Total,
    Due,
}

/// One row of the totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TotalRow {
    pub label: String,
    pub value: String,
    pub role: TotalRole,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct LineRow {
    pub description: String,
    pub details: Vec<String>,
    pub quantity: String,
    pub price: String,
    pub tax: String,
    pub amount: String,
    /// The sum of the amounts up to and with this line.
    pub carried: String,
    /// So long that it may continue on the next page.
    pub long: bool,
}

/// Seller or recipient.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Party {
    pub label: String,
    pub name: String,
    pub address: Vec<String>,
    pub contact: Vec<String>,
    pub registration: Vec<Fact>,
}

/// The tax summary per rate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct TaxTable {
    pub title: String,
    pub heads: [String; 3],
    pub rows: Vec<[String; 3]>,
    pub notes: Vec<String>,
}

/// How to pay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct PaymentBlock {
    pub title: String,
    pub terms: String,
    pub rows: Vec<Fact>,
    pub qr: bool,
    pub qr_caption: String,
}

/// The figure that a reader looks for first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Headline {
    pub label: String,
    pub value: String,
    pub note: String,
}

/// Heads of the line table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Columns {
    pub position: String,
    pub description: String,
    pub quantity: String,
    pub price: String,
    pub tax: String,
    pub amount: String,
}

/// Words that templates set outside of the other parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PageWords {
    pub page_of: &'static str,
    pub carried_forward: &'static str,
    pub brought_forward: &'static str,
    pub from: &'static str,
    pub details: &'static str,
}

/// Metadata of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FileTitle {
    pub title: String,
    pub author: String,
    pub description: String,
}

/// One document, ready to be placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Page {
    #[serde(skip)]
    pub template: Template,
    #[serde(skip)]
    pub identity: String,
    #[serde(skip)]
    pub made_at: DateTime<Utc>,
    #[serde(skip)]
    pub recipient_country: String,
    #[serde(skip)]
    pub logo: Option<Logo>,
    #[serde(skip)]
    pub payment_code: Option<String>,
    /// More than one page: pages are counted and sums carried over.
    pub multi: bool,
    /// Set with less air, to keep a short document on one page.
    pub tight: bool,
    pub paper: &'static str,
    pub lang: &'static str,
    pub accent: Accent,
    pub document: FileTitle,
    pub labels: PageWords,
    pub title: String,
    pub number: String,
    /// Printed large behind the page; empty on a valid document.
    pub mark: String,
    pub seller: Party,
    pub recipient: Party,
    pub facts: Vec<Fact>,
    pub headline: Headline,
    pub columns: Columns,
    pub show_tax_column: bool,
    pub show_quantity_columns: bool,
    pub lines: Vec<LineRow>,
    pub totals: Vec<TotalRow>,
    pub taxes: TaxTable,
    pub payment: PaymentBlock,
    pub notes: Vec<String>,
    /// Small print at the foot of the document.
    pub small_print: Vec<String>,
}

impl Page {
    pub fn template_file(&self) -> &'static str {
        match self.template {
            Template::Classic => "classic.typ",
            Template::Modern => "modern.typ",
            Template::Compact => "compact.typ",
        }
    }

    /// The page as the JSON file that the templates read.
    pub fn to_value(&self) -> Result<Value, DocumentError> {
        let mut value =
            serde_json::to_value(self).map_err(|error| DocumentError::LayoutFailed {
                reason: error.to_string(),
            })?;
        if let Value::Object(map) = &mut value {
            let logo = self.logo.as_ref().map(|logo| {
                Value::from(vec![
                    Value::from(logo.kind.file_name()),
                    Value::from(logo.wide),
                ])
            });
            map.insert("logo".to_owned(), logo.unwrap_or(Value::Null));
        }
        Ok(value)
    }
}

impl PageWords {
    pub fn of(labels: &Labels) -> Self {
        Self {
            page_of: labels.page_of,
            carried_forward: labels.carried_forward,
            brought_forward: labels.brought_forward,
            from: labels.from,
            details: labels.details,
        }
    }
}

pub(crate) fn paper_name(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "a4",
        Paper::Letter => "us-letter",
    }
}

/// The name under which a business bills: the registered one where there is one.
pub(crate) fn seller_name(seller: &Business) -> &str {
    match seller.legal_name.trim() {
        "" => seller.name.trim(),
        legal => legal,
    }
}

pub(crate) fn seller_party(seller: &Business, buyer_country: &str, locale: Locale) -> Party {
    let labels = Labels::of(locale.language);
    let contact = [&seller.phone, &seller.email, &seller.website];
    let custom = seller.custom_fields.iter();
    Party {
        label: labels.from.to_owned(),
        name: seller_name(seller).to_owned(),
        address: address_lines(&seller.address, buyer_country, locale.language),
        contact: contact
            .iter()
            .map(|text| text.trim())
            .filter(|t| !t.is_empty())
            .map(String::from)
            .collect(),
        registration: [
            Fact::present(labels.vat_id, &seller.vat_id),
            Fact::present(labels.tax_number, &seller.tax_number),
        ]
        .into_iter()
        .flatten()
        .chain(custom.filter_map(|field| Fact::present(&field.label, &field.value)))
        .collect(),
    }
}

pub(crate) fn customer_party(customer: &Customer, seller: &Business, locale: Locale) -> Party {
    let labels = Labels::of(locale.language);
    let vat_id = customer.tax.vat_id.as_deref().unwrap_or_default();
    Party {
        label: labels.bill_to.to_owned(),
        name: customer.name.trim().to_owned(),
        address: address_lines(&customer.address, &seller.address.country, locale.language),
        contact: Vec::new(),
        registration: Fact::present(labels.vat_id, vat_id).into_iter().collect(),
    }
}

/// The address as its country writes it; the country itself only on letters that leave it.
fn address_lines(address: &Address, other_country: &str, language: Language) -> Vec<String> {
    let join = |parts: &[&str], by: &str| {
        let present: Vec<&str> = parts
            .iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        present.join(by)
    };
    let (city, code, region) = (&address.city, &address.postal_code, &address.region);
    let mut lines = vec![
        address.line1.trim().to_owned(),
        address.line2.trim().to_owned(),
    ];
    match address.country.as_str() {
        "US" | "CA" => lines.push(join(&[city, &join(&[region, code], " ")], ", ")),
        "AU" => lines.push(join(&[city, region, code], " ")),
        "GB" | "IE" => lines.extend([city.trim().to_owned(), code.trim().to_owned()]),
        _ => lines.push(join(&[&join(&[code, city], " "), region], ", ")),
    }
    if !address.country.is_empty() && address.country != other_country {
        lines.push(country_name(&address.country, language).to_owned());
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(city: &str, postal_code: &str, region: &str, country: &str) -> Address {
        Address {
            line1: "1 Main Street".to_owned(),
            line2: String::new(),
            city: city.to_owned(),
            postal_code: postal_code.to_owned(),
            region: region.to_owned(),
            country: country.to_owned(),
        }
    }

    #[test]
    fn addresses_follow_their_country() {
        let lines = |a: &Address| address_lines(a, "DE", Language::En);
        assert_eq!(
            lines(&address("Albany", "12207", "NY", "US")),
            ["1 Main Street", "Albany, NY 12207", "United States"]
        );
        assert_eq!(
            lines(&address("Bristol", "BS1 4DJ", "", "GB")),
            ["1 Main Street", "Bristol", "BS1 4DJ", "United Kingdom"]
        );
        assert_eq!(
            lines(&address("Hamburg", "20099", "", "DE")),
            ["1 Main Street", "20099 Hamburg"]
        );
    }
}
