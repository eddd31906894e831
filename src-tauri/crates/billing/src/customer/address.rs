//! A postal address, as it stands on an invoice.

use serde::{Deserialize, Serialize};

/// A postal address. An empty text is an absent part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Street and number.
    pub line1: String,
    /// What else the street line needs.
    pub line2: String,
    /// Town.
    pub city: String,
    /// Postal code.
    pub postal_code: String,
    /// State or province, as the country writes it ("NY").
    pub region: String,
    /// ISO 3166-1 alpha-2 code, in capitals ("DE").
    pub country: String,
}
