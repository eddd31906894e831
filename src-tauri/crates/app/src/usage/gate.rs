//! Limits at the door: events beyond a limit that is enforced are refused, and alerts are told
//! once for each period and threshold.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use billing::catalog::Grant;
use billing::ids::{CustomerId, SubscriptionId};
use billing::subscription::Subscription;
use billing::usage::{Alert, Meter, Refusal as NoRoom, crossed, thresholds};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use store::table::meters::MeterKey;
use store::table::usage_alerts::LimitPeriod;
use store::table::usage_events::NewUsage;
use store::table::usage_subjects::UsageSubject;
use store::usage::Incoming;
use store::{ReadTx, WriteTx};

use super::alerts::announce;
use super::check::code_of;
use super::intake::Refusal;
use super::room::Room;
use super::standing::Subscribed;
use super::thresholds::own;
use crate::business::get::local_date;
use crate::context::App;
use crate::dto::words::figure;
use crate::error::AppError;

/// Limits looked at in one database transaction.
const LOT: usize = 200;

/// What one batch may still use; made anew for each.
pub(super) struct Gate {
    rooms: HashMap<(UsageSubject, MeterKey), Option<Room>>,
    customers: Customers,
}

/// Customers with their subscriptions, each read once for a batch.
struct Customers {
    now: DateTime<Utc>,
    known: HashMap<CustomerId, Subscribed>,
}

impl Customers {
    fn new(now: DateTime<Utc>) -> Self {
        Self {
            now,
            known: HashMap::new(),
        }
    }

    fn get(&mut self, tx: &ReadTx<'_>, id: &CustomerId) -> Result<&Subscribed, AppError> {
        Ok(match self.known.entry(id.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Subscribed::load(tx, id, self.now)?),
        })
    }
}

impl Gate {
    pub(super) fn new(now: DateTime<Utc>) -> Self {
        Self {
            rooms: HashMap::new(),
            customers: Customers::new(now),
        }
    }

    /// Whether an event may come in. Corrections, what is of another period, and what was kept
    /// before may always.
    pub(super) fn admit(
        &mut self,
        tx: &ReadTx<'_>,
        incoming: &Incoming,
        meter: &str,
    ) -> Result<Result<(), Refusal>, AppError> {
        let Incoming::Event(event) = incoming else {
            return Ok(Ok(()));
        };
        if event.corrects.is_some() || event.is_future {
            return Ok(Ok(()));
        }
        let place = (event.subject, event.meter);
        if !self.rooms.contains_key(&place) {
            let room = self.room(tx, event, meter)?;
            self.rooms.insert(place, room);
        }
        let Some(Some(room)) = self.rooms.get_mut(&place) else {
            return Ok(Ok(()));
        };
        let on = local_date(event.at, &room.sub.terms.timezone);
        if !room.sub.period.contains(on) {
            return Ok(Ok(()));
        }
        // What was kept before counts once, so it takes no room.
        if tx.usage_events().has_key(&event.key)? {
            return Ok(Ok(()));
        }
        let after = room.after(event);
        if after > room.most && after > room.used {
            let (most, used) = (room.most.normalize(), room.used.normalize());
            let why = NoRoom::LimitReached { most, used };
            let message = format!("{meter}: {why}.");
            return Ok(Err(Refusal::new(code_of(&why), "quantity", message)));
        }
        room.take(event);
        Ok(Ok(()))
    }

    fn room(
        &mut self,
        tx: &ReadTx<'_>,
        event: &NewUsage,
        meter: &str,
    ) -> Result<Option<Room>, AppError> {
        let Some((key, meter)) = tx.meters().find(meter)? else {
            return Ok(None);
        };
        let (customer, named) = tx.usage_subjects().ids(event.subject)?;
        let subscribed = self.customers.get(tx, &customer)?;
        let Some(sub) = subscribed.taker(&meter.key, named.as_ref()) else {
            return Ok(None);
        };
        Room::of(tx, subscribed, sub, (key, &meter))
    }
}

