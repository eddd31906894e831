//! What helps when something is wrong; nothing about customers is in it.

pub mod report;
