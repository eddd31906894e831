//! A product from what a person typed, each fault at its field.

use billing::catalog::{Product, SupplyKind};
use billing::ids::ProductId;
use chrono::{DateTime, Utc};

use crate::dto::catalog::ProductDto;
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::listing::required;

/// Who a product is besides what is typed.
#[derive(Debug, Clone)]
pub struct Identity {
    pub id: ProductId,
    pub created_at: DateTime<Utc>,
    /// When it was archived, where the request says that it is.
    pub archived_at: DateTime<Utc>,
}

/// An empty kind of supply is a digital service, an empty category the standard one.
pub fn from_dto(dto: &ProductDto, identity: Identity) -> Result<Product, AppError> {
    let supply = match dto.supply.trim() {
        "" => SupplyKind::default(),
        word => from_word(word, "supply", "digital_service, service, goods")?,
    };
    let tax_category = match dto.tax_category.trim() {
        "" => "standard",
        category => category,
    };
    Ok(Product {
        id: identity.id,
        name: required(&dto.name, "name")?,
        description: dto.description.trim().to_owned(),
        supply,
        tax_category: tax_category.to_owned(),
        created_at: identity.created_at,
        archived_at: dto.archived.then_some(identity.archived_at),
    })
}
