//! The invoice's PDF in the hands of others: its payment code read back, its structure checked.

use std::path::PathBuf;

use acceptance::builders::with;
use acceptance::peer::bytes_of;
use acceptance::{Desk, Issued, World, draft, line, page, peer, python};
use serde_json::{Value, json};

fn pdf(world: &World, desk: &Desk, invoice: &Issued) -> PathBuf {
    let path = desk.path("invoice.pdf");
    let file = world.get("invoices.pdf", json!({"id": invoice.id}));
    std::fs::write(&path, bytes_of(&file)).unwrap();
    path
}

fn asked(script: &str, args: &[&str]) -> Value {
    let said = python().script(script, args);
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"))
}

// 3 × 41.10 = 123.30; 19 % = 23.427, rounded 23.43; 146.73, of which 20.00 is paid: 126.73.
// The fields and their order are those of EPC069-12, version 002, in UTF-8 (1).
#[test]
fn the_payment_code_is_read_back_byte_for_byte() {
    let (world, desk) = (World::new(), Desk::new());
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let invoice = world.issue(draft(&customer, &[line("Bouquets", "3", "41.10", &[&vat])]));
    let pages = page::draw(&pdf(&world, &desk, &invoice), 200);
    let page = pages[0].display().to_string();
    let theirs = [
        "Atelier Nord GmbH",
        "DE89370400440532013000",
        "COBADEFFXXX",
        "146.73",
    ];
    let args: Vec<&str> = [page.as_str()]
        .into_iter()
        .chain(theirs)
        .chain([invoice.number.as_str()])
        .collect();
    let said = asked("payment_codes.py", &args);

    let expected = "BCD\n002\n1\nSCT\nCOBADEFFXXX\nAtelier Nord GmbH\nDE89370400440532013000\n\
                    EUR146.73\n\n\nINV-2026-0001";
    assert_eq!(said["page"].as_array().map(Vec::len), Some(1), "{said}");
    assert_eq!(said["page"][0]["text"], expected);
    assert_eq!(
        said["page"][0]["level"], "M",
        "EPC069-12 asks for error correction level M"
    );
    assert_eq!(
        said["theirs"][0]["text"], expected,
        "another writer's code says the same"
    );
}

#[test]
fn no_code_is_printed_where_the_standard_has_none() {
    let (world, desk) = (World::new(), Desk::new());
    let customer = world.customer("Atlantic Trading");
    let typed = draft(&customer, &[line("Report", "1", "80.00", &[])]);
    let invoice = world.issue(with(typed, "currency", "USD"));
    let pages = page::draw(&pdf(&world, &desk, &invoice), 200);
    let page = pages[0].display().to_string();
    let args = [
        page.as_str(),
        "Atelier Nord GmbH",
        "DE89370400440532013000",
        "COBADEFFXXX",
        "80",
        "x",
    ];
    assert_eq!(asked("payment_codes.py", &args)["page"], json!([]));
}

#[test]
fn the_pdf_is_sound_archivable_and_whole() {
    let (world, desk) = (World::new(), Desk::new());
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    // Sixty lines go on to a second page.
    let lines: Vec<Value> = (1..=60)
        .map(|n| line(&format!("Bouquet {n}"), "1", "10.00", &[&vat]))
        .collect();
    let invoice = world.issue(draft(&customer, &lines));
    let path = pdf(&world, &desk, &invoice);
    let name = path.display().to_string();
    let checked = peer("qpdf").read(&["--check", &name]);
    assert!(
        checked.contains("No syntax or stream encoding errors found"),
        "{checked}"
    );

    let inside = asked("look_into_pdf.py", &[&name]);
    assert!(
        inside["pages"].as_u64().is_some_and(|pages| pages >= 2),
        "{inside}"
    );
    assert_eq!(inside["part"], "3", "PDF/A-3: {inside}");
    assert_ne!(inside["conformance"], "", "{inside}");
    assert_ne!(
        inside["intents"], 0,
        "PDF/A needs an output intent: {inside}"
    );
    assert_eq!(inside["scripts"], false, "{inside}");
    let fonts = inside["fonts"].as_array().unwrap();
    assert!(
        !fonts.is_empty() && fonts.iter().all(|font| font[1] == true),
        "{inside}"
    );

    let again = world.get("invoices.pdf", json!({"id": invoice.id}));
    assert_eq!(
        bytes_of(&again),
        std::fs::read(&path).unwrap(),
        "the same bytes every time"
    );
}

#[test]
fn a_credit_note_is_a_sound_pdf_too() {
    let (world, desk) = (World::new(), Desk::new());
    let customer = world.customer("Blumen Krüger");
    let invoice = world.issue(draft(&customer, &[line("Bouquets", "3", "41.10", &[])]));
    let note = world.credit_rest(&invoice);
    let file = world.get("credit_notes.pdf", json!({"id": note["row"]["id"]}));
    let path = desk.path("credit-note.pdf");
    std::fs::write(&path, bytes_of(&file)).unwrap();
    let name = path.display().to_string();
    let _ = peer("qpdf").read(&["--check", &name]);
    assert_eq!(asked("look_into_pdf.py", &[&name])["part"], "3");
}
