//! What decides a customer's tax: the number, the kind, the exemption and the usual rates.

use serde::{Deserialize, Serialize};

use crate::ids::TaxRateId;

/// How a customer is taxed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TaxProfile {
    /// VAT identification number, as the customer gave it.
    pub vat_id: Option<String>,
    /// Whether the customer buys as a business.
    pub business: bool,
    /// Why the customer pays no tax, where that is so.
    pub exempt_reason: Option<String>,
    /// The rates that new lines for this customer start with.
    pub tax_rate_ids: Vec<TaxRateId>,
}
