//! One refusal as a row: what was tried, what the program said, whether the files are as before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use acceptance::{Desk, Said};

/// Every file of a folder with its content. The lock only says who is inside, and the index of the
/// log (`-shm`, with a log that is empty) is made anew at each opening: neither holds any books.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let read = files.filter(|path| path.is_file()).map(|path| {
        let bytes = std::fs::read(&path).unwrap();
        (path, bytes)
    });
    read.filter(|(path, bytes)| {
        let name = path.display().to_string();
        let is_index = name.ends_with(".lock") || name.ends_with("-shm");
        let is_empty_log = name.ends_with("-wal") && bytes.is_empty();
        !is_index && !is_empty_log
    })
    .collect()
}

/// What was tried and what came of it.
#[derive(Debug)]
pub struct Row {
    pub case: String,
    pub code: String,
    pub exit: i32,
    pub unchanged: bool,
    pub fix: String,
}

impl Row {
    /// Tries to open `ledger`, which stands in a folder of its own.
    pub fn of_opening(case: &str, desk: &Desk, ledger: &Path, passphrase: &Path) -> Self {
        Self::of(
            case,
            desk,
            ledger,
            passphrase,
            &["--json", "customers", "list"],
        )
    }

    pub fn of(case: &str, desk: &Desk, ledger: &Path, passphrase: &Path, args: &[&str]) -> Self {
        let folder = ledger.parent().unwrap();
        let before = contents(folder);
        let output = desk.command(ledger, passphrase, args).output().unwrap();
        let said = Said::from_output(&output);
        assert_eq!(said.out, "", "{case}: nothing on standard output");
        let error = said.error();
        let text = |field: &str| error[field].as_str().unwrap_or_default().to_owned();
        assert!(
            !text("message").is_empty() && !text("fix").is_empty(),
            "{case}: {error}"
        );
        Self {
            case: case.to_owned(),
            code: text("code"),
            exit: said.code,
            unchanged: contents(folder) == before,
            fix: text("fix"),
        }
    }

    /// Fails unless it was refused with this code and exit 3, and left everything as it was.
    pub fn expect(self, code: &str) -> Self {
        assert_eq!((self.code.as_str(), self.exit), (code, 3), "{self:?}");
        assert!(self.unchanged, "{self:?}");
        self
    }
}

/// The rows as an aligned table.
pub fn print(rows: &[Row]) {
    println!(
        "{:<44} {:<22} {:>4}  {:<9}  what to do",
        "case", "code", "exit", "unchanged"
    );
    for row in rows {
        let unchanged = if row.unchanged { "yes" } else { "NO" };
        println!(
            "{:<44} {:<22} {:>4}  {unchanged:<9}  {}",
            row.case, row.code, row.exit, row.fix
        );
    }
}
