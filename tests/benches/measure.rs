//! One ledger measured: opened, drafted, issued, listed, balanced, printed.

use std::path::Path;
use std::time::Instant;

use acceptance::world::{options, text};
use acceptance::{draft, line};
use app::clock::{Clock, Ids};
use app::context::{App, AppOptions};
use app::registry;
use serde_json::{Value, json};
use store::OpenOptions;

const SAVED: usize = 100;
const ISSUED: usize = 300;
const READ: usize = 20;
const PRINTED: usize = 1_000;
const WARM: usize = 100;

/// Prints each figure as `name<tab>value`.
pub fn in_this_process(ledger: &Path, passphrase: &str) {
    say(
        "file size, MB",
        megabytes(std::fs::metadata(ledger).expect("a ledger").len()),
    );
    opening(ledger, passphrase);
    let folder = ledger.parent().expect("a folder");
    let now = Clock::System.now();
    let app = App::new(AppOptions {
        clock: Clock::System,
        ids: Ids::System,
        passphrase: Some(passphrase.to_owned().into()),
        ..options(folder, ledger, now)
    });
    reading(&app);
    writing(&app);
    printing(&app);
    say("peak memory, MB", peak_memory_mb());
}

fn say(name: &str, value: f64) {
    println!("{name}\t{value}");
}

fn megabytes(bytes: u64) -> f64 {
    let kilobytes = u32::try_from(bytes / 1024).unwrap_or(u32::MAX);
    f64::from(kilobytes) / 1024.0
}

fn ms(work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64() * 1000.0
}

/// The value below which that share of the values is.
pub fn quantile(values: &mut [f64], share: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len() * share / 100).min(values.len().saturating_sub(1));
    values[at]
}

fn p50(name: &str, times: usize, mut work: impl FnMut(usize)) {
    let mut values: Vec<f64> = (0..times).map(|nth| ms(|| work(nth))).collect();
    say(&format!("{name} p50, ms"), quantile(&mut values, 50));
}

fn ask(app: &App, name: &str, request: Value) -> Value {
    registry::call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn opening(ledger: &Path, passphrase: &str) {
    let options = OpenOptions::new(Clock::System.now());
    let key = store::unseal_key(ledger, passphrase).expect("the passphrase fits");
    p50("open with the key", 5, |_| {
        drop(store::open_with_key(ledger, &key, &options).expect("it opens"));
    });
    p50("open with the passphrase", 5, |_| {
        drop(store::open_with_passphrase(ledger, passphrase, &options).expect("it opens"));
    });
}

fn reading(app: &App) {
    let invoices = ask(app, "invoices.list", json!({"limit": 1}))["total_count"].as_u64();
    say(
        "invoices",
        f64::from(u32::try_from(invoices.unwrap_or(0)).unwrap_or(u32::MAX)),
    );
    let postings = store_postings(app);
    say(
        "postings",
        f64::from(u32::try_from(postings).unwrap_or(u32::MAX)),
    );
    let window = json!({
        "filters": [{"column": "status", "op": "is", "values": ["paid"]},
            {"column": "issued_on", "op": "between", "values": ["2025-01-01", "2026-06-30"]}],
        "sort": [{"column": "total", "descending": true}], "offset": 200, "limit": 50});
    p50("list window with a filter", READ, |_| {
        ask(app, "invoices.list", window.clone());
    });
    sorted(app);
    p50("trial balance", READ, |_| {
        let books = ask(app, "ledger.trial_balance", json!({}));
        assert_eq!(books["balanced"], true);
    });
    p50("home", READ, |_| {
        ask(app, "home.summary", json!({}));
    });
    let kept = ms(|| {
        let equal =
            app.read(|tx| Ok(tx.balances().as_of(None)? == tx.balances().from_postings(None)?));
        assert!(
            equal.expect("the balances"),
            "the kept balances are not the sums of postings"
        );
    });
    say("kept balances proven by all postings, ms", kept);
}

/// The orders that no index lies in, with and without a filter that keeps most rows.
fn sorted(app: &App) {
    let paid = json!([{"column": "status", "op": "is", "values": ["paid"]}]);
    for (figure, column, filters) in [
        ("list by customer", "customer_name", json!([])),
        ("list by last change", "updated_at", json!([])),
        (
            "list of paid ones by customer",
            "customer_name",
            paid.clone(),
        ),
        ("list of paid ones by last change", "updated_at", paid),
    ] {
        let sort = json!([{"column": column, "descending": column == "updated_at"}]);
        let window = json!({"filters": filters, "sort": sort, "limit": 50});
        p50(figure, READ, |_| {
            ask(app, "invoices.list", window.clone());
        });
    }
    p50("list of payments", READ, |_| {
        ask(app, "payments.list", json!({"limit": 50}));
    });
}

fn store_postings(app: &App) -> i64 {
    app.read(|tx| {
        let mut postings = 0;
        for account in tx.accounts().list()? {
            postings += tx.journal_entries().register(&account.code, 0, 0)?.1;
        }
        Ok(postings)
    })
    .expect("the accounts")
}

fn writing(app: &App) {
    let customers = ask(app, "customers.list", json!({"limit": 1}));
    let customer = text(&customers["rows"][0]["id"]);
    let currency = customers["rows"][0]["currency"].clone();
    let typed = |n: usize| {
        let lines: Vec<Value> = (0..5)
            .map(|at| {
                line(
                    &format!("Line {at}"),
                    &(n % 9 + 1).to_string(),
                    "12.34",
                    &[],
                )
            })
            .collect();
        let mut typed = draft(&customer, &lines);
        typed["currency"] = currency.clone();
        typed
    };
    let mut made = ask(app, "invoices.create_draft", json!({"draft": typed(1)}));
    let id = made["row"]["id"].clone();
    p50("draft saved", SAVED, |nth| {
        let request = json!({"id": id, "revision": made["revision"], "draft": typed(nth)});
        made = ask(app, "invoices.save_draft", request);
    });
    let mut times: Vec<f64> = (0..ISSUED)
        .map(|nth| {
            let made = ask(app, "invoices.create_draft", json!({"draft": typed(nth)}));
            let request = json!({"id": made["row"]["id"], "revision": made["revision"]});
            ms(|| {
                ask(app, "invoices.issue", request);
            })
        })
        .collect();
    say("finalize p50, ms", quantile(&mut times, 50));
    say("finalize p95, ms", quantile(&mut times, 95));
}

fn printing(app: &App) {
    let issued = json!({"filters": [{"column": "status", "op": "is", "values": ["paid"]}],
        "limit": PRINTED});
    let page = ask(app, "invoices.list", issued);
    let ids: Vec<Value> = page["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    let print = |nth: usize| {
        ask(app, "invoices.pdf", json!({"id": ids[nth % ids.len()]}));
    };
    say("PDF cold, ms", ms(|| print(0)));
    p50("PDF warm", WARM, |nth| print(nth + 1));
    let all = ms(|| (0..PRINTED).for_each(print));
    say("1 000 PDFs, s", all / 1000.0);
}

fn peak_memory_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap_or_default();
    let kilobytes: u32 = line
        .split_whitespace()
        .nth(1)
        .and_then(|number| number.parse().ok())
        .unwrap_or(0);
    f64::from(kilobytes) / 1024.0
}
