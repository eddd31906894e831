//! The system's keyring as it really behaves: a Secret Service of its own for each case, unlocked,
//! locked, or not there. Each case runs in a child process, for a process meets its keyring once.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::path::Path;
use std::process::Command;

use app::clock::{Clock, Ids};
use app::context::{App, AppOptions, Source};
use app::keyring::KeyringUse;
use app::registry;
use serde_json::{Value, json};

const PASSPHRASE: &str = "correct horse battery";

/// A fresh home: its keyring is made by the first daemon that is unlocked in it.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["home", "run", "data"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        Self(folder)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let at = |name: &str| self.0.path().join(name);
        command
            .env("HOME", at("home"))
            .env("XDG_RUNTIME_DIR", at("run"))
            .env("BILLFOLD_TEST_DATA", at("data"))
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("DISPLAY");
        command
    }

    /// Runs one child test with a Secret Service that is given this password.
    fn with_keyring(&self, password: &str, child: &str) {
        let script = r#"printf '%s' "$1" |
            gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1
            exec "$2" --exact "$3" --ignored --nocapture"#;
        let mut command = self.command("dbus-run-session");
        command.args(["--", "bash", "-c", script, "keyring", password]);
        pass(command.arg(own_path()).arg(child), child);
    }

    fn without_bus(&self, child: &str) {
        let mut command = self.command(&own_path());
        pass(
            command.args(["--exact", child, "--ignored", "--nocapture"]),
            child,
        );
    }
}

fn own_path() -> String {
    std::env::current_exe()
        .expect("this test's own program")
        .display()
        .to_string()
}

fn pass(command: &mut Command, child: &str) {
    let output = command.output().unwrap_or_else(|error| {
        panic!("the keyring tests need dbus and gnome-keyring (apt-get install both): {error}")
    });
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{child}:\n{text}\n{errors}"
    );
}

fn start() -> App {
    let data = std::env::var("BILLFOLD_TEST_DATA").expect("a child of this test");
    App::new(AppOptions {
        clock: Clock::System,
        ids: Ids::System,
        source: Source::Person,
        actor: "tester".into(),
        data_dir: data.into(),
        ledger: None,
        passphrase: None,
        keyring: KeyringUse::System,
        backups: false,
    })
}

