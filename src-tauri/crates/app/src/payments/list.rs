//! `payments.list`: a window of payments.

use billing::ids::{CustomerId, InvoiceId};
use billing::payment::PaymentMethod;
use store::table::payments::{PaymentColumn, PaymentFilter, PaymentQuery};
use store::table::window::SortBy;

use super::row;
use crate::context::App;
use crate::dto::lists::{ColumnTotal, Filter, FilterOp, ListRequest};
use crate::dto::payments::PaymentPage;
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::listing::{
    count, currencies, date_range, one, set_words, unsupported_filter, unsupported_sort, window,
};

/// The words for methods, for people who typed another.
pub(super) const METHODS: &str = "bank_transfer, cash, cheque, card, other";

/// Newest first unless sorted; the total leaves out what was reversed.
pub fn list(app: &App, request: ListRequest) -> Result<PaymentPage, AppError> {
    let query = query(&request)?;
    app.read(|tx| {
        let page = tx.payments().list(&query)?;
        let amounts = page
            .totals
            .iter()
            .map(|totals| totals.total.into())
            .collect();
        Ok(PaymentPage {
            rows: page.rows.iter().map(row::of_list).collect(),
            total_count: count(page.total_count),
            totals: vec![ColumnTotal {
                column: "amount".to_owned(),
                amounts,
            }],
        })
    })
}

fn query(request: &ListRequest) -> Result<PaymentQuery, AppError> {
    let (offset, limit) = window(request.offset, request.limit);
    let filter = PaymentFilter::default();
    let search = request.search.clone();
    let mut query = PaymentQuery {
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
            "received_on" => PaymentColumn::ReceivedOn,
            "amount" => PaymentColumn::Amount,
            "method" => PaymentColumn::Method,
            "customer_name" => PaymentColumn::CustomerName,
            "reference" => PaymentColumn::Reference,
            "invoice_number" => PaymentColumn::InvoiceNumber,
            _ => return Err(unsupported_sort(at, sort)),
        };
        query.sort.push(SortBy {
            column,
            descending: sort.descending,
        });
    }
    Ok(query)
}

fn add_filter(query: &mut PaymentQuery, at: usize, asked: &Filter) -> Result<(), AppError> {
    let filter = &mut query.filter;
    match (asked.column.as_str(), asked.op) {
        ("customer_id", FilterOp::Is) => {
            filter.customer = Some(CustomerId::parse(one(at, asked)?)?);
        }
        ("invoice_id", FilterOp::Is) => {
            filter.invoice = Some(InvoiceId::parse(one(at, asked)?)?);
        }
        ("method", FilterOp::Is | FilterOp::OneOf) => filter.methods = methods(asked)?,
        ("currency", FilterOp::Is | FilterOp::OneOf) => {
            filter.currencies = currencies(asked)?;
        }
        ("received_on", _) => (filter.received_from, filter.received_to) = date_range(at, asked)?,
        ("status", FilterOp::Is) => filter.reversed = Some(one(at, asked)? == "reversed"),
        ("reference" | "customer_name" | "invoice_number", FilterOp::Contains | FilterOp::Is) => {
            set_words(&mut query.search, at, asked)?;
        }
        _ => return Err(unsupported_filter(at, asked)),
    }
    Ok(())
}

fn methods(asked: &Filter) -> Result<Vec<PaymentMethod>, AppError> {
    asked
        .values
        .iter()
        .map(|word| from_word(word, "method", METHODS))
        .collect()
}
