//! Subscriptions: what a customer holds, how it changes in time, and what each period bills.

mod proration;

pub use proration::{Fraction, ProrationConvention};
