//! Tells what the demo company's customers use, as their programs would: before each bill, and in
//! the last weeks as it happens.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use billing::catalog::{Entitlement, Grant, PlanVersion};
use billing::ids::SubscriptionId;
use billing::subscription::SubscriptionState;
use billing::usage::Meter;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::build::Maker;
use super::chance::Chance;
use super::habits::{Granted, Levels, Subscriber, is_counted};
use super::script::{Script, month, unreadable};
use crate::dto::limits::{UsageAlertRequest, UsageAlertsRequest};
use crate::dto::usage::{TrackBatchRequest, UsageEventInput};
use crate::error::AppError;
use crate::usage::{alerts, track};

/// So many days before the end everything is told each Monday, and not with the bill alone.
const LIVE_DAYS: u64 = 14;
/// What nobody told for so long is told without a bill, as of those who pay for a year.
const LONGEST_DAYS: u64 = 31;
/// An untidy program tells some things so many days after the bill.
const LATE_DAYS: u64 = 3;
/// For so long before the end nobody has looked at the alerts.
const UNSEEN_DAYS: u64 = 14;
/// What stands for a limit where there is none.
const MANY: u32 = 60_000;
const MANY_AT_ONE_TIME: u32 = 40;
/// Names that programs tell and nobody has assigned.
const STRANGERS: [&str; 3] = ["crm-10447", "crm-10452", "test-team"];

/// A customer and a subscription by their places in the script.
pub type Place = (usize, usize);

/// What was told by now.
#[derive(Debug)]
pub struct Told {
    /// The first day that is counted.
    first: NaiveDate,
    /// The day after the last that was told.
    through: BTreeMap<Place, NaiveDate>,
    levels: Levels,
    /// What is told late, with the day.
    late: Vec<(NaiveDate, UsageEventInput)>,
}

impl Told {
    pub fn nothing(script: &Script) -> Result<Self, AppError> {
        let company = &script.company;
        let unmetered = company.months.saturating_sub(company.metered_months);
        let first = month(&company.first_month)?.checked_add_months(Months::new(unmetered));
        Ok(Self {
            first: first.ok_or_else(|| unreadable("metered months", &unmetered))?,
            through: BTreeMap::new(),
            levels: Levels::new(),
            late: Vec::new(),
        })
    }

    /// The last event comes late, the first twice, and the second again as something else.
    fn tell_untidily(&mut self, on: NaiveDate, events: &mut Vec<UsageEventInput>) {
        let again: Vec<_> = events.iter().take(2).cloned().collect();
        if let Some(last) = events.pop() {
            self.late.push((on + Days::new(LATE_DAYS), last));
        }
        for (times, event) in again.into_iter().enumerate() {
            let quantity = match times {
                0 => event.quantity,
                _ => format!("{}0", event.quantity),
            };
            events.push(UsageEventInput { quantity, ..event });
        }
    }
}

