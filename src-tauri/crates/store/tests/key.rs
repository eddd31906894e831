//! Passphrases and keys: what opens a ledger, before, after and in the middle of a change.

use std::path::Path;

use store::key::rotation::RotationStep;
use store::{Key, KeyError, OpenError, Store, create_ledger, open_with_key, open_with_passphrase};

use crate::support::{
    Fixture, PASSPHRASE, SECRET_NAME, contents, fresh, holds, options, put_setting, seconds_later,
    setting,
};

const NEW_PASSPHRASE: &str = "eight brown saucers";

fn key_file(fixture: &Fixture) -> std::path::PathBuf {
    fixture.path.with_extension("billfold.key")
}

fn opens(path: &Path, key: &Key) -> Result<Store, OpenError> {
    open_with_key(path, key, &options())
}

#[test]
fn a_key_is_never_shown_and_survives_its_hex_form() {
    let key = Key::from_bytes([0xab; 32]);
    assert_eq!(format!("{key:?}"), "Key(..)");
    assert_eq!(*key.to_hex(), "ab".repeat(32));
    assert_eq!(Key::from_hex(&key.to_hex()), Ok(key));
    assert_eq!(Key::from_hex("ab"), Err(KeyError::NotHex));
    assert_ne!(Key::random().unwrap(), Key::random().unwrap());
}

#[test]
fn a_new_ledger_never_replaces_one() {
    let (fixture, store) = fresh();
    put_setting(&store, "owner", SECRET_NAME);
    drop(store);
    let before = std::fs::read(&fixture.path).unwrap();
    let key_before = std::fs::read(key_file(&fixture)).unwrap();
    let error = create_ledger(&fixture.path, NEW_PASSPHRASE, &options()).unwrap_err();
    assert!(matches!(error, OpenError::AlreadyExists { .. }));
    assert!(before == std::fs::read(&fixture.path).unwrap());
    assert_eq!(key_before, std::fs::read(key_file(&fixture)).unwrap());
}

#[test]
fn the_key_file_of_a_lost_ledger_is_set_aside_not_overwritten() {
    let (fixture, store) = fresh();
    drop(store);
    let old = std::fs::read(key_file(&fixture)).unwrap();
    std::fs::remove_file(&fixture.path).unwrap();
    drop(fixture.create());
    let aside = fixture
        .folder
        .path()
        .join("acme.billfold.key.old-20261120-093000");
    assert_eq!(old, std::fs::read(aside).unwrap());
}

#[test]
fn a_short_passphrase_makes_no_ledger() {
    let fixture = Fixture::new();
    let error = create_ledger(&fixture.path, "1234567", &options()).unwrap_err();
    assert!(matches!(
        error,
        OpenError::Key(KeyError::PassphraseTooShort { least: 8 })
    ));
    assert!(!fixture.path.exists() && !key_file(&fixture).exists());
}

#[test]
fn a_changed_passphrase_opens_and_the_old_one_no_longer() {
    let (fixture, store) = fresh();
    let key = store.key().unwrap();
    let wrong = store
        .change_passphrase("not this one", NEW_PASSPHRASE)
        .unwrap_err();
    assert!(matches!(wrong, OpenError::WrongPassphrase));
    store.change_passphrase(PASSPHRASE, NEW_PASSPHRASE).unwrap();
    drop(store);
    let old = open_with_passphrase(&fixture.path, PASSPHRASE, &options()).unwrap_err();
    assert!(matches!(old, OpenError::WrongPassphrase));
    let store = open_with_passphrase(&fixture.path, NEW_PASSPHRASE, &options()).unwrap();
    assert_eq!(store.key(), Some(key));
}

#[test]
fn a_rotated_key_opens_and_the_old_one_no_longer() {
    let (fixture, store) = fresh();
    put_setting(&store, "owner", SECRET_NAME);
    let old = store.key().unwrap();
    let new = store.rotate_key(PASSPHRASE).unwrap();
    assert_ne!(old, new);
    assert_eq!(store.key().as_ref(), Some(&new));
    // The same open store goes on, reading and writing under the new key.
    assert_eq!(setting(&store, "owner").as_deref(), Some(SECRET_NAME));
    put_setting(&store, "after", "rotation");
    store.verify().unwrap();
    drop(store);
    assert!(matches!(
        opens(&fixture.path, &old).unwrap_err(),
        OpenError::WrongKey
    ));
    let store = opens(&fixture.path, &new).unwrap();
    assert_eq!(setting(&store, "after").as_deref(), Some("rotation"));
    drop(store);
    assert_eq!(
        setting(&fixture.open(), "owner").as_deref(),
        Some(SECRET_NAME)
    );
    let names: Vec<_> = std::fs::read_dir(fixture.folder.path()).unwrap().collect();
    assert_eq!(names.len(), 3, "ledger, key file and lock file: {names:?}");
}

