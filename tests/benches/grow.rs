//! Grows a company by the product's own posting rules, many invoices to a database transaction.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use acceptance::PASSPHRASE;
use acceptance::world::day;
use billing::business::Business;
use billing::customer::Customer;
use billing::ids::{CustomerId, InvoiceId, JournalEntryId, PaymentId};
use billing::invoice::{
    Discount, DraftInvoice, FinalizeTerms, Invoice, LineItem, Settlement, finalize,
};
use billing::ledger::{EntryTerms, JournalEntry};
use billing::money::Currency;
use billing::payment::{Payment, PaymentMethod, ReceivedPayment, record};
use billing::tax::{LineTax, TaxCategory};
use chrono::{DateTime, Days, Utc};
use rust_decimal::Decimal;
use store::{KdfParams, OpenOptions, Store, StoreError, WriteMeta, WriteTx};
use ulid::Ulid;

const CUSTOMERS: u32 = 1_000;
const A_TRANSACTION: u32 = 500;
const PRODUCTS: [&str; 4] = ["Consulting", "Support", "Hosting", "Training"];
/// Some two years, a hundred and thirty-seven invoices a day.
const A_DAY: u32 = 137;

/// A company of so many invoices, made once and kept.
pub fn cached(folder: &Path, invoices: u32) -> PathBuf {
    let path = folder.join(format!("grown-{invoices}.billfold"));
    if is_current(&path) {
        return path;
    }
    remove(&path);
    let options = OpenOptions::new(day("2024-11-01")).with_kdf(KdfParams::smallest());
    let store = store::create_ledger(&path, PASSPHRASE, &options).expect("a new ledger");
    let company = Company::new();
    company.begin(&store);
    for first in (0..invoices).step_by(usize::try_from(A_TRANSACTION).unwrap_or(1)) {
        company.bill(&store, first, A_TRANSACTION.min(invoices - first));
        print!(
            "\rgrowing a company: {} of {invoices} invoices ",
            first + A_TRANSACTION
        );
        std::io::stdout().flush().expect("the screen");
    }
    println!();
    drop(store);
    mark(&path);
    path
}

/// Whether a kept ledger was finished, with the tables that this build makes.
pub fn is_current(ledger: &Path) -> bool {
    let kept = std::fs::read_to_string(ledger.with_extension("schema"));
    ledger.is_file() && kept.is_ok_and(|kept| kept == schema())
}

/// Says of a ledger that it is finished.
pub fn mark(ledger: &Path) {
    std::fs::write(ledger.with_extension("schema"), schema()).expect("a mark");
}

/// Removes what is left of a ledger that is to be made again.
pub fn remove(ledger: &Path) {
    for ending in ["", ".key", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", ledger.display()));
    }
}

