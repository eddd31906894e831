//! Each table through its handles; here the values that the tests keep in them.

mod advice;
mod balances;
mod billed_periods;
mod billing_runs;
mod business;
mod catalog;
mod coupons;
mod credit_grants;
mod credit_notes;
mod customers;
mod deleted_drafts;
mod invoice_list;
mod invoice_totals;
mod invoices;
mod journal_entries;
mod numbering_series;
mod payment_totals;
mod payments;
mod plan_versions;
mod plans;
mod products;
mod saved_views;
mod search;
mod settings;
mod subscription_events;
mod subscription_list;
mod subscriptions;
mod tax_overrides;
mod tax_rates;
mod usage;
mod usage_imports;
mod usage_statements;

use billing::business::Business;
use billing::customer::Customer;
use billing::ids::{CreditNoteId, CustomerId, InvoiceId, JournalEntryId, PaymentId};
use billing::invoice::{DraftInvoice, FinalizeTerms, Invoice, LineItem, Settlement, finalize};
use billing::ledger::{EntryTerms, JournalEntry};
use billing::money::{Currency, Money};
use billing::payment::{PaymentMethod, ReceivedPayment, record};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::json;
use store::table::drafts::StoredDraft;
use store::{Store, StoreError, WriteTx};
use ulid::Ulid;

use crate::support::{Fixture, fresh, meta, now};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn ulid(n: u64) -> Ulid {
    Ulid::from_parts(1_763_000_000_000, u128::from(n))
}

pub fn customer_id(n: u64) -> CustomerId {
    CustomerId::from_ulid(ulid(n))
}

pub fn invoice_id(n: u64) -> InvoiceId {
    InvoiceId::from_ulid(ulid(n))
}

pub fn entry_id(n: u64) -> JournalEntryId {
    JournalEntryId::from_ulid(ulid(n))
}

pub fn payment_id(n: u64) -> PaymentId {
    PaymentId::from_ulid(ulid(n))
}

pub fn credit_note_id(n: u64) -> CreditNoteId {
    CreditNoteId::from_ulid(ulid(n))
}

pub fn customer(n: u64, name: &str) -> Customer {
    Customer::new(customer_id(n), name, Currency::EUR, now())
}

pub fn business() -> Business {
    Business::new("Werkstatt Lindner", Currency::EUR, "Europe/Berlin")
}

/// One line, without tax, of so many cents.
pub fn draft(n: u64, customer: &Customer, minor: i64) -> DraftInvoice {
    let mut draft = DraftInvoice::new(invoice_id(n), customer, &business(), now());
    draft.currency = customer.currency;
    draft.lines.push(LineItem {
        description: "Consulting".into(),
        quantity: Decimal::ONE,
        unit_amount: Money::new(minor, customer.currency).to_decimal(),
        product: "Consulting".into(),
        source: None,
        tax_decision: None,
        ..LineItem::default()
    });
    draft
}

/// A draft of so many cents as a door keeps it: its body is nothing that the store knows.
pub fn typed(n: u64, customer: Option<&Customer>, minor: i64) -> StoredDraft {
    StoredDraft {
        id: invoice_id(n),
        customer_id: customer.map(|customer| customer.id.clone()),
        reference: String::new(),
        issue_on: None,
        total: eur(minor),
        revision: 0,
        created_at: now(),
        updated_at: now(),
        body: json!({"lines": [{"quantity": "a few", "unit_amount": minor.to_string()}]}),
    }
}

pub fn finalized(n: u64, customer: &Customer, minor: i64, on: &str) -> (Invoice, JournalEntry) {
    let terms = FinalizeTerms {
        number: format!("INV-2026-{n:04}"),
        issued_at: now(),
        issued_on: day(on),
        seller: business(),
        customer: customer.clone(),
        entry_id: entry_id(n),
    };
    finalize(draft(n, customer, minor), terms).unwrap()
}

/// A ledger to which the tests write through one closure each.
pub struct Books {
    pub fixture: Fixture,
    pub store: Store,
}

impl Books {
    pub fn new() -> Self {
        let (fixture, store) = fresh();
        Self { fixture, store }
    }

    pub fn write<T>(&self, work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, StoreError>) -> T {
        self.store.write(&meta("test"), work).unwrap()
    }

    pub fn refused(&self, work: impl FnOnce(&mut WriteTx<'_>) -> Result<(), StoreError>) -> String {
        self.store
            .write(&meta("test"), work)
            .unwrap_err()
            .to_string()
    }

    pub fn with_customer(n: u64, name: &str) -> (Self, Customer) {
        let books = Self::new();
        let customer = customer(n, name);
        books.write(|tx| tx.customers_mut().put(&customer));
        (books, customer)
    }

    /// Issues an invoice with its entry, as the use case does.
    pub fn issue(&self, n: u64, customer: &Customer, minor: i64, on: &str) -> Invoice {
        let (invoice, entry) = finalized(n, customer, minor, on);
        self.write(|tx| {
            tx.invoices_mut()
                .issue(&invoice, &Settlement::new(invoice.currency()))?;
            tx.journal_entries_mut().append(&entry)
        });
        invoice
    }

    /// Pays an invoice, wholly or in part, numbering payment and entry `n`.
    pub fn pay(&self, n: u64, invoice: &Invoice, before: &Settlement, minor: i64) -> Settlement {
        let received = ReceivedPayment {
            id: payment_id(n),
            customer_id: invoice.customer_id().clone(),
            amount: Money::new(minor, invoice.currency()),
            method: PaymentMethod::BankTransfer,
            reference: format!("transfer {n}"),
            received_on: day("2026-11-15"),
            note: String::new(),
        };
        let terms = EntryTerms {
            entry_id: entry_id(1_000_000 + n),
            posted_on: day("2026-11-15"),
            recorded_at: now(),
        };
        let (payment, settlement, entry) = record(received, invoice, before, terms).unwrap();
        self.write(|tx| {
            tx.payments_mut().record(&payment)?;
            tx.invoices_mut().settle(invoice, &settlement)?;
            tx.journal_entries_mut().append(&entry)
        });
        settlement
    }
}
