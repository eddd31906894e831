//! Using prepaid credit for an invoice, after tax and before the customer's balance.

use chrono::NaiveDate;

use super::credit_grant::CreditGrant;
use super::credit_movement::{CreditMovement, CreditMovementKind};
use crate::ids::InvoiceId;
use crate::invoice::{AppliedCredit, Explanation, Invoice, Settlement, amount_due};
use crate::ledger::{
    EntryRecord, EntryTerms, JournalEntry, JournalError, SourceDocument, posting_rules,
};
use crate::money::{Money, MoneyError};

/// What grants pay of an amount, in the order in which they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnCredit {
    /// One part for each grant that pays something.
    pub parts: Vec<AppliedCredit>,
    /// What the parts come to.
    pub total: Money,
    /// Which grant paid what, and what it has left.
    pub explanation: Explanation,
}

/// An invoice that used credit, and the grants as they are then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditUse {
    /// How the invoice stands now.
    pub settlement: Settlement,
    /// The grants that changed.
    pub grants: Vec<CreditGrant>,
    /// What happened to each of them.
    pub movements: Vec<CreditMovement>,
    /// The one entry for all of them.
    pub entry: JournalEntry,
}

/// What grants pay of an amount due on a day: only those of its currency, each as far as it goes,
/// in the order of [`CreditGrant::order`]. It never comes to more than is due.
///
/// # Errors
/// [`MoneyError`] where the amounts of a grant do not belong together.
pub fn draw_down(
    grants: &[CreditGrant],
    due: Money,
    on: NaiveDate,
) -> Result<DrawnCredit, MoneyError> {
    let nothing = Money::zero(due.currency());
    let fits = |grant: &&CreditGrant| grant.granted.amount.currency() == due.currency();
    let mut ordered: Vec<&CreditGrant> = grants.iter().filter(fits).collect();
    ordered.sort_by(|one, other| one.order(other));
    let mut drawn = DrawnCredit {
        parts: Vec::new(),
        total: nothing,
        explanation: Explanation::new(),
    };
    for grant in ordered {
        let available = grant.available(on)?;
        let amount = available.try_min(due.try_sub(drawn.total)?)?;
        if !amount.is_positive() {
            continue;
        }
        drawn.total = drawn.total.try_add(amount)?;
        let left = available.try_sub(amount)?;
        let label = format!("{}: {amount} of {available}", grant.granted.name);
        drawn.explanation.step(label, format!("{left} is left"));
        drawn.parts.push(AppliedCredit {
            grant_id: grant.id().clone(),
            category: grant.category(),
            amount,
        });
    }
    Ok(drawn)
}

/// Uses what the customer's grants have for what the invoice owes (Dr prepaid credits or
/// promotional credits, Cr receivable). Nothing where nothing is due or usable on the day.
///
/// # Errors
/// [`JournalError`]; nothing changed then.
pub fn apply_credit(
    grants: Vec<CreditGrant>,
    invoice: &Invoice,
    settlement: &Settlement,
    terms: EntryTerms,
) -> Result<Option<CreditUse>, JournalError> {
    let of_customer = |grant: &CreditGrant| grant.granted.customer_id == *invoice.customer_id();
    let grants: Vec<CreditGrant> = grants.into_iter().filter(of_customer).collect();
    let due = amount_due(invoice, settlement)?;
    let DrawnCredit { parts, .. } = draw_down(&grants, due, terms.posted_on)?;
    if parts.is_empty() {
        return Ok(None);
    }
    let (on, at) = (terms.posted_on, terms.recorded_at);
    let postings = posting_rules::credit_applied(&parts)?;
    let entry = JournalEntry::try_new(record(invoice, terms, "used for"), postings)?;
    let id = invoice.id();
    let of = |part| movement(CreditMovementKind::Applied, part, (id, &entry), (on, at));
    let movements = parts.iter().map(of).collect();
    let used = |grant| use_of(grant, &parts);
    let grants = grants.into_iter().filter_map(used);
    let grants = grants.collect::<Result<_, MoneyError>>()?;
    let prepaid = [settlement.prepaid.as_slice(), &parts].concat();
    let settlement = Settlement {
        prepaid,
        ..settlement.clone()
    };
    Ok(Some(CreditUse {
        settlement,
        grants,
        movements,
        entry,
    }))
}

/// The grant after its part; nothing where it had none.
fn use_of(grant: CreditGrant, parts: &[AppliedCredit]) -> Option<Result<CreditGrant, MoneyError>> {
    let part = parts.iter().find(|part| part.grant_id == *grant.id())?;
    let used = grant.used.try_add(part.amount);
    Some(used.map(|used| CreditGrant { used, ..grant }))
}

/// Takes all prepaid credit off an invoice, so that it can be voided (Dr receivable, Cr what was
/// debited). Which grants get it back is what the second value says. Nothing where it used none.
///
/// # Errors
/// [`JournalError`]; nothing changed then.
pub fn give_back(
    invoice: &Invoice,
    settlement: &Settlement,
    terms: EntryTerms,
) -> Result<Option<(Settlement, Vec<AppliedCredit>, JournalEntry)>, JournalError> {
    let parts = settlement.prepaid.clone();
    if parts.is_empty() {
        return Ok(None);
    }
    let mut postings = posting_rules::credit_applied(&parts)?;
    for posting in &mut postings {
        posting.amount = posting.amount.try_neg()?;
    }
    let entry = JournalEntry::try_new(record(invoice, terms, "given back by"), postings)?;
    let settlement = Settlement {
        prepaid: Vec::new(),
        ..settlement.clone()
    };
    Ok(Some((settlement, parts, entry)))
}

/// What an invoice's giving back does to each grant: what a void or a credit note wrote.
#[must_use]
pub fn returned(invoice: &InvoiceId, part: &AppliedCredit, entry: &JournalEntry) -> CreditMovement {
    let when = (entry.posted_on(), entry.recorded_at());
    movement(CreditMovementKind::Returned, part, (invoice, entry), when)
}

fn movement(
    kind: CreditMovementKind,
    part: &AppliedCredit,
    (invoice, entry): (&InvoiceId, &JournalEntry),
    (on, at): (NaiveDate, chrono::DateTime<chrono::Utc>),
) -> CreditMovement {
    CreditMovement {
        grant_id: part.grant_id.clone(),
        kind,
        amount: part.amount,
        on,
        at,
        invoice_id: Some(invoice.clone()),
        entry_id: Some(entry.id().clone()),
    }
}

fn record(invoice: &Invoice, terms: EntryTerms, what: &str) -> EntryRecord {
    let description = format!("Prepaid credit {what} invoice {}", invoice.number());
    terms.record(SourceDocument::Invoice(invoice.id().clone()), description)
}
