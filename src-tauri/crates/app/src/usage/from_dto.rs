//! An event from what a sender told, each fault at its field.

use std::collections::BTreeMap;

use billing::usage::{Correction, UsageEvent};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::intake::Refusal;
use crate::dto::usage::{CorrectionDto, UsageEventInput};

/// Longer texts than this are no keys, names or operations.
const LONGEST: usize = 500;

/// `key` is what an event without its own is called, `now` when one without a time was.
pub(super) fn from_dto(
    input: UsageEventInput,
    key: impl FnOnce() -> String,
    now: DateTime<Utc>,
) -> Result<UsageEvent, Refusal> {
    let corrects = input.corrects.map(correction).transpose()?;
    let event = UsageEvent {
        key: if input.key.is_empty() {
            key()
        } else {
            input.key
        },
        meter: said("meter", input.meter)?,
        subject: said("subject", input.subject)?,
        at: match input.at.as_str() {
            "" => now,
            at => instant(at)?,
        },
        quantity: match input.quantity.as_str() {
            "" => Decimal::ONE,
            quantity => number("quantity", quantity)?,
        },
        value: input.value,
        user: input.user,
        operation: input.operation,
        properties: input.properties,
        cost: match input.cost.as_str() {
            "" => None,
            cost => Some(number("cost", cost)?),
        },
        corrects,
    };
    check_lengths(event)
}

pub(super) fn check_lengths(event: UsageEvent) -> Result<UsageEvent, Refusal> {
    for (field, text) in [
        ("key", &event.key),
        ("subject", &event.subject),
        ("value", &event.value),
        ("user", &event.user),
        ("operation", &event.operation),
    ] {
        if text.len() > LONGEST {
            let what = format!("The {field} is longer than {LONGEST} bytes.");
            return Err(Refusal::new("text_too_long", field, what));
        }
    }
    Ok(event)
}

pub(super) fn said(field: &'static str, text: String) -> Result<String, Refusal> {
    if text.trim().is_empty() {
        let what = format!("The event says no {field}.");
        return Err(Refusal::new("field_empty", field, what));
    }
    Ok(text)
}

pub(super) fn number(field: &'static str, text: &str) -> Result<Decimal, Refusal> {
    text.trim().parse().map_err(|_| {
        let what = format!("\"{text}\" is not a number.");
        Refusal::new("number_unreadable", field, what)
    })
}

fn instant(text: &str) -> Result<DateTime<Utc>, Refusal> {
    let read = DateTime::parse_from_rfc3339(text.trim());
    read.map(|at| at.with_timezone(&Utc)).map_err(|_| {
        let what = format!("\"{text}\" is not an instant like 2026-11-20T09:00:00Z.");
        Refusal::new("instant_malformed", "at", what)
    })
}

fn correction(dto: CorrectionDto) -> Result<Correction, Refusal> {
    let key = said("corrects.key", dto.key)?;
    match dto.kind.as_str() {
        "replace" => Ok(Correction::Replace { key }),
        "adjust" => Ok(Correction::Adjust { key }),
        other => {
            let what = format!("\"{other}\" is no kind of correction: give replace or adjust.");
            Err(Refusal::new("unknown_choice", "corrects.type", what))
        }
    }
}

/// An event as its sender would tell it.
pub(super) fn to_input(event: UsageEvent) -> UsageEventInput {
    UsageEventInput {
        key: event.key,
        meter: event.meter,
        subject: event.subject,
        at: super::to_dto::at(event.at),
        quantity: crate::dto::words::figure(event.quantity),
        value: event.value,
        user: event.user,
        operation: event.operation,
        properties: event.properties,
        cost: event
            .cost
            .map(crate::dto::words::figure)
            .unwrap_or_default(),
        corrects: event.corrects.as_ref().map(super::to_dto::correction),
    }
}

/// Properties as the table keeps them.
pub(super) fn properties(json: Option<&str>) -> BTreeMap<String, String> {
    let read = json.map(serde_json::from_str);
    read.and_then(Result::ok).unwrap_or_default()
}
