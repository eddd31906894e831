//! The business from what a person typed: tidied, checked, each fault at its field.

use billing::business::Business;
use billing::customer::{Address, CustomField};
use billing::invoice::{NumberPattern, NumberPatternError};
use billing::money::Currency;

use crate::dto::business::BusinessDto;
use crate::dto::customers::{AddressDto, CustomFieldDto};
use crate::dto::words::from_word;
use crate::error::AppError;

/// Fails at the first field that cannot be kept.
pub fn from_dto(dto: &BusinessDto) -> Result<Business, AppError> {
    let business = Business {
        name: tidy(&dto.name),
        legal_name: tidy(&dto.legal_name),
        address: address(&dto.address),
        email: tidy(&dto.email),
        phone: tidy(&dto.phone),
        website: tidy(&dto.website),
        vat_id: compact(&dto.vat_id),
        tax_number: tidy(&dto.tax_number),
        iban: compact(&dto.iban),
        bic: compact(&dto.bic),
        bank_name: tidy(&dto.bank_name),
        currency: currency(&dto.currency)?,
        timezone: tidy(&dto.timezone),
        language: from_word(&dto.language, "language", "en, de, fr, es")?,
        fiscal_year_first_month: dto.fiscal_year_first_month,
        net_days: dto.net_days,
        tax_inclusive: dto.tax_inclusive,
        tax_rounding: from_word(&dto.tax_rounding, "tax_rounding", "per_rate, per_line")?,
        rounding: from_word(&dto.rounding, "rounding", "half_up, half_even, up, down")?,
        invoice_numbers: pattern(&dto.invoice_pattern, "invoice_pattern")?,
        credit_note_numbers: pattern(&dto.credit_note_pattern, "credit_note_pattern")?,
        template: from_word(&dto.template, "template", "classic, modern, compact")?,
        paper: from_word(&dto.paper, "paper", "a4, letter")?,
        accent: tidy(&dto.accent).to_lowercase(),
        invoice_note: dto.invoice_note.trim().to_owned(),
        footer_note: dto.footer_note.trim().to_owned(),
        custom_fields: custom_fields(&dto.custom_fields),
    };
    business.validate().map_err(|error| {
        AppError::new(
            "business_invalid",
            format!("The business was not saved: {error}."),
            "Correct the field and save again; nothing was changed.",
        )
        .at(error.field())
    })?;
    Ok(business)
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Numbers that people group with spaces are kept without them, in capitals.
fn compact(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    kept.to_uppercase()
}

fn currency(code: &str) -> Result<Currency, AppError> {
    Currency::try_new(&compact(code)).map_err(|_| {
        AppError::new(
            "currency_unknown",
            format!("\"{code}\" is not a currency of ISO 4217; nothing was changed."),
            "Give its three letters, such as EUR or USD.",
        )
        .at("currency")
    })
}

fn pattern(text: &str, field: &str) -> Result<NumberPattern, AppError> {
    NumberPattern::try_new(text.trim()).map_err(|error: NumberPatternError| {
        AppError::new(
            "number_pattern_invalid",
            format!("The numbering was not saved: {error}."),
            "Write it like INV-{YYYY}-{0000}.",
        )
        .at(field)
    })
}

/// An address as typed, the country in capitals.
pub fn address(dto: &AddressDto) -> Address {
    Address {
        line1: tidy(&dto.line1),
        line2: tidy(&dto.line2),
        city: tidy(&dto.city),
        postal_code: tidy(&dto.postal_code),
        region: tidy(&dto.region),
        country: compact(&dto.country),
    }
}

/// Labels and values; rows that are wholly empty are left out.
pub fn custom_fields(fields: &[CustomFieldDto]) -> Vec<CustomField> {
    let kept = |field: &&CustomFieldDto| !(field.label.is_empty() && field.value.is_empty());
    let field = |field: &CustomFieldDto| CustomField {
        label: tidy(&field.label),
        value: tidy(&field.value),
    };
    fields.iter().filter(kept).map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business::to_dto::to_dto;
    use crate::testing::business_dto;

    #[test]
    fn what_is_kept_reads_back_as_typed() {
        let dto = business_dto();
        let business = from_dto(&dto).expect("it is valid");
        assert_eq!(to_dto(business, None), dto);
    }

    #[test]
    fn each_fault_names_its_field() {
        type Change = fn(&mut BusinessDto);
        let table: [(&str, &str, Change); 7] = [
            ("business_invalid", "iban", |b| {
                b.iban = "DE89370400440532013001".into()
            }),
            ("business_invalid", "name", |b| b.name = "  ".into()),
            ("business_invalid", "timezone", |b| {
                b.timezone = "Mars".into()
            }),
            ("currency_unknown", "currency", |b| {
                b.currency = "XYZ".into()
            }),
            ("unknown_choice", "rounding", |b| {
                b.rounding = "nearest".into()
            }),
            ("unknown_choice", "paper", |b| b.paper = "a5".into()),
            ("number_pattern_invalid", "invoice_pattern", |b| {
                b.invoice_pattern = "INV".into()
            }),
        ];
        for (code, field, change) in table {
            let mut dto = business_dto();
            change(&mut dto);
            let error = from_dto(&dto).expect_err(field);
            assert_eq!(
                (error.code.as_str(), error.field.as_deref()),
                (code, Some(field))
            );
        }
    }

    #[test]
    fn an_iban_is_kept_without_its_spaces() {
        let mut dto = business_dto();
        dto.iban = "de89 3704 0044 0532 0130 00".into();
        assert_eq!(
            from_dto(&dto).expect("valid").iban,
            "DE89370400440532013000"
        );
    }
}
