//! The products that plans and add-ons sell.

pub mod from_dto;
pub mod list;
pub mod save;
pub mod to_dto;
