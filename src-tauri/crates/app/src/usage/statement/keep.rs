//! `usage.statement` and the statements that are kept: as calculated, never edited.

use billing::customer::Customer;
use store::table::usage_statements::{KeptStatement, NewStatement};
use store::{ReadTx, StoreError};

use super::compare::differences;
use super::compute::{Computed, compute};
use super::month::{Month, month_of};
use super::to_dto;
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::statements::{
    KeptStatementDto, KeptStatementList, KeptStatementRequest, KeptStatementRow,
    KeptStatementsRequest, StatementDto, StatementRequest, StatementView,
};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::{count, window};

/// How many kept statements of one month are shown beside it.
const MOST_OF_A_MONTH: u32 = 50;

/// A month as it comes out now, beside what was kept of it.
pub fn statement(app: &App, request: StatementRequest) -> Result<StatementView, AppError> {
    app.read(|tx| {
        let (customer, month) = asked(tx, &request)?;
        let Computed { statement, .. } = compute(app, tx, &customer, month)?;
        let kept = of_month(tx, &customer, month)?;
        let newest = kept.first().map(figures).transpose()?;
        Ok(StatementView {
            differences: newest
                .map(|newest| differences(&newest, &statement))
                .unwrap_or_default(),
            kept: kept.iter().map(row).collect(),
            statement,
        })
    })
}

/// Keeps a month as it comes out now. Where the newest that was kept has the same figures, that
/// one stays the newest.
pub fn keep(app: &App, request: StatementRequest) -> Result<KeptStatementDto, AppError> {
    app.write("usage.keep_statement", |tx| {
        let (customer, month) = asked(tx, &request)?;
        let Computed { statement, sums } = compute(app, tx, &customer, month)?;
        if sums.is_empty() {
            return Err(nothing(&customer, month));
        }
        if let Some(newest) = of_month(tx, &customer, month)?.first() {
            let kept = figures(newest)?;
            if differences(&kept, &statement).is_empty() {
                return Ok(to_kept(newest, kept));
            }
        }
        let new = NewStatement {
            customer_id: customer.id.clone(),
            month: statement.month.clone(),
            kept_at: app.now(),
            sums,
            body: serde_json::json!(statement),
        };
        let id = tx.usage_statements_mut().keep(&new)?;
        Ok(KeptStatementDto {
            id: count(id),
            kept_at: new.kept_at.to_rfc3339(),
            statement,
        })
    })
}

/// Those that were kept, the newest first.
pub fn list(app: &App, request: KeptStatementsRequest) -> Result<KeptStatementList, AppError> {
    let (_, limit) = window(0, request.limit);
    let month = Some(request.month.trim()).filter(|month| !month.is_empty());
    let month = month.map(Month::read).transpose()?;
    let month = month.map(|month| month_of(month.first));
    app.read(|tx| {
        let customer = Some(request.customer_id.trim()).filter(|id| !id.is_empty());
        let customer = customer.map(|id| load_customer(tx, id)).transpose();
        let customer = customer.map_err(|error| error.at("customer_id"))?;
        let id = customer.as_ref().map(|customer| &customer.id);
        let kept = tx.usage_statements().list(id, month.as_deref(), limit)?;
        Ok(KeptStatementList {
            rows: kept.iter().map(row).collect(),
        })
    })
}

/// One with every figure, as it was kept.
pub fn get(app: &App, request: KeptStatementRequest) -> Result<KeptStatementDto, AppError> {
    app.read(|tx| {
        let kept = tx.usage_statements().get(request.id.into())?;
        let kept =
            kept.ok_or_else(|| not_found("kept statement", &request.id.to_string()).at("id"))?;
        let statement = figures(&kept)?;
        Ok(to_kept(&kept, statement))
    })
}

fn asked(tx: &ReadTx<'_>, request: &StatementRequest) -> Result<(Customer, Month), AppError> {
    let month = Month::read(&request.month)?;
    let customer = load_customer(tx, request.customer_id.trim());
    Ok((customer.map_err(|error| error.at("customer_id"))?, month))
}

fn of_month(
    tx: &ReadTx<'_>,
    customer: &Customer,
    month: Month,
) -> Result<Vec<KeptStatement>, AppError> {
    let month = month_of(month.first);
    let kept = tx.usage_statements();
    Ok(kept.list(Some(&customer.id), Some(&month), MOST_OF_A_MONTH)?)
}

fn figures(kept: &KeptStatement) -> Result<StatementDto, AppError> {
    let unreadable = |error: serde_json::Error| StoreError::Unreadable {
        kind: "usage statement",
        id: kept.id.to_string(),
        detail: error.to_string(),
    };
    Ok(serde_json::from_value(kept.statement.body.clone()).map_err(unreadable)?)
}

fn to_kept(kept: &KeptStatement, statement: StatementDto) -> KeptStatementDto {
    KeptStatementDto {
        id: count(kept.id),
        kept_at: kept.statement.kept_at.to_rfc3339(),
        statement,
    }
}

fn row(kept: &KeptStatement) -> KeptStatementRow {
    KeptStatementRow {
        id: count(kept.id),
        customer_id: kept.statement.customer_id.to_string(),
        customer_name: kept.customer_name.clone(),
        month: kept.statement.month.clone(),
        kept_at: kept.statement.kept_at.to_rfc3339(),
        totals: kept.statement.sums.iter().map(to_dto::sums).collect(),
    }
}

fn nothing(customer: &Customer, month: Month) -> AppError {
    AppError::new(
        "statement_empty",
        format!(
            "Nothing of {} begins in {}; nothing was kept.",
            customer.name,
            month_of(month.first)
        ),
        "Choose a month in which a billing period begins.",
    )
    .at("month")
}
