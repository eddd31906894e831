//! The rows of a run's report: one for each invoice that it would make or made.

use billing::invoice::{DraftInvoice, Invoice, InvoiceStatus, Totals, status};
use billing::money::Money;
use billing::subscription::{Bill, Collection};
use chrono::NaiveDate;

use crate::dto::billing_runs::RunRow;
use crate::error::AppError;
use crate::subscriptions::facts::plan_name;
use crate::subscriptions::generate::Made;
use crate::subscriptions::mode::Mode;
use crate::subscriptions::save::{Decided, Group, Prepared};
use crate::subscriptions::words::span;

/// A row as far as it is known before the invoice is made.
pub(crate) fn planned(
    decided: &Decided<'_>,
    prepared: &Prepared<'_>,
    mode: Mode,
) -> Result<RunRow, AppError> {
    let totals: Totals = prepared.drafted.draft.totals()?;
    let group = &prepared.group;
    let drafted = mode == Mode::Draft || group.terms.collect == Collection::KeepDraft;
    let status = match (drafted, totals.total.is_zero()) {
        (true, _) => InvoiceStatus::Draft,
        (false, true) => InvoiceStatus::Paid,
        (false, false) => InvoiceStatus::Open,
    };
    let draft: &DraftInvoice = &prepared.drafted.draft;
    Ok(RunRow {
        customer_id: decided.customer.id.to_string(),
        customer_name: decided.customer.name.clone(),
        subscription_ids: subscriptions(decided, group),
        title: title(decided, group),
        on: day_of(group).to_string(),
        lines: u32::try_from(draft.lines.len()).unwrap_or(u32::MAX),
        total: totals.total.into(),
        invoice_id: None,
        number: None,
        status: status.as_str().to_owned(),
    })
}

/// The same row once its invoice is made, and what that comes to.
pub(crate) fn made(row: RunRow, made: &Made) -> Result<(RunRow, Money), AppError> {
    let invoice_id = Some(made.id().to_string());
    Ok(match made {
        Made::Draft(draft) => (RunRow { invoice_id, ..row }, draft.totals()?.total),
        Made::Issued(invoice, settlement) => {
            let row = RunRow {
                invoice_id,
                number: Some(invoice.number().to_owned()),
                status: status(invoice, settlement)?.as_str().to_owned(),
                ..row
            };
            (row, invoice.totals().total)
        }
    })
}

/// The row of a draft of an earlier run that was issued now.
pub(crate) fn reviewed(earlier: &RunRow, invoice: &Invoice, status: InvoiceStatus) -> RunRow {
    RunRow {
        customer_name: invoice.customer().name.clone(),
        lines: u32::try_from(invoice.lines().len()).unwrap_or(u32::MAX),
        total: invoice.totals().total.into(),
        number: Some(invoice.number().to_owned()),
        status: status.as_str().to_owned(),
        ..earlier.clone()
    }
}

fn subscriptions(decided: &Decided<'_>, group: &Group<'_>) -> Vec<String> {
    let mut ids = Vec::new();
    for (at, _) in &group.bills {
        if let Some(decision) = decided.decisions.get(*at) {
            let id = decision.outcome.subscription.id.to_string();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}

fn day_of(group: &Group<'_>) -> NaiveDate {
    let days = group.bills.iter().map(|(_, bill)| bill.on);
    days.min().unwrap_or_default()
}

/// "Voice AI Professional, 1 Nov – 30 Nov 2026", with how many more it bills.
fn title(decided: &Decided<'_>, group: &Group<'_>) -> String {
    let mut names: Vec<String> = Vec::new();
    for (at, _) in &group.bills {
        let decision = decided.decisions.get(*at);
        let name = decision.map(|decision| plan_name(&decision.outcome.subscription, decided.book));
        names.extend(name.filter(|name| !names.contains(name)));
    }
    let bills = || group.bills.iter().map(|(_, bill): &(usize, &Bill)| *bill);
    let start = bills().map(|bill| bill.period.start).min();
    let end = bills().map(|bill| bill.period.end).max();
    let time = start.zip(end).map(|(start, end)| span(start, end));
    let more = names.len().saturating_sub(1);
    let first = names.into_iter().next().unwrap_or_default();
    let also = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{first}{also}, {}", time.unwrap_or_default())
}
