//! The commands, one file a noun: each turns its options into a request and the answer into text.

pub mod backup;
pub mod calc;
pub mod call;
pub mod catalogs;
pub mod customers;
pub mod demo;
pub mod draft;
pub mod export;
pub mod invoice_view;
pub mod invoices;
pub mod ledger;
pub mod ledger_new;
pub mod ledger_view;
#[cfg(feature = "loopback")]
pub mod loopback;
pub mod payments;
pub mod plans;
pub mod settings;
pub mod tax_rates;
pub mod usage;
mod usage_limits;
mod usage_statement;

mod input;

use crate::args::{Cli, Command};
use crate::door::Door;
use crate::failure::Failure;

/// Runs the command; the text is its answer.
pub fn run(cli: Cli) -> Result<String, Failure> {
    let Cli { global, command } = cli;
    match command {
        Command::Call(call) => call.run(&Door::new(&global)?),
        Command::Ledger(ledger) => ledger.run(&Door::new(&global)?, &global),
        Command::Customers(customers) => customers.run(&Door::new(&global)?),
        Command::Plans(plans) => plans.run(&Door::new(&global)?),
        Command::Catalogs(catalogs) => catalogs.run(&Door::new(&global)?),
        Command::Invoices(invoices) => invoices.run(&Door::new(&global)?),
        Command::Payments(payments) => payments.run(&Door::new(&global)?),
        Command::Demo(demo) => demo.run(&Door::new(&global)?),
        Command::Backup(backup) => backup.run(&Door::new(&global)?, &global),
        Command::Export(export) => export.run(&Door::new(&global)?),
        Command::Calc(calc) => calc.run(&Door::new(&global)?),
        Command::TaxRates(rates) => rates.run(&Door::new(&global)?),
        Command::Usage(usage) => usage.run(&Door::new(&global)?),
        Command::Settings(settings) => settings.run(&Door::new(&global)?),
        Command::InternalBindings => Ok(app::bindings::typescript()),
        #[cfg(feature = "loopback")]
        Command::Loopback(loopback) => loopback.run(global),
    }
}
