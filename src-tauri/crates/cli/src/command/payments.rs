//! `billfold payments`: what came in, recorded by hand.

use app::dto::lists::Filter;
use app::dto::payments::{
    PaymentPage, PaymentRow, RecordPaymentRequest, RecordedPayment, ReversePaymentRequest,
};
use app::dto::session::SessionStatus;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{customers, invoices};
use crate::door::Door;
use crate::failure::Failure;
use crate::listing::{Listing, footer, is};
use crate::money::Exponents;
use crate::table::{parts, table};

/// Payments.
#[derive(Debug, Subcommand)]
pub enum Payments {
    /// List payments
    List(List),
    /// Record a payment on an invoice
    Record(Record),
    /// Reverse a payment that was recorded wrongly; both stay in the books
    Reverse(Reverse),
}

/// Which payments.
#[derive(Debug, Args)]
pub struct List {
    /// Only this customer's: id or exact name
    #[arg(long)]
    customer: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

/// What came in.
#[derive(Debug, Args)]
pub struct Record {
    /// The invoice's number or id (in_…)
    invoice: String,
    /// How much, in major units of the invoice's currency: 119.00
    #[arg(long)]
    amount: String,
    /// The day it came in, YYYY-MM-DD; else today
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// bank_transfer, cash, cheque, card or other
    #[arg(long, default_value = "bank_transfer")]
    method: String,
    /// Reference on the bank statement
    #[arg(long, default_value = "")]
    reference: String,
    /// A note, for you alone
    #[arg(long, default_value = "")]
    note: String,
}

/// What was wrong.
#[derive(Debug, Args)]
pub struct Reverse {
    /// The payment's id (pay_…)
    payment: String,
    /// Why, for the audit log
    #[arg(long)]
    reason: String,
}

impl Payments {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        match self {
            Self::List(list) => list.run(door),
            Self::Record(record) => record.run(door),
            Self::Reverse(reverse) => {
                let id = reverse.payment.clone();
                let request = ReversePaymentRequest {
                    id,
                    reason: reverse.reason.clone(),
                };
                door.show(
                    door.ask("payments.reverse", request)?,
                    |row: &PaymentRow, money| rows(std::slice::from_ref(row), money),
                )
            }
        }
    }
}

impl List {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let mut filters: Vec<Filter> = Vec::new();
        if let Some(customer) = &self.customer {
            filters.push(is("customer_id", &customers::id_of(door, customer)?));
        }
        let answer = door.ask("payments.list", self.listing.request(filters)?)?;
        door.show(answer, |page: &PaymentPage, money| {
            let below = footer(page.rows.len(), page.total_count, &page.totals, money);
            parts(&[rows(&page.rows, money), below])
        })
    }
}

impl Record {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let invoice_id = invoices::id_of(door, &self.invoice)?;
        let received_on = match &self.on {
            Some(day) => day.clone(),
            None => {
                door.get::<SessionStatus>("session.status", json!({}))?
                    .today
            }
        };
        let request = RecordPaymentRequest {
            invoice_id,
            amount: self.amount.clone(),
            received_on,
            method: self.method.clone(),
            reference: self.reference.clone(),
            note: self.note.clone(),
        };
        door.show(
            door.ask("payments.record", request)?,
            |done: &RecordedPayment, money| {
                let due = money.amount(&done.amount_due);
                let credit = match done.to_balance.minor.as_str() {
                    "0" => String::new(),
                    _ => format!(
                        " {} is the customer's credit.",
                        money.amount(&done.to_balance)
                    ),
                };
                let (id, status) = (&done.id, &done.invoice_status);
                format!("Payment {id} is recorded; the invoice is {status}, {due} due.{credit}")
            },
        )
    }
}

fn rows(rows: &[PaymentRow], money: &Exponents) -> String {
    let cells = rows.iter().map(|row| {
        vec![
            row.received_on.clone(),
            row.customer_name.clone(),
            row.invoice_number.clone().unwrap_or_default(),
            row.method.clone(),
            row.reference.clone(),
            row.status.clone(),
            money.amount(&row.amount),
            row.id.clone(),
        ]
    });
    let head = [
        "Received",
        "Customer",
        "Invoice",
        "Method",
        "Reference",
        "Status",
        ">Amount",
        "Id",
    ];
    table(&head, cells.collect())
}
