//! Opens another ledger, and unlocks the one that is locked.

use std::path::Path;

use super::current::{
    Secret, absolute, after_opening, hold, keep_key, no_ledger, note_problem, switch_to, unseal,
};
use super::memory::Memory;
use super::{DEMO_PASSPHRASE, status};
use crate::context::App;
use crate::dto::session::{OpenLedgerRequest, SessionStatus, UnlockRequest};
use crate::error::AppError;
use crate::events::locked;

/// Opens the ledger at a path; the one that was open stays open if that fails.
pub fn open(app: &App, request: OpenLedgerRequest) -> Result<SessionStatus, AppError> {
    let path = absolute(Path::new(&request.path));
    if is_open(app, &path) {
        return Ok(status::now(app));
    }
    let place = Memory::read(app.data_dir()).place(&path);
    let secret = match &request.passphrase {
        Some(passphrase) => Secret::Passphrase(passphrase),
        None if place.demo => Secret::Passphrase(DEMO_PASSPHRASE),
        None => Secret::Keyring,
    };
    let store = unseal(app, &place, secret)?;
    switch_to(app, store, place);
    Ok(status::now(app))
}

/// Opens the demo company's ledger, or a new one of it, which keeps its own passphrase.
pub(crate) fn open_demo(app: &App, path: &Path) -> Result<SessionStatus, AppError> {
    let path = absolute(path);
    let mut place = Memory::read(app.data_dir()).place(&path);
    place.demo = true;
    if !is_open(app, &path) {
        let store = unseal(app, &place, Secret::Passphrase(DEMO_PASSPHRASE))?;
        switch_to(app, store, place);
    }
    Ok(status::now(app))
}

/// A ledger that this process has open cannot be opened a second time: it is locked by us.
fn is_open(app: &App, path: &Path) -> bool {
    let current = locked(app.current());
    let here = current
        .place
        .as_ref()
        .is_some_and(|place| place.path == path);
    here && current.store.is_some()
}

