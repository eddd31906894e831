//! Says how a supply to a customer is taxed, and why.

use billing::money::{Currency, Money};
use billing::tax::{Decision, DecisionRecord};
use chrono::NaiveDate;

use super::ground::{Sold, TaxGround};
use super::record_dto::record_to_dto;
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::money::MoneyDto;
use crate::dto::tax::{DecideTaxRequest, TaxDecisionDto};
use crate::dto::words::{from_word, to_word};
use crate::error::AppError;
use crate::invoices::line_source::{steps_to_dto, tax_to_dto};

/// Decides as billing would on that day.
pub fn decide(app: &App, request: DecideTaxRequest) -> Result<TaxDecisionDto, AppError> {
    let kind = from_word(&request.kind, "kind", "digital_service, service, goods")?;
    let business = app.business()?;
    let on = match request.on.trim() {
        "" => app.today()?,
        text => day(text)?,
    };
    app.read(|tx| {
        let customer = load_customer(tx, &request.customer_id)?;
        let net = match &request.amount {
            Some(amount) => money(amount)?,
            None => Money::zero(customer.currency),
        };
        let sold = Sold {
            kind,
            category: &request.category,
            on,
            net,
        };
        let (decision, record) = TaxGround::load(tx)?.decide(&business, &customer, sold)?;
        Ok(to_dto(&decision, &record))
    })
}

fn day(text: &str) -> Result<NaiveDate, AppError> {
    text.parse().map_err(|_| {
        let message = format!("\"{text}\" is no day; nothing was changed.");
        AppError::new("day_unreadable", message, "Write it like 2026-01-31.").at("on")
    })
}

fn money(dto: &MoneyDto) -> Result<Money, AppError> {
    let currency = Currency::try_new(&dto.currency);
    let currency = currency.map_err(|error| AppError::from(error).at("amount.currency"))?;
    let minor = dto.minor.trim().parse().map_err(|_| {
        let message = format!("\"{}\" is no whole number of minor units.", dto.minor);
        AppError::new("amount_unreadable", message, "Give 1234 for 12.34.").at("amount.minor")
    })?;
    Ok(Money::new(minor, currency))
}

fn to_dto(decision: &Decision, record: &DecisionRecord) -> TaxDecisionDto {
    TaxDecisionDto {
        treatment: to_word(decision.treatment),
        rate_pct: decision.rate_pct.to_string(),
        category: decision.category.code().to_owned(),
        jurisdiction: decision.jurisdiction.clone(),
        taxes: decision.taxes.iter().map(tax_to_dto).collect(),
        reason: decision.reason.clone(),
        rule: decision.rule.to_owned(),
        invoice_note: decision.invoice_note.clone(),
        steps: steps_to_dto(&decision.explanation),
        record: record_to_dto(record),
    }
}
