//! The audit log can only grow, and every alteration of it is found.

use rusqlite::Connection;
use serde_json::json;
use store::table::audit_entries::AuditQuery;
use store::{OpenError, Store};

use crate::support::{Fixture, PASSPHRASE, fresh, meta, now, options, put_setting};

/// Opens the file behind the store's back, as somebody who has the key could.
fn behind_its_back(fixture: &Fixture, sql: &str) -> rusqlite::Result<()> {
    let key = store::unseal_key(&fixture.path, PASSPHRASE).unwrap();
    let conn = Connection::open(&fixture.path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\";", *key.to_hex()))
        .unwrap();
    conn.execute_batch(sql)
}

fn five_changes() -> (Fixture, Store) {
    let (fixture, store) = fresh();
    for nth in 1..=5 {
        put_setting(&store, "owner", &format!("name {nth}"));
    }
    (fixture, store)
}

#[test]
fn an_entry_says_who_when_whence_and_what_changed() {
    let (_fixture, store) = five_changes();
    let query = AuditQuery {
        limit: 2,
        ..AuditQuery::default()
    };
    let (entries, count) = store.read(|r| r.audit_entries().list(&query)).unwrap();
    assert_eq!((entries.len(), count), (2, 5));
    let newest = &entries[0];
    assert_eq!((newest.seq, newest.at), (5, now()));
    assert_eq!(
        (newest.actor.as_str(), newest.source.as_str()),
        ("Ada", "command line")
    );
    assert_eq!(newest.action, "settings.change");
    assert_eq!(newest.changes[0].before, json!("name 4"));
    assert_eq!(newest.changes[0].after, json!("name 5"));
    assert_eq!(newest.previous_hash, entries[1].hash);
}

#[test]
fn entries_are_found_by_subject_actor_and_action() {
    let (_fixture, store) = five_changes();
    put_setting(&store, "colour", "green");
    let count = |query: AuditQuery| {
        let query = AuditQuery { limit: 50, ..query };
        store.read(|r| r.audit_entries().list(&query)).unwrap().1
    };
    let subject = Some(("setting".to_owned(), "colour".to_owned()));
    assert_eq!(
        count(AuditQuery {
            subject,
            ..AuditQuery::default()
        }),
        1
    );
    assert_eq!(
        count(AuditQuery {
            actor: Some("Bob".into()),
            ..AuditQuery::default()
        }),
        0
    );
    assert_eq!(
        count(AuditQuery {
            action: Some("settings.".into()),
            ..AuditQuery::default()
        }),
        6
    );
    let words = |words: &str| {
        let words = words.to_owned();
        count(AuditQuery {
            words,
            ..AuditQuery::default()
        })
    };
    // The subject's id, the actor and the source are all looked through.
    assert_eq!(
        [words("COLOUR"), words("ada command"), words("ada bob")],
        [1, 6, 0]
    );
    let of_kind = |kind: &str| {
        let subject_kind = Some(kind.to_owned());
        count(AuditQuery {
            subject_kind,
            ..AuditQuery::default()
        })
    };
    assert_eq!([of_kind("setting"), of_kind("customer")], [6, 0]);
}

/// Subjects are indexed many entries at a time; whether they are makes no difference to see.
#[test]
fn entries_are_found_by_subject_before_and_after_they_are_indexed() {
    let (_fixture, store) = fresh();
    for nth in 1..=150_i64 {
        let name = if nth % 10 == 0 { "tenth" } else { "other" };
        put_setting(&store, name, &nth.to_string());
        let query = AuditQuery {
            subject: Some(("setting".to_owned(), "tenth".to_owned())),
            limit: 50,
            ..AuditQuery::default()
        };
        let (entries, count) = store.read(|r| r.audit_entries().list(&query)).unwrap();
        assert_eq!(count, nth / 10, "after entry {nth}");
        if let Some(newest) = entries.first() {
            assert_eq!(newest.seq, nth - nth % 10);
        }
    }
    let many: Vec<String> = (1..=20).map(|nth| format!("setting {nth}")).collect();
    store
        .write(&meta("settings.change"), |tx| {
            many.iter()
                .try_for_each(|name| tx.settings_mut().put(name, &json!(1)))
        })
        .unwrap();
    let of = |id: &str| {
        let query = AuditQuery {
            subject_id: Some(id.to_owned()),
            limit: 50,
            ..AuditQuery::default()
        };
        store.read(|r| r.audit_entries().list(&query)).unwrap().1
    };
    assert_eq!((of("setting 7"), of("other"), of("nobody")), (1, 135, 0));
}

#[test]
fn the_log_is_read_from_its_beginning_too() {
    let (_fixture, store) = five_changes();
    let query = AuditQuery {
        oldest_first: true,
        limit: 2,
        ..AuditQuery::default()
    };
    let (entries, _) = store.read(|r| r.audit_entries().list(&query)).unwrap();
    assert_eq!([entries[0].seq, entries[1].seq], [1, 2]);
}

