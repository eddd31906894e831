//! `billfold ledger create`: a new ledger with the business it is for.

use std::path::{Path, PathBuf};

use app::dto::business::BusinessDto;
use app::dto::customers::AddressDto;
use app::dto::session::{CreateLedgerRequest, SessionStatus};
use clap::Args;

use super::{input, ledger_view};
use crate::args::Global;
use crate::door::Door;
use crate::failure::Failure;
use crate::passphrase;

/// The new ledger's place (--ledger FILE, else the standard one) and business.
#[derive(Debug, Args)]
pub struct Create {
    /// The business's name, as on its documents
    #[arg(long, required_unless_present = "business")]
    name: Option<String>,
    /// Its legal name, where it differs
    #[arg(long)]
    legal_name: Option<String>,
    /// Its country, ISO 3166 alpha-2
    #[arg(long, default_value = "")]
    country: String,
    /// Its currency, ISO 4217
    #[arg(long, default_value = "EUR")]
    currency: String,
    /// Its time zone, for example Europe/Berlin
    #[arg(long, default_value = "UTC")]
    timezone: String,
    /// Language of its documents: en, de, fr or es
    #[arg(long, default_value = "en")]
    language: String,
    /// Street and number
    #[arg(long, default_value = "")]
    line1: String,
    /// Postal code
    #[arg(long, default_value = "")]
    postal_code: String,
    /// City
    #[arg(long, default_value = "")]
    city: String,
    /// VAT id
    #[arg(long, default_value = "")]
    vat_id: String,
    /// IBAN, for the payment block of invoices
    #[arg(long, default_value = "")]
    iban: String,
    /// BIC of the bank
    #[arg(long, default_value = "")]
    bic: String,
    /// Read the whole business from a JSON file instead; - is standard input
    #[arg(long, value_name = "FILE")]
    business: Option<PathBuf>,
    /// Keep the key in the system's keyring as well
    #[arg(long)]
    keyring: bool,
}

impl Create {
    pub fn run(&self, door: &Door, global: &Global) -> Result<String, Failure> {
        let business = match &self.business {
            Some(file) => input::from_file(file)?,
            None => self.business(),
        };
        let file = global.passphrase_file.as_deref();
        let passphrase = passphrase::chosen(file, "Recovery passphrase for the new ledger")?;
        let request = CreateLedgerRequest {
            path: global.ledger.as_deref().map(written).transpose()?,
            passphrase: passphrase.to_string(),
            business,
            use_keyring: self.keyring && !global.no_keyring,
        };
        let status = door.ask("session.create", request)?;
        door.show(status, |status: &SessionStatus, _| {
            ledger_view::status(status)
        })
    }

    fn business(&self) -> BusinessDto {
        let name = self.name.clone().unwrap_or_default();
        let address = AddressDto {
            line1: self.line1.clone(),
            city: self.city.clone(),
            postal_code: self.postal_code.clone(),
            country: self.country.to_uppercase(),
            ..AddressDto::default()
        };
        BusinessDto {
            legal_name: self.legal_name.clone().unwrap_or_else(|| name.clone()),
            name,
            address,
            vat_id: self.vat_id.clone(),
            iban: self.iban.clone(),
            bic: self.bic.clone(),
            currency: self.currency.to_uppercase(),
            timezone: self.timezone.clone(),
            language: self.language.clone(),
            ..blank()
        }
    }
}

/// The choices a new business starts with; each can be changed later.
fn blank() -> BusinessDto {
    BusinessDto {
        name: String::new(),
        legal_name: String::new(),
        address: AddressDto::default(),
        email: String::new(),
        phone: String::new(),
        website: String::new(),
        vat_id: String::new(),
        tax_number: String::new(),
        iban: String::new(),
        bic: String::new(),
        bank_name: String::new(),
        currency: String::new(),
        timezone: String::new(),
        language: String::new(),
        fiscal_year_first_month: 1,
        net_days: 14,
        tax_inclusive: false,
        tax_rounding: "per_rate".to_owned(),
        rounding: "half_up".to_owned(),
        invoice_pattern: "INV-{YYYY}-{0000}".to_owned(),
        credit_note_pattern: "CN-{YYYY}-{0000}".to_owned(),
        template: "classic".to_owned(),
        paper: "a4".to_owned(),
        accent: "#00616a".to_owned(),
        invoice_note: String::new(),
        footer_note: String::new(),
        custom_fields: Vec::new(),
        logo: None,
    }
}

/// A path as text, whole, since the ledger is remembered for later commands elsewhere.
pub fn written(path: &Path) -> Result<String, Failure> {
    let whole = std::path::absolute(path).map_err(|error| Failure::file(path, &error))?;
    whole.into_os_string().into_string().map_err(|path| {
        let path = path.to_string_lossy().into_owned();
        Failure::usage(
            format!("The path {path} is not Unicode."),
            "Use another name.",
        )
    })
}
