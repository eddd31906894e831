//! A run at work: in batches, each one durable and whole, so that it can end anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::TryLockError;

use billing::catalog::PlanBook;
use billing::ids::{BillingRunId, SubscriptionId};
use billing::money::Money;
use serde_json::Value;
use store::WriteTx;
use store::table::billing_runs::{BillingRun, StoredRunException, StoredRunRow};

use super::asked::Asked;
use super::exception;
use super::lot::{Ahead, DecidedLot, Lot, decide, lots};
use super::review::{self, Reviewed};
use super::rows::{made, planned, reviewed};
use crate::context::{App, Source};
use crate::credit_grants::expire::expire_due;
use crate::dto::billing_runs::{RunException, RunRow};
use crate::dto::words::to_word;
use crate::error::AppError;
use crate::invoices::issue::issue_reviewed;
use crate::subscriptions::bulk::add;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::save::save_prepared;
use crate::subscriptions::{paid, save};

const ACTION: &str = "billing_runs.start";
/// Lots in one database transaction: enough for one write to the disk to be shared by many.
const BATCH: usize = 50;

pub(crate) const RUNNING: &str = "running";
pub(crate) const DONE: &str = "done";
pub(crate) const STOPPED: &str = "stopped";
pub(crate) const INTERRUPTED: &str = "interrupted";

/// Hears how many of how many lots are done, and answers whether to go on.
pub(crate) type Watch<'a> = dyn FnMut(u32, u32) -> bool + 'a;

/// A run that ended: all of it, or up to where it was stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) id: BillingRunId,
    pub(crate) stopped: bool,
}

/// One run, with what every batch needs.
struct Run<'a> {
    app: &'a App,
    source: Source,
    asked: &'a Asked,
    ground: Ground,
    book: PlanBook,
    record: BillingRun,
    totals: BTreeMap<&'static str, Money>,
}

/// What a batch made.
#[derive(Default)]
struct Batch {
    rows: Vec<StoredRunRow>,
    exceptions: Vec<RunException>,
    subscriptions: BTreeSet<SubscriptionId>,
    totals: Vec<Money>,
}

/// Bills everything that is due. Only one run is at work at a time.
pub(crate) fn run(
    app: &App,
    asked: &Asked,
    source: Source,
    watch: &mut Watch<'_>,
) -> Result<Ended, AppError> {
    let guard = app.run_guard().try_lock();
    let _alone = match guard {
        Ok(guard) => guard,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        Err(TryLockError::WouldBlock) => return Err(already_running()),
    };
    let mut run = begin(app, asked, source)?;
    let finished = run.work(watch)?;
    run.end(if finished { DONE } else { STOPPED })?;
    Ok(Ended {
        id: run.record.id,
        stopped: !finished,
    })
}

fn already_running() -> AppError {
    AppError::new(
        "run_in_progress",
        "A billing run is at work already; it bills everything once. Nothing was started.",
        "Wait until it ends, or stop it.",
    )
}

/// Ends credit that is over, notes the run, and that earlier ones which never ended were
/// interrupted.
fn begin<'a>(app: &'a App, asked: &'a Asked, source: Source) -> Result<Run<'a>, AppError> {
    expire_due(app)?;
    let (ground, book) =
        app.read(|tx| Ok((Ground::load(app, tx)?, tx.plan_versions().book_all()?)))?;
    let by = if source == Source::Run {
        "automatic"
    } else {
        "person"
    };
    let record = BillingRun {
        id: BillingRunId::from_ulid(app.new_ulid()),
        through_on: asked.through,
        mode: to_word(asked.mode),
        grouped: asked.grouped,
        started_at: app.now(),
        ended_at: None,
        state: RUNNING.to_owned(),
        started_by: by.to_owned(),
        invoices: 0,
        subscriptions: 0,
        exceptions: 0,
        totals: Vec::new(),
    };
    app.write_as(source, ACTION, |tx| {
        for mut earlier in tx.billing_runs().running()? {
            INTERRUPTED.clone_into(&mut earlier.state);
            tx.billing_runs_mut().put(&earlier)?;
        }
        mark_past_due(tx, &ground)?;
        Ok::<_, AppError>(tx.billing_runs_mut().put(&record)?)
    })?;
    Ok(Run {
        app,
        source,
        asked,
        ground,
        book,
        record,
        totals: BTreeMap::new(),
    })
}

/// Subscriptions with an invoice that is past due say so; they go on billing.
fn mark_past_due(tx: &WriteTx<'_>, ground: &Ground) -> Result<(), AppError> {
    for id in tx.subscriptions().newly_past_due(ground.today())? {
        if let Some(sub) = tx.subscriptions().get(&id)? {
            paid::not_paid(tx, ground, &sub)?;
        }
    }
    Ok(())
}

