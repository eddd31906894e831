//! Customers: who is billed, what they owe, and what happened with them.

pub mod archive;
pub mod create;
pub mod delete;
pub(crate) mod detail;
pub mod from_dto;
pub mod get;
pub mod history;
pub mod list;
pub mod to_dto;
pub mod update;
