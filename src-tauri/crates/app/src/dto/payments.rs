//! Payments recorded by hand.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::lists::ColumnTotal;
use super::money::MoneyDto;

/// A row of the payments list. Columns: received_on, customer_name, customer_id, invoice_number,
/// method, reference, amount, status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaymentRow {
    pub id: String,
    pub received_on: String,
    pub customer_id: String,
    pub customer_name: String,
    pub invoice_id: Option<String>,
    pub invoice_number: Option<String>,
    /// bank_transfer, cash, cheque, card, other.
    pub method: String,
    pub reference: String,
    pub note: String,
    pub amount: MoneyDto,
    /// recorded or reversed.
    pub status: String,
}

/// A window of the payments list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaymentPage {
    pub rows: Vec<PaymentRow>,
    pub total_count: u32,
    pub totals: Vec<ColumnTotal>,
}

/// Records a payment on an invoice. More than is due becomes the customer's credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecordPaymentRequest {
    pub invoice_id: String,
    /// Major units, for example "119.00", in the invoice's currency.
    pub amount: String,
    pub received_on: String,
    pub method: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub reference: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub note: String,
}

/// What recording gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordedPayment {
    pub id: String,
    pub invoice_status: String,
    pub amount_due: MoneyDto,
    pub to_balance: MoneyDto,
}

/// Reverses a payment that was recorded wrongly; both stay in the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReversePaymentRequest {
    pub id: String,
    pub reason: String,
}
