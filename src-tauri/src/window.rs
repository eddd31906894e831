//! The one window: its size, its colour before the page is there, and when it is shown.

use std::sync::Arc;
use std::time::Duration;

use tauri::webview::{
    Color, NewWindowResponse, PageLoadEvent, WebviewWindow, WebviewWindowBuilder,
};
use tauri::{AppHandle, Manager, Runtime, Theme, Url, WebviewUrl};

use crate::state::Desktop;

const LABEL: &str = "main";
/// The token `paper` of the UI, light and dark: no white flash before the first content.
const PAPER_LIGHT: Color = Color(0xf9, 0xf8, 0xf3, 0xff);
const PAPER_DARK: Color = Color(0x0f, 0x16, 0x19, 0xff);
/// A loaded page that does not say at once that it is ready is shown anyway.
const SHOWN_AFTER_LOADING: Duration = Duration::from_millis(150);
/// A page that never loads is shown as well, so that a fault can be seen.
const SHOWN_AT_THE_LATEST: Duration = Duration::from_millis(1_500);

/// Opens the window, unseen until its page says that it is ready.
pub fn open<R: Runtime>(app: &AppHandle<R>, desktop: &Arc<Desktop>) -> tauri::Result<()> {
    let for_load = Arc::clone(desktop);
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Billfold")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        .background_color(PAPER_LIGHT)
        .visible(false)
        .on_navigation(stays_inside)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(move |window, load| {
            if load.event() == PageLoadEvent::Finished {
                show_after(SHOWN_AFTER_LOADING, window, Arc::clone(&for_load));
            }
        })
        .build()?;
    if matches!(window.theme(), Ok(Theme::Dark)) {
        window.set_background_color(Some(PAPER_DARK))?;
    }
    show_after(SHOWN_AT_THE_LATEST, window, Arc::clone(desktop));
    Ok(())
}

fn show_after<R: Runtime>(wait: Duration, window: WebviewWindow<R>, desktop: Arc<Desktop>) {
    std::thread::spawn(move || {
        std::thread::sleep(wait);
        show_once(&window, &desktop);
    });
}

/// Shows the window the first time it is asked to.
pub fn show_once<R: Runtime>(window: &WebviewWindow<R>, desktop: &Desktop) {
    if desktop.first_showing()
        && let Err(error) = window.show().and_then(|()| window.set_focus())
    {
        tracing::error!(%error, "the window could not be shown");
    }
}

/// Brings the window to the front, for a person who started Billfold again.
pub fn focus<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let brought = window.unminimize().and_then(|()| window.show());
        if let Err(error) = brought.and_then(|()| window.set_focus()) {
            tracing::warn!(%error, "the window could not be brought to the front");
        }
    }
}

/// The window shows Billfold's own pages and nothing else.
fn stays_inside(address: &Url) -> bool {
    address.scheme() == "tauri" || address.host_str() == Some("tauri.localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_never_leaves_its_own_pages() {
        let inside = |text: &str| text.parse::<Url>().is_ok_and(|url| stays_inside(&url));
        assert!(inside("tauri://localhost/index.html"));
        assert!(inside("http://tauri.localhost/"));
        assert!(!inside("https://example.org/"));
        assert!(!inside("file:///etc/hosts"));
        assert!(!inside("data:text/html,hello"));
    }
}
