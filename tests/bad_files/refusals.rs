//! Wrong secrets, files of others, damaged files, newer files, files in use.

use std::path::{Path, PathBuf};

use acceptance::world::{PASSPHRASE, day, new_ledger};
use acceptance::{Desk, World, crash, draft, line};
use store::{KdfParams, OpenOptions};

use crate::table::{Row, contents, print};

const PAGE: usize = 4096;

/// A closed ledger with some invoices in it, in a folder of its own.
struct Ledger {
    _world: World,
    desk: Desk,
    path: PathBuf,
}

impl Ledger {
    fn new() -> Self {
        let world = World::new();
        let customer = world.customer("Blumen Krüger");
        for _ in 0..10 {
            world.issue(draft(&customer, &[line("Bouquet", "1", "10.00", &[])]));
        }
        world.ask("session.lock", serde_json::json!({}));
        let desk = Desk::new();
        let folder = desk.path("books");
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("books.billfold");
        for ending in ["", ".key"] {
            let from = format!("{}{ending}", world.path().display());
            std::fs::copy(from, format!("{}{ending}", path.display())).unwrap();
        }
        Self {
            _world: world,
            desk,
            path,
        }
    }

    fn key_file(&self) -> PathBuf {
        PathBuf::from(format!("{}.key", self.path.display()))
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap()
    }

    fn write(&self, bytes: &[u8]) {
        std::fs::write(&self.path, bytes).unwrap();
    }

    fn opening(&self, case: &str) -> Row {
        Row::of_opening(case, &self.desk, &self.path, &self.desk.path("passphrase"))
    }

    /// That the ledger was good before it was spoilt.
    fn assert_opens(&self) {
        let said = self
            .desk
            .run_on(&self.path, &["--json", "customers", "list"]);
        assert_eq!(said.code, 0, "{said:?}");
    }
}

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 0x10;
    bytes
}

#[test]
fn wrong_secrets() {
    let ledger = Ledger::new();
    ledger.assert_opens();
    let wrong = ledger.desk.path("wrong");
    std::fs::write(&wrong, "not this one at all").unwrap();
    let passphrase = Row::of_opening("wrong passphrase", &ledger.desk, &ledger.path, &wrong)
        .expect("wrong_passphrase");

    // The key file of another ledger, with the same passphrase: its key does not fit this one.
    let other = ledger.desk.path("other.billfold");
    new_ledger(&other, day("2026-11-20"));
    let own = std::fs::read(ledger.key_file()).unwrap();
    let foreign = std::fs::read(ledger.desk.path("other.billfold.key")).unwrap();
    std::fs::write(ledger.key_file(), &foreign).unwrap();
    let mixed = ledger
        .opening("key file of another ledger")
        .expect("not_a_ledger");
    // The same made to say that it belongs here.
    let parsed = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    let mut posing = parsed(&foreign);
    posing["file_salt"] = parsed(&own)["file_salt"].clone();
    std::fs::write(ledger.key_file(), posing.to_string()).unwrap();
    let forged = ledger
        .opening("key file altered by hand")
        .expect("key_file_damaged");

    let middle = own.len() / 2;
    std::fs::write(ledger.key_file(), &own[..middle]).unwrap();
    let cut = ledger
        .opening("key file cut in half")
        .expect("key_file_damaged");
    std::fs::remove_file(ledger.key_file()).unwrap();
    let missing = ledger
        .opening("key file missing")
        .expect("key_file_missing");
    std::fs::write(ledger.key_file(), own).unwrap();
    ledger.assert_opens();
    print(&[passphrase, mixed, forged, cut, missing]);
}

// The program takes a raw key from the system's keyring alone, so this goes past its door.
#[test]
fn a_wrong_key_of_a_keyring() {
    let ledger = Ledger::new();
    let folder = ledger.path.parent().unwrap();
    let before = contents(folder);
    let options = OpenOptions::new(day("2026-11-20"));
    let key = store::Key::random().unwrap();
    let refused = store::open_with_key(&ledger.path, &key, &options).unwrap_err();
    let error = app::error::AppError::from(refused);
    assert_eq!(error.code, "wrong_key");
    assert!(error.fix.contains("passphrase"), "{error:?}");
    assert!(contents(folder) == before, "the files are as they were");
    ledger.assert_opens();
}

