//! `ledger.verify`: the audit chain, the kept balances, the trial balance and the file itself.

use std::time::Instant;

use billing::ledger::trial_balance;
use store::ReadTx;
use store::table::audit_entries::AuditQuery;

use crate::context::App;
use crate::dto::ledger::VerifyReport;
use crate::dto::lists::Nothing;
use crate::error::AppError;
use crate::jobs::Job;
use crate::listing::count;

const STEPS: u32 = 4;

/// Checks everything and says what it found; nothing is changed, whatever it is.
pub fn verify(app: &App, _request: Nothing) -> Result<VerifyReport, AppError> {
    let started = Instant::now();
    let store = app.ledger()?;
    app.jobs().run("Checking the ledger", STEPS, |job| {
        let mut report = app.read(|tx| check_books(tx, job))?;
        job.check()?;
        if let Err(damage) = store.verify() {
            report.file_ok = false;
            report.problems.push(AppError::from(damage).message);
        }
        report.ok = report.problems.is_empty();
        report.took_ms = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
        Ok(report)
    })
}

fn check_books(tx: &ReadTx<'_>, job: &Job) -> Result<VerifyReport, AppError> {
    let newest = tx.audit_entries().list(&AuditQuery {
        limit: 1,
        ..AuditQuery::default()
    })?;
    let mut report = VerifyReport {
        ok: true,
        audit_entries: count(newest.1),
        audit_head: newest
            .0
            .into_iter()
            .next()
            .map(|entry| entry.hash)
            .unwrap_or_default(),
        first_bad_seq: None,
        postings: count_postings(tx)?,
        balances_match: true,
        trial_balance_zero: true,
        file_ok: true,
        problems: Vec::new(),
        took_ms: 0,
    };
    job.check()?;
    check_audit(tx, &mut report)?;
    job.progress(1);
    job.check()?;
    check_balances(tx, &mut report)?;
    job.progress(3);
    Ok(report)
}

fn count_postings(tx: &ReadTx<'_>) -> Result<u32, AppError> {
    let mut postings = 0_i64;
    for account in tx.accounts().list()? {
        postings += tx.journal_entries().register(&account.code, 0, 0)?.1;
    }
    Ok(count(postings))
}

fn check_audit(tx: &ReadTx<'_>, report: &mut VerifyReport) -> Result<(), AppError> {
    if let Some(found) = tx.verify_audit_chain()? {
        report.first_bad_seq = Some(count(found.seq));
        report.problems.push(format!(
            "The audit log is broken at entry {}: {}.",
            found.seq, found.reason
        ));
    }
    Ok(())
}

fn check_balances(tx: &ReadTx<'_>, report: &mut VerifyReport) -> Result<(), AppError> {
    let kept = tx.balances().as_of(None)?;
    report.balances_match = kept == tx.balances().from_postings(None)?;
    if !report.balances_match {
        report
            .problems
            .push("The kept balances are not the sums of the postings.".to_owned());
    }
    let books = trial_balance(&kept)?;
    report.trial_balance_zero = books.is_balanced();
    for difference in books
        .differences
        .iter()
        .filter(|difference| !difference.is_zero())
    {
        report
            .problems
            .push(format!("Debits and credits differ by {difference}."));
    }
    Ok(())
}
