//! Prepaid credit: granted, listed, used by invoices, given back by them, and ended.

pub(crate) mod apply;
pub mod create;
pub(crate) mod expire;
pub mod get;
pub(crate) mod history;
pub mod list;
mod row;
#[cfg(test)]
mod tests;
pub mod void;
