//! Payments: money that came in or was paid ahead, what it settled, and what became of the rest.

mod apply_balance;
mod apply_credit;
mod credit_grant;
mod credit_movement;
#[allow(
    clippy::module_inception,
    reason = "one noun, one name, in every layer"
)]
mod payment;

pub use apply_balance::{ApplyBalanceError, apply_balance};
pub use apply_credit::{CreditUse, DrawnCredit, apply_credit, draw_down, give_back, returned};
pub use credit_grant::{
    CreditGrant, CreditGrantError, CreditGrantState, GrantedCredit, LAST_PRIORITY, grant,
};
pub use credit_movement::{
    CreditMovement, CreditMovementKind, EndedCredit, end_if_over, put_back, void_grant,
};
pub use payment::{
    Payment, PaymentError, PaymentMethod, ReceivedPayment, record, record_unapplied, reverse,
    reverse_unapplied,
};
