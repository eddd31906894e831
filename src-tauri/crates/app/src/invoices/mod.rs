//! Invoices: drafts that keep whatever is typed, issued ones that never change.

pub mod create_draft;
pub mod delete_draft;
pub(crate) mod detail;
pub mod duplicate;
pub mod get;
pub mod issue;
pub mod line_source;
pub mod list;
pub mod pdf;
pub mod preview;
pub(crate) mod read_draft;
pub(crate) mod row;
pub mod save_draft;
pub(crate) mod stored;
pub(crate) mod to_dto;
pub mod totals;
pub(crate) mod typed;
pub mod void;

#[cfg(test)]
mod tests;
