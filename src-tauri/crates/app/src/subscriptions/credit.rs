//! Unused time that comes back: a credit note on an issued invoice, a line on one still drafted.

use std::collections::BTreeMap;

use billing::calendar::BillingPeriod;
use billing::ids::{InvoiceId, SubscriptionId};
use billing::invoice::{DraftInvoice, Invoice, LineItem};
use billing::money::{Money, Rounding};
use billing::subscription::{
    Fraction, LineCredit, Subscription, SubscriptionState, credit_owed, part_of,
};
use rust_decimal::Decimal;
use store::table::drafts::StoredDraft;
use store::table::invoices::StoredInvoice;
use store::{ReadTx, WriteTx};

use super::ground::Ground;
use super::room::{Room, Rooms};
use crate::context::App;
use crate::credit_notes::issue::issue_in;
use crate::credit_notes::preview::sketch;
use crate::dto::credit_notes::CreditRequest;
use crate::dto::invoices::{DraftDto, LineDto};
use crate::error::AppError;
use crate::invoices::read_draft::read_draft;
use crate::invoices::stored::load;
use crate::invoices::typed;

/// What comes back on each invoice, to be told before it is done.
pub(crate) fn amounts(
    app: &App,
    tx: &ReadTx<'_>,
    ground: &Ground,
    (sub, credits): (&SubscriptionId, &[LineCredit]),
) -> Result<Vec<Money>, AppError> {
    let mut amounts = Vec::new();
    for (draft, credits) in on_drafts(tx, credits)? {
        let (before, after) = (draft.total, with_credits(tx, &draft, sub, &credits)?.1);
        amounts.push(before.try_sub(after)?);
    }
    for request in requests(tx, ground, sub, credits)? {
        amounts.push(sketch(app, tx, &request)?.1.total);
    }
    Ok(amounts)
}

/// Issues the credit notes, and lowers the drafts.
pub(crate) fn save(
    app: &App,
    tx: &WriteTx<'_>,
    ground: &Ground,
    (sub, credits): (&SubscriptionId, &[LineCredit]),
) -> Result<(), AppError> {
    for (draft, credits) in on_drafts(tx, credits)? {
        let (dto, _) = with_credits(tx, &draft, sub, &credits)?;
        let mut identity = typed::identity_of(&draft);
        identity.updated_at = ground.now;
        identity.revision = draft.revision.saturating_add(1);
        typed::save(tx, &dto, identity, Some(draft.revision))?;
    }
    for request in requests(tx, ground, sub, credits)? {
        issue_in(app, tx, &request)?;
    }
    Ok(())
}

/// A draft, and the credits on it.
type OnDraft<'a> = (Box<StoredDraft>, Vec<&'a LineCredit>);

/// Credits on invoices that are still drafts, by draft.
fn on_drafts<'a>(tx: &ReadTx<'_>, credits: &'a [LineCredit]) -> Result<Vec<OnDraft<'a>>, AppError> {
    let mut sorted: BTreeMap<InvoiceId, Vec<&LineCredit>> = BTreeMap::new();
    for credit in credits {
        let of_invoice = sorted.entry(credit.invoice_id.clone()).or_default();
        of_invoice.push(credit);
    }
    let mut drafts = Vec::new();
    for (id, credits) in sorted {
        if let StoredInvoice::Draft(draft) = load(tx, &id)? {
            drafts.push((draft, credits));
        }
    }
    Ok(drafts)
}

/// Credits that no bill had room for before the subscription ended: they are due on the invoices
/// that billed their time, and wait no longer.
pub(crate) fn settle_owed(
    tx: &ReadTx<'_>,
    sub: &mut Subscription,
) -> Result<Vec<LineCredit>, AppError> {
    if sub.state != SubscriptionState::Canceled || sub.pending.is_empty() {
        return Ok(Vec::new());
    }
    let (mut owed, mut credits) = (credit_owed(sub)?, Vec::new());
    if !owed.is_positive() {
        return Ok(credits);
    }
    let mut waiting = Vec::new();
    for line in std::mem::take(&mut sub.pending) {
        match owed_line(tx, sub, &line, owed)? {
            Some(credit) => {
                owed = owed.try_sub(credit.amount)?;
                credits.push(credit);
            }
            None => waiting.push(line),
        }
    }
    if owed.is_positive() {
        sub.pending = waiting;
    }
    Ok(credits)
}

