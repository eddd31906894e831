//! Taxes: the rates that lines carry, the dated tables they come from, VAT numbers, and the
//! decision which of them a supply carries.

mod decision;
mod evidence;
mod jurisdiction;
mod rate;
mod rate_table;
mod subdivision;
mod vat_id;

pub use decision::{
    Decision, DecisionError, EuB2cSales, Seller, Supply, TaxedCustomer, Treatment, decide,
};
pub use evidence::{
    Asked, DecisionRecord, EvidenceWarning, Exemption, NumberCheck, PlaceProof, PlaceProofKind,
    Receipt, RecordedWarning, TaxEvidence, assess, read_receipt,
};
pub use jurisdiction::{country_code, is_eu};
pub use rate::{LineTax, TaxCategory, TaxRate, TaxRateError};
pub use rate_table::{DatedRate, FoundRate, RateSchedule, RateTable, RateTableError, STANDARD};
pub use subdivision::{Subdivision, subdivision};
pub use vat_id::{VatId, VatIdError, VatIdFault};
