//! The journal as Ledger reads it: accounts, commodities and tags declared for pedantic checks.

use billing::ledger::JournalEntry;

use super::account_names::AccountNames;
use super::hledger::currencies;
use super::{plain_line, posting_line, source_of};

pub(super) fn write(names: &AccountNames, entries: &[JournalEntry]) -> String {
    let mut out = String::from("; Journal exported from Billfold, for Ledger\n\n");
    for currency in currencies(entries) {
        let digits = usize::try_from(currency.exponent()).unwrap_or(2);
        let point = if digits == 0 {
            String::new()
        } else {
            format!(".{}", "0".repeat(digits))
        };
        let code = currency.code();
        out.push_str(&format!(
            "commodity {code}\n    format 1000{point} {code}\n"
        ));
    }
    for tag in ["Kind", "Source", "Reverses"] {
        out.push_str(&format!("tag {tag}\n"));
    }
    for (code, account) in names.iter() {
        out.push_str(&format!("account {}\n    note {code}\n", account.name));
    }
    for entry in entries {
        write_entry(&mut out, names, entry);
    }
    out
}

fn write_entry(out: &mut String, names: &AccountNames, entry: &JournalEntry) {
    let on = entry.posted_on().format("%Y/%m/%d");
    let description = plain_line(entry.description());
    // Ledger reads an empty payee as a parse error.
    let payee = if description.is_empty() {
        "Entry"
    } else {
        &description
    };
    out.push_str(&format!("\n{on} * ({}) {payee}\n", entry.id().as_str()));
    let (kind, id) = source_of(entry);
    out.push_str(&format!("    ; Kind: {kind}\n"));
    if !id.is_empty() {
        out.push_str(&format!("    ; Source: {id}\n"));
    }
    if let Some(reversed) = entry.reverses() {
        out.push_str(&format!("    ; Reverses: {}\n", reversed.as_str()));
    }
    for posting in entry.postings() {
        let amount = posting.amount.to_string();
        out.push_str(&posting_line(names.name(&posting.account), &amount, "    "));
    }
}
