//! Other programs reporting the same books: the time to their trial balance.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use acceptance::peer::{bytes_of, root};
use acceptance::world::options;
use app::clock::Clock;
use app::context::{App, AppOptions};
use serde_json::json;

use crate::report::Report;

/// What takes longer is reported as having taken so long.
const LIMIT: Duration = Duration::from_secs(300);

pub fn compare(report: &mut Report, company: &str, ledger: &Path, passphrase: &str, at: &Path) {
    for program in ["ledger", "hledger", "beancount"] {
        println!("{program} on the {company} company …");
        let journal = at.join(format!("{company}.{program}"));
        let started = Instant::now();
        export(ledger, passphrase, program, &journal);
        if program == "hledger" {
            let name = "journal exported, s";
            report.add(company, name, started.elapsed().as_secs_f64());
        }
        if let Some(seconds) = timed(program, &journal) {
            report.add(company, &format!("balances by {program}, s"), seconds);
        }
        let _ = std::fs::remove_file(journal);
    }
}

fn export(ledger: &Path, passphrase: &str, format: &str, to: &Path) {
    let folder = ledger.parent().expect("a folder");
    let app = App::new(AppOptions {
        passphrase: Some(passphrase.to_owned().into()),
        ..options(folder, ledger, Clock::System.now())
    });
    let file = app::registry::call(&app, "ledger.export_journal", json!({"format": format}));
    std::fs::write(to, bytes_of(&file.expect("an export"))).expect("a journal");
}

fn timed(program: &str, journal: &Path) -> Option<f64> {
    let python = root().join(".peers/venv/bin/python");
    let script = root().join("tests/peers/beancount_balances.py");
    let mut command = match program {
        "beancount" => Command::new(python),
        other => Command::new(other),
    };
    match program {
        // Beancount keeps a cache of what it parsed; a first report has none.
        "beancount" => command
            .env("BEANCOUNT_DISABLE_LOAD_CACHE", "1")
            .arg(script)
            .arg(journal),
        _ => command.arg("-f").arg(journal).arg("balance"),
    };
    let started = Instant::now();
    let mut child = match command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
        Ok(child) => child,
        Err(error) => {
            println!("{program} does not start ({error}); its figure is left out");
            return None;
        }
    };
    while child.try_wait().expect("a child").is_none() {
        if started.elapsed() > LIMIT {
            child.kill().expect("it can be ended");
            child.wait().expect("it ended");
            println!("{program} was ended after {} s", LIMIT.as_secs());
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Some(started.elapsed().as_secs_f64())
}
