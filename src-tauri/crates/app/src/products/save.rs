//! Makes a product or changes one; issued invoices keep the name that they were issued with.

use billing::catalog::Product;
use billing::ids::ProductId;
use store::ReadTx;

use super::from_dto::{Identity, from_dto};
use super::list::plans_of;
use super::to_dto::to_dto;
use crate::context::App;
use crate::dto::catalog::ProductDto;
use crate::error::AppError;
use crate::error_from::not_found;

/// With an `id`, that one is changed.
pub fn save(app: &App, request: ProductDto) -> Result<ProductDto, AppError> {
    let now = app.now();
    let fresh = ProductId::from_ulid(app.new_ulid());
    app.write("products.save", |tx| {
        let identity = match request.id.trim() {
            "" => Identity {
                id: fresh,
                created_at: now,
                archived_at: now,
            },
            text => {
                let there = load(tx, text)?;
                Identity {
                    id: there.id,
                    created_at: there.created_at,
                    archived_at: there.archived_at.unwrap_or(now),
                }
            }
        };
        let product = from_dto(&request, identity)?;
        check_name(tx, &product)?;
        tx.products_mut().put(&product)?;
        let plans = plans_of(tx, &product.id)?;
        Ok(to_dto(product, plans))
    })
}

/// The product of an id as a person gives it.
pub(crate) fn load(tx: &ReadTx<'_>, text: &str) -> Result<Product, AppError> {
    let id = ProductId::parse(text).map_err(|_| not_found("product", text))?;
    tx.products()
        .get(&id)?
        .ok_or_else(|| not_found("product", text))
}

/// Two products of one name would share a revenue account without anybody having said so.
fn check_name(tx: &ReadTx<'_>, product: &Product) -> Result<(), AppError> {
    let name = product.name.to_lowercase();
    let products = tx.products().list(true)?;
    let taken = products
        .iter()
        .any(|other| other.id != product.id && other.name.to_lowercase() == name);
    if taken {
        return Err(AppError::new(
            "product_name_taken",
            format!(
                "There is a product named {} already; nothing was changed.",
                product.name
            ),
            "Give another name, or change that product.",
        )
        .at("name"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::testing::{call, opened};
    use serde_json::json;

    #[test]
    fn a_product_is_made_changed_and_archived() {
        let (app, _folder) = opened();
        let made = call(&app, "products.save", json!({"name": " Voice "})).expect("made");
        assert_eq!(
            (&made["name"], &made["supply"], &made["tax_category"]),
            (
                &json!("Voice"),
                &json!("digital_service"),
                &json!("standard")
            )
        );
        let mut archived = made.clone();
        archived["archived"] = json!(true);
        archived["supply"] = json!("goods");
        assert_eq!(
            call(&app, "products.save", archived.clone()).expect("archived"),
            archived
        );
        call(&app, "products.save", json!({"name": "Writing"})).expect("made");
        let rows = call(&app, "products.list", json!({})).expect("listed");
        assert_eq!(rows["rows"][0]["name"], "Writing");
        assert_eq!(rows["rows"][1], archived);
    }

    #[test]
    fn each_fault_names_its_field() {
        let (app, _folder) = opened();
        call(&app, "products.save", json!({"name": "Voice"})).expect("made");
        let table = [
            (json!({"name": " "}), "field_empty", "name"),
            (json!({"name": "VOICE"}), "product_name_taken", "name"),
            (
                json!({"name": "X", "supply": "air"}),
                "unknown_choice",
                "supply",
            ),
        ];
        for (request, code, field) in table {
            let error = call(&app, "products.save", request).expect_err(field);
            assert_eq!(
                (error.code.as_str(), error.field.as_deref()),
                (code, Some(field))
            );
        }
        let error = call(&app, "products.save", json!({"id": "prod_1", "name": "X"}));
        assert_eq!(error.expect_err("not there").code, "product_not_found");
    }
}
