//! The project's own commands: parses the command line and hands over to one module per command.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks through its standard streams"
)]

mod bench;
mod bindings;
mod cargo;
mod ci;
mod display;
mod failure;
mod picture;
mod process;
mod run;
mod setup;
mod stamp;
mod steps;
mod test;
mod tidy;

use failure::Failure;
use std::process::ExitCode;

const HELP: &str = "\
Billfold's own commands. Each does its set-up first and prints every step with its time.

  cargo xtask run                open the demo company in the window
  cargo xtask run --check        the same on a virtual display: saves a picture of the window, ends
  cargo xtask run -- ARGS        pass ARGS to the window instead of --demo
  cargo xtask test               every test: UI, crates, properties, peers, journeys
  cargo xtask test --deep        the same, and then each property with 10 000 cases, optimised
  cargo xtask test -- ARGS       pass ARGS to the test runner, for example a test's name;
                                 with --deep: only the properties, or those of that name
  cargo xtask ci                 exactly what CI does: format, lints, tidy, licences, docs, tests
  cargo xtask bench [-- ARGS]    measure speed, size and memory
  cargo xtask tidy               the numbers and arrows that ARCHITECTURE.md promises
  cargo xtask bindings           write the UI's TypeScript bindings from the registry
  cargo xtask bindings --check   fail when the written bindings are not those of the registry
  cargo xtask help               this text

On Debian and Ubuntu, missing system packages are installed through apt: after asking, or at once
for root and in CI (CI=true). On other systems the missing tools are named.
";

/// What the person asked for: a command, its own flags, and what follows `--`.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    command: String,
    flags: Vec<String>,
    passed: Vec<String>,
}

impl Request {
    fn from_args(args: impl IntoIterator<Item = String>) -> Self {
        let mut args = args.into_iter();
        let command = args.next().unwrap_or_else(|| "help".to_owned());
        let flags = args.by_ref().take_while(|arg| arg != "--").collect();
        Self {
            command,
            flags,
            passed: args.collect(),
        }
    }

    fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|given| given == flag)
    }

    /// Refuses a flag that the command does not know, so that a typo never runs the wrong thing.
    fn only(&self, known: &[&str]) -> Result<(), Failure> {
        match self
            .flags
            .iter()
            .find(|flag| !known.contains(&flag.as_str()))
        {
            None => Ok(()),
            Some(flag) => Err(Failure::new(
                format!("`cargo xtask {}` does not know `{flag}`", self.command),
                "See `cargo xtask help`; what belongs to an inner tool goes after `--`.",
            )),
        }
    }
}

fn main() -> ExitCode {
    let request = Request::from_args(std::env::args().skip(1));
    match dispatch(&request) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(request: &Request) -> Result<(), Failure> {
    match request.command.as_str() {
        "run" => run::run(request),
        "test" => test::test(request),
        "ci" => ci::ci(request),
        "bench" => bench::bench(request),
        "tidy" => tidy::tidy(request),
        "bindings" => bindings::bindings(request),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => Err(Failure::new(
            format!("there is no command `{unknown}`"),
            "`cargo xtask help` lists them.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(line: &str) -> Request {
        Request::from_args(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn flags_stop_at_the_double_dash() {
        let asked = request("test --deep -- journeys --no-capture");
        assert_eq!(asked.command, "test");
        assert!(asked.has("--deep") && !asked.has("--no-capture"));
        assert_eq!(asked.passed, ["journeys", "--no-capture"]);
    }

    #[test]
    fn no_command_asks_for_help() {
        assert_eq!(request("").command, "help");
    }

    #[test]
    fn an_unknown_flag_is_refused_and_named() {
        assert!(request("test --deep").only(&["--deep"]).is_ok());
        let refused = request("test --depe").only(&["--deep"]);
        assert!(refused.is_err_and(|failure| failure.what.contains("--depe")));
    }

    #[test]
    fn the_help_names_every_command() {
        for command in ["run", "test", "ci", "bench", "tidy", "bindings", "help"] {
            assert!(
                HELP.contains(&format!("cargo xtask {command}")),
                "{command} has no help"
            );
        }
    }

    #[test]
    fn an_unknown_command_fails() {
        assert!(dispatch(&request("tset")).is_err());
    }
}
