//! Coupons: what is taken off, for whom, and how often.

pub mod from_dto;
pub mod list;
pub mod save;
pub mod to_dto;
