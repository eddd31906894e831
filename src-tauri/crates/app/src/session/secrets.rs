//! The recovery passphrase and the key: changing the one, rotating the other.

use super::current::{keep_key, note_problem};
use crate::context::App;
use crate::dto::lists::Done;
use crate::dto::session::{ChangePassphraseRequest, RotateKeyRequest};
use crate::error::AppError;
use crate::events::locked;

/// Seals the same key under another passphrase; backups keep the passphrase of their day.
pub fn change_passphrase(app: &App, request: ChangePassphraseRequest) -> Result<Done, AppError> {
    let changed = app
        .ledger()?
        .change_passphrase(&request.current, &request.new);
    changed.map_err(|error| {
        let error = AppError::from(error);
        match error.code.as_str() {
            "wrong_passphrase" => error.at("current"),
            "passphrase_too_short" => error.at("new"),
            _ => error,
        }
    })?;
    Ok(Done {})
}

/// Encrypts the whole ledger under a new key; the keyring gets it where it had the old one.
pub fn rotate_key(app: &App, request: RotateKeyRequest) -> Result<Done, AppError> {
    let store = app.ledger()?;
    app.jobs().run("Encrypting with a new key", 1, |_| {
        super::verification::end(app);
        Ok(store.rotate_key(&request.passphrase)?)
    })?;
    let was_kept = locked(app.current())
        .place
        .as_ref()
        .is_some_and(|place| place.in_keyring);
    if was_kept && let Err(problem) = keep_key(app, &store) {
        app.keyring().forget(store.ledger_id());
        note_problem(app, problem);
    }
    Ok(Done {})
}

#[cfg(test)]
mod tests {
    use crate::testing::{PASSPHRASE, call, opened};
    use serde_json::json;

    #[test]
    fn after_a_change_only_the_new_passphrase_unlocks() {
        let (app, _folder) = opened();
        let change = json!({"current": PASSPHRASE, "new": "another good one"});
        call(&app, "session.change_passphrase", change).expect("changed");
        call(&app, "session.lock", json!({})).expect("locked");
        let old = call(&app, "session.unlock", json!({"passphrase": PASSPHRASE}));
        assert_eq!(old.expect_err("the old one").code, "wrong_passphrase");
        let new = call(
            &app,
            "session.unlock",
            json!({"passphrase": "another good one"}),
        );
        assert_eq!(new.expect("unlocked")["state"], "open");
    }

    #[test]
    fn a_wrong_or_short_passphrase_names_its_field() {
        let (app, _folder) = opened();
        let table = [
            ("not this one", "long enough", "current"),
            (PASSPHRASE, "short", "new"),
        ];
        for (current, new, field) in table {
            let request = json!({"current": current, "new": new});
            let error = call(&app, "session.change_passphrase", request).expect_err(field);
            assert_eq!(error.field.as_deref(), Some(field));
        }
    }

    #[test]
    fn a_rotated_ledger_opens_with_the_same_passphrase_and_keeps_its_content() {
        let (app, _folder) = opened();
        let before = app.ledger().expect("open").key();
        call(
            &app,
            "session.rotate_key",
            json!({"passphrase": PASSPHRASE}),
        )
        .expect("rotated");
        assert_ne!(app.ledger().expect("open").key(), before);
        call(&app, "session.lock", json!({})).expect("locked");
        call(&app, "session.unlock", json!({"passphrase": PASSPHRASE})).expect("unlocked");
        let business = call(&app, "business.get", json!({})).expect("readable");
        assert_eq!(business["name"], "Atelier Nord");
    }
}
