//! Dated stories, one a file: what happened by date, the arithmetic, then the books as text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests: a panic is the message"
)]

mod bad_debt;
mod balance_of_two_currencies;
mod credit_after_payment;
mod credit_note_by_line;
mod customer_balance;
mod deleted_draft;
mod discounts;
mod failed_issue;
mod fiscal_year;
mod frozen_invoice;
mod half_even;
mod hours_and_pieces;
mod inclusive_prices;
mod issue_and_pay;
mod kuwaiti_dinar;
mod manual_entry;
mod new_year_in_berlin;
mod part_payments;
mod past_due;
mod payment_reversed;
mod reverse_charge;
mod rounding_of_tax;
mod several_rates;
mod voided;
mod withheld_tax;
mod year_end;
mod yen;
