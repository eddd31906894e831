//! `credit_grants.create`: credit that a customer paid for ahead, or was given.

use billing::customer::Customer;
use billing::ids::{CreditGrantId, JournalEntryId};
use billing::invoice::CreditCategory;
use billing::ledger::EntryTerms;
use billing::money::{Currency, Money};
use billing::payment::{
    CreditGrant, CreditMovement, GrantedCredit, PaymentMethod, grant as grant_it,
};
use chrono::NaiveDate;
use store::WriteTx;

use super::row;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::credit_grants::{CreateCreditGrantRequest, CreditGrantRow};
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::listing::day;

const CATEGORIES: &str = "paid, promotional";
const METHODS: &str = "bank_transfer, cash, cheque, card, other";
/// In the middle, so that others can come before and after it.
const USUAL_PRIORITY: u8 = 50;

/// Invoices that are issued from now on use it; those already issued do not.
pub fn create(app: &App, request: CreateCreditGrantRequest) -> Result<CreditGrantRow, AppError> {
    app.write("credit_grants.create", |tx| {
        let today = local_date(app.now(), &load(tx)?.timezone);
        let customer =
            load_customer(tx, &request.customer_id).map_err(|error| error.at("customer_id"))?;
        check_active(&customer)?;
        let grant = grant_in(app, tx, (&request, &customer), today)?;
        row::of_grant(&grant, &customer.name, today)
    })
}

fn check_active(customer: &Customer) -> Result<(), AppError> {
    if customer.archived_at.is_none() {
        return Ok(());
    }
    Err(AppError::new(
        "customer_archived",
        format!("{} is archived; no credit was granted.", customer.name),
        "Bring the customer back first.",
    )
    .at("customer_id"))
}

fn grant_in(
    app: &App,
    tx: &WriteTx<'_>,
    (request, customer): (&CreateCreditGrantRequest, &Customer),
    today: NaiveDate,
) -> Result<CreditGrant, AppError> {
    let granted_on = optional_day(request.granted_on.as_deref(), "granted_on")?.unwrap_or(today);
    let asked = read(app, request, customer, granted_on)?;
    let terms = EntryTerms {
        entry_id: JournalEntryId::from_ulid(app.new_ulid()),
        posted_on: granted_on,
        recorded_at: app.now(),
    };
    let (grant, entry) = grant_it(asked, terms)?;

    tx.credit_grants_mut().put(&grant)?;
    let movements = tx.credit_movements_mut();
    movements.append(&CreditMovement::of_grant(&grant))?;
    if let Some(entry) = entry {
        tx.journal_entries_mut().append(&entry)?;
    }
    Ok(grant)
}

fn read(
    app: &App,
    request: &CreateCreditGrantRequest,
    customer: &Customer,
    granted_on: NaiveDate,
) -> Result<GrantedCredit, AppError> {
    let currency = match request.currency.as_deref() {
        Some(code) => {
            Currency::try_new(code.trim()).map_err(|error| AppError::from(error).at("currency"))?
        }
        None => customer.currency,
    };
    let amount = Money::parse(&request.amount, currency)
        .map_err(|error| AppError::from(error).at("amount"))?;
    let effective_on = optional_day(request.effective_on.as_deref(), "effective_on")?;
    Ok(GrantedCredit {
        id: CreditGrantId::from_ulid(app.new_ulid()),
        customer_id: customer.id.clone(),
        name: request.name.trim().to_owned(),
        amount,
        paid_by: paid_by(request)?,
        reference: request.reference.trim().to_owned(),
        priority: request.priority.unwrap_or(USUAL_PRIORITY),
        effective_on: effective_on.unwrap_or(granted_on),
        expires_on: optional_day(request.expires_on.as_deref(), "expires_on")?,
    })
}

fn optional_day(text: Option<&str>, field: &str) -> Result<Option<NaiveDate>, AppError> {
    text.map(|text| day(text, field)).transpose()
}

/// A gift was paid by nothing.
fn paid_by(request: &CreateCreditGrantRequest) -> Result<Option<PaymentMethod>, AppError> {
    let category: CreditCategory = from_word(&request.category, "category", CATEGORIES)?;
    match (category, request.method.as_deref()) {
        (CreditCategory::Paid, None) => Ok(Some(PaymentMethod::BankTransfer)),
        (CreditCategory::Paid, Some(word)) => from_word(word, "method", METHODS).map(Some),
        (CreditCategory::Promotional, None) => Ok(None),
        (CreditCategory::Promotional, Some(_)) => Err(AppError::new(
            "credit_gift_was_paid",
            "Promotional credit is a gift, and this names how it was paid; nothing was granted.",
            "Leave the payment method out, or make it paid credit.",
        )
        .at("method")),
    }
}
