//! Lists the products, those in use first.

use billing::ids::ProductId;
use store::ReadTx;

use super::to_dto::to_dto;
use crate::context::App;
use crate::dto::catalog::ProductList;
use crate::dto::lists::Nothing;
use crate::error::AppError;

/// By name; archived ones come last.
pub fn list(app: &App, _request: Nothing) -> Result<ProductList, AppError> {
    app.read(|tx| {
        let mut products = tx.products().list(true)?;
        products.sort_by_key(|product| product.archived_at.is_some());
        let rows = products.into_iter().map(|product| {
            let plans = plans_of(tx, &product.id)?;
            Ok(to_dto(product, plans))
        });
        Ok(ProductList {
            rows: rows.collect::<Result<_, AppError>>()?,
        })
    })
}

/// How many plans and add-ons sell a product.
pub(super) fn plans_of(tx: &ReadTx<'_>, id: &ProductId) -> Result<u32, AppError> {
    let plans = tx.plans().list(true)?;
    let count = plans.iter().filter(|plan| plan.product_id == *id).count();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
