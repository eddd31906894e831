//! The loopback door from outside, over a plain socket: token, Host, Origin, temporary files only.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use api::loopback::{Loopback, NotServed, TOKEN_HEADER};
use app::context::{App, AppOptions};
use app::keyring::KeyringUse;
use app::registry::USE_CASES;
use serde_json::{Value, json};
use tempfile::TempDir;

struct Server {
    app: App,
    folder: TempDir,
    address: String,
    token: String,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

/// A server on an empty data folder and a small UI; it ends with the test's process.
fn server() -> Server {
    let folder = tempfile::tempdir().expect("a folder");
    let dist = folder.path().join("dist");
    std::fs::create_dir_all(&dist).expect("a folder");
    std::fs::write(dist.join("index.html"), "<!doctype html><p>the window").expect("a page");
    std::fs::write(folder.path().join("secret.txt"), "not for the web").expect("a file");
    let app = app_in(&folder.path().join("data"));
    let served = app.clone();
    let (send, bound) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let loopback = Loopback::bind(served, None, dist).await.expect("a port");
            let known = (loopback.url().to_owned(), loopback.token().to_owned());
            send.send(known).expect("the test waits");
            loopback.serve().await.expect("serving");
        });
    });
    let (url, token) = bound.recv().expect("an address");
    Server {
        app,
        folder,
        address: url.replace("http://", ""),
        token,
    }
}

fn app_in(data_dir: &std::path::Path) -> App {
    let mut options = AppOptions::new(data_dir);
    options.keyring = KeyringUse::Off;
    App::new(options)
}

/// The server's thread goes with the process, and keeps a handle of the application until then.
impl Drop for Server {
    fn drop(&mut self) {
        self.app.shut_down();
    }
}

impl Server {
    fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .expect("a time limit");
        let mut text = format!("{line} HTTP/1.1\r\nconnection: close\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        stream.write_all(text.as_bytes()).expect("a request");
        let mut whole = String::new();
        stream.read_to_string(&mut whole).expect("an answer");
        let (head, body) = whole.split_once("\r\n\r\n").expect("a head and a body");
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .expect("a status");
        Answer {
            status,
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn call(&self, name: &str, request: &Value) -> Answer {
        let headers = [("host", self.address.as_str()), (TOKEN_HEADER, &self.token)];
        self.send(
            &format!("POST /call/{name}"),
            &headers,
            &request.to_string(),
        )
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path}"), &[("host", &self.address)], "")
    }
}

#[test]
fn a_use_case_answers_with_the_token() {
    let answer = server().call("session.status", &json!({}));
    assert_eq!(
        (answer.status, answer.json()["state"].clone()),
        (200, json!("no_ledger"))
    );
}

#[test]
fn every_use_case_is_reachable_and_no_other() {
    let server = server();
    for use_case in USE_CASES {
        let answer = server.call(use_case.name, &json!("not a request"));
        assert_eq!(
            answer.json()["code"],
            "invalid_request",
            "{}",
            use_case.name
        );
        assert_eq!(answer.status, 400);
    }
    let unknown = server.call("invoices.burn", &json!({}));
    assert_eq!(
        (unknown.status, unknown.json()["code"].clone()),
        (404, json!("unknown_command"))
    );
}

#[test]
fn without_the_token_nothing_is_done() {
    let server = server();
    let host = ("host", server.address.as_str());
    let wrong = "0".repeat(64);
    for headers in [
        vec![host],
        vec![host, (TOKEN_HEADER, "")],
        vec![host, (TOKEN_HEADER, &wrong)],
    ] {
        for line in ["POST /call/session.status", "GET /events?after=0"] {
            let answer = server.send(line, &headers, "{}");
            assert_eq!(
                (answer.status, answer.json()["code"].clone()),
                (401, json!("wrong_token"))
            );
        }
    }
}

#[test]
fn another_host_name_is_refused() {
    let server = server();
    let port = server.address.rsplit(':').next().expect("a port");
    let rebound = format!("billfold.example:{port}");
    for host in [rebound.as_str(), "127.0.0.1", &format!("localhost:{port}")] {
        let headers = [("host", host), (TOKEN_HEADER, server.token.as_str())];
        let answer = server.send("POST /call/session.status", &headers, "{}");
        assert_eq!(
            (answer.status, answer.json()["code"].clone()),
            (403, json!("wrong_host"))
        );
        assert_eq!(server.send("GET /", &[("host", host)], "").status, 403);
    }
}

#[test]
fn a_page_from_elsewhere_is_refused_even_with_the_token() {
    let server = server();
    let from = |origin: &str| {
        let headers = [
            ("host", server.address.as_str()),
            ("origin", origin),
            (TOKEN_HEADER, server.token.as_str()),
        ];
        server
            .send("POST /call/session.status", &headers, "{}")
            .status
    };
    assert_eq!(from("https://example.org"), 403);
    assert_eq!(from("null"), 403);
    assert_eq!(from(&format!("http://{}", server.address)), 200);
}

#[test]
fn only_temporary_ledgers_are_touched() {
    let server = server();
    let outside = json!({ "path": "/var/lib/books.billfold" });
    for name in [
        "session.open",
        "demo.open",
        "backup.create",
        "backup.restore",
    ] {
        let answer = server.call(name, &outside);
        assert_eq!(answer.status, 403, "{name}");
        assert_eq!(answer.json()["code"], "only_temporary_ledgers");
        assert_eq!(answer.json()["field"], "path");
    }
    let inside = json!({ "path": server.folder.path().join("absent.billfold") });
    let answer = server.call("session.open", &inside);
    assert_ne!(
        answer.json()["code"],
        "only_temporary_ledgers",
        "{}",
        answer.body
    );
}

#[test]
fn a_server_on_lasting_folders_does_not_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let bound = |app: App, ledger: Option<&str>| {
        runtime.block_on(Loopback::bind(
            app,
            ledger.map(std::path::Path::new),
            folder.path(),
        ))
    };
    let lasting = bound(app_in(std::path::Path::new("/var/lib/billfold")), None);
    assert!(matches!(lasting, Err(NotServed::Place(_))));
    let lasting = bound(app_in(folder.path()), Some("/var/lib/books.billfold"));
    assert!(matches!(lasting, Err(NotServed::Place(_))));
    assert!(bound(app_in(folder.path()), None).is_ok());
}

