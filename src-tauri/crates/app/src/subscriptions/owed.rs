//! What a subscription that ended still owes: credits that no bill had room for.

use billing::calendar::BillingPeriod;
use billing::invoice::LineItem;
use billing::money::{Money, Rounding};
use billing::subscription::{Fraction, LineCredit, Subscription, SubscriptionState, credit_owed};
use rust_decimal::Decimal;
use store::ReadTx;

use super::place::BilledTime;
use crate::error::AppError;

/// The fraction of a credit that is no part of a period, or only a part of what was.
pub(crate) const ENTIRE: Fraction = Fraction { part: 1, whole: 1 };

/// Credits that no bill had room for before the subscription ended: they are due on the invoices
/// and drafts that billed their time, and wait no longer.
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

/// A waiting credit as one on what billed its time, no more than is owed in all.
fn owed_line(
    tx: &ReadTx<'_>,
    sub: &Subscription,
    line: &LineItem,
    owed: Money,
) -> Result<Option<LineCredit>, AppError> {
    let (Some(source), Some(time)) = (line.source.as_deref(), BilledTime::of_line(line)) else {
        return Ok(None);
    };
    let exact = line.quantity.checked_mul(line.unit_amount);
    let exact = exact.and_then(|exact| Decimal::ZERO.checked_sub(exact));
    let exact = exact.unwrap_or_default();
    let credit = Money::from_decimal(exact, sub.terms.currency, Rounding::HalfUp)?;
    if !credit.is_positive() || !owed.is_positive() {
        return Ok(None);
    }
    let amount = credit.try_min(owed)?;
    let fraction = source.fraction.filter(|_| amount == credit);
    let found = time.find(tx)?;
    Ok(found.map(|(invoice_id, _)| LineCredit {
        fraction: fraction.unwrap_or(ENTIRE),
        invoice_id,
        plan_id: source.plan_id.clone(),
        price_key: source.price_key.clone(),
        span: BillingPeriod {
            start: time.start,
            end: time.end,
        },
        amount,
    }))
}
