//! Takes events in: finds meter and customer, the hour of their calendar, and what it cost.

use std::collections::HashMap;

use billing::usage::{Meter, UsageEvent};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::meters::MeterKey;
use store::table::usage_events::NewUsage;
use store::table::usage_subjects::{SubjectSearch, UsageSubject};
use store::usage::Incoming;

use super::{scale, zone};
use crate::error::AppError;

/// Clocks may differ by so many minutes before an event counts as one of the future.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);

pub(crate) const SUBJECT_UNKNOWN: &str = "subject_unknown";
pub(crate) const SUBJECT_AMBIGUOUS: &str = "subject_ambiguous";
pub(crate) const METER_UNKNOWN: &str = "meter_unknown";
pub(crate) const METER_ARCHIVED: &str = "meter_archived";

/// Why an event cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    /// The event's field; empty where it is the whole.
    pub(crate) field: &'static str,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(code: &'static str, field: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            field,
            message: message.into(),
        }
    }

    pub(crate) fn into_error(self) -> AppError {
        let fix = "Correct the field and send it again; nothing was changed.";
        let error = AppError::new(self.code, self.message, fix);
        if self.field.is_empty() {
            error
        } else {
            error.at(self.field)
        }
    }
}

/// What one batch knows by now; made anew for each.
#[derive(Debug)]
pub(crate) struct Intake {
    now: DateTime<Utc>,
    business_zone: String,
    meters: HashMap<String, Option<(MeterKey, Meter)>>,
    subjects: HashMap<String, Result<(UsageSubject, Tz), &'static str>>,
}

/// An event that was read, and what is to be done with it.
pub(crate) type Taken = Result<Result<Incoming, Refusal>, AppError>;

impl Intake {
    pub(crate) fn begin(tx: &ReadTx<'_>, now: DateTime<Utc>) -> Result<Self, AppError> {
        let business = crate::business::get::load(tx)?;
        Ok(Self {
            now,
            business_zone: business.timezone,
            meters: HashMap::new(),
            subjects: HashMap::new(),
        })
    }

    /// An event as it is kept: somebody's, or nobody's with the reason.
    pub(crate) fn take(&mut self, tx: &ReadTx<'_>, event: UsageEvent) -> Taken {
        if !self.meters.contains_key(&event.meter) {
            let found = tx.meters().find(&event.meter)?;
            self.meters.insert(event.meter.clone(), found);
        }
        if !self.subjects.contains_key(&event.subject) {
            let found = self.find(tx, &event.subject)?;
            self.subjects.insert(event.subject.clone(), found);
        }
        let unmatched = |event, reason| Ok(Ok(Incoming::Unmatched(Box::new(event), reason)));
        let Some(Some((key, meter))) = self.meters.get(&event.meter) else {
            return unmatched(event, METER_UNKNOWN);
        };
        if meter.archived {
            return unmatched(event, METER_ARCHIVED);
        }
        match self.subjects.get(&event.subject) {
            Some(Ok((subject, tz))) => {
                let kept = self.keep(event, *key, meter, *subject, *tz);
                Ok(kept.map(|kept| Incoming::Event(Box::new(kept))))
            }
            Some(Err(reason)) => {
                let reason = *reason;
                unmatched(event, reason)
            }
            None => unmatched(event, SUBJECT_UNKNOWN),
        }
    }

    fn find(
        &self,
        tx: &ReadTx<'_>,
        subject: &str,
    ) -> Result<Result<(UsageSubject, Tz), &'static str>, AppError> {
        Ok(match tx.usage_subjects().find(subject)? {
            SubjectSearch::Found(found) => {
                let tz = zone::zone(found.timezone.as_deref(), &self.business_zone);
                Ok((found.subject, tz))
            }
            SubjectSearch::Unknown => Err(SUBJECT_UNKNOWN),
            SubjectSearch::Ambiguous => Err(SUBJECT_AMBIGUOUS),
        })
    }

    fn keep(
        &self,
        event: UsageEvent,
        key: MeterKey,
        meter: &Meter,
        subject: UsageSubject,
        tz: Tz,
    ) -> Result<NewUsage, Refusal> {
        if event.quantity.is_sign_negative() && event.corrects.is_none() {
            let what = format!(
                "{} is negative; correct the earlier event instead.",
                event.quantity
            );
            return Err(Refusal::new("quantity_negative", "quantity", what));
        }
        let cost = event.cost.or_else(|| cost_of(meter, &event));
        let properties = (!event.properties.is_empty())
            .then(|| serde_json::to_string(&event.properties).unwrap_or_default());
        Ok(NewUsage {
            meter: key,
            subject,
            hour: zone::hour_in(event.at, tz),
            quantity: scale::quantity(event.quantity, meter.decimals)?,
            cost: cost.map(scale::cost).transpose()?,
            is_future: event.at > self.now + CLOCKS_DIFFER,
            key: event.key,
            at: event.at,
            value: event.value,
            user: event.user,
            operation: event.operation,
            properties,
            corrects: event.corrects,
        })
    }
}

/// What the meter says that it cost: its operation first, then any.
fn cost_of(meter: &Meter, event: &UsageEvent) -> Option<Decimal> {
    let mut costs = meter.costs.iter();
    let own = costs.find(|cost| cost.operation.as_deref() == Some(event.operation.as_str()));
    let any = || meter.costs.iter().find(|cost| cost.operation.is_none());
    let unit = own.or_else(any)?.unit_cost;
    unit.checked_mul(event.quantity)
}
