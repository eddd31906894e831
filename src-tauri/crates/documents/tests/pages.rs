//! Pages as they leave the engine: looks, repeatability, many pages, scripts, missing characters.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pdf;
mod samples;

use std::path::Path;

use billing::business::{Business, Paper, Template};
use billing::customer::Language;
use billing::invoice::Settlement;
use billing::money::{Currency, Money};
use documents::{CreditNoteDocument, DocumentEngine, InvoiceDocument, Pdf};
use pdf::{page_texts, picture, read_png, tool, write_png};
use samples::*;

fn render(document: &InvoiceDocument) -> Pdf {
    DocumentEngine::new().render_invoice_pdf(document).unwrap()
}

#[test]
fn each_look_is_as_it_was_approved() {
    let logo = logo();
    for (template, paper, name) in LOOKS {
        let invoice = invoice(&brightwater(), 4);
        let document = document(&invoice, Some(&logo)).with_look(template, paper);
        let pdf = render(&document);
        assert_eq!((pdf.pages, pdf.notes.len()), (1, 0));
        compare_with_golden(&pdf, name);
    }
}

/// Approve a change by looking at it and running the test with BILLFOLD_UPDATE_GOLDEN=1.
fn compare_with_golden(pdf: &Pdf, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.png"));
    let page = picture(&pdf.bytes, "60");
    if std::env::var_os("BILLFOLD_UPDATE_GOLDEN").is_some() {
        write_png(&path, &page);
    }
    let approved = read_png(&path);
    assert_eq!(
        (page.0, page.1),
        (approved.0, approved.1),
        "{name}: another size of page"
    );
    let differing = page
        .2
        .iter()
        .zip(&approved.2)
        .filter(|(a, b)| a.abs_diff(**b) > 40)
        .count();
    // Versions of poppler smooth edges differently: one point in a thousand may differ.
    assert!(
        differing * 1000 < page.2.len(),
        "{name}: {differing} points differ"
    );
}

#[test]
fn the_same_invoice_gives_the_same_bytes() {
    let first_engine = DocumentEngine::new();
    let invoice = invoice(&brightwater(), 40);
    let document = document(&invoice, Some(&logo()));
    let first = first_engine.render_invoice_pdf(&document).unwrap();
    let other = draft(&brightwater(), vec![varied_line(1)]);
    let other =
        InvoiceDocument::from_draft(&other, &seller(), &brightwater(), None, day("2026-11-21"));
    first_engine.render_invoice_pdf(&other.unwrap()).unwrap();
    let again = first_engine.render_invoice_pdf(&document).unwrap();
    assert_eq!(first.bytes, again.bytes);
    assert_eq!(first.bytes, render(&document).bytes);
}

#[test]
fn the_file_is_an_archivable_pdf_with_title_author_language_and_issue_instant() {
    let pdf = render(&document(&invoice(&brightwater(), 2), None));
    let (sound, report) = tool("qpdf", &["--check", "FILE"], &pdf.bytes);
    assert!(sound, "{report}");
    let (_, facts) = tool("pdfinfo", &["-isodates", "FILE"], &pdf.bytes);
    for fact in [
        "Invoice INV-2026-0042",
        "Aurora Studio GmbH",
        "Billfold",
        "2026-11-20T09:30:00Z",
        "Pages:           1",
    ] {
        assert!(facts.contains(fact), "{fact} in\n{facts}");
    }
    let text = String::from_utf8_lossy(&pdf.bytes);
    assert!(text.contains("pdfaid:part>3<") && text.contains("pdfaid:conformance>B<"));
}

#[test]
fn many_pages_repeat_the_heads_and_carry_the_sums() {
    for (template, paper, name) in LOOKS {
        let document = document(&invoice(&brightwater(), 300), None).with_look(template, paper);
        let pdf = render(&document);
        let texts = page_texts(&pdf.bytes);
        assert_eq!(texts.len(), pdf.pages);
        assert!(pdf.pages > 4, "{name}");
        let mut carried = String::new();
        for (index, text) in texts.iter().enumerate() {
            let counted = format!("Page {} of {}", index + 1, pdf.pages);
            assert!(text.contains(&counted), "{name}: {counted}");
            if index > 0 && text.contains("Brought forward") {
                assert!(
                    text.contains("Unit price"),
                    "{name}: heads on page {}",
                    index + 1
                );
                assert_eq!(amount_after(text, "Brought forward"), carried, "{name}");
            }
            if text.contains("Carried forward") {
                carried = amount_after(text, "Carried forward");
            }
        }
        // 75 times each: 10 × 125 + 89.90 + 3.5 × 1430 × 0.9 − 25 = 5 819.40.
        assert!(
            texts.concat().contains("436,455.00"),
            "{name}: 75 × 5 819.40"
        );
        assert_eq!(
            texts
                .iter()
                .filter(|text| text.contains("Brought forward"))
                .count(),
            texts
                .iter()
                .filter(|text| text.contains("Carried forward"))
                .count()
        );
    }
}

