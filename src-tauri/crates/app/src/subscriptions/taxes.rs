//! The taxes on a line of a subscription: decided for its product, its customer and its day.

use billing::catalog::{PlanBook, Product};
use billing::customer::Customer;
use billing::invoice::LineItem;
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use store::ReadTx;

use super::ground::Ground;
use crate::error::AppError;
use crate::tax::{DecidedTaxes, Sold};

/// Decides for one line of a bill of that day.
pub(crate) fn line_taxes(
    tx: &ReadTx<'_>,
    ground: &Ground,
    (book, customer): (&PlanBook, &Customer),
    (line, currency): (&LineItem, Currency),
    on: NaiveDate,
) -> Result<DecidedTaxes, AppError> {
    let product = product_of(book, line);
    let sold = Sold {
        kind: product.map(|product| product.supply).unwrap_or_default(),
        category: product.map_or("", |product| product.tax_category.as_str()),
        on,
        net: gross_of(line, currency, ground)?,
    };
    ground
        .taxes
        .line_taxes(tx, &ground.business, customer, sold)
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
