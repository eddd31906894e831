//! What unused time may give back: no more than the line that billed it has left.

use std::collections::BTreeMap;

use billing::ids::InvoiceId;
use billing::invoice::{CreditNote, Invoice, LineItem, LineKind};
use billing::money::{Currency, Money, Rounding};
use billing::subscription::{Bill, BilledSpan, Outcome, Subscription, SubscriptionState, part_of};
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::invoices::StoredInvoice;

use super::ground::Ground;
use super::place::BilledTime;
use crate::error::AppError;

/// What lines of invoices have left, by invoice and place.
type Left = BTreeMap<(InvoiceId, usize), Money>;

/// Lowers the credits that an outcome gives for time billed before it, where credit notes that
/// somebody wrote left less of its line. A credit in a bill counts before one that waits.
pub(crate) fn cap(
    tx: &ReadTx<'_>,
    ground: &Ground,
    before: &Subscription,
    outcome: &mut Outcome,
) -> Result<(), AppError> {
    let rounding = ground.business.rounding;
    let mut left = Left::new();
    let pending = &mut outcome.subscription.pending;
    let bills = outcome.bills.iter_mut().map(|bill| &mut bill.lines);
    for lines in bills.chain(std::iter::once(pending)) {
        let mut kept = Vec::with_capacity(lines.len());
        for line in std::mem::take(lines) {
            kept.extend(capped(tx, (before, rounding), &mut left, line)?);
        }
        *lines = kept;
    }
    Ok(())
}

/// The line as it may be; none where nothing is left to give back.
fn capped(
    tx: &ReadTx<'_>,
    (before, rounding): (&Subscription, Rounding),
    left: &mut Left,
    mut line: LineItem,
) -> Result<Option<LineItem>, AppError> {
    let Some(invoice_id) = billed_on(before, &line) else {
        return Ok(Some(line));
    };
    // One that is made together with the credit has no credit notes yet.
    let Some(StoredInvoice::Issued { invoice, .. }) = tx.invoices().get(&invoice_id)? else {
        return Ok(Some(line));
    };
    let notes = tx.credit_notes().of_invoice(&invoice_id)?;
    let time = BilledTime::of_line(&line).filter(|_| !notes.is_empty());
    let Some(at) = time.and_then(|time| time.place_in(invoice.lines())) else {
        return Ok(Some(line));
    };
    let room = left.entry((invoice_id, at));
    let room = room.or_insert(left_of(&invoice, &notes, at, rounding)?);
    let credit = credit_of(&line, before.terms.currency)?;
    let given = credit.try_min(*room)?;
    *room = room.try_sub(given)?;
    if given == credit {
        return Ok(Some(line));
    }
    line.quantity = Decimal::ONE;
    line.unit_amount = given.try_neg()?.to_decimal();
    if let Some(source) = &mut line.source {
        source.fraction = None;
        let label = format!(
            "Left of its line after credit notes on {}",
            invoice.number()
        );
        source.explanation.step(label, given);
    }
    Ok(given.is_positive().then_some(line))
}

/// The invoice that billed the time which a credit is for.
fn billed_on(before: &Subscription, line: &LineItem) -> Option<InvoiceId> {
    let source = line.source.as_deref();
    let source = source.filter(|source| source.kind == LineKind::Credit)?;
    let time = line.service_period?;
    let is_of = |billed: &&BilledSpan| {
        billed.plan_id == source.plan_id
            && billed.price_key == source.price_key
            && billed.span.start <= time.start
            && time.end <= billed.span.end
    };
    before.billed.iter().find(is_of)?.invoice_id.clone()
}

/// What credit notes left of a line, as its price says it: with tax where that includes it.
fn left_of(
    invoice: &Invoice,
    notes: &[CreditNote],
    at: usize,
    rounding: Rounding,
) -> Result<Money, AppError> {
    let Some(total) = invoice.totals().lines.get(at) else {
        return Ok(Money::zero(invoice.currency()));
    };
    let mut left = total.net;
    let credited = notes.iter().flat_map(|note| &note.lines);
    for line in credited.filter(|line| line.line == at.saturating_add(1)) {
        left = left.try_sub(line.amount)?;
    }
    if !invoice.content().tax_inclusive || total.net.is_zero() {
        return Ok(left);
    }
    let billed = total.subtotal.try_sub(total.discount)?;
    Ok(part_of(billed, left.minor(), total.net.minor(), rounding)?)
}

fn credit_of(line: &LineItem, currency: Currency) -> Result<Money, AppError> {
    let exact = line.quantity.checked_mul(line.unit_amount);
    let exact = exact.and_then(|exact| Decimal::ZERO.checked_sub(exact));
    let exact = exact.unwrap_or_default();
    Ok(Money::from_decimal(exact, currency, Rounding::HalfUp)?)
}

/// A subscription that ends with time that was billed, but not on any invoice yet: what of it is
/// unused comes off the very bill, which has no credit note to wait for.
pub(crate) fn net_unwritten(outcome: &mut Outcome) -> Result<(), AppError> {
    let sub = &mut outcome.subscription;
    if sub.state != SubscriptionState::Canceled {
        return Ok(());
    }
    for line in std::mem::take(&mut sub.pending) {
        let currency = sub.terms.currency;
        let credit = credit_of(&line, currency)?;
        let mut of_it = None;
        for bill in &mut outcome.bills {
            let fits = !bill.net(currency)?.try_sub(credit)?.is_negative();
            if fits && bills_time_of(bill, &line) {
                of_it = Some(bill);
                break;
            }
        }
        match of_it {
            Some(bill) => bill.lines.push(line),
            None => sub.pending.push(line),
        }
    }
    Ok(())
}

fn bills_time_of(bill: &Bill, credit: &LineItem) -> bool {
    let (Some(source), Some(time)) = (credit.source.as_deref(), credit.service_period) else {
        return false;
    };
    source.kind == LineKind::Credit
        && bill.lines.iter().any(|line| {
            let of_it = line.source.as_deref().is_some_and(|billed| {
                billed.plan_id == source.plan_id
                    && billed.price_key == source.price_key
                    && billed.kind != LineKind::Credit
            });
            let has_time = line
                .service_period
                .is_some_and(|period| period.start <= time.start && time.end <= period.end);
            of_it && has_time
        })
}
