//! Reads a draft as typed: what makes sense becomes the draft of the core, the rest a problem.

use billing::business::Business;
use billing::customer::Customer;
use billing::ids::{CustomerId, InvoiceId};
use billing::invoice::{Discount, DraftInvoice, LineItem, LineSource, ServicePeriod, Totals};
use billing::money::Currency;
use billing::tax::{DecisionRecord, LineTax, TaxRate};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use ulid::Ulid;

use super::line_source::{source_from_dto, tax_from_dto};
use crate::business::from_dto::custom_fields;
use crate::dto::invoices::{DraftDto, FieldProblem, LineDto};
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::error_from_billing::sentence;
use crate::tax::record_dto::record_from_dto;

/// The revenue account of lines that name no product.
pub const DEFAULT_PRODUCT: &str = "Sales";

/// What a draft refers to, as the ledger has it now.
#[derive(Debug, Clone)]
pub struct Surroundings {
    pub business: Business,
    pub customer: Option<Customer>,
    pub rates: Vec<TaxRate>,
}

/// Which draft it is, and when it was touched.
#[derive(Debug, Clone)]
pub struct DraftIdentity {
    pub id: InvoiceId,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub revision: u32,
}

impl DraftIdentity {
    /// The identity of a draft that is only on the screen.
    pub fn unsaved(now: DateTime<Utc>) -> Self {
        let id = InvoiceId::from_ulid(Ulid::nil());
        Self {
            id,
            created_at: now,
            updated_at: now,
            revision: 0,
        }
    }
}

/// A draft that was read, and what must be mended before it can be issued.
#[derive(Debug, Clone)]
pub struct ReadDraft {
    pub draft: DraftInvoice,
    pub totals: Option<Totals>,
    pub problems: Vec<FieldProblem>,
    /// Per line, whether nothing was typed in it.
    blank: Vec<bool>,
}

impl ReadDraft {
    /// The draft as it is issued and printed: without lines in which nothing was typed.
    pub fn without_blank_lines(mut self) -> Self {
        let mut blank = std::mem::take(&mut self.blank).into_iter();
        self.draft.lines.retain(|_| !blank.next().unwrap_or(false));
        self.totals = self.draft.totals().ok();
        self
    }

    /// The draft where nothing has to be mended.
    pub fn ready(self) -> Result<DraftInvoice, AppError> {
        match self.problems.first() {
            None => Ok(self.without_blank_lines().draft),
            Some(first) => Err(AppError::new(
                "draft_incomplete",
                format!(
                    "The draft cannot be issued yet: {} It is saved.",
                    first.message
                ),
                "Mend the marked fields, then issue it.",
            )
            .at(format!("draft.{}", first.field))),
        }
    }
}

/// Collects problems, so that reading goes on after the first.
#[derive(Debug, Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldProblem {
            field: field.into(),
            message: message.into(),
        });
    }

    /// The choice that a word names; the default where it is empty.
    fn choice<T: DeserializeOwned>(&mut self, field: &str, word: &str, default: T) -> T {
        match word {
            "" => default,
            word => from_word(word, field, "").unwrap_or_else(|_| {
                self.add(field, format!("\"{word}\" is not a {field}; choose one."));
                default
            }),
        }
    }

    fn decimal(&mut self, field: &str, text: &str, default: Decimal) -> Decimal {
        match text.trim() {
            "" => default,
            text => Decimal::from_str_exact(text).unwrap_or_else(|_| {
                self.add(
                    field,
                    format!("\"{text}\" is not a number; write it like 1.5."),
                );
                default
            }),
        }
    }

    fn day(&mut self, field: &str, text: Option<&str>) -> Option<NaiveDate> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        if day.is_none() {
            self.add(
                field,
                format!("\"{text}\" is not a day; write it like 2026-01-31."),
            );
        }
        day
    }

    /// `prefix` is empty for the whole invoice, or "lines.2." for a line.
    fn discount(&mut self, prefix: &str, percent: &str, amount: &str) -> Option<Discount> {
        let (pct_field, amount_field) = (
            format!("{prefix}discount_pct"),
            format!("{prefix}discount_amount"),
        );
        let percent = self.decimal(&pct_field, percent, Decimal::ZERO);
        let amount = self.decimal(&amount_field, amount, Decimal::ZERO);
        match (percent.is_zero(), amount.is_zero()) {
            (true, true) => None,
            (false, true) => Some(Discount::Percent(percent)),
            (true, false) => Some(Discount::Amount(amount)),
            (false, false) => {
                self.add(
                    amount_field,
                    "A discount is a percentage or an amount, not both.",
                );
                Some(Discount::Percent(percent))
            }
        }
    }
}

