//! The line table of an invoice: each line's texts, the sums carried over, the taxes per rate.

use billing::invoice::{Discount, DraftInvoice, LineItem, LineTotal, TaxTotal, Totals};
use billing::money::{Currency, Money};
use chrono::NaiveDate;

use crate::error::DocumentError;
use crate::format::Locale;
use crate::invoice::too_large;
use crate::labels::Labels;
use crate::page::{Columns, LineRow, TaxTable};

/// Above so many characters a line may be split over two pages.
const LONG: usize = 600;
const ABSENT: &str = "–";

pub(crate) fn columns(labels: &Labels, currency: Currency) -> Columns {
    Columns {
        position: labels.position.to_owned(),
        description: labels.description.to_owned(),
        quantity: labels.quantity.to_owned(),
        price: labels.unit_price.to_owned(),
        tax: labels.tax.to_owned(),
        amount: format!("{} ({})", labels.amount, currency.code()),
    }
}

pub(crate) fn line_rows(
    content: &DraftInvoice,
    totals: &Totals,
    locale: Locale,
) -> Result<Vec<LineRow>, DocumentError> {
    let shared = shared_period(&content.lines).is_some();
    let mut carried = Money::zero(content.currency);
    let mut rows = Vec::with_capacity(content.lines.len());
    for (line, total) in content.lines.iter().zip(&totals.lines) {
        let amount = total.subtotal.try_sub(total.discount).map_err(too_large)?;
        carried = carried.try_add(amount).map_err(too_large)?;
        rows.push(LineRow {
            description: line.description.trim().to_owned(),
            details: details(line, total, shared, locale)?,
            quantity: with_unit(locale.quantity(line.quantity), &line.unit),
            price: locale.unit_price(line.unit_amount, content.currency),
            tax: tax_text(line, locale),
            amount: locale.amount(amount),
            carried: locale.amount(carried),
            long: line.description.len() > LONG,
        });
    }
    Ok(rows)
}

/// What stands small below a line: the days and the part of a period it is for, what was taken off.
fn details(
    line: &LineItem,
    total: &LineTotal,
    shared_period: bool,
    locale: Locale,
) -> Result<Vec<String>, DocumentError> {
    let mut details = Vec::new();
    if let (Some((first, last)), false) = (period(line), shared_period) {
        details.push(locale.span(first, last));
    }
    if let Some(fraction) = line.source.as_ref().and_then(|source| source.fraction) {
        let part = format!("{}/{}", fraction.part, fraction.whole);
        let words = Labels::of(locale.language).part_of_period;
        details.push(words.replace("{part}", &part));
    }
    if let Some(discount) = line.discount {
        let label = Labels::of(locale.language).discount;
        let taken = locale.amount(total.discount.try_neg().map_err(too_large)?);
        details.push(match discount {
            Discount::Percent(percent) => format!("{label} {}: {taken}", locale.percent(percent)),
            Discount::Amount(_) => format!("{label}: {taken}"),
        });
    }
    Ok(details)
}

fn with_unit(quantity: String, unit: &str) -> String {
    match unit.trim() {
        "" => quantity,
        unit => format!("{quantity}\u{A0}{unit}"),
    }
}

pub(crate) fn tax_text(line: &LineItem, locale: Locale) -> String {
    if line.taxes.is_empty() {
        return ABSENT.to_owned();
    }
    let rates: Vec<String> = line
        .taxes
        .iter()
        .map(|tax| locale.percent(tax.rate_pct))
        .collect();
    rates.join(" + ")
}

/// First and last day; a service period ends before its `end`.
fn period(line: &LineItem) -> Option<(NaiveDate, NaiveDate)> {
    let period = line.service_period?;
    let last = period.end.pred_opt().filter(|last| *last >= period.start);
    Some((period.start, last.unwrap_or(period.start)))
}

/// The period that every line is for, where they all have the same.
pub(crate) fn shared_period(lines: &[LineItem]) -> Option<(NaiveDate, NaiveDate)> {
    let first = period(lines.first()?)?;
    lines
        .iter()
        .all(|line| period(line) == Some(first))
        .then_some(first)
}

pub(crate) fn tax_table(taxes: &[TaxTotal], locale: Locale) -> TaxTable {
    let labels = Labels::of(locale.language);
    let mut notes: Vec<String> = Vec::new();
    for note in taxes
        .iter()
        .map(|tax| tax.note.trim())
        .filter(|note| !note.is_empty())
    {
        if !notes.iter().any(|known| known == note) {
            notes.push(note.to_owned());
        }
    }
    let row = |tax: &TaxTotal| {
        [
            locale.tax(&tax.name, tax.rate_pct),
            locale.amount(tax.taxable),
            locale.amount(tax.amount),
        ]
    };
    TaxTable {
        title: labels.tax_summary.to_owned(),
        heads: [labels.rate, labels.taxable, labels.tax].map(str::to_owned),
        rows: taxes.iter().map(row).collect(),
        notes,
    }
}
