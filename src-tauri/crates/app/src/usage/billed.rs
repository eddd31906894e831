//! Notes which usage an invoice billed, so that what comes for those days later is known as late.

use billing::ids::InvoiceId;
use billing::invoice::LineItem;
use billing::subscription::{Bill, MeteredSpan, Subscription};
use store::WriteTx;
use store::table::usage_billed::BilledDays;

use crate::error::AppError;

/// What a subscription was billed since it was read, with the invoices of its bills.
pub(crate) fn note(
    tx: &WriteTx<'_>,
    before: Option<&Subscription>,
    after: &Subscription,
    bills: &[(&Bill, &InvoiceId)],
) -> Result<(), AppError> {
    for span in &after.metering.spans {
        let known = before.map(|before| before.metering.spans.iter());
        if known.is_some_and(|mut known| known.any(|one| is_same(one, span))) {
            continue;
        }
        let Some((meter, _)) = tx.meters().find(&span.meter)? else {
            continue;
        };
        let days = BilledDays {
            from: span.span.start,
            to: span.span.end,
        };
        // What came to nothing has no line; the invoice that settled it is the last one.
        let has_it = |(bill, _): &&(&Bill, &InvoiceId)| {
            bill.lines.iter().any(|line| is_of(line, after, span))
        };
        let found = bills.iter().find(has_it).or(bills.last());
        let invoice = found.map(|(_, invoice)| *invoice);
        tx.usage_billed_mut()
            .bill(&after.id, meter, days, invoice)?;
    }
    Ok(())
}

fn is_same(one: &MeteredSpan, other: &MeteredSpan) -> bool {
    let what = |span: &MeteredSpan| (span.plan_id.clone(), span.price_key.clone(), span.span);
    what(one) == what(other) && one.quantity == other.quantity
}

fn is_of(line: &LineItem, sub: &Subscription, span: &MeteredSpan) -> bool {
    let (Some(source), Some(time)) = (&line.source, line.service_period) else {
        return false;
    };
    source.subscription_id == sub.id
        && source.plan_id == span.plan_id
        && source.price_key == span.price_key
        && (time.start, time.end) == (span.span.start, span.span.end)
}
