//! `ledger.export_journal`: the journal as another accounting program reads it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing::ledger::JournalEntry;
use documents::{JournalFormat, journal_export};

use crate::context::App;
use crate::dto::ledger::ExportJournalRequest;
use crate::dto::lists::FileDto;
use crate::error::AppError;
use crate::jobs::Job;
use crate::listing::{count, day};

/// Entries read between two looks at whether to stop.
const BATCH: u32 = 1000;

/// All entries, or those whose day is from `from` to `to`, both included.
pub fn export_journal(app: &App, request: ExportJournalRequest) -> Result<FileDto, AppError> {
    let (format, ending) = format(&request.format)?;
    let from = request
        .from
        .as_deref()
        .map(|text| day(text, "from"))
        .transpose()?;
    let to = request
        .to
        .as_deref()
        .map(|text| day(text, "to"))
        .transpose()?;
    let wanted = |entry: &JournalEntry| {
        from.is_none_or(|from| from <= entry.posted_on())
            && to.is_none_or(|to| entry.posted_on() <= to)
    };
    app.jobs().run("Exporting the journal", 0, |job| {
        let (accounts, entries) = app.read(|tx| {
            let entries = collect(tx, job, wanted)?;
            Ok((tx.accounts().list()?, entries))
        })?;
        let text = journal_export(format, &accounts, &entries);
        job.check()?;
        let mime = if ending == "csv" {
            "text/csv"
        } else {
            "text/plain"
        };
        Ok(FileDto {
            name: format!("journal.{ending}"),
            mime: mime.to_owned(),
            base64: STANDARD.encode(text),
        })
    })
}

fn collect(
    tx: &store::ReadTx<'_>,
    job: &Job,
    wanted: impl Fn(&JournalEntry) -> bool,
) -> Result<Vec<JournalEntry>, AppError> {
    let (mut entries, mut read) = (Vec::new(), 0_u32);
    let total = count(tx.journal_entries().list(&Default::default())?.1);
    tx.journal_entries().each(|entry| {
        read = read.saturating_add(1);
        if read.is_multiple_of(BATCH) {
            job.progress_of(read, total);
            job.check()?;
        }
        if wanted(&entry) {
            entries.push(entry);
        }
        Ok::<(), AppError>(())
    })?;
    Ok(entries)
}

fn format(name: &str) -> Result<(JournalFormat, &'static str), AppError> {
    match name {
        "hledger" => Ok((JournalFormat::Hledger, "journal")),
        "ledger" => Ok((JournalFormat::Ledger, "ledger")),
        "beancount" => Ok((JournalFormat::Beancount, "beancount")),
        "csv" => Ok((JournalFormat::Csv, "csv")),
        _ => Err(AppError::new(
            "journal_format_unknown",
            format!("The journal cannot be written as \"{name}\". Nothing was exported."),
            "Give one of: hledger, ledger, beancount, csv.",
        )
        .at("format")),
    }
}