/// Reads what was typed; nothing that was typed makes this fail.
pub fn read_draft(dto: &DraftDto, of: DraftIdentity, around: &Surroundings) -> ReadDraft {
    let mut problems = Problems::default();
    let business = &around.business;
    check_customer(dto, around, &mut problems);
    let customer = around.customer.as_ref();
    let nobody = || CustomerId::from_ulid(Ulid::nil());
    let currency = currency(dto, around, &mut problems);
    let default_language = customer.map_or(business.language, |customer| customer.language);
    let net_days = dto
        .net_days
        .or_else(|| customer.and_then(|customer| customer.net_days));
    let draft = DraftInvoice {
        id: of.id,
        customer_id: customer.map_or_else(nobody, |customer| customer.id.clone()),
        currency,
        lines: lines(dto, around, &mut problems),
        discount: problems.discount("", &dto.discount_pct, &dto.discount_amount),
        tax_inclusive: dto.tax_inclusive,
        tax_rounding: business.tax_rounding,
        rounding: business.rounding,
        issue_on: problems.day("issue_on", dto.issue_on.as_deref()),
        net_days: net_days.unwrap_or(business.net_days),
        reference: dto.reference.trim().to_owned(),
        note: dto.note.clone(),
        footer_note: dto.footer_note.clone(),
        custom_fields: custom_fields(&dto.custom_fields),
        template: problems.choice("template", &dto.template, business.template),
        language: problems.choice("language", &dto.language, default_language),
        created_at: of.created_at,
        updated_at: of.updated_at,
        revision: of.revision,
    };
    let totals = totals(&draft, &mut problems);
    let blank = dto.lines.iter().map(is_blank).collect();
    ReadDraft {
        draft,
        totals,
        problems: problems.0,
        blank,
    }
}

fn check_customer(dto: &DraftDto, around: &Surroundings, problems: &mut Problems) {
    match (&dto.customer_id, &around.customer) {
        (None, _) => problems.add("customer_id", "Choose whom the invoice is for."),
        (Some(_), None) => {
            problems.add(
                "customer_id",
                "This customer is no longer there; choose another.",
            );
        }
        (Some(_), Some(customer)) => {
            if let Err(error) = customer.validate() {
                problems.add("customer_id", sentence(&error));
            }
        }
    }
}

fn currency(dto: &DraftDto, around: &Surroundings, problems: &mut Problems) -> Currency {
    let default = around
        .customer
        .as_ref()
        .map_or(around.business.currency, |c| c.currency);
    match dto.currency.trim() {
        "" => default,
        code => Currency::try_new(code).unwrap_or_else(|error| {
            problems.add("currency", sentence(&error));
            default
        }),
    }
}

fn lines(dto: &DraftDto, around: &Surroundings, problems: &mut Problems) -> Vec<LineItem> {
    if dto.lines.iter().all(is_blank) {
        problems.add("lines", "Add a line: there is nothing to bill.");
    }
    dto.lines
        .iter()
        .enumerate()
        .map(|(at, typed)| line(typed, &format!("lines.{at}."), around, problems))
        .collect()
}

