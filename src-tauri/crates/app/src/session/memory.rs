//! What is remembered between sessions, in `session.json`: which ledgers, and which was last.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

const FILE: &str = "session.json";
/// Older ledgers are forgotten.
const MOST_PLACES: usize = 20;

/// A ledger file and what must be known to open it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    /// Names the keyring's entry even when the key file is gone.
    #[serde(default)]
    pub(crate) ledger_id: Option<String>,
    /// The key was put into the keyring, so "no entry" means that the keyring is locked.
    #[serde(default)]
    pub(crate) in_keyring: bool,
    #[serde(default)]
    pub(crate) demo: bool,
    /// The ledger as it was before the last restore.
    #[serde(default)]
    pub(crate) undo: Option<PathBuf>,
}

impl Place {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            path,
            ledger_id: None,
            in_keyring: false,
            demo: false,
            undo: None,
        }
    }
}

/// The content of the session file, newest place first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Memory {
    #[serde(default)]
    last: Option<PathBuf>,
    #[serde(default)]
    places: Vec<Place>,
}

impl Memory {
    /// A file that is missing or cannot be read only costs convenience.
    pub(crate) fn read(data_dir: &Path) -> Self {
        let text = std::fs::read_to_string(data_dir.join(FILE)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub(crate) fn last(&self) -> Option<Place> {
        self.last.as_ref().map(|path| self.place(path))
    }

    pub(crate) fn place(&self, path: &Path) -> Place {
        let known = self.places.iter().find(|place| place.path == path);
        known
            .cloned()
            .unwrap_or_else(|| Place::new(path.to_owned()))
    }

    fn put(&mut self, place: &Place, as_last: bool) {
        self.places.retain(|known| known.path != place.path);
        self.places.insert(0, place.clone());
        self.places.truncate(MOST_PLACES);
        if as_last {
            self.last = Some(place.path.clone());
        }
    }
}

/// Writes the place down; failing costs convenience only, so it is logged and no more.
pub(crate) fn remember(data_dir: &Path, place: &Place, as_last: bool) {
    let mut memory = Memory::read(data_dir);
    memory.put(place, as_last);
    if let Err(error) = write(data_dir, &memory) {
        tracing::warn!(%error, "the session file was not written");
    }
}

fn write(data_dir: &Path, memory: &Memory) -> std::io::Result<()> {
    std::fs::create_dir_all(data_dir)?;
    let target = data_dir.join(FILE);
    let temporary = data_dir.join(format!("{FILE}.{}.tmp", std::process::id()));
    std::fs::write(&temporary, serde_json::to_vec_pretty(memory)?)?;
    std::fs::rename(temporary, target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_place_is_remembered_with_what_is_known_of_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = Place {
            in_keyring: true,
            ..Place::new("/books/a.billfold".into())
        };
        remember(folder.path(), &place, true);
        remember(
            folder.path(),
            &Place::new("/books/b.billfold".into()),
            false,
        );
        assert_eq!(Memory::read(folder.path()).last(), Some(place));
    }

    #[test]
    fn a_broken_session_file_is_an_empty_memory() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join(FILE), "{broken").expect("a file");
        assert_eq!(Memory::read(folder.path()), Memory::default());
    }
}
