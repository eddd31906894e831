//! The desktop's doors on Tauri's mock runtime: no display, the same commands.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use app::error::AppError;
use app::events::{AppEvent, LedgerChange};
use app::registry::USE_CASES;
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{
    INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets,
};
use tauri::webview::InvokeRequest;
use tauri::{Listener, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;

use crate::args::Args;
use crate::commands::off_the_main_thread;
use crate::state::Desktop;

struct Shell {
    app: tauri::App<MockRuntime>,
    window: WebviewWindow<MockRuntime>,
    desktop: Arc<Desktop>,
    folder: TempDir,
}

/// The desktop on an empty data folder, with a save folder instead of dialogs.
fn shell() -> Shell {
    let folder = tempfile::tempdir().expect("a folder");
    let args = Args {
        data_dir: Some(folder.path().join("data")),
        save_dir: Some(folder.path().to_path_buf()),
        no_keyring: true,
        ..Args::default()
    };
    let desktop = Arc::new(Desktop::new(args).expect("a desktop"));
    let app = crate::with_commands(mock_builder(), &desktop)
        .build(mock_context(noop_assets()))
        .expect("the mock app");
    let window = WebviewWindowBuilder::new(&app, "main", Default::default())
        .build()
        .expect("the mock window");
    Shell {
        app,
        window,
        desktop,
        folder,
    }
}

impl Shell {
    fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let url = if cfg!(windows) {
            "http://tauri.localhost"
        } else {
            "tauri://localhost"
        };
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: url.parse().expect("an address"),
            body: InvokeBody::Json(arguments),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request)
            .map(|body| body.deserialize().expect("JSON in the answer"))
    }

    fn call(&self, name: &str, request: Value) -> Result<Value, Value> {
        self.invoke("call", json!({ "name": name, "request": request }))
    }
}

#[test]
fn a_use_case_answers_over_ipc() {
    let status = shell().call("session.status", json!({})).expect("a status");
    assert_eq!(status["state"], "no_ledger");
}

#[test]
fn a_request_may_be_left_out() {
    let status = shell()
        .invoke("call", json!({ "name": "session.status" }))
        .expect("a status");
    assert_eq!(status["state"], "no_ledger");
}

#[test]
fn an_error_crosses_with_code_message_and_fix() {
    let refused = shell()
        .call("customers.list", json!({}))
        .expect_err("there is no ledger");
    assert_eq!(refused["code"], "no_ledger");
    assert!(
        refused["message"]
            .as_str()
            .is_some_and(|text| text.len() > 10),
        "{refused}"
    );
    assert!(
        refused["fix"].as_str().is_some_and(|text| text.len() > 5),
        "{refused}"
    );
}

#[test]
fn every_use_case_is_reachable_and_no_other() {
    let shell = shell();
    for use_case in USE_CASES {
        // A text is no request: the use case is found, and refuses before it does anything.
        let answer = shell.call(use_case.name, json!("not a request"));
        let refused = answer.expect_err("a text is no request");
        assert_eq!(
            refused["code"], "invalid_request",
            "{}: {refused}",
            use_case.name
        );
    }
    let refused = shell
        .call("invoices.burn", json!({}))
        .expect_err("no such use case");
    assert_eq!(refused["code"], "unknown_command");
}

#[tauri::command]
async fn burst() -> Result<(), AppError> {
    off_the_main_thread(|| panic!("on purpose")).await
}

#[test]
fn a_panic_becomes_an_error_and_the_next_call_works() {
    let shell = shell();
    let app = mock_builder()
        .invoke_handler(tauri::generate_handler![burst])
        .build(mock_context(noop_assets()))
        .expect("the mock app");
    let window = WebviewWindowBuilder::new(&app, "main", Default::default())
        .build()
        .expect("the mock window");
    let broken = Shell { window, ..shell };
    let error = broken.invoke("burst", json!({})).expect_err("a panic");
    assert_eq!(error["code"], "internal");
    assert!(
        broken.invoke("burst", json!({})).is_err(),
        "the runtime survived the first panic"
    );
}

