//! One commit is everything or nothing, is announced, and never shows in the file as text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;
use store::{StoreError, open_plain_for_measurement};

use crate::support::{
    Fixture, PASSPHRASE, SECRET_NAME, contents, fresh, holds, meta, options, put_setting, setting,
};

#[test]
fn what_was_committed_is_there_after_reopening() {
    let (fixture, store) = fresh();
    put_setting(&store, "owner", SECRET_NAME);
    drop(store);
    assert_eq!(
        setting(&fixture.open(), "owner").as_deref(),
        Some(SECRET_NAME)
    );
}

#[test]
fn an_error_takes_back_rows_audit_entry_and_number() {
    let (_fixture, store) = fresh();
    put_setting(&store, "owner", "before");
    let failed: Result<(), StoreError> = store.write(&meta("settings.change"), |tx| {
        tx.settings_mut().put("owner", &json!("after"))?;
        tx.numbering_series_mut().take("invoice", 2026)?;
        Err(StoreError::NotFound {
            kind: "customer",
            id: "cus_x".into(),
        })
    });
    assert!(matches!(failed, Err(StoreError::NotFound { .. })));
    assert_eq!(setting(&store, "owner").as_deref(), Some("before"));
    assert_eq!(store.read(|r| r.change_seq()).unwrap(), 1);
    // The number went back: the series is gapless.
    assert_eq!(
        store
            .read(|r| r.numbering_series().peek("invoice", 2026))
            .unwrap(),
        1
    );
}

#[test]
fn a_panic_takes_everything_back_and_the_next_write_works() {
    let (_fixture, store) = fresh();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let _: Result<(), StoreError> = store.write(&meta("settings.change"), |tx| {
            tx.settings_mut().put("owner", &json!("after"))?;
            panic!("a bug in a use case");
        });
    }));
    assert!(panicked.is_err());
    assert_eq!(setting(&store, "owner"), None);
    put_setting(&store, "owner", "again");
    assert_eq!(setting(&store, "owner").as_deref(), Some("again"));
}

#[test]
fn each_commit_is_announced_once_with_its_tables() {
    let (_fixture, store) = fresh();
    let notices = store.subscribe();
    put_setting(&store, "a", "1");
    store
        .write(&meta("numbering.take"), |tx| {
            tx.numbering_series_mut().take("invoice", 2026)?;
            tx.settings_mut().put("b", &json!(2))
        })
        .unwrap();
    // Nothing changes here, so nothing is announced and no number is used up.
    put_setting(&store, "a", "1");
    let heard: Vec<_> = notices
        .try_iter()
        .map(|n| (n.seq, n.tables.join(" ")))
        .collect();
    let expected = [
        (1, "settings".to_owned()),
        (2, "numbering_series settings".to_owned()),
    ];
    assert_eq!(heard, expected);
    let kept = store.read(|r| r.changes().since(1, 10)).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].seq, 2);
}

#[test]
fn a_reader_keeps_its_snapshot_while_a_writer_commits() {
    let (_fixture, store) = fresh();
    put_setting(&store, "owner", "one");
    let seen: (Option<_>, Option<_>) = store
        .read(|r| {
            let before = r.settings().get("owner")?;
            put_setting(&store, "owner", "two");
            Ok::<_, StoreError>((before, r.settings().get("owner")?))
        })
        .unwrap();
    assert_eq!(seen, (Some(json!("one")), Some(json!("one"))));
    assert_eq!(setting(&store, "owner").as_deref(), Some("two"));
}

#[test]
fn no_text_shows_in_the_file_its_log_or_its_backups() {
    let (fixture, store) = fresh();
    put_setting(&store, "owner", SECRET_NAME);
    store
        .backup_to(
            &fixture.folder.path().join("copy.billfold"),
            &mut store::backup::uncancelled,
        )
        .unwrap();
    put_setting(&store, "other", SECRET_NAME);
    let files = contents(fixture.folder.path());
    let log = files
        .keys()
        .find(|path| path.to_string_lossy().ends_with("-wal"))
        .unwrap();
    assert!(
        files[log].len() > 4096,
        "the second write still waits in the log"
    );
    assert!(
        files.len() >= 6,
        "ledger, log, index, key file, backup and its key: {files:?}"
    );
    for (path, bytes) in &files {
        assert!(!holds(bytes, SECRET_NAME), "{}", path.display());
        assert!(!holds(bytes, "CREATE TABLE"), "{}", path.display());
    }
}

#[test]
fn the_plain_measurement_file_shows_text_so_the_test_above_can_fail() {
    let fixture = Fixture::new();
    let store = store::create_plain_for_measurement(&fixture.path, &options()).unwrap();
    put_setting(&store, "owner", SECRET_NAME);
    drop(store);
    assert!(holds(&std::fs::read(&fixture.path).unwrap(), SECRET_NAME));
    let again = open_plain_for_measurement(&fixture.path, &options()).unwrap();
    assert_eq!(setting(&again, "owner").as_deref(), Some(SECRET_NAME));
    assert!(again.key().is_none());
}

#[test]
#[cfg(unix)]
fn only_the_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let (fixture, store) = fresh();
    put_setting(&store, "owner", SECRET_NAME);
    for (path, _) in contents(fixture.folder.path()) {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} has mode {mode:o}", path.display());
    }
}

#[test]
fn many_readers_and_a_writer_see_whole_commits_only() {
    let (_fixture, store) = fresh();
    put_setting(&store, "left", "0");
    put_setting(&store, "right", "0");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let pair = store
                        .read(|r| {
                            let left = r.settings().get("left")?;
                            Ok::<_, StoreError>((left, r.settings().get("right")?))
                        })
                        .unwrap();
                    assert_eq!(pair.0, pair.1);
                }
            });
        }
        for nth in 1..40 {
            let both = |tx: &mut store::WriteTx<'_>| {
                tx.settings_mut().put("left", &json!(nth.to_string()))?;
                tx.settings_mut().put("right", &json!(nth.to_string()))
            };
            store
                .write::<_, StoreError>(&meta("settings.change"), both)
                .unwrap();
        }
    });
}

#[test]
fn the_kept_key_opens_the_ledger_without_the_passphrase() {
    let (fixture, store) = fresh();
    let key = store.key().unwrap();
    drop(store);
    drop(store::open_with_key(&fixture.path, &key, &options()).unwrap());
    let by_passphrase = store::open_with_passphrase(&fixture.path, PASSPHRASE, &options()).unwrap();
    assert_eq!(by_passphrase.key(), Some(key));
}

#[test]
fn a_grown_log_is_moved_into_the_file_when_there_is_time() {
    let (fixture, store) = fresh();
    let file = |suffix: &str| {
        let path = fixture.folder.path().join(format!("acme.billfold{suffix}"));
        std::fs::metadata(path).unwrap().len()
    };
    let small = file("");
    put_setting(&store, "name", "x");
    store.checkpoint_if_due().unwrap();
    assert_eq!(file(""), small, "a short log stays");
    for nth in 0..60 {
        put_setting(&store, &format!("name {nth}"), &"x".repeat(100_000));
    }
    // 60 × 100 kB: no commit moved the log, so the file is still as small as before.
    assert!(file("-wal") > 4 * 1024 * 1024);
    assert_eq!(file(""), small);
    store.checkpoint_if_due().unwrap();
    assert!(file("") > small);
    store.verify().unwrap();
}
