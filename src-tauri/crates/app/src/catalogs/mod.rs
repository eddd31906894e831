//! The catalogs that come with the application, ready to be taken into a ledger.

pub mod expand;
pub mod install;
pub mod list;
pub mod ready;

#[cfg(test)]
mod tests;