fn call(app: &App, name: &str, request: Value) -> Value {
    registry::call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn code(app: &App, name: &str, request: Value) -> String {
    registry::call(app, name, request).expect_err(name).code
}

fn create_request(path: &Path) -> Value {
    json!({"path": path, "passphrase": PASSPHRASE, "use_keyring": true, "business": {
        "name": "Atelier Nord", "legal_name": "", "address": {}, "email": "", "phone": "",
        "website": "", "vat_id": "", "tax_number": "", "iban": "", "bic": "", "bank_name": "",
        "currency": "EUR", "timezone": "Europe/Berlin", "language": "en",
        "fiscal_year_first_month": 1, "net_days": 14, "tax_inclusive": false,
        "tax_rounding": "per_rate", "rounding": "half_up",
        "invoice_pattern": "INV-{YYYY}-{0000}", "credit_note_pattern": "CN-{YYYY}-{0000}",
        "template": "classic", "paper": "a4", "accent": "#00616a", "invoice_note": "",
        "footer_note": "", "custom_fields": [], "logo": null}})
}

fn ledger() -> std::path::PathBuf {
    Path::new(&std::env::var("BILLFOLD_TEST_DATA").expect("a child")).join("nord.billfold")
}

fn ledger_and_key_bytes() -> (Vec<u8>, Vec<u8>) {
    let key = ledger().with_extension("billfold.key");
    (
        std::fs::read(ledger()).expect("the ledger"),
        std::fs::read(key).expect("its key file"),
    )
}

#[test]
fn an_unlocked_keyring_keeps_the_key_and_opens_the_ledger() {
    let home = Home::new();
    home.with_keyring("login", "child_creates_and_keeps_the_key");
    home.with_keyring("login", "child_opens_without_a_passphrase");
}

/// The trap: a locked keyring answers "no entry", as if nothing had ever been stored.
#[test]
fn a_locked_keyring_asks_for_the_passphrase_and_no_key_is_made_anew() {
    let home = Home::new();
    home.with_keyring("login", "child_creates_and_keeps_the_key");
    home.with_keyring("another password", "child_meets_a_locked_keyring");
    home.with_keyring("login", "child_opens_without_a_passphrase");
}

#[test]
fn a_key_gone_from_the_keyring_is_asked_for_and_can_be_remembered_again() {
    let home = Home::new();
    home.with_keyring("login", "child_creates_and_keeps_the_key");
    std::fs::remove_dir_all(home.0.path().join("home")).expect("the keyring's home");
    std::fs::create_dir(home.0.path().join("home")).expect("a new home");
    home.with_keyring("login", "child_remembers_again");
    home.with_keyring("login", "child_opens_without_a_passphrase");
}

#[test]
fn without_a_session_bus_the_passphrase_alone_opens() {
    let home = Home::new();
    home.without_bus("child_has_no_keyring");
}

#[test]
fn a_rotated_key_replaces_the_one_in_the_keyring() {
    let home = Home::new();
    home.with_keyring("login", "child_creates_and_keeps_the_key");
    home.with_keyring("login", "child_rotates_the_key");
    home.with_keyring("login", "child_opens_without_a_passphrase");
}

#[test]
#[ignore = "a child of the tests above, which start its keyring"]
fn child_creates_and_keeps_the_key() {
    let app = start();
    let status = call(&app, "session.create", create_request(&ledger()));
    assert_eq!(status["problem"], Value::Null);
    assert_eq!(
        (&status["state"], &status["keyring"]),
        (&json!("open"), &json!("available"))
    );
}

#[test]
#[ignore = "a child of the tests above, which start its keyring"]
fn child_opens_without_a_passphrase() {
    let app = start();
    let status = call(&app, "session.status", json!({}));
    assert_eq!(status["state"], "open", "{status}");
    call(&app, "session.lock", json!({}));
    assert_eq!(code(&app, "business.get", json!({})), "ledger_locked");
    assert_eq!(call(&app, "session.unlock", json!({}))["state"], "open");
    assert_eq!(
        call(&app, "business.get", json!({}))["name"],
        "Atelier Nord"
    );
}

#[test]
#[ignore = "a child of the tests above, which start its keyring"]
fn child_meets_a_locked_keyring() {
    let app = start();
    let before = ledger_and_key_bytes();
    let status = call(&app, "session.status", json!({}));
    assert_eq!(
        (&status["state"], &status["keyring"]),
        (&json!("locked"), &json!("locked"))
    );
    assert_eq!(status["problem"]["code"], "keyring_locked_or_lost");
    assert_eq!(
        code(&app, "session.unlock", json!({})),
        "keyring_locked_or_lost"
    );
    let again = code(&app, "session.create", create_request(&ledger()));
    assert_eq!(again, "ledger_already_exists");
    assert!(
        before == ledger_and_key_bytes(),
        "the ledger or its key file was touched"
    );

    let request = json!({"passphrase": PASSPHRASE, "remember": true});
    let status = call(&app, "session.unlock", request);
    assert_eq!(status["state"], "open");
    assert_eq!(status["problem"]["code"], "keyring_refused");
}

#[test]
#[ignore = "a child of the tests above, which start its keyring"]
fn child_remembers_again() {
    let app = start();
    assert_eq!(
        code(&app, "session.unlock", json!({})),
        "keyring_locked_or_lost"
    );
    let request = json!({"passphrase": PASSPHRASE, "remember": true});
    let status = call(&app, "session.unlock", request);
    assert_eq!(
        (&status["state"], &status["problem"]),
        (&json!("open"), &Value::Null)
    );
}

#[test]
#[ignore = "a child of the tests above, which start its keyring"]
fn child_has_no_keyring() {
    let app = start();
    let status = call(&app, "session.create", create_request(&ledger()));
    assert_eq!(
        (&status["state"], &status["keyring"]),
        (&json!("open"), &json!("absent"))
    );
    assert_eq!(status["problem"]["code"], "keyring_refused");
    call(&app, "session.lock", json!({}));
    assert_eq!(code(&app, "session.unlock", json!({})), "passphrase_needed");
    let status = call(&app, "session.unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(status["state"], "open");
}

#[test]
#[ignore = "a child of the tests above, which start its keyring"]
fn child_rotates_the_key() {
    let app = start();
    let before = app.ledger().expect("opened by the keyring").key();
    call(
        &app,
        "session.rotate_key",
        json!({"passphrase": PASSPHRASE}),
    );
    assert_ne!(app.ledger().expect("open").key(), before);
}
