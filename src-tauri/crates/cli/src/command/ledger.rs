//! `billfold ledger`: the file itself, its secrets, and the books in it.

use app::dto::ledger::{AccountPostingsRequest, TrialBalanceRequest};
use app::dto::session::{ChangePassphraseRequest, RotateKeyRequest, SessionState, SessionStatus};
use app::error::AppError;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;

use super::ledger_new::Create;
use super::ledger_view as view;
use crate::args::Global;
use crate::door::{Door, pretty};
use crate::failure::Failure;
use crate::listing::Listing;
use crate::passphrase;

/// The ledger file and its books.
#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// Make a new encrypted ledger
    Create(Box<Create>),
    /// Open the ledger, check that it can be read, and close it
    OpenCheck,
    /// Say which ledger is used and whether it is open
    Status,
    /// Check the file, the audit log and the balances
    Verify,
    /// Show the trial balance
    TrialBalance(TrialBalance),
    /// List journal entries with their postings
    Journal(Listing),
    /// List the accounts with their balances, or the postings of one
    Accounts(Accounts),
    /// List the audit log
    Audit(Listing),
    /// Change the recovery passphrase
    ChangePassphrase(ChangePassphrase),
    /// Encrypt the whole ledger with a new key
    RotateKey,
}

/// When the trial balance is taken.
#[derive(Debug, Args)]
pub struct TrialBalance {
    /// As of the end of this day instead of now, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

/// Which account.
#[derive(Debug, Args)]
pub struct Accounts {
    /// Show the postings of this account
    code: Option<String>,
    /// Only in this currency
    #[arg(long, requires = "code")]
    currency: Option<String>,
    /// Show this many postings at most
    #[arg(long, value_name = "ROWS", default_value_t = 100)]
    limit: u32,
    /// Leave out this many postings at the start
    #[arg(long, value_name = "ROWS", default_value_t = 0)]
    offset: u32,
}

/// Where the new passphrase comes from; the old one is that of --passphrase-file, or asked.
#[derive(Debug, Args)]
pub struct ChangePassphrase {
    /// Read the new passphrase from the first line of FILE
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
}

impl Ledger {
    pub fn run(&self, door: &Door, global: &Global) -> Result<String, Failure> {
        match self {
            Self::Create(create) => create.run(door, global),
            Self::OpenCheck => open_check(door),
            Self::Status => {
                let status = door.ask("session.status", json!({}))?;
                door.show(status, |status: &SessionStatus, _| view::status(status))
            }
            Self::Verify => verify(door),
            Self::TrialBalance(asked) => {
                let request = TrialBalanceRequest {
                    as_of: asked.as_of.clone(),
                };
                door.show(
                    door.ask("ledger.trial_balance", request)?,
                    view::trial_balance,
                )
            }
            Self::Journal(listing) => {
                let request = listing.request(Vec::new())?;
                door.show(door.ask("ledger.journal", request)?, view::journal)
            }
            Self::Accounts(accounts) => accounts.run(door),
            Self::Audit(listing) => {
                let request = listing.request(Vec::new())?;
                door.show(door.ask("audit.list", request)?, view::audit)
            }
            Self::ChangePassphrase(change) => change.run(door, global),
            Self::RotateKey => rotate_key(door, global),
        }
    }
}

impl Accounts {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let Some(code) = &self.code else {
            return door.show(door.ask("ledger.accounts", json!({}))?, view::accounts);
        };
        let request = AccountPostingsRequest {
            code: code.clone(),
            currency: self.currency.clone(),
            offset: self.offset,
            limit: self.limit,
        };
        door.show(door.ask("ledger.account", request)?, view::account)
    }
}

/// Reads from the ledger, so that a locked one asks for its passphrase and a broken one says so.
fn open_check(door: &Door) -> Result<String, Failure> {
    door.ask("ledger.accounts", json!({}))?;
    let status = door.ask("session.status", json!({}))?;
    door.show(status, |status: &SessionStatus, _| view::opened(status))
}

fn verify(door: &Door) -> Result<String, Failure> {
    let answer = door.ask("ledger.verify", json!({}))?;
    let ok = answer["ok"] == json!(true);
    let text = door.show(answer, |report, _| view::verified(report))?;
    if ok {
        return Ok(text);
    }
    crate::output::print(&text)?;
    Err(Failure(AppError::new(
        "ledger_not_sound",
        "The ledger does not agree with itself; nothing was changed.",
        "Keep this file, and restore the newest backup that `billfold backup check` finds sound.",
    )))
}

impl ChangePassphrase {
    fn run(&self, door: &Door, global: &Global) -> Result<String, Failure> {
        opened(door)?;
        let current = current_passphrase(global)?;
        let new = passphrase::chosen(self.new_passphrase_file.as_deref(), "New passphrase")?;
        let request = ChangePassphraseRequest {
            current: current.to_string(),
            new: new.to_string(),
        };
        door.ask("session.change_passphrase", request)?;
        done(door, "The passphrase is changed.")
    }
}

fn rotate_key(door: &Door, global: &Global) -> Result<String, Failure> {
    opened(door)?;
    let request = RotateKeyRequest {
        passphrase: current_passphrase(global)?.to_string(),
    };
    door.ask("session.rotate_key", request)?;
    done(door, "The whole ledger is encrypted with a new key.")
}

fn current_passphrase(global: &Global) -> Result<zeroize::Zeroizing<String>, Failure> {
    match &global.passphrase_file {
        Some(file) => passphrase::from_file(file),
        None => passphrase::asked("Passphrase of the ledger"),
    }
}

fn opened(door: &Door) -> Result<(), Failure> {
    let status: SessionStatus = door.get("session.status", json!({}))?;
    match (status.state, status.problem) {
        (SessionState::Open, _) => Ok(()),
        (_, Some(problem)) => Err(Failure(problem)),
        // Reading asks for the passphrase, or says that there is no ledger.
        _ => door.ask("ledger.accounts", json!({})).map(|_| ()),
    }
}

/// What a command says when its answer has no content.
pub fn done(door: &Door, sentence: &str) -> Result<String, Failure> {
    Ok(if door.json() {
        pretty(&json!({}))
    } else {
        sentence.to_owned()
    })
}
