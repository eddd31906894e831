//! Everything about one subscription, gathered from one snapshot.

use billing::catalog::{BookedPlan, CouponDuration, Grant, PlanBook, PlanKind, prices_for};
use billing::invoice::Discount;
use billing::money::Money;
use billing::pricing::price;
use billing::subscription::{
    AppliedCoupon, Change, ScheduledChange, Subscription, SubscriptionError, SubscriptionItem,
    SubscriptionState, upcoming,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::subscription_list::SubscriptionListRow;

use super::change_from_dto::change_to_dto;
use super::facts::facts;
use super::ground::Ground;
use super::life::life;
use super::list::to_dto;
use super::load::{Held, load_id};
use super::preview::{of_bill, pending_lines};
use super::recurrence::recurrence_to_dto;
use super::words::{change_words, sentence_on};
use crate::audit::timeline;
use crate::context::App;
use crate::dto::catalog::EntitlementDto;
use crate::dto::lists::IdRequest;
use crate::dto::subscriptions::{
    AppliedCouponDto, ScheduledChangeDto, SubscriptionDetail, SubscriptionItemDto,
};
use crate::dto::words::{figure, to_word};
use crate::error::AppError;
use crate::plans::words::price_words;

/// One subscription with its items, its schedule, its next bill and its life.
pub fn get(app: &App, request: IdRequest) -> Result<SubscriptionDetail, AppError> {
    let id = billing::ids::SubscriptionId::parse(&request.id)?;
    app.read(|tx| of_id(app, tx, &id))
}

/// The same for one that was just saved.
pub(crate) fn of_id(
    app: &App,
    tx: &ReadTx<'_>,
    id: &billing::ids::SubscriptionId,
) -> Result<SubscriptionDetail, AppError> {
    let ground = Ground::load(app, tx)?;
    let Held { sub, customer } = load_id(tx, id)?;
    let book = tx.plan_versions().book_of(&sub)?;
    let next = ground.decide(tx, &book, &sub, |basis| upcoming(&sub, basis))?;
    let next = next.map(|bill| of_bill(tx, &ground, (&book, &customer), &sub, &bill));
    let day = |on: NaiveDate| on.to_string();
    Ok(SubscriptionDetail {
        row: to_dto(&row(&ground, &sub, &customer.name, &book)?),
        revision: sub.revision,
        items: items(tx, &ground, &sub, &book)?,
        coupons: sub.coupons.iter().map(coupon_to_dto).collect(),
        entitlements: entitlements(&sub, &book),
        currency: sub.terms.currency.code().to_owned(),
        recurrence: recurrence_to_dto(sub.terms.recurrence),
        anchor: day(sub.terms.anchor),
        aligned: sub.terms.aligned,
        timezone: sub.terms.timezone.clone(),
        net_days: sub.terms.net_days,
        trial_end: sub.trial_end.map(day),
        period_start: day(sub.period.start),
        period_end: day(sub.period.end),
        schedule: schedule(&sub, &book),
        pending: pending_lines(&ground, &customer, &sub)?,
        upcoming: next.transpose()?,
        life: life(tx, &ground, &sub, &book)?,
        timeline: timeline::of_subject(tx, "subscription", sub.id.as_str())?,
        actions: actions(&sub),
    })
}

fn row(
    ground: &Ground,
    sub: &Subscription,
    customer_name: &str,
    book: &PlanBook,
) -> Result<SubscriptionListRow, AppError> {
    let facts = facts(ground, sub, book)?;
    let plan = sub.items.first();
    let plan = plan.ok_or(SubscriptionError::NoPlan)?;
    Ok(SubscriptionListRow {
        id: sub.id.clone(),
        customer_id: sub.customer_id.clone(),
        customer_name: customer_name.to_owned(),
        plan_id: plan.plan_id.clone(),
        plan_name: facts.plan_name,
        status: sub.state,
        monthly: facts.monthly,
        quantity: figure(plan.quantity),
        recurrence: sub.terms.recurrence,
        renews_on: facts.renews_on,
        started_on: sub.started_on,
        ends_on: facts.ends_on,
        scheduled: u32::try_from(sub.schedule.len()).unwrap_or(u32::MAX),
        revision: sub.revision,
    })
}

fn items(
    tx: &ReadTx<'_>,
    ground: &Ground,
    sub: &Subscription,
    book: &PlanBook,
) -> Result<Vec<SubscriptionItemDto>, AppError> {
    let held = sub.items.iter();
    let held = held.filter_map(|item| Some((item, book.get(&item.plan_id, item.version)?)));
    held.map(|(item, booked)| item_to_dto(tx, ground, (sub, item), booked))
        .collect()
}

fn item_to_dto(
    tx: &ReadTx<'_>,
    ground: &Ground,
    (sub, item): (&Subscription, &SubscriptionItem),
    booked: &BookedPlan,
) -> Result<SubscriptionItemDto, AppError> {
    let newest = tx
        .plan_versions()
        .in_effect(&item.plan_id, ground.today())?;
    let kind = match booked.plan.kind {
        PlanKind::Plan => "plan",
        PlanKind::Addon => "addon",
    };
    let (price_words, amount) = prices(ground, sub, item, booked)?;
    Ok(SubscriptionItemDto {
        plan_id: item.plan_id.to_string(),
        plan_name: booked.plan.name.clone(),
        kind: kind.to_owned(),
        version: item.version,
        newest_version: newest.map_or(item.version, |newest| newest.version),
        quantity: figure(item.quantity),
        price_words,
        amount: amount.into(),
    })
}

/// Each price of an item in a line, and what those that recur come to in a whole period.
fn prices(
    ground: &Ground,
    sub: &Subscription,
    item: &SubscriptionItem,
    booked: &BookedPlan,
) -> Result<(Vec<String>, Money), AppError> {
    use billing::catalog::PriceKind;
    let mut words = Vec::new();
    let mut amount = Money::zero(sub.terms.currency);
    for charged in prices_for(&booked.version, sub.terms.currency, sub.terms.recurrence) {
        let terms = charged.terms(ground.business.rounding);
        match &charged.kind {
            PriceKind::Recurring => {
                let priced = price(item.quantity, &terms).map_err(SubscriptionError::from)?;
                amount = amount.try_add(priced.amount)?;
                let each = sub.terms.recurrence.each();
                words.push(format!("{}: {} {each}", charged.name, priced.amount));
            }
            PriceKind::Metered { .. } | PriceKind::Setup => {
                words.push(format!("{}: {}", charged.name, price_words(charged)));
            }
        }
    }
    Ok((words, amount))
}

fn coupon_to_dto(coupon: &AppliedCoupon) -> AppliedCouponDto {
    let off = match coupon.off {
        Discount::Percent(percent) => format!("{} % off", percent.normalize()),
        Discount::Amount(amount) => format!("{} off", amount.normalize()),
    };
    let left = match coupon.duration {
        CouponDuration::Forever => "as long as the subscription has it".to_owned(),
        CouponDuration::Once if coupon.used == 0 => "on the next invoice".to_owned(),
        CouponDuration::Once => "used".to_owned(),
        CouponDuration::Periods { count } => {
            let left = count.saturating_sub(coupon.used);
            format!("{left} of {count} periods left")
        }
    };
    AppliedCouponDto {
        coupon_id: coupon.coupon_id.to_string(),
        name: coupon.name.clone(),
        words: format!("{off}, {left}"),
    }
}

/// What the plan grants, with what add-ons grant beside it.
fn entitlements(sub: &Subscription, book: &PlanBook) -> Vec<EntitlementDto> {
    let booked = sub.items.iter();
    let booked = booked.filter_map(|item| book.get(&item.plan_id, item.version));
    let granted = booked.flat_map(|booked| &booked.version.entitlements);
    granted
        .map(|entitlement| {
            let (kind, on, most, unit, level): (_, _, Option<Decimal>, _, _) =
                match &entitlement.grant {
                    Grant::Feature { on } => ("feature", *on, None, "", ""),
                    Grant::Limit { most, unit } => ("limit", true, *most, unit.as_str(), ""),
                    Grant::Level { level } => ("level", true, None, "", level.as_str()),
                };
            EntitlementDto {
                key: entitlement.key.clone(),
                name: entitlement.name.clone(),
                kind: kind.to_owned(),
                on,
                most: most.map(figure),
                unit: unit.to_owned(),
                level: level.to_owned(),
                enforcement: if kind == "limit" {
                    to_word(entitlement.enforcement)
                } else {
                    String::new()
                },
                alert_at: entitlement.alert_at.iter().copied().map(figure).collect(),
            }
        })
        .collect()
}

fn schedule(sub: &Subscription, book: &PlanBook) -> Vec<ScheduledChangeDto> {
    let planned = sub.schedule.iter().zip(0u32..);
    planned
        .map(
            |(planned, index): (&ScheduledChange, u32)| ScheduledChangeDto {
                index,
                on: planned.on.to_string(),
                title: sentence_on(planned.on, &change_words(&planned.change, book)),
                change: change_to_dto(&planned.change),
            },
        )
        .collect()
}

fn actions(sub: &Subscription) -> Vec<String> {
    use SubscriptionState::{Active, Canceled, Incomplete, PastDue, Paused, Trialing, Unpaid};
    let ends = sub
        .schedule
        .iter()
        .any(|planned| matches!(planned.change, Change::Cancel { .. }));
    let words: &[&str] = match sub.state {
        Active | PastDue | Trialing if ends => &["undo_cancel"],
        Active | PastDue => &[
            "change_plan",
            "quantity",
            "addon",
            "interval",
            "coupon",
            "pause",
            "cancel",
        ],
        Trialing => &[
            "change_plan",
            "quantity",
            "addon",
            "interval",
            "coupon",
            "cancel",
        ],
        Paused => &["resume", "cancel"],
        Incomplete | Unpaid => &["cancel"],
        Canceled => &[],
    };
    let mut actions: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    if ends && sub.state != Canceled {
        let more = ["change_plan", "quantity", "coupon"];
        actions.extend(more.map(str::to_owned));
    }
    actions
}
