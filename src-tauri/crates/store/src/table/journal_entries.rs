//! The journal: balanced entries and their postings, only ever appended.

use billing::ids::{CreditGrantId, CreditNoteId, InvoiceId, JournalEntryId, PaymentId};
use billing::ledger::{
    AccountCode, EntryRecord, JournalEntry, Posting, SourceDocument, account_for,
};
use billing::money::Money;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params_from_iter};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::window::{self, Conditions};
use super::{accounts, balances};
use crate::error::{StoreError, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 12,
    name: "journal",
    sql: "
        CREATE TABLE journal_entries (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            posted_on TEXT NOT NULL,
            recorded_at TEXT NOT NULL,
            source_kind TEXT NOT NULL,
            source_id TEXT NOT NULL,
            description TEXT NOT NULL,
            folded TEXT NOT NULL,
            debit_minor INTEGER NOT NULL,
            reverses TEXT
        ) STRICT;
        CREATE INDEX journal_entries_by_day ON journal_entries(posted_on, key);
        CREATE INDEX journal_entries_by_source ON journal_entries(source_kind, source_id);
        CREATE INDEX journal_entries_reversing ON journal_entries(reverses)
            WHERE reverses IS NOT NULL;
        CREATE TABLE postings (
            entry_key INTEGER NOT NULL REFERENCES journal_entries(key),
            line INTEGER NOT NULL,
            account_key INTEGER NOT NULL REFERENCES accounts(key),
            currency TEXT NOT NULL,
            amount_minor INTEGER NOT NULL,
            PRIMARY KEY (entry_key, line)
        ) WITHOUT ROWID, STRICT;
        CREATE TRIGGER journal_entries_never_edited BEFORE UPDATE ON journal_entries
            BEGIN SELECT raise(ABORT, 'journal entries are reversed, never edited'); END;
        CREATE TRIGGER journal_entries_never_removed BEFORE DELETE ON journal_entries
            BEGIN SELECT raise(ABORT, 'journal entries are reversed, never removed'); END;
        CREATE TRIGGER postings_never_edited BEFORE UPDATE ON postings
            BEGIN SELECT raise(ABORT, 'postings are reversed, never edited'); END;
        CREATE TRIGGER postings_never_removed BEFORE DELETE ON postings
            BEGIN SELECT raise(ABORT, 'postings are reversed, never removed'); END;",
    older_build_may_open: false,
}];

/// Which entries to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalQuery {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub account: Option<AccountCode>,
    pub source: Option<SourceDocument>,
    /// Kinds of sources, as `source_kind` has them; empty shows all.
    pub source_kinds: Vec<String>,
    /// Words that must all occur in the description, whatever their case.
    pub words: String,
    /// The sum of an entry's debits.
    pub least_debit_minor: Option<i64>,
    pub most_debit_minor: Option<i64>,
    /// By the sum of debits instead of by day.
    pub by_debit: bool,
    /// Oldest (or smallest) first when false.
    pub newest_first: bool,
    pub offset: u32,
    pub limit: u32,
}

/// One posting of an account's register, with its entry's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    pub entry_id: JournalEntryId,
    pub posted_on: NaiveDate,
    pub description: String,
    pub amount: Money,
}

#[derive(Debug)]
pub struct JournalEntries<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct JournalEntriesMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn journal_entries(&self) -> JournalEntries<'_> {
        JournalEntries { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn journal_entries_mut(&self) -> JournalEntriesMut<'_> {
        JournalEntriesMut { tx: self }
    }
}

fn source_to_row(source: &SourceDocument) -> (&'static str, &str) {
    match source {
        SourceDocument::Invoice(id) => ("invoice", id.as_str()),
        SourceDocument::CreditNote(id) => ("credit_note", id.as_str()),
        SourceDocument::Payment(id) => ("payment", id.as_str()),
        SourceDocument::CreditGrant(id) => ("credit_grant", id.as_str()),
        SourceDocument::Manual => ("manual", ""),
    }
}

fn source_from_row(kind: &str, id: &str) -> Result<SourceDocument, StoreError> {
    Ok(match kind {
        "invoice" => SourceDocument::Invoice(window::id("invoice", id, InvoiceId::parse)?),
        "credit_note" => {
            SourceDocument::CreditNote(window::id("credit note", id, CreditNoteId::parse)?)
        }
        "payment" => SourceDocument::Payment(window::id("payment", id, PaymentId::parse)?),
        "credit_grant" => {
            SourceDocument::CreditGrant(window::id("credit grant", id, CreditGrantId::parse)?)
        }
        _ => SourceDocument::Manual,
    })
}

const COLUMNS: &str =
    "key, id, posted_on, recorded_at, source_kind, source_id, description, reverses";

