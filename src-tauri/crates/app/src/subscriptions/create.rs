//! `subscriptions.create`: a new subscription with its first bill, and the same only looked at.

use billing::catalog::PlanBook;
use billing::customer::Customer;
use billing::ids::{CustomerId, SubscriptionId};
use billing::money::Currency;
use billing::subscription::{
    AppliedCoupon, NewSubscription, Outcome, SubscriptionItem, advance, start,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use store::ReadTx;

use super::change_from_dto::{read_quantity, redeemed, version_for};
use super::effect::{Asked, Effect, preview_of, with_problem};
use super::ground::Ground;
use super::recurrence::recurrence_from_dto;
use super::save::{Decided, Decision, Together, save};
use super::words::day as day_words;
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::subscriptions::{NewSubscriptionRequest, SubscriptionDetail, SubscriptionPreview};
use crate::error::AppError;
use crate::listing::day;

/// Everything that making it needs.
struct New {
    customer: Customer,
    book: PlanBook,
    decision: Decision,
    on: NaiveDate,
}

/// Shows what it bills now and next; what is wrong with the request comes as problems.
pub fn preview_create(
    app: &App,
    request: NewSubscriptionRequest,
) -> Result<SubscriptionPreview, AppError> {
    app.read(|tx| {
        let ground = Ground::load(app, tx)?;
        match decide(app, tx, &ground, &request) {
            Ok(new) => render(app, tx, &ground, new),
            Err(error) => {
                let currency = request.currency.as_deref().map(Currency::try_new);
                let currency = currency.and_then(Result::ok);
                with_problem(error, currency.unwrap_or(ground.business.currency), &ground)
            }
        }
    })
}

fn render(
    app: &App,
    tx: &ReadTx<'_>,
    ground: &Ground,
    new: New,
) -> Result<SubscriptionPreview, AppError> {
    let sub = &new.decision.outcome.subscription;
    let mut words = vec![format!("It begins on {}.", day_words(sub.started_on))];
    if let Some(end) = sub.trial_end {
        words.push(format!("It is free until {}.", day_words(end)));
    }
    if sub.terms.starts_when_paid {
        words.push("It counts from the day on which its first invoice is paid.".to_owned());
    }
    let (on, decided) = (new.on, new.decided());
    let effect = Effect {
        asked: Asked::Now,
        on,
        period: sub.period,
        words,
    };
    preview_of(app, tx, ground, &decided, effect)
}

impl New {
    fn decided(&self) -> Decided<'_> {
        Decided {
            customer: &self.customer,
            book: &self.book,
            decisions: std::slice::from_ref(&self.decision),
            together: Together::All,
        }
    }
}

/// Makes it, and bills what is due at once.
pub fn create(app: &App, request: NewSubscriptionRequest) -> Result<SubscriptionDetail, AppError> {
    app.write("subscriptions.create", |tx| {
        let ground = Ground::load(app, tx)?;
        let new = decide(app, tx, &ground, &request)?;
        let coupons = new.decision.outcome.subscription.coupons.clone();
        save(app, tx, &ground, &new.decided(), ground.mode()?)?;
        count_redemptions(tx, &coupons)?;
        super::detail::of_id(app, tx, &new.decision.outcome.subscription.id)
    })
}

/// A coupon counts how often it was redeemed.
pub(crate) fn count_redemptions(
    tx: &store::WriteTx<'_>,
    coupons: &[AppliedCoupon],
) -> Result<(), AppError> {
    for applied in coupons {
        if let Some(mut coupon) = tx.coupons().get(&applied.coupon_id)? {
            coupon.redemptions = coupon.redemptions.saturating_add(1);
            tx.coupons_mut().put(&coupon)?;
        }
    }
    Ok(())
}

