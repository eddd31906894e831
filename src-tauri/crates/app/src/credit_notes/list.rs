//! `credit_notes.list`: a window of credit notes.

use billing::ids::CustomerId;
use store::table::credit_notes::{CreditNoteColumn, CreditNoteFilter, CreditNoteQuery};
use store::table::window::SortBy;

use super::row;
use crate::context::App;
use crate::dto::credit_notes::CreditNotePage;
use crate::dto::lists::{ColumnTotal, Filter, FilterOp, ListRequest};
use crate::error::AppError;
use crate::listing::{
    count, currencies, date_range, one, set_words, unsupported_filter, unsupported_sort, window,
};

/// Newest first unless sorted.
pub fn list(app: &App, request: ListRequest) -> Result<CreditNotePage, AppError> {
    let query = query(&request)?;
    app.read(|tx| {
        let page = tx.credit_notes().list(&query)?;
        let amounts = page
            .totals
            .iter()
            .map(|totals| totals.total.into())
            .collect();
        Ok(CreditNotePage {
            rows: page.rows.iter().map(row::of_list).collect(),
            total_count: count(page.total_count),
            totals: vec![ColumnTotal {
                column: "total".to_owned(),
                amounts,
            }],
        })
    })
}

fn query(request: &ListRequest) -> Result<CreditNoteQuery, AppError> {
    let (offset, limit) = window(request.offset, request.limit);
    let filter = CreditNoteFilter::default();
    let search = request.search.clone();
    let mut query = CreditNoteQuery {
        filter,
        sort: Vec::new(),
        offset,
        limit,
        search,
    };
    for (at, filter) in request.filters.iter().enumerate() {
        add_filter(&mut query, at, filter)?;
    }
    for (at, sort) in request.sort.iter().enumerate() {
        let column = match sort.column.as_str() {
            "number" => CreditNoteColumn::Number,
            "issued_on" => CreditNoteColumn::IssuedOn,
            "total" => CreditNoteColumn::Total,
            "customer_name" => CreditNoteColumn::CustomerName,
            "invoice_number" => CreditNoteColumn::InvoiceNumber,
            _ => return Err(unsupported_sort(at, sort)),
        };
        query.sort.push(SortBy {
            column,
            descending: sort.descending,
        });
    }
    Ok(query)
}

fn add_filter(query: &mut CreditNoteQuery, at: usize, asked: &Filter) -> Result<(), AppError> {
    let filter = &mut query.filter;
    match (asked.column.as_str(), asked.op) {
        ("customer_id", FilterOp::Is) => {
            filter.customer = Some(CustomerId::parse(one(at, asked)?)?);
        }
        ("currency", FilterOp::Is | FilterOp::OneOf) => {
            filter.currencies = currencies(asked)?;
        }
        ("issued_on", _) => (filter.issued_from, filter.issued_to) = date_range(at, asked)?,
        ("number" | "invoice_number" | "customer_name", FilterOp::Contains | FilterOp::Is) => {
            set_words(&mut query.search, at, asked)?;
        }
        _ => return Err(unsupported_filter(at, asked)),
    }
    Ok(())
}
