//! `usage.limits`: how every limit of a customer stands.

use billing::subscription::Subscription;
use billing::usage::LimitState;
use store::ReadTx;

use super::standing::Subscribed;
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::limits::{LimitDto, LimitList, LimitsRequest};
use crate::dto::words::{figure, to_word};
use crate::error::AppError;
use crate::subscriptions::facts::plan_name;

/// Those of live subscriptions that a meter counts, by subscription and name of the meter.
pub fn limits(app: &App, request: LimitsRequest) -> Result<LimitList, AppError> {
    app.read(|tx| {
        let customer = load_customer(tx, request.customer_id.trim())
            .map_err(|error| error.at("customer_id"))?;
        let subscribed = Subscribed::load(tx, &customer.id, app.now())?;
        let rows = rows(tx, &subscribed)?;
        Ok(LimitList { rows })
    })
}

fn rows(tx: &ReadTx<'_>, subscribed: &Subscribed) -> Result<Vec<LimitDto>, AppError> {
    let meters = tx.meters().list(false)?;
    let mut rows = Vec::new();
    for sub in subscribed.live() {
        for meter in &meters {
            if let Some(standing) = subscribed.standing(tx, sub, meter)? {
                rows.push(to_dto(subscribed, sub, &standing.state));
            }
        }
    }
    Ok(rows)
}

fn to_dto(subscribed: &Subscribed, sub: &Subscription, state: &LimitState) -> LimitDto {
    LimitDto {
        subscription_id: sub.id.to_string(),
        plan: plan_name(sub, &subscribed.book),
        key: state.key.clone(),
        name: state.name.clone(),
        unit: state.unit.clone(),
        most: state.most.map(figure),
        used: figure(state.used),
        left: state.left.map(figure),
        over: figure(state.over),
        percent: state.percent.map(figure),
        policy: to_word(state.policy),
        runs_out_on: state.runs_out_on.map(|on| on.to_string()),
        period_start: sub.period.start.to_string(),
        period_end: sub.period.end.to_string(),
    }
}
