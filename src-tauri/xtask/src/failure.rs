//! Why a command stopped, and what the person can do about it.

use std::fmt;

/// A step that could not be done: what happened, and the way out.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    pub what: String,
    pub fix: String,
}

impl Failure {
    pub fn new(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            fix: fix.into(),
        }
    }

    /// A file or folder that could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(
            format!("{}: {error}", path.display()),
            "Check that the file exists, that you may write there, and that the disk has room.",
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "✗ {}\n  → {}",
            self.what,
            self.fix.replace('\n', "\n    ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_happened_and_what_to_do() {
        let failure = Failure::new("node is missing", "install node 20\nthen start again");
        assert_eq!(
            failure.to_string(),
            "✗ node is missing\n  → install node 20\n    then start again"
        );
    }
}
