//! `billfold loopback`: the registry and the UI for a browser on this computer, for tests alone.

use std::path::{Path, PathBuf};

use api::loopback::{Loopback as Server, NotServed};
use clap::Args;
use serde_json::json;

use crate::args::Global;
use crate::door::Door;
use crate::failure::Failure;
use crate::output;

/// What is served: the ledger of --ledger FILE, or none yet.
#[derive(Debug, Args)]
pub struct Loopback {
    /// Start without a ledger
    #[arg(long)]
    empty: bool,
    /// The folder of the built UI
    #[arg(long, value_name = "DIR")]
    dist: PathBuf,
}

impl Loopback {
    pub fn run(&self, global: Global) -> Result<String, Failure> {
        if self.empty == global.ledger.is_some() {
            return Err(Failure::usage(
                "Either a ledger or --empty is needed.",
                "Use --ledger FILE, or --empty to start without one.",
            ));
        }
        // Never the person's own folder: what is served here is for one test.
        let data_dir = global.data_dir.clone().unwrap_or_else(temporary_data_dir);
        let global = Global {
            data_dir: Some(data_dir),
            ..global
        };
        let app = Door::new(&global)?.into_app();
        let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::stream(&error))?;
        runtime.block_on(serve(app, global.ledger.as_deref(), &self.dist))
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "the one door that serves only temporary files"
)]
fn temporary_data_dir() -> PathBuf {
    std::env::temp_dir().join(format!("billfold-loopback-{}", std::process::id()))
}

async fn serve(
    app: app::context::App,
    ledger: Option<&Path>,
    dist: &Path,
) -> Result<String, Failure> {
    let server = Server::bind(app, ledger, dist)
        .await
        .map_err(|refused| match refused {
            NotServed::Place(error) => Failure(error),
            NotServed::System(error) => Failure::stream(&error),
        })?;
    let known = json!({
        "url": server.url(), "token": server.token(), "pid": std::process::id(),
    });
    output::print(&known.to_string())?;
    server
        .serve()
        .await
        .map_err(|error| Failure::stream(&error))?;
    Ok(String::new())
}