/// A row of `COLUMNS`: its key and what the entry says besides its postings.
fn record_from_row(row: &Row<'_>) -> Result<(i64, EntryRecord), StoreError> {
    let entry_id = |text: &str| window::id("journal entry", text, JournalEntryId::parse);
    let reverses: Option<String> = row.get(7)?;
    let record = EntryRecord {
        id: entry_id(&row.get::<_, String>(1)?)?,
        posted_on: instant::date_from_text("journal entry", &row.get::<_, String>(2)?)?,
        recorded_at: instant::from_text("journal entry", &row.get::<_, String>(3)?)?,
        source: source_from_row(&row.get::<_, String>(4)?, &row.get::<_, String>(5)?)?,
        description: row.get(6)?,
        reverses: reverses.map(|text| entry_id(&text)).transpose()?,
    };
    Ok((row.get(0)?, record))
}

impl JournalQuery {
    fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        let text = |on: Option<NaiveDate>| on.map(instant::date_to_text);
        conditions.and_range("posted_on", text(self.from), text(self.to));
        if let Some(account) = &self.account {
            let sql = "EXISTS (SELECT 1 FROM postings p WHERE p.entry_key = journal_entries.key
                AND p.account_key = (SELECT key FROM accounts WHERE code = ?))";
            conditions.and(sql, [account.as_str().to_owned().into()]);
        }
        if let Some(source) = &self.source {
            let (kind, id) = source_to_row(source);
            let values = [kind.to_owned().into(), id.to_owned().into()];
            conditions.and("source_kind = ? AND source_id = ?", values);
        }
        let kinds = self.source_kinds.iter().map(|kind| kind.clone().into());
        conditions.and_one_of("source_kind", kinds.collect());
        for word in self.words.to_lowercase().split_whitespace() {
            conditions.and("instr(folded, ?) > 0", [word.to_owned().into()]);
        }
        conditions.and_range("debit_minor", self.least_debit_minor, self.most_debit_minor);
        conditions
    }
}

impl JournalEntries<'_> {
    pub fn get(&self, id: &JournalEntryId) -> Result<Option<JournalEntry>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM journal_entries WHERE id = ?1");
        let found = self
            .tx
            .conn
            .prepare_cached(&sql)?
            .query_row([id.as_str()], |row| Ok(record_from_row(row)))
            .optional()?;
        found
            .transpose()?
            .map(|(key, record)| self.with_postings(key, record))
            .transpose()
    }

    /// The entries of the window, and how many match in all.
    pub fn list(&self, query: &JournalQuery) -> Result<(Vec<JournalEntry>, i64), StoreError> {
        let conditions = query.conditions();
        let matching = conditions.to_sql();
        let count = self
            .tx
            .conn
            .prepare_cached(&format!(
                "SELECT count(*) FROM journal_entries WHERE {matching}"
            ))?
            .query_row(params_from_iter(&conditions.values), |row| row.get(0))?;
        let column = if query.by_debit {
            "debit_minor"
        } else {
            "posted_on"
        };
        let direction = if query.newest_first { "DESC" } else { "ASC" };
        let mut statement = self.tx.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM journal_entries WHERE {matching}
             ORDER BY {column} {direction}, key {direction} LIMIT ? OFFSET ?"
        ))?;
        let values = conditions.with_window(query.offset, query.limit);
        let mut rows = statement.query(params_from_iter(values))?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let (key, record) = record_from_row(row)?;
            entries.push(self.with_postings(key, record)?);
        }
        Ok((entries, count))
    }

    /// The entry that takes another back, if one does.
    pub fn reversal_of(&self, id: &JournalEntryId) -> Result<Option<JournalEntryId>, StoreError> {
        let found: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT id FROM journal_entries WHERE reverses = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        found
            .map(|text| window::id("journal entry", &text, JournalEntryId::parse))
            .transpose()
    }

    /// Every entry in the order of its day, one at a time, for exports of any size.
    pub fn each<E: From<StoreError>>(
        &self,
        mut visit: impl FnMut(JournalEntry) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!("SELECT {COLUMNS} FROM journal_entries ORDER BY posted_on, key");
        let mut statement = self
            .tx
            .conn
            .prepare_cached(&sql)
            .map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let (key, record) = record_from_row(row)?;
            visit(self.with_postings(key, record)?)?;
        }
        Ok(())
    }

    /// An account's postings in the order of their days, and how many there are.
    pub fn register(
        &self,
        account: &AccountCode,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<RegisterRow>, i64), StoreError> {
        let Some(key) = self.tx.account_key(account)? else {
            return Ok((Vec::new(), 0));
        };
        let months = balances::months_of(self.tx.conn, key)?;
        let count = months.iter().map(|month| month.postings).sum();
        let span = balances::span_of(&months, offset.into(), limit.into());
        let Some(span) = span else {
            return Ok((Vec::new(), count));
        };
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT e.id, e.posted_on, e.description, p.currency, p.amount_minor
             FROM journal_entries e CROSS JOIN postings p ON p.entry_key = e.key
             WHERE e.posted_on >= ?1 AND e.posted_on < ?2 AND p.account_key = ?3
             ORDER BY e.posted_on, e.key, p.line LIMIT ?4 OFFSET ?5",
        )?;
        let mut rows = statement.query((span.from, span.before, key, limit, span.offset))?;
        let mut register = Vec::new();
        while let Some(row) = rows.next()? {
            let entry_id = row.get::<_, String>(0)?;
            let currency = window::currency(&row.get::<_, String>(3)?)?;
            register.push(RegisterRow {
                entry_id: window::id("journal entry", &entry_id, JournalEntryId::parse)?,
                posted_on: instant::date_from_text("posting", &row.get::<_, String>(1)?)?,
                description: row.get(2)?,
                amount: Money::new(row.get(4)?, currency),
            });
        }
        Ok((register, count))
    }

    fn with_postings(&self, key: i64, record: EntryRecord) -> Result<JournalEntry, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT a.code, p.currency, p.amount_minor
             FROM postings p JOIN accounts a ON a.key = p.account_key
             WHERE p.entry_key = ?1 ORDER BY p.line",
        )?;
        let mut rows = statement.query([key])?;
        let mut postings = Vec::new();
        while let Some(row) = rows.next()? {
            let currency = window::currency(&row.get::<_, String>(1)?)?;
            let account = accounts::code(&row.get::<_, String>(0)?)?;
            postings.push(Posting::new(account, Money::new(row.get(2)?, currency)));
        }
        let id = record.id.to_string();
        JournalEntry::try_new(record, postings).map_err(|error| StoreError::Unreadable {
            kind: "journal entry",
            id,
            detail: error.to_string(),
        })
    }
}

