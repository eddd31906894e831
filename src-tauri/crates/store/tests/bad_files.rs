//! Every bad file gives its own error and stays, with all beside it, byte for byte as it was.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use store::migration::{self, Migration};
use store::{Key, OpenError, OpenOptions, Store, open_with_key, open_with_passphrase};

use crate::support::{
    Fixture, PASSPHRASE, SECRET_NAME, contents, fresh, options, put_setting, setting,
};

/// Opens by passphrase and by key; both must fail, and no file may change or appear.
fn refused(fixture: &Fixture, key: &Key, options: &OpenOptions) -> (OpenError, OpenError) {
    let before = contents(fixture.folder.path());
    let by_passphrase = open_with_passphrase(&fixture.path, PASSPHRASE, options).unwrap_err();
    let by_key = open_with_key(&fixture.path, key, options).unwrap_err();
    let after = contents(fixture.folder.path());
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    assert!(before == after, "a refused file was written to");
    (by_passphrase, by_key)
}

fn closed_ledger() -> (Fixture, Key) {
    let (fixture, store) = fresh();
    for nth in 0..200 {
        put_setting(&store, &format!("setting {nth}"), &SECRET_NAME.repeat(20));
    }
    let key = store.key().unwrap();
    drop(store);
    (fixture, key)
}

fn change(path: &Path, at: usize, flip: u8) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[at] ^= flip;
    std::fs::write(path, bytes).unwrap();
}

fn is_damaged(error: &OpenError) -> bool {
    matches!(error, OpenError::Damaged { .. })
}

#[test]
fn a_missing_file_is_not_found_and_nothing_is_made() {
    let fixture = Fixture::new();
    let key = Key::random().unwrap();
    let (one, other) = refused(&fixture, &key, &options());
    assert!(matches!(one, OpenError::NotFound { .. }));
    assert!(matches!(other, OpenError::NotFound { .. }));
    assert_eq!(std::fs::read_dir(fixture.folder.path()).unwrap().count(), 0);
}

#[test]
fn a_wrong_passphrase_and_a_wrong_key_are_named() {
    let (fixture, _) = closed_ledger();
    let before = contents(fixture.folder.path());
    let error = open_with_passphrase(&fixture.path, "not this one", &options()).unwrap_err();
    assert!(matches!(error, OpenError::WrongPassphrase));
    let other_key = Key::random().unwrap();
    let error = open_with_key(&fixture.path, &other_key, &options()).unwrap_err();
    assert!(matches!(error, OpenError::WrongKey));
    std::fs::remove_file(fixture.path.with_extension("billfold.key")).unwrap();
    let error = open_with_key(&fixture.path, &other_key, &options()).unwrap_err();
    assert!(matches!(error, OpenError::WrongKey));
    let error = open_with_passphrase(&fixture.path, PASSPHRASE, &options()).unwrap_err();
    assert!(matches!(error, OpenError::KeyFileMissing { .. }));
    assert_eq!(before[&fixture.path], std::fs::read(&fixture.path).unwrap());
}

#[test]
fn files_of_others_are_not_ledgers() {
    let picture: Vec<u8> = (0..9_001_u32).map(|n| (n * n % 251) as u8).collect();
    let foreign = [
        b"dear diary, ".repeat(1024), // 12 288 bytes: three whole pages of text
        [b"SQLite format 3\0".to_vec(), vec![0; 4080]].concat(),
        picture,
    ];
    for content in foreign {
        for with_key_file in [true, false] {
            let (fixture, key) = closed_ledger();
            std::fs::write(&fixture.path, &content).unwrap();
            if !with_key_file {
                std::fs::remove_file(fixture.path.with_extension("billfold.key")).unwrap();
            }
            let (one, other) = refused(&fixture, &key, &options());
            assert!(matches!(one, OpenError::NotALedger { .. }), "{one}");
            assert!(matches!(other, OpenError::NotALedger { .. }), "{other}");
        }
    }
}

