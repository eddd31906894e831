//! Which invoices billed a period, and what of it waits for which billing run.

use std::collections::BTreeSet;

use billing::invoice::{InvoiceStatus, LineItem, LineKind};
use billing::money::Money;
use billing::subscription::{HeldPeriod, Statement, Subscription, next_due};
use chrono::{Days, NaiveDate};
use store::ReadTx;
use store::table::billed_periods::BilledPeriod;

use crate::dto::statements::StatementInvoice;
use crate::error::AppError;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::place::lines_of;
use crate::subscriptions::words::day;

/// Days after a period in which something may still be billed of it: late use with its next bill.
const DAYS_AFTER: u64 = 200;

/// What was billed of a period.
pub(super) struct Billed {
    pub(super) invoices: Vec<StatementInvoice>,
    pub(super) sum: Money,
    /// What credit notes gave back of that.
    pub(super) credited: Money,
    /// What is not billed yet.
    pub(super) waits: Money,
    /// All of it in a sentence.
    pub(super) words: String,
}

/// A period of a subscription with what it comes to.
#[derive(Clone, Copy)]
pub(super) struct Calculated<'a> {
    pub(super) sub: &'a Subscription,
    pub(super) held: &'a HeldPeriod,
    /// The period before it.
    pub(super) before: Option<&'a HeldPeriod>,
    pub(super) statement: &'a Statement,
}

pub(super) fn billed(
    tx: &ReadTx<'_>,
    ground: &Ground,
    of: Calculated<'_>,
) -> Result<Billed, AppError> {
    let Calculated {
        sub,
        held,
        statement,
        ..
    } = of;
    let nothing = Money::zero(statement.currency);
    let (mut sum, mut credited) = (nothing, nothing);
    let (mut invoices, mut seen) = (Vec::new(), BTreeSet::new());
    let mut claims = tx.billed_periods().of_subscription(&sub.id)?;
    claims.retain(|claim| may_bill(claim, held));
    claims.reverse();
    for claim in claims {
        if !seen.insert(claim.invoice_id.clone()) {
            continue;
        }
        let Some((amount, back)) = amount_of(tx, ground, of, &claim)? else {
            continue;
        };
        sum = sum.try_add(amount)?;
        credited = credited.try_add(back)?;
        invoices.push(StatementInvoice {
            invoice_id: claim.invoice_id.to_string(),
            number: claim.number,
            status: claim.status.as_str().to_owned(),
            issued_on: claim.issued_on.map(|on| on.to_string()),
            amount: amount.into(),
            credited: back.into(),
        });
    }
    let mut waits = statement.total.try_sub(sum)?;
    // Time that is not used is given back by credit notes; by grace they may give back more.
    if waits.is_negative() {
        let back = waits.try_neg()?;
        waits = match credited.try_sub(back)?.is_negative() {
            true => waits.try_add(credited)?,
            false => nothing,
        };
    }
    let when = when(of, ground);
    Ok(Billed {
        words: words(&invoices, (waits, credited), when),
        invoices,
        sum,
        credited,
        waits,
    })
}

fn may_bill(claim: &BilledPeriod, held: &HeldPeriod) -> bool {
    let last = held.ends_on.checked_add_days(Days::new(DAYS_AFTER));
    claim.status != InvoiceStatus::Void
        && claim.on >= held.period.start
        && last.is_none_or(|last| claim.on <= last)
}

/// What an invoice has of the period, and what its credit notes gave back of that; none where it
/// has no line of it.
fn amount_of(
    tx: &ReadTx<'_>,
    ground: &Ground,
    of: Calculated<'_>,
    claim: &BilledPeriod,
) -> Result<Option<(Money, Money)>, AppError> {
    let currency = of.statement.currency;
    let lines = lines_of(tx, &claim.invoice_id)?;
    let notes = tx.credit_notes().of_invoice(&claim.invoice_id)?;
    let nothing = Money::zero(currency);
    let (mut sum, mut back, mut is_there) = (nothing, nothing, false);
    for (place, line) in (1..).zip(&lines) {
        if !is_of(line, of) {
            continue;
        }
        is_there = true;
        let gross = line.quantity.saturating_mul(line.unit_amount);
        let gross = Money::from_decimal(gross, currency, ground.business.rounding)?;
        sum = sum.try_add(gross)?;
        let credited = notes.iter().flat_map(|note| &note.lines);
        for credit in credited.filter(|credit| credit.line == place) {
            back = back.try_add(credit.amount)?;
        }
    }
    Ok(is_there.then_some((sum, back)))
}

