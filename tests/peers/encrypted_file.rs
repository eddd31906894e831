//! The encrypted file opened by another implementation, with its key and only with its key.

use std::path::{Path, PathBuf};

use acceptance::world::{PASSPHRASE, day};
use acceptance::{Desk, World, draft, line, python};
use serde_json::{Value, json};
use store::{OpenOptions, open_with_passphrase};

/// Names that occur nowhere else, in several scripts.
const NAMES: [&str; 3] = [
    "Zsófia Quarrington-Böhm",
    "株式会社うみねこ",
    "שמעון בן־הלוי",
];

fn books() -> World {
    let world = World::new();
    for name in NAMES {
        let customer = world.customer(name);
        world.issue(draft(&customer, &[line("Consulting", "1", "100.00", &[])]));
    }
    world
}

/// A copy of the closed ledger, and its raw key.
fn closed(world: &World, desk: &Desk) -> (PathBuf, String) {
    world.ask("session.lock", json!({}));
    let options = OpenOptions::new(day("2026-11-20"));
    let store = open_with_passphrase(&world.path(), PASSPHRASE, &options).unwrap();
    let key = store.key().unwrap().to_hex().to_string();
    drop(store);
    let copy = desk.path("copy.billfold");
    std::fs::copy(world.path(), &copy).unwrap();
    (copy, key)
}

fn opened_by_peer(ledger: &Path, key: &str) -> Value {
    let said = python().script("open_encrypted.py", &[&ledger.display().to_string(), key]);
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[test]
fn another_implementation_opens_it_with_the_key_and_only_with_the_key() {
    let (world, desk) = (books(), Desk::new());
    let (ledger, key) = closed(&world, &desk);

    let opened = opened_by_peer(&ledger, &key);
    assert_eq!(
        (&opened["ok"], &opened["integrity"]),
        (&json!(true), &json!("ok")),
        "{opened}"
    );
    let mut found: Vec<&str> = opened["customers"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    found.sort_unstable();
    let mut expected = NAMES.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected);

    // One digit of 64 is another: 4 of 256 bits.
    let first = if key.starts_with('0') { "1" } else { "0" };
    let wrong = format!("{first}{}", &key[1..]);
    for (name, key) in [("a wrong key", wrong.as_str()), ("no key", "")] {
        let refused = opened_by_peer(&ledger, key);
        assert_eq!(refused["ok"], false, "{name}: {refused}");
        assert!(
            refused["error"].as_str().unwrap().contains("NotADB"),
            "{name}: {refused}"
        );
    }
}

/// Whether the words stand in the bytes, as UTF-8 or UTF-16.
fn says(bytes: &[u8], words: &str) -> bool {
    let wide = |order: fn(u16) -> [u8; 2]| words.encode_utf16().flat_map(order).collect();
    let forms: [Vec<u8>; 3] = [
        words.as_bytes().to_vec(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ];
    forms
        .iter()
        .any(|form| bytes.windows(form.len()).any(|window| window == form))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path))
        } else {
            files.push(path)
        }
    }
    files
}

#[test]
fn no_file_says_a_customers_name() {
    let world = books();
    world.ask("backup.create", json!({}));
    let _ = world.customer("Later Than The Backup Ltd"); // so that the log has something in it
    let files = files_below(world.folder());
    let endings = [".billfold", ".billfold-wal", ".billfold.key"];
    for ending in endings {
        let is_there = files
            .iter()
            .any(|path| path.display().to_string().ends_with(ending));
        assert!(is_there, "no file ends in {ending}: {files:?}");
    }
    let backups = files
        .iter()
        .filter(|path| path.display().to_string().contains("manual"));
    assert!(backups.count() > 0, "no backup: {files:?}");
    let log = std::fs::metadata(format!("{}-wal", world.path().display())).unwrap();
    assert!(log.len() > 0, "the log is empty");

    let words = NAMES
        .iter()
        .chain(&["Later Than The Backup", "Consulting", "Atelier Nord"]);
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        for words in words.clone() {
            assert!(!says(&bytes, words), "{} says {words}", path.display());
        }
        assert!(
            !bytes.starts_with(b"SQLite format 3"),
            "{} is plain",
            path.display()
        );
    }
}

#[test]
fn the_search_for_names_finds_them_where_they_are() {
    let desk = Desk::new();
    let path = desk.path("plain.db");
    let options = OpenOptions::new(day("2026-11-20"));
    let store = store::create_plain_for_measurement(&path, &options).unwrap();
    let meta = store::WriteMeta {
        now: day("2026-11-20"),
        actor: NAMES[1].into(),
        source: "person".into(),
        action: "test".into(),
    };
    let put = store
        .write::<_, store::StoreError>(&meta, |tx| tx.settings_mut().put("name", &json!(NAMES[0])));
    put.unwrap();
    drop(store);
    let bytes = std::fs::read(&path).unwrap();
    assert!(says(&bytes, NAMES[0]) && says(&bytes, NAMES[1]) && !says(&bytes, NAMES[2]));
    let wide: Vec<u8> = NAMES[2].encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(says(&wide, NAMES[2]));
}
