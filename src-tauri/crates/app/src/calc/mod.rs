//! The calculator: the billing rules asked directly, without a ledger, one file a question.

mod allocate;
mod credit_note;
mod fields;
mod invoice;
mod periods;
mod price;
mod round;
pub mod run;

#[cfg(test)]
mod tests;
