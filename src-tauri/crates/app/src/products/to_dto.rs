//! A product as the person edits it.

use billing::catalog::Product;

use crate::dto::catalog::ProductDto;
use crate::dto::words::to_word;

/// `plans`: how many plans and add-ons sell it.
pub fn to_dto(product: Product, plans: u32) -> ProductDto {
    ProductDto {
        id: product.id.to_string(),
        name: product.name,
        description: product.description,
        supply: to_word(product.supply),
        tax_category: product.tax_category,
        archived: product.archived_at.is_some(),
        plans,
    }
}
