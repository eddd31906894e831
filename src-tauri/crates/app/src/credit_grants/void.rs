//! `credit_grants.void`: takes back what is left; what was paid for becomes the customer's balance.

use billing::ids::{CreditGrantId, JournalEntryId};
use billing::ledger::EntryTerms;
use billing::payment::void_grant;
use serde_json::{Value, json};

use super::expire::keep;
use super::get::load_grant;
use super::row;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::credit_grants::{CreditGrantRow, VoidCreditGrantRequest};
use crate::error::AppError;
use crate::listing::required;

/// What invoices used stays used.
pub fn void(app: &App, request: VoidCreditGrantRequest) -> Result<CreditGrantRow, AppError> {
    let id = CreditGrantId::parse(&request.id)?;
    let reason = required(&request.reason, "reason")?;
    app.write("credit_grants.void", |tx| {
        let grant = load_grant(tx, &id)?;
        let customer = tx.customers().get(&grant.granted.customer_id)?;
        let today = local_date(app.now(), &load(tx)?.timezone);

        let terms = EntryTerms {
            entry_id: JournalEntryId::from_ulid(app.new_ulid()),
            posted_on: today.max(grant.granted_on),
            recorded_at: app.now(),
        };
        let ended = void_grant(grant, terms)?;

        keep(tx, &ended)?;
        let after = json!({"reason": reason});
        tx.audit("credit grant", id.as_str(), Value::Null, after);
        let name = customer.map(|customer| customer.name).unwrap_or_default();
        row::of_grant(&ended.grant, &name, today)
    })
}
