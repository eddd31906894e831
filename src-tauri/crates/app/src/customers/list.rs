//! `customers.list`: a window of customers with what they owe.

use billing::money::Money;
use chrono::NaiveDate;
use store::ReadTx;
use store::table::customer_list::{CustomerColumn, CustomerFilter, CustomerListRow, CustomerQuery};
use store::table::subscriptions::CustomerSubscriptions;
use store::table::window::{CurrencyTotals, SortBy};

use super::detail::{past_due, status};
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::customers::{CustomerPage, CustomerRow};
use crate::dto::lists::{ColumnTotal, Filter, FilterOp, ListRequest, Sort};
use crate::error::AppError;
use crate::listing::{
    add_words, count, currencies, one, unsupported_filter, unsupported_sort, window,
};

/// By name unless sorted. Archived customers are shown only where they are asked for.
pub fn list(app: &App, request: ListRequest) -> Result<CustomerPage, AppError> {
    let asked = Asked::read(&request)?;
    app.read(|tx| {
        let today = local_date(app.now(), &load(tx)?.timezone);
        let mut query = asked.query;
        query.filter.past_due_on = asked.only_past_due.then_some(today);
        let page = tx.customers().list(&query)?;
        let ids: Vec<_> = page
            .rows
            .iter()
            .map(|row| row.customer.id.clone())
            .collect();
        let mut subscribed = tx.subscriptions().summary_of_customers(&ids)?;
        let rows = page.rows.iter();
        Ok(CustomerPage {
            rows: rows
                .map(|row| {
                    let subscribed = subscribed.remove(&row.customer.id);
                    to_dto(tx, row, subscribed.unwrap_or_default(), today)
                })
                .collect::<Result<_, _>>()?,
            total_count: count(page.total_count),
            totals: totals(&page.totals),
        })
    })
}

#[derive(Debug)]
struct Asked {
    query: CustomerQuery,
    only_past_due: bool,
}

impl Asked {
    fn read(request: &ListRequest) -> Result<Self, AppError> {
        let (offset, limit) = window(request.offset, request.limit);
        let filter = CustomerFilter {
            archived: Some(false),
            ..CustomerFilter::default()
        };
        let search = request.search.clone();
        let query = CustomerQuery {
            filter,
            sort: Vec::new(),
            offset,
            limit,
            search,
        };
        let mut asked = Self {
            query,
            only_past_due: false,
        };
        for (at, filter) in request.filters.iter().enumerate() {
            asked.add(at, filter)?;
        }
        for (at, sort) in request.sort.iter().enumerate() {
            let column = column(sort).ok_or_else(|| unsupported_sort(at, sort))?;
            asked.query.sort.push(SortBy {
                column,
                descending: sort.descending,
            });
        }
        Ok(asked)
    }

    fn add(&mut self, at: usize, asked: &Filter) -> Result<(), AppError> {
        let filter = &mut self.query.filter;
        let named = |word: &str| asked.values.iter().any(|value| value == word);
        match (asked.column.as_str(), asked.op) {
            ("status", FilterOp::Is | FilterOp::OneOf) => {
                let others = named("active") || named("past_due");
                filter.archived = (named("archived") != others).then(|| named("archived"));
                self.only_past_due = named("past_due") && !named("active") && !named("archived");
            }
            ("status", FilterOp::IsNot) if named("archived") => filter.archived = Some(false),
            ("country", FilterOp::Is | FilterOp::OneOf) => {
                filter.countries.clone_from(&asked.values);
            }
            ("currency", FilterOp::Is | FilterOp::OneOf) => {
                filter.currencies = currencies(asked)?;
            }
            ("outstanding", FilterOp::AtLeast) if one(at, asked)? == "1" => {
                filter.outstanding = true;
            }
            ("name" | "email", FilterOp::Contains | FilterOp::Is) => {
                add_words(&mut self.query.search, one(at, asked)?);
            }
            _ => return Err(unsupported_filter(at, asked)),
        }
        Ok(())
    }
}

fn column(sort: &Sort) -> Option<CustomerColumn> {
    Some(match sort.column.as_str() {
        "name" => CustomerColumn::Name,
        "email" => CustomerColumn::Email,
        "country" => CustomerColumn::Country,
        "currency" => CustomerColumn::Currency,
        "outstanding" => CustomerColumn::Outstanding,
        "invoice_count" => CustomerColumn::InvoiceCount,
        "last_invoice_on" => CustomerColumn::LastIssuedOn,
        "status" => CustomerColumn::Status,
        "created_at" => CustomerColumn::CreatedAt,
        _ => return None,
    })
}

fn totals(totals: &[CurrencyTotals]) -> Vec<ColumnTotal> {
    let due = totals
        .iter()
        .map(|totals| totals.due)
        .filter(|due| !due.is_zero());
    vec![ColumnTotal {
        column: "outstanding".to_owned(),
        amounts: due.map(Into::into).collect(),
    }]
}

fn to_dto(
    tx: &ReadTx<'_>,
    row: &CustomerListRow,
    subscribed: CustomerSubscriptions,
    today: NaiveDate,
) -> Result<CustomerRow, AppError> {
    let customer = &row.customer;
    let own = row
        .totals
        .iter()
        .find(|t| t.outstanding.currency() == customer.currency);
    let nothing = Money::zero(customer.currency);
    let owes = row
        .totals
        .iter()
        .any(|totals| totals.outstanding.is_positive());
    let is_past_due = owes && !past_due(tx, &customer.id, today)?.is_empty();
    let last = row
        .totals
        .iter()
        .filter_map(|totals| totals.last_issued_on)
        .max();
    Ok(CustomerRow {
        id: customer.id.to_string(),
        name: customer.name.clone(),
        email: customer.email.clone(),
        country: customer.address.country.clone(),
        currency: customer.currency.code().to_owned(),
        status: status(customer, is_past_due).to_owned(),
        outstanding: own.map_or(nothing, |totals| totals.outstanding).into(),
        balance: own.map_or(nothing, |totals| totals.credit).into(),
        invoice_count: count(row.totals.iter().map(|totals| totals.invoice_count).sum()),
        last_invoice_on: last.map(|on| on.to_string()),
        created_at: customer.created_at.to_rfc3339(),
        plans: subscribed.plan_names,
        monthly: subscribed.monthly.into_iter().map(Into::into).collect(),
        next_invoice_on: subscribed.renews_on.map(|on| on.to_string()),
    })
}
