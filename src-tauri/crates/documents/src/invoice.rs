//! The invoice as a document: what a draft or an issued invoice says on its pages.

use billing::business::{Business, Paper, Template};
use billing::customer::Customer;
use billing::invoice::{DraftInvoice, Invoice, Settlement, Totals, TotalsError, amount_due};
use billing::money::{Money, MoneyError};
use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::accent::Accent;
use crate::error::DocumentError;
use crate::format::Locale;
use crate::labels::Labels;
use crate::lines::{columns, line_rows, shared_period, tax_table};
use crate::logo::Logo;
use crate::page::{
    Fact, FileTitle, Headline, Page, PageWords, PaymentBlock, TotalRole, TotalRow, customer_party,
    paper_name, seller_name, seller_party,
};
use crate::payment_code::Transfer;

/// How far the invoice has come, as far as its pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Draft,
    Issued {
        number: String,
        settlement: Settlement,
    },
}

/// An invoice with everything its pages show. Its look starts from the business's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceDocument {
    stage: Stage,
    content: DraftInvoice,
    totals: Totals,
    seller: Business,
    customer: Customer,
    made_at: DateTime<Utc>,
    issued_on: NaiveDate,
    due_on: NaiveDate,
    due: Money,
    logo: Option<Logo>,
    template: Template,
    paper: Paper,
}

impl InvoiceDocument {
    /// The pages of a draft as they would be issued on `today`, where it names no day itself.
    /// `logo` is a PNG, JPEG or SVG file.
    pub fn from_draft(
        draft: &DraftInvoice,
        seller: &Business,
        customer: &Customer,
        logo: Option<&[u8]>,
        today: NaiveDate,
    ) -> Result<Self, TotalsError> {
        let totals = draft.totals()?;
        let issued_on = draft.issue_on.unwrap_or(today);
        let net_days = Days::new(u64::from(draft.net_days));
        Ok(Self {
            stage: Stage::Draft,
            due: totals.total,
            totals,
            content: draft.clone(),
            seller: seller.clone(),
            customer: customer.clone(),
            made_at: draft.updated_at,
            issued_on,
            due_on: issued_on.checked_add_days(net_days).unwrap_or(issued_on),
            logo: logo.and_then(Logo::recognize),
            template: draft.template,
            paper: seller.paper,
        })
    }

    /// The pages of an issued invoice, with what was paid and credited since.
    pub fn from_invoice(
        invoice: &Invoice,
        settlement: &Settlement,
        logo: Option<&[u8]>,
    ) -> Result<Self, MoneyError> {
        Ok(Self {
            stage: Stage::Issued {
                number: invoice.number().to_owned(),
                settlement: settlement.clone(),
            },
            due: amount_due(invoice, settlement)?,
            totals: invoice.totals().clone(),
            content: invoice.content().clone(),
            seller: invoice.seller().clone(),
            customer: invoice.customer().clone(),
            made_at: invoice.issued_at(),
            issued_on: invoice.issued_on(),
            due_on: invoice.due_on(),
            logo: logo.and_then(Logo::recognize),
            template: invoice.content().template,
            paper: invoice.seller().paper,
        })
    }

    /// The same invoice in another look.
    #[must_use]
    pub fn with_look(mut self, template: Template, paper: Paper) -> Self {
        self.template = template;
        self.paper = paper;
        self
    }

