//! `cargo xtask ci`: everything that must hold before a change lands, cheapest first.

use crate::cargo::{FEATURES, build_everything, cargo};
use crate::failure::Failure;
use crate::process::{Tool, on_path};
use crate::steps::Steps;
use crate::test::{Depth, crates, ui_types_and_tests};
use crate::{Request, bindings, setup, tidy};

pub fn ci(request: &Request) -> Result<(), Failure> {
    request.only(&["--deep"])?;
    let mut steps = Steps::new();
    let outcome = all(&mut steps, Depth::from_request(request));
    println!("{}", steps.table());
    outcome
}

fn all(steps: &mut Steps, depth: Depth) -> Result<(), Failure> {
    steps.run("format", || {
        cargo()
            .args(["fmt", "--all", "--check"])
            .fix("`cargo fmt --all` formats it.")
            .run()
    })?;
    steps.run("tidy", tidy::check)?;
    setup::for_testing(steps)?;
    steps.run("licences, sources and owners of dependencies", deny)?;
    ui(steps)?;
    steps.run("lints", clippy)?;
    steps.run("build every program and test", build_everything)?;
    steps.run("bindings are fresh", bindings::check)?;
    steps.run("documentation", documentation)?;
    crates(steps, depth, &[])
}

fn ui(steps: &mut Steps) -> Result<(), Failure> {
    steps.run("lints of the UI", || {
        setup::ui_script(
            "lint",
            "Mend what is named above; `npx eslint --fix .` in ui/ mends some.",
        )
    })?;
    ui_types_and_tests(steps)?;
    setup::built_ui(steps)?;
    steps.run("size of the UI", || {
        setup::ui_script(
            "size",
            "The first page grew too heavy: load the new part when it is needed.",
        )
    })
}

fn clippy() -> Result<(), Failure> {
    cargo()
        .args(["clippy", "--workspace", "--all-targets"])
        .args(FEATURES)
        .args(["--", "-D", "warnings"])
        .fix("Mend the lints above; .clippy.toml and Cargo.toml give their reasons.")
        .run()
}

fn documentation() -> Result<(), Failure> {
    cargo()
        .args(["doc", "--workspace", "--no-deps"])
        .args(FEATURES)
        .env("RUSTDOCFLAGS", "-D warnings")
        .fix("Mend the links and comments named above.")
        .run()
}

const DENY_VERSION: &str = "0.20.2";

fn deny() -> Result<(), Failure> {
    let version = Tool::new("cargo-deny").args(["--version"]);
    if !on_path("cargo-deny") || version.read()?.trim() != format!("cargo-deny {DENY_VERSION}") {
        install_deny()?;
    }
    cargo()
        .args(["deny", "--all-features", "--config", ".deny.toml"])
        .args(["check", "bans", "licenses", "sources"])
        .fix("The dependency above is not allowed by .deny.toml, which says why.")
        .run()
}

/// Built apart from our target folder, and without optimisation: it checks a thousand crates in
/// seconds all the same.
fn install_deny() -> Result<(), Failure> {
    cargo()
        .args([
            "install",
            "cargo-deny",
            "--locked",
            "--debug",
            "--version",
            DENY_VERSION,
        ])
        .without_env("CARGO_TARGET_DIR")
        .fix("cargo-deny could not be installed: see above. It needs the network once.")
        .run()
}
