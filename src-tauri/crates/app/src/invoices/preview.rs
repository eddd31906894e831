//! The pages of drafts and invoices as pictures: the very pages of their PDF.

use billing::business::Business;
use billing::customer::Customer;
use billing::ids::{CustomerId, InvoiceId};
use chrono::{DateTime, Utc};
use documents::InvoiceDocument;
use store::ReadTx;
use store::table::business::Logo;
use store::table::invoices::StoredInvoice;
use ulid::Ulid;

use super::read_draft::{DraftIdentity, ReadDraft, Surroundings, read_draft};
use super::stored::load;
use super::to_dto::totals_to_dto;
use super::typed::{self, surroundings};
use crate::business::get::local_date;
use crate::context::App;
use crate::dto::invoices::{DraftRequest, PagesDto};
use crate::dto::lists::IdRequest;
use crate::error::AppError;

/// An invoice or draft ready to be typeset, and what is wrong with the draft.
pub(super) struct Printable {
    pub(super) document: InvoiceDocument,
    pub(super) name: String,
    read: Option<ReadDraft>,
}

/// The pages of a draft that is only on the screen.
pub fn preview(app: &App, request: DraftRequest) -> Result<PagesDto, AppError> {
    let (around, logo) = app.read(|tx| Ok((surroundings(tx, &request.draft)?, logo(tx)?)))?;
    let read = read_draft(&request.draft, DraftIdentity::unsaved(app.now()), &around);
    typeset(app, of_draft(read, &around, logo, app.now())?)
}

/// The pages of a saved draft or an issued invoice.
pub fn pages(app: &App, request: IdRequest) -> Result<PagesDto, AppError> {
    let printable = printable(app, &request.id)?;
    typeset(app, printable)
}

fn typeset(app: &App, printable: Printable) -> Result<PagesDto, AppError> {
    let preview = app.documents()?.preview_svg(&printable.document)?;
    let read = printable.read;
    Ok(PagesDto {
        pages: preview.pages,
        notes: preview.notes,
        totals: read
            .as_ref()
            .and_then(|read| read.totals.as_ref())
            .map(totals_to_dto),
        problems: read.map(|read| read.problems).unwrap_or_default(),
    })
}

/// Loads what an id names, as it is printed.
pub(super) fn printable(app: &App, id: &str) -> Result<Printable, AppError> {
    let id = InvoiceId::parse(id)?;
    app.read(|tx| match load(tx, &id)? {
        StoredInvoice::Issued {
            invoice,
            settlement,
        } => Ok(Printable {
            document: InvoiceDocument::from_invoice(
                &invoice,
                &settlement,
                tx.invoices().logo(&id)?.map(bytes_of).as_deref(),
            )?,
            name: invoice.number().to_owned(),
            read: None,
        }),
        StoredInvoice::Draft(draft) => {
            let dto = typed::of_stored(&draft)?;
            let around = surroundings(tx, &dto)?;
            let read = read_draft(&dto, typed::identity_of(&draft), &around);
            of_draft(read, &around, logo(tx)?, app.now())
        }
    })
}

fn of_draft(
    read: ReadDraft,
    around: &Surroundings,
    logo: Option<Vec<u8>>,
    now: DateTime<Utc>,
) -> Result<Printable, AppError> {
    let business = &around.business;
    let customer = around
        .customer
        .clone()
        .unwrap_or_else(|| unnamed(business, now));
    let today = local_date(now, &business.timezone);
    let printed = read.clone().without_blank_lines().draft;
    let logo = logo.as_deref();
    let document = InvoiceDocument::from_draft(&printed, business, &customer, logo, today)?;
    Ok(Printable {
        document,
        name: "draft".to_owned(),
        read: Some(read),
    })
}

/// A draft without a customer has an empty place for one.
fn unnamed(business: &Business, now: DateTime<Utc>) -> Customer {
    let nobody = CustomerId::from_ulid(Ulid::nil());
    Customer::new(nobody, "", business.currency, now)
}

/// The logo that the business has now, as a draft would bear it.
fn logo(tx: &ReadTx<'_>) -> Result<Option<Vec<u8>>, AppError> {
    Ok(tx.business().logo()?.map(bytes_of))
}

pub(crate) fn bytes_of(logo: Logo) -> Vec<u8> {
    logo.bytes
}
