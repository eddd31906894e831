//! Invoices: drafted, totalled, numbered, finalized once and then corrected only by credit notes.

mod applied_credit;
mod credit_amounts;
mod credit_note;
mod draft;
mod explanation;
mod finalize;
mod line_item;
mod numbering;
mod settlement;
mod tax_groups;
mod totals;
mod void;

pub use applied_credit::{AppliedCredit, CreditCategory};
pub use credit_amounts::{CreditAmounts, CreditLine, CreditRequest, credit_amounts};
pub use credit_note::{CreditError, CreditNote, CreditReason, CreditTerms, credit};
pub use draft::DraftInvoice;
pub use explanation::{Explanation, Step};
pub use finalize::{FinalizeError, FinalizeTerms, Invoice, finalize};
pub use line_item::{Discount, LineItem, LineKind, LineSource, ServicePeriod};
pub use numbering::{NumberPattern, NumberPatternError};
pub use settlement::{InvoiceStatus, Settlement, amount_due, days_past_due, is_past_due, status};
pub use totals::{LineTotal, TaxRounding, TaxTotal, Totals, TotalsError, TotalsInput, totals};
pub use void::{VoidError, mark_uncollectible, void};
