//! The engine that turns a page of values into PDF and SVG.

use chrono::{DateTime, Datelike, Timelike, Utc};
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_svg::SvgOptions;

use crate::credit_note::CreditNoteDocument;
use crate::error::DocumentError;
use crate::fonts::FontShelf;
use crate::glyphs::GlyphCheck;
use crate::invoice::InvoiceDocument;
use crate::page::Page;
use crate::world::{PageWorld, Press};

/// More lines than this never fit one page, so such a page is counted from the start.
const SURELY_MANY_PAGES: usize = 70;
/// Up to so many lines, less air may keep a document on one page.
const MAY_FIT_TIGHTER: usize = 24;
/// How many documents a remembered piece of layout survives without being used again.
const CACHE_AGE: usize = 2;

/// A finished PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file, PDF/A-3b.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What a person should know about it: characters replaced, a logo left out.
    pub notes: Vec<String>,
}

/// The pages of a document as pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// One SVG a page.
    pub pages: Vec<String>,
    /// What a person should know about them, as in [`Pdf::notes`].
    pub notes: Vec<String>,
}

/// Typesets documents. Make one and keep it: fonts and templates are parsed once.
#[derive(Debug)]
pub struct DocumentEngine {
    press: Press,
    shelf: FontShelf,
}

impl Default for DocumentEngine {
    fn default() -> Self {
        Self::new()
    }
}

impl DocumentEngine {
    /// An engine with the bundled fonts and templates. Fonts are parsed when first needed.
    pub fn new() -> Self {
        Self {
            press: Press::new(),
            shelf: FontShelf::new(),
        }
    }

    /// The invoice as PDF/A-3b. The same invoice gives the same bytes every time.
    pub fn render_invoice_pdf(&self, invoice: &InvoiceDocument) -> Result<Pdf, DocumentError> {
        self.pdf(invoice.to_page()?)
    }

    /// The invoice's pages as SVG pictures: the very pages of its PDF.
    pub fn preview_svg(&self, invoice: &InvoiceDocument) -> Result<Preview, DocumentError> {
        self.svg(invoice.to_page()?)
    }

    /// The credit note as PDF/A-3b. The same note gives the same bytes every time.
    pub fn render_credit_note_pdf(&self, note: &CreditNoteDocument) -> Result<Pdf, DocumentError> {
        self.pdf(note.to_page()?)
    }

    /// The credit note's pages as SVG pictures: the very pages of its PDF.
    pub fn preview_credit_note_svg(
        &self,
        note: &CreditNoteDocument,
    ) -> Result<Preview, DocumentError> {
        self.svg(note.to_page()?)
    }

    fn pdf(&self, page: Page) -> Result<Pdf, DocumentError> {
        let options = PdfOptions {
            ident: Smart::Custom(page.identity.clone()),
            creator: Smart::Custom(Some("Billfold".to_owned())),
            timestamp: timestamp(page.made_at),
            standards: archive_standard()?,
            tagged: true,
            ..PdfOptions::default()
        };
        self.render(page, |document| {
            typst_pdf::pdf(document, &options).map_err(|errors| DocumentError::ExportFailed {
                reason: reason(&errors),
            })
        })
        .map(|(bytes, pages, notes)| Pdf {
            bytes,
            pages,
            notes,
        })
    }

    fn svg(&self, page: Page) -> Result<Preview, DocumentError> {
        let options = SvgOptions {
            render_bleed: false,
            pretty: false,
        };
        let draw = |document: &PagedDocument| {
            Ok(document
                .pages()
                .iter()
                .map(|page| typst_svg::svg(page, &options))
                .collect())
        };
        self.render(page, draw)
            .map(|(pages, _, notes)| Preview { pages, notes })
    }

