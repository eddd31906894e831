//! Advice: what customers could change, from their last months re-rated; kept, and answered.

mod addons;
mod answer;
pub mod answers;
mod find;
mod found;
pub(crate) mod home;
pub mod list;
mod offers;
mod past;
mod plan_change;
mod plans;
pub mod refresh;
mod seats;
mod work;
mod yearly;
