//! `invoices.issue`: a draft gets its number, is posted and frozen, and uses the customer's prepaid
//! credit and balance.

use billing::business::Business;
use billing::customer::Customer;
use billing::ids::{InvoiceId, JournalEntryId};
use billing::invoice::{
    DraftInvoice, FinalizeTerms, Invoice, Settlement, amount_due, finalize, status,
};
use billing::ledger::{EntryTerms, JournalEntry};
use billing::payment::apply_balance;
use chrono::NaiveDate;
use store::WriteTx;
use store::table::drafts::StoredDraft;

use super::read_draft::{Surroundings, read_draft};
use super::stored::{check_revision, load_draft};
use super::typed;
use crate::business::INVOICE_SERIES;
use crate::business::get::{local_date, series_year};
use crate::context::App;
use crate::credit_grants::apply::use_for;
use crate::dto::invoices::{IssueRequest, IssuedInvoice};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::day;
use crate::subscriptions::paid::after_payment;

/// All in one database transaction: if any of it fails no number is used.
pub fn issue(app: &App, request: IssueRequest) -> Result<IssuedInvoice, AppError> {
    let id = InvoiceId::parse(&request.id)?;
    let issue_on = request
        .issue_on
        .as_deref()
        .map(|text| day(text, "issue_on"))
        .transpose()?;
    app.write("invoices.issue", |tx| {
        let draft = load(tx, &id, request.revision)?;
        let (invoice, settlement) = issue_draft(app, tx, draft, issue_on)?;
        Ok(IssuedInvoice {
            id: invoice.id().to_string(),
            number: invoice.number().to_owned(),
            total: invoice.totals().total.into(),
            amount_due: amount_due(&invoice, &settlement)?.into(),
        })
    })
}

/// The same for a draft that a run made and that was looked at long enough, as it is now.
pub(crate) fn issue_reviewed(
    app: &App,
    tx: &WriteTx<'_>,
    id: &InvoiceId,
) -> Result<(Invoice, Settlement), AppError> {
    let draft = read_stored(tx, &load_draft(tx, id)?)?;
    issue_draft(app, tx, draft, None)
}

fn issue_draft(
    app: &App,
    tx: &WriteTx<'_>,
    (draft, around): (DraftInvoice, Surroundings),
    issue_on: Option<NaiveDate>,
) -> Result<(Invoice, Settlement), AppError> {
    let issued_on = issue_on.or(draft.issue_on);
    let Surroundings {
        business, customer, ..
    } = around;
    let customer = customer.ok_or_else(|| not_found("customer", draft.customer_id.as_str()))?;
    let (invoice, settlement) = issue_ready(app, tx, draft, (business, customer), issued_on)?;
    // Credit that the customer held may have paid it at once.
    after_payment(app, tx, invoice.id(), status(&invoice, &settlement)?)?;
    Ok((invoice, settlement))
}

/// Issues a draft in which nothing is to be mended, between these two; today where no day is said.
/// Everything that becomes an invoice goes through here.
pub(crate) fn issue_ready(
    app: &App,
    tx: &WriteTx<'_>,
    draft: DraftInvoice,
    between: (Business, Customer),
    issued_on: Option<NaiveDate>,
) -> Result<(Invoice, Settlement), AppError> {
    let (invoice, entry) = decide(app, tx, draft, between, issued_on)?;
    let settlement = save(app, tx, &invoice, &entry)?;
    Ok((invoice, settlement))
}

/// The draft as it was read from what was typed; one with problems is not issued.
fn load(
    tx: &WriteTx<'_>,
    id: &InvoiceId,
    revision: u32,
) -> Result<(DraftInvoice, Surroundings), AppError> {
    let draft = load_draft(tx, id)?;
    check_revision(&draft, revision)?;
    read_stored(tx, &draft)
}

fn read_stored(
    tx: &WriteTx<'_>,
    draft: &StoredDraft,
) -> Result<(DraftInvoice, Surroundings), AppError> {
    let dto = typed::of_stored(draft)?;
    let around = typed::surroundings(tx, &dto)?;
    let ready = read_draft(&dto, typed::identity_of(draft), &around).ready()?;
    Ok((ready, around))
}

fn decide(
    app: &App,
    tx: &WriteTx<'_>,
    draft: DraftInvoice,
    (business, customer): (Business, Customer),
    issued_on: Option<NaiveDate>,
) -> Result<(Invoice, JournalEntry), AppError> {
    let issued_at = app.now();
    let issued_on = issued_on.unwrap_or_else(|| local_date(issued_at, &business.timezone));
    let terms = FinalizeTerms {
        number: take_number(tx, &business, issued_on)?,
        issued_at,
        issued_on,
        seller: business,
        customer,
        entry_id: JournalEntryId::from_ulid(app.new_ulid()),
    };
    Ok(finalize(draft, terms)?)
}

fn take_number(tx: &WriteTx<'_>, business: &Business, on: NaiveDate) -> Result<String, AppError> {
    let pattern = &business.invoice_numbers;
    let year = series_year(pattern, business, on);
    let n = tx.numbering_series_mut().take(INVOICE_SERIES, year)?;
    Ok(pattern.render(business.fiscal_year(on), n))
}

fn save(
    app: &App,
    tx: &WriteTx<'_>,
    invoice: &Invoice,
    entry: &JournalEntry,
) -> Result<Settlement, AppError> {
    let settlement = Settlement::new(invoice.currency());
    tx.invoices_mut().issue(invoice, &settlement)?;
    tx.journal_entries_mut().append(entry)?;
    let settlement = use_for(app, tx, invoice, settlement)?;
    Ok(use_credit(app, tx, invoice, &settlement)?.unwrap_or(settlement))
}

/// Uses the credit that the customer holds in the invoice's currency, with an entry of its own.
fn use_credit(
    app: &App,
    tx: &WriteTx<'_>,
    invoice: &Invoice,
    settlement: &Settlement,
) -> Result<Option<Settlement>, AppError> {
    let totals = tx.customers().totals(invoice.customer_id())?;
    let mut credit = totals.iter().map(|totals| totals.credit);
    let available = credit.find(|credit| credit.currency() == invoice.currency());
    let Some(available) = available.filter(|credit| credit.is_positive()) else {
        return Ok(None);
    };
    if !amount_due(invoice, settlement)?.is_positive() {
        return Ok(None);
    }
    let terms = EntryTerms {
        entry_id: JournalEntryId::from_ulid(app.new_ulid()),
        posted_on: invoice.issued_on(),
        recorded_at: invoice.issued_at(),
    };
    let (used, settled, entry) = apply_balance(available, invoice, settlement, terms)?;
    tx.invoices_mut().settle(invoice, &settled)?;
    tx.journal_entries_mut().append(&entry)?;
    tx.customers_mut()
        .add_credit(invoice.customer_id(), used.try_neg()?)?;
    Ok(Some(settled))
}