#[test]
fn files_of_others() {
    let ledger = Ledger::new();
    let plain = ledger.desk.path("plain.db");
    let options = OpenOptions::new(day("2026-11-20"));
    drop(store::create_plain_for_measurement(&plain, &options).unwrap());
    let picture = std::fs::read(picture()).unwrap();
    let foreign = [
        ("a text", "Dear customer, ".repeat(1000).into_bytes()),
        ("a PNG picture", picture),
        ("a plain SQLite database", std::fs::read(&plain).unwrap()),
    ];
    let mut rows = Vec::new();
    for (name, content) in &foreign {
        ledger.write(content);
        rows.push(
            ledger
                .opening(&format!("{name}, beside a key file"))
                .expect("not_a_ledger"),
        );
    }
    let own = std::fs::read(ledger.key_file()).unwrap();
    std::fs::remove_file(ledger.key_file()).unwrap();
    for (name, content) in &foreign {
        ledger.write(content);
        rows.push(
            ledger
                .opening(&format!("{name}, without key file"))
                .expect("not_a_ledger"),
        );
    }
    std::fs::write(ledger.key_file(), own).unwrap();
    std::fs::remove_file(&ledger.path).unwrap();
    rows.push(ledger.opening("no file at all").expect("ledger_not_found"));
    print(&rows);
}

/// Any picture of the checkout.
fn picture() -> PathBuf {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let files = std::fs::read_dir(golden)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .into_iter()
        .find(|path| path.extension().is_some_and(|extension| extension == "png"))
        .expect("golden/ has pictures of pages")
}

#[test]
fn truncated_files() {
    let ledger = Ledger::new();
    let whole = ledger.bytes();
    let end = whole.len();
    let cuts = [
        0,
        1,
        100,
        PAGE - 1,
        PAGE,
        PAGE + 1,
        end / 2,
        end - PAGE,
        end - 1,
    ];
    let mut rows = Vec::new();
    for cut in cuts {
        ledger.write(&whole[..cut]);
        let case = format!("cut to {cut} of {end} bytes");
        rows.push(ledger.opening(&case).expect("ledger_damaged"));
    }
    ledger.write(&whole);
    ledger.assert_opens();
    print(&rows);
}

#[test]
fn one_flipped_bit_in_every_page() {
    let ledger = Ledger::new();
    let whole = ledger.bytes();
    let pages = whole.len() / PAGE;
    assert!(pages > 30, "only {pages} pages");
    let mut rows = Vec::new();
    for page in 0..pages {
        // A different place in each page: its first bytes, its content, its checksum at the end.
        let within = (page * 1367) % PAGE;
        ledger.write(&flipped(&whole, page * PAGE + within));
        let case = format!("bit flipped in page {} of {pages}, byte {within}", page + 1);
        rows.push(ledger.opening(&case).expect("ledger_damaged"));
    }
    ledger.write(&whole);
    ledger.assert_opens();
    println!("{} of {pages} pages: a flipped bit was found", rows.len());
    print(&rows[..3]);
}

#[test]
fn a_newer_schema() {
    let desk = Desk::new();
    let folder = desk.path("books");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("books.billfold");
    let newer = OpenOptions {
        steps: crash::newer_schema(),
        ..OpenOptions::new(day("2026-11-20"))
    };
    let newer = newer.with_kdf(KdfParams::smallest());
    drop(store::create_ledger(&path, PASSPHRASE, &newer).unwrap());
    let row = Row::of_opening("newer schema", &desk, &path, &desk.path("passphrase"));
    print(&[row.expect("ledger_newer")]);
}

#[test]
fn a_second_process() {
    let ledger = Ledger::new();
    let options = OpenOptions::new(day("2026-11-20"));
    let held = store::open_with_passphrase(&ledger.path, PASSPHRASE, &options).unwrap();
    let row = ledger
        .opening("open in another process")
        .expect("ledger_in_use");
    drop(held);
    ledger.assert_opens();
    print(&[row]);
}
