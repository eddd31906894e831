//! What the window hears: changes of the ledger, progress of long work, changes of the session.

use app::context::App;
use app::events::AppEvent;
use tauri::{AppHandle, Emitter, Runtime};

/// Forwards every event of the app to the window until the app ends.
pub fn forward<R: Runtime>(handle: AppHandle<R>, app: &App) {
    let heard = app.subscribe();
    std::thread::spawn(move || {
        for event in heard {
            if let Err(error) = emit(&handle, &event) {
                tracing::warn!(%error, "an event did not reach the window");
            }
        }
    });
}

/// Sends one event under its own name.
pub fn emit<R: Runtime>(handle: &AppHandle<R>, event: &AppEvent) -> tauri::Result<()> {
    match event {
        AppEvent::LedgerChanged(change) => handle.emit(event.name(), change),
        AppEvent::JobProgress(job) => handle.emit(event.name(), job),
        AppEvent::SessionChanged(status) => handle.emit(event.name(), status),
        AppEvent::LimitReached(alert) => handle.emit(event.name(), alert),
    }
}
