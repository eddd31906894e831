//! Payments recorded by hand, and taken back where they were wrong.

pub mod list;
pub mod record;
pub mod reverse;
pub(crate) mod row;
