//! Invoices: the list, the draft while it is edited, the issued invoice.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::credit_notes::CreditNoteRow;
use super::customers::CustomFieldDto;
use super::ledger::JournalEntryDto;
use super::lists::ColumnTotal;
use super::money::MoneyDto;
use super::payments::PaymentRow;
use super::tax::TaxRecordDto;

/// A row of the invoices list. Columns to sort and filter by: number, customer_name, customer_id,
/// status, past_due, issued_on, due_on,
/// currency, total, amount_due, reference, updated_at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceRow {
    pub id: String,
    pub number: Option<String>,
    pub customer_id: Option<String>,
    pub customer_name: String,
    /// draft, open, paid, void, uncollectible.
    pub status: String,
    pub past_due: bool,
    pub issued_on: Option<String>,
    pub due_on: Option<String>,
    pub total: MoneyDto,
    pub amount_due: MoneyDto,
    pub reference: String,
    pub updated_at: String,
}

/// A window of the invoices list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoicePage {
    pub rows: Vec<InvoiceRow>,
    pub total_count: u32,
    /// Totals of `total` and `amount_due` over all rows that match.
    pub totals: Vec<ColumnTotal>,
}

/// A line as edited. Decimals as strings in the customer's plain notation ("1.5"); empty means 0
/// (quantity: 1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct LineDto {
    pub description: String,
    pub quantity: String,
    /// What is counted: "h", "piece"; may be empty.
    pub unit: String,
    pub unit_amount: String,
    /// Percent off this line; empty means none.
    pub discount_pct: String,
    /// Amount off this line in major units; empty means none. Not together with discount_pct.
    pub discount_amount: String,
    pub tax_rate_ids: Vec<String>,
    /// Half-open service period, both or neither; YYYY-MM-DD.
    pub service_start: Option<String>,
    pub service_end: Option<String>,
    /// Which revenue account: a product's name; empty means "Sales".
    pub product: String,
    /// Taxes that a decision put on it, in place of `tax_rate_ids`.
    pub taxes: Vec<LineTaxDto>,
    /// Where it came from, where a subscription billed it; a copy of it keeps none.
    pub source: Option<LineSourceDto>,
    /// How `taxes` were decided and what proves it; kept as long as they stay as they were decided.
    #[ts(optional = nullable)]
    pub tax_decision: Option<TaxRecordDto>,
}

/// A tax as a line carries it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct LineTaxDto {
    pub name: String,
    pub rate_pct: String,
    pub jurisdiction: String,
    /// S, Z, E, AE, K, G, O.
    pub category: String,
    pub note: String,
}

/// Where a line of a subscription came from, and how its amount was computed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct LineSourceDto {
    pub subscription_id: String,
    pub plan_id: String,
    pub version: u32,
    pub price_key: String,
    /// period, credit, proration, usage, setup.
    pub kind: String,
    /// "17/31".
    pub fraction: Option<String>,
    pub steps: Vec<StepDto>,
}

/// A draft as edited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct DraftDto {
    pub customer_id: Option<String>,
    pub currency: String,
    pub lines: Vec<LineDto>,
    pub discount_pct: String,
    pub discount_amount: String,
    pub tax_inclusive: bool,
    /// The date it will bear; nothing means the day it is issued.
    pub issue_on: Option<String>,
    pub net_days: Option<u16>,
    /// The customer's order number or the like.
    pub reference: String,
    pub note: String,
    pub footer_note: String,
    pub custom_fields: Vec<CustomFieldDto>,
    /// classic, modern, compact; empty means the business's.
    pub template: String,
    /// en, de, fr, es; empty means the customer's.
    pub language: String,
}

/// The sums of a draft or invoice, with the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TotalsDto {
    pub subtotal: MoneyDto,
    pub discount: MoneyDto,
    pub taxable: MoneyDto,
    pub taxes: Vec<TaxTotalDto>,
    pub tax: MoneyDto,
    pub total: MoneyDto,
    pub lines: Vec<LineTotalDto>,
    pub steps: Vec<StepDto>,
}

/// One tax group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TaxTotalDto {
    pub name: String,
    pub rate_pct: String,
    pub jurisdiction: String,
    pub category: String,
    pub note: String,
    pub taxable: MoneyDto,
    pub amount: MoneyDto,
}

/// The sums of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineTotalDto {
    pub subtotal: MoneyDto,
    pub discount: MoneyDto,
    pub invoice_discount: MoneyDto,
    pub net: MoneyDto,
    pub tax: MoneyDto,
    pub total: MoneyDto,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StepDto {
    pub label: String,
    pub value: String,
}

/// Starts a draft, for a customer if one is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateDraftRequest {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub customer_id: Option<String>,
    /// The draft's first content; nothing means one empty line with the customer's defaults.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub draft: Option<DraftDto>,
}

/// Saves a draft. `revision` is the one that was read: a newer one in the store is an error, so
/// nothing is overwritten unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveDraftRequest {
    pub id: String,
    pub revision: u32,
    pub draft: DraftDto,
}

/// What saving gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedDraft {
    pub id: String,
    pub revision: u32,
    pub saved_at: String,
    pub totals: Option<TotalsDto>,
    /// What must be mended before it can be issued; field paths as "lines.2.quantity".
    pub problems: Vec<FieldProblem>,
}

/// One thing wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldProblem {
    pub field: String,
    pub message: String,
}

/// A draft that is only on the screen, for sums or pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftRequest {
    pub draft: DraftDto,
}

/// The pages of a document as SVG, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PagesDto {
    pub pages: Vec<String>,
    /// For example characters that no font has.
    pub notes: Vec<String>,
    pub totals: Option<TotalsDto>,
    pub problems: Vec<FieldProblem>,
}

/// Everything about one invoice or draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceDetail {
    pub row: InvoiceRow,
    pub revision: u32,
    pub draft: DraftDto,
    pub totals: Option<TotalsDto>,
    pub problems: Vec<FieldProblem>,
    pub paid: MoneyDto,
    pub credited: MoneyDto,
    /// What prepaid credit paid, grant by grant, in the order of its use.
    pub prepaid: Vec<super::credit_grants::AppliedCreditDto>,
    /// The sum of `prepaid`.
    pub prepaid_credit: MoneyDto,
    pub applied_balance: MoneyDto,
    pub written_off: MoneyDto,
    pub issued_at: Option<String>,
    pub voided_at: Option<String>,
    pub payments: Vec<PaymentRow>,
    pub credit_notes: Vec<CreditNoteRow>,
    /// All entries that came from it, its payments and its credit notes.
    pub journal: Vec<JournalEntryDto>,
    pub timeline: Vec<super::customers::TimelineEntry>,
    /// What can be done now: edit, issue, delete, credit, void, mark_uncollectible,
    /// record_payment, duplicate.
    pub actions: Vec<String>,
    /// Per line, in order: what can still be credited, net.
    pub creditable: Vec<MoneyDto>,
}

/// Issues a draft: gives it its number and posts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IssueRequest {
    pub id: String,
    /// The revision that was on the screen.
    pub revision: u32,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub issue_on: Option<String>,
}

/// What issuing gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IssuedInvoice {
    pub id: String,
    pub number: String,
    pub total: MoneyDto,
    pub amount_due: MoneyDto,
}

/// Voids or writes off an invoice, saying why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CloseInvoiceRequest {
    pub id: String,
    pub reason: String,
}
