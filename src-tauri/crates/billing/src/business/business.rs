//! A business: its name, its bank, its terms and the look of its documents.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::iban::is_iban;
use crate::calendar::{fiscal_year, parse_timezone};
use crate::customer::{Address, CustomField, Language, is_country, looks_like_email};
use crate::invoice::{NumberPattern, TaxRounding};
use crate::money::{Currency, Rounding};

/// The look of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// Quiet, ruled, letter-like.
    #[default]
    Classic,
    /// Large figures, colour and space.
    Modern,
    /// Much on one page.
    Compact,
}

/// The sheet that documents are laid out on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// ISO 216 A4.
    #[default]
    A4,
    /// ANSI letter.
    Letter,
}

/// The business that bills. An empty text is an absent one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Business {
    /// The name people know; required.
    pub name: String,
    /// The registered name, where it differs.
    pub legal_name: String,
    /// The address on invoices.
    pub address: Address,
    /// Where customers write to.
    pub email: String,
    /// Telephone, as written.
    pub phone: String,
    /// Web address, as printed.
    pub website: String,
    /// VAT identification number.
    pub vat_id: String,
    /// National tax number.
    pub tax_number: String,
    /// Account that customers pay to (ISO 13616).
    pub iban: String,
    /// The bank's code (ISO 9362).
    pub bic: String,
    /// The bank's name.
    pub bank_name: String,
    /// Currency of new customers and of reports.
    pub currency: Currency,
    /// IANA zone that days are days of.
    pub timezone: String,
    /// Language of documents where a customer has none.
    pub language: Language,
    /// Month that the fiscal year starts in, 1 to 12.
    pub fiscal_year_first_month: u8,
    /// Days until an invoice is due.
    pub net_days: u16,
    /// Whether unit prices include tax.
    pub tax_inclusive: bool,
    /// Where tax is rounded.
    pub tax_rounding: TaxRounding,
    /// How amounts are rounded.
    pub rounding: Rounding,
    /// How invoices are numbered.
    pub invoice_numbers: NumberPattern,
    /// How credit notes are numbered.
    pub credit_note_numbers: NumberPattern,
    /// The look of documents.
    pub template: Template,
    /// The sheet of documents.
    pub paper: Paper,
    /// Accent colour of documents, "#rrggbb".
    pub accent: String,
    /// Note that new invoices start with.
    pub invoice_note: String,
    /// Small print at the foot of documents.
    pub footer_note: String,
    /// Fields that a person added, printed on documents.
    pub custom_fields: Vec<CustomField>,
}

/// Why a business cannot be kept as given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BusinessError {
    /// The name is empty.
    #[error("the business has no name; invoices need one")]
    NameMissing,
    /// The e-mail address cannot be one.
    #[error("\"{email}\" is no e-mail address; correct it or leave it empty")]
    EmailMalformed {
        /// The address that was given.
        email: String,
    },
    /// The country is not in ISO 3166-1.
    #[error("\"{country}\" is no country; use its two letters, such as DE or US")]
    CountryUnknown {
        /// The code that was given.
        country: String,
    },
    /// The zone is not in the IANA list.
    #[error("\"{timezone}\" is no time zone; write it like Europe/Berlin")]
    TimezoneUnknown {
        /// The name that was given.
        timezone: String,
    },
    /// The account number fails its own check digits.
    #[error("\"{iban}\" is no IBAN: its check digits do not fit; compare it with a bank statement")]
    IbanMalformed {
        /// The number that was given.
        iban: String,
    },
    /// The bank's code has not 8 or 11 letters and digits.
    #[error("\"{bic}\" is no BIC: it has 8 or 11 capital letters and digits")]
    BicMalformed {
        /// The code that was given.
        bic: String,
    },
    /// The colour is not "#rrggbb".
    #[error("\"{accent}\" is no colour; write it like #00616a")]
    AccentMalformed {
        /// The colour that was given.
        accent: String,
    },
    /// The month is not 1 to 12.
    #[error("the fiscal year cannot start in month {month}; give 1 to 12")]
    FiscalMonthOutOfRange {
        /// The month that was given.
        month: u8,
    },
}

impl BusinessError {
    /// The field that the error is about, as the business's own fields are named.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NameMissing => "name",
            Self::EmailMalformed { .. } => "email",
            Self::CountryUnknown { .. } => "address.country",
            Self::TimezoneUnknown { .. } => "timezone",
            Self::IbanMalformed { .. } => "iban",
            Self::BicMalformed { .. } => "bic",
            Self::AccentMalformed { .. } => "accent",
            Self::FiscalMonthOutOfRange { .. } => "fiscal_year_first_month",
        }
    }
}

