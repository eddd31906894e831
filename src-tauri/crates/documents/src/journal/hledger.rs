//! The journal as hledger reads it: accounts and commodities declared, so that strict checks pass.

use std::collections::BTreeSet;

use billing::ledger::{AccountKind, JournalEntry};
use billing::money::Currency;

use super::account_names::AccountNames;
use super::{plain_line, posting_line, source_of};

pub(super) fn write(names: &AccountNames, entries: &[JournalEntry]) -> String {
    let mut out = String::from("; Journal exported from Billfold, for hledger\n\n");
    for currency in currencies(entries) {
        let zeros = "0".repeat(usize::try_from(currency.exponent()).unwrap_or(2));
        out.push_str(&format!("commodity 1000.{zeros} {}\n", currency.code()));
    }
    out.push('\n');
    for tag in ["source", "kind", "reverses"] {
        out.push_str(&format!("tag {tag}\n"));
    }
    out.push('\n');
    for (code, account) in names.iter() {
        let kind = kind_letter(account.kind);
        out.push_str(&format!(
            "account {}  ; type: {kind}, code: {code}\n",
            account.name
        ));
    }
    for entry in entries {
        write_entry(&mut out, names, entry);
    }
    out
}

fn write_entry(out: &mut String, names: &AccountNames, entry: &JournalEntry) {
    let description = plain_line(entry.description());
    out.push_str(&format!(
        "\n{} * ({}) {description}\n",
        entry.posted_on(),
        entry.id().as_str()
    ));
    let (kind, id) = source_of(entry);
    out.push_str(&format!("    ; kind:{kind}\n"));
    if !id.is_empty() {
        out.push_str(&format!("    ; source:{id}\n"));
    }
    if let Some(reversed) = entry.reverses() {
        out.push_str(&format!("    ; reverses:{}\n", reversed.as_str()));
    }
    for posting in entry.postings() {
        let amount = posting.amount.to_string();
        out.push_str(&posting_line(names.name(&posting.account), &amount, "    "));
    }
}

/// The currencies of the entries, in the order of their codes.
pub(super) fn currencies(entries: &[JournalEntry]) -> Vec<Currency> {
    let codes: BTreeSet<&str> = entries
        .iter()
        .flat_map(JournalEntry::postings)
        .map(|posting| posting.amount.currency().code())
        .collect();
    codes
        .into_iter()
        .filter_map(|code| Currency::try_new(code).ok())
        .collect()
}

fn kind_letter(kind: AccountKind) -> char {
    match kind {
        AccountKind::Asset => 'A',
        AccountKind::Liability => 'L',
        AccountKind::Equity => 'E',
        AccountKind::Revenue => 'R',
        AccountKind::Expense => 'X',
    }
}
