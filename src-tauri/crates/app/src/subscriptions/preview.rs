//! Bills that are not written yet, as the screen shows them: lines with their arithmetic, and sums.

use billing::catalog::PlanBook;
use billing::customer::Customer;
use billing::invoice::{DraftInvoice, LineItem, LineTotal, TaxTotal, Totals};
use billing::money::Money;
use billing::subscription::{Bill, Collection, Subscription};
use chrono::NaiveDate;
use store::ReadTx;

use super::fit::fit_bill;
use super::generate::{Bundle, BundleTerms, Drafted, sketch};
use super::ground::Ground;
use super::save::{Decided, Group};
use crate::credit_grants::apply::would_use;
use crate::dto::subscriptions::{BillLineDto, BillPreviewDto, TaxWordDto};
use crate::dto::words::{figure, to_word};
use crate::error::AppError;
use crate::invoices::line_source::steps_to_dto;

/// What decisions bill at once: the invoice that saving them issues, which bears today.
pub(crate) fn at_once(
    tx: &ReadTx<'_>,
    ground: &Ground,
    decided: &Decided<'_>,
) -> Result<Option<BillPreviewDto>, AppError> {
    let groups = decided.groups();
    let Some(group) = issued(&groups) else {
        return Ok(None);
    };
    let bundle = group.bundle(decided.customer);
    let bill = of_bundle(tx, ground, decided.book, &bundle)?;
    let on = ground.today().to_string();
    Ok(Some(BillPreviewDto { on, ..bill }))
}

/// The one that is issued, where others are kept as drafts or given up.
fn issued<'a, 'b>(groups: &'a [Group<'b>]) -> Option<&'a Group<'b>> {
    let mut issued = groups.iter();
    let issued = issued.find(|group| group.terms.collect == Collection::Issue);
    issued.or(groups.first())
}

/// What of it would be billed without the change too, and since when it is due: what a run had
/// not billed yet comes on the same invoice.
pub(crate) fn due_anyway(
    tx: &ReadTx<'_>,
    ground: &Ground,
    decided: &Decided<'_>,
    until: NaiveDate,
) -> Result<Option<(NaiveDate, Money)>, AppError> {
    let mut groups = decided.groups();
    let at = groups
        .iter()
        .position(|group| group.terms.collect == Collection::Issue);
    let Some(group) = groups.get_mut(at.unwrap_or(0)) else {
        return Ok(None);
    };
    group.bills.retain(|(_, bill)| bill.on <= until);
    let Some(since) = group.bills.iter().map(|(_, bill)| bill.on).min() else {
        return Ok(None);
    };
    let bundle = group.bundle(decided.customer);
    let totals = sketch(tx, ground, decided.book, &bundle)?.draft.totals()?;
    Ok(Some((since, totals.total)))
}

/// A bill that comes later.
pub(crate) fn of_bill(
    tx: &ReadTx<'_>,
    ground: &Ground,
    (book, customer): (&PlanBook, &Customer),
    sub: &Subscription,
    bill: &Bill,
) -> Result<BillPreviewDto, AppError> {
    let mut bill = bill.clone();
    fit_bill(tx, ground, (book, customer), sub, &mut bill)?;
    let bundle = Bundle {
        customer,
        terms: BundleTerms::of(sub, &bill, book),
        bills: vec![&bill],
    };
    of_bundle(tx, ground, book, &bundle)
}

fn of_bundle(
    tx: &ReadTx<'_>,
    ground: &Ground,
    book: &PlanBook,
    bundle: &Bundle<'_>,
) -> Result<BillPreviewDto, AppError> {
    let Drafted { draft, tax_reason } = sketch(tx, ground, book, bundle)?;
    let totals = draft.totals()?;
    let on = bundle.bills.first().map_or(ground.today(), |bill| bill.on);
    let bears = on.max(ground.today());
    let prepaid = would_use(tx, &bundle.customer.id, totals.total, bears)?;
    let due = totals.total.try_sub(prepaid)?;
    let applied = credit_of(tx, bundle.customer, due)?;
    let lines = draft.lines.iter().zip(&totals.lines);
    let lines = lines.map(|(line, total)| line_to_dto(line, total));
    Ok(BillPreviewDto {
        on: on.to_string(),
        lines: lines.collect::<Result<_, _>>()?,
        subtotal: totals.subtotal.into(),
        discount: totals.discount.into(),
        tax: totals.tax.into(),
        total: totals.total.into(),
        taxes: tax_words(&totals),
        tax_reason,
        prepaid_credit: prepaid.into(),
        applied_balance: applied.into(),
        amount_due: due.try_sub(applied)?.into(),
    })
}

/// Credit that the customer holds is used for what is due after prepaid credit.
fn credit_of(tx: &ReadTx<'_>, customer: &Customer, due: Money) -> Result<Money, AppError> {
    let nothing = Money::zero(due.currency());
    let held = tx.customers().totals(&customer.id)?.into_iter();
    let mut credit = held.map(|totals| totals.credit);
    let credit = credit.find(|credit| credit.currency() == nothing.currency());
    let credit = credit
        .filter(|credit| credit.is_positive())
        .unwrap_or(nothing);
    Ok(if due.is_positive() {
        credit.try_min(due)?
    } else {
        nothing
    })
}

fn tax_words(totals: &Totals) -> Vec<TaxWordDto> {
    let label = |tax: &TaxTotal| match tax.name.contains('%') {
        true => tax.name.clone(),
        false => format!("{} {} %", tax.name, tax.rate_pct.normalize()),
    };
    let word = |tax: &TaxTotal| TaxWordDto {
        label: label(tax),
        amount: tax.amount.into(),
    };
    totals.taxes.iter().map(word).collect()
}

fn line_to_dto(line: &LineItem, total: &LineTotal) -> Result<BillLineDto, AppError> {
    let source = line.source.as_deref();
    let day = |on: NaiveDate| Some(on.to_string());
    Ok(BillLineDto {
        description: line.description.clone(),
        kind: source
            .map(|source| to_word(source.kind))
            .unwrap_or_default(),
        quantity: figure(line.quantity),
        unit_amount: line.unit_amount.to_string(),
        discount: total.discount.into(),
        amount: total.subtotal.try_sub(total.discount)?.into(),
        fraction: source
            .and_then(|source| source.fraction)
            .map(|fraction| fraction.to_string()),
        service_start: line.service_period.and_then(|period| day(period.start)),
        service_end: line.service_period.and_then(|period| day(period.end)),
        steps: source
            .map(|source| steps_to_dto(&source.explanation))
            .unwrap_or_default(),
    })
}

/// Lines that wait for the next invoice, without tax.
pub(crate) fn pending_lines(
    ground: &Ground,
    customer: &Customer,
    sub: &Subscription,
) -> Result<Vec<BillLineDto>, AppError> {
    let nobody = billing::ids::InvoiceId::from_ulid(ulid::Ulid::nil());
    let draft = DraftInvoice {
        currency: sub.terms.currency,
        lines: sub.pending.clone(),
        ..DraftInvoice::new(nobody, customer, &ground.business, ground.now)
    };
    let totals = draft.totals()?;
    let lines = draft.lines.iter().zip(&totals.lines);
    lines
        .map(|(line, total)| line_to_dto(line, total))
        .collect()
}
