//! `subscriptions.change`: a change now or planned, the same only looked at, and taking one back.

use billing::calendar::BillingPeriod;
use billing::catalog::{PlanBook, ProrationBehavior};
use billing::customer::Customer;
use billing::ids::SubscriptionId;
use billing::subscription::{
    Change, Outcome, ScheduledChange, Subscription, When, advance, change_now, next_due, schedule,
    unschedule as take_back,
};
use chrono::NaiveDate;
use store::{ReadTx, WriteTx};

use super::change_from_dto::Reading;
use super::create::count_redemptions;
use super::detail::of_id;
use super::effect::{Asked, Effect, preview_of, with_problem};
use super::fit::fit;
use super::ground::Ground;
use super::left;
use super::load::{Held, book_with, load, load_id};
use super::save::{Decided, Decision, Together, save};
use super::words::{capital, change_words, sentence_on};
use crate::context::App;
use crate::dto::subscriptions::{
    ChangeDto, ChangeRequest, SubscriptionDetail, SubscriptionPreview, UnscheduleRequest,
};
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::listing::day;

const BEHAVIORS: &str = "next_invoice, invoice_now, none";

/// A change that was decided and not saved.
pub(crate) struct Changed {
    pub(crate) customer: Customer,
    pub(crate) book: PlanBook,
    pub(crate) decision: Decision,
    pub(crate) change: Change,
    pub(crate) asked: Asked,
    pub(crate) on: NaiveDate,
    /// The period that this day is in, before the change.
    pub(crate) period: BillingPeriod,
}

impl Changed {
    pub(crate) fn decided(&self) -> Decided<'_> {
        Decided {
            customer: &self.customer,
            book: &self.book,
            decisions: std::slice::from_ref(&self.decision),
            together: Together::All,
        }
    }
}

/// When and how a change counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) when: When,
    pub(crate) behavior: Option<ProrationBehavior>,
}

impl Manner {
    pub(crate) fn from_words(
        when: &str,
        on: Option<&str>,
        behavior: &str,
    ) -> Result<Self, AppError> {
        let when = match when {
            "" | "now" => When::Now,
            "period_end" => When::PeriodEnd,
            "on_date" => When::On {
                on: day(on.unwrap_or_default(), "on")?,
            },
            other => {
                return Err(AppError::new(
                    "unknown_choice",
                    format!("\"{other}\" is no time for a change; nothing was changed."),
                    "Give one of: now, period_end, on_date.",
                )
                .at("when"));
            }
        };
        let behavior = match behavior {
            "" => None,
            word => Some(from_word(word, "behavior", BEHAVIORS)?),
        };
        Ok(Self { when, behavior })
    }
}

/// Shows what it bills now and next; what is wrong with the request comes as problems.
pub fn preview_change(app: &App, request: ChangeRequest) -> Result<SubscriptionPreview, AppError> {
    app.read(|tx| {
        let ground = Ground::load(app, tx)?;
        let held = load(tx, &request.id)?;
        let currency = held.sub.terms.currency;
        match read_and_decide(tx, &ground, held, &request) {
            Ok(changed) => render(app, tx, &ground, &changed),
            Err(error) => with_problem(error, currency, &ground),
        }
    })
}

/// The effect of a change that was decided.
pub(crate) fn render(
    app: &App,
    tx: &ReadTx<'_>,
    ground: &Ground,
    changed: &Changed,
) -> Result<SubscriptionPreview, AppError> {
    let words = change_words(&changed.change, &changed.book);
    let words = match changed.asked {
        Asked::Now => format!("{}, from today.", capital(&words)),
        Asked::Planned => sentence_on(changed.on, &words),
    };
    let effect = Effect {
        asked: changed.asked,
        on: changed.on,
        period: changed.period,
        words: vec![words],
    };
    preview_of(app, tx, ground, &changed.decided(), effect)
}

/// Makes the change, or plans it.
pub fn change(app: &App, request: ChangeRequest) -> Result<SubscriptionDetail, AppError> {
    app.write("subscriptions.change", |tx| {
        let ground = Ground::load(app, tx)?;
        let held = load(tx, &request.id)?;
        check_revision(&held.sub, request.revision)?;
        let changed = read_and_decide(tx, &ground, held, &request)?;
        commit(app, tx, &ground, &changed)?;
        of_id(app, tx, &changed.decision.outcome.subscription.id)
    })
}

/// Saves a change that was decided.
pub(crate) fn commit(
    app: &App,
    tx: &WriteTx<'_>,
    ground: &Ground,
    changed: &Changed,
) -> Result<(), AppError> {
    save(app, tx, ground, &changed.decided(), ground.mode()?)?;
    if let Change::AddCoupon { coupon } = &changed.change {
        count_redemptions(tx, std::slice::from_ref(coupon))?;
    }
    Ok(())
}

/// The same within a larger change, such as a new version of a plan.
pub(crate) fn apply_in(
    app: &App,
    tx: &WriteTx<'_>,
    ground: &Ground,
    id: &SubscriptionId,
    change: &Change,
    manner: Manner,
) -> Result<(), AppError> {
    let ready = ready(tx, ground, load_id(tx, id)?, manner)?;
    let changed = decide(tx, ground, ready, change.clone(), manner.behavior)?;
    commit(app, tx, ground, &changed)
}

fn check_revision(sub: &Subscription, seen: Option<u32>) -> Result<(), AppError> {
    match seen {
        Some(seen) if seen != sub.revision => Err(AppError::new(
            "changed_elsewhere",
            format!(
                "The subscription was changed elsewhere (it is at revision {}, not {seen}). \
                 Nothing was overwritten.",
                sub.revision
            ),
            "Reload it and make the change again.",
        )
        .at("revision")),
        _ => Ok(()),
    }
}

