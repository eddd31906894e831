//! The words of a document, in the languages that customers read.

use billing::customer::Language;

mod de;
mod en;
mod es;
mod fr;

/// Every word that a page prints by itself. `{…}` marks are filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Labels {
    /// The document's title.
    pub invoice: &'static str,
    /// The correcting document's title.
    pub credit_note: &'static str,
    /// Printed across a page that was not issued.
    pub draft: &'static str,
    /// Printed across a page that was made void.
    pub void: &'static str,
    /// Stands where a draft will have its number.
    pub assigned_on_issue: &'static str,
    pub invoice_number: &'static str,
    pub invoice_date: &'static str,
    pub credit_note_number: &'static str,
    pub credit_note_date: &'static str,
    pub due_date: &'static str,
    pub service_period: &'static str,
    /// Below a line that is for a part of a period ("17/31").
    pub part_of_period: &'static str,
    pub reference: &'static str,
    pub vat_id: &'static str,
    pub tax_number: &'static str,
    pub bill_to: &'static str,
    pub credit_to: &'static str,
    pub from: &'static str,
    pub details: &'static str,
    pub position: &'static str,
    pub description: &'static str,
    pub quantity: &'static str,
    pub unit_price: &'static str,
    pub tax: &'static str,
    pub amount: &'static str,
    pub subtotal: &'static str,
    pub discount: &'static str,
    pub net: &'static str,
    /// A tax that the prices already include.
    pub included: &'static str,
    pub total: &'static str,
    pub total_credit: &'static str,
    pub paid: &'static str,
    pub credited: &'static str,
    pub prepaid_credit: &'static str,
    pub balance_applied: &'static str,
    pub written_off: &'static str,
    pub amount_due: &'static str,
    pub tax_summary: &'static str,
    pub rate: &'static str,
    pub taxable: &'static str,
    pub payment: &'static str,
    pub account_holder: &'static str,
    pub bank: &'static str,
    pub payment_reference: &'static str,
    pub pay_by: &'static str,
    pub by_date: &'static str,
    pub paid_in_full: &'static str,
    pub nothing_due: &'static str,
    pub scan_to_pay: &'static str,
    pub page_of: &'static str,
    pub carried_forward: &'static str,
    pub brought_forward: &'static str,
    pub corrects: &'static str,
    pub settlement: &'static str,
    pub reason: &'static str,
    /// A line of a correcting document names the line it corrects.
    pub credit_of_line: &'static str,
    pub set_against: &'static str,
    pub kept_as_credit: &'static str,
}

impl Labels {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::LABELS,
            Language::De => &de::LABELS,
            Language::Fr => &fr::LABELS,
            Language::Es => &es::LABELS,
        }
    }
}

/// Country names: a line for each code of ISO 3166-1 with its name in English, German, French and
/// Spanish, from the Unicode Common Locale Data Repository.
const COUNTRIES: &str = include_str!("countries.txt");

/// The country's name, or its code where the table has none.
pub(crate) fn country_name(code: &str, language: Language) -> &str {
    let column = match language {
        Language::En => 1,
        Language::De => 2,
        Language::Fr => 3,
        Language::Es => 4,
    };
    COUNTRIES
        .lines()
        .find(|line| line.split('|').next() == Some(code))
        .and_then(|line| line.split('|').nth(column))
        .unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_named_in_the_readers_language() {
        assert_eq!(country_name("DE", Language::En), "Germany");
        assert_eq!(country_name("DE", Language::Fr), "Allemagne");
        assert_eq!(country_name("ES", Language::De), "Spanien");
        assert_eq!(country_name("XX", Language::De), "XX");
        // ISO 3166-1 has 249 codes; the first line says what the file is.
        assert_eq!(COUNTRIES.lines().count(), 250);
    }

    #[test]
    fn sentences_keep_their_marks_in_every_language() {
        for language in [Language::En, Language::De, Language::Fr, Language::Es] {
            let labels = Labels::of(language);
            for mark in ["{amount}", "{date}"] {
                assert!(labels.pay_by.contains(mark), "{language:?}");
            }
            assert!(labels.page_of.contains("{page}") && labels.page_of.contains("{pages}"));
        }
    }
}
