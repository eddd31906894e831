//! The check of every page, too long for opening a large ledger: done behind it, told if it fails.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use store::{Store, StoreError};

use super::background::{self, Background};
use super::current::tell;
use crate::context::App;
use crate::error::AppError;
use crate::events::locked;

/// The first screen comes first; and a command line's one call is over by then.
const REST: Duration = Duration::from_secs(2);

/// Begins with the ledger that was just opened, if opening left its pages unread.
pub(crate) fn begin(app: &App) {
    begin_after(app, REST);
}

fn begin_after(app: &App, rest: Duration) {
    let mut current = locked(app.current());
    let Some(store) = current.store.as_ref().filter(|store| is_large(store)) else {
        return;
    };
    let (app, store) = (app.downgrade(), Arc::downgrade(store));
    current.verification = Some(Background::spawn(move |stop, waiting| {
        if waiting.recv_timeout(rest) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let Some(store) = store.upgrade() else {
            return;
        };
        let outcome = store.verify_until(stop);
        drop(store);
        if let (Err(error), false) = (outcome, stop.load(Ordering::Relaxed))
            && let Some(app) = App::upgrade(&app)
        {
            note(&app, error);
        }
    }));
}

fn is_large(store: &Store) -> bool {
    std::fs::metadata(store.path()).is_ok_and(|file| file.len() > store::FULL_CHECK_BYTES)
}

fn note(app: &App, error: StoreError) {
    if !matches!(error, StoreError::Damaged { .. }) {
        tracing::warn!(%error, "the ledger could not be checked");
        return;
    }
    locked(app.current()).damage = Some(AppError::from(error));
    tell(app);
}

/// Ends the check of the current ledger, if one is under way.
pub(crate) fn end(app: &App) {
    background::end(app, |current| current.verification.take());
}

/// What the check found wrong with the open ledger.
pub(crate) fn damage(app: &App) -> Option<AppError> {
    locked(app.current()).damage.clone()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::FileExt;

    use super::*;
    use crate::events::AppEvent;
    use crate::testing::{PASSPHRASE, call, opened};
    use serde_json::json;

    /// A ledger of more than 1 MB, closed, with a bit flipped in the middle of its page `nth`.
    fn damaged_ledger() -> (App, tempfile::TempDir) {
        let (app, folder) = opened();
        let note = "x".repeat(20_000);
        for nth in 0..40 {
            let customer = json!({"customer": {"name": format!("Customer {nth}"),
                "currency": "EUR", "notes": note}});
            call(&app, "customers.create", customer).expect("a customer");
        }
        let status = call(&app, "session.lock", json!({})).expect("locked");
        let path = status["ledger"]["path"]
            .as_str()
            .expect("a path")
            .to_owned();
        let file = std::fs::OpenOptions::new()
            .read(true)
            .write(true)
            .open(path);
        let file = file.expect("the ledger's file");
        let pages = file.metadata().expect("its size").len() / 4096;
        assert!(pages * 4096 > store::FULL_CHECK_BYTES);
        let place = (pages - 20) * 4096 + 2048;
        let mut byte = [0];
        file.read_exact_at(&mut byte, place).expect("a byte");
        file.write_all_at(&[byte[0] ^ 0x10], place)
            .expect("damaged");
        (app, folder)
    }

    #[test]
    fn damage_in_a_large_ledger_is_found_after_opening_and_told() {
        let (app, _folder) = damaged_ledger();
        let unlock = json!({"passphrase": PASSPHRASE});
        let status = call(&app, "session.unlock", unlock).expect("its structure is sound");
        assert_eq!(status["state"], "open");
        let heard = app.subscribe();
        begin_after(&app, Duration::ZERO);
        let told = heard.recv_timeout(Duration::from_secs(60)).expect("told");
        let AppEvent::SessionChanged(status) = told else {
            panic!("something else was told: {told:?}");
        };
        assert_eq!(
            status.problem.map(|p| p.code).as_deref(),
            Some("ledger_damaged")
        );
        assert_eq!(
            status.ledger.and_then(|ledger| ledger.balanced),
            Some(false)
        );
        let home = call(&app, "home.summary", json!({})).expect("a summary");
        assert_eq!(home["needs_me"][0]["kind"], "integrity");
    }

    #[test]
    fn locking_ends_the_check_and_the_ledger_opens_again_at_once() {
        let (app, _folder) = damaged_ledger();
        let unlock = json!({"passphrase": PASSPHRASE});
        for _ in 0..3 {
            call(&app, "session.unlock", unlock.clone()).expect("opens");
            begin_after(&app, Duration::ZERO);
            call(&app, "session.lock", json!({})).expect("locked");
            assert_eq!(damage(&app), None);
        }
    }
}
