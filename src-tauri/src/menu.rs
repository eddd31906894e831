//! The menu bar: macOS has its standard one, elsewhere the window has none.

use tauri::{Builder, Runtime};

/// Sets up the menu that people of this system expect.
pub fn install<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    // Without the standard menu, macOS would lack Quit, Copy and Paste by keyboard.
    builder.enable_macos_default_menu(cfg!(target_os = "macos"))
}
