//! The business that bills: its details, its documents' look, its numbering.

pub mod from_dto;
pub mod get;
pub mod logo;
pub mod sample;
pub mod to_dto;
pub mod update;

/// The series that numbers invoices.
pub const INVOICE_SERIES: &str = "invoice";
/// The series that numbers credit notes.
pub const CREDIT_NOTE_SERIES: &str = "credit_note";
