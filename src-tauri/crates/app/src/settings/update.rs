//! Changes the settings; the idle lock and the backups follow at once.

use std::path::Path;

use serde_json::Value;

use super::get::NAME;
use crate::context::App;
use crate::dto::settings::SettingsDto;
use crate::error::AppError;
use crate::session::current::apply_settings;

/// The longest idle time that still locks: a day.
const MOST_MINUTES: u16 = 1440;

/// Saves all settings, after checking each choice.
pub fn update(app: &App, request: SettingsDto) -> Result<SettingsDto, AppError> {
    check(&request)?;
    let value = serde_json::to_value(&request).unwrap_or(Value::Null);
    app.write("settings.update", |tx| {
        Ok(tx.settings_mut().put(NAME, &value)?)
    })?;
    apply_settings(app, &request);
    Ok(request)
}

fn check(settings: &SettingsDto) -> Result<(), AppError> {
    let choices: [(&str, &str, &[&str]); 4] = [
        ("theme", &settings.theme, &["system", "light", "dark"]),
        (
            "density",
            &settings.density,
            &["compact", "normal", "roomy"],
        ),
        ("language", &settings.language, &["en"]),
        (
            "negative_style",
            &settings.negative_style,
            &["minus", "parentheses"],
        ),
    ];
    for (field, value, allowed) in choices {
        if !allowed.contains(&value) {
            let allowed = allowed.join(", ");
            return Err(refused(field, value, &format!("Give one of: {allowed}.")));
        }
    }
    if settings.formats != "system" && !looks_like_tag(&settings.formats) {
        let fix = "Give \"system\" or a language tag such as de-DE.";
        return Err(refused("formats", &settings.formats, fix));
    }
    if settings.lock_after_minutes > MOST_MINUTES {
        let minutes = settings.lock_after_minutes.to_string();
        return Err(refused(
            "lock_after_minutes",
            &minutes,
            "Give 0 for never, or up to 1440.",
        ));
    }
    let folder = &settings.backup_folder;
    if !folder.is_empty() && !Path::new(folder).is_absolute() {
        return Err(refused(
            "backup_folder",
            folder,
            "Choose a folder by its whole path.",
        ));
    }
    Ok(())
}

/// Letters and digits in parts of at most 8, as BCP 47 writes tags.
fn looks_like_tag(text: &str) -> bool {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric())
    };
    let first = text.split('-').next().unwrap_or_default();
    text.split('-').all(part) && (2..=3).contains(&first.len())
}

fn refused(field: &str, value: &str, fix: &str) -> AppError {
    let message = format!("\"{value}\" cannot be the setting {field}; nothing was changed.");
    AppError::new("setting_invalid", message, fix).at(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::lists::Nothing;
    use crate::settings::get::{get, standard};
    use crate::testing::opened;

    #[test]
    fn settings_are_kept() {
        let (app, _folder) = opened();
        let wanted = SettingsDto {
            theme: "dark".into(),
            formats: "de-CH".into(),
            ..standard()
        };
        update(&app, wanted.clone()).expect("saved");
        assert_eq!(get(&app, Nothing {}), Ok(wanted));
    }

    #[test]
    fn each_fault_names_its_setting() {
        type Change = fn(&mut SettingsDto);
        let table: [(&str, Change); 5] = [
            ("theme", |s| s.theme = "blue".into()),
            ("density", |s| s.density = String::new()),
            ("formats", |s| s.formats = "C".into()),
            ("lock_after_minutes", |s| s.lock_after_minutes = 1441),
            ("backup_folder", |s| s.backup_folder = "backups".into()),
        ];
        for (field, change) in table {
            let mut settings = standard();
            change(&mut settings);
            assert_eq!(
                check(&settings).expect_err(field).field.as_deref(),
                Some(field)
            );
        }
    }
}
