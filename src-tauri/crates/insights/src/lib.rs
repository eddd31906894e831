//! What the numbers say: forecasts, patterns, projections, adoption and advice; pure functions.
//!
//! Statistics are floats and never money: decimals are read into floats at the door of a function
//! and written back, rounded, at its end. What something costs comes from `billing::pricing` alone.
#![deny(missing_docs)]
#![allow(clippy::float_arithmetic, reason = "statistics; amounts stay decimals")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod adoption;
pub mod advice;
pub mod forecast;
pub mod patterns;
pub mod projection;
#[cfg(test)]
mod simulated;
mod statistic;
