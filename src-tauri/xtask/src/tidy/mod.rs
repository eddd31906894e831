//! `cargo xtask tidy`: the promises of ARCHITECTURE.md that a machine can hold.
//!
//! Each check is a function from texts to findings, and shows in its tests that it can fail.

mod arrows;
mod blank;
mod functions;
mod invariants;
mod manifests;
mod openings;
mod owners;
mod places;
mod size;
mod sources;
mod words;

use crate::failure::Failure;
use crate::steps::Steps;
use crate::{Request, cargo, process};
use sources::Source;
use std::fmt;

/// One broken promise: where, and what is wrong with it.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    place: String,
    what: String,
}

impl Finding {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }

    fn at(source: &Source, line: usize, what: impl Into<String>) -> Self {
        Self::new(format!("{}:{line}", source.path), what)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.what)
    }
}

pub fn tidy(request: &Request) -> Result<(), Failure> {
    request.only(&[])?;
    Steps::new().run("tidy", check)
}

/// All checks over the checkout; every finding is printed.
pub fn check() -> Result<(), Failure> {
    let paths = sources::listed()?;
    let sources = sources::read(&paths)?;
    let root_manifest = manifests::read("Cargo.toml")?;
    let mut findings = places::top_level(&paths);
    findings.extend(places::folders(&paths));
    findings.extend(places::decisions(&paths));
    for source in &sources {
        findings.extend(size::check(source));
        findings.extend(openings::check(source));
        findings.extend(words::check(source));
    }
    findings.extend(places::billing_is_documented(&sources));
    findings.extend(manifests::reasons(&root_manifest));
    for path in paths.iter().filter(|path| path.ends_with("/Cargo.toml")) {
        findings.extend(manifests::inherited(path, &manifests::read(path)?));
    }
    let page = std::fs::read_to_string(root().join(invariants::PAGE))
        .map_err(|error| Failure::file(&root().join(invariants::PAGE), &error))?;
    findings.extend(invariants::check(&page, &sources));
    let metadata = cargo::metadata()?;
    let members = arrows::members(&metadata);
    findings.extend(arrows::check(&members));
    findings.extend(owners::check(&members));
    findings.extend(arrows::release_lacks_the_loopback_door(&metadata));
    report(&findings, &sources)
}

fn report(findings: &[Finding], sources: &[Source]) -> Result<(), Failure> {
    println!("  {}", size::summary(sources));
    if findings.is_empty() {
        return Ok(());
    }
    for finding in findings {
        println!("  {finding}");
    }
    Err(Failure::new(
        format!("{} places are not tidy", findings.len()),
        "Mend what is listed above; src-tauri/ARCHITECTURE.md says why each rule is there.",
    ))
}

fn root() -> std::path::PathBuf {
    process::root()
}
