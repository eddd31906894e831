//! Products: what is sold, which revenue account it has, and how its supply is taxed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ProductId;

/// What kind of supply a product is; taxes depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplyKind {
    /// Supplied electronically, such as software as a service.
    #[default]
    DigitalService,
    /// Any other service.
    Service,
    /// Things that are shipped.
    Goods,
}

/// Something that is sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Identity.
    pub id: ProductId,
    /// The name; its revenue account is called by it.
    pub name: String,
    /// What it is.
    pub description: String,
    /// How its supply is taxed.
    pub supply: SupplyKind,
    /// Category in the tax tables; "standard" for most.
    pub tax_category: String,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was put away, where that is so.
    pub archived_at: Option<DateTime<Utc>>,
}