/// Unlocks the ledger that is locked, with the passphrase or, without one, the keyring.
pub fn unlock(app: &App, request: UnlockRequest) -> Result<SessionStatus, AppError> {
    let mut current = locked(app.current());
    if current.store.is_none() {
        let place = current.place.clone().ok_or_else(no_ledger)?;
        let secret = match &request.passphrase {
            Some(passphrase) => Secret::Passphrase(passphrase),
            None if place.demo => Secret::Passphrase(DEMO_PASSPHRASE),
            None => Secret::Keyring,
        };
        let store = unseal(app, &place, secret)?;
        hold(app, &mut current, store, place);
        drop(current);
        after_opening(app);
    } else {
        drop(current);
    }
    if request.remember
        && let Err(problem) = keep_key(app, app.ledger()?.as_ref())
    {
        note_problem(app, problem);
    }
    Ok(status::now(app))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::session::SessionState;
    use crate::testing::{PASSPHRASE, call, create, opened, options};
    use serde_json::{Value, json};
    use zeroize::Zeroizing;

    fn code(app: &App, name: &str, request: Value) -> String {
        call(app, name, request).expect_err(name).code
    }

    #[test]
    fn without_a_ledger_everything_says_so() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = App::new(options(&folder));
        let status = call(&app, "session.status", json!({})).expect("a status");
        assert_eq!(
            (&status["state"], &status["today"]),
            (&json!("no_ledger"), &json!("2026-11-20"))
        );
        assert_eq!(code(&app, "customers.list", json!({})), "no_ledger");
        assert_eq!(
            code(&app, "session.unlock", json!({"passphrase": "x"})),
            "no_ledger"
        );
    }

    #[test]
    fn a_ledger_is_made_locked_and_unlocked_by_its_passphrase_alone() {
        let (app, _folder) = opened();
        let locked = call(&app, "session.lock", json!({})).expect("locked");
        assert_eq!(locked["state"], "locked");
        assert_eq!(code(&app, "business.get", json!({})), "ledger_locked");
        assert_eq!(code(&app, "session.unlock", json!({})), "passphrase_needed");
        let wrong = json!({"passphrase": "not this one"});
        assert_eq!(code(&app, "session.unlock", wrong), "wrong_passphrase");
        let right = json!({"passphrase": PASSPHRASE});
        assert_eq!(
            call(&app, "session.unlock", right).expect("unlocked")["state"],
            "open"
        );
    }

    #[test]
    fn the_next_start_knows_the_last_ledger() {
        let (app, folder) = opened();
        let path = app.ledger().expect("open").path().display().to_string();
        drop(app);
        let again = App::new(options(&folder));
        let status = crate::session::status::status(&again, crate::dto::lists::Nothing {});
        let status = status.expect("a status");
        assert_eq!((status.state, status.problem), (SessionState::Locked, None));
        assert_eq!(status.ledger.expect("the last ledger").path, path);
    }

    #[test]
    fn a_passphrase_given_at_the_start_opens_at_once() {
        let (app, folder) = opened();
        drop(app);
        let start = |passphrase: &str| {
            let passphrase = Some(Zeroizing::new(passphrase.to_owned()));
            App::new(crate::context::AppOptions {
                passphrase,
                ..options(&folder)
            })
        };
        assert_eq!(
            code(&start("not this one"), "business.get", json!({})),
            "wrong_passphrase"
        );
        assert!(call(&start(PASSPHRASE), "business.get", json!({})).is_ok());
    }

    #[test]
    fn a_second_process_is_refused_and_the_first_goes_on() {
        let (app, folder) = opened();
        let second = App::new(options(&folder));
        let request = json!({"passphrase": PASSPHRASE});
        assert_eq!(code(&second, "session.unlock", request), "ledger_in_use");
        assert!(call(&app, "business.get", json!({})).is_ok());
    }

    #[test]
    fn opening_a_file_that_is_no_ledger_leaves_the_open_one_open() {
        let (app, folder) = opened();
        let picture = folder.path().join("picture.billfold");
        std::fs::write(&picture, b"\x89PNG\r\n\x1a\n and so on").expect("a file");
        let request = json!({"path": picture, "passphrase": PASSPHRASE});
        assert_eq!(code(&app, "session.open", request), "not_a_ledger");
        let missing = json!({"path": folder.path().join("missing.billfold"), "passphrase": "x"});
        assert_eq!(code(&app, "session.open", missing), "ledger_not_found");
        assert!(call(&app, "business.get", json!({})).is_ok());
    }

    #[test]
    fn a_ledger_is_never_made_over_another() {
        let (app, _folder) = opened();
        let path = app.ledger().expect("open").path().to_owned();
        let business = crate::testing::business_dto();
        let request = json!({"path": path, "passphrase": PASSPHRASE, "business": business});
        assert_eq!(
            code(&app, "session.create", request),
            "ledger_already_exists"
        );
        let second = create(&app).expect("under a free name");
        assert!(
            second
                .ledger
                .expect("open")
                .path
                .ends_with("Atelier Nord 2.billfold")
        );
    }

    #[test]
    fn a_weak_passphrase_or_a_bad_business_makes_no_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = App::new(options(&folder));
        let mut business = crate::testing::business_dto();
        let short = json!({"passphrase": "short", "business": business});
        assert_eq!(code(&app, "session.create", short), "passphrase_too_short");
        business.iban = "DE00".into();
        let request = json!({"passphrase": PASSPHRASE, "business": business});
        let error = call(&app, "session.create", request).expect_err("a bad IBAN");
        assert_eq!(error.field.as_deref(), Some("business.iban"));
        let ledgers = std::fs::read_dir(folder.path())
            .expect("the folder")
            .flatten();
        let made = ledgers.filter(|file| file.path().extension().is_some_and(|e| e == "billfold"));
        assert_eq!(made.count(), 0);
    }

    #[test]
    fn every_commit_is_told_with_its_tables() {
        let (app, _folder) = opened();
        let heard = app.subscribe();
        let customer = json!({"customer": {"name": "Möller", "currency": "EUR"}});
        call(&app, "customers.create", customer).expect("a customer");
        let told = heard
            .recv_timeout(std::time::Duration::from_secs(5))
            .expect("an event");
        let crate::events::AppEvent::LedgerChanged(change) = told else {
            panic!("another event: {told:?}")
        };
        assert!(change.tables.iter().any(|table| table == "customers"));
    }
}
