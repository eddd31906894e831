//! Programs that nobody here wrote: where they are, and a clear word where they are not.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program of somebody else's.
#[derive(Debug)]
pub struct Peer {
    program: PathBuf,
    name: &'static str,
}

/// A program of the system: `hledger`, `ledger`, `qpdf`, `pdftoppm`.
#[must_use]
pub fn peer(name: &'static str) -> Peer {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|p| p.is_file());
    let program = found.unwrap_or_else(|| {
        panic!(
            "The peer `{name}` is not installed, and this test does not pass without it. \
                Run `cargo xtask test`, which installs it, or install it with apt."
        )
    });
    Peer { program, name }
}

/// Python with the packages of `src-tauri/xtask/peers.txt`.
#[must_use]
pub fn python() -> Peer {
    let program = root().join(".peers/venv/bin/python");
    assert!(
        program.is_file(),
        "The Python peers are not installed in .peers/venv, and this test does not pass without \
         them. Run `cargo xtask test`, which installs what src-tauri/xtask/peers.txt lists."
    );
    Peer {
        program,
        name: "python",
    }
}

/// The top of the checkout.
#[must_use]
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("tests/ stands in the checkout")
        .to_owned()
}

impl Peer {
    /// What it prints; it must succeed.
    #[must_use]
    pub fn read(&self, args: &[&str]) -> String {
        let (ok, out, err) = self.run(args);
        assert!(ok, "{} {args:?} failed:\n{err}\n{out}", self.name);
        out
    }

    /// Whether it succeeded, what it printed, and what it complained of.
    #[must_use]
    pub fn run(&self, args: &[&str]) -> (bool, String, String) {
        let mut command = Command::new(&self.program);
        command
            .args(args)
            .env("LANG", "C.UTF-8")
            .env("PYTHONDONTWRITEBYTECODE", "1");
        let output = command.output().expect("a program that is there starts");
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    }

    /// Runs a script of `peers/`.
    #[must_use]
    pub fn script(&self, name: &str, args: &[&str]) -> String {
        let script = root().join("tests/peers").join(name).display().to_string();
        let mut all = vec![script.as_str()];
        all.extend(args);
        self.read(&all)
    }
}

/// The bytes of a file that a use case answered with.
#[must_use]
pub fn bytes_of(file: &serde_json::Value) -> Vec<u8> {
    use base64::Engine;
    let text = file["base64"].as_str().expect("a file");
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .expect("base64")
}

/// The same, where it is a text.
#[must_use]
pub fn text_of(file: &serde_json::Value) -> String {
    String::from_utf8(bytes_of(file)).expect("a text")
}
