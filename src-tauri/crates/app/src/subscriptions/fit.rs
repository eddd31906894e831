//! Bills whose credits bear another tax than what they lower: none comes to less than nothing.

use billing::catalog::PlanBook;
use billing::customer::Customer;
use billing::invoice::{LineItem, LineKind, LineTotal};
use billing::money::{Currency, Money, Rounding};
use billing::subscription::{Bill, Outcome, Subscription, part_of, split_credit};
use store::ReadTx;

use super::generate::{Bundle, BundleTerms, sketch};
use super::ground::Ground;
use crate::error::AppError;

/// What of its credits a bill has no room for, with their taxes, waits for the next one.
pub(crate) fn fit(
    tx: &ReadTx<'_>,
    ground: &Ground,
    (book, customer): (&PlanBook, &Customer),
    outcome: &mut Outcome,
) -> Result<(), AppError> {
    for bill in &mut outcome.bills {
        let sub = &outcome.subscription;
        let waiting = fit_bill(tx, ground, (book, customer), sub, bill)?;
        outcome.subscription.pending.extend(waiting);
    }
    Ok(())
}

/// The same for one bill; what has to wait.
pub(crate) fn fit_bill(
    tx: &ReadTx<'_>,
    ground: &Ground,
    (book, customer): (&PlanBook, &Customer),
    sub: &Subscription,
    bill: &mut Bill,
) -> Result<Vec<LineItem>, AppError> {
    let mut waiting = Vec::new();
    // Each turn takes one credit back, or nearly enough of it.
    for _ in 0..bill.lines.len().saturating_mul(3) {
        let Some(at) = bill.lines.iter().rposition(is_credit) else {
            break;
        };
        let bundle = Bundle {
            customer,
            terms: BundleTerms::of(sub, bill, book),
            bills: vec![&*bill],
        };
        let totals = sketch(tx, ground, book, &bundle)?.draft.totals()?;
        let Some(total) = totals.lines.get(at) else {
            break;
        };
        if !totals.total.is_negative() {
            break;
        }
        let credit = bill.lines.remove(at);
        let currency = sub.terms.currency;
        let (kept, waits) = lowered(&credit, total, totals.total.try_neg()?, currency)?;
        waiting.extend(waits);
        if let Some(kept) = kept {
            bill.lines.insert(at, kept);
        }
    }
    Ok(waiting)
}

fn is_credit(line: &LineItem) -> bool {
    let source = line.source.as_deref();
    source.is_some_and(|source| source.kind == LineKind::Credit)
}

/// A credit in what stays and what waits, so that the bill comes to so much more with tax.
fn lowered(
    credit: &LineItem,
    total: &LineTotal,
    missing: Money,
    currency: Currency,
) -> Result<(Option<LineItem>, Option<LineItem>), AppError> {
    let given = total.subtotal.try_sub(total.discount)?.try_neg()?;
    let (part, of) = (missing.minor(), total.total.try_neg()?.minor());
    let waits = part_of(given, part, of, Rounding::Down)?;
    let waits = Money::new(waits.minor().max(1), currency).try_min(given)?;
    let stays = given.try_sub(waits)?;
    if !waits.is_positive() || !stays.is_positive() {
        return Ok((None, Some(credit.clone())));
    }
    let halves = split_credit(credit, stays.to_decimal(), currency);
    Ok(halves.map_or_else(
        || (None, Some(credit.clone())),
        |(stays, waits)| (Some(stays), Some(waits)),
    ))
}
