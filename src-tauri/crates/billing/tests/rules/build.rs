//! Builders of the values that the tests speak of: one business, one customer, drafts of lines.

use billing::business::Business;
use billing::customer::Customer;
use billing::ids::{CreditNoteId, CustomerId, InvoiceId, JournalEntryId, PaymentId};
use billing::invoice::{
    CreditReason, CreditTerms, DraftInvoice, FinalizeTerms, Invoice, LineItem, finalize,
};
use billing::ledger::{EntryTerms, JournalEntry};
use billing::money::{Currency, Money};
use billing::payment::{PaymentMethod, ReceivedPayment};
use billing::tax::LineTax;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use ulid::Ulid;

pub const EUR: Currency = Currency::EUR;

pub fn eur(minor: i64) -> Money {
    Money::new(minor, EUR)
}

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn now() -> DateTime<Utc> {
    at("2026-11-20T09:00:00Z")
}

pub fn je(n: u128) -> JournalEntryId {
    JournalEntryId::from_ulid(Ulid::from_parts(1, n))
}

pub fn tax(rate_pct: &str) -> LineTax {
    let rate_pct = dec(rate_pct);
    LineTax {
        name: "VAT".into(),
        rate_pct,
        jurisdiction: "DE".into(),
        ..LineTax::default()
    }
}

/// A line of one tax; an empty rate is no tax.
pub fn line(quantity: &str, unit_amount: &str, rate_pct: &str) -> LineItem {
    LineItem {
        description: "Work".into(),
        quantity: dec(quantity),
        unit_amount: dec(unit_amount),
        taxes: if rate_pct.is_empty() {
            vec![]
        } else {
            vec![tax(rate_pct)]
        },
        product: "Consulting".into(),
        source: None,
        tax_decision: None,
        ..LineItem::default()
    }
}

pub fn business() -> Business {
    Business::new("Atelier Nord", EUR, "Europe/Berlin")
}

pub fn customer() -> Customer {
    Customer::new(
        CustomerId::from_ulid(Ulid::from_parts(1, 1)),
        "Blumen Krüger",
        EUR,
        now(),
    )
}

pub fn draft(lines: Vec<LineItem>) -> DraftInvoice {
    let id = InvoiceId::from_ulid(Ulid::from_parts(1, 1));
    DraftInvoice {
        lines,
        ..DraftInvoice::new(id, &customer(), &business(), now())
    }
}

pub fn finalize_terms() -> FinalizeTerms {
    FinalizeTerms {
        number: "INV-2026-0001".into(),
        issued_at: now(),
        issued_on: day("2026-11-20"),
        seller: business(),
        customer: customer(),
        entry_id: je(1),
    }
}

pub fn issued(draft: DraftInvoice) -> Invoice {
    finalize(draft, finalize_terms()).unwrap().0
}

pub fn void_terms() -> EntryTerms {
    EntryTerms {
        entry_id: je(2),
        posted_on: day("2026-11-25"),
        recorded_at: now(),
    }
}

pub fn payment(minor: i64) -> ReceivedPayment {
    ReceivedPayment {
        id: PaymentId::from_ulid(Ulid::from_parts(1, 1)),
        customer_id: customer().id,
        amount: eur(minor),
        method: PaymentMethod::BankTransfer,
        reference: "INV-2026-0001".into(),
        received_on: day("2026-12-01"),
        note: String::new(),
    }
}

pub fn payment_terms(n: u128) -> EntryTerms {
    EntryTerms {
        entry_id: je(n),
        posted_on: day("2026-12-01"),
        recorded_at: now(),
    }
}

pub fn credit_terms(n: u128) -> CreditTerms {
    CreditTerms {
        id: CreditNoteId::from_ulid(Ulid::from_parts(1, n)),
        number: format!("CN-2026-{n:04}"),
        issued_at: now(),
        issued_on: day("2026-12-02"),
        reason: CreditReason::OrderChange,
        reason_text: String::new(),
        entry_id: je(100 + n),
    }
}

/// The postings of an entry as an accountant would write them: "1100 Dr 119.00".
pub fn journal(entry: &JournalEntry) -> Vec<String> {
    let written = |posting: &billing::ledger::Posting| {
        let side = if posting.amount.is_negative() {
            "Cr"
        } else {
            "Dr"
        };
        let amount = posting.amount.to_decimal().abs();
        format!("{} {side} {amount}", posting.account)
    };
    entry.postings().iter().map(written).collect()
}
