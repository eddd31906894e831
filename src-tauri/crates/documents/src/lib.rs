//! Values in, bytes out: PDF pages, spreadsheets and journal exports.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod accent;
mod credit_note;
mod engine;
mod error;
mod fonts;
mod format;
mod glyphs;
mod invoice;
mod journal;
mod labels;
mod lines;
mod logo;
mod page;
mod payment_code;
mod table;
mod world;

pub use credit_note::CreditNoteDocument;
pub use engine::{DocumentEngine, Pdf, Preview};
pub use error::DocumentError;
pub use format::Locale;
pub use invoice::InvoiceDocument;
pub use journal::{JournalFormat, journal_export};
pub use table::{Cell, Column, ColumnKind, Table, table_csv, table_xlsx};
