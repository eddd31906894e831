//! Notifications of the desktop: limits that were reached while the window was not looked at.

use std::sync::mpsc::Receiver;
use std::time::Duration;

use app::context::App;
use app::events::{AppEvent, LimitReached};
use app::registry;
use serde_json::json;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_notification::NotificationExt;

/// A file of usage reaches many limits in a moment: they are told together.
const GATHERED: Duration = Duration::from_millis(500);
/// So many are told one by one.
const MOST_SHOWN: usize = 3;

/// Tells limits until the app ends. The window shows them itself while it is in front.
pub fn tell<R: Runtime>(handle: AppHandle<R>, app: &App) {
    let (heard, app) = (app.subscribe(), app.clone());
    std::thread::spawn(move || {
        while let Some(reached) = next(&heard) {
            if !is_in_front(&handle) {
                for (title, body) in notices(&reached, |id| name_of(&app, id)) {
                    show(&handle, &title, &body);
                }
            }
        }
    });
}

/// The next limits that were reached; none once the app has ended.
fn next(heard: &Receiver<AppEvent>) -> Option<Vec<LimitReached>> {
    loop {
        if let AppEvent::LimitReached(first) = heard.recv().ok()? {
            std::thread::sleep(GATHERED);
            let more = heard.try_iter().filter_map(|event| match event {
                AppEvent::LimitReached(reached) => Some(reached),
                _ => None,
            });
            return Some(std::iter::once(first).chain(more).collect());
        }
    }
}

fn is_in_front<R: Runtime>(handle: &AppHandle<R>) -> bool {
    let mut windows = handle.webview_windows().into_values();
    windows.any(|window| window.is_focused().unwrap_or(false))
}

/// Title and text of each notification.
fn notices(
    reached: &[LimitReached],
    name_of: impl Fn(&str) -> Option<String>,
) -> Vec<(String, String)> {
    if reached.len() > MOST_SHOWN {
        let title = format!("{} limits were reached", reached.len());
        return vec![(title, "Usage lists them under Alerts.".to_owned())];
    }
    let notice = |one: &LimitReached| {
        let name = name_of(&one.customer_id);
        (
            name.unwrap_or_else(|| "A limit was reached".to_owned()),
            one.message.clone(),
        )
    };
    reached.iter().map(notice).collect()
}

fn name_of(app: &App, customer_id: &str) -> Option<String> {
    let found = registry::call(app, "customers.get", json!({"id": customer_id})).ok()?;
    found["customer"]["name"].as_str().map(str::to_owned)
}

fn show<R: Runtime>(handle: &AppHandle<R>, title: &str, body: &str) {
    let notice = handle.notification().builder().title(title).body(body);
    if let Err(error) = notice.show() {
        tracing::warn!(%error, "a notification was not shown");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(customer_id: &str) -> LimitReached {
        LimitReached {
            customer_id: customer_id.to_owned(),
            subscription_id: "sub_1".to_owned(),
            key: "requests".to_owned(),
            threshold: "80".to_owned(),
            message: "Requests: 80 % reached.".to_owned(),
        }
    }

    #[test]
    fn a_few_are_told_by_name_and_many_together() {
        let name = |id: &str| (id == "cus_1").then(|| "Alder GmbH".to_owned());
        let (told, text) = (
            notices(&[reached("cus_1"), reached("cus_2")], name),
            "Requests: 80 % reached.",
        );
        assert_eq!(
            told,
            [("Alder GmbH", text), ("A limit was reached", text)]
                .map(|(title, body)| (title.to_owned(), body.to_owned()))
        );
        let many = vec![reached("cus_1"); 4];
        assert_eq!(notices(&many, name)[0].0, "4 limits were reached");
        assert_eq!(notices(&many, name).len(), 1);
    }

    #[test]
    fn other_events_between_them_are_passed_over() {
        let (send, heard) = std::sync::mpsc::channel();
        let change = app::events::LedgerChange {
            tables: Vec::new(),
            seq: 1,
        };
        for event in [
            AppEvent::LedgerChanged(change.clone()),
            AppEvent::LimitReached(reached("cus_1")),
            AppEvent::LedgerChanged(change),
            AppEvent::LimitReached(reached("cus_2")),
        ] {
            send.send(event).expect("heard");
        }
        assert_eq!(next(&heard).map(|all| all.len()), Some(2));
        drop(send);
        assert!(next(&heard).is_none());
    }
}
