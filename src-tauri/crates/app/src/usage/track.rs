//! Tracks events as programs send them: one, or many in one database transaction.

use store::usage::{Counted, Incoming};

use super::alerts::announce;
use super::from_dto::from_dto;
use super::gate::{Gate, Touched, tell, touch};
use super::intake::{Intake, Refusal};
use super::to_dto;
use crate::context::App;
use crate::dto::usage::{
    RefusedUsage, TrackBatchRequest, TrackedBatch, TrackedUsage, UsageEventInput,
};
use crate::error::AppError;
use crate::listing::count;

/// More than this in one request belongs into a file.
const MOST_EVENTS: usize = 100_000;

/// Answers what became of it; it is on disk by then.
pub fn track(app: &App, request: UsageEventInput) -> Result<TrackedUsage, AppError> {
    let now = app.now();
    let event = from_dto(request, || own_key(app), now).map_err(Refusal::into_error)?;
    let (key, meter) = (event.key.clone(), event.meter.clone());
    let (tracked, told) = app.write("usage.track", |tx| {
        let taken = Intake::begin(tx, now)?.take(tx, event)?;
        let incoming = taken.map_err(Refusal::into_error)?;
        let admitted = Gate::new(now).admit(tx, &incoming, &meter)?;
        admitted.map_err(Refusal::into_error)?;
        let mut touched = Touched::new();
        touch(&mut touched, &incoming);
        let counted = tx.usage_events_mut().append(&[incoming], None)?;
        let told = tell(tx, &touched, now)?;
        Ok((tracked(key, counted), told))
    })?;
    announce(app, told);
    Ok(tracked)
}

fn tracked(key: String, counted: Counted) -> TrackedUsage {
    let state = match counted {
        Counted {
            duplicates: 1.., ..
        } => "duplicate",
        Counted { unmatched: 1.., .. } => "unmatched",
        _ => "counted",
    };
    let differs = counted.differing.into_iter().next();
    TrackedUsage {
        key,
        state: state.to_owned(),
        differs: differs.map(|duplicate| duplicate.field).unwrap_or_default(),
        late: counted.late > 0,
    }
}

/// An event that its sender gave no key.
fn own_key(app: &App) -> String {
    format!("evt_{}", app.new_ulid())
}

/// Keeps all that can be read, together; the others are told one by one.
pub fn track_batch(app: &App, request: TrackBatchRequest) -> Result<TrackedBatch, AppError> {
    if request.events.len() > MOST_EVENTS {
        return Err(AppError::new(
            "batch_too_large",
            format!("A batch has at most {MOST_EVENTS} events; nothing was changed."),
            "Send several batches, or import a file.",
        )
        .at("events"));
    }
    let now = app.now();
    let mut refused = Vec::new();
    let mut events = Vec::with_capacity(request.events.len());
    for (index, input) in request.events.into_iter().enumerate() {
        match from_dto(input, || own_key(app), now) {
            Ok(event) => events.push((index, event)),
            Err(refusal) => refused.push(to_refused(index, refusal)),
        }
    }
    let (batch, told) = app.write("usage.track_batch", |tx| {
        let (mut intake, mut gate) = (Intake::begin(tx, now)?, Gate::new(now));
        let mut batch: Vec<Incoming> = Vec::with_capacity(events.len());
        let mut touched = Touched::new();
        for (index, event) in events {
            let meter = event.meter.clone();
            let taken = match intake.take(tx, event)? {
                Ok(incoming) => gate.admit(tx, &incoming, &meter)?.map(|()| incoming),
                Err(refusal) => Err(refusal),
            };
            match taken {
                Ok(incoming) => {
                    touch(&mut touched, &incoming);
                    batch.push(incoming);
                }
                Err(refusal) => refused.push(to_refused(index, refusal)),
            }
        }
        let counted = tx.usage_events_mut().append(&batch, None)?;
        let told = tell(tx, &touched, now)?;
        refused.sort_by_key(|refused| refused.index);
        let batch = TrackedBatch {
            counted: count(counted.counted),
            duplicates: count(counted.duplicates),
            unmatched: count(counted.unmatched),
            late: count(counted.late),
            refused,
            differing: counted
                .differing
                .into_iter()
                .map(to_dto::duplicate)
                .collect(),
        };
        Ok((batch, told))
    })?;
    announce(app, told);
    Ok(batch)
}

fn to_refused(index: usize, refusal: Refusal) -> RefusedUsage {
    RefusedUsage {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        code: refusal.code.to_owned(),
        field: refusal.field.to_owned(),
        message: refusal.message,
    }
}
