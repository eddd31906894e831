//! Prepaid credit: granted to a customer, used by invoices, ended by its day or by being voided.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ledger::JournalEntryDto;
use super::money::MoneyDto;

/// One grant with what became of it: used, expired, voided and left sum to the amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditGrantRow {
    pub id: String,
    pub customer_id: String,
    pub customer_name: String,
    pub name: String,
    /// paid or promotional.
    pub category: String,
    /// upcoming, available, used_up, expired, voided.
    pub state: String,
    /// 0 is used first, 100 last.
    pub priority: u8,
    pub granted_on: String,
    /// First day on which invoices use it.
    pub effective_on: String,
    /// First day on which they no longer do.
    pub expires_on: Option<String>,
    /// Whether something is left that ends within 30 days.
    pub expires_soon: bool,
    /// How it was paid for: bank_transfer, cash, cheque, card, other.
    pub method: Option<String>,
    pub reference: String,
    pub amount: MoneyDto,
    pub used: MoneyDto,
    pub expired: MoneyDto,
    pub voided: MoneyDto,
    pub left: MoneyDto,
    /// How much of it is left, of a hundred; 1 where it is less, but not nothing.
    pub left_pct: u8,
    /// What can be done now: void.
    pub actions: Vec<String>,
}

/// Grants of one customer in the order in which they are used, what is over after them; or
/// everybody's, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreditGrantListRequest {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub customer_id: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    /// 100 where it is 0.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// A window of grants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditGrantPage {
    pub rows: Vec<CreditGrantRow>,
    pub total_count: u32,
    /// What is left in all, one amount a currency; of one customer only what can be used today.
    pub balances: Vec<MoneyDto>,
}

/// Grants credit to a customer. With a method it was paid for; without one it is a gift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateCreditGrantRequest {
    pub customer_id: String,
    /// What the customer reads: "Prepaid hours 2027".
    pub name: String,
    /// paid or promotional.
    pub category: String,
    /// Major units, for example "500.00".
    pub amount: String,
    /// The customer's where it is not given.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub currency: Option<String>,
    /// 0 is used first, 100 last; 50 where it is not given.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub priority: Option<u8>,
    /// Day of the grant, and of its money where it was paid for; today where it is not given.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub granted_on: Option<String>,
    /// First day on which invoices use it; the day of the grant where it is not given.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub effective_on: Option<String>,
    /// First day on which they no longer do; never where it is not given.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub expires_on: Option<String>,
    /// How it was paid for: bank_transfer (where it is not given), cash, cheque, card, other.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub method: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub reference: String,
}

/// Takes back what is left of a grant, saying why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VoidCreditGrantRequest {
    pub id: String,
    pub reason: String,
}

/// One thing that happened to a grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditMovementDto {
    pub on: String,
    /// granted, applied, returned, expired, voided.
    pub kind: String,
    pub amount: MoneyDto,
    /// The invoice that used it or gave it back.
    pub invoice_id: Option<String>,
    pub invoice_number: Option<String>,
    /// What was left then.
    pub left: MoneyDto,
}

/// A grant with everything that happened to it, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditGrantDetail {
    pub row: CreditGrantRow,
    pub movements: Vec<CreditMovementDto>,
    /// Its entries and those of the invoices that used it.
    pub journal: Vec<JournalEntryDto>,
}

/// What one grant pays or paid of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppliedCreditDto {
    pub grant_id: String,
    pub name: String,
    /// paid or promotional.
    pub category: String,
    pub amount: MoneyDto,
}