impl Maker<'_> {
    /// Before anything is billed on a day, what was used until then.
    pub(super) fn tell_usage(&mut self, on: NaiveDate) -> Result<(), AppError> {
        if on <= self.told.first {
            return Ok(());
        }
        let due = self.app.read(|tx| Ok(tx.subscriptions().due(on)?))?;
        let due: BTreeSet<&str> = due.iter().map(|due| due.id.as_str()).collect();
        let is_last = on + Days::new(1) >= self.plan.end;
        let is_live = on + Days::new(LIVE_DAYS) >= self.plan.end;
        let everything = is_last || is_live && on.weekday() == Weekday::Mon;
        let long_ago = on - Days::new(LONGEST_DAYS);
        let chosen = self.subscription_ids.iter().filter(|(place, id)| {
            let told = self.told.through.get(place);
            everything || due.contains(id.as_str()) || told.is_none_or(|told| *told <= long_ago)
        });
        let places: Vec<Place> = chosen.map(|(place, _)| *place).collect();
        let mut events = self.usage_of(&places, on)?;
        if everything {
            events.extend(STRANGERS.map(|name| of_stranger(name, on)));
        }
        self.send(events)
    }

    /// Before a subscription changes, what was used until then.
    pub(super) fn tell_usage_of(&mut self, place: Place, on: NaiveDate) -> Result<(), AppError> {
        if on <= self.told.first {
            return Ok(());
        }
        let events = self.usage_of(&[place], on)?;
        self.send(events)
    }

    /// At the end of a month somebody has looked at the alerts; at those of the last weeks nobody.
    pub(super) fn look_at_alerts(&self, on: NaiveDate) -> Result<(), AppError> {
        if on + Days::new(UNSEEN_DAYS) >= self.plan.end {
            return Ok(());
        }
        let request = UsageAlertsRequest {
            limit: 500,
            ..UsageAlertsRequest::default()
        };
        for alert in alerts::list(self.app, request)?.rows {
            alerts::acknowledge(self.app, UsageAlertRequest { id: alert.id })?;
        }
        Ok(())
    }

    fn usage_of(
        &mut self,
        places: &[Place],
        on: NaiveDate,
    ) -> Result<Vec<UsageEventInput>, AppError> {
        let meters = self.app.read(|tx| Ok(tx.meters().list(false)?))?;
        let late = mem::take(&mut self.told.late).into_iter();
        let (now, later): (Vec<_>, _) = late.partition(|(day, _)| *day <= on);
        self.told.late = later;
        let mut events: Vec<_> = now.into_iter().map(|(_, event)| event).collect();
        for place in places {
            let told = self.told.through.insert(*place, on);
            let Some((subscriber, is_untidy)) = self.subscriber(*place, &meters)? else {
                continue;
            };
            let from = told.unwrap_or(self.told.first).max(subscriber.started_on);
            let mut used = Vec::new();
            for day in from.iter_days().take_while(|day| *day < on) {
                subscriber.uses(day, &mut self.told.levels, &mut used);
            }
            if is_untidy {
                self.told.tell_untidily(on, &mut used);
            }
            events.append(&mut used);
        }
        Ok(events)
    }

    /// None where it is paused or over; with it, whether its program is untidy.
    fn subscriber<'m>(
        &self,
        place: Place,
        meters: &'m [Meter],
    ) -> Result<Option<(Subscriber<'m>, bool)>, AppError> {
        let Some(id) = self.subscription_ids.get(&place) else {
            return Ok(None);
        };
        let hold = self.patron(place.0)?.subscriptions.get(place.1);
        let uses = hold.and_then(|hold| hold.uses.as_ref());
        let seed = u64::try_from(place.0 * 100 + place.1).unwrap_or_default();
        let mut dice = Chance::new(seed);
        let (percent, cents) = (dice.between(35, 78), dice.between(12, 34));
        self.app.read(|tx| {
            let sub = tx.subscriptions().get(&SubscriptionId::parse(id)?)?;
            let sub = sub.filter(|sub| is_on(sub.state));
            let Some((sub, item)) = sub.as_ref().and_then(|sub| Some((sub, sub.items.first()?)))
            else {
                return Ok(None);
            };
            let version = tx.plan_versions().get(&item.plan_id, item.version)?;
            let granted = version.iter().flat_map(|version| granted(meters, version));
            let subscriber = Subscriber {
                id: id.clone(),
                seed,
                started_on: sub.started_on,
                end: self.plan.end,
                percent: uses.map_or(percent, |uses| uses.percent),
                request_cost: uses
                    .and_then(|uses| uses.request_cost)
                    .unwrap_or(Decimal::new(i64::from(cents), 3)),
                burst_on: uses.and_then(|uses| uses.burst_on),
                granted: granted.collect(),
            };
            Ok(Some((subscriber, uses.is_some_and(|uses| uses.untidy))))
        })
    }

    /// What a limit refuses was not used; anything else that is refused is a broken script.
    fn send(&self, events: Vec<UsageEventInput>) -> Result<(), AppError> {
        if events.is_empty() {
            return Ok(());
        }
        let told = track::track_batch(self.app, TrackBatchRequest { events })?;
        let mut refused = told.refused.iter();
        match refused.find(|refused| refused.code != "limit_reached") {
            Some(refused) => Err(unreadable("usage", &refused.message)),
            None => Ok(()),
        }
    }
}

fn is_on(state: SubscriptionState) -> bool {
    matches!(
        state,
        SubscriptionState::Trialing | SubscriptionState::Active | SubscriptionState::PastDue
    )
}

/// What a month of the plan grants.
fn granted<'m>(meters: &'m [Meter], version: &PlanVersion) -> Vec<Granted<'m>> {
    let limits = version.entitlements.iter();
    let of_meter = |granted: &Entitlement| {
        let meter = meters.iter().find(|meter| meter.key == granted.key)?;
        let Grant::Limit { most, .. } = &granted.grant else {
            return None;
        };
        let many = if is_counted(meter) {
            MANY
        } else {
            MANY_AT_ONE_TIME
        };
        let most = most.and_then(|most| most.to_u32()).unwrap_or(many);
        let mut prices = version.prices.iter();
        let is_billed = prices.any(|price| price.meter() == Some(meter.key.as_str()));
        Some(Granted {
            meter,
            most,
            is_billed,
        })
    };
    limits.filter_map(of_meter).collect()
}

fn of_stranger(name: &str, on: NaiveDate) -> UsageEventInput {
    let day = on.pred_opt().unwrap_or(on);
    UsageEventInput {
        key: format!("{name}-{day}"),
        meter: "ai_requests".to_owned(),
        subject: name.to_owned(),
        at: format!("{day}T11:20:00Z"),
        quantity: "3".to_owned(),
        operation: "chat".to_owned(),
        ..UsageEventInput::default()
    }
}
