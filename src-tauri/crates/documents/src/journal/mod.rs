//! The journal for other accounting programs: hledger, Ledger, Beancount, and CSV.

mod account_names;
mod beancount;
mod hledger;
mod ledger_cli;
mod rows;

use billing::ledger::{Account, JournalEntry, SourceDocument};

use account_names::AccountNames;

/// A program whose file format a journal can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalFormat {
    /// hledger, checked in its strict mode.
    Hledger,
    /// Ledger, checked in its pedantic mode.
    Ledger,
    /// Beancount, versions 2 and 3.
    Beancount,
    /// One row a posting.
    Csv,
}

/// The entries as one file of the format, in the order given. `accounts` names the accounts;
/// one that a posting uses and `accounts` lacks is named after the chart of accounts.
pub fn journal_export(
    format: JournalFormat,
    accounts: &[Account],
    entries: &[JournalEntry],
) -> String {
    match format {
        JournalFormat::Hledger => hledger::write(&AccountNames::spoken(accounts, entries), entries),
        JournalFormat::Ledger => {
            ledger_cli::write(&AccountNames::spoken(accounts, entries), entries)
        }
        JournalFormat::Beancount => {
            beancount::write(&AccountNames::joined(accounts, entries), entries)
        }
        JournalFormat::Csv => rows::write(&AccountNames::spoken(accounts, entries), entries),
    }
}

/// The kind of a source document and its id; a manual entry has no document.
fn source_of(entry: &JournalEntry) -> (&'static str, &str) {
    match entry.source() {
        SourceDocument::Invoice(id) => ("invoice", id.as_str()),
        SourceDocument::CreditNote(id) => ("credit_note", id.as_str()),
        SourceDocument::Payment(id) => ("payment", id.as_str()),
        SourceDocument::CreditGrant(id) => ("credit_grant", id.as_str()),
        SourceDocument::Manual => ("manual", ""),
    }
}

/// One line without the marks that start a comment or split a description in plain-text journals.
fn plain_line(text: &str) -> String {
    let safe = text.replace([';', '|'], ",").replace(['(', ')'], " ");
    safe.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An amount right-aligned beside its account, at least two spaces apart.
fn posting_line(account: &str, amount: &str, indent: &str) -> String {
    format!("{indent}{account:<44}  {amount:>18}\n")
}
