//! Sample businesses, customers and invoices for the tests of pages.

use billing::business::{Business, Paper, Template};
use billing::customer::{Address, CustomField, Customer, Language, TaxProfile};
use billing::ids::{CreditNoteId, CustomerId, InvoiceId, JournalEntryId, PlanId, SubscriptionId};
use billing::invoice::{
    CreditNote, CreditReason, CreditRequest, CreditTerms, Discount, DraftInvoice, Explanation,
    FinalizeTerms, Invoice, LineItem, LineKind, LineSource, ServicePeriod, Settlement, credit,
    finalize,
};
use billing::money::{Currency, Money};
use billing::subscription::Fraction;
use billing::tax::{LineTax, TaxCategory};
use chrono::{DateTime, NaiveDate, Utc};
use documents::InvoiceDocument;
use rust_decimal::Decimal;
use ulid::Ulid;

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn instant() -> DateTime<Utc> {
    "2026-11-20T09:30:00Z".parse().unwrap()
}

fn id(number: u128) -> Ulid {
    Ulid::from(0x0193_4567_89AB_0000_0000_0000_0000_0000_u128 + number)
}

pub fn address(line1: &str, postal_code: &str, city: &str, country: &str) -> Address {
    Address {
        line1: line1.to_owned(),
        line2: String::new(),
        city: city.to_owned(),
        postal_code: postal_code.to_owned(),
        region: String::new(),
        country: country.to_owned(),
    }
}

pub fn seller() -> Business {
    Business {
        name: "Aurora Studio".to_owned(),
        legal_name: "Aurora Studio GmbH".to_owned(),
        address: address("Lindenallee 12", "20099", "Hamburg", "DE"),
        email: "billing@aurora.example".to_owned(),
        phone: "+49 40 1234567".to_owned(),
        website: "aurora.example".to_owned(),
        vat_id: "DE123456789".to_owned(),
        tax_number: "22/123/45678".to_owned(),
        iban: "DE89370400440532013000".to_owned(),
        bic: "COBADEFFXXX".to_owned(),
        bank_name: "Commerzbank Hamburg".to_owned(),
        accent: "#00616a".to_owned(),
        ..Business::default()
    }
}

pub fn customer(name: &str, address: Address, language: Language) -> Customer {
    Customer {
        id: CustomerId::from_ulid(id(1)),
        name: name.to_owned(),
        email: "accounts@customer.example".to_owned(),
        phone: String::new(),
        address,
        language,
        currency: Currency::EUR,
        timezone: None,
        net_days: Some(30),
        tax: TaxProfile {
            vat_id: Some("GB999999973".to_owned()),
            ..TaxProfile::default()
        },
        notes: String::new(),
        custom_fields: vec![CustomField {
            label: "Cost centre".to_owned(),
            value: "4711".to_owned(),
        }],
        created_at: instant(),
        archived_at: None,
    }
}

pub fn brightwater() -> Customer {
    let place = address("12 Quay Street", "BS1 4DJ", "Bristol", "GB");
    customer("Brightwater Ltd", place, Language::En)
}

pub fn vat(rate: &str) -> LineTax {
    LineTax {
        name: "VAT".to_owned(),
        rate_pct: dec(rate),
        jurisdiction: "DE".to_owned(),
        category: TaxCategory::S,
        note: String::new(),
    }
}

pub fn line(description: &str, quantity: &str, unit: &str, price: &str, rate: &str) -> LineItem {
    LineItem {
        description: description.to_owned(),
        quantity: dec(quantity),
        unit: unit.to_owned(),
        unit_amount: dec(price),
        discount: None,
        taxes: vec![vat(rate)],
        service_period: None,
        product: "Design".to_owned(),
        source: None,
        tax_decision: None,
    }
}

/// Where a line for a part of a period came from.
pub fn part_of_a_subscription(part: i64, whole: i64) -> LineSource {
    LineSource {
        subscription_id: SubscriptionId::from_ulid(id(1)),
        plan_id: PlanId::from_ulid(id(1)),
        version: 1,
        price_key: "base".to_owned(),
        kind: LineKind::Proration,
        fraction: Some(Fraction { part, whole }),
        explanation: Explanation::new(),
    }
}

/// The n-th of a row of differing lines.
pub fn varied_line(index: usize) -> LineItem {
    match index % 4 {
        0 => LineItem {
            service_period: Some(ServicePeriod {
                start: day("2026-11-01"),
                end: day("2026-12-01"),
            }),
            ..line(
                "Design of the annual report, 48 pages",
                "10",
                "h",
                "125",
                "19",
            )
        },
        1 => line("Hosting", "1", "", "89.90", "19"),
        2 => LineItem {
            discount: Some(Discount::Percent(dec("10"))),
            ..line(
                "Consulting on site, with travel to Hamburg",
                "3.5",
                "days",
                "1430",
                "7",
            )
        },
        _ => line("Returned cable", "1", "", "-25", "19"),
    }
}

pub fn draft(customer: &Customer, lines: Vec<LineItem>) -> DraftInvoice {
    let mut draft = DraftInvoice::new(InvoiceId::from_ulid(id(2)), customer, &seller(), instant());
    draft.lines = lines;
    draft.reference = "PO 4500112233".to_owned();
    draft.note = "Thank you for working with us.".to_owned();
    draft.footer_note = "Registered at Amtsgericht Hamburg, HRB 12345.".to_owned();
    draft
}

pub fn issue(draft: DraftInvoice, seller: Business, customer: &Customer) -> Invoice {
    let terms = FinalizeTerms {
        number: "INV-2026-0042".to_owned(),
        issued_at: instant(),
        issued_on: day("2026-11-20"),
        seller,
        customer: customer.clone(),
        entry_id: JournalEntryId::from_ulid(id(3)),
    };
    finalize(draft, terms).unwrap().0
}

/// An issued invoice of so many varied lines, nothing paid yet.
pub fn invoice(customer: &Customer, lines: usize) -> Invoice {
    issue(
        draft(customer, (0..lines).map(varied_line).collect()),
        seller(),
        customer,
    )
}

/// A credit note for half of the first line.
pub fn credit_first_line(invoice: &Invoice) -> CreditNote {
    let half = invoice.totals().lines[0].net.minor() / 2;
    let request = CreditRequest::ByLine(vec![(1, Money::new(half, invoice.currency()))]);
    let terms = CreditTerms {
        id: CreditNoteId::from_ulid(id(4)),
        number: "CN-2026-0007".to_owned(),
        issued_at: instant(),
        issued_on: day("2026-11-25"),
        reason: CreditReason::Other,
        reason_text: "Fewer pages than ordered".to_owned(),
        entry_id: JournalEntryId::from_ulid(id(5)),
    };
    let settlement = Settlement::new(invoice.currency());
    credit(invoice, &settlement, &[], &request, terms)
        .unwrap()
        .0
}

pub fn document(invoice: &Invoice, logo: Option<&[u8]>) -> InvoiceDocument {
    let settlement = Settlement::new(invoice.content().currency);
    InvoiceDocument::from_invoice(invoice, &settlement, logo).unwrap()
}

pub fn logo() -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/demo/logo-aurora.svg"
    );
    std::fs::read(path).unwrap()
}

pub const LOOKS: [(Template, Paper, &str); 3] = [
    (Template::Classic, Paper::A4, "classic"),
    (Template::Modern, Paper::A4, "modern"),
    (Template::Compact, Paper::Letter, "compact"),
];
