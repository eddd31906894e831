//! What a decision comes to, as the screen shows it before it is agreed.

use billing::calendar::BillingPeriod;
use billing::catalog::PlanBook;
use billing::money::{Currency, Money};
use billing::subscription::{
    Bill, Subscription, SubscriptionState, advance, monthly_amount, net_of_lines, upcoming,
};
use chrono::NaiveDate;
use store::ReadTx;

use super::credit::{self, Credited};
use super::ground::Ground;
use super::owed::settle_owed;
use super::preview::{at_once, due_anyway, of_bill};
use super::save::{Decided, Decision};
use super::words::day;
use crate::context::App;
use crate::dto::invoices::FieldProblem;
use crate::dto::subscriptions::{BillPreviewDto, SubscriptionPreview};
use crate::dto::words::to_word;
use crate::error::AppError;

/// Whether something is done at once or planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Now,
    Planned,
}

/// What is said of a decision beside its amounts.
#[derive(Debug, Clone)]
pub(crate) struct Effect {
    pub(crate) asked: Asked,
    /// The day on which it takes effect.
    pub(crate) on: NaiveDate,
    /// The period that this day is in, as the subscription was before.
    pub(crate) period: BillingPeriod,
    /// The first sentences.
    pub(crate) words: Vec<String>,
}

/// The effect of the one decision in `decided`.
pub(crate) fn preview_of(
    app: &App,
    tx: &ReadTx<'_>,
    ground: &Ground,
    decided: &Decided<'_>,
    effect: Effect,
) -> Result<SubscriptionPreview, AppError> {
    let Some(decision) = decided.decisions.first() else {
        return Err(AppError::new("internal", "Nothing was decided.", ""));
    };
    let (book, outcome) = (decided.book, &decision.outcome);
    let sub = &outcome.subscription;
    let after = state_after(ground, book, sub, &effect)?;
    let next = ground.decide(tx, book, sub, |basis| upcoming(sub, basis))?;
    let next = next.map(|bill| of_next(tx, ground, decided, sub, &bill));
    let next = next.transpose()?;
    let now = at_once(tx, ground, decided)?;
    let mut credits = outcome.credit_notes.clone();
    credits.extend(settle_owed(tx, &mut sub.clone())?);
    let credits = (&sub.id, credits.as_slice());
    let credited = credit::amounts(app, tx, ground, credits)?;
    let lowered = credited.iter().filter(|one| one.is_draft()).count();
    let mut words = effect.words;
    words.extend(due_before(tx, ground, decided, effect.asked)?);
    words.extend(sentences(now.as_ref(), next.as_ref(), &credited));
    words.extend(waits(sub)?);
    Ok(SubscriptionPreview {
        now,
        next,
        monthly_before: monthly_before(decision, book)?.into(),
        monthly_after: monthly_amount(&after, book)?.into(),
        credited: credited
            .iter()
            .filter_map(Credited::amount)
            .map(Into::into)
            .collect(),
        lowered_drafts: u32::try_from(lowered).unwrap_or(u32::MAX),
        words,
        status: to_word(after.state),
        on: effect.on.to_string(),
        period_start: effect.period.start.to_string(),
        period_end: effect.period.end.to_string(),
        problems: Vec::new(),
    })
}

/// What was due and not billed yet is billed with a change, and is told apart from it.
fn due_before(
    tx: &ReadTx<'_>,
    ground: &Ground,
    decided: &Decided<'_>,
    asked: Asked,
) -> Result<Option<String>, AppError> {
    let decision = decided.decisions.first();
    let Some(before) = decision.and_then(|decision| decision.before.as_ref()) else {
        return Ok(None);
    };
    let today = ground.today_in(&before.terms.timezone);
    let until = match asked {
        Asked::Now => today.pred_opt().unwrap_or(today),
        Asked::Planned => today,
    };
    let due = due_anyway(tx, ground, decided, until)?;
    Ok(due.map(|(since, total)| {
        format!(
            "{total} is due without this change, since {}, and is billed on the same invoice.",
            day(since)
        )
    }))
}

