//! The taxes on a line of a subscription: decided for its product, its customer and its day.

use billing::catalog::{PlanBook, Product};
use billing::customer::Customer;
use billing::invoice::{LineItem, LineKind};
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use store::ReadTx;

use super::ground::Ground;
use super::place::BilledTime;
use crate::error::AppError;
use crate::tax::{DecidedTaxes, Sold};

/// Decides for one line of a bill of that day. Time that is over was supplied by its last day (EU
/// VAT directive, article 64); what is billed before its time bears the rate of the bill (article
/// 65). Time that comes back bears the taxes that it was billed with.
pub(crate) fn line_taxes(
    tx: &ReadTx<'_>,
    ground: &Ground,
    (book, customer): (&PlanBook, &Customer),
    (line, before): (&LineItem, &[LineItem]),
    (currency, on): (Currency, NaiveDate),
) -> Result<DecidedTaxes, AppError> {
    if let Some(billed) = billed_as(tx, line, before)? {
        return Ok(DecidedTaxes {
            taxes: billed.taxes,
            reason: String::new(),
            record: billed.tax_decision,
        });
    }
    let product = product_of(book, line);
    let last = line.service_period.and_then(|time| time.end.pred_opt());
    let sold = Sold {
        kind: product.map(|product| product.supply).unwrap_or_default(),
        category: product.map_or("", |product| product.tax_category.as_str()),
        on: last.map_or(on, |last| last.min(on)),
        net: gross_of(line, currency, ground)?,
    };
    ground
        .taxes
        .line_taxes(tx, &ground.business, customer, sold)
}

/// The line that a credit gives back; none where that is on the same bill, before it, and so is
/// decided alike.
fn billed_as(
    tx: &ReadTx<'_>,
    line: &LineItem,
    before: &[LineItem],
) -> Result<Option<LineItem>, AppError> {
    let source = line.source.as_deref();
    let is_credit = source.is_some_and(|source| source.kind == LineKind::Credit);
    let Some(time) = BilledTime::of_line(line).filter(|_| is_credit) else {
        return Ok(None);
    };
    if time.place_in(before).is_some() {
        return Ok(None);
    }
    Ok(time.find(tx)?.map(|(_, billed)| billed))
}

fn product_of<'a>(book: &'a PlanBook, line: &LineItem) -> Option<&'a Product> {
    let source = line.source.as_deref()?;
    let booked = book.get(&source.plan_id, source.version);
    // A version that the subscription has left may be missing; the product is its plan's.
    let of_plan = || book.iter().find(|booked| booked.plan.id == source.plan_id);
    booked.or_else(of_plan).map(|booked| &booked.product)
}

fn gross_of(line: &LineItem, currency: Currency, ground: &Ground) -> Result<Money, AppError> {
    let exact = line.quantity.checked_mul(line.unit_amount);
    Ok(match exact {
        Some(exact) => Money::from_decimal(exact, currency, ground.business.rounding)?,
        None => Money::zero(currency),
    })
}
