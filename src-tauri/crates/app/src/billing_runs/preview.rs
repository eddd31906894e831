//! `billing_runs.preview`: what a run would bill, decided by the rules of the run itself.

use std::collections::{BTreeMap, BTreeSet};

use billing::catalog::PlanBook;
use billing::ids::SubscriptionId;
use billing::money::Money;
use billing::subscription::{Subscription, assign_invoice};
use chrono::NaiveDate;
use store::ReadTx;

use super::asked::Asked;
use super::exception;
use super::lot::{Ahead, DecidedLot, Lot, decide, lots, notes};
use super::review;
use super::rows::planned;
use crate::context::App;
use crate::dto::billing_runs::{RunException, RunPreview, RunRequest, RunRow};
use crate::dto::invoices::FieldProblem;
use crate::dto::words::to_word;
use crate::error::AppError;
use crate::subscriptions::bulk::add;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::save::{Decided, Prepared, prepare};
use crate::tax::exemption_note;

/// More sentences than anybody reads before a run.
const MOST_NOTES: usize = 50;

/// A dry run so far.
#[derive(Default)]
struct DryRun {
    rows: Vec<RunRow>,
    exceptions: Vec<RunException>,
    notes: Vec<String>,
    subscriptions: BTreeSet<SubscriptionId>,
    totals: BTreeMap<&'static str, Money>,
}

/// Nothing is saved and no number is taken.
pub fn preview(app: &App, request: RunRequest) -> Result<RunPreview, AppError> {
    app.read(|tx| match Asked::read(app, tx, &request) {
        Ok(asked) => dry_run(app, tx, &asked),
        Err(error) => refused(&request, error),
    })
}

fn dry_run(app: &App, tx: &ReadTx<'_>, asked: &Asked) -> Result<RunPreview, AppError> {
    let ground = Ground::load(app, tx)?;
    let book = tx.plan_versions().book_all()?;
    let mut dry = DryRun::default();
    if asked.of_all() {
        dry.notes
            .extend(review::words(review::due(tx, &ground)?.len()));
    }
    for lot in lots(tx, &book, asked)? {
        dry.bill(app, tx, &ground, (&book, asked), &lot)?;
    }
    Ok(dry.into_dto(asked))
}

impl DryRun {
    /// Steps as the run does, each from where the one before it would leave the subscriptions.
    fn bill(
        &mut self,
        app: &App,
        tx: &ReadTx<'_>,
        ground: &Ground,
        (book, asked): (&PlanBook, &Asked),
        lot: &Lot,
    ) -> Result<(), AppError> {
        let mut ahead = Ahead::new();
        loop {
            let step = decide(tx, ground, book, (lot, asked.through, &ahead))?;
            for exception in &step.exceptions {
                if !self.exceptions.contains(exception) {
                    self.exceptions.push(exception.clone());
                }
            }
            if step.decisions.is_empty() {
                return Ok(());
            }
            let decided = step.decided(book, asked.grouped);
            match prepare(app, tx, ground, &decided) {
                Ok(prepared) => {
                    self.add(&decided, &prepared, asked)?;
                    ahead.extend(left_by(&decided, &prepared));
                }
                Err(error) => {
                    self.leave_out(&step, &error);
                    return Ok(());
                }
            }
        }
    }

    fn add(
        &mut self,
        decided: &Decided<'_>,
        prepared: &[Prepared<'_>],
        asked: &Asked,
    ) -> Result<(), AppError> {
        for prepared in prepared {
            self.rows.push(planned(decided, prepared, asked.mode)?);
            add(&mut self.totals, prepared.drafted.draft.totals()?.total)?;
        }
        for decision in decided.decisions {
            let id = &decision.outcome.subscription.id;
            self.subscriptions.insert(id.clone());
            let room = MOST_NOTES.saturating_sub(self.notes.len());
            let notes = notes(decision, decided.customer, decided.book);
            self.notes.extend(notes.into_iter().take(room));
        }
        let exemption = exemption_note(decided.customer, asked.through);
        let fresh = exemption.filter(|note| !self.notes.contains(note));
        self.notes.extend(fresh);
        Ok(())
    }

    fn leave_out(&mut self, step: &DecidedLot, error: &AppError) {
        let subs = step.decisions.iter();
        let subs = subs.map(|decision| &decision.outcome.subscription.id);
        let of = |id| exception::of(&step.customer, id, error);
        self.exceptions.extend(subs.map(of));
    }

    fn into_dto(self, asked: &Asked) -> RunPreview {
        let customers: BTreeSet<&String> = self.rows.iter().map(|row| &row.customer_id).collect();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        RunPreview {
            through_on: asked.through.to_string(),
            mode: to_word(asked.mode),
            grouped: asked.grouped,
            subscriptions: count(self.subscriptions.len()),
            invoices: count(self.rows.len()),
            customers: count(customers.len()),
            totals: self.totals.into_values().map(Into::into).collect(),
            rows: self.rows,
            exceptions: self.exceptions,
            notes: self.notes,
            problems: Vec::new(),
        }
    }
}

/// The subscriptions of a step once its invoices are made.
fn left_by(decided: &Decided<'_>, prepared: &[Prepared<'_>]) -> Ahead {
    let subs = decided.decisions.iter();
    let mut subs: Vec<Subscription> = subs
        .map(|decision| decision.outcome.subscription.clone())
        .collect();
    for Prepared { group, drafted } in prepared {
        for (at, bill) in &group.bills {
            if let Some(sub) = subs.get_mut(*at) {
                assign_invoice(sub, bill, &drafted.draft.id);
            }
        }
    }
    subs.into_iter().map(|sub| (sub.id.clone(), sub)).collect()
}

/// What a run comes to, one amount a currency.
pub(crate) struct Sums {
    pub(crate) amounts: Vec<Money>,
    /// Whether there is more than what was summed.
    pub(crate) at_least: bool,
}

/// What a run through a day would bill, as the settings say, of as many lots as are to be summed.
pub(crate) fn totals(
    app: &App,
    tx: &ReadTx<'_>,
    through: NaiveDate,
    most: usize,
) -> Result<Sums, AppError> {
    let ground = Ground::load(app, tx)?;
    let asked = Asked {
        through,
        mode: ground.mode()?,
        grouped: ground.settings.grouped,
        customers: Vec::new(),
    };
    let book = tx.plan_versions().book_all()?;
    let mut dry = DryRun::default();
    let lots = lots(tx, &book, &asked)?;
    for lot in lots.iter().take(most) {
        dry.bill(app, tx, &ground, (&book, &asked), lot)?;
    }
    Ok(Sums {
        amounts: dry.totals.into_values().collect(),
        at_least: lots.len() > most,
    })
}

/// A request that cannot be done, as a preview that says why at the field; other errors stay.
fn refused(request: &RunRequest, error: AppError) -> Result<RunPreview, AppError> {
    let Some(field) = error.field.clone() else {
        return Err(error);
    };
    let message = error.to_string();
    Ok(RunPreview {
        through_on: request.through_on.clone(),
        mode: request.mode.clone(),
        grouped: request.grouped.unwrap_or_default(),
        rows: Vec::new(),
        subscriptions: 0,
        invoices: 0,
        customers: 0,
        totals: Vec::new(),
        exceptions: Vec::new(),
        notes: Vec::new(),
        problems: vec![FieldProblem { field, message }],
    })
}