impl Run<'_> {
    /// False where it was stopped. Drafts that were looked at come first: they are older.
    fn work(&mut self, watch: &mut Watch<'_>) -> Result<bool, AppError> {
        let asked = self.asked;
        let (reviewed, lots) = self.app.read(|tx| {
            let all = asked.of_all();
            let reviewed = if all {
                review::due(tx, &self.ground)?
            } else {
                Vec::new()
            };
            Ok((reviewed, lots(tx, &self.book, asked)?))
        })?;
        let total = u32::try_from(reviewed.len().saturating_add(lots.len()));
        let total = total.unwrap_or(u32::MAX);
        let mut done = 0u32;
        for batch in reviewed.chunks(BATCH) {
            if !watch(done, total) {
                return Ok(false);
            }
            self.each(batch, Self::issue_drafts)?;
            done = done.saturating_add(u32::try_from(batch.len()).unwrap_or(u32::MAX));
        }
        for batch in lots.chunks(BATCH) {
            if !watch(done, total) {
                return Ok(false);
            }
            self.each(batch, Self::bill)?;
            done = done.saturating_add(u32::try_from(batch.len()).unwrap_or(u32::MAX));
        }
        watch(done, total);
        Ok(true)
    }

    /// A batch in one database transaction. Where a part of it fails, the whole is rolled back and
    /// each part gets a transaction of its own, so that only the one at fault is left out.
    fn each<T: Part>(
        &mut self,
        batch: &[T],
        work: fn(&Self, &WriteTx<'_>, &T, &mut Batch) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        match self.commit(batch, work) {
            Ok(()) => return Ok(()),
            Err(error) if exception::is_fatal(&error) => return Err(error),
            Err(_) => {}
        }
        for part in batch {
            match self.commit(std::slice::from_ref(part), work) {
                Ok(()) => {}
                Err(error) if exception::is_fatal(&error) => return Err(error),
                Err(error) => self.leave_out(part, &error)?,
            }
        }
        Ok(())
    }

    fn commit<T>(
        &mut self,
        parts: &[T],
        work: fn(&Self, &WriteTx<'_>, &T, &mut Batch) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let (record, totals) = self.app.write_as(self.source, ACTION, |tx| {
            let mut batch = Batch::default();
            for part in parts {
                work(self, tx, part, &mut batch)?;
            }
            self.note(tx, batch)
        })?;
        (self.record, self.totals) = (record, totals);
        Ok(())
    }

    /// The report grows with each batch, in the batch's own transaction.
    fn note(
        &self,
        tx: &WriteTx<'_>,
        batch: Batch,
    ) -> Result<(BillingRun, BTreeMap<&'static str, Money>), AppError> {
        let (mut record, mut totals) = (self.record.clone(), self.totals.clone());
        let more =
            |count: u32, more: usize| count.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        record.invoices = more(record.invoices, batch.rows.len());
        record.exceptions = more(record.exceptions, batch.exceptions.len());
        record.subscriptions = more(record.subscriptions, batch.subscriptions.len());
        for total in batch.totals {
            add(&mut totals, total)?;
        }
        record.totals = totals.values().copied().collect();
        let runs = tx.billing_runs_mut();
        runs.advance(&record)?;
        runs.add_rows(&record.id, &batch.rows)?;
        let exceptions = batch.exceptions.iter().map(stored_exception);
        let exceptions = exceptions.collect::<Result<Vec<_>, AppError>>()?;
        runs.add_exceptions(&record.id, &exceptions)?;
        Ok((record, totals))
    }

    /// Steps until nothing of the lot is due any more, or nothing of it can be billed.
    fn bill(&self, tx: &WriteTx<'_>, lot: &Lot, batch: &mut Batch) -> Result<(), AppError> {
        let ahead = Ahead::new();
        loop {
            let lot = (lot, self.asked.through, &ahead);
            let step = decide(tx, &self.ground, &self.book, lot)?;
            let decided = !step.decisions.is_empty();
            for exception in &step.exceptions {
                if !batch.exceptions.contains(exception) {
                    batch.exceptions.push(exception.clone());
                }
            }
            if !decided || !self.bill_step(tx, &step, batch)? {
                return Ok(());
            }
        }
    }

    /// False where its invoices cannot be made; each of its subscriptions is told then.
    fn bill_step(
        &self,
        tx: &WriteTx<'_>,
        lot: &DecidedLot,
        batch: &mut Batch,
    ) -> Result<bool, AppError> {
        let decided = lot.decided(&self.book, self.asked.grouped);
        let prepared = match save::prepare(self.app, tx, &self.ground, &decided) {
            Ok(prepared) => prepared,
            Err(error) => {
                let subs = lot.decisions.iter();
                let subs = subs.map(|decision| &decision.outcome.subscription.id);
                let of = |id| exception::of(&lot.customer, id, &error);
                batch.exceptions.extend(subs.map(of));
                return Ok(false);
            }
        };
        let mode = self.asked.mode;
        let rows = prepared
            .iter()
            .map(|prepared| planned(&decided, prepared, mode));
        let rows = rows.collect::<Result<Vec<RunRow>, AppError>>()?;
        let both = (&decided, prepared);
        let invoices = save_prepared(self.app, tx, &self.ground, both, mode)?;
        for (row, invoice) in rows.into_iter().zip(invoices) {
            let (row, total) = made(row, &invoice)?;
            batch.totals.push(total);
            batch.rows.push(stored_row(&row, invoice.id())?);
        }
        batch.subscriptions.extend(
            lot.decisions
                .iter()
                .map(|decision| decision.outcome.subscription.id.clone()),
        );
        Ok(true)
    }

    fn issue_drafts(
        &self,
        tx: &WriteTx<'_>,
        draft: &Reviewed,
        batch: &mut Batch,
    ) -> Result<(), AppError> {
        let (invoice, settlement) = issue_reviewed(self.app, tx, &draft.invoice)?;
        let status = billing::invoice::status(&invoice, &settlement)?;
        let row = reviewed(&draft.row, &invoice, status);
        batch.totals.push(invoice.totals().total);
        batch.rows.push(stored_row(&row, invoice.id())?);
        Ok(())
    }

    fn leave_out<T: Part>(&mut self, part: &T, error: &AppError) -> Result<(), AppError> {
        let (record, totals) = self.app.write_as(self.source, ACTION, |tx| {
            let exceptions = part.exceptions(tx, error)?;
            self.note(
                tx,
                Batch {
                    exceptions,
                    ..Batch::default()
                },
            )
        })?;
        (self.record, self.totals) = (record, totals);
        Ok(())
    }

    fn end(&mut self, state: &str) -> Result<(), AppError> {
        state.clone_into(&mut self.record.state);
        self.record.ended_at = Some(self.app.now());
        let record = &self.record;
        self.app.write_as(self.source, ACTION, |tx| {
            // One that the run itself let go on may have an invoice that was not paid.
            mark_past_due(tx, &self.ground)?;
            Ok(tx.billing_runs_mut().put(record)?)
        })
    }
}

