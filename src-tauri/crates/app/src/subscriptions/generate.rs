//! Bills become an invoice: the one place where invoices of subscriptions are made.

use billing::business::Business;
use billing::catalog::PlanBook;
use billing::customer::Customer;
use billing::ids::InvoiceId;
use billing::invoice::{DraftInvoice, Invoice, InvoiceStatus, LineItem, Settlement, status};
use billing::money::Currency;
use billing::subscription::{Bill, Collection, Subscription};
use store::{ReadTx, WriteTx};
use ulid::Ulid;

use super::ground::Ground;
use super::mode::Mode;
use super::taxes::line_taxes;
use crate::context::App;
use crate::error::AppError;
use crate::invoices::issue::issue_ready;
use crate::invoices::read_draft::DraftIdentity;
use crate::invoices::to_dto::content_to_dto;
use crate::invoices::{typed, void};

/// Bills of one customer that make one invoice.
#[derive(Debug, Clone)]
pub(crate) struct Bundle<'a> {
    pub(crate) customer: &'a Customer,
    pub(crate) terms: BundleTerms,
    pub(crate) bills: Vec<&'a Bill>,
}

/// What bills have to share to go on one invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BundleTerms {
    pub(crate) currency: Currency,
    pub(crate) tax_inclusive: bool,
    pub(crate) net_days: Option<u16>,
    pub(crate) collect: Collection,
}

/// An invoice that is not saved yet, and why it bears its taxes.
#[derive(Debug, Clone)]
pub(crate) struct Drafted {
    pub(crate) draft: DraftInvoice,
    pub(crate) tax_reason: String,
}

/// What became of a bundle.
#[derive(Debug, Clone)]
pub(crate) enum Made {
    Draft(Box<DraftInvoice>),
    Issued(Box<Invoice>, Settlement),
}

impl Made {
    pub(crate) fn id(&self) -> &InvoiceId {
        match self {
            Self::Draft(draft) => &draft.id,
            Self::Issued(invoice, _) => invoice.id(),
        }
    }

    /// Whether nothing is due any more: it came to nothing, or credit of the customer paid it.
    pub(crate) fn is_paid(&self) -> Result<bool, AppError> {
        Ok(match self {
            Self::Draft(_) => false,
            Self::Issued(invoice, settlement) => {
                status(invoice, settlement)? == InvoiceStatus::Paid
            }
        })
    }
}

impl BundleTerms {
    /// Those of a subscription's bill; whether prices include tax is for its plan to say.
    pub(crate) fn of(sub: &Subscription, bill: &Bill, book: &PlanBook) -> Self {
        let plan = sub.items.first();
        let booked = plan.and_then(|item| book.get(&item.plan_id, item.version));
        Self {
            currency: sub.terms.currency,
            tax_inclusive: booked.is_some_and(|booked| booked.version.tax_inclusive),
            net_days: sub.terms.net_days,
            collect: bill.collect,
        }
    }
}

/// The invoice that a bundle makes, for looking at it and for saving it alike.
pub(crate) fn draft_of(
    tx: &ReadTx<'_>,
    ground: &Ground,
    book: &PlanBook,
    bundle: &Bundle<'_>,
    id: InvoiceId,
) -> Result<Drafted, AppError> {
    let customer = bundle.customer;
    let mut lines = Vec::new();
    let mut reasons: Vec<String> = Vec::new();
    for bill in &bundle.bills {
        for (at, line) in bill.lines.iter().enumerate() {
            let line = (line, bill.lines.get(..at).unwrap_or_default());
            let at = (bundle.terms.currency, bill.on);
            let decided = line_taxes(tx, ground, (book, customer), line, at)?;
            if !decided.reason.is_empty() && !reasons.contains(&decided.reason) {
                reasons.push(decided.reason);
            }
            lines.push(LineItem {
                taxes: decided.taxes,
                tax_decision: decided.record,
                ..line.0.clone()
            });
        }
    }
    let terms = bundle.terms;
    let usual = DraftInvoice::new(id, customer, &ground.business, ground.now);
    let draft = DraftInvoice {
        currency: terms.currency,
        tax_inclusive: terms.tax_inclusive,
        net_days: terms.net_days.unwrap_or(usual.net_days),
        lines,
        revision: 1,
        ..usual
    };
    let tax_reason = reasons.join(" ");
    Ok(Drafted { draft, tax_reason })
}

/// The same for the screen alone, where it has no identity.
pub(crate) fn sketch(
    tx: &ReadTx<'_>,
    ground: &Ground,
    book: &PlanBook,
    bundle: &Bundle<'_>,
) -> Result<Drafted, AppError> {
    draft_of(tx, ground, book, bundle, InvoiceId::from_ulid(Ulid::nil()))
}

/// Makes the invoice: issued by the path of every invoice, or kept as a draft.
pub(crate) fn make(
    app: &App,
    tx: &WriteTx<'_>,
    between: (&Business, &Customer),
    (draft, collect): (DraftInvoice, Collection),
    mode: Mode,
) -> Result<Made, AppError> {
    if mode == Mode::Draft || collect == Collection::KeepDraft {
        return keep(tx, draft);
    }
    let (business, customer) = between;
    let between = (business.clone(), customer.clone());
    let (invoice, settlement) = issue_ready(app, tx, draft, between, None)?;
    // What credits paid in full at once leaves nothing to give up.
    let owes = status(&invoice, &settlement)? == InvoiceStatus::Open;
    if collect == Collection::Uncollectible && owes {
        let reason = "Its subscription is paused; its invoices are given up.";
        let settlement = void::give_up(app, tx, invoice.id(), reason)?;
        return Ok(Made::Issued(Box::new(invoice), settlement));
    }
    Ok(Made::Issued(Box::new(invoice), settlement))
}

fn keep(tx: &WriteTx<'_>, draft: DraftInvoice) -> Result<Made, AppError> {
    let dto = content_to_dto(&draft, &tx.tax_rates().list(true)?);
    let identity = DraftIdentity {
        id: draft.id,
        created_at: draft.created_at,
        updated_at: draft.updated_at,
        revision: draft.revision,
    };
    let read = typed::save(tx, &dto, identity, None)?;
    Ok(Made::Draft(Box::new(read.draft)))
}
