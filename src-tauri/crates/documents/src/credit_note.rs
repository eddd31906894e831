//! The credit note as a document: which lines of which invoice it takes back, and where it goes.

use billing::invoice::{CreditLine, CreditNote, Invoice, LineItem};
use billing::money::Money;

use crate::accent::Accent;
use crate::error::DocumentError;
use crate::format::Locale;
use crate::invoice::too_large;
use crate::labels::Labels;
use crate::lines::{columns, tax_table, tax_text};
use crate::logo::Logo;
use crate::page::{
    Fact, FileTitle, Headline, LineRow, Page, PageWords, PaymentBlock, TotalRole, TotalRow,
    customer_party, paper_name, seller_name, seller_party,
};

/// A credit note with the invoice that it corrects: everything its pages show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditNoteDocument {
    note: CreditNote,
    invoice: Invoice,
    logo: Option<Logo>,
}

impl CreditNoteDocument {
    /// The pages of a credit note, in the look of its invoice. `logo` is a PNG, JPEG or SVG file.
    pub fn from_credit_note(note: &CreditNote, invoice: &Invoice, logo: Option<&[u8]>) -> Self {
        Self {
            note: note.clone(),
            invoice: invoice.clone(),
            logo: logo.and_then(Logo::recognize),
        }
    }

    fn labels(&self) -> &'static Labels {
        Labels::of(self.invoice.content().language)
    }

    fn locale(&self) -> Locale {
        Locale::new(
            self.invoice.content().language,
            &self.invoice.seller().address.country,
        )
    }

    pub(crate) fn to_page(&self) -> Result<Page, DocumentError> {
        let (labels, locale) = (self.labels(), self.locale());
        let (seller, customer) = (self.invoice.seller(), self.invoice.customer());
        let content = self.invoice.content();
        let mut recipient = customer_party(customer, seller, locale);
        recipient.label = labels.credit_to.to_owned();
        Ok(Page {
            template: content.template,
            identity: format!("{} {}", self.note.id.as_str(), self.note.number),
            made_at: self.note.issued_at,
            recipient_country: customer.address.country.clone(),
            logo: self.logo.clone(),
            payment_code: None,
            multi: false,
            tight: false,
            paper: paper_name(seller.paper),
            lang: content.language.code(),
            accent: Accent::new(&seller.accent),
            document: FileTitle {
                title: format!("{} {}", labels.credit_note, self.note.number),
                author: seller_name(seller).to_owned(),
                description: customer.name.clone(),
            },
            labels: PageWords::of(labels),
            title: labels.credit_note.to_owned(),
            number: self.note.number.clone(),
            mark: String::new(),
            seller: seller_party(seller, &customer.address.country, locale),
            recipient,
            facts: self.facts(),
            headline: Headline {
                label: labels.total_credit.to_owned(),
                value: locale.money(self.note.total),
                note: String::new(),
            },
            columns: columns(labels, content.currency),
            show_tax_column: content.lines.iter().any(|line| !line.taxes.is_empty()),
            show_quantity_columns: false,
            lines: self.line_rows()?,
            totals: self.total_rows(),
            taxes: tax_table(&self.note.taxes, locale),
            payment: self.destination(),
            notes: Vec::new(),
            small_print: crate::invoice::paragraphs(&content.footer_note),
        })
    }

    fn facts(&self) -> Vec<Fact> {
        let (labels, locale) = (self.labels(), self.locale());
        let invoice = &self.invoice;
        let mut facts = vec![
            Fact::new(labels.credit_note_date, locale.date(self.note.issued_on)),
            Fact::new(labels.corrects, invoice.number()),
            Fact::new(labels.invoice_date, locale.date(invoice.issued_on())),
        ];
        facts.extend(Fact::present(
            labels.reference,
            &invoice.content().reference,
        ));
        facts.extend(Fact::present(labels.reason, &self.note.reason_text));
        facts
    }

    fn line_rows(&self) -> Result<Vec<LineRow>, DocumentError> {
        let mut carried = Money::zero(self.note.total.currency());
        let mut rows = Vec::with_capacity(self.note.lines.len());
        for line in &self.note.lines {
            carried = carried.try_add(line.amount).map_err(too_large)?;
            rows.push(self.line_row(line, carried));
        }
        Ok(rows)
    }

    fn line_row(&self, line: &CreditLine, carried: Money) -> LineRow {
        let locale = self.locale();
        // Lines are counted from 1, as they are printed.
        let item: Option<&LineItem> = line
            .line
            .checked_sub(1)
            .and_then(|index| self.invoice.content().lines.get(index));
        LineRow {
            description: item.map_or_else(String::new, |item| item.description.clone()),
            details: vec![
                self.labels()
                    .credit_of_line
                    .replace("{line}", &line.line.to_string()),
            ],
            quantity: String::new(),
            price: String::new(),
            tax: item.map_or_else(String::new, |item| tax_text(item, locale)),
            amount: locale.amount(line.amount),
            carried: locale.amount(carried),
            long: false,
        }
    }

    fn total_rows(&self) -> Vec<TotalRow> {
        let (labels, locale) = (self.labels(), self.locale());
        let plain = |label: &str, money| TotalRow {
            label: label.to_owned(),
            value: locale.amount(money),
            role: TotalRole::Plain,
        };
        let mut rows = Vec::new();
        if !self.note.taxes.is_empty() {
            rows.push(plain(labels.net, self.note.net));
        }
        for tax in &self.note.taxes {
            let label = locale.tax(&tax.name, tax.rate_pct);
            rows.push(plain(&label, tax.amount));
        }
        rows.push(TotalRow {
            label: labels.total_credit.to_owned(),
            value: locale.money(self.note.total),
            role: TotalRole::Due,
        });
        rows
    }

    /// What becomes of the credit: it lowers the invoice, stays as credit, or both.
    fn destination(&self) -> PaymentBlock {
        let (labels, locale) = (self.labels(), self.locale());
        let sentence = |text: &str, money: Money| {
            money
                .is_positive()
                .then(|| text.replace("{amount}", &locale.money(money)))
        };
        let sentences = [
            sentence(labels.set_against, self.note.to_receivable),
            sentence(labels.kept_as_credit, self.note.to_balance),
        ];
        PaymentBlock {
            title: labels.settlement.to_owned(),
            terms: sentences
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            ..PaymentBlock::default()
        }
    }
}