fn read_and_decide(
    tx: &ReadTx<'_>,
    ground: &Ground,
    held: Held,
    request: &ChangeRequest,
) -> Result<Changed, AppError> {
    let manner = Manner::from_words(&request.when, request.on.as_deref(), &request.behavior)?;
    decide_dto(tx, ground, held, &request.change, manner)
}

/// Reads a change against a subscription, and decides it.
pub(crate) fn decide_dto(
    tx: &ReadTx<'_>,
    ground: &Ground,
    held: Held,
    dto: &ChangeDto,
    manner: Manner,
) -> Result<Changed, AppError> {
    let ready = ready(tx, ground, held, manner)?;
    let (sub, on) = (&ready.caught_up.subscription, ready.on);
    let change = Reading { tx, sub, on }.change(dto)?;
    let decided = decide(tx, ground, ready, change.clone(), manner.behavior);
    decided.map_err(|error| at_change(error, &change))
}

/// A fault of the engine is at the field of the change that it comes from.
fn at_change(error: AppError, change: &Change) -> AppError {
    let field = match (error.field.as_deref(), change) {
        (Some(field), Change::Quantity { .. }) if field.starts_with("items.") => "change.quantity",
        (Some(field), _) if field.starts_with("items.") => "change.plan_id",
        (Some("recurrence"), _) => "change.recurrence",
        (Some("on"), Change::Pause { .. }) => "change.resume_on",
        _ => return error,
    };
    error.at(field)
}

/// A subscription with what is due before a change of it, and when that change counts.
struct Ready {
    held: Held,
    caught_up: Outcome,
    asked: Asked,
    on: NaiveDate,
}

/// What is due comes first: before today for a change today, and with today for one at the end of
/// the period, which is the period that contains today. A change on a later day waits for its run.
fn ready(tx: &ReadTx<'_>, ground: &Ground, held: Held, manner: Manner) -> Result<Ready, AppError> {
    let today = ground.today_in(&held.sub.terms.timezone);
    let yesterday = today.pred_opt().unwrap_or(today);
    let (asked, through) = match manner.when {
        When::PeriodEnd => (Asked::Planned, Some(today)),
        When::On { on } if on > today => (Asked::Planned, None),
        When::Now | When::On { .. } => (Asked::Now, Some(yesterday)),
    };
    let caught_up = catch_up(tx, ground, &held.sub, through)?;
    let on = manner.when.day(&caught_up.subscription, today);
    Ok(Ready {
        held,
        caught_up,
        asked,
        on,
    })
}

fn catch_up(
    tx: &ReadTx<'_>,
    ground: &Ground,
    sub: &Subscription,
    through: Option<NaiveDate>,
) -> Result<Outcome, AppError> {
    let due = next_due(sub).zip(through);
    if let Some((_, through)) = due.filter(|(due, through)| due <= through) {
        let book = tx.plan_versions().book_of(sub)?;
        return ground.decide(tx, &book, sub, |basis| advance(sub, through, basis));
    }
    Ok(Outcome {
        subscription: sub.clone(),
        bills: Vec::new(),
        events: Vec::new(),
        credit_notes: Vec::new(),
    })
}

/// The change, now or on its day, after what was caught up.
fn decide(
    tx: &ReadTx<'_>,
    ground: &Ground,
    ready: Ready,
    change: Change,
    behavior: Option<ProrationBehavior>,
) -> Result<Changed, AppError> {
    let (asked, on) = (ready.asked, ready.on);
    let Held { sub, customer } = ready.held;
    let book = book_with(tx, ground, &sub, &change)?;
    let from = &ready.caught_up.subscription;
    let changed = ground.decide(tx, &book, from, |basis| match asked {
        Asked::Now => change_now(from, &change, on, behavior, basis),
        Asked::Planned => {
            let today = ground.today_in(&sub.terms.timezone);
            let planned = ScheduledChange {
                on,
                change: change.clone(),
                behavior,
            };
            schedule(from, planned, today, basis)
        }
    })?;
    let period = match asked {
        Asked::Now => from.period,
        Asked::Planned => {
            let eve = on.pred_opt().unwrap_or(on);
            advance(from, eve, &ground.basis_without_usage(&book))?
                .subscription
                .period
        }
    };
    let mut outcome = ready.caught_up.then(changed);
    left::cap(tx, ground, &sub, &mut outcome)?;
    left::net_unwritten(&mut outcome)?;
    fit(tx, ground, (&book, &customer), &mut outcome)?;
    let before = Some(sub);
    Ok(Changed {
        customer,
        book,
        decision: Decision { before, outcome },
        change,
        asked,
        on,
        period,
    })
}

/// Takes back a planned change, such as an end that is not wanted any more.
pub fn unschedule(app: &App, request: UnscheduleRequest) -> Result<SubscriptionDetail, AppError> {
    app.write("subscriptions.unschedule", |tx| {
        let ground = Ground::load(app, tx)?;
        let Held { sub, customer } = load(tx, &request.id)?;
        let book = tx.plan_versions().book_of(&sub)?;
        let today = ground.today_in(&sub.terms.timezone);
        let index = usize::try_from(request.index).unwrap_or(usize::MAX);
        let basis = ground.basis_without_usage(&book);
        let outcome: Outcome = take_back(&sub, index, today, &basis)?;
        let id = sub.id.clone();
        let decision = Decision {
            before: Some(sub),
            outcome,
        };
        let decided = Decided {
            customer: &customer,
            book: &book,
            decisions: std::slice::from_ref(&decision),
            together: Together::All,
        };
        save(app, tx, &ground, &decided, ground.mode()?)?;
        of_id(app, tx, &id)
    })
}
