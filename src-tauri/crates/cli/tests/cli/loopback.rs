//! The loopback door as journeys start it: one line of JSON, temporary files alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::desk::{Desk, refusal, said};

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_serves_the_ledger_and_prints_where() {
    let desk = Desk::with_ledger();
    let dist = desk.folder.path().display().to_string();
    let mut command = desk.command(&["loopback", "--dist", &dist]);
    let mut running = Running(command.stdout(Stdio::piped()).spawn().expect("it starts"));
    let mut line = String::new();
    let out = running.0.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut line).expect("a line");
    let known: Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(known["pid"], json!(running.0.id()));
    let address = known["url"]
        .as_str()
        .and_then(|url| url.strip_prefix("http://"));
    let address = address.expect("an address");
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    let token = known["token"].as_str().expect("a token");
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = format!(
        "POST /call/business.get HTTP/1.1\r\nhost: {address}\r\nx-billfold-token: {token}\r\n\
         connection: close\r\ncontent-length: 2\r\n\r\n{{}}"
    );
    stream.write_all(request.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("Nordlicht GmbH"), "{answer}");
}

#[test]
fn it_refuses_lasting_ledgers() {
    let desk = Desk::new();
    let mut command = desk.bare();
    command.args([
        "--ledger",
        "/var/lib/books.billfold",
        "--json",
        "loopback",
        "--dist",
        "/",
    ]);
    let (code, error) = refusal(&said(command, ""));
    assert_eq!(
        (code, &error["code"]),
        (1, &json!("only_temporary_ledgers"))
    );
}

#[test]
fn it_wants_a_ledger_or_none_said_aloud() {
    let desk = Desk::new();
    let mut command = desk.bare();
    command.args(["loopback", "--dist", "/"]);
    assert_eq!(said(command, "").code, 2);
}
