//! The journal as CSV, one row a posting.

use billing::ledger::JournalEntry;
use billing::money::Money;

use super::account_names::AccountNames;
use super::source_of;
use crate::table::guarded;

const HEADS: [&str; 11] = [
    "entry",
    "posted_on",
    "recorded_at",
    "kind",
    "source",
    "description",
    "account_code",
    "account",
    "debit",
    "credit",
    "currency",
];

pub(super) fn write(names: &AccountNames, entries: &[JournalEntry]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to memory cannot fail, and every record has the same number of fields.
    let _ = writer.write_record(HEADS);
    for entry in entries {
        let (kind, source) = source_of(entry);
        for posting in entry.postings() {
            let (debit, credit) = sides(posting.amount);
            let _ = writer.write_record([
                entry.id().as_str(),
                &entry.posted_on().to_string(),
                &entry.recorded_at().to_rfc3339(),
                kind,
                source,
                &guarded(entry.description()),
                posting.account.as_str(),
                names.name(&posting.account),
                &debit,
                &credit,
                posting.amount.currency().code(),
            ]);
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn sides(amount: Money) -> (String, String) {
    let text = amount.to_major_string();
    match text.strip_prefix('-') {
        Some(credit) => (String::new(), credit.to_owned()),
        None => (text, String::new()),
    }
}
