//! Pages of real documents, drawn by Poppler, against the pictures that were reviewed.

use std::path::{Path, PathBuf};

use acceptance::desk::{Said, billfold_bin};
use acceptance::peer::bytes_of;
use acceptance::{PASSPHRASE, page};
use serde_json::json;

use crate::company::company;

/// Enough to read the text, and small enough for a repository.
const DPI: u32 = 72;
/// Another version of Poppler smooths the edge of a letter otherwise.
const MOST_PPM: usize = 2_000;

fn golden_page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("golden")
        .join(format!("{name}.png"))
}

/// Every page of the PDF is as it was reviewed.
fn compare(pdf: &Path, name: &str) {
    let pages = page::draw(pdf, DPI);
    assert!(!pages.is_empty());
    for (number, drawn) in (1..).zip(&pages) {
        let golden = golden_page(&format!("{name}-{number}"));
        if std::env::var_os("BILLFOLD_UPDATE_PAGES").is_some() {
            std::fs::copy(drawn, &golden).unwrap();
        }
        assert!(
            golden.is_file(),
            "{} is not there: review it and add it",
            golden.display()
        );
        let difference = page::difference_ppm(&page::read(drawn), &page::read(&golden));
        assert!(
            difference <= MOST_PPM,
            "page {number} of {name} differs in {difference} of a million dots; it was drawn to {}",
            kept(drawn, name, number).display()
        );
    }
}

/// The page as it is now, where a person can look at it.
fn kept(drawn: &Path, name: &str, number: i32) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("{name}-{number}.new.png"));
    std::fs::copy(drawn, &path).unwrap();
    path
}

#[test]
fn an_invoice_printed_by_the_program() {
    let company = company();
    let number = company.invoices[0].number.clone();
    company.world.ask("session.lock", json!({}));
    let folder = tempfile::tempdir().unwrap();
    let (passphrase, pdf) = (
        folder.path().join("passphrase"),
        folder.path().join("invoice.pdf"),
    );
    std::fs::write(&passphrase, PASSPHRASE).unwrap();
    let mut command = std::process::Command::new(billfold_bin());
    command
        .args([
            "--now",
            "2026-04-01T09:00:00Z",
            "--no-keyring",
            "--data-dir",
        ])
        .arg(folder.path());
    command
        .arg("--ledger")
        .arg(company.world.path())
        .arg("--passphrase-file")
        .arg(&passphrase);
    let output = command
        .args(["invoices", "pdf", &number, "--out"])
        .arg(&pdf)
        .output()
        .unwrap();
    let said = Said::from_output(&output);
    assert_eq!(said.code, 0, "{said:?}");
    compare(&pdf, "invoice");
}

#[test]
fn an_invoice_without_tax_in_french() {
    let company = company();
    let file = company
        .world
        .get("invoices.pdf", json!({"id": company.invoices[1].id}));
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("invoice.pdf");
    std::fs::write(&pdf, bytes_of(&file)).unwrap();
    compare(&pdf, "invoice-french");
}

#[test]
fn a_credit_note_in_dollars() {
    let company = company();
    let file = company
        .world
        .get("credit_notes.pdf", json!({"id": company.credit_note}));
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("credit-note.pdf");
    std::fs::write(&pdf, bytes_of(&file)).unwrap();
    compare(&pdf, "credit-note");
}

// A picture that another differs from has to be noticed, or the comparison proves nothing.
#[test]
fn a_page_that_is_another_is_noticed() {
    let [one, other] = ["invoice-1", "invoice-french-1"].map(|name| page::read(&golden_page(name)));
    assert!(page::difference_ppm(&one, &other) > MOST_PPM * 5);
    assert_eq!(page::difference_ppm(&one, &one), 0);
}
