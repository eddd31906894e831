//! `billfold catalogs`: the plans that come with Billfold, and taking them into a ledger.

use app::dto::catalog::{InstallCatalogRequest, InstalledCatalog, ReadyCatalogList};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::door::Door;
use crate::failure::Failure;
use crate::table::table;

/// Catalogs that come with Billfold.
#[derive(Debug, Subcommand)]
pub enum Catalogs {
    /// List the catalogs
    List,
    /// Take a catalog into the ledger
    Install(Install),
}

/// Which catalog.
#[derive(Debug, Args)]
pub struct Install {
    /// Its code: voice-ai or ai-workspace
    code: String,
    /// Currency that its prices have in any case, beside its own; else the business's
    #[arg(long, value_name = "CODE", default_value = "")]
    currency: String,
}

impl Catalogs {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        match self {
            Self::List => {
                let answer = door.ask("catalogs.list", json!({}))?;
                door.show(answer, |list: &ReadyCatalogList, _| rows(list))
            }
            Self::Install(install) => {
                let request = InstallCatalogRequest {
                    code: install.code.clone(),
                    currency: install.currency.clone(),
                };
                let answer = door.ask("catalogs.install", request)?;
                door.show(answer, |installed: &InstalledCatalog, _| {
                    format!("{} plans are in the ledger.", installed.plan_ids.len())
                })
            }
        }
    }
}

fn rows(list: &ReadyCatalogList) -> String {
    let rows = list.rows.iter().map(|catalog| {
        let installed = if catalog.installed { "installed" } else { "" };
        vec![
            catalog.code.clone(),
            catalog.name.clone(),
            catalog.description.clone(),
            installed.to_owned(),
        ]
    });
    table(&["Code", "Name", "What it is", ""], rows.collect())
}