#[test]
fn of_an_edited_object_only_the_differing_fields_are_kept() {
    let (_fixture, store) = fresh();
    for colour in ["green", "blue"] {
        store
            .write(&meta("settings.change"), |tx| {
                tx.settings_mut()
                    .put("look", &json!({"colour": colour, "size": 12}))
            })
            .unwrap();
    }
    let query = AuditQuery {
        limit: 1,
        ..AuditQuery::default()
    };
    let (entries, _) = store.read(|r| r.audit_entries().list(&query)).unwrap();
    assert_eq!(entries[0].changes[0].before, json!({"colour": "green"}));
    assert_eq!(entries[0].changes[0].after, json!({"colour": "blue"}));
}

#[test]
fn the_file_itself_refuses_edits_and_removals() {
    let (fixture, store) = five_changes();
    // Enough of them that their subjects are indexed.
    for nth in 6..=64 {
        put_setting(&store, "owner", &format!("name {nth}"));
    }
    drop(store);
    for sql in [
        "UPDATE audit_entries SET actor = 'Bob' WHERE seq = 3",
        "DELETE FROM audit_entries WHERE seq = 64",
        "DELETE FROM audit_subjects",
        "UPDATE audit_subjects SET id = 'other'",
    ] {
        let refused = behind_its_back(&fixture, sql).unwrap_err().to_string();
        assert!(
            refused.contains("audit entries are never"),
            "{sql}: {refused}"
        );
    }
    assert_eq!(
        fixture.open().read(|r| r.verify_audit_chain()).unwrap(),
        None
    );
}

const UNGUARDED: &str = "DROP TRIGGER audit_entries_never_edited;
    DROP TRIGGER audit_entries_never_removed;
    PRAGMA foreign_keys = OFF;";

#[test]
fn the_chain_names_the_first_entry_that_does_not_fit() {
    let alterations = [
        (
            "UPDATE audit_entries SET actor = 'Bob' WHERE seq = 3",
            3,
            "content was changed",
        ),
        (
            "UPDATE audit_entries SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2",
            2,
            "content",
        ),
        (
            "UPDATE audit_entries SET changes = '[]' WHERE seq = 4",
            4,
            "content was changed",
        ),
        (
            "UPDATE audit_entries SET hash = previous_hash WHERE seq = 4",
            4,
            "content was changed",
        ),
        (
            "DELETE FROM audit_entries WHERE seq = 2",
            3,
            "entry 2 is missing",
        ),
        (
            "DELETE FROM audit_entries WHERE seq = 1",
            2,
            "entry 1 is missing",
        ),
    ];
    for (sql, seq, reason) in alterations {
        let (fixture, store) = five_changes();
        drop(store);
        behind_its_back(&fixture, &format!("{UNGUARDED} {sql}")).unwrap();
        let found = fixture
            .open()
            .read(|r| r.verify_audit_chain())
            .unwrap()
            .unwrap();
        assert_eq!(found.seq, seq, "{sql}: {}", found.reason);
        assert!(found.reason.contains(reason), "{sql}: {}", found.reason);
    }
}

#[test]
fn a_log_cut_short_or_altered_at_its_end_is_refused_at_opening() {
    for sql in [
        "DELETE FROM audit_entries WHERE seq = 5",
        "DELETE FROM audit_entries",
        "UPDATE audit_entries SET actor = 'Bob' WHERE seq = 5",
    ] {
        let (fixture, store) = five_changes();
        drop(store);
        behind_its_back(&fixture, &format!("{UNGUARDED} {sql}")).unwrap();
        let error = store::open_with_passphrase(&fixture.path, PASSPHRASE, &options()).unwrap_err();
        assert!(matches!(error, OpenError::Damaged { .. }), "{sql}: {error}");
    }
}

#[test]
fn a_hash_can_be_recomputed_from_the_documented_text() {
    use sha2::{Digest, Sha256};
    let (_fixture, store) = fresh();
    put_setting(&store, "owner", "name");
    let query = AuditQuery {
        limit: 1,
        ..AuditQuery::default()
    };
    let (entries, _) = store.read(|r| r.audit_entries().list(&query)).unwrap();
    // Canonical JSON of the first entry, written out by hand: keys sorted, no spaces.
    let text = [
        r#"{"action":"settings.change","actor":"Ada","at":"2026-11-20T09:30:00.000Z","#,
        r#""changes":[{"after":"name","before":null,"id":"owner","kind":"setting"}],"#,
        &format!(r#""previous_hash":"{}","#, "0".repeat(64)),
        r#""seq":1,"source":"command line"}"#,
    ]
    .concat();
    assert_eq!(entries[0].hash, hex::encode(Sha256::digest(text)));
}