#[test]
fn an_encrypted_database_of_another_program_is_not_a_ledger() {
    let (fixture, key) = closed_ledger();
    let conn = rusqlite::Connection::open(&fixture.path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\";", *key.to_hex()))
        .unwrap();
    conn.execute_batch("PRAGMA application_id = 7; PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
    drop(conn);
    let (one, other) = refused(&fixture, &key, &options());
    assert!(matches!(one, OpenError::NotALedger { .. }), "{one}");
    assert!(matches!(other, OpenError::NotALedger { .. }), "{other}");
}

#[test]
fn a_truncated_file_is_damaged_wherever_it_was_cut() {
    let (fixture, key) = closed_ledger();
    let whole = std::fs::read(&fixture.path).unwrap();
    let cuts = [
        0,
        1,
        100,
        4095,
        4096,
        4097,
        whole.len() / 2,
        whole.len() - 4096,
        whole.len() - 1,
    ];
    for cut in cuts {
        std::fs::write(&fixture.path, &whole[..cut]).unwrap();
        let (one, other) = refused(&fixture, &key, &options());
        assert!(is_damaged(&one), "cut to {cut}: {one}");
        assert!(is_damaged(&other), "cut to {cut}: {other}");
    }
}

#[test]
fn one_flipped_bit_in_any_page_is_damage() {
    let (fixture, key) = closed_ledger();
    let whole = std::fs::read(&fixture.path).unwrap();
    // In every page: its first byte, its middle, and the stored checksum at its end.
    for page in 0..whole.len() / 4096 {
        for within in [0, 2048, 4095 - 20] {
            change(&fixture.path, page * 4096 + within, 0x10);
            let (one, other) = refused(&fixture, &key, &options());
            assert!(is_damaged(&one), "page {page} byte {within}: {one}");
            assert!(is_damaged(&other), "page {page} byte {within}: {other}");
            std::fs::write(&fixture.path, &whole).unwrap();
        }
    }
    let store = fixture.open();
    assert_eq!(setting(&store, "setting 7"), Some(SECRET_NAME.repeat(20)));
}

#[test]
fn a_damaged_key_file_is_named_but_the_key_still_opens() {
    let (fixture, key) = closed_ledger();
    let key_file = fixture.path.with_extension("billfold.key");
    let text = std::fs::read_to_string(&key_file).unwrap();
    let altered = text.replacen("\"passes\": 1", "\"passes\": 2", 1);
    assert_ne!(text, altered);
    for broken in [altered, text[..40].to_owned(), String::new()] {
        std::fs::write(&key_file, broken).unwrap();
        let error = open_with_passphrase(&fixture.path, PASSPHRASE, &options()).unwrap_err();
        assert!(matches!(error, OpenError::KeyFileDamaged { .. }), "{error}");
        drop(open_with_key(&fixture.path, &key, &options()).unwrap());
    }
}

/// A ledger of more pages than opening reads.
fn large_ledger() -> (Fixture, Key) {
    let (fixture, key) = closed_ledger();
    let store = fixture.open();
    for nth in 0..100 {
        put_setting(&store, &format!("large {nth}"), &SECRET_NAME.repeat(600));
    }
    drop(store);
    let bytes = std::fs::metadata(&fixture.path).unwrap().len();
    assert!(bytes > store::FULL_CHECK_BYTES, "{bytes} bytes");
    (fixture, key)
}

#[test]
fn a_bit_flipped_in_a_large_file_is_found_by_opening_or_by_verifying() {
    let (fixture, key) = large_ledger();
    let whole = std::fs::read(&fixture.path).unwrap();
    let (mut at_once, mut later) = (0, 0);
    for page in (0..whole.len() / 4096).step_by(17) {
        std::fs::write(&fixture.path, &whole).unwrap();
        change(&fixture.path, page * 4096 + 2048, 0x10);
        match open_with_key(&fixture.path, &key, &options()) {
            Err(error) => {
                assert!(is_damaged(&error), "page {page}: {error}");
                at_once += 1;
            }
            Ok(store) => {
                let found = store.verify_until(&Arc::default()).unwrap_err();
                let named = matches!(found, store::StoreError::Damaged { .. });
                assert!(named, "page {page}: {found}");
                later += 1;
            }
        }
    }
    assert!(at_once > 0 && later > 0, "{at_once} at once, {later} later");
}

