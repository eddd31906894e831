//! The time machine: the coming months, billed on a copy that is thrown away.

mod copy;
pub mod look;
mod months;

#[cfg(test)]
mod tests;
