//! `plans.preview_version`: what a new version changes, whom it affects, and by how much.

use billing::catalog::PlanVersion;
use billing::money::{Currency, Money};
use billing::subscription::{Basis, Bill, BillKind, SubscriptionError, upcoming};
use chrono::NaiveDate;
use store::ReadTx;

use super::compare_versions::rows;
use super::migrate::{AppliesTo, Move, NewVersion, Planned, before_day, product_of};
use super::row::sums;
use super::stored::{VersionIdentity, load, read_version};
use crate::context::App;
use crate::dto::catalog::{AffectedRow, PlanVersionPreview, PlanVersionRequest};
use crate::dto::invoices::FieldProblem;
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::error_from_billing::sentence;
use crate::listing::day;
use crate::subscriptions::ground::Ground;

const APPLIES_TO: &str = "new_only, next_renewal, now";

/// Nothing is written. Subscriptions are counted once everything typed makes sense.
pub fn preview_version(
    app: &App,
    request: PlanVersionRequest,
) -> Result<PlanVersionPreview, AppError> {
    app.read(|tx| {
        let ground = Ground::load(app, tx)?;
        let (newest, read) = read(app, tx, &request)?;
        let affected = if read.problems.is_empty() {
            affected(tx, &ground, &read.new)?
        } else {
            Vec::new()
        };
        let totals = sums(affected.iter().map(|row| row.difference))?;
        Ok(PlanVersionPreview {
            version: read.new.version.version,
            differences: rows(&newest, &read.new.version),
            affected: affected.into_iter().map(Affected::into_dto).collect(),
            totals: totals.into_iter().map(Into::into).collect(),
            problems: read.problems,
        })
    })
}

/// A version as typed, and what must be mended before it can be published.
pub(super) struct ReadNewVersion {
    pub(super) new: NewVersion,
    pub(super) problems: Vec<FieldProblem>,
}

/// The newest version that is there, and the one that was typed.
pub(super) fn read(
    app: &App,
    tx: &ReadTx<'_>,
    request: &PlanVersionRequest,
) -> Result<(PlanVersion, ReadNewVersion), AppError> {
    let plan = load(tx, &request.id)?;
    let newest = tx.plan_versions().newest(&plan.id)?;
    let newest = newest.ok_or_else(|| not_found("plan version", plan.id.as_str()))?;
    let effective_on = effective_on(&request.effective_on, newest.effective_on);
    let applies_to = from_word(&request.applies_to, "applies_to", APPLIES_TO);
    let identity = VersionIdentity {
        plan_id: plan.id.clone(),
        version: newest.version.saturating_add(1),
        effective_on: *effective_on.as_ref().unwrap_or(&newest.effective_on),
        published_at: app.now(),
    };
    let (version, mut problems) = read_version(&request.content, identity);
    let errors = [effective_on.err(), applies_to.as_ref().err().cloned()];
    for error in errors.into_iter().flatten() {
        problems.push(FieldProblem {
            field: error.field.unwrap_or_default(),
            message: format!("{} {}", error.message, error.fix),
        });
    }
    let new = NewVersion {
        product: product_of(tx, &plan)?,
        plan,
        version,
        applies_to: applies_to.unwrap_or(AppliesTo::NewOnly),
    };
    Ok((newest, ReadNewVersion { new, problems }))
}

/// Versions count one after the other.
fn effective_on(text: &str, newest: NaiveDate) -> Result<NaiveDate, AppError> {
    let on = day(text, "effective_on")?;
    if on < newest {
        return Err(AppError::new(
            "version_before_last",
            format!("The version before it counts from {newest}; this one cannot come earlier."),
            "Give that day or a later one.",
        )
        .at("effective_on"));
    }
    Ok(on)
}

/// A row of the preview, before it crosses the door.
struct Affected {
    subscription_id: String,
    customer_id: String,
    customer_name: String,
    on: NaiveDate,
    before: Money,
    after: Money,
    difference: Money,
    problem: String,
}

impl Affected {
    fn into_dto(self) -> AffectedRow {
        AffectedRow {
            subscription_id: self.subscription_id,
            customer_id: self.customer_id,
            customer_name: self.customer_name,
            next_invoice_on: self.on.to_string(),
            before: self.before.into(),
            after: self.after.into(),
            difference: self.difference.into(),
            problem: self.problem,
        }
    }
}