#[test]
fn a_large_file_that_is_whole_verifies_unless_it_is_stopped() {
    let (fixture, _) = large_ledger();
    let store = fixture.open();
    assert!(store.verify_until(&Arc::default()).unwrap());
    assert!(
        !store
            .verify_until(&Arc::new(AtomicBool::new(true)))
            .unwrap()
    );
    put_setting(&store, "still", "works");
    store.verify().unwrap();
}

const COMING: Migration = Migration {
    id: 9_001,
    name: "of a later build",
    sql: "CREATE TABLE later (x INTEGER);",
    older_build_may_open: false,
};

fn with_later_step(step: Migration) -> OpenOptions {
    let mut later = options();
    later.steps.push(step);
    later
}

#[test]
fn a_newer_schema_is_refused_before_any_write() {
    let (fixture, key) = closed_ledger();
    drop(open_with_key(&fixture.path, &key, &with_later_step(COMING)).unwrap());
    let known = migration::newest_known(&migration::all());
    let (one, other) = refused(&fixture, &key, &options());
    for error in [one, other] {
        assert!(
            matches!(error, OpenError::NewerSchema { found: 9_001, known: k } if k == known),
            "{error}"
        );
    }
}

#[test]
fn a_newer_schema_that_allows_it_is_opened_and_not_changed_back() {
    let (fixture, key) = closed_ledger();
    let harmless = with_later_step(Migration {
        older_build_may_open: true,
        ..COMING
    });
    drop(open_with_key(&fixture.path, &key, &harmless).unwrap());
    put_setting(&fixture.open(), "from", "an older build");
    let store = open_with_key(&fixture.path, &key, &harmless).unwrap();
    assert_eq!(setting(&store, "from").as_deref(), Some("an older build"));
}

#[test]
fn a_migration_leaves_a_backup_that_the_older_build_opens() {
    let (fixture, key) = closed_ledger();
    let store = open_with_key(&fixture.path, &key, &with_later_step(COMING)).unwrap();
    put_setting(&store, "from", "the later build");
    let folder = store::backup::folder_of(&fixture.path);
    let known = migration::newest_known(&migration::all());
    let name = format!("acme-before-schema-{known}-20261120-093000.billfold");
    let older = open_with_passphrase(&folder.join(name), PASSPHRASE, &options()).unwrap();
    assert_eq!(setting(&older, "setting 7"), Some(SECRET_NAME.repeat(20)));
    assert_eq!(setting(&older, "from"), None);
}

#[test]
fn a_failing_migration_changes_nothing_but_adds_its_backup() {
    let (fixture, key) = closed_ledger();
    let before = std::fs::read(&fixture.path).unwrap();
    let failing = Migration {
        sql: "CREATE TABLE later (x); SELECT no_such();",
        ..COMING
    };
    open_with_key(&fixture.path, &key, &with_later_step(failing)).unwrap_err();
    assert!(before == std::fs::read(&fixture.path).unwrap());
    assert_eq!(
        setting(&fixture.open(), "setting 7"),
        Some(SECRET_NAME.repeat(20))
    );
}

#[test]
fn a_second_opening_finds_it_in_use() {
    let (fixture, store) = fresh();
    let key = store.key().unwrap();
    let again = |_: ()| open_with_key(&fixture.path, &key, &options());
    assert!(matches!(again(()).unwrap_err(), OpenError::InUse));
    put_setting(&store, "still", "works");
    drop(store);
    assert_eq!(
        setting(&again(()).unwrap(), "still").as_deref(),
        Some("works")
    );
}

