//! `subscriptions.list`: a window of subscriptions, and those of one customer.

use billing::calendar::Interval;
use billing::ids::{CustomerId, PlanId};
use billing::subscription::SubscriptionState;
use serde::de::DeserializeOwned;
use store::ReadTx;
use store::table::subscription_list::{
    SubscriptionColumn, SubscriptionFilter, SubscriptionListRow, SubscriptionQuery,
};
use store::table::window::{CurrencyTotals, SortBy};

use super::recurrence::interval_words;
use crate::context::App;
use crate::dto::lists::{ColumnTotal, Filter, FilterOp, IdRequest, ListRequest, Sort};
use crate::dto::subscriptions::{SubscriptionPage, SubscriptionRow};
use crate::dto::words::{from_word, to_word};
use crate::error::AppError;
use crate::listing::{
    add_words, count, currencies, date_range, minor_range, one, unsupported_filter,
    unsupported_sort, window,
};

const STATES: &str = "incomplete, trialing, active, past_due, paused, unpaid, canceled";
const INTERVALS: &str = "day, week, month, quarter, year";
const ALL_STATES: [SubscriptionState; 7] = [
    SubscriptionState::Incomplete,
    SubscriptionState::Trialing,
    SubscriptionState::Active,
    SubscriptionState::PastDue,
    SubscriptionState::Paused,
    SubscriptionState::Unpaid,
    SubscriptionState::Canceled,
];

/// Newest first unless sorted; totals are of all rows that match.
pub fn list(app: &App, request: ListRequest) -> Result<SubscriptionPage, AppError> {
    let query = query(&request)?;
    page(app, &query)
}

/// Those of one customer, ended ones too.
pub fn of_customer(app: &App, request: IdRequest) -> Result<SubscriptionPage, AppError> {
    let customer = CustomerId::parse(&request.id)?;
    page(app, &query_of(&customer))
}

fn query_of(customer: &CustomerId) -> SubscriptionQuery {
    let (offset, limit) = window(0, u32::MAX);
    let filter = SubscriptionFilter {
        customer: Some(customer.clone()),
        ..SubscriptionFilter::default()
    };
    SubscriptionQuery {
        filter,
        offset,
        limit,
        ..SubscriptionQuery::default()
    }
}

/// The rows of one customer's subscriptions, for their page.
pub(crate) fn rows_of(
    tx: &ReadTx<'_>,
    customer: &CustomerId,
) -> Result<Vec<SubscriptionRow>, AppError> {
    let page = tx.subscriptions().list(&query_of(customer))?;
    Ok(page.rows.iter().map(to_dto).collect())
}

fn page(app: &App, query: &SubscriptionQuery) -> Result<SubscriptionPage, AppError> {
    let page = app.read(|tx| Ok(tx.subscriptions().list(query)?))?;
    Ok(SubscriptionPage {
        rows: page.rows.iter().map(to_dto).collect(),
        total_count: count(page.total_count),
        totals: totals(&page.totals),
    })
}

/// A row that the store listed.
pub(crate) fn to_dto(row: &SubscriptionListRow) -> SubscriptionRow {
    SubscriptionRow {
        id: row.id.to_string(),
        customer_id: row.customer_id.to_string(),
        customer_name: row.customer_name.clone(),
        plan_id: row.plan_id.to_string(),
        plan_name: row.plan_name.clone(),
        status: to_word(row.status),
        monthly: row.monthly.into(),
        quantity: row.quantity.clone(),
        interval: interval_words(row.recurrence),
        renews_on: row.renews_on.map(|on| on.to_string()),
        started_on: row.started_on.to_string(),
        ends_on: row.ends_on.map(|on| on.to_string()),
        scheduled: row.scheduled,
    }
}

fn totals(totals: &[CurrencyTotals]) -> Vec<ColumnTotal> {
    vec![ColumnTotal {
        column: "monthly".to_owned(),
        amounts: totals.iter().map(|totals| totals.total.into()).collect(),
    }]
}

fn query(request: &ListRequest) -> Result<SubscriptionQuery, AppError> {
    let (offset, limit) = window(request.offset, request.limit);
    let mut query = SubscriptionQuery {
        filter: SubscriptionFilter::default(),
        sort: Vec::new(),
        offset,
        limit,
        search: request.search.clone(),
    };
    for (at, filter) in request.filters.iter().enumerate() {
        add_filter(&mut query, at, filter)?;
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

fn column(sort: &Sort) -> Option<SubscriptionColumn> {
    Some(match sort.column.as_str() {
        "customer_name" => SubscriptionColumn::CustomerName,
        "plan_name" => SubscriptionColumn::PlanName,
        "status" => SubscriptionColumn::Status,
        "currency" => SubscriptionColumn::Currency,
        "monthly" => SubscriptionColumn::Monthly,
        "quantity" => SubscriptionColumn::Quantity,
        "interval" => SubscriptionColumn::Interval,
        "renews_on" => SubscriptionColumn::RenewsOn,
        "started_on" => SubscriptionColumn::StartedOn,
        "ends_on" => SubscriptionColumn::EndsOn,
        _ => return None,
    })
}

fn add_filter(query: &mut SubscriptionQuery, at: usize, asked: &Filter) -> Result<(), AppError> {
    let filter = &mut query.filter;
    match (asked.column.as_str(), asked.op) {
        ("status", _) => filter.statuses = states(at, asked)?,
        ("customer_id", FilterOp::Is) => {
            filter.customer = Some(CustomerId::parse(one(at, asked)?)?);
        }
        ("plan_id", FilterOp::Is | FilterOp::OneOf) => {
            let ids = asked.values.iter().map(|text| PlanId::parse(text));
            filter.plan_ids = ids.collect::<Result<_, _>>()?;
        }
        ("currency", FilterOp::Is | FilterOp::OneOf) => filter.currencies = currencies(asked)?,
        ("interval", FilterOp::Is | FilterOp::OneOf) => {
            filter.intervals = words::<Interval>(asked, INTERVALS)?;
        }
        ("monthly", _) => {
            (filter.least_monthly_minor, filter.most_monthly_minor) = minor_range(at, asked)?;
        }
        ("renews_on", _) => (filter.renews_from, filter.renews_to) = date_range(at, asked)?,
        ("started_on", _) => (filter.started_from, filter.started_to) = date_range(at, asked)?,
        ("ends_on", _) => (filter.ends_from, filter.ends_to) = date_range(at, asked)?,
        ("ending", FilterOp::Is) => filter.ending = Some(one(at, asked)? == "true"),
        ("scheduled", FilterOp::Is) => filter.scheduled = Some(one(at, asked)? != "0"),
        ("scheduled", FilterOp::AtLeast) => filter.scheduled = Some(true),
        ("customer_name" | "plan_name", FilterOp::Contains | FilterOp::Is) => {
            add_words(&mut query.search, one(at, asked)?);
        }
        _ => return Err(unsupported_filter(at, asked)),
    }
    Ok(())
}

fn words<T: DeserializeOwned>(asked: &Filter, choices: &str) -> Result<Vec<T>, AppError> {
    let named = asked.values.iter();
    named
        .map(|word| from_word(word, &asked.column, choices))
        .collect()
}

fn states(at: usize, asked: &Filter) -> Result<Vec<SubscriptionState>, AppError> {
    let named = words::<SubscriptionState>(asked, STATES)?;
    match asked.op {
        FilterOp::Is | FilterOp::OneOf => Ok(named),
        FilterOp::IsNot => Ok(ALL_STATES
            .into_iter()
            .filter(|state| !named.contains(state))
            .collect()),
        _ => Err(unsupported_filter(at, asked)),
    }
}
