//! Manifests: each direct dependency and each member has its reason, once, in the root manifest.

use super::{Finding, root};
use crate::failure::Failure;

pub fn read(path: &str) -> Result<String, Failure> {
    let file = root().join(path);
    std::fs::read_to_string(&file).map_err(|error| Failure::file(&file, &error))
}

/// In the root manifest, members and dependencies are one line each and end with why.
pub fn reasons(manifest: &str) -> Vec<Finding> {
    let mut section = "";
    let mut findings = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            section = line;
        }
        let is_entry = match section {
            "[workspace.dependencies]" => !line.starts_with(['[', '#']) && !line.is_empty(),
            "[workspace]" => line.starts_with('"'),
            _ => false,
        };
        if is_entry && !is_ours(line) && reason(line).is_none() {
            let place = format!("Cargo.toml:{}", index + 1);
            findings.push(Finding::new(
                place,
                "say after `#`, on the same line, why it is there",
            ));
        }
    }
    findings
}

/// Our crates have their purpose in the list of members.
fn is_ours(line: &str) -> bool {
    line.contains("path = \"src-tauri/") || line.contains("path = \"tests\"")
}

/// What follows the first `#` outside quotation marks.
fn reason(line: &str) -> Option<&str> {
    let mut is_quoted = false;
    let at = line.char_indices().find_map(|(at, symbol)| {
        is_quoted ^= symbol == '"';
        (symbol == '#' && !is_quoted).then_some(at)
    })?;
    Some(line[at + 1..].trim()).filter(|reason| reason.contains(char::is_alphabetic))
}

/// In a member's manifest, every dependency comes from the root, where its reason is.
pub fn inherited(path: &str, manifest: &str) -> Vec<Finding> {
    let mut is_dependencies = false;
    let mut findings = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            is_dependencies = line.trim_end_matches(']').ends_with("dependencies");
        }
        let is_entry = is_dependencies && !line.starts_with(['[', '#']) && !line.is_empty();
        let name = line.split_once('=').map_or("", |(name, _)| name).trim();
        let is_from_root = name.ends_with(".workspace") || line.contains("workspace = true");
        if is_entry && !is_from_root {
            let place = format!("{path}:{}", index + 1);
            findings.push(Finding::new(
                place,
                "take it from the root manifest: `workspace = true`",
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_or_member_without_its_reason_is_found() {
        let manifest = "[workspace]\nmembers = [\n    \"a\", # one thing\n    \"b\",\n]\n\
                        [workspace.dependencies]\n# ours\na = { path = \"src-tauri/a\" }\n\
                        serde = \"1\" # values\nhex = \"0.4\"\ncsv = \"#1\" #\n";
        let places: Vec<_> = reasons(manifest)
            .into_iter()
            .map(|found| found.place)
            .collect();
        assert_eq!(places, ["Cargo.toml:4", "Cargo.toml:10", "Cargo.toml:11"]);
    }

    #[test]
    fn a_dependency_of_its_own_is_found() {
        let manifest = "[package]\nversion = \"1\"\n[dependencies]\nserde.workspace = true\n\
                        app = { workspace = true, optional = true }\nhex = \"0.4\"\n\
                        [target.'cfg(unix)'.dev-dependencies]\nlibc = \"1\"\n";
        let places: Vec<_> = inherited("a", manifest)
            .into_iter()
            .map(|one| one.place)
            .collect();
        assert_eq!(places, ["a:6", "a:8"]);
    }

    #[test]
    fn the_real_root_manifest_is_seen() {
        let manifest = read("Cargo.toml").unwrap();
        assert!(
            manifest
                .lines()
                .filter(|line| reason(line).is_some())
                .count()
                > 20
        );
    }
}