#[test]
fn what_waits_in_the_log_after_a_crash_is_found_again() {
    let (fixture, store) = fresh();
    put_setting(&store, "owner", SECRET_NAME);
    let crashed = Fixture::new();
    for suffix in ["", "-wal", ".key"] {
        let name = format!("acme.billfold{suffix}");
        let from = fixture.folder.path().join(&name);
        std::fs::copy(from, crashed.folder.path().join(&name)).unwrap();
    }
    drop(store);
    let wrong = Key::random().unwrap();
    let before = contents(crashed.folder.path());
    open_with_key(&crashed.path, &wrong, &options()).unwrap_err();
    assert!(before == contents(crashed.folder.path()));
    assert_eq!(
        setting(&crashed.open(), "owner").as_deref(),
        Some(SECRET_NAME)
    );
}

#[test]
fn a_refused_file_with_a_log_keeps_both() {
    let (fixture, store) = fresh();
    drop(store);
    let key = store::unseal_key(&fixture.path, PASSPHRASE).unwrap();
    let later = open_with_key(&fixture.path, &key, &with_later_step(COMING)).unwrap();
    put_setting(&later, "owner", SECRET_NAME);
    let crashed = Fixture::new();
    for suffix in ["", "-wal", ".key"] {
        let name = format!("acme.billfold{suffix}");
        let from = fixture.folder.path().join(&name);
        std::fs::copy(from, crashed.folder.path().join(&name)).unwrap();
    }
    let (one, other) = refused(&crashed, &key, &options());
    assert!(matches!(one, OpenError::NewerSchema { .. }), "{one}");
    assert!(matches!(other, OpenError::NewerSchema { .. }), "{other}");
}

fn fill_until_it_fails(store: &Store) -> usize {
    let text = SECRET_NAME.repeat(200);
    for nth in 0..5_000 {
        let written: Result<(), store::StoreError> =
            store.write(&crate::support::meta("settings.change"), |tx| {
                tx.settings_mut()
                    .put(&format!("filler {nth}"), &serde_json::json!(text))
            });
        match written {
            Ok(()) => {}
            Err(store::StoreError::DiskFull) => return nth,
            Err(other) => panic!("expected a full disk, got {other}"),
        }
    }
    panic!("the disk never filled");
}

fn whole_after_full_disk(store: Store, fixture: &Fixture) {
    let written = fill_until_it_fails(&store);
    assert!(written > 10);
    assert_eq!(setting(&store, &format!("filler {written}")), None);
    let last = format!("filler {}", written - 1);
    assert_eq!(setting(&store, &last), Some(SECRET_NAME.repeat(200)));
    store.verify().unwrap();
    drop(store);
    assert_eq!(
        setting(&fixture.open(), &last),
        Some(SECRET_NAME.repeat(200))
    );
}

#[test]
fn a_ledger_at_its_size_limit_is_a_full_disk_and_stays_whole() {
    let fixture = Fixture::new();
    let limited = OpenOptions {
        max_bytes: Some(2 * 1024 * 1024),
        ..options()
    };
    let store = store::create_ledger(&fixture.path, PASSPHRASE, &limited).unwrap();
    whole_after_full_disk(store, &fixture);
}

/// Only the superuser may mount a small disk; others have the limit above.
#[test]
#[cfg(target_os = "linux")]
fn a_really_full_disk_is_named_and_the_ledger_stays_whole() {
    use std::process::Command;
    let mount = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
        .arg(mount.path())
        .output();
    if !mounted.is_ok_and(|done| done.status.success()) {
        return;
    }
    let path = mount.path().join("acme.billfold");
    let fixture = Fixture {
        folder: tempfile::tempdir_in(mount.path()).unwrap(),
        path,
    };
    let outcome = std::panic::catch_unwind(|| whole_after_full_disk(fixture.create(), &fixture));
    drop(fixture);
    let unmounted = Command::new("umount")
        .arg("-l")
        .arg(mount.path())
        .output()
        .unwrap();
    assert!(unmounted.status.success());
    outcome.unwrap();
}
