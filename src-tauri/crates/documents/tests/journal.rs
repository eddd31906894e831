//! The journal exports, read by the programs that they are for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::Command;

use billing::ids::{InvoiceId, JournalEntryId};
use billing::ledger::{
    AccountCode, EntryRecord, JournalEntry, Posting, SourceDocument, standard_accounts,
};
use billing::money::{Currency, Money};
use documents::{JournalFormat, journal_export};
use ulid::Ulid;

fn entry(
    number: u128,
    description: &str,
    postings: &[(AccountCode, i64, Currency)],
) -> JournalEntry {
    let record = EntryRecord {
        id: JournalEntryId::from_ulid(Ulid::from(number)),
        posted_on: "2026-11-20".parse().unwrap(),
        recorded_at: "2026-11-20T09:30:00Z".parse().unwrap(),
        source: SourceDocument::Invoice(InvoiceId::from_ulid(Ulid::from(number))),
        description: description.to_owned(),
        reverses: (number == 3).then(|| JournalEntryId::from_ulid(Ulid::from(1_u128))),
    };
    let postings = postings
        .iter()
        .map(|(account, minor, currency)| {
            Posting::new(account.clone(), Money::new(*minor, *currency))
        })
        .collect();
    JournalEntry::try_new(record, postings).unwrap()
}

/// Texts with every mark that could break a format, two products that differ by one mark only,
/// and three currencies.
fn entries() -> Vec<JournalEntry> {
    let (receivable, tax) = (AccountCode::receivable(), AccountCode::tax_payable("DE"));
    let products = ["Web & design", "Web + design", "翻訳; \"schnell\" (eilig)"];
    let mut entries = vec![
        entry(
            1,
            "Invoice INV-1 | Müller; \"Söhne\" \\ (Hamburg)\n2026-01-01 x",
            &[
                (receivable.clone(), 119_000, Currency::EUR),
                (AccountCode::revenue(products[0]), -60_000, Currency::EUR),
                (AccountCode::revenue(products[1]), -40_000, Currency::EUR),
                (tax, -19_000, Currency::EUR),
            ],
        ),
        entry(
            2,
            "",
            &[
                (receivable.clone(), 500_000, Currency::JPY),
                (AccountCode::revenue(products[2]), -500_000, Currency::JPY),
            ],
        ),
    ];
    let dinars = Currency::try_new("KWD").unwrap();
    entries.push(entry(
        3,
        "Reversal",
        &[
            (receivable, -1_234_567, dinars),
            (AccountCode::revenue(""), 1_234_567, dinars),
        ],
    ));
    entries
}

fn run(program: &str, arguments: &[&str], journal: &str, name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, journal).unwrap();
    let file = path.to_str().unwrap();
    let output = Command::new(program)
        // hledger reads a file in the locale's encoding, and the surroundings may have none.
        .env("LC_ALL", "C.UTF-8")
        .args(
            arguments
                .iter()
                .map(|argument| if *argument == "FILE" { file } else { argument }),
        )
        .output()
        .unwrap_or_else(|error| panic!("{program} cannot be run ({error}): install it"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {errors}\n{journal}");
    assert_eq!(errors, "", "{program} warns about\n{journal}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn hledger_reads_it_in_strict_mode_and_finds_the_balances() {
    let journal = journal_export(JournalFormat::Hledger, &standard_accounts(), &entries());
    run(
        "hledger",
        &["-f", "FILE", "check", "--strict", "ordereddates"],
        &journal,
        "a.journal",
    );
    let balances = run(
        "hledger",
        &["-f", "FILE", "balance", "--flat", "-O", "csv"],
        &journal,
        "a.journal",
    );
    for row in [
        "\"Assets:Receivable\",\"1190.00 EUR, 500000 JPY, -1234.567 KWD\"",
        "\"Income:Revenue:Web & design\",\"-600.00 EUR\"",
        "\"Income:Revenue:Web + design\",\"-400.00 EUR\"",
        "\"Liabilities:Tax payable:DE\",\"-190.00 EUR\"",
    ] {
        assert!(balances.contains(row), "{row} in\n{balances}");
    }
    // Releases differ in how they write the word.
    let last = balances
        .lines()
        .last()
        .unwrap()
        .to_lowercase()
        .replace(':', "");
    assert_eq!(last, "\"total\",\"0\"");
    let tagged = ["-f", "FILE", "print", "tag:source=in_"];
    assert_eq!(
        run("hledger", &tagged, &journal, "a.journal")
            .matches("2026-11-20")
            .count(),
        3
    );
}

#[test]
fn ledger_reads_it_in_pedantic_mode_and_finds_the_balances() {
    let journal = journal_export(JournalFormat::Ledger, &standard_accounts(), &entries());
    let arguments = ["--strict", "--pedantic", "-f", "FILE", "balance", "--flat"];
    let balances = run("ledger", &arguments, &journal, "a.ledger");
    for figure in [
        "1190.00 EUR",
        "500000 JPY",
        "-1234.567 KWD",
        "Income:Revenue:Web & design",
    ] {
        assert!(balances.contains(figure), "{figure} in\n{balances}");
    }
    let last = balances.lines().last().unwrap();
    assert_eq!(last.trim(), "0");
}

#[test]
fn beancount_reads_it_without_an_error() {
    let journal = journal_export(JournalFormat::Beancount, &standard_accounts(), &entries());
    for line in [
        "2026-11-20 open Income:Revenue:Web-design-2",
        "2026-11-20 open Income:Revenue:X-翻訳-schnell-eilig",
        "2026-11-20 * \"Invoice INV-1 | Müller; \\\"Söhne\\\" \\\\ (Hamburg) 2026-01-01 x\"",
    ] {
        assert!(journal.contains(line), "{line} in\n{journal}");
    }
    // The test script puts Beancount on the path; a machine without it checks the lines above.
    if let Some(program) = beancount() {
        assert_eq!(run(&program, &["FILE"], &journal, "a.beancount"), "");
    }
}

fn beancount() -> Option<String> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join("bean-check"))
        .find(|program| Path::new(program).is_file())
        .map(|program| program.to_string_lossy().into_owned())
}

#[test]
fn csv_has_one_row_a_posting() {
    let text = journal_export(JournalFormat::Csv, &standard_accounts(), &entries());
    // Four, two and two postings below one row of heads.
    assert_eq!(
        text.lines().filter(|line| line.starts_with("je_")).count(),
        8
    );
    assert!(text.starts_with("entry,posted_on,recorded_at,kind,source,description,"));
    assert!(text.contains(",2200:DE,Liabilities:Tax payable:DE,,190.00,EUR"));
}
