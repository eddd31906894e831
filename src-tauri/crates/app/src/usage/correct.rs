//! Corrects an event by another one: replaced or adjusted, never edited.

use std::collections::BTreeMap;

use billing::usage::{Correction, UsageEvent};
use serde_json::json;

use super::alerts::announce;
use super::events::{detail, load};
use super::from_dto::number;
use super::gate::{Touched, tell, touch};
use super::intake::{Intake, Refusal};
use super::to_dto;
use crate::context::App;
use crate::dto::usage::{CorrectUsageRequest, UsageEventDetail};
use crate::error::AppError;
use crate::listing::required;

/// The event counts otherwise from now on, in its own day; the reason is kept.
pub fn correct(app: &App, request: CorrectUsageRequest) -> Result<UsageEventDetail, AppError> {
    let now = app.now();
    let reason = required(&request.reason, "reason")?;
    let quantity = number("quantity", &request.quantity).map_err(Refusal::into_error)?;
    let key = request.key.clone();
    let corrects = match request.kind.as_str() {
        "replace" => Correction::Replace { key },
        "adjust" => Correction::Adjust { key },
        other => return Err(unknown_kind(other)),
    };
    let own_key = format!("evt_{}", app.new_ulid());
    let (detail, told) = app.write("usage.correct", |tx| {
        let corrected = load(tx, &request.key)?;
        let subject = corrected.subscription_id.as_ref().map(ToString::to_string);
        let event = UsageEvent {
            key: own_key.clone(),
            meter: corrected.meter.clone(),
            subject: subject.unwrap_or_else(|| corrected.customer_id.to_string()),
            at: now,
            quantity,
            value: request.value.trim().to_owned(),
            user: corrected.user.clone(),
            operation: corrected.operation.clone(),
            properties: BTreeMap::from([("reason".to_owned(), reason.clone())]),
            cost: None,
            corrects: Some(corrects),
        };
        let taken = Intake::begin(tx, now)?.take(tx, event)?;
        let incoming = taken.map_err(Refusal::into_error)?;
        let mut touched = Touched::new();
        touch(&mut touched, &incoming);
        tx.usage_events_mut().append(&[incoming], None)?;
        let before = json!({"quantity": to_dto::event(corrected).quantity});
        let after = detail(tx, &request.key)?;
        let change = json!({"quantity": after.counts, "reason": reason});
        tx.audit("usage event", &request.key, before, change);
        Ok((after, tell(tx, &touched, now)?))
    })?;
    announce(app, told);
    Ok(detail)
}

fn unknown_kind(kind: &str) -> AppError {
    AppError::new(
        "unknown_choice",
        format!("\"{kind}\" is no kind of correction; nothing was changed."),
        "Give replace or adjust.",
    )
    .at("type")
}