    /// Typesets and exports; a logo that cannot be drawn is left out and named, since an invoice
    /// without a logo is worth more than none.
    fn render<T>(
        &self,
        mut page: Page,
        export: impl Fn(&PagedDocument) -> Result<T, DocumentError>,
    ) -> Result<(T, usize, Vec<String>), DocumentError> {
        let mut notes = Vec::new();
        let mut made = self.typeset(&mut page, &mut notes).and_then(|document| {
            let out = export(&document)?;
            Ok((out, document.pages().len()))
        });
        if let (Err(error), true) = (&made, page.logo.is_some()) {
            let note = logo_note(error);
            page.logo = None;
            notes.clear();
            made = self.typeset(&mut page, &mut notes).and_then(|document| {
                let out = export(&document)?;
                Ok((out, document.pages().len()))
            });
            notes.push(note);
        }
        typst::comemo::evict(CACHE_AGE);
        made.map(|(out, pages)| (out, pages, notes))
    }

    /// One page needs no counting and no carried sums, so it is set without them first: counting
    /// makes the typesetter run twice. What spills over is set tighter, and only then counted.
    fn typeset(
        &self,
        page: &mut Page,
        notes: &mut Vec<String>,
    ) -> Result<PagedDocument, DocumentError> {
        page.multi = page.lines.len() > SURELY_MANY_PAGES;
        let mut value = page.to_value()?;
        let mut check = GlyphCheck::new(&self.shelf, &page.recipient_country);
        check.clean(&mut value);
        notes.extend(check.notes());
        set(&mut value, "fonts", Value::from(check.families()));
        let families = check.families().to_vec();
        let mut document = self.compile(page, &value, &families)?;
        if page.multi || document.pages().len() == 1 {
            return Ok(document);
        }
        if document.pages().len() == 2 && page.lines.len() <= MAY_FIT_TIGHTER {
            set(&mut value, "tight", Value::Bool(true));
            document = self.compile(page, &value, &families)?;
            if document.pages().len() == 1 {
                return Ok(document);
            }
            set(&mut value, "tight", Value::Bool(false));
        }
        set(&mut value, "multi", Value::Bool(true));
        self.compile(page, &value, &families)
    }

    fn compile(
        &self,
        page: &Page,
        value: &Value,
        families: &[&'static str],
    ) -> Result<PagedDocument, DocumentError> {
        let mut files = vec![("page.json", Bytes::from_string(value.to_string()))];
        if let Some(code) = &page.payment_code {
            files.push(("payment-code.svg", Bytes::from_string(code.clone())));
        }
        if let Some(logo) = &page.logo {
            files.push((logo.kind.file_name(), Bytes::new(logo.bytes.clone())));
        }
        let set = self.shelf.set(families);
        let world =
            PageWorld::try_new(&self.press, set, page.template_file(), files).ok_or_else(|| {
                DocumentError::LayoutFailed {
                    reason: "a file name".to_owned(),
                }
            })?;
        typst::compile::<PagedDocument>(&world)
            .output
            .map_err(|errors| DocumentError::LayoutFailed {
                reason: reason(&errors),
            })
    }
}

fn set(value: &mut Value, key: &str, to: Value) {
    if let Value::Object(map) = value {
        map.insert(key.to_owned(), to);
    }
}

fn logo_note(error: &DocumentError) -> String {
    let cause = match error {
        DocumentError::LayoutFailed { reason } | DocumentError::ExportFailed { reason } => reason,
        _ => "unknown",
    };
    format!(
        "The logo could not be drawn ({cause}), so the page was made without it. Choose a PNG, \
         JPEG or SVG file in RGB colours in Settings, Business."
    )
}

fn archive_standard() -> Result<PdfStandards, DocumentError> {
    PdfStandards::new(&[PdfStandard::A_3b]).map_err(|error| DocumentError::ExportFailed {
        reason: error.message().to_string(),
    })
}

fn reason(errors: &EcoVec<SourceDiagnostic>) -> String {
    errors
        .first()
        .map(|error| error.message.to_string())
        .unwrap_or_default()
}

fn timestamp(at: DateTime<Utc>) -> Option<Timestamp> {
    let part = |number: u32| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        at.year(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}
