//! The measurements: the demo company and one grown to 100 000 invoices, beside plain SQLite and
//! beside other programs on the same books. `cargo xtask bench`, or `-- --quick` for a small one;
//! `-- --billing` for subscriptions and the calculator alone, `-- --usage 10000000` for usage alone
//! with so many events.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_arithmetic,
    reason = "a measurement: figures are for people, and what fails ends it"
)]

mod calculator;
mod grow;
mod measure;
mod report;
mod rivals;
mod subscribers;
mod usage;
mod usage_rivals;
mod writes;

use std::path::{Path, PathBuf};
use std::process::Command;

use app::context::{App, AppOptions};
use report::Report;

const BIG: u32 = 100_000;
const QUICK: u32 = 2_000;

const SUBSCRIBERS: usize = 10_000;
const FEW_SUBSCRIBERS: usize = 400;

const EVENTS: u32 = 1_000_000;
const FEW_EVENTS: u32 = 60_000;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = args.iter().position(|arg| arg == "--measure") {
        return measure::in_this_process(Path::new(&args[at + 1]), &args[at + 2]);
    }
    let is_quick = args.iter().any(|arg| arg == "--quick");
    let invoices = if is_quick { QUICK } else { BIG };
    let folder = folder();
    std::fs::create_dir_all(&folder).expect("target/bench");

    let mut report = Report::new(invoices);
    if args.iter().any(|arg| arg == "--billing") {
        billing(&mut report, &folder, is_quick);
        println!("\n{}", report.text());
        return;
    }
    if let Some(at) = args.iter().position(|arg| arg == "--usage") {
        let asked = args.get(at + 1).and_then(|events| events.parse().ok());
        let events = asked.unwrap_or(if is_quick { FEW_EVENTS } else { EVENTS });
        println!("taking usage in …");
        usage::measure(&mut report, &folder, events);
        println!("\n{}", report.text());
        return;
    }
    let (demo, big) = (demo(&folder), grow::cached(&folder, invoices));
    for (name, path, passphrase) in [
        ("demo", &demo, app::session::DEMO_PASSPHRASE),
        ("grown", &big, acceptance::PASSPHRASE),
    ] {
        println!("measuring the {name} company …");
        report.add_figures(name, &in_a_process_of_its_own(path, passphrase));
    }
    println!("writing with and without encryption …");
    writes::compare(&mut report, &folder, if is_quick { 500 } else { 5_000 });
    println!("billing subscribers …");
    let subscribers = if is_quick {
        FEW_SUBSCRIBERS
    } else {
        SUBSCRIBERS
    };
    subscribers::measure(&mut report, &folder, subscribers);
    calculator::measure(&mut report, &folder);
    println!("taking usage in …");
    usage::measure(
        &mut report,
        &folder,
        if is_quick { FEW_EVENTS } else { EVENTS },
    );
    rivals::compare(
        &mut report,
        "demo",
        &demo,
        app::session::DEMO_PASSPHRASE,
        &folder,
    );
    rivals::compare(&mut report, "grown", &big, acceptance::PASSPHRASE, &folder);

    let text = report.text();
    println!("\n{text}");
    let today = App::new(AppOptions::new(&folder)).now().format("%Y-%m-%d");
    let path = folder.join(format!(
        "{today}{}.txt",
        if is_quick { "-quick" } else { "" }
    ));
    std::fs::write(&path, text).expect("the report is written");
    println!("kept in {}", path.display());
}

fn billing(report: &mut Report, folder: &Path, is_quick: bool) {
    println!("billing subscribers …");
    let subscribers = if is_quick {
        FEW_SUBSCRIBERS
    } else {
        SUBSCRIBERS
    };
    subscribers::measure(report, folder, subscribers);
    calculator::measure(report, folder);
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("target/")
        .join("bench")
}

/// Made once, and again only where it is not there or has other tables.
fn demo(folder: &Path) -> PathBuf {
    let path = folder.join("demo.billfold");
    if !grow::is_current(&path) {
        println!("making the demo company …");
        grow::remove(&path);
        let app = App::new(AppOptions {
            keyring: app::keyring::KeyringUse::Off,
            backups: false,
            ..AppOptions::new(folder)
        });
        let request = serde_json::json!({"path": path.display().to_string()});
        app::registry::call(&app, "demo.open", request).expect("the demo company");
        grow::mark(&path);
    }
    path
}

/// So that the first PDF is really the first, and the peak of memory is this ledger's.
fn in_a_process_of_its_own(ledger: &Path, passphrase: &str) -> Vec<(String, f64)> {
    let this = std::env::current_exe().expect("this program");
    let output = Command::new(this)
        .arg("--measure")
        .args([ledger.as_os_str(), passphrase.as_ref()])
        .output()
        .expect("it starts again");
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    );
    assert!(output.status.success(), "{err}");
    let figure = |line: &str| {
        let (name, value) = line.split_once('\t')?;
        Some((name.to_owned(), value.parse().ok()?))
    };
    out.lines().filter_map(figure).collect()
}
