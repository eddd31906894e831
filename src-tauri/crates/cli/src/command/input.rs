//! JSON that a person gives: in the command line, in a file, or on standard input.

use std::io::Read;
use std::path::{Path, PathBuf};

use app::dto::lists::FileDto;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;

/// Reads JSON from a text: the JSON itself, or `-` for standard input.
pub fn json_or_stdin(text: &str) -> Result<Value, Failure> {
    if text == "-" {
        return parse(&stdin()?);
    }
    parse(text)
}

/// Reads a value from a JSON file, or from standard input where the file is `-`.
pub fn from_file<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let text = if path == Path::new("-") {
        stdin()?
    } else {
        std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?
    };
    serde_json::from_value(parse(&text)?).map_err(|error| unreadable(&error))
}

fn stdin() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Failure::stream(&error))?;
    Ok(text)
}

fn parse(text: &str) -> Result<Value, Failure> {
    serde_json::from_str(text).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> Failure {
    Failure::usage(
        format!("The JSON could not be read: {error}. Nothing was changed."),
        "Correct it and try again.",
    )
}

/// Writes a file that a use case made, to `out` or under its own name; gives its path.
pub fn save(file: &FileDto, out: Option<&Path>) -> Result<PathBuf, Failure> {
    let path = out.map_or_else(
        || PathBuf::from(file.name.replace(['/', '\\'], "-")),
        Path::to_owned,
    );
    std::fs::write(&path, bytes_of(file)?).map_err(|error| Failure::file(&path, &error))?;
    Ok(path)
}

/// The bytes of a file that a use case made.
pub fn bytes_of(file: &FileDto) -> Result<Vec<u8>, Failure> {
    STANDARD.decode(&file.base64).map_err(|error| {
        Failure::usage(
            format!("The file {} could not be read: {error}.", file.name),
            "",
        )
    })
}
