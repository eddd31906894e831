//! Credit notes: what corrects issued invoices.

pub mod get;
pub mod issue;
pub mod list;
pub mod pdf;
pub mod preview;
pub(crate) mod request;
pub(crate) mod row;