/// Something that a batch is made of, and that can be left out of it.
trait Part {
    fn exceptions(&self, tx: &WriteTx<'_>, error: &AppError)
    -> Result<Vec<RunException>, AppError>;
}

impl Part for Lot {
    fn exceptions(
        &self,
        tx: &WriteTx<'_>,
        error: &AppError,
    ) -> Result<Vec<RunException>, AppError> {
        let customer = tx.customers().get(&self.customer)?;
        let subs = self.subscriptions.iter();
        Ok(match customer {
            Some(customer) => subs.map(|id| exception::of(&customer, id, error)).collect(),
            None => Vec::new(),
        })
    }
}

impl Part for Reviewed {
    fn exceptions(
        &self,
        _tx: &WriteTx<'_>,
        error: &AppError,
    ) -> Result<Vec<RunException>, AppError> {
        let subs = self.row.subscription_ids.iter();
        Ok(subs
            .map(|id| RunException {
                subscription_id: id.clone(),
                customer_id: self.row.customer_id.clone(),
                customer_name: self.row.customer_name.clone(),
                code: error.code.clone(),
                reason: error.message.clone(),
                fix: error.fix.clone(),
            })
            .collect())
    }
}

fn stored_row(row: &RunRow, invoice: &billing::ids::InvoiceId) -> Result<StoredRunRow, AppError> {
    Ok(StoredRunRow {
        invoice_id: Some(invoice.clone()),
        body: to_json(row)?,
    })
}

fn stored_exception(exception: &RunException) -> Result<StoredRunException, AppError> {
    Ok(StoredRunException {
        subscription_id: SubscriptionId::parse(&exception.subscription_id)?,
        body: to_json(exception)?,
    })
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<Value, AppError> {
    serde_json::to_value(value)
        .map_err(|error| AppError::new("internal", format!("A row was not written: {error}."), ""))
}
