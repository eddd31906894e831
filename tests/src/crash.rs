//! Ends a child process at any moment, and reads what it said until then.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use store::migration::{self, Migration};

use crate::chance::Chance;

/// What the file is called that the child imports, beside the ledger.
pub const USAGE_FILE: &str = "usage.csv";

/// What the child had said when it was killed, without `ready`.
///
/// `program` is the child, `what` and `ledger` its arguments. It is killed (signal 9) at most
/// `within` after it was ready and had said some lines, fewer than `lines`; in one case of eight,
/// while it is still getting ready.
#[must_use]
pub fn killed(
    program: &str,
    what: &str,
    ledger: &Path,
    (lines, within): (u64, Duration),
    chance: &mut Chance,
) -> Vec<String> {
    let mut child = Command::new(program)
        .arg(what)
        .arg(ledger)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the child starts");
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let (said, heard) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        // A line that was cut by the kill has no end and was never said.
        for line in out.lines().map_while(Result::ok) {
            if said.send(line).is_err() {
                break;
            }
        }
    });
    let mut all = Vec::new();
    if chance.below(8) > 0 {
        for _ in 0..=chance.below(lines) {
            all.push(
                heard
                    .recv_timeout(Duration::from_secs(60))
                    .expect("the child goes on"),
            );
        }
        assert_eq!(all[0], "ready");
    }
    let micros = u64::try_from(within.as_micros()).expect("a short time");
    std::thread::sleep(Duration::from_micros(chance.below(micros)));
    child.kill().expect("it can be killed");
    child.wait().expect("it ended");
    reader.join().expect("its output is read to the end");
    all.extend(heard.try_iter());
    all.retain(|line| line != "ready");
    all
}

/// The schema of a build that is ahead of this one, with steps that take a moment.
#[must_use]
pub fn newer_schema() -> Vec<Migration> {
    const FILL: &str = "INSERT INTO of_a_newer_build
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        SELECT i, hex(randomblob(40)) FROM n;";
    let mut steps = migration::all();
    let newest = migration::newest_known(&steps);
    let sql = [
        "CREATE TABLE of_a_newer_build (id INTEGER NOT NULL, word TEXT NOT NULL) STRICT;",
        FILL,
        "CREATE INDEX of_a_newer_build_by_word ON of_a_newer_build (word);",
        "DELETE FROM of_a_newer_build WHERE id % 2 = 0;",
    ];
    for (at, sql) in (1..).zip(sql) {
        let step = Migration {
            id: newest + at,
            name: "newer",
            sql,
            older_build_may_open: false,
        };
        steps.push(step);
    }
    steps
}

/// The finished backups of a folder.
#[must_use]
pub fn backups_in(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            name.starts_with("copy-") && name.ends_with(".billfold")
        })
        .collect();
    found.sort();
    found
}
