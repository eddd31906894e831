//! The demo company's journal in hledger, ledger and beancount: the same balances to the cent.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use acceptance::desk::demo;
use acceptance::render::major;
use acceptance::{Desk, peer, python};
use rust_decimal::Decimal;
use serde_json::Value;

/// Debit positive, by account and currency; what is zero is left out.
type Balances = BTreeMap<(String, String), Decimal>;

struct Books {
    desk: Desk,
    ledger: PathBuf,
    rows: Vec<Value>,
    entries: u64,
}

impl Books {
    fn of_demo() -> Self {
        let (desk, ledger) = demo();
        let ask = |name: &str, request: &str| -> Value {
            let said = demo_says(&desk, &ledger, &["--json", "call", name, request]);
            serde_json::from_str(&said).unwrap()
        };
        let books = ask("ledger.trial_balance", "{}");
        assert_eq!(books["balanced"], true);
        let rows = books["rows"].as_array().unwrap().clone();
        let entries = ask("ledger.journal", r#"{"limit": 1}"#)["total_count"]
            .as_u64()
            .unwrap();
        assert!(
            entries > 1500 && rows.len() > 15,
            "{entries} entries, {} rows",
            rows.len()
        );
        Self {
            desk,
            ledger,
            rows,
            entries,
        }
    }

    /// The app's own trial balance, each account named as `name` says.
    fn balances(&self, name: impl Fn(&Value) -> String) -> Balances {
        let mut balances = Balances::new();
        for row in &self.rows {
            for (side, sign) in [("debit", Decimal::ONE), ("credit", Decimal::NEGATIVE_ONE)] {
                if row[side].is_null() {
                    continue;
                }
                let amount: Decimal = major(&row[side]).parse().unwrap();
                let currency = row[side]["currency"].as_str().unwrap().to_owned();
                balances.insert((name(row), currency), amount * sign);
            }
        }
        balances
    }

    fn exported(&self, format: &str) -> String {
        let out = self.desk.path(&format!("journal.{format}"));
        let path = out.display().to_string();
        let args = ["export", "journal", "--format", format, "--out", &path];
        demo_says(&self.desk, &self.ledger, &args);
        path
    }

    fn currencies(&self) -> Vec<String> {
        let mut all: Vec<String> = self
            .balances(|_| String::new())
            .into_keys()
            .map(|(_, currency)| currency)
            .collect();
        all.dedup();
        all
    }
}

/// The demo company needs no passphrase file; `demo.open` knows its own.
fn demo_says(desk: &Desk, ledger: &Path, args: &[&str]) -> String {
    let passphrase = desk.path("passphrase");
    std::fs::write(&passphrase, app::session::DEMO_PASSPHRASE).unwrap();
    let output = desk.command(ledger, &passphrase, args).output().unwrap();
    let said = acceptance::Said::from_output(&output);
    assert_eq!(said.code, 0, "{args:?}: {said:?}");
    said.out
}

/// The names that plain-text accounting knows: the kind's root, then the account's own name.
fn spoken(row: &Value) -> String {
    let root = match row["kind"].as_str().unwrap() {
        "asset" => "Assets",
        "liability" => "Liabilities",
        "equity" => "Equity",
        "revenue" => "Income",
        "expense" => "Expenses",
        other => panic!("no kind of account: {other}"),
    };
    format!("{root}:{}", row["name"].as_str().unwrap())
}

fn same(theirs: &Balances, ours: &Balances, program: &str) {
    for (account, amount) in ours {
        assert_eq!(theirs.get(account), Some(amount), "{program}: {account:?}");
    }
    assert_eq!(
        theirs.len(),
        ours.len(),
        "{program} has accounts that the app has not"
    );
    println!("{program}: {} balances agree to the cent", ours.len());
}

fn put(balances: &mut Balances, account: &str, currency: &str, amount: &str) {
    let amount: Decimal = amount
        .parse()
        .unwrap_or_else(|error| panic!("{amount}: {error}"));
    if !amount.is_zero() {
        balances.insert((account.to_owned(), currency.to_owned()), amount);
    }
}

#[test]
fn three_programs_agree_with_the_trial_balance_to_the_cent() {
    let books = Books::of_demo();
    let currencies = books.currencies();
    assert!(currencies.len() >= 3, "{currencies:?}");
    hledger(&books);
    ledger(&books);
    beancount(&books);
}

fn hledger(books: &Books) {
    let path = books.exported("hledger");
    let _ = peer("hledger").read(&["-f", &path, "check", "--strict"]);
    let args = [
        "-f",
        &path,
        "balance",
        "--flat",
        "--layout=bare",
        "--no-total",
        "-O",
        "csv",
    ];
    let text = peer("hledger").read(&args);
    let mut theirs = Balances::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').map(|cell| cell.trim_matches('"')).collect();
        put(&mut theirs, cells[0], cells[1], cells[2]);
    }
    same(&theirs, &books.balances(spoken), "hledger");
    let stats = peer("hledger").read(&["-f", &path, "stats"]);
    assert!(
        stats.contains(&books.entries.to_string()),
        "{} entries: {stats}",
        books.entries
    );
}

