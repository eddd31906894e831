//! Backups are whole, encrypted and checked; a restore can be taken back.

use std::ops::ControlFlow;

use store::backup::restore::{restore, undo_restore};
use store::backup::{BackupError, uncancelled};
use store::{Key, OpenError, StoreError};

use crate::support::{
    Fixture, PASSPHRASE, SECRET_NAME, contents, fresh, meta, options, put_setting, seconds_later,
    setting,
};

fn backed_up() -> (Fixture, store::Store, Fixture) {
    let (fixture, store) = fresh();
    put_setting(&store, "owner", SECRET_NAME);
    let backup = Fixture::new();
    store.backup_to(&backup.path, &mut uncancelled).unwrap();
    put_setting(&store, "owner", "somebody later");
    (fixture, store, backup)
}

#[test]
fn a_backup_opens_with_the_same_passphrase_and_key() {
    let (_fixture, store, backup) = backed_up();
    let key = store.key().unwrap();
    let copy = store::open_with_key(&backup.path, &key, &options()).unwrap();
    assert_eq!(setting(&copy, "owner").as_deref(), Some(SECRET_NAME));
    assert_eq!(copy.ledger_id(), store.ledger_id());
    drop(copy);
    backup.open().verify().unwrap();
}

#[test]
fn a_backup_is_never_written_over_a_file() {
    let (_fixture, store, backup) = backed_up();
    let before = contents(backup.folder.path());
    let error = store.backup_to(&backup.path, &mut uncancelled).unwrap_err();
    assert!(matches!(error, BackupError::AlreadyExists { .. }));
    assert!(before == contents(backup.folder.path()));
}

#[test]
fn a_backup_reports_progress_and_can_be_cancelled() {
    let (_fixture, store, _) = backed_up();
    let text = "x".repeat(5_000_000);
    put_setting(&store, "large", &text);
    let target = Fixture::new();
    let mut seen = Vec::new();
    let cancelled = store.backup_to(&target.path, &mut |progress| {
        seen.push(progress);
        ControlFlow::Break(())
    });
    assert!(matches!(cancelled, Err(BackupError::Cancelled)));
    assert_eq!(seen.len(), 1);
    assert!(seen[0].done_pages > 0 && seen[0].done_pages < seen[0].total_pages);
    assert!(contents(target.folder.path()).is_empty(), "no part is left");
    store
        .backup_to(&target.path, &mut |progress| {
            seen.push(progress);
            ControlFlow::Continue(())
        })
        .unwrap();
    let last = seen.last().unwrap();
    assert_eq!(last.done_pages, last.total_pages);
}

#[test]
fn a_backup_is_of_one_moment_while_others_write() {
    let (_fixture, store, _) = backed_up();
    put_setting(&store, "large", &"x".repeat(9_000_000));
    put_setting(&store, "counter", "0");
    let target = Fixture::new();
    let mut written = 0;
    store
        .backup_to(&target.path, &mut |_| {
            written += 1;
            put_setting(&store, "counter", &written.to_string());
            ControlFlow::Continue(())
        })
        .unwrap();
    assert!(written >= 2);
    assert_eq!(setting(&target.open(), "counter").as_deref(), Some("0"));
}

#[test]
fn a_restore_puts_the_backup_back_and_can_be_undone_and_redone() {
    let (fixture, store, backup) = backed_up();
    let key = store.key().unwrap();
    drop(store);
    let undo = restore(&backup.path, &key, &fixture.path, seconds_later(1))
        .unwrap()
        .unwrap();
    assert_eq!(
        setting(&fixture.open(), "owner").as_deref(),
        Some(SECRET_NAME)
    );
    let redo = undo_restore(&fixture.path, &undo, seconds_later(2))
        .unwrap()
        .unwrap();
    assert_eq!(
        setting(&fixture.open(), "owner").as_deref(),
        Some("somebody later")
    );
    undo_restore(&fixture.path, &redo, seconds_later(3)).unwrap();
    assert_eq!(
        setting(&fixture.open(), "owner").as_deref(),
        Some(SECRET_NAME)
    );
}

#[test]
fn a_restore_needs_the_ledger_closed() {
    let (fixture, store, backup) = backed_up();
    let key = store.key().unwrap();
    let error = restore(&backup.path, &key, &fixture.path, seconds_later(1)).unwrap_err();
    assert!(matches!(error, BackupError::Open(OpenError::InUse)));
    assert_eq!(setting(&store, "owner").as_deref(), Some("somebody later"));
}

