//! `invoices.list`: a window of invoices and drafts.

use billing::ids::CustomerId;
use billing::invoice::InvoiceStatus;
use chrono::NaiveDate;
use store::table::invoice_list::{InvoiceColumn, InvoiceFilter, InvoiceQuery};
use store::table::window::{CurrencyTotals, SortBy};

use super::row;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::invoices::InvoicePage;
use crate::dto::lists::{ColumnTotal, Filter, FilterOp, ListRequest, Sort};
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::listing::{
    add_words, count, currencies, date_range, minor_range, one, unsupported_filter,
    unsupported_sort, window,
};

const STATUSES: &str = "draft, open, paid, void, uncollectible";

/// Newest first unless sorted, drafts by their last change; totals are of all rows that match.
pub fn list(app: &App, request: ListRequest) -> Result<InvoicePage, AppError> {
    app.read(|tx| {
        let today = local_date(app.now(), &load(tx)?.timezone);
        let page = tx.invoices().list(&query(&request, today)?)?;
        Ok(InvoicePage {
            rows: page
                .rows
                .iter()
                .map(|listed| row::of_list(listed, today))
                .collect(),
            total_count: count(page.total_count),
            totals: totals(&page.totals),
        })
    })
}

fn totals(totals: &[CurrencyTotals]) -> Vec<ColumnTotal> {
    let column = |name: &str, of: fn(&CurrencyTotals) -> billing::money::Money| ColumnTotal {
        column: name.to_owned(),
        amounts: totals.iter().map(|totals| of(totals).into()).collect(),
    };
    vec![
        column("total", |totals| totals.total),
        column("amount_due", |totals| totals.due),
    ]
}

fn query(request: &ListRequest, today: NaiveDate) -> Result<InvoiceQuery, AppError> {
    let (offset, limit) = window(request.offset, request.limit);
    let mut query = InvoiceQuery {
        filter: InvoiceFilter::default(),
        sort: Vec::new(),
        offset,
        limit,
        search: request.search.clone(),
    };
    for (at, filter) in request.filters.iter().enumerate() {
        add_filter(&mut query, at, filter, today)?;
    }
    for (at, sort) in request.sort.iter().enumerate() {
        let column = column(sort).ok_or_else(|| unsupported_sort(at, sort))?;
        query.sort.push(SortBy {
            column,
            descending: sort.descending,
        });
    }
    Ok(query)
}

fn column(sort: &Sort) -> Option<InvoiceColumn> {
    Some(match sort.column.as_str() {
        "number" => InvoiceColumn::Number,
        "customer_name" => InvoiceColumn::CustomerName,
        "status" => InvoiceColumn::Status,
        "currency" => InvoiceColumn::Currency,
        "issued_on" => InvoiceColumn::IssuedOn,
        "due_on" => InvoiceColumn::DueOn,
        "total" => InvoiceColumn::Total,
        "amount_due" => InvoiceColumn::Due,
        "reference" => InvoiceColumn::Reference,
        "updated_at" => InvoiceColumn::UpdatedAt,
        _ => return None,
    })
}

fn add_filter(
    query: &mut InvoiceQuery,
    at: usize,
    asked: &Filter,
    today: NaiveDate,
) -> Result<(), AppError> {
    let filter = &mut query.filter;
    match (asked.column.as_str(), asked.op) {
        ("status", _) => filter.statuses = statuses(at, asked)?,
        ("past_due", FilterOp::Is) if one(at, asked)? == "true" => {
            filter.past_due_on = Some(today);
        }
        ("customer_id", FilterOp::Is) => {
            filter.customer = Some(CustomerId::parse(one(at, asked)?)?);
        }
        ("currency", FilterOp::Is | FilterOp::OneOf) => {
            filter.currencies = currencies(asked)?;
        }
        ("issued_on", _) => (filter.issued_from, filter.issued_to) = date_range(at, asked)?,
        ("due_on", _) => (filter.due_from, filter.due_to) = date_range(at, asked)?,
        ("total", _) => {
            (filter.least_total_minor, filter.most_total_minor) = minor_range(at, asked)?;
        }
        ("amount_due", _) => {
            (filter.least_due_minor, filter.most_due_minor) = minor_range(at, asked)?;
        }
        ("number" | "customer_name" | "reference", FilterOp::Contains | FilterOp::Is) => {
            add_words(&mut query.search, one(at, asked)?);
        }
        _ => return Err(unsupported_filter(at, asked)),
    }
    Ok(())
}

fn statuses(at: usize, asked: &Filter) -> Result<Vec<InvoiceStatus>, AppError> {
    let all = [
        InvoiceStatus::Draft,
        InvoiceStatus::Open,
        InvoiceStatus::Paid,
        InvoiceStatus::Void,
        InvoiceStatus::Uncollectible,
    ];
    let named = asked
        .values
        .iter()
        .map(|word| from_word(word, "status", STATUSES))
        .collect::<Result<Vec<InvoiceStatus>, AppError>>()?;
    match asked.op {
        FilterOp::Is | FilterOp::OneOf => Ok(named),
        FilterOp::IsNot => Ok(all
            .into_iter()
            .filter(|status| !named.contains(status))
            .collect()),
        _ => Err(unsupported_filter(at, asked)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(column: &str, op: FilterOp, values: &[&str]) -> Filter {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Filter {
            column: column.into(),
            op,
            values,
        }
    }

    fn read(filters: Vec<Filter>) -> Result<InvoiceQuery, AppError> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        query(
            &ListRequest {
                filters,
                ..ListRequest::default()
            },
            today,
        )
    }

    #[test]
    fn filters_and_sorting_become_the_stores_own() {
        let query = read(vec![
            filter("status", FilterOp::IsNot, &["void", "draft"]),
            filter("past_due", FilterOp::Is, &["true"]),
            filter("total", FilterOp::AtLeast, &["10000"]),
            filter("customer_name", FilterOp::Contains, &["Holm"]),
        ])
        .expect("all are supported");
        let wanted = [
            InvoiceStatus::Open,
            InvoiceStatus::Paid,
            InvoiceStatus::Uncollectible,
        ];
        assert_eq!(query.filter.statuses, wanted);
        assert_eq!(
            query.filter.past_due_on.map(|on| on.to_string()).as_deref(),
            Some("2026-11-20")
        );
        assert_eq!(query.filter.least_total_minor, Some(10_000));
        assert_eq!(query.search.trim(), "Holm");
    }

    #[test]
    fn what_a_list_cannot_do_is_said_with_its_place() {
        let error = read(vec![filter("colour", FilterOp::Is, &["red"])]).expect_err("no such");
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("filter_not_supported", Some("filters.0"))
        );
        let error = read(vec![filter("status", FilterOp::Is, &["late"])]).expect_err("no such");
        assert_eq!(error.code, "unknown_choice");
    }
}
