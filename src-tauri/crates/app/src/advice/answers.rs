//! Answers a piece of advice: looks at it later, puts it away, takes it, or opens it again.

use billing::customer::Customer;
use billing::ids::SubscriptionId;
use store::table::advice_answers::KeptAnswer;
use store::{ReadTx, WriteTx};

use super::answer::{Answer, Facts, Said};
use super::list::with_facts;
use super::offers::Offers;
use crate::context::App;
use crate::dto::advice::{AdviceDto, AdviceKeyRequest, DismissAdviceRequest, SnoozeAdviceRequest};
use crate::error::AppError;
use crate::listing::{day, required};
use crate::subscriptions::load::load_id;

/// Comes back on a day.
pub fn snooze(app: &App, request: SnoozeAdviceRequest) -> Result<AdviceDto, AppError> {
    let until_on = day(&request.until_on, "until_on")?;
    if until_on <= app.today()? {
        return Err(AppError::new(
            "date_past",
            format!("{until_on} is not after today; nothing was changed."),
            "Give a later day.",
        )
        .at("until_on"));
    }
    let said = Said::Snoozed { until_on };
    answer(app, "advice.snooze", &request.key, Some(said))
}

/// Stays away until its facts change.
pub fn dismiss(app: &App, request: DismissAdviceRequest) -> Result<AdviceDto, AppError> {
    let reason = required(&request.reason, "reason")?;
    let said = Said::Dismissed { reason };
    answer(app, "advice.dismiss", &request.key, Some(said))
}

/// Notes that it is taken. The change is the person's to make, with the dialog that it opens.
pub fn accept(app: &App, request: AdviceKeyRequest) -> Result<AdviceDto, AppError> {
    answer(app, "advice.accept", &request.key, Some(Said::Accepted))
}

/// Takes back what was answered.
pub fn restore(app: &App, request: AdviceKeyRequest) -> Result<AdviceDto, AppError> {
    answer(app, "advice.restore", &request.key, None)
}

fn answer(app: &App, action: &str, key: &str, said: Option<Said>) -> Result<AdviceDto, AppError> {
    let (key, subscription) = subscription_of(key)?;
    app.write(action, |tx| {
        let held = load_id(tx, &subscription).map_err(|error| error.at("key"))?;
        let offers = Offers::load(app, tx)?;
        let (_, facts) = current(app, tx, (&offers, &held.customer), &key)?;
        keep(tx, &subscription, &key, said.map(|said| (said, facts)))?;
        let (advice, _) = current(app, tx, (&offers, &held.customer), &key)?;
        Ok(advice)
    })
}

fn keep(
    tx: &WriteTx<'_>,
    subscription: &SubscriptionId,
    key: &str,
    said: Option<(Said, Facts)>,
) -> Result<(), AppError> {
    let Some((said, facts)) = said else {
        return Ok(tx.advice_answers_mut().delete(key)?);
    };
    let at = tx.meta().now;
    let answer = Answer { said, at, facts };
    let kept = KeptAnswer {
        key: key.to_owned(),
        body: serde_json::to_value(answer).unwrap_or_default(),
    };
    Ok(tx.advice_answers_mut().put(subscription, &kept)?)
}

/// The advice of a key as it is now.
fn current(
    app: &App,
    tx: &ReadTx<'_>,
    (offers, customer): (&Offers, &Customer),
    key: &str,
) -> Result<(AdviceDto, Facts), AppError> {
    let (all, _) = with_facts(app, tx, offers, customer)?;
    let mut all = all.into_iter();
    all.find(|(advice, _)| advice.key == key).ok_or_else(|| {
        AppError::new(
            "advice_over",
            "This is not advised any more: what it rested on has changed. Nothing was changed.",
            "Look at the list again.",
        )
        .at("key")
    })
}

/// The kind, the subscription, and what is advised.
fn subscription_of(key: &str) -> Result<(String, SubscriptionId), AppError> {
    let key = key.trim();
    let subscription = key.split(':').nth(1);
    let subscription = subscription.and_then(|id| SubscriptionId::parse(id).ok());
    let subscription = subscription.ok_or_else(|| {
        AppError::new(
            "advice_not_found",
            format!("\"{key}\" is no piece of advice; nothing was changed."),
            "Take the key from the list.",
        )
        .at("key")
    })?;
    Ok((key.to_owned(), subscription))
}
