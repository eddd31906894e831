//! `usage.check`: would it fit, at which price, and if not, why.

use billing::ids::{CustomerId, SubscriptionId};
use billing::pricing::PriceError;
use billing::subscription::Subscription;
use billing::usage::{Fits, Refusal, Wanted, would_fit};
use rust_decimal::Decimal;
use store::ReadTx;

use super::standing::Subscribed;
use crate::business::get::load as business;
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::limits::{UsageCheck, UsageCheckRequest};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::invoices::line_source::steps_to_dto;
use crate::subscriptions::load::load;

/// Answers from what is counted by now; nothing is kept.
pub fn check(app: &App, request: UsageCheckRequest) -> Result<UsageCheck, AppError> {
    let quantity = quantity(&request.quantity)?;
    app.read(|tx| {
        let (customer, named) = subject(tx, &request)?;
        let subscribed = Subscribed::load(tx, &customer, app.now())?;
        match (request.meter.trim(), request.feature.trim()) {
            ("", "") => Err(AppError::new(
                "field_empty",
                "Nothing was asked for: there is neither a meter nor a feature.",
                "Name one of them.",
            )
            .at("meter")),
            ("", feature) => of_feature(tx, &subscribed, named.as_ref(), feature),
            (meter, _) => of_meter(tx, &subscribed, named.as_ref(), (meter, quantity)),
        }
    })
}

fn quantity(text: &str) -> Result<Decimal, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Decimal::ONE);
    }
    let read = Decimal::from_str_exact(text).ok();
    read.filter(|quantity| !quantity.is_sign_negative())
        .ok_or_else(|| {
            let message = format!("\"{text}\" is not a quantity.");
            AppError::new("invalid_field", message, "Write it like 1.5.").at("quantity")
        })
}

fn subject(
    tx: &ReadTx<'_>,
    request: &UsageCheckRequest,
) -> Result<(CustomerId, Option<SubscriptionId>), AppError> {
    let subscription = request.subscription_id.trim();
    if !subscription.is_empty() {
        let held = load(tx, subscription).map_err(|error| error.at("subscription_id"))?;
        return Ok((held.customer.id, Some(held.sub.id)));
    }
    let customer = load_customer(tx, request.customer_id.trim());
    let customer = customer.map_err(|error| error.at("customer_id"))?;
    Ok((customer.id, None))
}

/// The first subscription that has it answers; else the first one says why not.
fn of_feature(
    tx: &ReadTx<'_>,
    subscribed: &Subscribed,
    named: Option<&SubscriptionId>,
    key: &str,
) -> Result<UsageCheck, AppError> {
    let rounding = business(tx)?.rounding;
    let wanted = Wanted::Feature { key };
    let is_asked = |sub: &&Subscription| named.is_none_or(|named| sub.id == *named);
    let mut refused = None;
    for sub in subscribed.subs.iter().filter(is_asked) {
        let fits = would_fit(wanted, Some(sub), &subscribed.book, rounding).map_err(unpriced)?;
        if matches!(fits, Fits::No { .. }) {
            refused.get_or_insert((sub, fits));
        } else {
            return Ok(to_dto(Some(sub), fits));
        }
    }
    match refused {
        Some((sub, fits)) => Ok(to_dto(Some(sub), fits)),
        None => {
            let fits = would_fit(wanted, None, &subscribed.book, rounding).map_err(unpriced)?;
            Ok(to_dto(None, fits))
        }
    }
}

fn of_meter(
    tx: &ReadTx<'_>,
    subscribed: &Subscribed,
    named: Option<&SubscriptionId>,
    (key, quantity): (&str, Decimal),
) -> Result<UsageCheck, AppError> {
    let rounding = business(tx)?.rounding;
    let found = tx.meters().get(key)?.filter(|meter| !meter.archived);
    let taker = subscribed.taker(key, named);
    let sub = taker.or_else(|| subscribed.live().next().or(subscribed.subs.first()));
    let used = match (&found, sub) {
        (Some(meter), Some(sub)) => subscribed.used(tx, sub, meter)?,
        _ => Decimal::ZERO,
    };
    let wanted = Wanted::Use {
        meter: found.as_ref(),
        quantity,
        used,
    };
    let fits = would_fit(wanted, sub, &subscribed.book, rounding).map_err(unpriced)?;
    Ok(to_dto(sub, fits))
}

fn unpriced(error: PriceError) -> AppError {
    let message = format!("What it would cost cannot be computed: {error}.");
    AppError::new("quantity_too_large", message, "Ask for less at a time.").at("quantity")
}

fn to_dto(sub: Option<&Subscription>, fits: Fits) -> UsageCheck {
    let empty = UsageCheck {
        answer: String::new(),
        message: String::new(),
        code: String::new(),
        subscription_id: sub.map(|sub| sub.id.to_string()),
        left: None,
        units: String::new(),
        price: None,
        steps: Vec::new(),
    };
    match fits {
        Fits::Yes { left } => UsageCheck {
            answer: "yes".to_owned(),
            message: match left {
                Some(left) => format!("Yes; {} are left then.", figure(left)),
                None => "Yes.".to_owned(),
            },
            left: left.map(figure),
            ..empty
        },
        Fits::YesWithOverage {
            units,
            price,
            explanation,
        } => UsageCheck {
            answer: "yes_with_overage".to_owned(),
            message: format!(
                "Yes; {} are beyond what is included and add {price}.",
                figure(units)
            ),
            units: figure(units),
            price: Some(price.into()),
            steps: steps_to_dto(&explanation),
            ..empty
        },
        Fits::No { reason } => UsageCheck {
            answer: "no".to_owned(),
            message: format!("No: {reason}."),
            code: code_of(&reason).to_owned(),
            ..empty
        },
    }
}

pub(super) const fn code_of(reason: &Refusal) -> &'static str {
    match reason {
        Refusal::LimitReached { .. } => "limit_reached",
        Refusal::FeatureNotInPlan => "feature_not_in_plan",
        Refusal::NotActive { .. } => "not_active",
        Refusal::UnknownMeter => "unknown_meter",
        Refusal::NoSubscription => "no_subscription",
    }
}
