//! Draft invoices: everything a person may still change, and the terms it starts with.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::line_item::{Discount, LineItem};
use super::totals::{TaxRounding, Totals, TotalsError, TotalsInput, totals};
use crate::business::{Business, Template};
use crate::customer::{CustomField, Customer, Language};
use crate::ids::{CustomerId, InvoiceId};
use crate::money::{Currency, Rounding};

/// An invoice that is still being written. It has no number and owes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftInvoice {
    /// Identity; the finalized invoice keeps it.
    pub id: InvoiceId,
    /// Who is billed.
    pub customer_id: CustomerId,
    /// Currency of every amount on it.
    pub currency: Currency,
    /// What is billed.
    pub lines: Vec<LineItem>,
    /// What is taken off the whole.
    pub discount: Option<Discount>,
    /// Whether unit prices include tax.
    pub tax_inclusive: bool,
    /// Where tax is rounded.
    pub tax_rounding: TaxRounding,
    /// How amounts are rounded.
    pub rounding: Rounding,
    /// Day that it should carry; the day of finalization where absent.
    pub issue_on: Option<NaiveDate>,
    /// Days until it is due.
    pub net_days: u16,
    /// The customer's reference, such as an order number.
    pub reference: String,
    /// Note above the foot of the page.
    pub note: String,
    /// Small print at the foot.
    pub footer_note: String,
    /// Fields that a person added.
    pub custom_fields: Vec<CustomField>,
    /// The look of the page.
    pub template: Template,
    /// Language of the page's labels.
    pub language: Language,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// How often it was saved, so that two editors cannot overwrite each other unseen.
    pub revision: u32,
}

impl DraftInvoice {
    /// An empty draft for a customer, with the terms of the customer and of the business.
    #[must_use]
    pub fn new(
        id: InvoiceId,
        customer: &Customer,
        business: &Business,
        created_at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            customer_id: customer.id.clone(),
            currency: customer.currency,
            lines: Vec::new(),
            discount: None,
            tax_inclusive: business.tax_inclusive,
            tax_rounding: business.tax_rounding,
            rounding: business.rounding,
            issue_on: None,
            net_days: customer.net_days.unwrap_or(business.net_days),
            reference: String::new(),
            note: business.invoice_note.clone(),
            footer_note: business.footer_note.clone(),
            custom_fields: customer.custom_fields.clone(),
            template: business.template,
            language: customer.language,
            created_at,
            updated_at: created_at,
            revision: 0,
        }
    }

    /// What it comes to as it stands.
    ///
    /// # Errors
    /// [`TotalsError`] where a line cannot be computed.
    pub fn totals(&self) -> Result<Totals, TotalsError> {
        totals(&self.totals_input())
    }

    /// What its totals are computed from.
    #[must_use]
    pub fn totals_input(&self) -> TotalsInput<'_> {
        TotalsInput {
            currency: self.currency,
            lines: &self.lines,
            discount: self.discount,
            tax_inclusive: self.tax_inclusive,
            tax_rounding: self.tax_rounding,
            rounding: self.rounding,
        }
    }
}
