//! The one command that opens the registry to the window, and the wrapper every command runs in.

use std::sync::Arc;

use app::error::AppError;
use serde_json::Value;
use tauri::State;

use crate::state::Desktop;

/// Runs the use case `name` of the registry.
#[tauri::command]
pub async fn call(
    desktop: State<'_, Arc<Desktop>>,
    name: String,
    request: Option<Value>,
) -> Result<Value, AppError> {
    let desktop = Arc::clone(&desktop);
    off_the_main_thread(move || {
        app::registry::call(&desktop.app, &name, request.unwrap_or_default())
    })
    .await
}

/// Runs `work` where it freezes no window, and turns a panic into an error that can be read.
///
/// A panic in an async command would leave the page waiting for ever.
pub async fn off_the_main_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(_) => Err(AppError::new(
            "internal",
            "Something inside Billfold went wrong. Nothing of this change was saved.",
            "Try again; if it stays, send the report in Settings, Diagnostics.",
        )),
    }
}
