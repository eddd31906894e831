//! The audit log, read only: who did what, when and from where.

pub mod list;
pub(crate) mod timeline;
