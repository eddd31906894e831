//! A world for one story: a temporary encrypted ledger, a clock that the story sets, one business.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use app::clock::{Clock, Ids};
use app::context::{App, AppOptions, Source};
use app::error::AppError;
use app::keyring::KeyringUse;
use app::registry;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use store::{KdfParams, OpenOptions};
use tempfile::TempDir;

use crate::builders::{business, with};

/// Of every temporary ledger.
pub const PASSPHRASE: &str = "correct horse battery";

/// The day on which a story begins unless it says otherwise.
const FIRST_DAY: &str = "2026-01-05";

/// Of the ids in a story.
const SEED: u64 = 20_261_120;

/// The name of every ledger; what stands beside it begins with it.
const LEDGER: &str = "books.billfold";

/// An issued invoice, as the stories name it.
#[derive(Debug, Clone)]
pub struct Issued {
    pub id: String,
    pub number: String,
}

/// The application with a ledger of its own; both end with the value.
#[derive(Debug)]
pub struct World {
    pub app: App,
    folder: TempDir,
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    /// A business in Berlin that bills in euros.
    #[must_use]
    pub fn new() -> Self {
        Self::of(business())
    }

    /// The same with one of its details changed.
    #[must_use]
    pub fn with(field: &str, value: impl Into<Value>) -> Self {
        Self::of(with(business(), field, value))
    }

    /// A world of this business, as typed.
    #[must_use]
    pub fn of(business: Value) -> Self {
        static FRESH: OnceLock<Kept> = OnceLock::new();
        let world = Self::again(FRESH.get_or_init(fresh), SEED);
        world.ask("business.update", business);
        world
    }

    /// A world that goes on where another was kept, on its first day again. Another seed lets the
    /// ids to come differ from those that were made before.
    #[must_use]
    pub fn again(kept: &Kept, seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, bytes) in &kept.files {
            std::fs::write(folder.path().join(name), bytes).expect("a copy of the ledger");
        }
        let path = folder.path().join(LEDGER);
        let options = options(folder.path(), &path, day(FIRST_DAY));
        let ids = Ids::Seeded(seed);
        let app = App::new(AppOptions { ids, ..options });
        Self { app, folder }
    }

    /// Closes the ledger and keeps it, for as many worlds as need to begin with it.
    #[must_use]
    pub fn keep(self) -> Kept {
        drop(self.app);
        Kept::of(self.folder.path())
    }

    /// It is nine o'clock UTC on that day.
    pub fn on(&self, date: &str) {
        self.app.set_clock(day(date));
    }

    /// Where the ledger is.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(LEDGER)
    }

    /// The folder of the ledger and of what stands beside it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Calls a use case as a door does.
    ///
    /// # Errors
    /// What the door would answer.
    pub fn call(&self, name: &str, request: Value) -> Result<Value, AppError> {
        registry::call(&self.app, name, request)
    }

    /// The answer of a use case that must not refuse.
    #[must_use]
    pub fn get(&self, name: &str, request: Value) -> Value {
        self.call(name, request)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// The same, for its effect.
    pub fn ask(&self, name: &str, request: Value) -> Value {
        self.get(name, request)
    }

    /// The code with which a use case refuses.
    #[must_use]
    pub fn refusal(&self, name: &str, request: Value) -> String {
        match self.call(name, request) {
            Err(error) => {
                assert!(
                    !error.message.is_empty() && !error.fix.is_empty(),
                    "{error:?}"
                );
                error.code
            }
            Ok(answer) => panic!("{name} was to be refused, but answered {answer}"),
        }
    }

    /// A customer of that name.
    #[must_use]
    pub fn customer(&self, name: &str) -> String {
        self.customer_of(json!({"name": name, "address": {"country": "DE"}}))
    }

    /// A customer with these details.
    #[must_use]
    pub fn customer_of(&self, details: Value) -> String {
        text(&self.get("customers.create", json!({"customer": details}))["id"])
    }

    /// A German tax rate of the usual category.
    #[must_use]
    pub fn vat(&self, rate_pct: &str) -> String {
        self.rate(
            json!({"name": "VAT", "rate_pct": rate_pct, "jurisdiction": "DE",
            "category": "S"}),
        )
    }

    /// A tax rate with these details.
    #[must_use]
    pub fn rate(&self, details: Value) -> String {
        text(&self.get("tax_rates.save", details)["id"])
    }

    /// Drafts and issues.
    pub fn issue(&self, draft: Value) -> Issued {
        self.try_issue(draft)
            .unwrap_or_else(|error| panic!("invoices.issue: {error:?}"))
    }

    /// Drafts and issues, where issuing may be refused.
    ///
    /// # Errors
    /// Why it is not issued.
    pub fn try_issue(&self, draft: Value) -> Result<Issued, AppError> {
        let made = self.call("invoices.create_draft", json!({"draft": draft}))?;
        let request = json!({"id": made["row"]["id"], "revision": made["revision"]});
        let issued = self.call("invoices.issue", request)?;
        Ok(Issued {
            id: text(&issued["id"]),
            number: text(&issued["number"]),
        })
    }

    /// A bank transfer for an invoice, received on a day.
    pub fn pay(&self, invoice: &Issued, amount: &str, received_on: &str) -> String {
        let request = json!({"invoice_id": invoice.id, "amount": amount,
            "received_on": received_on, "method": "bank_transfer", "reference": invoice.number});
        text(&self.ask("payments.record", request)["id"])
    }

    /// Credits net amounts of lines.
    pub fn credit(&self, invoice: &Issued, lines: &[(u32, &str)]) -> Value {
        let lines: Vec<Value> = lines
            .iter()
            .map(|(line, amount)| json!({"line": line, "amount": amount}))
            .collect();
        let request = json!({"invoice_id": invoice.id, "full": false, "lines": lines,
            "reason": "order_change"});
        self.ask("credit_notes.issue", request)
    }

    /// Credits all that remains.
    pub fn credit_rest(&self, invoice: &Issued) -> Value {
        let request = json!({"invoice_id": invoice.id, "full": true, "reason": "other"});
        self.ask("credit_notes.issue", request)
    }

    /// The invoice as its page shows it.
    #[must_use]
    pub fn invoice(&self, invoice: &Issued) -> Value {
        self.get("invoices.get", json!({"id": invoice.id}))
    }

    /// What must hold at every moment: the audit chain, the balances, the file.
    pub fn assert_sound(&self) {
        let report = self.get("ledger.verify", json!({}));
        assert_eq!(report["ok"], true, "{report:#}");
    }
}

