//! A customer: the name, the ways to reach them, and the terms that their invoices start with.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::address::Address;
use super::country::is_country;
use super::tax_profile::{TaxProfile, TaxProfileError};
use crate::calendar::parse_timezone;
use crate::ids::CustomerId;
use crate::money::Currency;

/// The language of a document's labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
}

impl Language {
    /// The ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
        }
    }
}

/// A field that a person added: its label and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CustomField {
    /// What the field is called ("Cost centre").
    pub label: String,
    /// What it says.
    pub value: String,
}

/// Somebody who is billed. An empty text is an absent one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Identity.
    pub id: CustomerId,
    /// The name on invoices; required.
    pub name: String,
    /// Where invoices are sent.
    pub email: String,
    /// Telephone, as written.
    pub phone: String,
    /// The address on invoices.
    pub address: Address,
    /// Language of the documents.
    pub language: Language,
    /// Currency of new invoices.
    pub currency: Currency,
    /// IANA zone that billing days are days of; the business's where absent.
    pub timezone: Option<String>,
    /// Days until an invoice is due; the business's where absent.
    pub net_days: Option<u16>,
    /// How the customer is taxed.
    pub tax: TaxProfile,
    /// What the business wants to remember; never printed.
    pub notes: String,
    /// Fields that a person added, printed on invoices.
    pub custom_fields: Vec<CustomField>,
    /// When the customer was written down.
    pub created_at: DateTime<Utc>,
    /// When the customer was put away, where that is so.
    pub archived_at: Option<DateTime<Utc>>,
}

/// Why a customer cannot be kept as given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CustomerError {
    /// The name is empty.
    #[error("the customer has no name; invoices need one")]
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
    /// How the customer is taxed cannot be kept as given.
    #[error(transparent)]
    Tax(#[from] TaxProfileError),
}

impl CustomerError {
    /// The field that the error is about, as the customer's own fields are named.
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::NameMissing => "name".to_owned(),
            Self::EmailMalformed { .. } => "email".to_owned(),
            Self::CountryUnknown { .. } => "address.country".to_owned(),
            Self::TimezoneUnknown { .. } => "timezone".to_owned(),
            Self::Tax(error) => error.field(),
        }
    }
}

impl Customer {
    /// A customer with a name and nothing else yet.
    #[must_use]
    pub fn new(id: CustomerId, name: &str, currency: Currency, created_at: DateTime<Utc>) -> Self {
        Self {
            id,
            name: name.to_owned(),
            email: String::new(),
            phone: String::new(),
            address: Address::default(),
            language: Language::default(),
            currency,
            timezone: None,
            net_days: None,
            tax: TaxProfile::default(),
            notes: String::new(),
            custom_fields: Vec::new(),
            created_at,
            archived_at: None,
        }
    }

    /// Checks what every kept customer fulfils.
    ///
    /// # Errors
    /// [`CustomerError`], the first rule that is broken.
    pub fn validate(&self) -> Result<(), CustomerError> {
        if self.name.trim().is_empty() {
            return Err(CustomerError::NameMissing);
        }
        if !self.email.is_empty() && !looks_like_email(&self.email) {
            return Err(CustomerError::EmailMalformed {
                email: self.email.clone(),
            });
        }
        let country = &self.address.country;
        if !country.is_empty() && !is_country(country) {
            return Err(CustomerError::CountryUnknown {
                country: country.clone(),
            });
        }
        match &self.timezone {
            Some(timezone) if parse_timezone(timezone).is_err() => {
                Err(CustomerError::TimezoneUnknown {
                    timezone: timezone.clone(),
                })
            }
            _ => Ok(self.tax.validate()?),
        }
    }
}

/// Whether a text has the shape of an e-mail address. Only a message that arrives proves one.
pub(crate) fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let shaped = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.');
    let plain = |part: &str| !part.chars().any(|c| c.is_whitespace() || c.is_control());
    shaped(local)
        && plain(local)
        && !local.contains('@')
        && shaped(domain)
        && plain(domain)
        && domain.contains('.')
        && !domain.contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ulid::Ulid;

    fn customer() -> Customer {
        let id = CustomerId::from_ulid(Ulid::from_parts(1, 1));
        let at = "2026-11-20T09:00:00Z".parse().unwrap();
        Customer::new(id, "Blumen Krüger", Currency::EUR, at)
    }

    #[test]
    fn a_name_is_all_that_is_required() {
        assert_eq!(customer().validate(), Ok(()));
        let nameless = Customer {
            name: "  ".into(),
            ..customer()
        };
        assert_eq!(nameless.validate(), Err(CustomerError::NameMissing));
    }

    #[test]
    fn what_is_given_has_to_make_sense() {
        let mut other = customer();
        other.email = "kasse@".into();
        assert_eq!(other.validate().unwrap_err().field(), "email");
        other.email = "kasse@blumen.example".into();
        other.address.country = "UK".into(); // ISO 3166-1 calls it GB
        assert_eq!(other.validate().unwrap_err().field(), "address.country");
        other.address.country = "GB".into();
        other.timezone = Some("Mars/Olympus".into());
        assert_eq!(other.validate().unwrap_err().field(), "timezone");
        other.timezone = Some("Europe/London".into());
        assert_eq!(other.validate(), Ok(()));
    }

    #[test]
    fn e_mail_addresses_are_known_by_their_shape() {
        for good in ["a@b.co", "first.last+tag@sub.example.org", "ü@müller.de"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in [
            "", "a", "a@b", "@b.co", "a b@c.de", "a@b..co", "a@.co", "a@@b.co",
        ] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_customer_is_kept_as_json_without_loss() {
        let written = serde_json::to_string(&customer()).unwrap();
        assert_eq!(
            serde_json::from_str::<Customer>(&written).unwrap(),
            customer()
        );
    }
}
