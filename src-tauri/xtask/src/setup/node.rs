//! Node and the UI: its packages from the lock file, its build from its sources.

use crate::failure::Failure;
use crate::process::{Tool, on_path, root};
use crate::stamp;
use std::path::PathBuf;

const OLDEST_NODE: u32 = 20;

fn ui() -> PathBuf {
    root().join("ui")
}

/// The UI's packages, exactly as its lock file names them.
pub fn provide_packages() -> Result<(), Failure> {
    check_node()?;
    let lock = ui().join("package-lock.json");
    let wanted = stamp::of_files(std::slice::from_ref(&lock));
    let kept = ui().join("node_modules/.billfold-packages");
    if stamp::is_fresh(&kept, &wanted) {
        println!("  node_modules fits package-lock.json");
        return Ok(());
    }
    npm(&["ci", "--no-audit", "--no-fund"])
        .fix("npm's message is above. Installing the UI's packages needs the network once.")
        .run()?;
    stamp::write(&kept, &wanted)
}

/// `ui/dist`, made from today's sources.
pub fn provide_build() -> Result<(), Failure> {
    let kept = ui().join("node_modules/.billfold-build");
    if stamp::is_fresh(&kept, &build_stamp()?) {
        println!("  ui/dist fits its sources");
        return Ok(());
    }
    script(
        "build",
        "Mend the first error above; `npm run dev` in ui/ shows it while you edit.",
    )?;
    stamp::write(&kept, &build_stamp()?)
}

/// Sources and result together: a page replaced by a placeholder is as stale as an old one.
fn build_stamp() -> Result<String, Failure> {
    let mut files = stamp::files_below(&ui(), &["node_modules", "dist"])?;
    files.push(ui().join("dist/index.html"));
    Ok(stamp::of_files(&files))
}

/// Runs a script of `ui/package.json`.
pub fn script(name: &str, fix: &str) -> Result<(), Failure> {
    npm(&["run", "--silent", name]).fix(fix).run()
}

fn npm(args: &[&str]) -> Tool {
    Tool::new("npm").args(args).dir(&ui())
}

fn check_node() -> Result<(), Failure> {
    let how = format!(
        "Install Node.js {OLDEST_NODE} or newer with npm (nodejs.org or your system's packages)."
    );
    if !on_path("node") || !on_path("npm") {
        return Err(Failure::new(
            "node or npm is missing; the UI is built with them",
            how,
        ));
    }
    let version = Tool::new("node").args(["--version"]).read()?;
    match major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => Err(Failure::new(
            format!("node is too old: {}", version.trim()),
            how,
        )),
    }
}

/// The first number of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("node"), None);
    }
}