/// A line is of the period that its time begins in. What changes on the day of its end made of the
/// rest of it, such as time that comes back, is of it too, and not of the next one.
fn is_of(line: &LineItem, of: Calculated<'_>) -> bool {
    let (Some(source), Some(time)) = (&line.source, line.service_period) else {
        return false;
    };
    let Calculated { held, before, .. } = of;
    let at_end = |held: &HeldPeriod| {
        let is_change = matches!(source.kind, LineKind::Credit | LineKind::Proration)
            || held.ends_on == held.period.start;
        is_change && time.start == held.ends_on && time.end <= held.period.end
    };
    let is_within = held.period.start <= time.start && time.start < held.ends_on;
    let is_before =
        before.is_some_and(|before| before.period.start < before.ends_on && at_end(before));
    source.subscription_id == of.sub.id && ((is_within && !is_before) || at_end(held))
}

/// The day of the run that bills the rest; none where nothing is known to wait.
enum When {
    On(NaiveDate),
    NextRun,
    Never,
}

fn when(of: Calculated<'_>, ground: &Ground) -> When {
    let Calculated {
        sub,
        held,
        statement,
        ..
    } = of;
    let today = ground.today_in(&sub.terms.timezone);
    let on = |on: NaiveDate| match on > today {
        true => When::On(on),
        false => When::NextRun,
    };
    if held.coming {
        return on(held.period.start);
    }
    let is_settled = sub.ended_on.is_some() || sub.period.start >= held.ends_on;
    if !is_settled {
        return on(held.ends_on);
    }
    let pending = sub.pending.iter().any(|line| is_of(line, of));
    let late = sub.metering.spans.iter().any(|span| {
        let mut lines = statement.overage.iter().chain(&statement.custom);
        lines.any(|line| {
            (&line.key, line.span) == (&span.price_key, span.span) && line.used != span.quantity
        })
    });
    if !pending && !late {
        return When::Never;
    }
    next_due(sub).map_or(When::NextRun, on)
}

fn words(invoices: &[StatementInvoice], (waits, credited): (Money, Money), when: When) -> String {
    let names: Vec<String> = invoices.iter().map(name).collect();
    let by = listed(&names);
    let back = match credited.is_positive() {
        true => format!(", and {credited} given back by credit notes"),
        false => String::new(),
    };
    if waits.is_zero() {
        return match names.is_empty() {
            true => "It comes to nothing, so nothing is billed.".to_owned(),
            false => format!("Billed by {by}{back}."),
        };
    }
    let done = match names.is_empty() {
        true => "Nothing of it is billed yet".to_owned(),
        false => format!("Billed in part by {by}{back}"),
    };
    let come = match waits.is_negative() {
        true => format!("{} is given back", waits.try_neg().unwrap_or(waits)),
        false => format!("{waits} comes"),
    };
    match when {
        When::On(on) => format!("{done}; {come} with the billing run of {}.", day(on)),
        When::NextRun => format!("{done}; {come} with the next billing run."),
        When::Never if names.is_empty() => format!("{done}, and no billing run is due for it."),
        When::Never => format!(
            "Billed by {by}{back}; what was billed differs by {waits}, by discounts or by usage \
             that was told too late to be billed."
        ),
    }
}

/// "A, B and C".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn name(invoice: &StatementInvoice) -> String {
    let number = invoice.number.clone();
    number.unwrap_or_else(|| "a draft".to_owned())
}