#[test]
fn pages_come_with_a_strict_policy_and_nothing_else_comes() {
    let server = server();
    let index = server.get("/");
    assert_eq!(
        (index.status, index.body.contains("the window")),
        (200, true)
    );
    assert!(
        index
            .head
            .contains("content-security-policy: default-src 'self'"),
        "{}",
        index.head
    );
    assert!(
        index.head.contains("content-type: text/html"),
        "{}",
        index.head
    );
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "//etc/hosts",
        "/absent.js",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("not for the web"));
    }
}

#[test]
fn a_poll_waits_for_an_event_and_carries_it() {
    let server = server();
    let headers = [
        ("host", server.address.as_str()),
        (TOKEN_HEADER, server.token.as_str()),
    ];
    let began = Instant::now();
    std::thread::scope(|scope| {
        let poll = scope.spawn(|| server.send("GET /events?after=0", &headers, ""));
        std::thread::sleep(Duration::from_millis(200));
        let made = server.call("session.create", &ledger_in(&server));
        assert_eq!(made.status, 200, "{}", made.body);
        let page = poll.join().expect("an answer").json();
        assert!(page["seq"].as_u64().is_some_and(|seq| seq > 0), "{page}");
        let kinds: Vec<&str> = page["events"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|e| e["kind"].as_str())
            .collect();
        assert!(!kinds.is_empty(), "{page}");
    });
    assert!(
        began.elapsed() < Duration::from_secs(19),
        "the poll ended with the event"
    );
}

fn ledger_in(server: &Server) -> Value {
    let business = json!({
        "name": "Nordlicht", "legal_name": "Nordlicht GmbH",
        "address": { "line1": "Lindenstr. 1", "city": "Berlin", "postal_code": "10969",
            "country": "DE" },
        "email": "", "phone": "", "website": "", "vat_id": "", "tax_number": "", "iban": "",
        "bic": "", "bank_name": "", "currency": "EUR", "timezone": "Europe/Berlin",
        "language": "en", "fiscal_year_first_month": 1, "net_days": 14, "tax_inclusive": false,
        "tax_rounding": "per_rate", "rounding": "half_up", "invoice_pattern": "INV-{YYYY}-{0000}",
        "credit_note_pattern": "CN-{YYYY}-{0000}", "template": "classic", "paper": "a4",
        "accent": "#00616a", "invoice_note": "", "footer_note": "", "custom_fields": [],
        "logo": null,
    });
    let path = server.folder.path().join("data/books.billfold");
    json!({ "path": path, "passphrase": "correct horse battery", "business": business })
}
