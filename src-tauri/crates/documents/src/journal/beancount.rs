//! The journal as Beancount reads it: every account opened, every text a quoted string.

use billing::ledger::JournalEntry;

use super::account_names::AccountNames;
use super::hledger::currencies;
use super::{posting_line, source_of};

pub(super) fn write(names: &AccountNames, entries: &[JournalEntry]) -> String {
    let mut out = String::from("; Journal exported from Billfold, for Beancount\n\n");
    out.push_str("option \"title\" \"Billfold\"\n");
    for currency in currencies(entries) {
        out.push_str(&format!(
            "option \"operating_currency\" \"{}\"\n",
            currency.code()
        ));
    }
    out.push('\n');
    let first = entries.iter().map(JournalEntry::posted_on).min();
    let opened_on = first.map_or_else(|| "1970-01-01".to_owned(), |on| on.to_string());
    for (code, account) in names.iter() {
        let (name, code) = (&account.name, quoted(code.as_str()));
        out.push_str(&format!("{opened_on} open {name}\n  code: {code}\n"));
    }
    for entry in entries {
        write_entry(&mut out, names, entry);
    }
    out
}

fn write_entry(out: &mut String, names: &AccountNames, entry: &JournalEntry) {
    out.push_str(&format!(
        "\n{} * {}\n",
        entry.posted_on(),
        quoted(entry.description())
    ));
    let (kind, id) = source_of(entry);
    out.push_str(&format!("  entry: {}\n", quoted(entry.id().as_str())));
    out.push_str(&format!("  kind: {}\n", quoted(kind)));
    if !id.is_empty() {
        out.push_str(&format!("  source: {}\n", quoted(id)));
    }
    if let Some(reversed) = entry.reverses() {
        out.push_str(&format!("  reverses: {}\n", quoted(reversed.as_str())));
    }
    for posting in entry.postings() {
        let amount = posting.amount.to_string();
        out.push_str(&posting_line(names.name(&posting.account), &amount, "  "));
    }
}

/// One line in quotes; a string may span lines in Beancount, but a description should not.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}
