//! The first screen: what needs the person today, and how the business stands.

mod billing;
mod checklist;
mod figures;
mod needs;
pub mod summary;
