//! Customers: the list, one customer's page, and what the person types.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invoices::InvoiceRow;
use super::lists::ColumnTotal;
use super::money::MoneyDto;
use super::subscriptions::SubscriptionRow;
use super::tax::{NumberCheckDto, PlaceProofDto};

/// A postal address; empty strings where nothing is known; country as ISO 3166 alpha-2.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct AddressDto {
    pub line1: String,
    pub line2: String,
    pub city: String,
    pub postal_code: String,
    pub region: String,
    pub country: String,
}

/// A label and a value of the person's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CustomFieldDto {
    pub label: String,
    pub value: String,
}

/// A customer as edited. Empty strings where nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct CustomerDto {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub address: AddressDto,
    /// en, de, fr or es; empty means the business's.
    pub language: String,
    /// ISO 4217; empty means the business's.
    pub currency: String,
    /// IANA zone; empty means the business's.
    pub timezone: String,
    /// Days to pay; nothing means the business's.
    pub net_days: Option<u16>,
    pub vat_id: String,
    /// A business, not a consumer.
    pub business: bool,
    pub exempt_reason: String,
    /// Number of the exemption's certificate.
    pub exempt_certificate: String,
    /// Last day of the exemption; nothing where it has no end.
    pub exempt_until: Option<String>,
    /// Tax rates that new lines for this customer start with.
    pub tax_rate_ids: Vec<String>,
    /// What says where the customer is.
    pub place_proofs: Vec<PlaceProofDto>,
    /// What the authorities answered about the VAT number.
    pub number_checks: Vec<NumberCheckDto>,
    pub notes: String,
    pub custom_fields: Vec<CustomFieldDto>,
}

/// A row of the customers list. Columns to sort and filter by: name, email, country, currency,
/// status, outstanding,
/// invoice_count, last_invoice_on, created_at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CustomerRow {
    pub id: String,
    pub name: String,
    pub email: String,
    pub country: String,
    pub currency: String,
    /// active, past_due, archived.
    pub status: String,
    /// What is due on open invoices, in the customer's currency.
    pub outstanding: MoneyDto,
    /// Credit the customer holds.
    pub balance: MoneyDto,
    pub invoice_count: u32,
    pub last_invoice_on: Option<String>,
    pub created_at: String,
    /// Names of the plans that they have now.
    pub plans: Vec<String>,
    /// Recurring amount a month, one for each currency.
    pub monthly: Vec<MoneyDto>,
    /// The day of the next bill of a subscription.
    pub next_invoice_on: Option<String>,
}

/// A window of the customers list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CustomerPage {
    pub rows: Vec<CustomerRow>,
    pub total_count: u32,
    pub totals: Vec<ColumnTotal>,
}

/// One customer's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CustomerDetail {
    pub id: String,
    pub customer: CustomerDto,
    pub status: String,
    pub created_at: String,
    pub archived_at: Option<String>,
    /// Open and past-due amounts and credit, one a currency.
    pub outstanding: Vec<MoneyDto>,
    pub past_due: Vec<MoneyDto>,
    pub balance: Vec<MoneyDto>,
    pub invoiced: Vec<MoneyDto>,
    pub paid: Vec<MoneyDto>,
    /// Newest first, at most 10.
    pub recent_invoices: Vec<InvoiceRow>,
    /// Drafts can be deleted with the customer; issued documents cannot.
    pub can_delete: bool,
    /// Newest first, ended ones too.
    pub subscriptions: Vec<SubscriptionRow>,
    /// Recurring amount a month, one for each currency.
    pub monthly: Vec<MoneyDto>,
    /// The day of the next bill of a subscription.
    pub next_invoice_on: Option<String>,
}

/// Makes a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateCustomerRequest {
    pub customer: CustomerDto,
}

/// Changes a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UpdateCustomerRequest {
    pub id: String,
    pub customer: CustomerDto,
}

/// What happened with a customer, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Timeline {
    pub entries: Vec<TimelineEntry>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TimelineEntry {
    pub at: String,
    /// customer, invoice, credit_note, payment.
    pub kind: String,
    /// A sentence.
    pub title: String,
    pub detail: String,
    pub amount: Option<MoneyDto>,
    /// What it is about, to open it.
    pub subject_id: Option<String>,
    pub actor: String,
}