impl JournalEntriesMut<'_> {
    /// Appends an entry, its postings and the balances they change.
    pub fn append(&self, entry: &JournalEntry) -> Result<(), StoreError> {
        let key = self.insert_entry(entry)?;
        for (line, posting) in (1_i64..).zip(entry.postings()) {
            self.insert_posting(key, line, entry.posted_on(), posting)?;
        }
        self.tx.changed("journal_entries");
        self.tx.changed("balances");
        self.tx.audit(
            "journal entry",
            entry.id().as_str(),
            Value::Null,
            fingerprint(entry)?,
        );
        Ok(())
    }

    fn insert_entry(&self, entry: &JournalEntry) -> Result<i64, StoreError> {
        let (kind, source_id) = source_to_row(entry.source());
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO journal_entries(id, posted_on, recorded_at, source_kind, source_id,
                     description, folded, debit_minor, reverses)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute((
                entry.id().as_str(),
                instant::date_to_text(entry.posted_on()),
                instant::to_text(entry.recorded_at()),
                kind,
                source_id,
                entry.description(),
                entry.description().to_lowercase(),
                debits(entry),
                entry.reverses().map(JournalEntryId::as_str),
            ))?;
        Ok(self.tx.conn.last_insert_rowid())
    }

    fn insert_posting(
        &self,
        entry_key: i64,
        line: i64,
        on: NaiveDate,
        posting: &Posting,
    ) -> Result<(), StoreError> {
        let account_key = self.account_key(&posting.account)?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO postings(entry_key, line, account_key, currency, amount_minor)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                entry_key,
                line,
                account_key,
                posting.amount.currency().code(),
                posting.amount.minor(),
            ))?;
        Ok(balances::add(
            self.tx.conn,
            account_key,
            on,
            posting.amount,
        )?)
    }

    /// An account per product or jurisdiction appears with its first posting.
    fn account_key(&self, code: &AccountCode) -> Result<i64, StoreError> {
        if let Some(key) = self.tx.account_key(code)? {
            return Ok(key);
        }
        let account = account_for(code).ok_or_else(|| StoreError::NotFound {
            kind: "account",
            id: code.to_string(),
        })?;
        self.tx.accounts_mut().ensure(&account)
    }
}

/// In minor units, of whatever currency: what lists sort and filter by.
fn debits(entry: &JournalEntry) -> i64 {
    let minor = entry
        .postings()
        .iter()
        .map(|posting| posting.amount.minor());
    minor
        .filter(|minor| *minor > 0)
        .fold(0, i64::saturating_add)
}

/// The log proves the entry without holding it twice.
pub(crate) fn fingerprint(entry: &JournalEntry) -> Result<Value, StoreError> {
    let text = to_json("journal entry", entry.id().as_str(), entry)?;
    let hash = hex::encode(Sha256::digest(text));
    Ok(json!({"posted_on": instant::date_to_text(entry.posted_on()), "sha256": hash}))
}
