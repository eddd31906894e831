//! The thread that looks once a second whether to lock, and once a day whether to back up and bill.

use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use super::background::Background;
use super::current::{let_go, tell};
use crate::context::App;
use crate::events::locked;

const TICK: Duration = Duration::from_secs(1);
/// A backup or a billing run that could not be made today is tried again this often.
const TICKS_BETWEEN_BACKUPS: u32 = 600;
const TICKS_BETWEEN_LOOKS: u32 = 60;

/// Starts watching; a second call does nothing. The thread ends with the application.
pub(crate) fn begin(app: &App) {
    let mut current = locked(app.current());
    if current.watch.is_some() {
        return;
    }
    let weak = app.downgrade();
    current.watch = Some(Background::spawn(move |_, waiting| {
        let mut ticks = 0u32;
        while let Some(app) = App::upgrade(&weak) {
            lock_if_idle(&app);
            tidy_log(&app);
            if ticks.is_multiple_of(TICKS_BETWEEN_BACKUPS) {
                back_up_if_due(&app);
                end_credit_if_due(&app);
                bill_if_due(&app);
                advise_if_due(&app);
            }
            if ticks.is_multiple_of(TICKS_BETWEEN_LOOKS) {
                import_if_new(&app);
            }
            drop(app);
            ticks = ticks.wrapping_add(1);
            if waiting.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
                return;
            }
        }
    }));
}

/// Long work counts as being there: it is never locked away under someone's hands.
pub(crate) fn lock_if_idle(app: &App) -> bool {
    let current = locked(app.current());
    let idle = current.touched.elapsed();
    let due = current.store.is_some() && current.lock_after.is_some_and(|limit| idle >= limit);
    drop(current);
    if !due || app.jobs().any_running() {
        return false;
    }
    drop(let_go(app));
    tell(app);
    true
}

/// Commits are quick because the log is moved into the file here, and not by one of them.
fn tidy_log(app: &App) {
    let store = locked(app.current()).store.clone();
    if let Some(store) = store
        && let Err(error) = store.checkpoint_if_due()
    {
        tracing::warn!(%error, "the log could not be moved into the ledger's file");
    }
}

fn back_up_if_due(app: &App) {
    let current = locked(app.current());
    let wanted = current.daily_backups;
    let store = current.store.clone().filter(|_| wanted);
    drop(current);
    if let Some(store) = store
        && let Err(error) = crate::backup::daily::back_up(app, &store)
    {
        tracing::warn!(code = error.code, "the daily backup was not made");
    }
}

/// Only where a person works: a command line's one call is not the place to post by itself.
fn works_by_itself(app: &App) -> bool {
    let current = locked(app.current());
    let is_open = current.store.is_some();
    let demo = current.place.as_ref().is_some_and(|place| place.demo);
    is_open && !demo && app.makes_backups()
}

/// Before billing, which would find the same credit over.
fn end_credit_if_due(app: &App) {
    if works_by_itself(app)
        && let Err(error) = crate::credit_grants::expire::expire_due(app)
    {
        tracing::warn!(code = error.code, "prepaid credit that is over did not end");
    }
}

fn bill_if_due(app: &App) {
    if works_by_itself(app)
        && let Err(error) = crate::billing_runs::automatic::run_if_due(app)
    {
        tracing::warn!(
            code = error.code,
            "the automatic billing run did not end well"
        );
    }
}

/// After billing, whose invoices it is about; in the demo company too.
fn advise_if_due(app: &App) {
    let is_open = locked(app.current()).store.is_some();
    if is_open
        && app.makes_backups()
        && let Err(error) = crate::advice::refresh::refresh_due(app)
    {
        tracing::warn!(code = error.code, "advice was not computed anew");
    }
}

/// Only where a person works, as billing is.
fn import_if_new(app: &App) {
    let is_open = locked(app.current()).store.is_some();
    if is_open
        && app.makes_backups()
        && let Err(error) = crate::usage::watch_folder::look(app, crate::dto::lists::Nothing {})
    {
        tracing::warn!(
            code = error.code,
            "the usage folder could not be looked into"
        );
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::events::AppEvent;
    use crate::testing::{call, opened};
    use serde_json::json;
    use store::OpenOptions;

    fn idle_for(app: &App, minutes: u64) {
        let ago = Instant::now().checked_sub(Duration::from_secs(minutes * 60));
        locked(app.current()).touched = ago.expect("the machine runs longer than that");
    }

    #[test]
    fn it_locks_after_the_set_time_and_tells() {
        let (app, _folder) = opened();
        let mut settings = call(&app, "settings.get", json!({})).expect("settings");
        settings["lock_after_minutes"] = json!(2);
        call(&app, "settings.update", settings).expect("saved");
        idle_for(&app, 1);
        assert!(!lock_if_idle(&app));
        let heard = app.subscribe();
        idle_for(&app, 2);
        assert!(lock_if_idle(&app) || app.read(|_| Ok(())).is_err());
        let error = call(&app, "business.get", json!({})).expect_err("locked");
        assert_eq!(error.code, "ledger_locked");
        assert!(
            heard
                .iter()
                .any(|event| matches!(event, AppEvent::SessionChanged(_)))
        );
    }

    #[test]
    fn nothing_is_left_of_an_application_that_nobody_holds() {
        let (app, _folder) = opened();
        let other = app.clone();
        let weak = app.downgrade();
        drop(app);
        assert!(other.read(|_| Ok(())).is_ok(), "another handle still works");
        drop(other);
        // The thread that watches would hold it for up to a second, and the process could end.
        assert!(App::upgrade(&weak).is_none());
    }

    #[test]
    fn after_shutting_down_the_file_is_free_and_stays_closed() {
        let (app, _folder) = opened();
        let path = app.ledger().expect("open").path().to_owned();
        app.shut_down();
        let error = call(&app, "business.get", json!({})).expect_err("closed");
        assert_eq!(error.code, "ledger_locked");
        let (passphrase, options) = (crate::testing::PASSPHRASE, OpenOptions::new(app.now()));
        let again = store::open_with_passphrase(&path, passphrase, &options);
        assert!(again.is_ok(), "{again:?}");
    }

    #[test]
    fn touching_and_long_work_keep_it_open() {
        let (app, _folder) = opened();
        idle_for(&app, 16);
        app.jobs()
            .run("Working", 1, |_| {
                assert!(!lock_if_idle(&app));
                Ok(())
            })
            .expect("nothing fails");
        call(&app, "session.touch", json!({})).expect("touched");
        assert!(!lock_if_idle(&app));
    }

    #[test]
    fn zero_minutes_never_lock() {
        let (app, _folder) = opened();
        let mut settings = call(&app, "settings.get", json!({})).expect("settings");
        settings["lock_after_minutes"] = json!(0);
        call(&app, "settings.update", settings).expect("saved");
        idle_for(&app, 60);
        assert!(!lock_if_idle(&app));
    }
}
