//! `cargo xtask bindings`: the UI's TypeScript view of the registry, written or compared.

use crate::cargo::{FEATURES, cargo, program};
use crate::failure::Failure;
use crate::process::{Tool, root};
use crate::steps::Steps;
use crate::{Request, stamp};
use std::fs;
use std::path::PathBuf;

/// Where the UI expects them.
pub const FILE: &str = "ui/src/lib/backend/bindings.ts";

pub fn bindings(request: &Request) -> Result<(), Failure> {
    request.only(&["--check"])?;
    let mut steps = Steps::new();
    steps.run("build the command line", || {
        cargo()
            .args(["build", "-p", "cli"])
            .args(FEATURES)
            .fix("Mend the compiler's first error above, then start again.")
            .run()
    })?;
    if request.has("--check") {
        steps.run("compare the bindings", check)
    } else {
        steps.run("write the bindings", write)
    }
}

/// Fails when the written bindings are not those of the registry. The command line is built.
pub fn check() -> Result<(), Failure> {
    let written = fs::read_to_string(path()).map_err(|error| Failure::file(&path(), &error))?;
    match first_difference(&written, &from_registry()?) {
        None => Ok(()),
        Some(difference) => Err(Failure::new(
            format!("{FILE} is not what the registry says: {difference}"),
            "`cargo xtask bindings` writes it anew; commit the result.",
        )),
    }
}

fn write() -> Result<(), Failure> {
    stamp::write(&path(), &from_registry()?)?;
    println!("  {FILE}");
    Ok(())
}

fn path() -> PathBuf {
    root().join(FILE)
}

fn from_registry() -> Result<String, Failure> {
    Tool::new(program("billfold")?)
        .args(["internal-bindings"])
        .fix("The registry could not describe itself: its message is above.")
        .read()
}

/// The first line that differs, as a person would look for it.
fn first_difference(written: &str, wanted: &str) -> Option<String> {
    let (mut old, mut new) = (written.lines(), wanted.lines());
    let mut number = 0_u32;
    loop {
        number += 1;
        match (old.next(), new.next()) {
            (None, None) if written == wanted => return None,
            (None, None) => return Some("the line ends differ".to_owned()),
            (old, new) if old == new => {}
            (old, new) => {
                let said = |line: Option<&str>| line.unwrap_or("(end of file)").to_owned();
                return Some(format!(
                    "line {number} is `{}`, not `{}`",
                    said(old),
                    said(new)
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_has_no_difference() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
    }

    #[test]
    fn the_first_differing_line_is_named() {
        let told = first_difference("a\nold\n", "a\nnew\n");
        assert_eq!(told.as_deref(), Some("line 2 is `old`, not `new`"));
        let longer = first_difference("a\n", "a\nb\n");
        assert_eq!(
            longer.as_deref(),
            Some("line 2 is `(end of file)`, not `b`")
        );
        assert!(first_difference("a", "a\n").is_some());
    }
}
