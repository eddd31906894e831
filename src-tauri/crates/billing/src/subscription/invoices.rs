//! Which invoice a billed time is on: told by whoever issues or voids it.

use super::outcome::Bill;
use super::subscription::{BilledSpan, Subscription};
use crate::ids::InvoiceId;
use crate::invoice::{LineItem, LineKind};

/// Remembers that a bill became this invoice, so that unused time can be credited on it.
pub fn assign_invoice(sub: &mut Subscription, bill: &Bill, invoice_id: &InvoiceId) {
    for span in &mut sub.billed {
        if span.invoice_id.is_none() && bill.lines.iter().any(|line| is_line_of(line, span)) {
            span.invoice_id = Some(invoice_id.clone());
        }
    }
}

/// Forgets what an invoice billed, since it was voided: nothing of it comes back.
pub fn forget_invoice(sub: &mut Subscription, invoice_id: &InvoiceId) {
    sub.billed
        .retain(|span| span.invoice_id.as_ref() != Some(invoice_id));
}

/// Puts the credits of a voided invoice back to what comes with the next one, so that none is lost.
pub fn restore_credits(sub: &mut Subscription, lines: &[LineItem]) {
    let is_credit = |line: &&LineItem| {
        let source = line.source.as_ref();
        source.is_some_and(|source| {
            source.subscription_id == sub.id && source.kind == LineKind::Credit
        })
    };
    let credits: Vec<LineItem> = lines.iter().filter(is_credit).cloned().collect();
    // Taxes are decided again with the invoice that they come with.
    sub.pending.extend(credits.into_iter().map(|line| LineItem {
        taxes: Vec::new(),
        ..line
    }));
}

fn is_line_of(line: &LineItem, span: &BilledSpan) -> bool {
    let (Some(source), Some(time)) = (&line.source, line.service_period) else {
        return false;
    };
    source.plan_id == span.plan_id
        && source.price_key == span.price_key
        && time.start == span.span.start
        && time.end >= span.span.end
        && line.unit_amount >= rust_decimal::Decimal::ZERO
}
