//! `billfold export`: the books in the formats of other programs.

use std::io::Write;
use std::path::PathBuf;

use app::dto::ledger::ExportJournalRequest;
use app::dto::lists::FileDto;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use serde_json::json;

use super::input;
use crate::door::{Door, pretty};
use crate::failure::Failure;

/// Exports.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// Export the journal for plain-text accounting, or as CSV
    Journal(Journal),
}

/// How, and where to.
#[derive(Debug, Args)]
pub struct Journal {
    /// For which program
    #[arg(long, default_value = "hledger",
        value_parser = PossibleValuesParser::new(["hledger", "ledger", "beancount", "csv"]))]
    format: String,
    /// From this day on, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Up to the end of this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Write here instead of to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Export {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        let Self::Journal(journal) = self;
        let request = ExportJournalRequest {
            format: journal.format.clone(),
            from: journal.from.clone(),
            to: journal.to.clone(),
        };
        let file: FileDto = door.get("ledger.export_journal", request)?;
        if let Some(out) = &journal.out {
            let path = input::save(&file, Some(out))?.display().to_string();
            return Ok(if door.json() {
                pretty(&json!({ "path": path }))
            } else {
                path
            });
        }
        let written = std::io::stdout().lock().write_all(&input::bytes_of(&file)?);
        match written {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Failure::stream(&error))
            }
            _ => Ok(String::new()),
        }
    }
}
