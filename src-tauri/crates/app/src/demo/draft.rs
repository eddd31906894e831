//! An order of the demo company's plan as the draft that a person would type.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::plan::{Order, OrderLine};
use super::script::{Company, Patron, Product, unreadable};
use crate::dto::invoices::{DraftDto, LineDto};
use crate::error::AppError;

/// The draft of an order, without its customer's id. `rates` are tax rate ids by key.
pub fn draft_of(
    company: &Company,
    who: &Patron,
    order: &Order,
    rates: &BTreeMap<String, String>,
) -> Result<DraftDto, AppError> {
    let lines = order.lines.iter().map(|line| {
        let product = company
            .products
            .get(&line.product)
            .ok_or_else(|| unreadable("product", &line.product))?;
        let rate = tax_key(company, who, &product.tax);
        let mut typed = line_of(company, who, line, product, order.on)?;
        typed.tax_rate_ids = rates.get(rate).cloned().into_iter().collect();
        Ok(typed)
    });
    Ok(DraftDto {
        currency: who.currency.clone(),
        lines: lines.collect::<Result<_, AppError>>()?,
        discount_pct: who.discount_pct.clone(),
        net_days: Some(who.net_days),
        reference: order.reference.clone(),
        footer_note: company.business.footer_note.clone(),
        ..DraftDto::default()
    })
}

/// Which rate a customer is billed with: at home the product's own, to businesses in other
/// countries of the Union reverse charge, outside of it none.
pub fn tax_key<'a>(company: &Company, who: &Patron, domestic: &'a str) -> &'a str {
    let country = &who.address.country;
    let in_union = company.eu.contains(country);
    if *country == company.business.address.country || (in_union && !who.business) {
        domestic
    } else if in_union {
        "reverse_charge"
    } else {
        "outside"
    }
}

fn line_of(
    company: &Company,
    who: &Patron,
    line: &OrderLine,
    product: &Product,
    on: NaiveDate,
) -> Result<LineDto, AppError> {
    let text = product.text.get(&who.language);
    let text = text.ok_or_else(|| unreadable("language", &who.language))?;
    let price = product.price.get(&who.currency);
    let first = on.with_day(1).unwrap_or(on);
    let service = product
        .monthly
        .then(|| (first, first + Months::new(1)))
        .unzip();
    Ok(LineDto {
        description: text.replace("{month}", &month_name(company, &who.language, on)),
        quantity: line.quantity.normalize().to_string(),
        unit: product.unit.clone(),
        unit_amount: price
            .ok_or_else(|| unreadable("price", &who.currency))?
            .clone(),
        service_start: service.0.map(|day| day.to_string()),
        service_end: service.1.map(|day: NaiveDate| day.to_string()),
        product: product.product.clone(),
        ..LineDto::default()
    })
}

fn month_name(company: &Company, language: &str, on: NaiveDate) -> String {
    let names = company.month_names.get(language);
    let month = usize::try_from(on.month0()).ok();
    let name = names.zip(month).and_then(|(names, month)| names.get(month));
    format!("{} {}", name.map_or("", String::as_str), on.year())
}
