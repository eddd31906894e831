//! Where Billfold keeps its ledgers, logs and session when nobody says otherwise.

use std::env::var_os;
use std::path::PathBuf;

/// The standard folder of this user, the same for the window and the command line.
pub fn standard() -> Option<PathBuf> {
    let named = |key: &str| {
        var_os(key)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if cfg!(target_os = "windows") {
        return named("APPDATA").map(|folder| folder.join("Billfold"));
    }
    if cfg!(target_os = "macos") {
        return named("HOME").map(|home| home.join("Library/Application Support/Billfold"));
    }
    let data = named("XDG_DATA_HOME").filter(|folder| folder.is_absolute());
    data.or_else(|| named("HOME").map(|home| home.join(".local/share")))
        .map(|folder| folder.join("billfold"))
}