/// A waiting credit as one on the invoice that billed its time, no more than is owed in all.
fn owed_line(
    tx: &ReadTx<'_>,
    sub: &Subscription,
    line: &LineItem,
    owed: Money,
) -> Result<Option<LineCredit>, AppError> {
    let (Some(source), Some(time)) = (line.source.as_deref(), line.service_period) else {
        return Ok(None);
    };
    let whole = Fraction { part: 1, whole: 1 };
    let fraction = source.fraction.unwrap_or(whole);
    let exact = line.quantity.checked_mul(line.unit_amount);
    let exact = exact.and_then(|exact| Decimal::ZERO.checked_sub(exact));
    let credit = Money::from_decimal(
        exact.unwrap_or_default(),
        sub.terms.currency,
        Rounding::HalfUp,
    )?;
    if !credit.is_positive() || !owed.is_positive() {
        return Ok(None);
    }
    for billed in tx.billed_periods().of_subscription(&sub.id)? {
        let credit = LineCredit {
            fraction,
            invoice_id: billed.invoice_id.clone(),
            plan_id: source.plan_id.clone(),
            price_key: source.price_key.clone(),
            span: BillingPeriod {
                start: time.start,
                end: time.end,
            },
            amount: credit.try_min(owed)?,
        };
        if let StoredInvoice::Issued {
            invoice,
            settlement,
        } = load(tx, &billed.invoice_id)?
            && settlement.voided_at.is_none()
            && place_of(invoice.content(), &sub.id, &credit).is_some()
        {
            return Ok(Some(credit));
        }
    }
    Ok(None)
}

/// The credit notes that are due; none where earlier ones left nothing to credit.
fn requests(
    tx: &ReadTx<'_>,
    ground: &Ground,
    sub: &SubscriptionId,
    credits: &[LineCredit],
) -> Result<Vec<CreditRequest>, AppError> {
    let mut rooms = Rooms::default();
    let mut rests: Vec<Money> = Vec::new();
    for credit in credits {
        let Some(room) = rooms.on(tx, &credit.invoice_id)? else {
            continue;
        };
        let Some(at) = place_of(room.invoice.content(), sub, credit) else {
            return Err(not_found(room.invoice.number(), credit));
        };
        let net = net_of(&room.invoice, at, credit.amount, ground.business.rounding)?;
        rests.push(room.take(at, net)?.1);
    }
    for rest in rests {
        rooms.spread(tx, sub, rest)?;
    }
    Ok(rooms.0.iter().filter_map(Room::request).collect())
}

/// The invoice's line that billed what comes back.
fn place_of(content: &DraftInvoice, sub: &SubscriptionId, credit: &LineCredit) -> Option<usize> {
    content
        .lines
        .iter()
        .position(|line| billed(line, sub, credit))
}

fn billed(line: &LineItem, sub: &SubscriptionId, credit: &LineCredit) -> bool {
    let of_it = line.source.as_ref().is_some_and(|source| {
        source.subscription_id == *sub
            && source.plan_id == credit.plan_id
            && source.price_key == credit.price_key
    });
    let has_time = line
        .service_period
        .is_some_and(|period| period.start <= credit.span.start && credit.span.end <= period.end);
    of_it && has_time && line.unit_amount.is_sign_positive()
}

/// The net part of an amount of a line whose price may include tax.
fn net_of(
    invoice: &Invoice,
    at: usize,
    amount: Money,
    rounding: Rounding,
) -> Result<Money, AppError> {
    let Some(line) = invoice.totals().lines.get(at) else {
        return Ok(amount);
    };
    let billed = line.subtotal.try_sub(line.discount)?;
    if !invoice.content().tax_inclusive || billed.is_zero() {
        return Ok(amount);
    }
    Ok(part_of(line.net, amount.minor(), billed.minor(), rounding)?)
}

fn not_found(number: &str, credit: &LineCredit) -> AppError {
    AppError::new(
        "billed_line_not_found",
        format!(
            "{number} has no line for the time from {} to {}, so nothing can be credited on it. \
             Nothing was changed.",
            credit.span.start, credit.span.end
        ),
        "Make the change without crediting unused time, and write a credit note by hand.",
    )
}

/// A draft with the credits as lines of their own, and what it comes to then.
fn with_credits(
    tx: &ReadTx<'_>,
    draft: &StoredDraft,
    sub: &SubscriptionId,
    credits: &[&LineCredit],
) -> Result<(DraftDto, Money), AppError> {
    let mut dto = typed::of_stored(draft)?;
    let around = typed::surroundings(tx, &dto)?;
    let before = read_draft(&dto, typed::identity_of(draft), &around);
    for credit in credits {
        let at = place_of(&before.draft, sub, credit);
        let billed = at.and_then(|at| dto.lines.get(at)).cloned();
        dto.lines
            .push(credit_line(billed.unwrap_or_default(), credit)?);
    }
    let after = read_draft(&dto, typed::identity_of(draft), &around);
    let total = after.totals.map_or(draft.total, |totals| totals.total);
    Ok((dto, total))
}

fn credit_line(billed: LineDto, credit: &LineCredit) -> Result<LineDto, AppError> {
    let source = billed
        .source
        .map(|source| crate::dto::invoices::LineSourceDto {
            kind: "credit".to_owned(),
            fraction: Some(credit.fraction.to_string()),
            steps: Vec::new(),
            ..source
        });
    Ok(LineDto {
        description: format!("Unused time: {}", billed.description),
        quantity: "1".to_owned(),
        unit: String::new(),
        unit_amount: credit.amount.try_neg()?.to_major_string(),
        discount_pct: String::new(),
        discount_amount: String::new(),
        service_start: Some(credit.span.start.to_string()),
        service_end: Some(credit.span.end.to_string()),
        source,
        ..billed
    })
}
