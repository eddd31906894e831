//! Stamps that tell whether a made thing still fits what it was made from.

use crate::failure::Failure;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A digest of the given files' names and contents; a missing file counts as such.
///
/// It tells changes apart, it does not guard against an adversary.
pub fn of_files(files: &[PathBuf]) -> String {
    let mut digest = DefaultHasher::new();
    for file in files {
        file.hash(&mut digest);
        fs::read(file).ok().hash(&mut digest);
    }
    format!("{:016x}", digest.finish())
}

/// Every file below a folder, sorted, without the folders of the given names.
pub fn files_below(folder: &Path, skipped: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| Failure::file(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::file(&folder, &error))?;
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_folder {
                found.push(entry.path());
            } else if !skipped.iter().any(|name| entry.file_name() == *name) {
                folders.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether the stamp file holds exactly this stamp.
pub fn is_fresh(file: &Path, stamp: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|written| written == stamp)
}

pub fn write(file: &Path, stamp: &str) -> Result<(), Failure> {
    fs::write(file, stamp).map_err(|error| Failure::file(file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    #[test]
    fn a_changed_an_added_and_a_removed_file_change_the_stamp() {
        let dir = tempdir().unwrap();
        let one = dir.path().join("one.ts");
        fs::write(&one, "1").unwrap();
        let stamp = |dir: &Path| of_files(&files_below(dir, &[]).unwrap());

        let first = stamp(dir.path());
        assert_eq!(first, stamp(dir.path()));
        fs::write(&one, "2").unwrap();
        let changed = stamp(dir.path());
        assert_ne!(first, changed);
        fs::write(dir.path().join("two.ts"), "").unwrap();
        assert_ne!(changed, stamp(dir.path()));
        fs::remove_file(dir.path().join("two.ts")).unwrap();
        assert_eq!(changed, stamp(dir.path()));
    }

    #[test]
    fn skipped_folders_are_not_read() {
        let dir = tempdir().unwrap();
        fs::create_dir_all(dir.path().join("node_modules/x")).unwrap();
        fs::create_dir_all(dir.path().join("src")).unwrap();
        fs::write(dir.path().join("node_modules/x/a.js"), "").unwrap();
        fs::write(dir.path().join("src/b.ts"), "").unwrap();
        let found = files_below(dir.path(), &["node_modules"]).unwrap();
        assert_eq!(found, [dir.path().join("src/b.ts")]);
    }

    #[test]
    fn only_the_same_stamp_is_fresh() {
        let dir = tempdir().unwrap();
        let file = dir.path().join("stamp");
        assert!(!is_fresh(&file, "abc"));
        write(&file, "abc").unwrap();
        assert!(is_fresh(&file, "abc") && !is_fresh(&file, "abd"));
    }
}