fn amount_after(text: &str, label: &str) -> String {
    let line = text.lines().find(|line| line.contains(label)).unwrap();
    line.split_whitespace().last().unwrap().to_owned()
}

#[test]
fn names_in_other_scripts_are_drawn_with_embedded_fonts() {
    for (name, country, font) in [
        ("חברת אור (ישראל) בע\"מ", "IL", "IBMPlexSansHebrew"),
        ("شركة النور للتجارة", "AE", "IBMPlexSansArabic"),
        ("株式会社ひかり電機", "JP", "IBMPlexSansJP"),
        ("한빛 주식회사", "KR", "IBMPlexSansKR"),
        ("上海光明科技有限公司", "CN", "IBMPlexSansSC"),
    ] {
        let place = address("1 Main Street", "10000", "City", country);
        let customer = customer(name, place, Language::En);
        let pdf = render(&document(&invoice(&customer, 1), None));
        assert_eq!(pdf.notes, Vec::<String>::new(), "{name}");
        let (_, fonts) = tool("pdffonts", &["FILE"], &pdf.bytes);
        let used = fonts.lines().find(|line| line.contains(font));
        assert!(
            used.is_some_and(|line| line.contains("yes yes yes")),
            "{name}:\n{fonts}"
        );
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        let text = page_texts(&pdf.bytes).concat();
        let found = name
            .chars()
            .filter(|c| c.is_alphabetic() && text.contains(*c))
            .count();
        assert_eq!(found, letters(name), "{name} can be copied from\n{text}");
    }
}

#[test]
fn a_character_that_no_font_has_is_replaced_and_named() {
    let customer = customer(
        "Ra \u{13080} Ltd",
        address("1", "2", "C", "EG"),
        Language::En,
    );
    let pdf = render(&document(&invoice(&customer, 1), None));
    assert_eq!(pdf.notes.len(), 1);
    assert!(pdf.notes[0].contains("U+13080"));
    assert!(page_texts(&pdf.bytes).concat().contains("Ra \u{FFFD} Ltd"));
}

#[test]
fn a_logo_that_cannot_be_drawn_is_left_out_and_named() {
    let broken = b"\x89PNG\r\n\x1a\nnot really a picture";
    let pdf = render(&document(&invoice(&brightwater(), 1), Some(broken)));
    assert_eq!(pdf.pages, 1);
    assert!(
        pdf.notes[0].starts_with("The logo could not be drawn"),
        "{:?}",
        pdf.notes
    );
}

