//! Finding things by what a person remembers of them.

pub mod find;