/// Whose usage of which meter changed.
pub(super) type Touched = BTreeSet<(UsageSubject, MeterKey)>;

/// Adds what an event touches, where it is somebody's.
pub(super) fn touch(touched: &mut Touched, incoming: &Incoming) {
    if let Incoming::Event(event) = incoming {
        touched.insert((event.subject, event.meter));
    }
}

/// An alert with whose it is.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) customer: CustomerId,
    pub(crate) subscription: SubscriptionId,
    pub(crate) alert: Alert,
}

/// Tells of every threshold that what was touched has reached and that was not told of yet.
pub(super) fn tell(
    tx: &WriteTx<'_>,
    touched: &Touched,
    now: DateTime<Utc>,
) -> Result<Vec<Told>, AppError> {
    let (mut all, mut customers) = (Vec::new(), Customers::new(now));
    let meters: HashMap<MeterKey, Meter> = tx.meters().list_with_keys(true)?.into_iter().collect();
    for (subject, key) in touched {
        let Some(meter) = meters.get(key) else {
            continue;
        };
        let (customer, named) = tx.usage_subjects().ids(*subject)?;
        let subscribed = customers.get(tx, &customer)?;
        let taker = subscribed.taker(&meter.key, named.as_ref());
        if let Some(sub) = taker.filter(|sub| has_limit(sub, subscribed, meter)) {
            let alerts = tell_of(tx, (subscribed, sub), (*key, meter), now)?;
            all.extend(alerts.into_iter().map(|alert| Told {
                customer: customer.clone(),
                subscription: sub.id.clone(),
                alert,
            }));
        }
    }
    Ok(all)
}

/// The same after an import, lot by lot, and told to the windows.
pub(super) fn tell_after(app: &App, touched: &Touched) -> Result<(), AppError> {
    let all: Vec<_> = touched.iter().copied().collect();
    for lot in all.chunks(LOT) {
        let lot: Touched = lot.iter().copied().collect();
        let told = app.write("usage.alerts", |tx| tell(tx, &lot, app.now()))?;
        announce(app, told);
    }
    Ok(())
}

/// A price without a limit is told of only where it includes something.
fn has_limit(sub: &Subscription, subscribed: &Subscribed, meter: &Meter) -> bool {
    let booked = sub.items.iter();
    let booked = booked.filter_map(|item| subscribed.book.get(&item.plan_id, item.version));
    let mut versions = booked.map(|booked| &booked.version);
    versions.any(|version| {
        let mut limits = version.entitlements.iter();
        let mut prices = version.prices.iter();
        limits.any(|one| one.key == meter.key && matches!(one.grant, Grant::Limit { .. }))
            || prices
                .any(|price| price.meter() == Some(meter.key.as_str()) && !price.included.is_zero())
    })
}

fn tell_of(
    tx: &WriteTx<'_>,
    (subscribed, sub): (&Subscribed, &Subscription),
    (key, meter): (MeterKey, &Meter),
    now: DateTime<Utc>,
) -> Result<Vec<Alert>, AppError> {
    let Some(standing) = subscribed.standing(tx, sub, meter)? else {
        return Ok(Vec::new());
    };
    let of = LimitPeriod {
        subscription: &sub.id,
        meter: key,
        from: sub.period.start,
    };
    let told = tx.usage_alerts().told(of)?;
    let told: Vec<Decimal> = told.iter().filter_map(|text| text.parse().ok()).collect();
    let own = own(tx, &sub.customer_id)?;
    let thresholds = thresholds(&standing.allowance.alert_at, own.as_deref());
    let alerts = crossed(&standing.state, &told, &thresholds);
    for alert in &alerts {
        let body = serde_json::to_value(alert).unwrap_or_default();
        let threshold = figure(alert.threshold);
        tx.usage_alerts_mut().tell(of, &threshold, now, &body)?;
    }
    Ok(alerts)
}
