//! `billfold settings`: how Billfold looks and behaves, kept in the ledger.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::door::Door;
use crate::failure::Failure;
use crate::table::facts;

/// Settings; without a command, shows them.
#[derive(Debug, Args)]
pub struct Settings {
    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do with settings.
#[derive(Debug, Subcommand)]
enum Command {
    /// Show the settings
    Show,
    /// Change one setting
    Set(Set),
}

/// Which setting, and to what.
#[derive(Debug, Args)]
struct Set {
    /// Its name, as `billfold settings` shows it
    name: String,
    /// Its new value
    value: String,
}

impl Settings {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        let now = door.ask("settings.get", json!({}))?;
        match &self.command {
            None | Some(Command::Show) => door.show(now, |settings, _| shown(settings)),
            Some(Command::Set(set)) => {
                let changed = set.on(now)?;
                door.show(door.ask("settings.update", changed)?, |settings, _| {
                    shown(settings)
                })
            }
        }
    }
}

impl Set {
    /// The settings with the new value, of the kind that the old one has.
    fn on(&self, mut settings: Value) -> Result<Value, Failure> {
        let Some(setting) = settings.get_mut(&self.name) else {
            return Err(Failure::not_found("setting", &self.name));
        };
        *setting = match setting {
            Value::String(_) => json!(self.value),
            _ => serde_json::from_str(&self.value).map_err(|_| {
                Failure::usage(
                    format!(
                        "{} cannot be {}. Nothing was changed.",
                        self.name, self.value
                    ),
                    "Use a value of the kind that `billfold settings` shows.",
                )
            })?,
        };
        Ok(settings)
    }
}

fn shown(settings: &Value) -> String {
    let rows = settings
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            (name.as_str(), text)
        });
    facts(&rows.collect::<Vec<(&str, String)>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(name: &str, value: &str) -> Result<Value, Failure> {
        let settings = json!({ "theme": "system", "lock_after_minutes": 10 });
        Set {
            name: name.to_owned(),
            value: value.to_owned(),
        }
        .on(settings)
    }

    #[test]
    fn a_value_keeps_the_kind_of_its_setting() {
        assert_eq!(set("theme", "dark").expect("a text")["theme"], "dark");
        assert_eq!(
            set("lock_after_minutes", "5").expect("a number")["lock_after_minutes"],
            5
        );
        assert!(set("lock_after_minutes", "soon").is_err());
        assert!(set("colour", "red").is_err_and(|f| f.0.code == "setting_not_found"));
    }
}
