//! `plans.try_price`: what a quantity costs by a price as typed, without writing anything.

use billing::money::{Money, Rounding};
use billing::pricing::{PriceError, PricedAmount, price, price_events};
use rust_decimal::Decimal;

use super::detail::words;
use super::problems::Problems;
use super::read_content::read_price;
use crate::context::App;
use crate::dto::catalog::{TriedPrice, TryPriceRequest};
use crate::error::AppError;
use crate::error_from_billing::sentence;
use crate::invoices::line_source::steps_to_dto;

/// Fields that no amount depends on: they may still be empty while a price is tried.
const NAMES: [&str; 3] = ["key", "name", "meter"];

/// Rounds as the business does; half up where no ledger is open.
pub fn try_price(app: &App, request: TryPriceRequest) -> Result<TriedPrice, AppError> {
    let rounding = app
        .business()
        .map_or(Rounding::HalfUp, |business| business.rounding);
    let mut problems = Problems::default();
    let typed = read_price(&request.price, "", &mut problems);
    let terms = typed.terms(rounding);
    let by_amounts = terms.model.is_by_amounts();
    let figures = quantities(&request.quantity, by_amounts, &mut problems);
    let complete = !problems.any(|field| !NAMES.contains(&field));
    let priced = complete.then(|| {
        if by_amounts {
            price_events(&figures, &terms)
        } else {
            price(figures.first().copied().unwrap_or_default(), &terms)
        }
    });
    let (amount, steps) = answer(priced, &mut problems);
    let words = if complete {
        words(&typed, rounding)
    } else {
        Vec::new()
    };
    Ok(TriedPrice {
        amount: amount.map(Into::into),
        steps,
        words,
        problems: problems.into_list(),
    })
}

fn answer(
    priced: Option<Result<PricedAmount, PriceError>>,
    problems: &mut Problems,
) -> (Option<Money>, Vec<crate::dto::invoices::StepDto>) {
    match priced {
        None => (None, Vec::new()),
        Some(Ok(priced)) => (Some(priced.amount), steps_to_dto(&priced.explanation)),
        Some(Err(error)) => {
            let field = match error.field() {
                field if field.starts_with("amounts") => "quantity".to_owned(),
                field => field,
            };
            problems.add(field, sentence(&error));
            (None, Vec::new())
        }
    }
}

/// One quantity, or the amounts of events; an empty one is zero units or no events.
fn quantities(text: &str, by_amounts: bool, problems: &mut Problems) -> Vec<Decimal> {
    if by_amounts {
        let amounts = text.split_whitespace();
        return amounts
            .filter_map(|amount| problems.figure("quantity", amount))
            .collect();
    }
    vec![problems.figure_or_zero("quantity", text)]
}