#[test]
fn a_bad_backup_is_refused_and_the_ledger_left_alone() {
    let (fixture, store, backup) = backed_up();
    let key = store.key().unwrap();
    drop(store);
    let whole = std::fs::read(&backup.path).unwrap();
    let before = contents(fixture.folder.path());
    let mut flipped = whole.clone();
    flipped[9000] ^= 1;
    for bad in [
        flipped,
        whole[..whole.len() - 4096].to_vec(),
        b"not a ledger".to_vec(),
    ] {
        std::fs::write(&backup.path, bad).unwrap();
        restore(&backup.path, &key, &fixture.path, seconds_later(1)).unwrap_err();
        assert!(before == contents(fixture.folder.path()));
    }
    std::fs::write(&backup.path, whole).unwrap();
    let wrong = Key::random().unwrap();
    let error = restore(&backup.path, &wrong, &fixture.path, seconds_later(1)).unwrap_err();
    assert!(
        matches!(error, BackupError::Open(OpenError::WrongKey)),
        "{error}"
    );
    assert!(before == contents(fixture.folder.path()));
}

#[test]
fn a_damaged_ledger_is_kept_when_its_backup_comes_back() {
    let (fixture, store, backup) = backed_up();
    let key = store.key().unwrap();
    drop(store);
    let mut damaged = std::fs::read(&fixture.path).unwrap();
    damaged[9000] ^= 1;
    std::fs::write(&fixture.path, &damaged).unwrap();
    let undo = restore(&backup.path, &key, &fixture.path, seconds_later(1))
        .unwrap()
        .unwrap();
    assert_eq!(
        setting(&fixture.open(), "owner").as_deref(),
        Some(SECRET_NAME)
    );
    assert!(std::fs::read(&undo.path).unwrap() == damaged);
}

#[test]
fn a_lost_ledger_comes_back_from_its_backup_alone() {
    let (fixture, store, backup) = backed_up();
    drop(store);
    drop(fixture);
    let elsewhere = Fixture::new();
    let key = store::unseal_key(&backup.path, PASSPHRASE).unwrap();
    let undo = restore(&backup.path, &key, &elsewhere.path, seconds_later(1)).unwrap();
    assert_eq!(undo, None);
    assert_eq!(
        setting(&elsewhere.open(), "owner").as_deref(),
        Some(SECRET_NAME)
    );
}

#[test]
fn a_restore_keeps_the_passphrase_changed_since() {
    let (fixture, store, backup) = backed_up();
    let key = store.key().unwrap();
    store
        .change_passphrase(PASSPHRASE, "eight brown saucers")
        .unwrap();
    drop(store);
    restore(&backup.path, &key, &fixture.path, seconds_later(1)).unwrap();
    let store =
        store::open_with_passphrase(&fixture.path, "eight brown saucers", &options()).unwrap();
    assert_eq!(setting(&store, "owner").as_deref(), Some(SECRET_NAME));
}

#[test]
fn a_backup_from_before_a_rotation_brings_its_own_key() {
    let (fixture, store, backup) = backed_up();
    let old = store.key().unwrap();
    let new = store.rotate_key(PASSPHRASE).unwrap();
    drop(store);
    let undo = restore(&backup.path, &old, &fixture.path, seconds_later(1))
        .unwrap()
        .unwrap();
    let store = store::open_with_key(&fixture.path, &old, &options()).unwrap();
    assert_eq!(setting(&store, "owner").as_deref(), Some(SECRET_NAME));
    drop(store);
    undo_restore(&fixture.path, &undo, seconds_later(2)).unwrap();
    drop(store::open_with_key(&fixture.path, &new, &options()).unwrap());
}

#[test]
fn a_restore_cut_short_between_key_file_and_ledger_opens_as_what_it_is() {
    let key_of = |fixture: &Fixture| fixture.path.with_extension("billfold.key");
    let before = |fixture: &Fixture| fixture.path.with_extension("billfold.key.before");
    for swapped in [false, true] {
        let (fixture, store, _) = backed_up();
        drop(store);
        let (other, store) = fresh();
        put_setting(&store, "owner", "of the other ledger");
        drop(store);
        std::fs::copy(key_of(&fixture), before(&fixture)).unwrap();
        std::fs::copy(key_of(&other), key_of(&fixture)).unwrap();
        if swapped {
            std::fs::copy(&other.path, &fixture.path).unwrap();
        }
        let owner = setting(&fixture.open(), "owner");
        let expected = [Some("somebody later"), Some("of the other ledger")];
        assert_eq!(owner.as_deref(), expected[usize::from(swapped)]);
        assert!(!before(&fixture).exists());
    }
}

#[test]
fn after_a_restore_the_log_goes_on_from_the_backup() {
    let (fixture, store, backup) = backed_up();
    let key = store.key().unwrap();
    drop(store);
    restore(&backup.path, &key, &fixture.path, seconds_later(1)).unwrap();
    let store = fixture.open();
    let seq: i64 = store
        .write(&meta("settings.change"), |tx| {
            tx.settings_mut()
                .put("owner", &serde_json::json!("after the restore"))?;
            Ok::<_, StoreError>(tx.change_seq()? + 1)
        })
        .unwrap();
    assert_eq!(seq, 2);
    store.verify().unwrap();
}