impl Default for Business {
    fn default() -> Self {
        Self::new("", Currency::EUR, "UTC")
    }
}

impl Business {
    /// A business with a name, a currency and a zone; everything else is as most start.
    #[must_use]
    pub fn new(name: &str, currency: Currency, timezone: &str) -> Self {
        Self {
            name: name.to_owned(),
            legal_name: String::new(),
            address: Address::default(),
            email: String::new(),
            phone: String::new(),
            website: String::new(),
            vat_id: String::new(),
            tax_number: String::new(),
            iban: String::new(),
            bic: String::new(),
            bank_name: String::new(),
            currency,
            timezone: timezone.to_owned(),
            language: Language::default(),
            fiscal_year_first_month: 1,
            net_days: 14,
            tax_inclusive: false,
            tax_rounding: TaxRounding::default(),
            rounding: Rounding::default(),
            invoice_numbers: NumberPattern::for_invoices(),
            credit_note_numbers: NumberPattern::for_credit_notes(),
            template: Template::default(),
            paper: Paper::default(),
            accent: "#00616a".to_owned(),
            invoice_note: String::new(),
            footer_note: String::new(),
            custom_fields: Vec::new(),
        }
    }

    /// The fiscal year of a day in this business.
    #[must_use]
    pub fn fiscal_year(&self, on: NaiveDate) -> i32 {
        fiscal_year(on, u32::from(self.fiscal_year_first_month))
    }

    /// Checks what every kept business fulfils.
    ///
    /// # Errors
    /// [`BusinessError`], the first rule that is broken.
    pub fn validate(&self) -> Result<(), BusinessError> {
        self.validate_identity()?;
        self.validate_bank()?;
        if !is_hex_colour(&self.accent) {
            return Err(BusinessError::AccentMalformed {
                accent: self.accent.clone(),
            });
        }
        let month = self.fiscal_year_first_month;
        if !(1..=12).contains(&month) {
            return Err(BusinessError::FiscalMonthOutOfRange { month });
        }
        Ok(())
    }

    fn validate_identity(&self) -> Result<(), BusinessError> {
        if self.name.trim().is_empty() {
            return Err(BusinessError::NameMissing);
        }
        if !self.email.is_empty() && !looks_like_email(&self.email) {
            return Err(BusinessError::EmailMalformed {
                email: self.email.clone(),
            });
        }
        let country = &self.address.country;
        if !country.is_empty() && !is_country(country) {
            return Err(BusinessError::CountryUnknown {
                country: country.clone(),
            });
        }
        if parse_timezone(&self.timezone).is_err() {
            return Err(BusinessError::TimezoneUnknown {
                timezone: self.timezone.clone(),
            });
        }
        Ok(())
    }

    fn validate_bank(&self) -> Result<(), BusinessError> {
        if !self.iban.is_empty() && !is_iban(&self.iban) {
            return Err(BusinessError::IbanMalformed {
                iban: self.iban.clone(),
            });
        }
        if !self.bic.is_empty() && !is_bic(&self.bic) {
            return Err(BusinessError::BicMalformed {
                bic: self.bic.clone(),
            });
        }
        Ok(())
    }
}

fn is_bic(text: &str) -> bool {
    matches!(text.len(), 8 | 11)
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && text.chars().take(6).all(|c| c.is_ascii_uppercase())
}

fn is_hex_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_business_needs_only_its_name() {
        assert_eq!(
            Business::new("Atelier Nord", Currency::EUR, "Europe/Paris").validate(),
            Ok(())
        );
        let nameless = Business::new(" ", Currency::EUR, "UTC");
        assert_eq!(nameless.validate(), Err(BusinessError::NameMissing));
    }

    #[test]
    fn each_broken_rule_names_its_field() {
        type Change = fn(&mut Business);
        let table: [(&str, Change); 6] = [
            ("iban", |b| b.iban = "DE89370400440532013001".into()),
            ("bic", |b| b.bic = "COBADEF".into()),
            ("accent", |b| b.accent = "teal".into()),
            ("timezone", |b| b.timezone = String::new()),
            ("fiscal_year_first_month", |b| {
                b.fiscal_year_first_month = 13
            }),
            ("address.country", |b| b.address.country = "XX".into()),
        ];
        for (field, change) in table {
            let mut business = Business::new("Atelier Nord", Currency::EUR, "UTC");
            change(&mut business);
            assert_eq!(business.validate().unwrap_err().field(), field);
        }
    }

    #[test]
    fn a_business_is_kept_as_json_without_loss() {
        let business = Business::new("Atelier Nord", Currency::GBP, "Europe/London");
        let written = serde_json::to_string(&business).unwrap();
        assert_eq!(
            serde_json::from_str::<Business>(&written).unwrap(),
            business
        );
    }
}
