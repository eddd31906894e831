//! `invoices.create_draft`: starts a draft, empty or with content, saved at once.

use billing::business::Business;
use billing::customer::Customer;
use billing::ids::{CustomerId, InvoiceId};
use store::WriteTx;

use super::detail::of_id;
use super::read_draft::DraftIdentity;
use super::typed;
use crate::business::get::load;
use crate::business::to_dto::custom_fields;
use crate::context::App;
use crate::dto::invoices::{CreateDraftRequest, DraftDto, InvoiceDetail, LineDto};
use crate::error::AppError;
use crate::error_from::not_found;

/// Without content it starts with the customer's and the business's usual terms.
pub fn create_draft(app: &App, request: CreateDraftRequest) -> Result<InvoiceDetail, AppError> {
    let id = request
        .customer_id
        .as_deref()
        .map(CustomerId::parse)
        .transpose();
    let id = id.map_err(|error| AppError::from(error).at("customer_id"))?;
    app.write("invoices.create_draft", |tx| {
        let customer = id.as_ref().map(|id| customer(tx, id)).transpose()?;
        let mut dto = match request.draft {
            Some(draft) => draft,
            None => empty(&load(tx)?, customer.as_ref()),
        };
        dto.customer_id = dto.customer_id.or(request.customer_id);
        save_new(app, tx, &dto)
    })
}

fn customer(tx: &WriteTx<'_>, id: &CustomerId) -> Result<Customer, AppError> {
    tx.customers()
        .get(id)?
        .ok_or_else(|| not_found("customer", id.as_str()).at("customer_id"))
}

/// Saves content as a new draft.
pub(super) fn save_new(
    app: &App,
    tx: &mut WriteTx<'_>,
    dto: &DraftDto,
) -> Result<InvoiceDetail, AppError> {
    let id = InvoiceId::from_ulid(app.new_ulid());
    let now = app.now();
    let identity = DraftIdentity {
        id: id.clone(),
        created_at: now,
        updated_at: now,
        revision: 1,
    };
    typed::save(tx, dto, identity, None)?;
    of_id(app, tx, &id)
}

/// One empty line with the customer's usual tax.
fn empty(business: &Business, customer: Option<&Customer>) -> DraftDto {
    let rates = customer
        .map(|customer| customer.tax.tax_rate_ids.as_slice())
        .unwrap_or_default();
    let net_days = customer
        .and_then(|customer| customer.net_days)
        .unwrap_or(business.net_days);
    let currency = customer.map_or(business.currency, |customer| customer.currency);
    let fields = customer
        .map(|customer| customer.custom_fields.clone())
        .unwrap_or_default();
    DraftDto {
        customer_id: customer.map(|customer| customer.id.to_string()),
        currency: currency.code().to_owned(),
        lines: vec![LineDto {
            quantity: "1".to_owned(),
            tax_rate_ids: rates.iter().map(ToString::to_string).collect(),
            ..LineDto::default()
        }],
        tax_inclusive: business.tax_inclusive,
        net_days: Some(net_days),
        note: business.invoice_note.clone(),
        footer_note: business.footer_note.clone(),
        custom_fields: custom_fields(fields),
        ..DraftDto::default()
    }
}
