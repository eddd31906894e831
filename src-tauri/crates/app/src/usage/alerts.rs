//! Alerts that were told: the list, and that somebody has seen one.

use billing::subscription::Subscription;
use billing::usage::Alert;
use chrono::{DateTime, Utc};
use store::table::usage_alerts::KeptAlert;
use store::{ReadTx, WriteTx};

use super::gate::Told;
use super::standing::Subscribed;
use crate::context::App;
use crate::dto::limits::{UsageAlertDto, UsageAlertList, UsageAlertRequest, UsageAlertsRequest};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::events::AppEvent;
use crate::listing::{count, window};

pub fn list(app: &App, request: UsageAlertsRequest) -> Result<UsageAlertList, AppError> {
    let (_, limit) = window(0, request.limit);
    app.read(|tx| kept(tx, request.with_acknowledged, limit))
}

/// Answers those that nobody has seen yet.
pub fn acknowledge(app: &App, request: UsageAlertRequest) -> Result<UsageAlertList, AppError> {
    let (_, limit) = window(0, 0);
    app.write("usage.acknowledge_alert", |tx| {
        if !tx
            .usage_alerts_mut()
            .acknowledge(request.id.into(), app.now())?
        {
            return Err(not_found("alert", &request.id.to_string()).at("id"));
        }
        kept(tx, false, limit)
    })
}

fn kept(tx: &ReadTx<'_>, with_acknowledged: bool, limit: u32) -> Result<UsageAlertList, AppError> {
    let alerts = tx.usage_alerts().list(with_acknowledged, limit)?;
    Ok(UsageAlertList {
        open: count(tx.usage_alerts().count_open()?),
        rows: alerts.into_iter().filter_map(to_dto).collect(),
    })
}

/// One that cannot be read any more is left out.
fn to_dto(kept: KeptAlert) -> Option<UsageAlertDto> {
    let alert: Alert = serde_json::from_value(kept.body).ok()?;
    Some(UsageAlertDto {
        id: count(kept.id),
        customer_id: kept.customer_id.to_string(),
        customer_name: kept.customer_name,
        subscription_id: kept.subscription_id.to_string(),
        message: alert.sentence(),
        key: alert.key,
        name: alert.name,
        threshold: figure(alert.threshold),
        percent: figure(alert.percent),
        used: figure(alert.used),
        most: figure(alert.most),
        period_start: kept.period_from.to_string(),
        fired_at: kept.fired_at.to_rfc3339(),
        acknowledged_at: kept.acknowledged_at.map(|at| at.to_rfc3339()),
        withdrawn_at: kept.withdrawn_at.map(|at| at.to_rfc3339()),
    })
}

/// Takes back what was told since an instant and is not true any more in its period, which is still
/// the current one: what an undone import had told. Told again, it counts as new.
pub(super) fn withdraw(
    tx: &WriteTx<'_>,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let meters = tx.meters().list(true)?;
    for kept in tx.usage_alerts().since(since)? {
        let Ok(alert) = serde_json::from_value::<Alert>(kept.body) else {
            continue;
        };
        let Some(meter) = meters.iter().find(|meter| meter.key == alert.key) else {
            continue;
        };
        let subscribed = Subscribed::load(tx, &kept.customer_id, now)?;
        let of_period = |sub: &&Subscription| {
            sub.id == kept.subscription_id && sub.period.start == kept.period_from
        };
        let Some(sub) = subscribed.subs.iter().find(of_period) else {
            continue;
        };
        let standing = subscribed.standing(tx, sub, meter)?;
        let percent = standing.and_then(|standing| standing.state.percent);
        if percent.is_none_or(|percent| percent < alert.threshold) {
            tx.usage_alerts_mut().withdraw(kept.id, now)?;
        }
    }
    Ok(())
}

/// Tells the windows, once the alerts are on disk.
pub(super) fn announce(app: &App, told: Vec<Told>) {
    for Told {
        customer,
        subscription,
        alert,
    } in told
    {
        app.emit(&AppEvent::LimitReached(crate::events::LimitReached {
            customer_id: customer.to_string(),
            subscription_id: subscription.to_string(),
            key: alert.key.clone(),
            threshold: figure(alert.threshold),
            message: alert.sentence(),
        }));
    }
}