fn line(typed: &LineDto, prefix: &str, around: &Surroundings, problems: &mut Problems) -> LineItem {
    let field = |name: &str| format!("{prefix}{name}");
    if typed.description.trim().is_empty() && !is_blank(typed) {
        problems.add(field("description"), "Say what is billed.");
    }
    let product = match typed.product.trim() {
        "" => DEFAULT_PRODUCT,
        product => product,
    };
    let taxes = taxes(typed, &field("tax_rate_ids"), around, problems);
    LineItem {
        tax_decision: tax_decision(typed, &taxes, around, (&field("tax_decision"), problems)),
        description: typed.description.clone(),
        quantity: problems.decimal(&field("quantity"), &typed.quantity, Decimal::ONE),
        unit: typed.unit.clone(),
        unit_amount: problems.decimal(&field("unit_amount"), &typed.unit_amount, Decimal::ZERO),
        discount: problems.discount(prefix, &typed.discount_pct, &typed.discount_amount),
        taxes,
        service_period: service_period(typed, prefix, problems),
        product: product.to_owned(),
        source: source(typed, &field("source"), problems),
    }
}

fn source(typed: &LineDto, field: &str, problems: &mut Problems) -> Option<Box<LineSource>> {
    let read = source_from_dto(typed.source.as_ref()?);
    read.map_err(|error| problems.add(field, error.message))
        .ok()
        .map(Box::new)
}

/// The decision that made a line's taxes, as long as these are still the taxes and the customer.
fn tax_decision(
    typed: &LineDto,
    taxes: &[LineTax],
    around: &Surroundings,
    (field, problems): (&str, &mut Problems),
) -> Option<Box<DecisionRecord>> {
    let customer = around.customer.as_ref()?;
    let read = record_from_dto(typed.tax_decision.as_ref()?, field);
    read.map_err(|error| problems.add(field, error.message))
        .ok()
        .filter(|record| record.fits(&customer.id, taxes))
        .map(Box::new)
}

fn taxes(
    typed: &LineDto,
    field: &str,
    around: &Surroundings,
    problems: &mut Problems,
) -> Vec<LineTax> {
    let found = |id: &String| {
        let rate = around.rates.iter().find(|rate| rate.id.as_str() == id);
        if rate.is_none() {
            problems.add(field, "This tax rate is no longer there; choose another.");
        }
        rate.map(TaxRate::to_line_tax)
    };
    if typed.tax_rate_ids.is_empty() {
        return decided_taxes(typed, field, problems);
    }
    typed.tax_rate_ids.iter().filter_map(found).collect()
}

fn decided_taxes(typed: &LineDto, field: &str, problems: &mut Problems) -> Vec<LineTax> {
    let mut read = |tax| {
        let tax = tax_from_dto(tax);
        tax.map_err(|error| problems.add(field, error.message)).ok()
    };
    typed.taxes.iter().filter_map(&mut read).collect()
}

fn service_period(typed: &LineDto, prefix: &str, problems: &mut Problems) -> Option<ServicePeriod> {
    let (start_field, end_field) = (
        format!("{prefix}service_start"),
        format!("{prefix}service_end"),
    );
    let start = problems.day(&start_field, typed.service_start.as_deref());
    let end = problems.day(&end_field, typed.service_end.as_deref());
    match (start, end) {
        (Some(start), Some(end)) if start < end => Some(ServicePeriod { start, end }),
        (Some(_), Some(_)) => {
            problems.add(end_field, "The service has to end after its start.");
            None
        }
        (Some(_), None) => {
            problems.add(end_field, "Say when the service ends, or clear its start.");
            None
        }
        (None, Some(_)) => {
            problems.add(
                start_field,
                "Say when the service starts, or clear its end.",
            );
            None
        }
        (None, None) => None,
    }
}

fn totals(draft: &DraftInvoice, problems: &mut Problems) -> Option<Totals> {
    match draft.totals() {
        Ok(totals) => Some(totals),
        Err(error) => {
            let error = AppError::from(error);
            let field = error.field.as_deref().unwrap_or("draft.lines");
            problems.add(field.trim_start_matches("draft."), error.message);
            None
        }
    }
}

/// A line that only has what a new line starts with.
fn is_blank(line: &LineDto) -> bool {
    [
        &line.description,
        &line.unit_amount,
        &line.discount_pct,
        &line.discount_amount,
        &line.product,
    ]
    .iter()
    .all(|text| text.trim().is_empty())
        && matches!(line.quantity.trim(), "" | "1")
}
