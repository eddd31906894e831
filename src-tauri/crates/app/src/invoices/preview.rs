//! The pages of drafts and invoices as pictures: the very pages of their PDF.

use billing::business::Business;
use billing::customer::Customer;
use billing::ids::InvoiceId;
use chrono::{DateTime, Utc};
use documents::InvoiceDocument;
use store::ReadTx;
use store::table::invoices::StoredInvoice;

use super::read_draft::{DraftIdentity, ReadDraft, Surroundings, read_draft};
use super::stored::load;
use super::to_dto::totals_to_dto;
use super::typed::{self, nobody, surroundings};
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
    let pages = app.documents()?.preview_svg(&printable.document)?;
    let read = printable.read;
    Ok(PagesDto {
        pages,
        notes: Vec::new(),
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
            document: InvoiceDocument::from_invoice(&invoice, &settlement, logo(tx)?.as_deref())?,
            name: invoice.number().to_owned(),
            read: None,
        }),
        StoredInvoice::Draft(draft) => {
            let dto = typed::get(tx, &id)?;
            let around = surroundings(tx, &dto)?;
            let identity = DraftIdentity {
                id: draft.id,
                created_at: draft.created_at,
                updated_at: draft.updated_at,
                revision: draft.revision,
            };
            of_draft(
                read_draft(&dto, identity, &around),
                &around,
                logo(tx)?,
                app.now(),
            )
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
    Customer::new(nobody(), "", business.currency, now)
}

/// The bytes of the business's logo.
pub(crate) fn logo(tx: &ReadTx<'_>) -> Result<Option<Vec<u8>>, AppError> {
    Ok(tx.business().logo()?.map(|logo| logo.bytes))
}
