//! Everything about one customer, gathered from one snapshot.

use billing::customer::Customer;
use billing::ids::CustomerId;
use billing::invoice::InvoiceStatus;
use billing::money::Money;
use chrono::NaiveDate;
use store::ReadTx;
use store::table::customers::CustomerTotals;
use store::table::invoice_list::{InvoiceColumn, InvoiceFilter, InvoiceQuery};
use store::table::payments::{PaymentFilter, PaymentQuery};
use store::table::subscriptions::CustomerSubscriptions;
use store::table::window::SortBy;

use super::to_dto::to_dto;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::customers::CustomerDetail;
use crate::dto::invoices::InvoiceRow;
use crate::dto::money::MoneyDto;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::invoices::row;

const RECENT: u32 = 10;

/// A customer that has to be there.
pub(crate) fn load_customer(tx: &ReadTx<'_>, id: &str) -> Result<Customer, AppError> {
    let id = CustomerId::parse(id)?;
    let found = tx.customers().get(&id)?;
    found.ok_or_else(|| not_found("customer", id.as_str()))
}

/// The page of a customer that was just loaded or saved.
pub(crate) fn of_customer(
    app: &App,
    tx: &ReadTx<'_>,
    customer: &Customer,
) -> Result<CustomerDetail, AppError> {
    let today = local_date(app.now(), &load(tx)?.timezone);
    let totals = tx.customers().totals(&customer.id)?;
    let past_due = past_due(tx, &customer.id, today)?;
    let paid = paid(tx, &customer.id)?;
    let summary = subscribed(tx, &customer.id)?;
    Ok(CustomerDetail {
        id: customer.id.to_string(),
        customer: to_dto(customer),
        status: status(customer, !past_due.is_empty()).to_owned(),
        created_at: customer.created_at.to_rfc3339(),
        archived_at: customer.archived_at.map(|at| at.to_rfc3339()),
        outstanding: present(&totals, |totals| totals.outstanding),
        balance: present(&totals, |totals| totals.credit),
        invoiced: present(&totals, |totals| totals.invoiced),
        can_delete: paid.1 == 0
            && totals.iter().all(|totals| totals.invoice_count == 0)
            && tx.subscriptions().of_customer(&customer.id)?.is_empty()
            && tx.credit_grants().of_customer(&customer.id)?.is_empty()
            && !tx.usage_events().any_of(&customer.id)?,
        past_due: past_due.into_iter().map(MoneyDto::from).collect(),
        paid: paid.0,
        recent_invoices: recent(tx, &customer.id, today)?,
        subscriptions: crate::subscriptions::list::rows_of(tx, &customer.id)?,
        monthly: summary.monthly.into_iter().map(MoneyDto::from).collect(),
        next_invoice_on: summary.renews_on.map(|on| on.to_string()),
    })
}

/// What they subscribe to now; nothing in it where that is nothing.
pub(super) fn subscribed(
    tx: &ReadTx<'_>,
    id: &CustomerId,
) -> Result<CustomerSubscriptions, AppError> {
    let mut found = tx
        .subscriptions()
        .summary_of_customers(std::slice::from_ref(id))?;
    Ok(found.remove(id).unwrap_or_default())
}

/// Archived, past due, or active.
pub(super) fn status(customer: &Customer, is_past_due: bool) -> &'static str {
    match (customer.archived_at, is_past_due) {
        (Some(_), _) => "archived",
        (None, true) => "past_due",
        (None, false) => "active",
    }
}

fn present(totals: &[CustomerTotals], of: fn(&CustomerTotals) -> Money) -> Vec<MoneyDto> {
    totals
        .iter()
        .map(of)
        .filter(|amount| !amount.is_zero())
        .map(MoneyDto::from)
        .collect()
}

/// What is past due, one amount a currency.
pub(super) fn past_due(
    tx: &ReadTx<'_>,
    id: &CustomerId,
    today: NaiveDate,
) -> Result<Vec<Money>, AppError> {
    let filter = InvoiceFilter {
        customer: Some(id.clone()),
        statuses: vec![InvoiceStatus::Open],
        past_due_on: Some(today),
        ..InvoiceFilter::default()
    };
    let query = InvoiceQuery {
        filter,
        limit: 0,
        ..InvoiceQuery::default()
    };
    let totals = tx.invoices().list(&query)?.totals;
    Ok(totals.into_iter().map(|totals| totals.due).collect())
}

/// What was paid and not taken back, and how many payments there are in all.
fn paid(tx: &ReadTx<'_>, id: &CustomerId) -> Result<(Vec<MoneyDto>, i64), AppError> {
    let filter = PaymentFilter {
        customer: Some(id.clone()),
        ..PaymentFilter::default()
    };
    let page = tx.payments().list(&PaymentQuery {
        filter,
        limit: 0,
        ..PaymentQuery::default()
    })?;
    let amounts = page.totals.into_iter().map(|totals| totals.total);
    let amounts = amounts.filter(|amount| !amount.is_zero());
    Ok((amounts.map(MoneyDto::from).collect(), page.total_count))
}

fn recent(tx: &ReadTx<'_>, id: &CustomerId, today: NaiveDate) -> Result<Vec<InvoiceRow>, AppError> {
    let query = InvoiceQuery {
        filter: InvoiceFilter {
            customer: Some(id.clone()),
            ..InvoiceFilter::default()
        },
        sort: vec![SortBy {
            column: InvoiceColumn::UpdatedAt,
            descending: true,
        }],
        limit: RECENT,
        ..InvoiceQuery::default()
    };
    let rows = tx.invoices().list(&query)?.rows;
    Ok(rows
        .iter()
        .map(|listed| row::of_list(listed, today))
        .collect())
}
