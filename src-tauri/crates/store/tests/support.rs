//! A temporary ledger, a set clock, and a way to see whether files changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use store::{KdfParams, OpenOptions, Store, StoreError, WriteMeta};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "seven green kettles";

/// A name that no encrypted file may show.
pub const SECRET_NAME: &str = "Blumen Ostermeier";

pub fn now() -> DateTime<Utc> {
    "2026-11-20T09:30:00Z".parse().unwrap()
}

pub fn seconds_later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

pub fn options() -> OpenOptions {
    OpenOptions::new(now()).with_kdf(KdfParams::smallest())
}

pub fn meta(action: &str) -> WriteMeta {
    WriteMeta {
        now: now(),
        actor: "Ada".into(),
        source: "command line".into(),
        action: action.into(),
    }
}

pub struct Fixture {
    pub folder: TempDir,
    pub path: PathBuf,
}

impl Fixture {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("acme.billfold");
        Self { folder, path }
    }

    pub fn create(&self) -> Store {
        store::create_ledger(&self.path, PASSPHRASE, &options()).unwrap()
    }

    pub fn open(&self) -> Store {
        store::open_with_passphrase(&self.path, PASSPHRASE, &options()).unwrap()
    }
}

pub fn fresh() -> (Fixture, Store) {
    let fixture = Fixture::new();
    let store = fixture.create();
    (fixture, store)
}

pub fn put_setting(store: &Store, name: &str, value: &str) {
    store
        .write(&meta("settings.change"), |tx| {
            tx.settings_mut().put(name, &json!(value))?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

pub fn setting(store: &Store, name: &str) -> Option<String> {
    let value = store.read(|r| r.settings().get(name)).unwrap();
    value.map(|value| value.as_str().unwrap().to_owned())
}

/// Every file of a folder and those below it, but for the lock files, which hold nothing.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else if path.extension().is_none_or(|end| end != "lock") {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

pub fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}
