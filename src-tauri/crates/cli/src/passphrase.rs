//! Where a passphrase comes from: a file, or a person who types it unseen.

use std::fs;
use std::path::Path;

use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::output::person_is_there;

/// The first line of a file.
pub fn from_file(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let text = fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|e| Failure::file(path, &e))?;
    Ok(Zeroizing::new(
        text.lines().next().unwrap_or_default().to_owned(),
    ))
}

/// Asks the person, without showing what is typed.
pub fn asked(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    if !person_is_there() {
        return Err(Failure::usage(
            "A passphrase is needed and there is no terminal to ask for it.",
            "Give it with --passphrase-file FILE.",
        ));
    }
    rpassword::prompt_password(format!("{prompt}: "))
        .map(Zeroizing::new)
        .map_err(|error| Failure::stream(&error))
}

/// Asks twice, for a passphrase that will be needed later.
pub fn chosen(file: Option<&Path>, prompt: &str) -> Result<Zeroizing<String>, Failure> {
    if let Some(file) = file {
        return from_file(file);
    }
    let first = asked(prompt)?;
    let again = asked("The same again")?;
    if first != again {
        return Err(Failure::usage(
            "The two passphrases are not the same; nothing was changed.",
            "Run the command again.",
        ));
    }
    Ok(first)
}