#[test]
fn a_line_for_a_part_of_a_period_says_which_part() {
    for (language, words) in [
        (Language::En, "17/31 of the period"),
        (Language::De, "17/31 des Zeitraums"),
    ] {
        let customer = customer("Brightwater", brightwater().address, language);
        let mut line = line("Professional", "1", "", "54.29", "19");
        line.source = Some(Box::new(part_of_a_subscription(17, 31)));
        let today = day("2026-11-20");
        let draft = draft(&customer, vec![line]);
        let document = InvoiceDocument::from_draft(&draft, &seller(), &customer, None, today);
        let text = page_texts(&render(&document.unwrap()).bytes).concat();
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn a_draft_says_so_and_its_preview_has_the_same_pages() {
    let customer = brightwater();
    let draft = draft(&customer, (0..40).map(varied_line).collect());
    let document =
        InvoiceDocument::from_draft(&draft, &seller(), &customer, None, day("2026-11-20")).unwrap();
    let pdf = render(&document);
    let texts = page_texts(&pdf.bytes).concat();
    assert!(texts.contains("assigned on issue"));
    let preview = DocumentEngine::new().preview_svg(&document).unwrap();
    assert_eq!(preview.pages.len(), pdf.pages);
    assert_eq!(preview.notes, pdf.notes);
    assert!(preview.pages.iter().all(|page| page.starts_with("<svg")));
}

#[test]
fn a_preview_tells_what_no_font_has() {
    let mut customer = brightwater();
    // U+E000 is for private use: no font may draw it.
    customer.name = "Bright\u{e000}water".into();
    let draft = draft(&customer, (0..2).map(varied_line).collect());
    let document =
        InvoiceDocument::from_draft(&draft, &seller(), &customer, None, day("2026-11-20")).unwrap();
    let preview = DocumentEngine::new().preview_svg(&document).unwrap();
    assert!(!preview.notes.is_empty());
    assert_eq!(preview.notes, render(&document).notes);
}

#[test]
fn the_payment_code_is_there_only_for_euros_that_are_due() {
    let customer = brightwater();
    let invoice = invoice(&customer, 1);
    let caption = "Scan to pay";
    let has_code = |document| {
        page_texts(&render(&document).bytes)
            .concat()
            .contains(caption)
    };
    assert!(has_code(document(&invoice, None)));
    let paid = Settlement {
        paid: invoice.totals().total,
        ..Settlement::new(Currency::EUR)
    };
    assert!(!has_code(
        InvoiceDocument::from_invoice(&invoice, &paid, None).unwrap()
    ));
    let without_account = Business {
        iban: String::new(),
        ..seller()
    };
    let draft = draft(&customer, vec![varied_line(0)]);
    assert!(!has_code(document(
        &issue(draft, without_account, &customer),
        None
    )));
}

#[test]
fn what_was_settled_is_listed_down_to_the_amount_due() {
    // 10 × 125.00 = 1 250.00; 19 % = 237.50; total 1 487.50; less 400.00 and 87.50 = 1 000.00.
    let invoice = invoice(&brightwater(), 1);
    let settlement = Settlement {
        paid: Money::new(40_000, Currency::EUR),
        credited: Money::new(8_750, Currency::EUR),
        ..Settlement::new(Currency::EUR)
    };
    let document = InvoiceDocument::from_invoice(&invoice, &settlement, None).unwrap();
    let text = page_texts(&render(&document).bytes).concat();
    for figure in [
        "1,250.00",
        "237.50",
        "€1,487.50",
        "−400.00",
        "−87.50",
        "€1,000.00",
    ] {
        assert!(text.contains(figure), "{figure} in\n{text}");
    }
}

#[test]
fn labels_numbers_and_dates_follow_the_customers_language() {
    for (language, expected) in [
        (
            Language::De,
            ["Rechnung", "1.487,50", "20. November 2026", "Seite 1 von 1"],
        ),
        (
            Language::Fr,
            ["Facture", "1 487,50", "20 novembre 2026", "Page 1 sur 1"],
        ),
        (
            Language::Es,
            [
                "Factura",
                "1487,50",
                "20 de noviembre de 2026",
                "Página 1 de 1",
            ],
        ),
    ] {
        let place = address("1 Main Street", "10000", "City", "FR");
        let customer = customer("Client", place, language);
        let pdf = render(&document(&invoice(&customer, 1), None));
        let text = page_texts(&pdf.bytes)
            .concat()
            .replace(['\u{a0}', '\u{202f}'], " ");
        for word in expected {
            assert!(text.contains(word), "{word} in\n{text}");
        }
    }
}

#[test]
fn a_currency_without_minor_units_has_no_decimals() {
    let mut customer = brightwater();
    customer.currency = Currency::JPY;
    let lines = vec![line("Licence", "3", "", "123456", "10")];
    let invoice = issue(draft(&customer, lines), seller(), &customer);
    for (template, paper) in [
        (Template::Modern, Paper::Letter),
        (Template::Compact, Paper::A4),
    ] {
        let text = page_texts(&render(&document(&invoice, None).with_look(template, paper)).bytes);
        // 3 × 123 456 = 370 368; 10 % = 37 036.8, rounded to 37 037; together 407 405.
        assert!(text.concat().contains("¥407,405"), "{text:?}");
    }
}

#[test]
fn a_credit_note_names_the_invoice_its_lines_and_where_the_credit_goes() {
    let invoice = invoice(&brightwater(), 2);
    let note = credit_first_line(&invoice);
    let document = CreditNoteDocument::from_credit_note(&note, &invoice, Some(&logo()));
    let engine = DocumentEngine::new();
    let pdf = engine.render_credit_note_pdf(&document).unwrap();
    let text = page_texts(&pdf.bytes).concat();
    // Half of line 1: 625.00 and 19 % of it, 118.75, together 743.75.
    for word in [
        "Credit note CN-2026-0007",
        "INV-2026-0042",
        "Line 1",
        "625.00",
        "118.75",
        "€743.75 reduces what is owed on the invoice.",
    ] {
        assert!(text.contains(word), "{word} in\n{text}");
    }
    assert_eq!(
        engine
            .preview_credit_note_svg(&document)
            .unwrap()
            .pages
            .len(),
        pdf.pages
    );
    compare_with_golden(&pdf, "credit_note");
}