/// Those to whom nothing is billed any more are left out.
fn affected(tx: &ReadTx<'_>, ground: &Ground, new: &NewVersion) -> Result<Vec<Affected>, AppError> {
    let moves = new.moves(tx, ground)?;
    let rows = moves.iter().filter_map(|moved| row(tx, ground, new, moved));
    let mut rows: Vec<Affected> = rows.collect();
    rows.sort_by_key(|row| row.customer_name.to_lowercase());
    Ok(rows)
}

/// What cannot be computed is told in its row: one subscription does not hide the others.
fn row(tx: &ReadTx<'_>, ground: &Ground, new: &NewVersion, moved: &Move) -> Option<Affected> {
    let sub = &moved.held.sub;
    let (next, problem) = match (next(tx, ground, moved), &moved.planned) {
        (Ok(next), Ok(_)) => (next, String::new()),
        (Ok(next), Err(why)) => (next, stays(new, why)),
        (Err(error), _) => {
            let nothing = Money::zero(sub.terms.currency);
            let on = Some(new.version.effective_on);
            let next = Next {
                on,
                before: nothing,
                after: nothing,
            };
            (next, error.message)
        }
    };
    let difference = next.after.try_sub(next.before).ok()?;
    Some(Affected {
        subscription_id: sub.id.to_string(),
        customer_id: sub.customer_id.to_string(),
        customer_name: moved.held.customer.name.clone(),
        on: next.on?,
        before: next.before,
        after: next.after,
        difference,
        problem,
    })
}

/// Why a subscription keeps its version.
fn stays(new: &NewVersion, why: &SubscriptionError) -> String {
    match why {
        SubscriptionError::NotHeld { .. } => {
            format!(
                "It leaves {} before then, as is planned for it.",
                new.plan.name
            )
        }
        _ => sentence(why),
    }
}

/// The first bill from the day of the move on, without the new version and with it.
struct Next {
    on: Option<NaiveDate>,
    before: Money,
    after: Money,
}

fn next(tx: &ReadTx<'_>, ground: &Ground, moved: &Move) -> Result<Next, AppError> {
    let (sub, book) = (&moved.held.sub, &moved.book);
    ground.decide(tx, book, sub, |basis| next_by(ground, moved, basis))
}

fn next_by(ground: &Ground, moved: &Move, basis: &Basis<'_>) -> Result<Next, AppError> {
    let sub = &moved.held.sub;
    let today = ground.today_in(&sub.terms.timezone);
    let day = moved.planned.as_ref().map_or(today, |planned| planned.on);
    let sub = before_day(sub, day, basis)?;
    let bill = upcoming(&sub, basis)?;
    let before = sum(bill.as_slice(), sub.terms.currency)?;
    let (on, after) = match &moved.planned {
        Ok(planned) => after(planned, basis)?,
        Err(_) => (None, before),
    };
    let on = on.or_else(|| bill.map(|bill| bill.on));
    Ok(Next { on, before, after })
}

/// What the move bills at once and with the next bill, less what it credits; and the first day.
fn after(planned: &Planned, basis: &Basis<'_>) -> Result<(Option<NaiveDate>, Money), AppError> {
    let outcome = &planned.outcome;
    let mut bills: Vec<Bill> = outcome.bills.clone();
    // A renewal of the same day is the next bill already.
    if !bills.iter().any(|bill| bill.kind == BillKind::Period) {
        let sub = before_day(&outcome.subscription, planned.on, basis)?;
        bills.extend(upcoming(&sub, basis)?);
    }
    let mut net = sum(&bills, outcome.subscription.terms.currency)?;
    for credit in &outcome.credit_notes {
        net = net.try_sub(credit.amount)?;
    }
    Ok((bills.first().map(|bill| bill.on), net))
}

fn sum(bills: &[Bill], currency: Currency) -> Result<Money, AppError> {
    let nets = bills.iter().map(|bill| bill.net(currency));
    let nets = nets.collect::<Result<Vec<Money>, _>>()?;
    Ok(Money::try_sum(nets, currency)?)
}
