//! The business as the person edits it.

use billing::business::Business;
use billing::customer::{Address, CustomField};

use crate::dto::business::BusinessDto;
use crate::dto::customers::{AddressDto, CustomFieldDto};
use crate::dto::words::to_word;

/// Every field, and the logo as a data address.
pub fn to_dto(business: Business, logo: Option<String>) -> BusinessDto {
    BusinessDto {
        address: address(business.address),
        currency: business.currency.code().to_owned(),
        language: to_word(business.language),
        tax_rounding: to_word(business.tax_rounding),
        rounding: to_word(business.rounding),
        invoice_pattern: business.invoice_numbers.to_string(),
        credit_note_pattern: business.credit_note_numbers.to_string(),
        template: to_word(business.template),
        paper: to_word(business.paper),
        custom_fields: custom_fields(business.custom_fields),
        name: business.name,
        legal_name: business.legal_name,
        email: business.email,
        phone: business.phone,
        website: business.website,
        vat_id: business.vat_id,
        tax_number: business.tax_number,
        iban: business.iban,
        bic: business.bic,
        bank_name: business.bank_name,
        timezone: business.timezone,
        fiscal_year_first_month: business.fiscal_year_first_month,
        net_days: business.net_days,
        tax_inclusive: business.tax_inclusive,
        accent: business.accent,
        invoice_note: business.invoice_note,
        footer_note: business.footer_note,
        logo,
    }
}

/// An address, field by field.
pub fn address(address: Address) -> AddressDto {
    AddressDto {
        line1: address.line1,
        line2: address.line2,
        city: address.city,
        postal_code: address.postal_code,
        region: address.region,
        country: address.country,
    }
}

/// Labels and values in their order.
pub fn custom_fields(fields: Vec<CustomField>) -> Vec<CustomFieldDto> {
    let field = |field: CustomField| CustomFieldDto {
        label: field.label,
        value: field.value,
    };
    fields.into_iter().map(field).collect()
}
