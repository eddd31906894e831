//! The tax rates that lines can carry.

pub mod from_dto;
pub mod list;
pub mod save;
pub mod to_dto;
