//! A desk for the `billfold` program: a temporary folder, a passphrase file, what it said.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::world::{PASSPHRASE, day, new_ledger};

/// The clock of every desk.
pub const NOW: &str = "2026-11-20T09:00:00Z";

/// The built program, which stands two folders above the test's own.
#[must_use]
pub fn billfold_bin() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let target = test
        .parent()
        .and_then(Path::parent)
        .expect("target/debug/deps");
    let program = target.join(format!("billfold{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} is not built. Run `cargo xtask test`, which builds every program first \
         (or `cargo build -p cli`).",
        program.display()
    );
    program
}

/// What the program said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    #[must_use]
    pub fn from_output(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The error's object of a refusal with `--json`.
    #[must_use]
    pub fn error(&self) -> Value {
        let value: Value = serde_json::from_str(self.err.trim())
            .unwrap_or_else(|error| panic!("no error in JSON ({error}): {self:?}"));
        value["error"].clone()
    }
}

/// Where a test works.
#[derive(Debug)]
pub struct Desk {
    folder: TempDir,
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

impl Desk {
    #[must_use]
    pub fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        std::fs::write(desk.path("passphrase"), PASSPHRASE).expect("a passphrase file");
        desk
    }

    /// A desk with an empty ledger, `books.billfold`.
    #[must_use]
    pub fn with_ledger() -> Self {
        let desk = Self::new();
        new_ledger(&desk.path("books.billfold"), day("2026-11-20"));
        desk
    }

    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program on a ledger anywhere, with a passphrase file.
    #[must_use]
    pub fn command(&self, ledger: &Path, passphrase_file: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(billfold_bin());
        command
            .args(["--now", NOW, "--no-keyring", "--data-dir"])
            .arg(self.path("data"));
        command.arg("--ledger").arg(ledger);
        command
            .arg("--passphrase-file")
            .arg(passphrase_file)
            .args(args);
        command.env_remove("DBUS_SESSION_BUS_ADDRESS");
        command
    }

    /// What the program says about the desk's own ledger.
    #[must_use]
    pub fn run(&self, args: &[&str]) -> Said {
        self.run_on(&self.path("books.billfold"), args)
    }

    /// What the program says about a ledger.
    #[must_use]
    pub fn run_on(&self, ledger: &Path, args: &[&str]) -> Said {
        let mut command = self.command(ledger, &self.path("passphrase"), args);
        Said::from_output(&command.output().expect("the program starts"))
    }

    /// Its answer, where it must not refuse.
    #[must_use]
    pub fn ok(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, 0, "{args:?}: {said:?}");
        said.out
    }
}

/// The demo company in a folder of its own, made by the program.
#[must_use]
pub fn demo() -> (Desk, PathBuf) {
    let desk = Desk::new();
    let path = desk.path("demo.billfold");
    let mut command = Command::new(billfold_bin());
    command
        .args(["--now", NOW, "--no-keyring", "--data-dir"])
        .arg(desk.path("data"));
    let request = serde_json::json!({"path": path.display().to_string()}).to_string();
    let output = command.args(["call", "demo.open", &request]).output();
    let said = Said::from_output(&output.expect("the program starts"));
    assert_eq!(said.code, 0, "{said:?}");
    (desk, path)
}
