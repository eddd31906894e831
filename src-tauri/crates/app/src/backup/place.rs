//! Where backups lie and what their names tell: whose, of which kind, from when.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use store::backup::{folder_of, path_for};

use crate::dto::settings::SettingsDto;

/// The person's folder, or the one beside the ledger.
pub(crate) fn folder(ledger: &Path, settings: &SettingsDto) -> PathBuf {
    if settings.backup_folder.is_empty() {
        folder_of(ledger)
    } else {
        PathBuf::from(&settings.backup_folder)
    }
}

/// A name that is free in `folder`, told by kind and instant.
pub(crate) fn free_path(ledger: &Path, folder: &Path, kind: &str, now: DateTime<Utc>) -> PathBuf {
    let standard = path_for(ledger, kind, now);
    let stem = standard
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let ending = standard
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut path = folder.join(format!("{stem}.{ending}"));
    let mut nth = 2;
    while path.exists() {
        path = folder.join(format!("{stem}-{nth}.{ending}"));
        nth += 1;
    }
    path
}

/// What a backup's name tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) kind: &'static str,
    pub(crate) made_at: DateTime<Utc>,
}

/// Reads `<ledger>-<kind>-<date>-<time>[-n].<ending>`; nothing for other files.
pub(crate) fn read_name(ledger: &Path, file: &Path) -> Option<Told> {
    let ending = file.extension()?.to_str()?;
    if matches!(
        ending,
        "key" | "part" | "lock" | "tmp" | "new" | "rekey" | "incoming"
    ) {
        return None;
    }
    let stem = ledger.file_stem()?.to_str()?;
    let rest = file
        .file_stem()?
        .to_str()?
        .strip_prefix(stem)?
        .strip_prefix('-')?;
    let kinds = [
        ("manual-", "manual"),
        ("daily-", "daily"),
        ("before-schema-", "before_migration"),
        ("before-restore-", "before_restore"),
    ];
    let (rest, kind) = kinds
        .iter()
        .find_map(|(prefix, kind)| Some((rest.strip_prefix(prefix)?, *kind)))?;
    let parts: Vec<&str> = rest.split('-').collect();
    let stamp = parts.windows(2).find_map(|pair| {
        let text = pair.join("-");
        NaiveDateTime::parse_from_str(&text, "%Y%m%d-%H%M%S").ok()
    })?;
    Some(Told {
        kind,
        made_at: stamp.and_utc(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kind_and_instant() {
        let ledger = Path::new("/books/nord.billfold");
        let told = |name: &str| {
            read_name(ledger, Path::new(name))
                .map(|told| (told.kind, told.made_at.format("%F %T").to_string()))
        };
        let at = "2026-11-20 09:30:00".to_owned();
        let table = [
            ("nord-manual-20261120-093000.billfold", Some("manual")),
            ("nord-manual-20261120-093000-2.billfold", Some("manual")),
            ("nord-daily-20261120-093000.billfold", Some("daily")),
            (
                "nord-before-schema-3-20261120-093000.billfold",
                Some("before_migration"),
            ),
            (
                "nord-before-restore-20261120-093000.billfold",
                Some("before_restore"),
            ),
            ("nord-manual-20261120-093000.billfold.key", None),
            ("sud-manual-20261120-093000.billfold", None),
            ("nord-holiday.billfold", None),
        ];
        for (name, kind) in table {
            assert_eq!(told(name), kind.map(|kind| (kind, at.clone())), "{name}");
        }
    }

    #[test]
    fn a_second_backup_in_one_second_gets_its_own_name() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (ledger, now) = (Path::new("/books/nord.billfold"), crate::testing::instant());
        let first = free_path(ledger, folder.path(), "manual", now);
        std::fs::write(&first, "").expect("a file");
        let second = free_path(ledger, folder.path(), "manual", now);
        assert_ne!(first, second);
        assert_eq!(
            read_name(ledger, &second).map(|told| told.made_at),
            Some(now)
        );
    }
}
