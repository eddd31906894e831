//! Kept events as a person sees them.

use billing::usage::Correction;
use chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta, Utc};
use store::table::usage_duplicates::UsageDuplicate;
use store::table::usage_events::KeptUsage;

use super::from_dto::properties;
use super::scale;
use crate::dto::usage::{CorrectionDto, UsageDuplicateDto, UsageEventDto};

pub(super) fn at(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// A place in the order of arrival as the wire has it.
pub(super) fn place(event: i64) -> u32 {
    u32::try_from(event.max(0)).unwrap_or(u32::MAX)
}

pub(super) fn correction(correction: &Correction) -> CorrectionDto {
    let kind = match correction {
        Correction::Replace { .. } => "replace",
        Correction::Adjust { .. } => "adjust",
    };
    CorrectionDto {
        kind: kind.to_owned(),
        key: correction.key().to_owned(),
    }
}

pub(super) fn event(kept: KeptUsage) -> UsageEventDto {
    let is_correction = kept.corrects.is_some();
    let states = [
        ("future", kept.is_future),
        ("late", kept.is_late),
        ("corrected", kept.is_corrected),
        ("correction", is_correction),
        ("waiting", is_correction && kept.root.is_none()),
    ];
    let states = states.iter().filter(|(_, is)| *is);
    let days = TimeDelta::try_hours(kept.hour);
    let on = days.and_then(|days| NaiveDate::default().checked_add_signed(days));
    UsageEventDto {
        place: place(kept.event),
        quantity: scale::shown(kept.quantity, kept.decimals),
        on: on.unwrap_or_default().to_string(),
        at: at(kept.at),
        received_at: at(kept.received_at),
        cost: scale::cost_shown(kept.cost),
        corrects: kept.corrects.as_ref().map(correction),
        properties: properties(kept.properties.as_deref()),
        states: states.map(|(word, _)| (*word).to_owned()).collect(),
        key: kept.key,
        meter: kept.meter,
        customer_id: kept.customer_id.to_string(),
        customer_name: kept.customer_name,
        subscription_id: kept.subscription_id.map(|id| id.to_string()),
        value: kept.value,
        user: kept.user,
        operation: kept.operation,
    }
}

pub(super) fn duplicate(duplicate: UsageDuplicate) -> UsageDuplicateDto {
    UsageDuplicateDto {
        key: duplicate.key,
        field: duplicate.field,
        kept: duplicate.kept,
        came: duplicate.came,
        received_at: at(duplicate.received_at),
    }
}
