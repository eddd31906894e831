//! Which files belong to the project, and which of them are source that people write.

use super::root;
use crate::failure::Failure;
use crate::process::Tool;
use std::fs;

/// A source file's language, as far as the checks differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Rust,
    Script,
    Svelte,
    Css,
    Typst,
    Hash,
}

impl Language {
    fn from_path(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1 {
            "rs" => Some(Self::Rust),
            "ts" | "js" | "mjs" => Some(Self::Script),
            "svelte" => Some(Self::Svelte),
            "css" => Some(Self::Css),
            "typ" => Some(Self::Typst),
            "py" | "sh" => Some(Self::Hash),
            _ => None,
        }
    }
}

/// A file that people write and read.
#[derive(Debug)]
pub struct Source {
    pub path: String,
    pub language: Language,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Option<Self> {
        let language = Language::from_path(path).filter(|_| !is_generated(path))?;
        Some(Self {
            path: path.to_owned(),
            language,
            text: text.to_owned(),
        })
    }
}

/// Made by a program or copied from the world: nobody shapes these by hand.
fn is_generated(path: &str) -> bool {
    path == crate::bindings::FILE
        || path
            .split('/')
            .any(|folder| matches!(folder, "golden" | "fixtures" | "snapshots"))
}

/// Every file that is or would be committed, by its path from the top.
pub fn listed() -> Result<Vec<String>, Failure> {
    let text = Tool::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "--deduplicate",
            "-z",
        ])
        .fix("tidy reads the list of files from git: run it inside a checkout.")
        .read()?;
    let there = |path: &&str| !path.is_empty() && root().join(path).is_file();
    Ok(text.split('\0').filter(there).map(str::to_owned).collect())
}

pub fn read(paths: &[String]) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for path in paths
        .iter()
        .filter(|path| Language::from_path(path).is_some())
    {
        let file = root().join(path);
        let text = fs::read_to_string(&file).map_err(|error| Failure::file(&file, &error))?;
        sources.extend(Source::new(path, &text));
    }
    Ok(sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_people_write_is_source() {
        for path in [
            "a/b.rs",
            "ui/src/App.svelte",
            "ui/vite.config.ts",
            "assets/invoice.typ",
        ] {
            assert!(Source::new(path, "").is_some(), "{path}");
        }
        for path in [
            "Cargo.lock",
            "tests/golden/a.rs",
            "tests/fixtures/b.ts",
            "icon.png",
        ] {
            assert!(Source::new(path, "").is_none(), "{path}");
        }
        assert!(Source::new(crate::bindings::FILE, "").is_none());
    }

    #[test]
    fn this_file_is_listed() {
        let paths = listed().unwrap();
        assert!(
            paths
                .iter()
                .any(|path| path == "src-tauri/xtask/src/tidy/sources.rs")
        );
        assert!(!paths.iter().any(|path| path.starts_with("target/")));
    }
}
