//! The `billfold` command: reads the command line, opens the door to the registry, prints.

mod args;
mod command;
mod data_dir;
mod door;
mod failure;
mod listing;
mod money;
mod output;
mod passphrase;
mod table;

use std::process::ExitCode;

use clap::Parser;

use args::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let json = cli.global.json;
    let outcome = command::run(cli).and_then(|text| output::print(&text));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure.shown(json));
            failure.exit_code()
        }
    }
}