/// The subscription once the decision counts: a planned change is followed to its day.
fn state_after(
    ground: &Ground,
    book: &PlanBook,
    sub: &Subscription,
    effect: &Effect,
) -> Result<Subscription, AppError> {
    Ok(match effect.asked {
        Asked::Now => sub.clone(),
        Asked::Planned => advance(sub, effect.on, &ground.basis_without_usage(book))?.subscription,
    })
}

pub(crate) fn monthly_before(decision: &Decision, book: &PlanBook) -> Result<Money, AppError> {
    Ok(match &decision.before {
        Some(before) => monthly_amount(before, book)?,
        None => Money::zero(decision.outcome.subscription.terms.currency),
    })
}

fn of_next(
    tx: &ReadTx<'_>,
    ground: &Ground,
    decided: &Decided<'_>,
    sub: &Subscription,
    bill: &Bill,
) -> Result<BillPreviewDto, AppError> {
    of_bill(tx, ground, (decided.book, decided.customer), sub, bill)
}

fn sentences(
    now: Option<&BillPreviewDto>,
    next: Option<&BillPreviewDto>,
    credited: &[Credited],
) -> Vec<String> {
    let mut words = Vec::new();
    match now {
        Some(bill) => words.push(format!("{} is billed today.", amount(bill))),
        None => words.push("Nothing is billed today.".to_owned()),
    }
    words.extend(credited.iter().map(credited_words));
    match next {
        Some(bill) => {
            let on = bill.on.parse().map_or_else(|_| bill.on.clone(), day);
            words.push(format!("The next bill comes on {on}: {}.", amount(bill)));
        }
        None => words.push("No bill comes after that.".to_owned()),
    }
    words
}

/// What a pause gives back comes with the first bill after it, which may have no day yet.
fn waits(sub: &Subscription) -> Result<Option<String>, AppError> {
    if sub.state != SubscriptionState::Paused {
        return Ok(None);
    }
    let waiting = net_of_lines(&sub.pending, sub.terms.currency)?.try_neg()?;
    let told = || format!("{waiting} of unused time waits for the first bill after the pause.");
    Ok(waiting.is_positive().then(told))
}

fn credited_words(credited: &Credited) -> String {
    match credited {
        Credited::Issued(amount) => format!("{amount} is credited on an invoice that was issued."),
        Credited::Draft(amount) => {
            format!("A draft that is not issued yet is lowered by {amount}.")
        }
        Credited::Before(amount) => format!(
            "Another {amount} of unused time was given back before, by a credit note, and does not \
             come back twice."
        ),
    }
}

/// The total as a person reads it.
fn amount(bill: &BillPreviewDto) -> String {
    let currency = Currency::try_new(&bill.total.currency).ok();
    let money = currency
        .zip(bill.total.minor.parse().ok())
        .map(|(currency, minor)| Money::new(minor, currency));
    money.map_or_else(|| bill.total.minor.clone(), |money| money.to_string())
}

/// A request that cannot be done, as a preview that says why at the field; other errors stay.
pub(crate) fn with_problem(
    error: AppError,
    currency: Currency,
    ground: &Ground,
) -> Result<SubscriptionPreview, AppError> {
    let Some(field) = error.field.clone() else {
        return Err(error);
    };
    let nothing = Money::zero(currency);
    Ok(SubscriptionPreview {
        now: None,
        next: None,
        monthly_before: nothing.into(),
        monthly_after: nothing.into(),
        credited: Vec::new(),
        lowered_drafts: 0,
        words: Vec::new(),
        status: String::new(),
        on: ground.today().to_string(),
        period_start: String::new(),
        period_end: String::new(),
        problems: vec![FieldProblem {
            field,
            message: format!("{} {}", error.message, error.fix),
        }],
    })
}
