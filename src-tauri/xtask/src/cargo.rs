//! Calling cargo: the same features everywhere, so that nothing is compiled twice.

use crate::failure::Failure;
use crate::process::{Tool, root};
use std::path::PathBuf;

/// The journeys' transport is on for checks and tests, and never in a release.
pub const FEATURES: [&str; 2] = ["--features", "cli/loopback"];

/// Cargo, without the variables that `cargo run` set for us: they would change fingerprints.
pub fn cargo() -> Tool {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ours = std::env::vars_os().map(|(key, _)| key).filter(|key| {
        let key = key.to_string_lossy();
        key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_")
    });
    ours.fold(Tool::new(program), Tool::without_env)
}

/// Every library, program, test and bench, with the features that the tests use.
///
/// Tests switch on features of dependencies; building all targets at once gives the programs the
/// same ones, so that no dependency is built a second time.
pub fn build_everything() -> Result<(), Failure> {
    cargo()
        .args(["build", "--workspace", "--all-targets"])
        .args(FEATURES)
        .fix("Mend the compiler's first error above, then start again.")
        .run()
}

/// Where cargo puts what it builds.
pub fn target_dir() -> Result<PathBuf, Failure> {
    let metadata = cargo_metadata::MetadataCommand::new()
        .current_dir(root())
        .no_deps()
        .exec()
        .map_err(|error| unreadable(&error))?;
    Ok(metadata.target_directory.into_std_path_buf())
}

/// A program that a debug build made.
pub fn program(name: &str) -> Result<PathBuf, Failure> {
    let file = format!("debug/{name}{}", std::env::consts::EXE_SUFFIX);
    Ok(target_dir()?.join(file))
}

/// Every package, with its dependencies resolved for the default features.
pub fn metadata() -> Result<cargo_metadata::Metadata, Failure> {
    cargo_metadata::MetadataCommand::new()
        .current_dir(root())
        .other_options(["--locked".to_owned()])
        .exec()
        .map_err(|error| unreadable(&error))
}

fn unreadable(error: &cargo_metadata::Error) -> Failure {
    Failure::new(
        format!("cargo cannot read the workspace: {error}"),
        "Mend Cargo.toml. If only Cargo.lock is behind, `cargo check` brings it up to date.",
    )
}
