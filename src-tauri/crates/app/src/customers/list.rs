//! `customers.list`: a window of customers with what they owe.

use billing::money::Money;
use chrono::NaiveDate;
use store::ReadTx;
use store::table::customer_list::{CustomerColumn, CustomerFilter, CustomerListRow, CustomerQuery};
use store::table::customers::CustomerTotals;
use store::table::window::{CurrencyTotals, SortBy};

use super::detail::{past_due, status};
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::customers::{CustomerPage, CustomerRow};
use crate::dto::lists::{ColumnTotal, Filter, FilterOp, ListRequest, Sort};
use crate::error::AppError;
use crate::invoices::typed::nobody;
use crate::listing::{
    add_words, count, currencies, one, unsupported_filter, unsupported_sort, window,
};

/// By name unless sorted. Archived customers are shown only where they are asked for.
pub fn list(app: &App, request: ListRequest) -> Result<CustomerPage, AppError> {
    let asked = Asked::read(&request)?;
    app.read(|tx| {
        let today = local_date(app.now(), &load(tx)?.timezone);
        if asked.only_past_due {
            return asked.past_due(tx, today);
        }
        let page = tx.customers().list(&asked.query)?;
        let hidden = page
            .rows
            .iter()
            .filter(|row| row.customer.id == nobody())
            .count();
        let rows = page.rows.iter().filter(|row| row.customer.id != nobody());
        Ok(CustomerPage {
            rows: rows
                .map(|row| to_dto(tx, row, today))
                .collect::<Result<_, _>>()?,
            total_count: count(page.total_count)
                .saturating_sub(u32::try_from(hidden).unwrap_or_default()),
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

    /// Who is past due is known by each one's invoices: those who owe nothing are left out first.
    fn past_due(&self, tx: &ReadTx<'_>, today: NaiveDate) -> Result<CustomerPage, AppError> {
        let mut query = self.query.clone();
        query.filter.outstanding = true;
        (query.offset, query.limit) = (0, u32::MAX);
        let mut rows = Vec::new();
        for row in &tx.customers().list(&query)?.rows {
            let dto = to_dto(tx, row, today)?;
            if dto.status == "past_due" {
                rows.push((row.totals.clone(), dto));
            }
        }
        let total_count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let totals = totals(&sums(rows.iter().flat_map(|(totals, _)| totals))?);
        let rows = (0_u32..).zip(rows);
        let shown = self.query.offset..self.query.offset.saturating_add(self.query.limit);
        let rows = rows
            .filter(|(at, _)| shown.contains(at))
            .map(|(_, (_, dto))| dto)
            .collect();
        Ok(CustomerPage {
            rows,
            total_count,
            totals,
        })
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

fn sums<'a>(
    all: impl Iterator<Item = &'a CustomerTotals>,
) -> Result<Vec<CurrencyTotals>, AppError> {
    let mut sums: Vec<CurrencyTotals> = Vec::new();
    for one in all {
        let currency = one.outstanding.currency();
        match sums.iter_mut().find(|sum| sum.due.currency() == currency) {
            Some(sum) => sum.due = sum.due.try_add(one.outstanding)?,
            None => sums.push(CurrencyTotals {
                count: 1,
                total: one.invoiced,
                due: one.outstanding,
            }),
        }
    }
    Ok(sums)
}

fn to_dto(
    tx: &ReadTx<'_>,
    row: &CustomerListRow,
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
    })
}
