//! Killed in the middle of an import of usage: started again, it goes on, and counts the same.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use acceptance::chance::Chance;
use acceptance::crash::{USAGE_FILE, killed};
use acceptance::world::{World, day, options, text};
use app::clock::Ids;
use app::context::{App, AppOptions};
use app::registry;
use serde_json::{Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_crash-child");
const KILLS: u64 = 12;
/// More than two lots of an import.
const ROWS: u32 = 50_000;
/// Every so many rows one cannot be read.
const BAD: u32 = 500;

/// A closed ledger with a customer and a meter, and a file of their use.
fn metered() -> (World, PathBuf, PathBuf) {
    let world = World::new();
    world.on("2026-11-20");
    let customer = world.customer("Ada");
    world.ask("meters.create", json!({"key": "calls", "name": "Calls"}));
    let mut file = String::from("key,at,meter,subject,quantity,user\n");
    for n in 0..ROWS {
        let quantity = if n % BAD == 0 { "?" } else { "2" };
        let (on, hour, user) = (n % 28 + 1, n % 24, n % 9);
        writeln!(
            file,
            "k{n},2026-10-{on:02}T{hour:02}:00:00Z,calls,{customer},{quantity},u{user}"
        )
        .unwrap();
    }
    world.ask("session.lock", json!({}));
    let path = world.path();
    let usage = path.with_file_name(USAGE_FILE);
    std::fs::write(&usage, file).unwrap();
    (world, path, usage)
}

fn copy(from: &Path, to: &Path) {
    for ending in ["", ".key"] {
        let name = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        std::fs::copy(name(from), name(to)).unwrap();
    }
}

fn ask(app: &App, name: &str, request: Value) -> Value {
    registry::call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// How many rows were in when it was killed.
fn taken_by_then(app: &App) -> u64 {
    let imports = ask(app, "usage.imports", json!({}));
    let Some(import) = imports["rows"].as_array().and_then(|rows| rows.first()) else {
        return 0;
    };
    let state = text(&import["state"]);
    assert!(state == "interrupted" || state == "done", "{state}");
    import["rows"].as_u64().unwrap()
}

fn assert_all_counted_once(app: &App, import: &Value) {
    let bad = u64::from(ROWS / BAD);
    let counts = ["rows", "counted", "duplicates", "refused"];
    let counts = counts.map(|name| import[name].as_u64().unwrap());
    assert_eq!(counts, [u64::from(ROWS), u64::from(ROWS) - bad, 0, bad]);
    let month = json!({"meter": "calls", "month": "2026-10-01"});
    let rows = ask(app, "usage.by_customer", month);
    // 49 900 rows of 2
    assert_eq!(rows["rows"][0]["quantity"], "99800");
    let rejects = ask(
        app,
        "usage.import_rejects",
        json!({"id": import["id"], "limit": 1000}),
    );
    assert_eq!(
        rejects["rows"].as_array().map(Vec::len),
        usize::try_from(bad).ok()
    );
    let proof = app.read(|tx| Ok(tx.usage_events().first_false_rollup()?));
    assert_eq!(proof, Ok(None));
}

#[test]
fn killed_in_the_middle_of_an_import_it_goes_on_and_counts_the_same() {
    let (_world, original, file) = metered();
    let mut chance = Chance::new(7);
    let mut cut = 0;
    for _ in 0..KILLS {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("books.billfold");
        copy(&original, &ledger);
        let usage = folder.path().join(USAGE_FILE);
        std::fs::copy(&file, &usage).unwrap();
        // Soon after the child was ready, or after it had said that a lot or two are in.
        let soon = (3, Duration::from_millis(100));
        let said = killed(CHILD, "import", &ledger, soon, &mut chance);
        let app = App::new(AppOptions {
            ids: Ids::System,
            ..options(folder.path(), &ledger, day("2026-11-20"))
        });
        let taken = taken_by_then(&app);
        cut += u32::from(taken > 0 && said.iter().all(|line| line != "imported"));
        let request = json!({"path": usage.display().to_string()});
        let import = if taken == u64::from(ROWS) {
            ask(&app, "usage.imports", json!({}))["rows"][0].clone()
        } else {
            ask(&app, "usage.import", request)
        };
        assert_all_counted_once(&app, &import);
    }
    assert!(cut > 0, "no import was killed in its middle");
    println!("crash: {KILLS} of {KILLS} kills survived, {cut} of them in the middle of an import");
}
