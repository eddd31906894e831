//! Who used something, and by which operation.

use billing::ids::CustomerId;
use store::table::usage_actors::ActorKind;

use super::{scale, series, to_dto};
use crate::context::App;
use crate::dto::usage::{UsageActorList, UsageActorRow, UsageActorsRequest};
use crate::error::AppError;
use crate::listing::{count, day};

pub fn by_user(app: &App, request: UsageActorsRequest) -> Result<UsageActorList, AppError> {
    if request.customer_id.trim().is_empty() {
        return Err(AppError::new(
            "field_empty",
            "Users are each customer's own: it is not said whose are meant.",
            "Give a customer.",
        )
        .at("customer_id"));
    }
    by(app, &request, ActorKind::User)
}

pub fn by_operation(app: &App, request: UsageActorsRequest) -> Result<UsageActorList, AppError> {
    by(app, &request, ActorKind::Operation)
}

fn by(
    app: &App,
    request: &UsageActorsRequest,
    kind: ActorKind,
) -> Result<UsageActorList, AppError> {
    let months = (
        day(&request.from, "from")?,
        day(&request.through, "through")?,
    );
    let customer = Some(request.customer_id.trim()).filter(|id| !id.is_empty());
    let customer = customer.map(CustomerId::parse).transpose()?;
    app.read(|tx| {
        let (key, meter) = series::meter(tx, &request.meter)?;
        let used = tx
            .usage_events()
            .by_actor(key, customer.as_ref(), kind, months)?;
        let rows = used.into_iter().map(|used| UsageActorRow {
            name: used.actor,
            sum: scale::shown(used.sum, meter.decimals),
            count: count(used.count),
            cost: scale::cost_shown(Some(used.cost)),
            first_at: to_dto::at(used.first_at),
            last_at: to_dto::at(used.last_at),
        });
        Ok(UsageActorList {
            rows: rows.collect(),
        })
    })
}
