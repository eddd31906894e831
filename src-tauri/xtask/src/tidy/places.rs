//! Where things may stand: the closed top level, folder names, dated decisions, billing's lints.

use super::Finding;
use super::sources::Source;

const TOP_LEVEL: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "LICENSE",
    "src-tauri",
    "ui",
    "assets",
    "tests",
];

/// Dotfiles configure tools and are free; all else is listed.
pub fn top_level(paths: &[String]) -> Vec<Finding> {
    let first = |path: &String| path.split('/').next().unwrap_or_default().to_owned();
    let mut strangers: Vec<_> = paths
        .iter()
        .map(first)
        .filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(&name.as_str()))
        .collect();
    strangers.dedup();
    let what = "does not belong on the top level, which is closed (ARCHITECTURE.md)";
    strangers
        .into_iter()
        .map(|name| Finding::new(name, what))
        .collect()
}

/// Folders and modules that collect what found no home.
const DRAWERS: [&str; 7] = [
    "common", "util", "utils", "helper", "helpers", "misc", "shared",
];

pub fn folders(paths: &[String]) -> Vec<Finding> {
    let is_drawer = |path: &&String| {
        path.split('/')
            .any(|part| DRAWERS.contains(&part.split('.').next().unwrap_or_default()))
    };
    let what = "a drawer for anything: name the folder or file after its noun";
    paths
        .iter()
        .filter(is_drawer)
        .map(|path| Finding::new(path, what))
        .collect()
}

/// `src-tauri/decisions/2026-11-20-….md`.
pub fn decisions(paths: &[String]) -> Vec<Finding> {
    let names = paths
        .iter()
        .filter_map(|path| path.strip_prefix("src-tauri/decisions/"));
    let undated = names.filter(|name| !is_dated(name));
    let what = "a decision's file name begins with its date: `2026-11-20-….md`";
    undated
        .map(|name| Finding::new(format!("src-tauri/decisions/{name}"), what))
        .collect()
}

fn is_dated(name: &str) -> bool {
    let fits = |(symbol, form): (char, char)| match form {
        'd' => symbol.is_ascii_digit(),
        form => symbol == form,
    };
    let form = "dddd-dd-dd-";
    name.len() > form.len() && name.chars().zip(form.chars()).all(fits)
}

/// The compiler refuses undocumented items of `billing` and casts there, if it is told to.
pub fn billing_is_documented(sources: &[Source]) -> Vec<Finding> {
    let path = "src-tauri/crates/billing/src/lib.rs";
    let text = sources
        .iter()
        .find(|source| source.path == path)
        .map(|source| &source.text);
    let is_on = |lint: &str| {
        let told = |line: &str| {
            ["#![warn", "#![deny", "#![forbid", "#![cfg_attr(not(test)"]
                .iter()
                .any(|start| line.starts_with(start) && line.contains(lint))
        };
        text.is_some_and(|text| text.lines().any(told))
    };
    let wanted = [
        "missing_docs",
        "clippy::as_conversions",
        "clippy::arithmetic_side_effects",
    ];
    let missing = wanted.into_iter().filter(|lint| !is_on(lint));
    missing
        .map(|lint| Finding::new(path, format!("`#![warn({lint})]` is not on")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn strangers_on_the_top_level_are_found() {
        let known = paths(&["Cargo.toml", "ui/package.json", ".ci/run", ".clippy.toml"]);
        assert_eq!(top_level(&known), []);
        assert_eq!(
            top_level(&paths(&["docs/a.md", "docs/b.md", "Makefile"])).len(),
            2
        );
    }

    #[test]
    fn drawers_are_found() {
        assert_eq!(
            folders(&paths(&["ui/src/lib/format/money.ts", "a/commonly.rs"])),
            []
        );
        assert_eq!(
            folders(&paths(&[
                "ui/src/utils/a.ts",
                "a/helpers.rs",
                "common/b.rs"
            ]))
            .len(),
            3
        );
    }

    #[test]
    fn decisions_bear_their_date() {
        assert_eq!(
            decisions(&paths(&["src-tauri/decisions/2026-11-20-ledger.md"])),
            []
        );
        let undated = [
            "src-tauri/decisions/ledger.md",
            "src-tauri/decisions/2026-11-ledger.md",
        ];
        assert_eq!(decisions(&paths(&undated)).len(), 2);
    }

    #[test]
    fn billing_without_its_lints_is_found() {
        let lib = |text| [Source::new("src-tauri/crates/billing/src/lib.rs", text).unwrap()];
        let good = "//! What a bill is.\n#![deny(missing_docs, clippy::as_conversions)]\n\
                    #![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]\n";
        assert_eq!(billing_is_documented(&lib(good)), []);
        assert_eq!(
            billing_is_documented(&lib("#![allow(missing_docs)]")).len(),
            3
        );
        assert_eq!(billing_is_documented(&[]).len(), 3);
    }
}
