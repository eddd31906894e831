//! The command line: what goes before every command, and the list of commands.

use std::path::PathBuf;

use app::clock::Clock;
use clap::{Args, Parser, Subcommand};

use crate::command::{
    backup, calc, call, catalogs, customers, demo, export, invoices, ledger, payments, plans,
    settings, tax_rates, usage,
};
use crate::failure::EXIT_CODES;

/// Billing that works offline and can explain every cent.
#[derive(Debug, Parser)]
#[command(name = "billfold", version, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "For every command")]
pub struct Global {
    /// Use this ledger instead of the last one
    #[arg(long, value_name = "FILE", global = true)]
    pub ledger: Option<PathBuf>,
    /// Read the recovery passphrase from the first line of FILE
    #[arg(long, value_name = "FILE", global = true)]
    pub passphrase_file: Option<PathBuf>,
    /// Set the clock, for example 2026-11-20T09:00:00Z
    #[arg(long, value_name = "INSTANT", global = true, value_parser = Clock::set_to)]
    pub now: Option<Clock>,
    /// Print the answer, and any error, as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Never ask the system's keyring
    #[arg(long, global = true)]
    pub no_keyring: bool,
    /// Keep ledgers and the session here instead of the user's data folder
    #[arg(long, value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,
}

/// The commands, as people think of them.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run any use case by its name, with a JSON request
    Call(call::Call),
    /// Make, open and check a ledger; read its books
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// Customers
    #[command(subcommand)]
    Customers(customers::Customers),
    /// Plans and add-ons
    #[command(subcommand)]
    Plans(plans::Plans),
    /// Catalogs of plans that come with Billfold
    #[command(subcommand)]
    Catalogs(catalogs::Catalogs),
    /// Invoices and drafts
    #[command(subcommand)]
    Invoices(invoices::Invoices),
    /// Payments recorded by hand
    #[command(subcommand)]
    Payments(payments::Payments),
    /// The demo company
    #[command(subcommand)]
    Demo(demo::Demo),
    /// Backups
    #[command(subcommand)]
    Backup(backup::Backup),
    /// Export the books for other programs
    #[command(subcommand)]
    Export(export::Export),
    /// Compute with the billing rules alone: JSON Lines in, JSON Lines out
    Calc(calc::Calc),
    /// What customers use: track and import
    #[command(subcommand)]
    Usage(usage::Usage),
    /// Tax rates that lines can carry
    TaxRates(tax_rates::TaxRates),
    /// Settings of the ledger
    Settings(settings::Settings),
    /// Print the TypeScript bindings of the registry
    #[command(hide = true)]
    InternalBindings,
    /// Serve the registry and the UI to a browser on this computer, for tests
    #[cfg(feature = "loopback")]
    #[command(hide = true)]
    Loopback(crate::command::loopback::Loopback),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_option_has_help() {
        fn check(command: &clap::Command) {
            for sub in command
                .get_subcommands()
                .filter(|sub| sub.get_name() != "help")
            {
                assert!(sub.get_about().is_some(), "{} has no help", sub.get_name());
                for option in sub.get_arguments() {
                    let name = option.get_id();
                    assert!(
                        option.get_help().is_some(),
                        "{} {name} has no help",
                        sub.get_name()
                    );
                }
                check(sub);
            }
        }
        check(&Cli::command());
    }
}