    fn labels(&self) -> &'static Labels {
        Labels::of(self.content.language)
    }

    fn locale(&self) -> Locale {
        Locale::new(self.content.language, &self.seller.address.country)
    }

    fn number(&self) -> &str {
        match &self.stage {
            Stage::Draft => self.labels().assigned_on_issue,
            Stage::Issued { number, .. } => number,
        }
    }

    fn is_void(&self) -> bool {
        matches!(&self.stage, Stage::Issued { settlement, .. } if settlement.voided_at.is_some())
    }

    fn mark(&self) -> &'static str {
        match &self.stage {
            Stage::Draft => self.labels().draft,
            Stage::Issued { .. } if self.is_void() => self.labels().void,
            Stage::Issued { .. } => "",
        }
    }

    pub(crate) fn to_page(&self) -> Result<Page, DocumentError> {
        let (labels, locale) = (self.labels(), self.locale());
        let lines = line_rows(&self.content, &self.totals, locale)?;
        let payment_code = self.payment_code();
        let language = self.content.language;
        Ok(Page {
            template: self.template,
            identity: format!("{} {}", self.content.id.as_str(), self.number()),
            made_at: self.made_at,
            recipient_country: self.customer.address.country.clone(),
            logo: self.logo.clone(),
            multi: false,
            tight: false,
            paper: paper_name(self.paper),
            lang: language.code(),
            accent: Accent::new(&self.seller.accent),
            document: FileTitle {
                title: format!("{} {}", labels.invoice, self.number()),
                author: seller_name(&self.seller).to_owned(),
                description: self.customer.name.clone(),
            },
            labels: PageWords::of(labels),
            title: labels.invoice.to_owned(),
            number: self.number().to_owned(),
            mark: self.mark().to_owned(),
            seller: seller_party(&self.seller, &self.customer.address.country, locale),
            recipient: customer_party(&self.customer, &self.seller, locale),
            facts: self.facts(),
            headline: self.headline(),
            columns: columns(labels, self.content.currency),
            show_tax_column: self.content.lines.iter().any(|line| !line.taxes.is_empty()),
            show_quantity_columns: true,
            lines,
            totals: self.total_rows()?,
            taxes: tax_table(&self.totals.taxes, locale),
            payment: self.payment(payment_code.is_some()),
            payment_code,
            notes: paragraphs(&self.content.note),
            small_print: paragraphs(&self.content.footer_note),
        })
    }

    fn facts(&self) -> Vec<Fact> {
        let (labels, locale) = (self.labels(), self.locale());
        let period = shared_period(&self.content.lines)
            .map(|(first, last)| Fact::new(labels.service_period, locale.span(first, last)));
        let custom = self.content.custom_fields.iter();
        let mut facts = vec![
            Fact::new(labels.invoice_date, locale.date(self.issued_on)),
            Fact::new(labels.due_date, locale.date(self.due_on)),
        ];
        facts.extend(period);
        facts.extend(Fact::present(labels.reference, &self.content.reference));
        facts.extend(custom.filter_map(|field| Fact::present(&field.label, &field.value)));
        facts
    }

    fn headline(&self) -> Headline {
        let (labels, locale) = (self.labels(), self.locale());
        let note = if self.due.is_positive() && !self.is_void() {
            labels.by_date.replace("{date}", &locale.date(self.due_on))
        } else {
            String::new()
        };
        Headline {
            label: labels.amount_due.to_owned(),
            value: locale.money(self.due),
            note,
        }
    }

    /// Subtotal, discount, taxes, total; then what was settled and what is left.
    fn total_rows(&self) -> Result<Vec<TotalRow>, DocumentError> {
        let (labels, locale) = (self.labels(), self.locale());
        let totals = &self.totals;
        let currency = self.content.currency;
        let mut listed = Money::zero(currency);
        let mut discount = Money::zero(currency);
        for line in &totals.lines {
            let shown = line.subtotal.try_sub(line.discount).map_err(too_large)?;
            listed = listed.try_add(shown).map_err(too_large)?;
            discount = discount.try_add(line.invoice_discount).map_err(too_large)?;
        }
        let mut rows = Vec::new();
        let plain = |label: &str, money: Money| TotalRow {
            label: label.to_owned(),
            value: locale.amount(money),
            role: TotalRole::Plain,
        };
        let inclusive = self.content.tax_inclusive;
        if !discount.is_zero() || (!totals.taxes.is_empty() && !inclusive) {
            rows.push(plain(labels.subtotal, listed));
        }
        if !discount.is_zero() {
            rows.push(plain(&self.discount_label(), minus(discount)?));
        }
        let taxes = totals.taxes.iter().map(|tax| {
            let name = locale.tax(&tax.name, tax.rate_pct);
            let label = if inclusive {
                labels.included.replace("{tax}", &name)
            } else {
                name
            };
            plain(&label, tax.amount)
        });
        let settled = self.settled_rows()?;
        let total = TotalRow {
            label: labels.total.to_owned(),
            value: locale.money(totals.total),
            role: if settled.is_empty() {
                TotalRole::Due
            } else {
                TotalRole::Total
            },
        };
        // Taxes lead to the total, or are within it.
        if inclusive {
            rows.push(total);
            rows.extend(taxes);
        } else {
            rows.extend(taxes);
            rows.push(total);
        }
        if !settled.is_empty() {
            rows.extend(settled);
            rows.push(TotalRow {
                label: labels.amount_due.to_owned(),
                value: locale.money(self.due),
                role: TotalRole::Due,
            });
        }
        Ok(rows)
    }

    fn discount_label(&self) -> String {
        use billing::invoice::Discount;
        let label = self.labels().discount;
        match self.content.discount {
            Some(Discount::Percent(percent)) => {
                format!("{label} {}", self.locale().percent(percent))
            }
            _ => label.to_owned(),
        }
    }

    fn settled_rows(&self) -> Result<Vec<TotalRow>, DocumentError> {
        let Stage::Issued { settlement, .. } = &self.stage else {
            return Ok(Vec::new());
        };
        let labels = self.labels();
        [
            (labels.credited, settlement.credited),
            (labels.paid, settlement.paid),
            (
                labels.prepaid_credit,
                settlement.prepaid_credit().map_err(too_large)?,
            ),
            (labels.balance_applied, settlement.applied_balance),
            (labels.written_off, settlement.written_off),
        ]
        .into_iter()
        .filter(|(_, money)| !money.is_zero())
        .map(|(label, money)| {
            let value = self.locale().amount(minus(money)?);
            Ok(TotalRow {
                label: label.to_owned(),
                value,
                role: TotalRole::Plain,
            })
        })
        .collect()
    }

    fn payment(&self, qr: bool) -> PaymentBlock {
        let labels = self.labels();
        let payable = self.due.is_positive() && !self.is_void();
        PaymentBlock {
            title: labels.payment.to_owned(),
            terms: self.terms(payable),
            rows: if payable {
                self.account_rows()
            } else {
                Vec::new()
            },
            qr,
            qr_caption: labels.scan_to_pay.to_owned(),
        }
    }

    fn terms(&self, payable: bool) -> String {
        let (labels, locale) = (self.labels(), self.locale());
        match &self.stage {
            _ if payable => labels
                .pay_by
                .replace("{amount}", &locale.money(self.due))
                .replace("{date}", &locale.date(self.due_on)),
            _ if self.is_void() => labels.nothing_due.to_owned(),
            Stage::Issued { settlement, .. } if settlement.paid.is_positive() => {
                labels.paid_in_full.to_owned()
            }
            _ => labels.nothing_due.to_owned(),
        }
    }

    fn account_rows(&self) -> Vec<Fact> {
        let labels = self.labels();
        let iban = grouped_iban(&self.seller.iban);
        if iban.is_empty() {
            return Vec::new();
        }
        [
            Fact::present(labels.account_holder, seller_name(&self.seller)),
            Fact::present("IBAN", &iban),
            Fact::present("BIC", &self.seller.bic),
            Fact::present(labels.bank, &self.seller.bank_name),
            Fact::present(labels.payment_reference, self.number()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// A draft has no code: nobody may pay what was not issued.
    fn payment_code(&self) -> Option<String> {
        let Stage::Issued { number, .. } = &self.stage else {
            return None;
        };
        if self.is_void() {
            return None;
        }
        Transfer {
            beneficiary: seller_name(&self.seller),
            iban: &self.seller.iban,
            bic: &self.seller.bic,
            amount: self.due,
            remittance: number,
        }
        .to_svg()
    }
}

pub(crate) fn too_large(_: MoneyError) -> DocumentError {
    DocumentError::SumTooLarge
}

fn minus(money: Money) -> Result<Money, DocumentError> {
    money.try_neg().map_err(too_large)
}

/// A text's lines, without the empty ones.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// An IBAN in groups of four, as ISO 13616 prints it.
fn grouped_iban(iban: &str) -> String {
    let compact: Vec<char> = iban.chars().filter(|c| !c.is_whitespace()).collect();
    let groups: Vec<String> = compact
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join("\u{A0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibans_are_printed_in_groups_of_four() {
        let printed = grouped_iban("DE89370400440532013000").replace('\u{A0}', " ");
        assert_eq!(printed, "DE89 3704 0044 0532 0130 00");
    }

    #[test]
    fn notes_become_paragraphs() {
        assert_eq!(paragraphs("One\n\n  Two \n"), ["One", "Two"]);
    }
}