/// A closed ledger in memory: its file and what stands beside it.
#[derive(Debug)]
pub struct Kept {
    files: Vec<(OsString, Vec<u8>)>,
}

impl Kept {
    fn of(folder: &Path) -> Self {
        let entries = std::fs::read_dir(folder).expect("the ledger's folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let files = names
            .filter(|name| name.to_string_lossy().starts_with(LEDGER))
            .map(|name| {
                let bytes = std::fs::read(folder.join(&name)).expect("a file of the ledger");
                (name, bytes)
            })
            .collect();
        Self { files }
    }
}

/// The empty ledger of all worlds in one process: making one costs more than many a story.
fn fresh() -> Kept {
    let folder = tempfile::tempdir().expect("a temporary folder");
    new_ledger(&folder.path().join(LEDGER), day(FIRST_DAY));
    Kept::of(folder.path())
}

/// A ledger whose passphrase costs next to nothing, closed again.
pub fn new_ledger(path: &Path, now: DateTime<Utc>) {
    let options = OpenOptions::new(now).with_kdf(KdfParams::smallest());
    drop(store::create_ledger(path, PASSPHRASE, &options).expect("a new ledger"));
}

/// An application that opens this ledger with the passphrase of all tests.
#[must_use]
pub fn options(data_dir: &Path, ledger: &Path, now: DateTime<Utc>) -> AppOptions {
    AppOptions {
        clock: Clock::Set(now),
        ids: Ids::Seeded(20_261_120),
        source: Source::Person,
        actor: "tester".into(),
        data_dir: data_dir.to_owned(),
        ledger: Some(ledger.to_owned()),
        passphrase: Some(PASSPHRASE.to_owned().into()),
        keyring: KeyringUse::Off,
        backups: false,
    }
}

/// Nine o'clock UTC on a day.
#[must_use]
pub fn day(date: &str) -> DateTime<Utc> {
    format!("{date}T09:00:00Z")
        .parse()
        .unwrap_or_else(|error| panic!("{date}: {error}"))
}

/// A text of an answer; empty where there is none.
#[must_use]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
