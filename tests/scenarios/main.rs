//! Dated stories, one a file: what happened by date, the arithmetic, then the books as text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests: a panic is the message"
)]

mod advice;
mod advice_answers;
mod bad_debt;
mod balance_of_two_currencies;
mod credit_after_payment;
mod credit_expires;
mod credit_given_back;
mod credit_note_by_line;
mod credit_two_expiries;
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
mod sub_ahead;
mod sub_bulk;
mod sub_cancels;
mod sub_catch_up;
mod sub_conventions;
mod sub_coupons;
mod sub_credit_notes;
mod sub_currencies;
mod sub_custom_terms;
mod sub_ends;
mod sub_future;
mod sub_intervals;
mod sub_late;
mod sub_month_ends;
mod sub_pause_days;
mod sub_pauses;
mod sub_quantities;
mod sub_refusals;
mod sub_runs;
mod sub_tax_of_credits;
mod sub_taxes;
mod sub_trials;
mod sub_upgrades;
mod sub_usage;
mod sub_versions;
mod sub_voids;
mod sub_words;
mod sub_zones;
mod tax_evidence;
mod tax_goods_and_service;
mod tax_late_bill;
mod tax_one_stop_shop;
mod tax_school;
mod tax_two_of_canada;
mod usage_alerts;
mod usage_billed;
mod usage_hard_limits;
mod usage_limits;
mod usage_workspace;
mod voided;
mod withheld_tax;
mod year_end;
mod yen;
