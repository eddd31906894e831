//! What the desktop can be told when it is started.

use std::ffi::OsString;
use std::path::PathBuf;

use app::clock::Clock;

const HELP: &str = "\
Billfold, the window.

Usage: billfold-desktop [OPTIONS]

  --demo                  open the demo company, making it first if needed
  --ledger FILE           open this ledger
  --data-dir DIR          keep ledgers, logs and the session here
  --passphrase-file FILE  read the recovery passphrase from FILE's first line
  --now INSTANT           date everything by this set clock, for example 2026-11-20T09:00:00Z
  --no-keyring            never ask the system's keyring
  --save-dir DIR          save documents here without a dialog
  --help, --version";

/// The options, as typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Args {
    pub demo: bool,
    pub ledger: Option<PathBuf>,
    pub data_dir: Option<PathBuf>,
    pub passphrase_file: Option<PathBuf>,
    pub now: Option<Clock>,
    pub no_keyring: bool,
    pub save_dir: Option<PathBuf>,
}

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    Start(Args),
    Print(String),
}

/// Reads the options; an unknown one is an error, so that a typo never opens the wrong ledger.
pub fn parse(given: impl IntoIterator<Item = OsString>) -> Result<Asked, String> {
    let mut given = given.into_iter();
    let mut args = Args::default();
    while let Some(option) = given.next() {
        let option = option.to_string_lossy().into_owned();
        let (name, inline) = match option.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(OsString::from(value))),
            None => (option, None),
        };
        let mut value = || {
            inline
                .clone()
                .or_else(|| given.next())
                .ok_or_else(|| format!("{name} needs a value. See billfold-desktop --help."))
        };
        match name.as_str() {
            "--demo" => args.demo = true,
            "--no-keyring" => args.no_keyring = true,
            "--ledger" => args.ledger = Some(value()?.into()),
            "--data-dir" => args.data_dir = Some(value()?.into()),
            "--passphrase-file" => args.passphrase_file = Some(value()?.into()),
            "--save-dir" => args.save_dir = Some(value()?.into()),
            "--now" => args.now = Some(clock(&value()?.to_string_lossy())?),
            "--help" | "-h" => return Ok(Asked::Print(HELP.to_owned())),
            "--version" | "-V" => {
                return Ok(Asked::Print(format!(
                    "Billfold {}",
                    env!("CARGO_PKG_VERSION")
                )));
            }
            other => {
                return Err(format!(
                    "Unknown option {other}. See billfold-desktop --help."
                ));
            }
        }
    }
    Ok(Asked::Start(args))
}

fn clock(instant: &str) -> Result<Clock, String> {
    Clock::set_to(instant).map_err(|error| format!("--now cannot be used: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Asked, String> {
        parse(words.iter().map(OsString::from))
    }

    #[test]
    fn options_are_read_with_either_spelling() {
        let Ok(Asked::Start(args)) = parsed(&[
            "--ledger=/tmp/a.billfold",
            "--now",
            "2026-11-20T10:00:00+01:00",
            "--no-keyring",
        ]) else {
            panic!("these options are right");
        };
        assert_eq!(args.ledger, Some(PathBuf::from("/tmp/a.billfold")));
        // 10:00 at UTC+1 is 09:00 UTC.
        assert_eq!(args.now, Clock::set_to("2026-11-20T09:00:00Z").ok());
        assert!(args.no_keyring && !args.demo);
    }

    #[test]
    fn a_typo_is_refused_and_named() {
        assert!(parsed(&["--legder", "x"]).is_err_and(|said| said.contains("--legder")));
        assert!(parsed(&["--ledger"]).is_err_and(|said| said.contains("--ledger needs a value")));
        assert!(parsed(&["--now", "noon"]).is_err_and(|said| said.contains("noon")));
    }
}
