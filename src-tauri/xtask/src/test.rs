//! `cargo xtask test`: every test there is, on an unseen display, with the peers they ask; and with
//! `--deep` every property with many more cases.

use crate::cargo::{FEATURES, build_everything, cargo};
use crate::display::VirtualDisplay;
use crate::failure::Failure;
use crate::process::{Tool, on_path};
use crate::steps::Steps;
use crate::{Request, setup};
use std::path::Path;

const DEEP_CASES: &str = "10000";

/// The programs that hold all properties. An optimised build tries thirty cases with a ledger in
/// a second; it shares its dependencies with the bench.
const DEEP_PROGRAMS: [&str; 17] = [
    "--package",
    "acceptance",
    "--package",
    "billing",
    "--package",
    "charts",
    "--package",
    "store",
    "--lib",
    "--test",
    "properties",
    "--test",
    "rules",
    "--test",
    "subscriptions",
    "--test",
    "store",
];

/// Ledgers of properties live a moment: in memory nobody waits for a disk. That a commit survives
/// a crash is for other tests, on a disk.
const MEMORY: &str = "/dev/shm";
const MEMORY_KIB: u64 = 1024 * 1024;

const WHOLE: &str = "tests of the crates, properties, peers and journeys";
const FIX: &str = "The failing tests are named above; \
                   `cargo xtask test -- NAME` runs those whose name contains NAME.";

pub fn test(request: &Request) -> Result<(), Failure> {
    request.only(&["--deep"])?;
    let mut steps = Steps::new();
    let depth = Depth::from_request(request);
    if depth == Depth::Deep && !request.passed.is_empty() {
        setup::for_compiling(&mut steps)?;
        return deep(&mut steps, &request.passed);
    }
    setup::for_testing(&mut steps)?;
    setup::built_ui(&mut steps)?;
    ui_types_and_tests(&mut steps)?;
    steps.run("build every program and test", build_everything)?;
    println!("{}", steps.table());
    crates(&mut steps, depth, &request.passed)
}

/// The UI's types and its own tests.
pub fn ui_types_and_tests(steps: &mut Steps) -> Result<(), Failure> {
    steps.run("types of the UI", || {
        setup::ui_script("check", "Mend the first type error above.")
    })?;
    steps.run("tests of the UI", || {
        setup::ui_script(
            "test",
            "The failing tests are named above; they stand beside their file.",
        )
    })
}

/// Whether each property is tried with many cases too, after all the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    Usual,
    Deep,
}

impl Depth {
    pub fn from_request(request: &Request) -> Self {
        if request.has("--deep") {
            Self::Deep
        } else {
            Self::Usual
        }
    }
}

/// The examples in documentation, then every other test; the runner's summary comes last.
pub fn crates(steps: &mut Steps, depth: Depth, passed: &[String]) -> Result<(), Failure> {
    let display = steps.run("virtual display", || VirtualDisplay::open(None))?;
    if passed.is_empty() {
        steps.run("examples in the documentation", || {
            let doc = cargo().args(["test", "--quiet", "--workspace", "--doc"]);
            surroundings(doc.args(FEATURES), &display).fix(FIX).run()
        })?;
    }
    let all = || surroundings(runner(), &display).args(passed).fix(FIX).run();
    match depth {
        Depth::Usual => steps.run_last(WHOLE, all),
        Depth::Deep => {
            steps.run(WHOLE, all)?;
            deep(steps, passed)
        }
    }
}

/// Every property with ten thousand cases, or those that are named.
fn deep(steps: &mut Steps, passed: &[String]) -> Result<(), Failure> {
    steps.run("build the properties, optimised", || {
        let build = cargo().args(["test", "--release", "--no-run"]);
        build.args(DEEP_PROGRAMS).fix(FIX).run()
    })?;
    let name = format!("properties, {DEEP_CASES} cases of each");
    steps.run_last(&name, || {
        let runner = same_place(deep_runner()).env("PROPTEST_CASES", DEEP_CASES);
        let runner = match memory() {
            Some(folder) => runner.env("TMPDIR", folder),
            None => runner,
        };
        runner.args(passed).fix(FIX).run()
    })
}

/// A folder in memory that has room for the ledgers of a moment.
fn memory() -> Option<&'static str> {
    if !Path::new(MEMORY).is_dir() {
        return None;
    }
    let table = Tool::new("df").args(["-Pk", MEMORY]).read().ok()?;
    let free = table.lines().nth(1)?.split_whitespace().nth(3)?;
    (free.parse::<u64>().ok()? >= MEMORY_KIB).then_some(MEMORY)
}

fn runner() -> Tool {
    if !has_nextest() {
        let plain = cargo().args(["test", "--no-fail-fast", "--workspace"]);
        return plain
            .args(FEATURES)
            .args(["--lib", "--bins", "--tests"])
            .args(["--"]);
    }
    let nextest = cargo().args(["nextest", "run", "--workspace"]);
    nextest.args(FEATURES)
}

fn deep_runner() -> Tool {
    if !has_nextest() {
        let plain = cargo().args(["test", "--no-fail-fast", "--release"]);
        return plain.args(DEEP_PROGRAMS).args(["--"]);
    }
    let nextest = cargo().args(["nextest", "run", "--cargo-profile", "release"]);
    nextest.args(["--profile", "deep"]).args(DEEP_PROGRAMS)
}

fn has_nextest() -> bool {
    let is_there = on_path("cargo-nextest");
    if !is_there {
        println!(
            "  cargo-nextest is not installed: `cargo test` runs instead, slower and with one"
        );
        println!("  summary for each program. `cargo install cargo-nextest --locked` brings it.");
    }
    is_there
}

/// Windows open on a display of their own, so that the tests neither disturb nor depend on the
/// person's; their pixels are the same on every machine.
fn surroundings(tool: Tool, display: &VirtualDisplay) -> Tool {
    same_place(tool)
        .env("DISPLAY", &display.name)
        .without_env("WAYLAND_DISPLAY")
        .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
        // Screenshots hang with either of these.
        .without_env("WEBKIT_DISABLE_DMABUF_RENDERER")
        .without_env("WEBKIT_DISABLE_COMPOSITING_MODE")
}

/// Language and zone are the same on every machine.
fn same_place(tool: Tool) -> Tool {
    tool.env("LANG", "en_US.UTF-8")
        .without_env("LC_ALL")
        .env("TZ", "UTC")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::root;
    use std::path::PathBuf;

    /// Where the sources of `DEEP_PROGRAMS` are.
    const DEEP_FOLDERS: [&str; 4] = [
        "src-tauri/crates/billing/",
        "src-tauri/crates/charts/",
        "src-tauri/crates/store/",
        "tests/properties/",
    ];

    fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rust_files(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_property_is_in_a_program_that_deep_runs() {
        let mut files = Vec::new();
        for folder in ["src-tauri/crates", "src-tauri/src", "tests"] {
            rust_files(&root().join(folder), &mut files);
        }
        let properties = files.iter().filter(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            text.contains("proptest! {") || text.contains("TestRunner::new")
        });
        let mut seen = 0;
        for file in properties {
            let place = file.strip_prefix(root()).unwrap();
            let is_deep = DEEP_FOLDERS.iter().any(|folder| place.starts_with(folder));
            assert!(is_deep, "{} is in none of DEEP_PROGRAMS", place.display());
            seen += 1;
        }
        assert!(
            seen >= DEEP_FOLDERS.len(),
            "only {seen} files of properties"
        );
    }
}
