//! The books: accounts, journal, trial balance, audit log.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::lists::ColumnTotal;
use super::money::MoneyDto;

/// A journal entry with its postings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalEntryDto {
    pub id: String,
    pub posted_on: String,
    pub recorded_at: String,
    pub description: String,
    /// invoice, credit_note, payment or manual.
    pub source_kind: String,
    pub source_id: Option<String>,
    pub source_label: String,
    pub reverses: Option<String>,
    pub reversed_by: Option<String>,
    /// The sum of the debits, one a currency.
    pub amounts: Vec<MoneyDto>,
    pub postings: Vec<PostingDto>,
}

/// One side of an entry; exactly one of debit and credit is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PostingDto {
    pub account: String,
    pub account_name: String,
    pub debit: Option<MoneyDto>,
    pub credit: Option<MoneyDto>,
}

/// A window of the journal. Columns: posted_on, recorded_at, description, account, source_kind,
/// amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalPage {
    pub rows: Vec<JournalEntryDto>,
    pub total_count: u32,
    pub totals: Vec<ColumnTotal>,
}

/// One account with its balances, one a currency (debit positive).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountRow {
    pub code: String,
    pub name: String,
    /// asset, liability, equity, revenue or expense.
    pub kind: String,
    pub balances: Vec<MoneyDto>,
}

/// The chart of accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountList {
    pub rows: Vec<AccountRow>,
}

/// The trial balance as of the end of a day; nothing means now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrialBalanceRequest {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub as_of: Option<String>,
}

/// Debits and credits of every account, and their sums, one row an account and currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrialBalance {
    pub as_of: String,
    pub rows: Vec<TrialBalanceRow>,
    pub totals: Vec<TrialBalanceTotal>,
    pub balanced: bool,
}

/// One account in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrialBalanceRow {
    pub account: String,
    pub name: String,
    pub kind: String,
    pub debit: Option<MoneyDto>,
    pub credit: Option<MoneyDto>,
}

/// The sums of one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrialBalanceTotal {
    pub debit: MoneyDto,
    pub credit: MoneyDto,
}

/// The postings of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AccountPostingsRequest {
    pub code: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub currency: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// A window of one account's postings, newest first, with the balance after each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountPostings {
    pub account: AccountRow,
    pub rows: Vec<AccountPostingRow>,
    pub total_count: u32,
}

/// One posting on an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountPostingRow {
    pub entry_id: String,
    pub posted_on: String,
    pub description: String,
    pub source_kind: String,
    pub source_id: Option<String>,
    pub amount: MoneyDto,
    pub balance: MoneyDto,
}

/// An entry made by hand. Amounts in major units; each posting has a debit or a credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PostEntryRequest {
    pub posted_on: String,
    pub description: String,
    pub currency: String,
    pub postings: Vec<PostingInput>,
}

/// One posting of a manual entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PostingInput {
    pub account: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub debit: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub credit: String,
}

/// Reverses a manual entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReverseEntryRequest {
    pub id: String,
    pub reason: String,
}

/// A row of the audit log. Columns: seq, at, actor, source, action, subject_kind, subject_id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditRow {
    pub seq: u32,
    pub at: String,
    pub actor: String,
    /// person, sync, run, api, cli or demo.
    pub source: String,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    /// JSON texts, before and after.
    pub before: Option<String>,
    pub after: Option<String>,
    pub hash: String,
}

/// A window of the audit log, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    pub total_count: u32,
}

/// What checking the ledger found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VerifyReport {
    pub ok: bool,
    pub audit_entries: u32,
    pub audit_head: String,
    pub first_bad_seq: Option<u32>,
    pub postings: u32,
    pub balances_match: bool,
    pub trial_balance_zero: bool,
    pub file_ok: bool,
    /// Sentences, empty when all is well.
    pub problems: Vec<String>,
    pub took_ms: u32,
}

/// Which journal format to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportJournalRequest {
    /// hledger, ledger, beancount or csv.
    pub format: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub from: Option<String>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub to: Option<String>,
}
