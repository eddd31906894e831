//! Events that belong to nobody yet: listed with the reason, assigned, or ignored.

use std::collections::BTreeMap;

use billing::ids::{CustomerId, SubscriptionId, UsageImportId};
use serde_json::{Value, json};
use store::WriteTx;
use store::table::usage_subjects::UsageSubject;
use store::table::usage_unmatched::{UnmatchedGroup, UnmatchedUsage};
use store::usage::Incoming;

use super::from_dto::to_input;
use super::gate::{Touched, tell_after, touch};
use super::intake::{Intake, METER_ARCHIVED, METER_UNKNOWN, SUBJECT_AMBIGUOUS, SUBJECT_UNKNOWN};
use super::to_dto;
use crate::context::App;
use crate::dto::usage::{
    AssignUsageRequest, AssignedUsage, IgnoreUsageRequest, UnmatchedGroupDto, UnmatchedList,
    UnmatchedRequest, UnmatchedRow, UsageCount,
};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::{count, required, window};

/// Groups that are listed.
const GROUPS: u32 = 200;
/// Events that are assigned in one database transaction.
const LOT: u32 = 10_000;

pub fn list(app: &App, request: UnmatchedRequest) -> Result<UnmatchedList, AppError> {
    let window = window(request.offset, request.limit);
    let subject = Some(request.subject.as_str()).filter(|subject| !subject.is_empty());
    app.read(|tx| {
        let unmatched = tx.usage_unmatched();
        let groups = unmatched.groups(request.ignored, GROUPS)?;
        let rows = unmatched.list(request.ignored, subject, window)?;
        let rows = rows.into_iter().map(|row| UnmatchedRow {
            reason: row.reason,
            received_at: to_dto::at(row.received_at),
            event: to_input(row.event),
        });
        Ok(UnmatchedList {
            waiting: count(unmatched.count(false)?),
            ignored: count(unmatched.count(true)?),
            groups: groups.into_iter().map(group).collect(),
            rows: rows.collect(),
        })
    })
}

fn group(group: UnmatchedGroup) -> UnmatchedGroupDto {
    UnmatchedGroupDto {
        message: message(&group),
        count: count(group.count),
        subject: group.subject,
        meter: group.meter,
        reason: group.reason,
    }
}

fn message(group: &UnmatchedGroup) -> String {
    let UnmatchedGroup { subject, meter, .. } = group;
    match group.reason.as_str() {
        SUBJECT_UNKNOWN => format!("Nobody here is called \"{subject}\"."),
        SUBJECT_AMBIGUOUS => format!("Several customers have the e-mail address {subject}."),
        METER_UNKNOWN => format!("There is no meter \"{meter}\"."),
        METER_ARCHIVED => format!("The meter \"{meter}\" is archived and takes no events."),
        other => other.replace('_', " "),
    }
}

/// From now on the subject stands for this customer, and what waited for it counts. Without a
/// customer, what waits is tried again: after a meter was made, for instance.
pub fn assign(app: &App, request: AssignUsageRequest) -> Result<AssignedUsage, AppError> {
    let subject = required(&request.subject, "subject")?;
    let whose = whose(app, &request)?;
    if let Some(whose) = whose {
        app.write("usage.assign", |tx| {
            tx.usage_subjects_mut().assign(&subject, whose)?;
            let after = json!({"customer_id": request.customer_id,
                "subscription_id": request.subscription_id});
            tx.audit("usage subject", &subject, Value::Null, after);
            Ok(())
        })?;
    }
    let mut done = AssignedUsage {
        counted: 0,
        left: 0,
    };
    let (mut after, mut touched) = (0, Touched::new());
    loop {
        let lot = app.read(|tx| {
            let lot = tx.usage_unmatched().of_subject(&subject, after, LOT)?;
            Ok(lot)
        })?;
        let Some(last) = lot.last() else {
            tell_after(app, &touched)?;
            return Ok(done);
        };
        after = last.number;
        let (counted, left) =
            app.write("usage.assign", |tx| count_lot(app, tx, lot, &mut touched))?;
        done.counted = done.counted.saturating_add(counted);
        done.left = done.left.saturating_add(left);
    }
}

fn whose(app: &App, request: &AssignUsageRequest) -> Result<Option<UsageSubject>, AppError> {
    if request.customer_id.trim().is_empty() {
        return Ok(None);
    }
    let customer = CustomerId::parse(&request.customer_id)?;
    let subscription = request.subscription_id.as_deref();
    let subscription = subscription.map(SubscriptionId::parse).transpose()?;
    app.read(|tx| {
        if let Some(id) = &subscription {
            let held = tx.subscriptions().get(id)?;
            if held.is_none_or(|held| held.customer_id != customer) {
                return Err(not_found("subscription", id.as_str()).at("subscription_id"));
            }
        }
        Ok(Some(
            tx.usage_subjects().of(&customer, subscription.as_ref())?,
        ))
    })
}

/// Only what is somebody's now leaves the list; the rest stays as it was. What came with an import
/// goes with it when that is undone.
fn count_lot(
    app: &App,
    tx: &WriteTx<'_>,
    lot: Vec<UnmatchedUsage>,
    touched: &mut Touched,
) -> Result<(u32, u32), AppError> {
    let mut intake = Intake::begin(tx, app.now())?;
    let (mut taken, mut left) = (Vec::new(), 0);
    let mut batches: BTreeMap<Option<UsageImportId>, Vec<Incoming>> = BTreeMap::new();
    for unmatched in lot {
        match intake.take(tx, unmatched.event.clone())? {
            Ok(incoming @ Incoming::Event(_)) => {
                touch(touched, &incoming);
                let batch = batches.entry(unmatched.import_id.clone()).or_default();
                batch.push(incoming);
                taken.push(unmatched);
            }
            Ok(Incoming::Unmatched(..)) | Err(_) => left += 1,
        }
    }
    tx.usage_unmatched_mut().take(&taken)?;
    let mut counted = 0;
    for (import, batch) in batches {
        let kept = tx.usage_events_mut().append(&batch, import.as_ref())?;
        counted += kept.counted;
    }
    Ok((count(counted), left))
}

/// Ignored events stay on their own list and count nothing.
pub fn ignore(app: &App, request: IgnoreUsageRequest) -> Result<UsageCount, AppError> {
    let subject = Some(request.subject.as_str()).filter(|subject| !subject.is_empty());
    app.write("usage.ignore", |tx| {
        let changed = tx.usage_unmatched_mut().ignore(subject, request.ignored)?;
        Ok(UsageCount {
            count: count(changed),
        })
    })
}