#[test]
fn a_document_is_saved_and_only_that_file_is_shown() {
    let shell = shell();
    // "JVBERi0=" is base64 of "%PDF-".
    let saved = shell
        .invoke(
            "save_as",
            json!({ "name": "../INV-1.pdf", "base64": "JVBERi0=" }),
        )
        .expect("a saved file");
    let path = shell.folder.path().join("-INV-1.pdf");
    assert_eq!(saved, json!(path.display().to_string()));
    assert_eq!(std::fs::read(&path).expect("the file"), b"%PDF-");
    assert!(shell.desktop.has_saved(&path));
    let refused = shell
        .invoke("reveal", json!({ "path": "/etc/hosts" }))
        .expect_err("not ours");
    assert_eq!(refused["code"], "file_not_ours");
}

#[test]
fn only_a_pdf_is_opened() {
    let shell = shell();
    // "I2EvYmluL3No" is base64 of "#a/bin/sh".
    let script = json!({ "name": "run.sh", "base64": "I2EvYmluL3No" });
    let refused = shell
        .invoke("open_pdf", script)
        .expect_err("a script is no PDF");
    assert_eq!(refused["code"], "invalid_request");
    let pdf = json!({ "name": "INV-1.pdf", "base64": "JVBERi0=" });
    let path = shell.invoke("open_pdf", pdf).expect("a PDF");
    assert_eq!(
        path,
        json!(shell.folder.path().join("INV-1.pdf").display().to_string())
    );
}

#[test]
fn events_reach_the_window_under_their_names() {
    let shell = shell();
    let (send, heard) = std::sync::mpsc::channel();
    shell.app.listen_any("ledger-changed", move |event| {
        send.send(event.payload().to_owned())
            .expect("the test listens");
    });
    let change = LedgerChange {
        tables: vec!["invoices".to_owned()],
        seq: 7,
    };
    crate::events::emit(shell.app.handle(), &AppEvent::LedgerChanged(change)).expect("an event");
    let payload = heard
        .recv_timeout(Duration::from_secs(5))
        .expect("the event");
    let payload: Value = serde_json::from_str(&payload).expect("JSON");
    assert_eq!(payload, json!({ "tables": ["invoices"], "seq": 7 }));
}

#[test]
fn the_window_is_shown_once() {
    let shell = shell();
    shell.invoke("ready", json!({})).expect("shown");
    assert!(!shell.desktop.first_showing());
}

#[test]
fn the_window_may_only_hear_events() {
    let capability: Value =
        serde_json::from_str(include_str!("../capabilities/main.json")).expect("JSON");
    assert_eq!(
        capability["permissions"],
        json!(["core:event:allow-listen", "core:event:allow-unlisten"])
    );
    assert!(capability.get("remote").is_none());
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities"));
    assert_eq!(files.expect("the folder").count(), 1);
}

#[test]
fn the_content_policy_allows_no_foreign_and_no_inline_script() {
    let config: Value = serde_json::from_str(include_str!("../tauri.conf.json")).expect("JSON");
    let security = &config["app"]["security"];
    assert_eq!(security["csp"]["default-src"], "'self'");
    assert_eq!(security["csp"]["script-src"], "'self'");
    assert_eq!(security["csp"]["connect-src"], "ipc: http://ipc.localhost");
    assert_eq!(security["capabilities"], json!(["main"]));
    assert_eq!(config["app"]["withGlobalTauri"], json!(false));
}

#[test]
fn the_bindings_list_exactly_the_registry() {
    let text = app::bindings::typescript();
    let (_, commands) = text
        .split_once("export interface Commands {")
        .expect("the commands");
    let named: HashSet<&str> = commands
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix('"')?.split_once('"'))
        .map(|(name, _)| name)
        .collect();
    let listed: HashSet<&str> = USE_CASES.iter().map(|use_case| use_case.name).collect();
    assert_eq!(named, listed);
}
