//! Credit notes: corrections of issued invoices.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invoices::TaxTotalDto;
use super::lists::ColumnTotal;
use super::money::MoneyDto;

/// A row of the credit notes list. Columns: number, invoice_number, customer_name, issued_on,
/// total, reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditNoteRow {
    pub id: String,
    pub number: String,
    pub invoice_id: String,
    pub invoice_number: String,
    pub customer_id: String,
    pub customer_name: String,
    pub issued_on: String,
    /// duplicate, fraudulent, order_change, product_unsatisfactory, other.
    pub reason: String,
    pub total: MoneyDto,
}

/// A window of the credit notes list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditNotePage {
    pub rows: Vec<CreditNoteRow>,
    pub total_count: u32,
    pub totals: Vec<ColumnTotal>,
}

/// What to credit: everything that remains, or amounts (net, major units) of named lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreditRequest {
    pub invoice_id: String,
    /// Credit all that remains.
    pub full: bool,
    /// Ignored when `full`.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CreditLineInput>>")]
    pub lines: Vec<CreditLineInput>,
    pub reason: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub reason_text: String,
}

/// One line to credit, counted from 1, by a net amount in major units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreditLineInput {
    pub line: u32,
    pub amount: String,
}

/// What a credit note would do, before it is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditPreview {
    pub net: MoneyDto,
    pub taxes: Vec<TaxTotalDto>,
    pub tax: MoneyDto,
    pub total: MoneyDto,
    /// Reduces what is due.
    pub to_receivable: MoneyDto,
    /// Goes back to the prepaid credit that had paid it.
    pub to_credits: MoneyDto,
    /// Becomes credit the customer holds.
    pub to_balance: MoneyDto,
    /// What remains of the invoice's total.
    pub remaining: MoneyDto,
}

/// An issued credit note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditNoteDetail {
    pub row: CreditNoteRow,
    pub reason_text: String,
    pub preview: CreditPreview,
}
