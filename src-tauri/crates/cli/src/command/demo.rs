//! `billfold demo`: the demo company, made through the same use cases as everything else.

use std::path::PathBuf;

use app::dto::session::{OpenDemoRequest, SessionStatus};
use clap::{Args, Subcommand};

use super::ledger_new::written;
use super::ledger_view;
use crate::door::Door;
use crate::failure::Failure;
use crate::output::{complain, person_is_there};

/// The demo company.
#[derive(Debug, Subcommand)]
pub enum Demo {
    /// Make the demo company if it is not there yet, and open it
    Create(Create),
}

/// Where, and whether anew.
#[derive(Debug, Args)]
pub struct Create {
    /// Make it here instead of in the data folder
    #[arg(long, value_name = "FILE")]
    path: Option<PathBuf>,
    /// Make it anew even if it is there
    #[arg(long)]
    reset: bool,
}

impl Demo {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        let Self::Create(create) = self;
        let path = create.path.as_deref().map(written).transpose()?;
        if person_is_there() && !door.json() {
            complain("Opening the demo company; making it takes some seconds the first time.");
        }
        let status = door.ask(
            "demo.open",
            OpenDemoRequest {
                path,
                reset: create.reset,
            },
        )?;
        door.show(status, |status: &SessionStatus, _| {
            ledger_view::status(status)
        })
    }
}
