//! Says whether a ledger is there, locked or open, and what a window needs to know before all else.

use std::path::Path;
use std::sync::Arc;

use store::Store;

use super::current::store_of;
use super::memory::Place;
use crate::business::get::local_date;
use crate::context::App;
use crate::dto::lists::Nothing;
use crate::dto::session::{LedgerFile, SessionState, SessionStatus};
use crate::error::AppError;
use crate::events::locked;

/// The status; the first call opens the ledger where that needs nobody.
pub fn status(app: &App, _request: Nothing) -> Result<SessionStatus, AppError> {
    if let Err(error) = store_of(app) {
        tracing::debug!(code = error.code, "the ledger is not open");
    }
    Ok(now(app))
}

/// The status as it is, opening nothing.
pub(crate) fn now(app: &App) -> SessionStatus {
    let current = locked(app.current());
    let (place, store) = (current.place.clone(), current.store.clone());
    let damage = current.damage.clone();
    let problem = current.problem.clone().or_else(|| damage.clone());
    drop(current);
    let state = match (&store, &place) {
        (Some(_), _) => SessionState::Open,
        (None, Some(place)) if place.path.is_file() => SessionState::Locked,
        _ => SessionState::NoLedger,
    };
    let business = store
        .as_ref()
        .and_then(|store| store.read(crate::business::get::load).ok());
    let timezone = business
        .as_ref()
        .map_or("UTC", |business| business.timezone.as_str());
    SessionStatus {
        state,
        today: local_date(app.now(), timezone).to_string(),
        timezone: timezone.to_owned(),
        currency: business
            .as_ref()
            .map_or_else(String::new, |b| b.currency.code().to_owned()),
        business_name: business
            .as_ref()
            .map_or_else(String::new, |b| b.name.clone()),
        ledger: place.map(|place| ledger_file(app, &place, store.as_ref(), damage.is_some())),
        keyring: app.keyring().state(),
        clock_is_set: app.clock_is_set(),
        system_locale: system_locale(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        platform: std::env::consts::OS.to_owned(),
        problem,
    }
}

fn ledger_file(
    app: &App,
    place: &Place,
    store: Option<&Arc<Store>>,
    is_damaged: bool,
) -> LedgerFile {
    let standing = store.and_then(|store| crate::ledger::standing(store).ok());
    LedgerFile {
        path: place.path.display().to_string(),
        name: name_of(&place.path),
        demo: place.demo,
        size_bytes: std::fs::metadata(&place.path).ok().map(|file| file.len()),
        last_backup_at: crate::backup::list::newest_at(app, &place.path),
        schema_version: standing.map(|(schema, _)| schema),
        balanced: match standing {
            _ if is_damaged => Some(false),
            standing => standing.map(|(_, balanced)| balanced),
        },
    }
}

/// Whether the current ledger is the demo company's.
pub(crate) fn is_demo(app: &App) -> bool {
    locked(app.current())
        .place
        .as_ref()
        .is_some_and(|place| place.demo)
}

/// The file's name without its ending.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_stem()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A BCP 47 tag from the system's own settings; the C locale and nonsense become "en-US", since a
/// window's number formatting fails on them.
fn system_locale() -> String {
    let setting = ["LC_ALL", "LC_NUMERIC", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    setting
        .as_deref()
        .and_then(bcp47)
        .unwrap_or_else(|| "en-US".to_owned())
}

fn bcp47(setting: &str) -> Option<String> {
    let name = setting.split(['.', '@']).next()?;
    let mut parts = name.split(['_', '-']);
    let language = parts.next()?;
    let is_language = matches!(language.len(), 2 | 3)
        && language.chars().all(|letter| letter.is_ascii_lowercase());
    if !is_language {
        return None;
    }
    let region = parts.next().filter(|region| {
        region.len() == 2 && region.chars().all(|letter| letter.is_ascii_uppercase())
    });
    Some(region.map_or_else(
        || language.to_owned(),
        |region| format!("{language}-{region}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_settings_become_valid_tags_or_nothing() {
        let table = [
            ("de_DE.UTF-8", Some("de-DE")),
            ("sr_RS@latin", Some("sr-RS")),
            ("fr", Some("fr")),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("", None),
        ];
        for (setting, tag) in table {
            assert_eq!(bcp47(setting).as_deref(), tag, "{setting}");
        }
    }

    #[test]
    fn a_ledger_is_named_after_its_file() {
        assert_eq!(
            name_of(Path::new("/books/Atelier Nord.billfold")),
            "Atelier Nord"
        );
    }
}
