//! Payments: money that came in, what it settled, and what of it became the customer's balance.

mod apply_balance;
#[allow(
    clippy::module_inception,
    reason = "one noun, one name, in every layer"
)]
mod payment;

pub use apply_balance::{ApplyBalanceError, ApplyBalanceTerms, apply_balance};
pub use payment::{
    Payment, PaymentError, PaymentMethod, PaymentTerms, ReceivedPayment, record, record_unapplied,
    reverse, reverse_unapplied,
};
