//! The Python peers of the tests, pinned, in a folder of their own that git ignores.

use crate::failure::Failure;
use crate::process::{Tool, root};
use crate::stamp;
use std::fs;
use std::path::Path;

const FIX: &str = "The tests need these peers and do not skip them. Look at the message above: \
                   pip needs the network once, and wheels for this Python (3.10 or newer).";

/// `.peers/venv` with exactly the packages of `peers.txt`.
pub fn provide() -> Result<(), Failure> {
    let venv = root().join(".peers/venv");
    let list = root().join("src-tauri/xtask/peers.txt");
    let python = Tool::new("python3").args(["--version"]).fix(FIX).read()?;
    let wanted = format!(
        "{} {}",
        python.trim(),
        stamp::of_files(std::slice::from_ref(&list))
    );
    let kept = venv.join("billfold-peers");
    if stamp::is_fresh(&kept, &wanted) {
        println!("  .peers/venv fits peers.txt");
        return Ok(());
    }
    make(&venv, &list)?;
    stamp::write(&kept, &wanted)
}

fn make(venv: &Path, list: &Path) -> Result<(), Failure> {
    if venv.exists() {
        fs::remove_dir_all(venv).map_err(|error| Failure::file(venv, &error))?;
    }
    Tool::new("python3")
        .args(["-m", "venv"])
        .args([venv])
        .fix(FIX)
        .run()?;
    Tool::new(venv.join("bin/python"))
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
        ])
        .args([list])
        .fix(FIX)
        .run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_peer_is_pinned_and_has_its_reason() {
        let list = fs::read_to_string(root().join("src-tauri/xtask/peers.txt")).unwrap();
        let peers: Vec<_> = list.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(peers.len() >= 5);
        for peer in peers {
            let (package, reason) = peer.split_once('#').unwrap_or((peer, ""));
            assert!(package.contains("=="), "{peer} has no exact version");
            assert!(reason.len() > 5, "{peer} has no reason");
        }
    }
}