#[test]
fn a_rotation_with_the_wrong_passphrase_changes_nothing() {
    let (fixture, store) = fresh();
    let key = store.key().unwrap();
    store.rotate_key("not this one").unwrap_err();
    drop(store);
    opens(&fixture.path, &key).unwrap();
}

/// A ledger folder as it lay at each step of a rotation, and the keys before and after.
fn moments_of_a_rotation() -> (Key, Key, Vec<(RotationStep, Fixture)>) {
    let (fixture, store) = fresh();
    put_setting(&store, "owner", SECRET_NAME);
    let old = store.key().unwrap();
    let mut moments = Vec::new();
    let new = store.rotate_key_watched(PASSPHRASE, &mut |step| {
        let cut_off = Fixture::new();
        for (path, bytes) in contents(fixture.folder.path()) {
            std::fs::write(cut_off.folder.path().join(path.file_name().unwrap()), bytes).unwrap();
        }
        moments.push((step, cut_off));
    });
    (old, new.unwrap(), moments)
}

/// As a crash at that moment leaves it; a copy, so that each opening starts afresh.
fn again(moment: &Fixture) -> Fixture {
    let fixture = Fixture::new();
    for (path, bytes) in contents(moment.folder.path()) {
        std::fs::write(fixture.folder.path().join(path.file_name().unwrap()), bytes).unwrap();
    }
    fixture
}

#[test]
fn a_rotation_cut_off_at_any_point_loses_nothing() {
    use RotationStep::{BothKeysKept, Copied, Exchanged, Settled};
    let (old, new, moments) = moments_of_a_rotation();
    let steps: Vec<_> = moments.iter().map(|(step, _)| *step).collect();
    assert_eq!(steps, [Copied, BothKeysKept, Exchanged, Settled]);
    for (step, moment) in &moments {
        let check = |store: Store| {
            assert_eq!(
                setting(&store, "owner").as_deref(),
                Some(SECRET_NAME),
                "{step:?}"
            );
            put_setting(&store, "after", "the crash");
        };
        let by_passphrase = again(moment);
        check(by_passphrase.open());
        assert_eq!(
            setting(&by_passphrase.open(), "after").as_deref(),
            Some("the crash")
        );
        let openers = match step {
            Copied | BothKeysKept => vec![&old],
            Exchanged => vec![&old, &new],
            Settled => vec![&new],
        };
        for key in openers {
            let fixture = again(moment);
            check(opens(&fixture.path, key).unwrap_or_else(|e| panic!("{step:?}: {e}")));
            let settled = std::fs::read(key_file(&fixture)).unwrap();
            assert!(!holds(&settled, "by_present_key"), "{step:?}");
            assert!(
                !fixture.path.with_extension("billfold.rekey").exists(),
                "{step:?}"
            );
            assert_eq!(
                setting(&fixture.open(), "after").as_deref(),
                Some("the crash")
            );
        }
    }
}

#[test]
fn the_key_file_tells_nothing_without_the_passphrase() {
    let (fixture, store) = fresh();
    let key = store.key().unwrap();
    let text = std::fs::read_to_string(key_file(&fixture)).unwrap();
    assert!(!text.contains(&*key.to_hex()));
    assert!(!text.contains(PASSPHRASE));
}

#[test]
fn the_default_derivation_is_argon2id_with_64_mib_and_three_passes() {
    let fixture = Fixture::new();
    let costly = store::OpenOptions::new(seconds_later(0));
    drop(create_ledger(&fixture.path, PASSPHRASE, &costly).unwrap());
    let text = std::fs::read_to_string(key_file(&fixture)).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    // OWASP's first recommendation is 46 MiB and one pass; this is above it.
    assert_eq!(
        file["kdf"],
        serde_json::json!({"memory_kib": 65536, "passes": 3, "lanes": 1})
    );
    drop(fixture.open());
}