fn decide(
    app: &App,
    tx: &ReadTx<'_>,
    ground: &Ground,
    request: &NewSubscriptionRequest,
) -> Result<New, AppError> {
    let customer = customer(tx, &request.customer_id)?;
    let timezone = ground.timezone_of(&customer);
    let today = ground.today_in(&timezone);
    let on = request.starts_on.as_deref().filter(|text| !text.is_empty());
    let on = on.map_or(Ok(today), |text| day(text, "starts_on"))?;
    let items = items(tx, request, &customer.id, on)?;
    let keys: Vec<_> = items
        .iter()
        .map(|item| (item.plan_id.clone(), item.version))
        .collect();
    let book = tx.plan_versions().book(&keys)?;
    let currency = currency(request, &customer)?;
    let new = NewSubscription {
        id: SubscriptionId::from_ulid(app.new_ulid()),
        customer_id: customer.id.clone(),
        coupons: coupons(tx, request, currency, on)?,
        items,
        currency,
        recurrence: recurrence_from_dto(&request.recurrence, "recurrence")?,
        timezone,
        aligned: request.aligned,
        anchor: None,
        trial_days: request.trial_days,
        net_days: request.net_days,
        starts_when_paid: request.starts_when_paid,
        created_at: ground.now,
    };
    let started = start(new, on, &ground.basis_without_usage(&book));
    let (subscription, events) = started.map_err(|error| at_item(error.into()))?;
    let first = ground.decide(tx, &book, &subscription, |basis| {
        advance(&subscription, today, basis)
    })?;
    let started = Outcome {
        subscription,
        bills: Vec::new(),
        events,
        credit_notes: Vec::new(),
    };
    let outcome = started.then(first);
    let decision = Decision {
        before: None,
        outcome,
    };
    Ok(New {
        customer,
        book,
        decision,
        on,
    })
}

/// A fault of the engine is at the item of the request that it comes from.
fn at_item(error: AppError) -> AppError {
    let field = match error.field.as_deref() {
        Some("change.quantity") => "items.0.quantity",
        Some("change.plan_id") => "items.0.plan_id",
        Some("change.coupon_code") => "coupon_codes.0",
        _ => return error,
    };
    error.at(field)
}

fn customer(tx: &ReadTx<'_>, id: &str) -> Result<Customer, AppError> {
    if id.is_empty() {
        return Err(AppError::new(
            "field_empty",
            "No customer is chosen; nothing was made.",
            "Choose who subscribes.",
        )
        .at("customer_id"));
    }
    let customer = load_customer(tx, id).map_err(|error| error.at("customer_id"))?;
    if customer.archived_at.is_some() {
        return Err(AppError::new(
            "customer_archived",
            format!("{} is archived. Nothing was made.", customer.name),
            "Restore the customer first, or choose another.",
        )
        .at("customer_id"));
    }
    Ok(customer)
}

fn items(
    tx: &ReadTx<'_>,
    request: &NewSubscriptionRequest,
    customer: &CustomerId,
    on: NaiveDate,
) -> Result<Vec<SubscriptionItem>, AppError> {
    if request.items.iter().all(|item| item.plan_id.is_empty()) {
        return Err(AppError::new(
            "field_empty",
            "No plan is chosen; nothing was made.",
            "Choose a plan.",
        )
        .at("items.0.plan_id"));
    }
    let items = request.items.iter().enumerate();
    items
        .map(|(at, item)| {
            let (plan_id, version) = version_for(tx, customer, &item.plan_id, item.version, on)
                .map_err(|error| error.at(format!("items.{at}.plan_id")))?;
            let quantity = read_quantity(&item.quantity, &format!("items.{at}.quantity"))?;
            Ok(SubscriptionItem {
                plan_id,
                version,
                quantity: quantity.unwrap_or(Decimal::ONE),
            })
        })
        .collect()
}

fn currency(request: &NewSubscriptionRequest, customer: &Customer) -> Result<Currency, AppError> {
    match request.currency.as_deref().map(str::trim) {
        None | Some("") => Ok(customer.currency),
        Some(code) => Currency::try_new(code).map_err(|error| AppError::from(error).at("currency")),
    }
}

fn coupons(
    tx: &ReadTx<'_>,
    request: &NewSubscriptionRequest,
    currency: Currency,
    on: NaiveDate,
) -> Result<Vec<AppliedCoupon>, AppError> {
    let codes = request.coupon_codes.iter().enumerate();
    codes
        .filter(|(_, code)| !code.trim().is_empty())
        .map(|(at, code)| {
            redeemed(tx, code, currency, on).map_err(|error| error.at(format!("coupon_codes.{at}")))
        })
        .collect()
}
