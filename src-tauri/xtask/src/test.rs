//! `cargo xtask test`: every test there is, on an unseen display, with the peers they ask.

use crate::cargo::{FEATURES, build_everything, cargo};
use crate::display::VirtualDisplay;
use crate::failure::Failure;
use crate::process::{Tool, on_path};
use crate::steps::Steps;
use crate::{Request, setup};

const DEEP_CASES: &str = "10000";
const WHOLE: &str = "tests of the crates, properties, peers and journeys";
const FIX: &str = "The failing tests are named above; \
                   `cargo xtask test -- NAME` runs those whose name contains NAME.";

pub fn test(request: &Request) -> Result<(), Failure> {
    request.only(&["--deep"])?;
    let mut steps = Steps::new();
    setup::for_testing(&mut steps)?;
    setup::built_ui(&mut steps)?;
    ui_types_and_tests(&mut steps)?;
    steps.run("build every program and test", build_everything)?;
    println!("{}", steps.table());
    crates(&mut steps, Depth::from_request(request), &request.passed)
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

/// How many cases each property is tried with.
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
            surroundings(doc.args(FEATURES), &display, depth)
                .fix(FIX)
                .run()
        })?;
    }
    steps.run_last(WHOLE, || {
        surroundings(runner(depth), &display, depth)
            .args(passed)
            .fix(FIX)
            .run()
    })
}

fn runner(depth: Depth) -> Tool {
    if !on_path("cargo-nextest") {
        println!(
            "  cargo-nextest is not installed: `cargo test` runs instead, slower and with one"
        );
        println!("  summary for each program. `cargo install cargo-nextest --locked` brings it.");
        let plain = cargo().args(["test", "--no-fail-fast", "--workspace"]);
        return plain
            .args(FEATURES)
            .args(["--lib", "--bins", "--tests"])
            .args(["--"]);
    }
    let profile = match depth {
        Depth::Usual => "default",
        Depth::Deep => "deep",
    };
    let nextest = cargo().args(["nextest", "run", "--workspace"]);
    nextest.args(FEATURES).args(["--profile", profile])
}

/// Language, zone and pixels are the same on every machine. Windows open on a display of their
/// own, so that the tests neither disturb nor depend on the person's.
fn surroundings(tool: Tool, display: &VirtualDisplay, depth: Depth) -> Tool {
    let tool = tool
        .env("DISPLAY", &display.name)
        .without_env("WAYLAND_DISPLAY")
        .env("LANG", "en_US.UTF-8")
        .without_env("LC_ALL")
        .env("TZ", "UTC")
        .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
        // Screenshots hang with either of these.
        .without_env("WEBKIT_DISABLE_DMABUF_RENDERER")
        .without_env("WEBKIT_DISABLE_COMPOSITING_MODE");
    match depth {
        Depth::Usual => tool,
        Depth::Deep => tool.env("PROPTEST_CASES", DEEP_CASES),
    }
}