fn ledger(books: &Books) {
    let path = books.exported("ledger");
    let mut theirs = Balances::new();
    for currency in books.currencies() {
        let only = format!("commodity == \"{currency}\"");
        let format = "%(account)\\t%(quantity(scrub(display_total)))\\n";
        let args = [
            "--pedantic",
            "-f",
            &path,
            "balance",
            "--flat",
            "--no-total",
            "-l",
            &only,
            "--format",
            format,
        ];
        for line in peer("ledger").read(&args).lines() {
            let (account, amount) = line.split_once('\t').unwrap();
            put(&mut theirs, account, &currency, amount);
        }
    }
    same(&theirs, &books.balances(spoken), "ledger");
}

fn beancount(books: &Books) {
    let path = books.exported("beancount");
    let said: Value =
        serde_json::from_str(&python().script("beancount_balances.py", &[&path])).unwrap();
    assert_eq!(
        said["errors"],
        serde_json::json!([]),
        "beancount found the journal wrong"
    );
    assert_eq!(said["transactions"], books.entries);
    let mut theirs = Balances::new();
    for balance in said["balances"].as_array().unwrap() {
        let text = |at: usize| balance[at].as_str().unwrap();
        put(&mut theirs, text(0), text(1), text(2));
    }
    same(
        &theirs,
        &books.balances(|row| row["account"].as_str().unwrap().to_owned()),
        "beancount",
    );
}

// A journal that is a cent out has to be refused, or the agreement above proves nothing.
#[test]
fn a_journal_that_is_a_cent_out_is_refused_by_all_three() {
    let world = acceptance::World::new();
    let customer = world.customer("Blumen Krüger");
    let lines = [acceptance::line("Consulting", "1", "123.45", &[])];
    world.issue(acceptance::draft(&customer, &lines));
    let desk = Desk::new();
    for format in ["hledger", "ledger", "beancount"] {
        let request = serde_json::json!({"format": format});
        let text = acceptance::peer::text_of(&world.get("ledger.export_journal", request));
        assert_eq!(text.matches("123.45").count(), 2, "{text}");
        let path = desk.path(&format!("out.{format}"));
        std::fs::write(&path, text.replacen("123.45", "123.46", 1)).unwrap();
        assert!(
            !is_accepted(format, &path.display().to_string()),
            "{format} accepted it"
        );
    }
}

fn is_accepted(format: &str, path: &str) -> bool {
    match format {
        "hledger" => peer("hledger").run(&["-f", path, "check"]).0,
        "ledger" => peer("ledger").run(&["-f", path, "balance"]).0,
        _ => python()
            .script("beancount_balances.py", &[path])
            .contains("\"errors\": []"),
    }
}
