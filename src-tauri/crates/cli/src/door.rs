//! The way from a command to the registry: starts the app, asks, unlocks where a person can.

use std::path::PathBuf;

use app::context::{App, AppOptions, Source};
use app::dto::session::UnlockRequest;
use app::error::AppError;
use app::keyring::KeyringUse;
use app::registry;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::args::Global;
use crate::data_dir;
use crate::failure::Failure;
use crate::money::Exponents;
use crate::output::person_is_there;
use crate::passphrase;

/// Errors after which a passphrase typed by the person helps.
const LOCKED: [&str; 3] = [
    "ledger_locked",
    "passphrase_needed",
    "keyring_locked_or_lost",
];

/// The opened registry, and how answers are shown.
#[derive(Debug)]
pub struct Door {
    app: App,
    json: bool,
}

impl Door {
    /// Starts the app as the command line says. Nothing is opened yet.
    pub fn new(global: &Global) -> Result<Self, Failure> {
        Ok(Self {
            app: App::new(options(global)?),
            json: global.json,
        })
    }

    /// Runs a use case. A locked ledger is unlocked first where a person can type a passphrase.
    pub fn ask(&self, name: &str, request: impl Serialize) -> Result<Value, Failure> {
        let request = serde_json::to_value(request)
            .map_err(|error| AppError::invalid_request(name, &error))?;
        match registry::call(&self.app, name, request.clone()) {
            Err(error) if LOCKED.contains(&error.code.as_str()) && person_is_there() => {
                self.unlock()?;
                Ok(registry::call(&self.app, name, request)?)
            }
            outcome => Ok(outcome?),
        }
    }

    fn unlock(&self) -> Result<(), Failure> {
        let typed = passphrase::asked("Passphrase of the ledger")?;
        let request = UnlockRequest {
            passphrase: Some(typed.to_string()),
            remember: false,
        };
        registry::call(&self.app, "session.unlock", json!(request))?;
        Ok(())
    }

    /// Runs a use case and reads its answer.
    pub fn get<A: DeserializeOwned>(
        &self,
        name: &str,
        request: impl Serialize,
    ) -> Result<A, Failure> {
        read(self.ask(name, request)?)
    }

    /// The answer as text: JSON where that was asked for, else as `render` writes it.
    pub fn show<A: DeserializeOwned>(
        &self,
        answer: Value,
        render: impl FnOnce(&A, &Exponents) -> String,
    ) -> Result<String, Failure> {
        if self.json {
            return Ok(pretty(&answer));
        }
        let currencies = registry::call(&self.app, "settings.currencies", json!({}))?;
        Ok(render(
            &read(answer)?,
            &Exponents::from(read::<app::dto::settings::CurrencyList>(currencies)?),
        ))
    }

    /// Whether answers are printed as JSON.
    pub fn json(&self) -> bool {
        self.json
    }

    /// Hears how far long work is.
    pub fn hear(&self) -> std::sync::mpsc::Receiver<app::events::AppEvent> {
        self.app.subscribe()
    }

    /// The app itself, for the one command that serves it to others.
    #[cfg(feature = "loopback")]
    pub fn into_app(self) -> App {
        self.app
    }
}

/// JSON as a person can read it.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())
}

fn read<A: DeserializeOwned>(answer: Value) -> Result<A, Failure> {
    serde_json::from_value(answer).map_err(|error| {
        Failure(AppError::new(
            "internal",
            format!("An answer of the registry could not be read: {error}."),
            "Use --json to see the answer itself.",
        ))
    })
}

fn options(global: &Global) -> Result<AppOptions, Failure> {
    let mut options = AppOptions::new(data_dir_of(global)?);
    options.source = Source::Cli;
    options.ledger.clone_from(&global.ledger);
    if let Some(file) = &global.passphrase_file {
        options.passphrase = Some(passphrase::from_file(file)?);
    }
    if let Some(now) = global.now {
        options.clock = now;
    }
    if global.no_keyring {
        options.keyring = KeyringUse::Off;
    }
    // The window makes the daily backup; a short command shall not wait for one.
    options.backups = false;
    Ok(options)
}

fn data_dir_of(global: &Global) -> Result<PathBuf, Failure> {
    let folder = global
        .data_dir
        .clone()
        .or_else(data_dir::standard)
        .ok_or_else(|| {
            Failure::usage(
                "There is no home folder on this system.",
                "Use --data-dir DIR.",
            )
        })?;
    std::fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    Ok(folder)
}
