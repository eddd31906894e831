//! Meters: what is counted of the customers' use.

pub mod archive;
pub mod delete;
pub mod from_dto;
pub mod list;
pub mod ready;
pub mod save;
pub mod to_dto;

#[cfg(test)]
mod tests;