fn schema() -> String {
    let mut hasher = DefaultHasher::new();
    for step in store::migration::all() {
        (step.id, step.sql).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// Who bills whom.
pub struct Company {
    business: Business,
    customers: Vec<Customer>,
}

impl Company {
    pub fn new() -> Self {
        let customer = |n: u32| {
            let id = CustomerId::from_ulid(ulid(n));
            Customer::new(
                id,
                &format!("Customer {n:04}"),
                Currency::EUR,
                day("2024-11-01"),
            )
        };
        let business = Business::new("Grown GmbH", Currency::EUR, "Europe/Berlin");
        Self {
            business,
            customers: (0..CUSTOMERS).map(customer).collect(),
        }
    }

    pub fn begin(&self, store: &Store) {
        let begun = write(store, day("2024-11-01"), |tx| {
            tx.business_mut().put(&self.business)?;
            self.customers
                .iter()
                .try_for_each(|customer| tx.customers_mut().put(customer))
        });
        begun.expect("the company begins");
    }

    /// Issues so many invoices and records their payments, in one database transaction.
    pub fn bill(&self, store: &Store, first: u32, how_many: u32) {
        let at = instant(first);
        let billed = write(store, at, |tx| {
            (first..first + how_many).try_for_each(|n| self.bill_one(tx, n))
        });
        billed.expect("they are kept");
    }

    /// Ten postings: receivable, discounts, four revenues and two taxes; cash and receivable.
    fn bill_one(&self, tx: &WriteTx<'_>, n: u32) -> Result<(), StoreError> {
        let (invoice, entry) = self.invoice(n);
        let open = Settlement::new(invoice.currency());
        tx.invoices_mut().issue(&invoice, &open)?;
        tx.journal_entries_mut().append(&entry)?;
        let (payment, settled, entry) = self.payment(n, &invoice, &open);
        tx.payments_mut().record(&payment)?;
        tx.invoices_mut().settle(&invoice, &settled)?;
        tx.journal_entries_mut().append(&entry)
    }

    fn invoice(&self, n: u32) -> (Invoice, JournalEntry) {
        let at = usize::try_from(n % CUSTOMERS).expect("a small number");
        let (customer, issued_at) = (&self.customers[at], instant(n));
        let id = InvoiceId::from_ulid(ulid(n));
        let mut draft = DraftInvoice::new(id, customer, &self.business, issued_at);
        draft.discount = Some(Discount::Percent(Decimal::from(5)));
        draft.lines = (0..)
            .zip(PRODUCTS)
            .map(|(place, product)| item(n, place, product))
            .collect();
        let terms = FinalizeTerms {
            number: format!("INV-{n:06}"),
            issued_at,
            issued_on: issued_at.date_naive(),
            seller: self.business.clone(),
            customer: customer.clone(),
            entry_id: JournalEntryId::from_ulid(ulid(n * 2)),
        };
        finalize(draft, terms).expect("it is a good invoice")
    }

    fn payment(
        &self,
        n: u32,
        invoice: &Invoice,
        open: &Settlement,
    ) -> (Payment, Settlement, JournalEntry) {
        let received = ReceivedPayment {
            id: PaymentId::from_ulid(ulid(n)),
            customer_id: invoice.customer_id().clone(),
            amount: invoice.totals().total,
            method: PaymentMethod::BankTransfer,
            reference: invoice.number().to_owned(),
            received_on: invoice.due_on(),
            note: String::new(),
        };
        let terms = EntryTerms {
            entry_id: JournalEntryId::from_ulid(ulid(n * 2 + 1)),
            posted_on: invoice.due_on(),
            recorded_at: invoice.issued_at(),
        };
        record(received, invoice, open, terms).expect("it is paid")
    }
}

fn item(n: u32, place: u32, product: &str) -> LineItem {
    let (rate, name) = if place < 2 { (19, "DE") } else { (7, "DE-7") };
    let tax = LineTax {
        name: "VAT".into(),
        rate_pct: Decimal::from(rate),
        jurisdiction: name.into(),
        category: TaxCategory::S,
        note: String::new(),
    };
    LineItem {
        description: format!("{product} in week {}", n % 52 + 1),
        quantity: Decimal::from(n % 7 + 1),
        unit: "h".into(),
        unit_amount: Decimal::new(i64::from(n % 9_000 + 1_000 + place), 2),
        taxes: vec![tax],
        product: product.into(),
        source: None,
        tax_decision: None,
        ..LineItem::default()
    }
}

fn ulid(n: u32) -> Ulid {
    Ulid::from_parts(1_730_000_000_000 + u64::from(n), u128::from(n))
}

fn instant(n: u32) -> DateTime<Utc> {
    day("2024-11-01") + Days::new(u64::from(n / A_DAY))
}

pub fn write<T>(
    store: &Store,
    now: DateTime<Utc>,
    work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let meta = WriteMeta {
        now,
        actor: "bench".into(),
        source: "run".into(),
        action: "bench".into(),
    };
    store.write(&meta, work)
}
