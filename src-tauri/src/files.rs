//! Files the window writes for the person: safe names, and bytes out of base64.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use app::error::AppError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The bytes of a document that the window sent.
pub fn bytes_of(base64: &str) -> Result<Vec<u8>, AppError> {
    STANDARD.decode(base64).map_err(|error| {
        AppError::new(
            "invalid_request",
            format!("The document could not be read: {error}. Nothing was saved."),
            "Make the document again.",
        )
        .at("base64")
    })
}

/// The content of a file that the person chose, in base64; refused when larger than `at_most`.
pub fn read_base64(path: &Path, at_most: u64) -> Result<String, AppError> {
    let too_large = fs::metadata(path).is_ok_and(|found| found.len() > at_most);
    if too_large {
        return Err(AppError::new(
            "file_too_large",
            format!("{} is larger than {} MB.", path.display(), at_most >> 20),
            "Choose a smaller file.",
        ));
    }
    fs::read(path)
        .map(|bytes| STANDARD.encode(bytes))
        .map_err(|error| {
            AppError::new(
                "file_not_read",
                format!("{} could not be read: {error}.", path.display()),
                "Choose another file.",
            )
        })
}

/// A name that can only ever mean a file in the folder it is put in.
pub fn safe_name(name: &str) -> String {
    let forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let plain: String = name
        .chars()
        .map(|c| if forbidden(c) { '-' } else { c })
        .collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if plain.is_empty() {
        "document".to_owned()
    } else {
        plain.chars().take(120).collect()
    }
}

/// Writes a whole file or none: beside it first, then into its place.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    let aside = path.with_extension("part");
    let written = fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, path));
    written.map_err(|error| {
        // What was begun is of no use to anyone; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&aside);
        not_saved(path, &error)
    })
}

/// Writes a file into a folder that only this user can read.
pub fn write_private(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, AppError> {
    let path = folder.join(safe_name(name));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = private_folder(folder)
        .and_then(|()| options.open(&path))
        .and_then(|mut file| file.write_all(bytes));
    written
        .map(|()| path.clone())
        .map_err(|error| not_saved(&path, &error))
}

fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

fn not_saved(path: &Path, error: &std::io::Error) -> AppError {
    AppError::new(
        "file_not_saved",
        format!(
            "{} could not be saved: {error}. The ledger is as it was.",
            path.display()
        ),
        "Choose another folder, or free some space, and save again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_folder() {
        assert_eq!(safe_name("../../etc/passwd"), "-..-etc-passwd");
        assert_eq!(safe_name("INV-2026-0001.pdf"), "INV-2026-0001.pdf");
        assert_eq!(safe_name(".."), "document");
        assert_eq!(safe_name("a\0b"), "a-b");
        assert_eq!(
            safe_name("Müller & Söhne 株式会社.pdf"),
            "Müller & Söhne 株式会社.pdf"
        );
    }

    #[test]
    fn a_file_that_cannot_be_written_is_an_error_and_leaves_no_part() {
        let folder = tempfile::tempdir().expect("a folder");
        let taken = folder.path().join("taken");
        fs::create_dir(&taken).expect("a folder in its place");
        let refused = write(&taken, b"x").expect_err("a folder is in the way");
        assert_eq!(refused.code, "file_not_saved");
        assert!(!folder.path().join("taken.part").exists());
        write(&folder.path().join("a.pdf"), b"%PDF").expect("a file");
        assert_eq!(
            fs::read(folder.path().join("a.pdf")).expect("the file"),
            b"%PDF"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = write_private(&folder.path().join("opened"), "a.pdf", b"%PDF").expect("a file");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&folder.path().join("opened")), 0o700);
    }
}
