//! The coming months as a report: invoices by day, sums and cash by month, who ends.

use std::collections::{BTreeMap, BTreeSet};

use billing::invoice::InvoiceStatus;
use billing::money::Money;
use billing::subscription::SubscriptionState;
use chrono::{Datelike, Months, NaiveDate};
use store::ReadTx;
use store::table::invoice_list::{InvoiceColumn, InvoiceFilter, InvoiceListRow, InvoiceQuery};
use store::table::subscription_list::{SubscriptionFilter, SubscriptionQuery};
use store::table::window::SortBy;

use crate::context::App;
use crate::dto::billing_runs::{FutureInvoice, FutureMonth, FutureReport, RunException, RunReport};
use crate::error::AppError;
use crate::subscriptions::bulk::add;

/// Invoices that are listed one by one.
const MOST_INVOICES: usize = 5_000;
/// Rows read from the copy at a time.
const WINDOW: u32 = 10_000;

/// What the runs on the copy told.
pub(super) struct Future {
    pub(super) from: NaiveDate,
    /// The last day that is looked at.
    pub(super) through: NaiveDate,
    titles: BTreeMap<String, String>,
    exceptions: Vec<RunException>,
    given_up: BTreeSet<String>,
}

impl Future {
    pub(super) fn new(from: NaiveDate, months: u32, given_up: BTreeSet<String>) -> Self {
        let end = from.checked_add_months(Months::new(months));
        Self {
            from,
            through: end.and_then(|end| end.pred_opt()).unwrap_or(from),
            titles: BTreeMap::new(),
            exceptions: Vec::new(),
            given_up,
        }
    }

    pub(super) fn add(&mut self, report: RunReport) {
        for row in report.rows {
            if let Some(id) = row.invoice_id {
                self.titles.insert(id, row.title);
            }
        }
        for exception in report.exceptions {
            if self.given_up.insert(exception.subscription_id.clone()) {
                self.exceptions.push(exception);
            }
        }
    }

    /// Subscriptions that a run could not bill.
    pub(super) fn left_out(&self) -> usize {
        self.given_up.len()
    }
}

/// The days from the first to the last, both included.
pub(super) fn days(from: NaiveDate, through: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day <= through)
}

/// "2026-11".
pub(super) fn month_of(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

#[derive(Default)]
struct Month {
    invoices: u32,
    invoiced: BTreeMap<&'static str, Money>,
    cash: BTreeMap<&'static str, Money>,
    ending: u32,
}

/// The report, from the copy as it is after the last run.
pub(super) fn tell(app: &App, future: Future) -> Result<FutureReport, AppError> {
    app.read(|tx| {
        let mut months = empty_months(&future);
        let invoices = invoices(tx, &future, &mut months)?;
        cash(tx, &future, &mut months)?;
        endings(tx, &future, &mut months)?;
        let count = u32::try_from(invoices.len()).unwrap_or(u32::MAX);
        Ok(FutureReport {
            from_on: future.from.to_string(),
            through_on: future.through.to_string(),
            months: months.into_iter().map(to_dto).collect(),
            invoices: invoices.into_iter().take(MOST_INVOICES).collect(),
            invoice_count: count,
            exceptions: future.exceptions,
        })
    })
}

/// A month in which nothing comes is shown too.
fn empty_months(future: &Future) -> BTreeMap<String, Month> {
    let first = future.from.with_day(1).unwrap_or(future.from);
    let firsts = (0..).map_while(|months| first.checked_add_months(Months::new(months)));
    let firsts = firsts.take_while(|first| *first <= future.through);
    firsts
        .map(|first| (month_of(first), Month::default()))
        .collect()
}

fn to_dto((month, sums): (String, Month)) -> FutureMonth {
    FutureMonth {
        month,
        invoices: sums.invoices,
        invoiced: sums.invoiced.into_values().map(Into::into).collect(),
        cash: sums.cash.into_values().map(Into::into).collect(),
        ending: sums.ending,
    }
}

/// The invoices that the runs made.
fn invoices(
    tx: &ReadTx<'_>,
    future: &Future,
    months: &mut BTreeMap<String, Month>,
) -> Result<Vec<FutureInvoice>, AppError> {
    let filter = InvoiceFilter {
        issued_from: Some(future.from),
        issued_to: Some(future.through),
        ..InvoiceFilter::default()
    };
    let mut invoices = Vec::new();
    each_invoice(tx, filter, |row| {
        let id = row.id.to_string();
        let (Some(title), Some(on)) = (future.titles.get(&id), row.issued_on) else {
            return Ok(());
        };
        if let Some(month) = months.get_mut(&month_of(on)) {
            month.invoices = month.invoices.saturating_add(1);
            add(&mut month.invoiced, row.total)?;
        }
        invoices.push(FutureInvoice {
            on: on.to_string(),
            due_on: row.due_on.unwrap_or(on).to_string(),
            customer_id: row.customer_id.map(|id| id.to_string()).unwrap_or_default(),
            customer_name: row.customer_name,
            title: title.clone(),
            total: row.total.into(),
        });
        Ok(())
    })?;
    Ok(invoices)
}

/// What comes in when everything open is paid on its due day, and what is late already at once.
fn cash(
    tx: &ReadTx<'_>,
    future: &Future,
    months: &mut BTreeMap<String, Month>,
) -> Result<(), AppError> {
    let filter = InvoiceFilter {
        statuses: vec![InvoiceStatus::Open],
        due_to: Some(future.through),
        ..InvoiceFilter::default()
    };
    each_invoice(tx, filter, |row| {
        let on = row.due_on.unwrap_or(future.from).max(future.from);
        match months.get_mut(&month_of(on)) {
            Some(month) => add(&mut month.cash, row.due),
            None => Ok(()),
        }
    })
}

fn each_invoice(
    tx: &ReadTx<'_>,
    filter: InvoiceFilter,
    mut work: impl FnMut(InvoiceListRow) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let mut query = InvoiceQuery {
        filter,
        sort: vec![SortBy {
            column: InvoiceColumn::IssuedOn,
            descending: false,
        }],
        limit: WINDOW,
        ..InvoiceQuery::default()
    };
    loop {
        let rows = tx.invoices().list(&query)?.rows;
        let read = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        rows.into_iter().try_for_each(&mut work)?;
        if read < WINDOW {
            return Ok(());
        }
        query.offset = query.offset.saturating_add(read);
    }
}

fn endings(
    tx: &ReadTx<'_>,
    future: &Future,
    months: &mut BTreeMap<String, Month>,
) -> Result<(), AppError> {
    for (key, month) in months {
        let first: Option<NaiveDate> = format!("{key}-01").parse().ok();
        let last = first.and_then(|first| first.checked_add_months(Months::new(1)));
        let last = last.and_then(|next| next.pred_opt());
        let query = SubscriptionQuery {
            filter: SubscriptionFilter {
                statuses: vec![SubscriptionState::Canceled],
                ends_from: first.map(|first| first.max(future.from)),
                ends_to: last.map(|last| last.min(future.through)),
                ..SubscriptionFilter::default()
            },
            limit: 0,
            ..SubscriptionQuery::default()
        };
        let count = tx.subscriptions().list(&query)?.total_count;
        month.ending = crate::listing::count(count);
    }
    Ok(())
}
