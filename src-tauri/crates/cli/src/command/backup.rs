//! `billfold backup`: copies of the whole ledger, and the way back.

use std::path::PathBuf;

use app::dto::backup::{BackupCheck, BackupList, BackupRow, CreateBackupRequest, RestoreRequest};
use app::dto::session::SessionStatus;
use app::error::AppError;
use clap::{Args, Subcommand};
use serde_json::json;

use super::ledger_new::written;
use super::ledger_view;
use crate::args::Global;
use crate::door::Door;
use crate::failure::Failure;
use crate::table::{parts, table};
use crate::{output, passphrase};

/// Backups.
#[derive(Debug, Subcommand)]
pub enum Backup {
    /// Make a backup now
    Create(Create),
    /// List the backups
    List,
    /// Verify a backup without restoring it
    Check(Named),
    /// Verify a backup and restore it; this can be undone
    Restore(Named),
    /// Bring back the ledger as it was before the last restore
    UndoRestore,
}

/// Where to.
#[derive(Debug, Args)]
pub struct Create {
    /// Write here instead of in the backup folder
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// Which backup.
#[derive(Debug, Args)]
pub struct Named {
    /// The backup file
    backup: PathBuf,
}

impl Backup {
    pub fn run(&self, door: &Door, global: &Global) -> Result<String, Failure> {
        match self {
            Self::Create(create) => {
                let path = create.to.as_deref().map(written).transpose()?;
                let answer = door.ask("backup.create", CreateBackupRequest { path })?;
                door.show(answer, |row: &BackupRow, _| row.path.clone())
            }
            Self::List => {
                let answer = door.ask("backup.list", json!({}))?;
                door.show(answer, |list: &BackupList, _| listed(list))
            }
            Self::Check(named) => named.check(door, global),
            Self::Restore(named) => {
                let status = door.ask("backup.restore", named.request(global)?)?;
                door.show(status, |status: &SessionStatus, _| {
                    ledger_view::status(status)
                })
            }
            Self::UndoRestore => {
                let status = door.ask("backup.undo_restore", json!({}))?;
                door.show(status, |status: &SessionStatus, _| {
                    ledger_view::status(status)
                })
            }
        }
    }
}

impl Named {
    fn request(&self, global: &Global) -> Result<RestoreRequest, Failure> {
        let file = global.passphrase_file.as_deref();
        let passphrase = file.map(passphrase::from_file).transpose()?;
        Ok(RestoreRequest {
            path: written(&self.backup)?,
            passphrase: passphrase.map(|text| text.to_string()),
        })
    }

    fn check(&self, door: &Door, global: &Global) -> Result<String, Failure> {
        let answer = door.ask("backup.check", self.request(global)?)?;
        let ok = answer["ok"] == json!(true);
        let text = door.show(answer, |check: &BackupCheck, _| checked(check))?;
        if ok {
            return Ok(text);
        }
        output::print(&text)?;
        Err(Failure(AppError::new(
            "backup_not_sound",
            "This backup cannot be relied on; nothing was restored.",
            "Choose another from `billfold backup list`.",
        )))
    }
}

fn listed(list: &BackupList) -> String {
    let rows = list.rows.iter().map(|row| {
        vec![
            row.made_at.clone(),
            row.kind.clone(),
            row.size_bytes.to_string(),
            row.path.clone(),
        ]
    });
    let below = format!("{} backups in {}", list.rows.len(), list.folder);
    parts(&[
        table(&["Made", "Kind", ">Bytes", "File"], rows.collect()),
        below,
    ])
}

fn checked(check: &BackupCheck) -> String {
    let said = if check.ok { "sound" } else { "NOT SOUND" };
    let BackupCheck {
        customers,
        invoices,
        ..
    } = check;
    let counted = format!("The backup is {said}: {customers} customers, {invoices} invoices.");
    parts(&[counted, check.problems.join("\n")])
}
