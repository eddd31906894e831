//! The percents of limits at which a customer's usage is told of: their own, the plan's, the usual.

use billing::ids::CustomerId;
use billing::usage::thresholds;
use rust_decimal::Decimal;
use store::ReadTx;

use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::limits::{SetThresholdsRequest, ThresholdsDto, ThresholdsRequest};
use crate::dto::words::figure;
use crate::error::AppError;

/// More would only be noise.
const MOST: usize = 10;
/// Usage may pass a limit by as much as ten times.
const MOST_PERCENT: u32 = 1_000;
/// Digits after the point: as percents of limits have.
const DECIMALS: u32 = 2;

pub fn get(app: &App, request: ThresholdsRequest) -> Result<ThresholdsDto, AppError> {
    app.read(|tx| {
        let customer = load_customer(tx, request.customer_id.trim());
        let customer = customer.map_err(|error| error.at("customer_id"))?;
        to_dto(tx, &customer.id)
    })
}

/// From the next use on.
pub fn set(app: &App, request: SetThresholdsRequest) -> Result<ThresholdsDto, AppError> {
    let percents = request.percents.as_deref().map(read).transpose()?;
    app.write("usage.set_thresholds", |tx| {
        let customer = load_customer(tx, request.customer_id.trim());
        let customer = customer.map_err(|error| error.at("customer_id"))?;
        tx.usage_thresholds_mut()
            .put(&customer.id, percents.as_deref())?;
        to_dto(tx, &customer.id)
    })
}

/// The customer's own.
pub(super) fn own(
    tx: &ReadTx<'_>,
    customer: &CustomerId,
) -> Result<Option<Vec<Decimal>>, AppError> {
    let own = tx.usage_thresholds().of(customer)?;
    Ok(own.map(|own| own.iter().filter_map(|text| text.parse().ok()).collect()))
}

fn to_dto(tx: &ReadTx<'_>, customer: &CustomerId) -> Result<ThresholdsDto, AppError> {
    Ok(ThresholdsDto {
        customer_id: customer.to_string(),
        own: tx.usage_thresholds().of(customer)?,
        usual: thresholds(&[], None).into_iter().map(figure).collect(),
    })
}

/// What was typed, in order and each once.
fn read(percents: &[String]) -> Result<Vec<String>, AppError> {
    if percents.len() > MOST {
        return Err(AppError::new(
            "too_many_thresholds",
            format!(
                "{} percents are more than anybody reads; nothing was changed.",
                percents.len()
            ),
            format!("Give {MOST} at most."),
        )
        .at("percents"));
    }
    let all = percents.iter().enumerate();
    let all: Result<Vec<Decimal>, AppError> = all.map(|(at, text)| percent(at, text)).collect();
    let own = thresholds(&[], Some(&all?));
    Ok(own.into_iter().map(figure).collect())
}

fn percent(at: usize, text: &str) -> Result<Decimal, AppError> {
    let typed = text.trim().trim_end_matches('%').trim_end();
    let percent = Decimal::from_str_exact(typed).ok();
    let fits = |percent: &Decimal| {
        *percent > Decimal::ZERO
            && *percent <= Decimal::from(MOST_PERCENT)
            && percent.normalize().scale() <= DECIMALS
    };
    percent.filter(fits).ok_or_else(|| {
        AppError::new(
            "percent_malformed",
            format!("\"{text}\" is not a percentage of a limit; nothing was changed."),
            format!("Give a number above 0 and up to {MOST_PERCENT}, like 80 or 97.5."),
        )
        .at(format!("percents.{at}"))
    })
}
