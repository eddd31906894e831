//! Shows kept events: a window of them, or one with what corrects it.

use billing::ids::CustomerId;
use billing::usage::settle;
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::usage_events::KeptUsage;
use store::usage::{UsageFilter, UsageState};

use super::{scale, to_dto};
use crate::context::App;
use crate::dto::usage::{UsageEventDetail, UsageEventPage, UsageEventsRequest, UsageKeyRequest};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::{day, window};

pub fn events(app: &App, request: UsageEventsRequest) -> Result<UsageEventPage, AppError> {
    let filter = filter(&request)?;
    app.read(|tx| {
        let page = tx.usage_events().page(&filter)?;
        Ok(UsageEventPage {
            rows: page.rows.into_iter().map(to_dto::event).collect(),
            next: page.next.map(|(hour, event)| format!("{hour}.{event}")),
        })
    })
}

fn filter(request: &UsageEventsRequest) -> Result<UsageFilter, AppError> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let on = |text: &str, field| said(text).map(|text| day(&text, field)).transpose();
    let customer = said(&request.customer_id);
    let state = match request.state.as_str() {
        "" => None,
        "future" => Some(UsageState::Future),
        "late" => Some(UsageState::Late),
        "corrected" => Some(UsageState::Corrected),
        "correction" => Some(UsageState::Correction),
        other => return Err(unknown_state(other)),
    };
    Ok(UsageFilter {
        customer: customer.as_deref().map(CustomerId::parse).transpose()?,
        meter: said(&request.meter),
        user: said(&request.user),
        operation: said(&request.operation),
        from: on(&request.from, "from")?,
        through: on(&request.through, "through")?,
        state,
        after: said(&request.after).map(|text| cursor(&text)).transpose()?,
        limit: window(0, request.limit).1,
    })
}

fn unknown_state(word: &str) -> AppError {
    AppError::new(
        "unknown_choice",
        format!("\"{word}\" is no state of events."),
        "Give one of: future, late, corrected, correction.",
    )
    .at("state")
}

fn cursor(text: &str) -> Result<(i64, i64), AppError> {
    let read = text.split_once('.').and_then(|(hour, event)| {
        let (hour, event) = (hour.parse().ok()?, event.parse().ok()?);
        Some((hour, event))
    });
    read.ok_or_else(|| {
        AppError::new(
            "window_malformed",
            format!("\"{text}\" is not where a window of events ended."),
            "Give back `next` of the window before, or nothing for the first.",
        )
        .at("after")
    })
}

pub fn event(app: &App, request: UsageKeyRequest) -> Result<UsageEventDetail, AppError> {
    app.read(|tx| detail(tx, &request.key))
}

pub(super) fn load(tx: &ReadTx<'_>, key: &str) -> Result<KeptUsage, AppError> {
    let found = tx.usage_events().of_key(key)?;
    found.ok_or_else(|| not_found("usage event", key).at("key"))
}

pub(super) fn detail(tx: &ReadTx<'_>, key: &str) -> Result<UsageEventDetail, AppError> {
    let kept = load(tx, key)?;
    let corrections = tx.usage_events().corrections_of(kept.event)?;
    let counts = counts(&kept, &corrections)?;
    let import = tx.usage_imports().of_event(kept.event)?;
    Ok(UsageEventDetail {
        event: to_dto::event(kept),
        corrections: corrections.into_iter().map(to_dto::event).collect(),
        counts,
        import_id: import.as_ref().map(|import| import.id.to_string()),
        import_name: import.map(|import| import.name).unwrap_or_default(),
    })
}

/// By the same rule as everything else is counted.
fn counts(kept: &KeptUsage, corrections: &[KeptUsage]) -> Result<String, AppError> {
    if kept.corrects.is_some() {
        return Ok(figure(Decimal::ZERO));
    }
    let all = std::iter::once(kept).chain(corrections);
    let events: Vec<_> = all.map(super::reading::to_event).collect();
    let settled = settle(&events)?;
    let counted = settled.counted.first().map(|counted| counted.quantity);
    let own = scale::decimal(kept.quantity, u32::from(kept.decimals));
    Ok(figure(counted.unwrap_or(own)))
}
