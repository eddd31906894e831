//! A desk for one test: a temporary folder, a passphrase file, a set clock, and the command.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const NOW: &str = "2026-11-20T09:00:00Z";
pub const PASSPHRASE: &str = "correct horse battery";

/// Where a test works.
pub struct Desk {
    pub folder: TempDir,
}

/// What the command said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        desk.write("passphrase", PASSPHRASE);
        desk
    }

    /// A desk with a ledger of a business in Berlin, and a tax rate of 19 %.
    pub fn with_ledger() -> Self {
        let desk = Self::new();
        desk.ok(&[
            "ledger",
            "create",
            "--name",
            "Nordlicht GmbH",
            "--country",
            "DE",
            "--currency",
            "EUR",
            "--timezone",
            "Europe/Berlin",
            "--line1",
            "Lindenstr. 1",
            "--city",
            "Berlin",
            "--postal-code",
            "10969",
        ]);
        desk.ok(&[
            "tax-rates",
            "add",
            "--name",
            "USt",
            "--rate",
            "19",
            "--jurisdiction",
            "DE",
        ]);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).expect("a file");
        self.path(name).display().to_string()
    }

    /// The command with this desk's ledger, passphrase and clock.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.bare();
        command.arg("--ledger").arg(self.path("books.billfold"));
        command
            .arg("--passphrase-file")
            .arg(self.path("passphrase"));
        command.args(args);
        command
    }

    /// The command without a ledger or passphrase.
    pub fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_billfold"));
        command.arg("--data-dir").arg(self.path("data"));
        command.args(["--no-keyring", "--now", NOW]);
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        said(self.command(args), "")
    }

    /// Runs a command that must succeed; gives what it printed.
    pub fn ok(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, 0, "{args:?}: {}{}", said.out, said.err);
        said.out
    }

    /// The same with --json.
    pub fn json(&self, args: &[&str]) -> Value {
        let text = self.ok(&[args, &["--json"]].concat());
        serde_json::from_str(&text).expect("JSON on standard output")
    }

    /// Runs a command that must fail; gives its exit code and the error's JSON.
    pub fn refused(&self, args: &[&str]) -> (i32, Value) {
        let said = self.run(&[args, &["--json"]].concat());
        refusal(&said)
    }
}

/// The exit code and error of a command that was run with --json.
pub fn refusal(said: &Said) -> (i32, Value) {
    assert_ne!(said.code, 0, "it was done: {}", said.out);
    let value: Value =
        serde_json::from_str(&said.err).unwrap_or_else(|error| panic!("{error} in {}", said.err));
    let error = value["error"].clone();
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|text| text.ends_with('.')),
        "{error}"
    );
    (said.code, error)
}

/// Runs a command with `input` on its standard input.
pub fn said(mut command: Command, input: &str) -> Said {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the command ends");
    // A command that reads nothing closes its input early.
    let _ = writer.join().expect("the writer");
    Said {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}
