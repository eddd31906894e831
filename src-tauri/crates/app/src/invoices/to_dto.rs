//! Invoices from the core to their wire shapes: sums, and issued content as it could be edited.

use billing::invoice::{Discount, DraftInvoice, LineItem, LineTotal, TaxTotal, Totals};
use billing::tax::{LineTax, TaxRate};

use super::line_source::{source_to_dto, steps_to_dto, tax_to_dto};
use crate::business::to_dto::custom_fields;
use crate::dto::invoices::{DraftDto, LineDto, LineTotalDto, TaxTotalDto, TotalsDto};
use crate::dto::words::{figure, to_word};
use crate::tax::record_dto::record_to_dto;

/// The sums with their arithmetic.
pub fn totals_to_dto(totals: &Totals) -> TotalsDto {
    TotalsDto {
        subtotal: totals.subtotal.into(),
        discount: totals.discount.into(),
        taxable: totals.taxable.into(),
        taxes: totals.taxes.iter().map(tax_total_to_dto).collect(),
        tax: totals.tax.into(),
        total: totals.total.into(),
        lines: totals.lines.iter().map(line_total_to_dto).collect(),
        steps: steps_to_dto(&totals.explanation),
    }
}

/// One tax group.
pub fn tax_total_to_dto(tax: &TaxTotal) -> TaxTotalDto {
    TaxTotalDto {
        name: tax.name.clone(),
        rate_pct: figure(tax.rate_pct),
        jurisdiction: tax.jurisdiction.clone(),
        category: tax.category.code().to_owned(),
        note: tax.note.clone(),
        taxable: tax.taxable.into(),
        amount: tax.amount.into(),
    }
}

fn line_total_to_dto(line: &LineTotal) -> LineTotalDto {
    LineTotalDto {
        subtotal: line.subtotal.into(),
        discount: line.discount.into(),
        invoice_discount: line.invoice_discount.into(),
        net: line.net.into(),
        tax: line.tax.into(),
        total: line.total.into(),
    }
}

/// Issued content as it could be edited, for instance in a copy.
pub fn content_to_dto(content: &DraftInvoice, rates: &[TaxRate]) -> DraftDto {
    let (discount_pct, discount_amount) = discount_texts(content.discount);
    DraftDto {
        customer_id: Some(content.customer_id.to_string()),
        currency: content.currency.code().to_owned(),
        lines: content
            .lines
            .iter()
            .map(|line| line_to_dto(line, rates))
            .collect(),
        discount_pct,
        discount_amount,
        tax_inclusive: content.tax_inclusive,
        issue_on: content.issue_on.map(|on| on.to_string()),
        net_days: Some(content.net_days),
        reference: content.reference.clone(),
        note: content.note.clone(),
        footer_note: content.footer_note.clone(),
        custom_fields: custom_fields(content.custom_fields.clone()),
        template: to_word(content.template),
        language: to_word(content.language),
    }
}

fn line_to_dto(line: &LineItem, rates: &[TaxRate]) -> LineDto {
    let (discount_pct, discount_amount) = discount_texts(line.discount);
    // Taxes that a decision made have no rate of the person's own: they go as they are.
    let tax_rate_ids: Option<Vec<String>> =
        line.taxes.iter().map(|tax| rate_id(tax, rates)).collect();
    let taxes = match tax_rate_ids {
        Some(_) => Vec::new(),
        None => line.taxes.iter().map(tax_to_dto).collect(),
    };
    LineDto {
        description: line.description.clone(),
        quantity: figure(line.quantity),
        unit: line.unit.clone(),
        unit_amount: line.unit_amount.to_string(),
        discount_pct,
        discount_amount,
        tax_rate_ids: tax_rate_ids.unwrap_or_default(),
        service_start: line.service_period.map(|period| period.start.to_string()),
        service_end: line.service_period.map(|period| period.end.to_string()),
        product: line.product.clone(),
        taxes,
        source: line.source.as_deref().map(source_to_dto),
        tax_decision: line.tax_decision.as_deref().map(record_to_dto),
    }
}

/// An issued line has its own copy of the rate: the id is that of the rate which still is the
/// same, else of one with the same percentage, category and place.
fn rate_id(tax: &LineTax, rates: &[TaxRate]) -> Option<String> {
    let same = rates.iter().find(|rate| rate.to_line_tax() == *tax);
    let alike = |rate: &&TaxRate| {
        rate.rate_pct == tax.rate_pct
            && rate.category == tax.category
            && rate.jurisdiction == tax.jurisdiction
    };
    same.or_else(|| rates.iter().find(alike))
        .map(|rate| rate.id.to_string())
}

/// A discount as the two fields of the editor: percentage, amount.
fn discount_texts(discount: Option<Discount>) -> (String, String) {
    match discount {
        None => (String::new(), String::new()),
        Some(Discount::Percent(percent)) => (figure(percent), String::new()),
        Some(Discount::Amount(amount)) => (String::new(), amount.to_string()),
    }
}
