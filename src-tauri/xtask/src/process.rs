//! Starting other programs: one place that says what runs, and what to do when it fails.

use crate::failure::Failure;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A program about to run, with the advice to give when it fails.
#[derive(Debug)]
pub struct Tool {
    command: Command,
    fix: String,
}

impl Tool {
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.current_dir(root());
        Self {
            command,
            fix: "The output above says why.".to_owned(),
        }
    }

    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    pub fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    pub fn env(mut self, key: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    pub fn without_env(mut self, key: impl AsRef<OsStr>) -> Self {
        self.command.env_remove(key);
        self
    }

    /// What to tell the person when the program fails.
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Runs with our standard streams, and fails when the program does.
    pub fn run(mut self) -> Result<(), Failure> {
        println!("  $ {}", self.line());
        match self.command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(self.failed(&status.to_string())),
            Err(error) => Err(self.failed(&error.to_string())),
        }
    }

    /// Runs silently and returns what the program printed; its errors stay visible.
    pub fn read(mut self) -> Result<String, Failure> {
        self.command.stderr(Stdio::inherit());
        match self.command.output() {
            Ok(out) if out.status.success() => {
                String::from_utf8(out.stdout).map_err(|_| self.failed("its output is not UTF-8"))
            }
            Ok(out) => Err(self.failed(&out.status.to_string())),
            Err(error) => Err(self.failed(&error.to_string())),
        }
    }

    /// Runs silently; whether it succeeded is the answer.
    pub fn succeeds(mut self) -> bool {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.command.status().is_ok_and(|status| status.success())
    }

    /// Starts without waiting.
    pub fn start(mut self) -> Result<Child, Failure> {
        println!("  $ {}", self.line());
        self.command
            .spawn()
            .map_err(|error| self.failed(&error.to_string()))
    }

    pub fn stdout(mut self, stdout: Stdio) -> Self {
        self.command.stdout(stdout);
        self
    }

    /// The command as a person would type it at the top of the repository.
    fn line(&self) -> String {
        let program = Path::new(self.command.get_program());
        let program = match program.file_name() {
            Some(name) if name == "cargo" => Path::new(name),
            _ => program.strip_prefix(root()).unwrap_or(program),
        };
        let words = std::iter::once(program.as_os_str()).chain(self.command.get_args());
        words
            .map(|word| quoted(&word.to_string_lossy()))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn failed(&self, why: &str) -> Failure {
        Failure::new(format!("`{}` failed: {why}", self.line()), self.fix.clone())
    }
}

/// A word as one types it in a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// The top of the repository.
pub fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask
        .ancestors()
        .nth(2)
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Whether a program can be found on PATH.
pub fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Whether an environment variable says yes.
pub fn is_set(key: &str) -> bool {
    std::env::var(key).is_ok_and(|value| !value.is_empty() && value != "0" && value != "false")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_only_when_needed() {
        assert_eq!(quoted("--features"), "--features");
        assert_eq!(quoted("cli/loopback"), "cli/loopback");
        assert_eq!(quoted("it's here"), r"'it'\''s here'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn commands_read_as_typed() {
        let cargo = Tool::new("/somewhere/bin/cargo").args(["fmt", "--all"]);
        assert_eq!(cargo.line(), "cargo fmt --all");
        assert_eq!(Tool::new(root().join(".peers/x")).line(), ".peers/x");
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.toml").is_file());
        assert!(root().join("src-tauri/xtask").is_dir());
    }

    #[test]
    fn a_failing_program_is_a_failure_with_its_advice() {
        let failed = Tool::new("false").fix("do it again").run();
        assert!(failed.is_err_and(|failure| failure.fix == "do it again"));
        assert!(Tool::new("true").run().is_ok());
    }

    #[test]
    fn a_missing_program_is_a_failure_that_names_it() {
        let failed = Tool::new("no-such-program-here").read();
        assert!(failed.is_err_and(|failure| failure.what.contains("no-such-program-here")));
        assert!(!on_path("no-such-program-here"));
    }
}
