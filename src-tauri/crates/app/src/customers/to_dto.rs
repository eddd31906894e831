//! A customer as it is edited.

use billing::customer::Customer;

use crate::business::to_dto::{address, custom_fields};
use crate::dto::customers::CustomerDto;
use crate::dto::words::to_word;
use crate::tax::record_dto::{check_to_dto, proof_to_dto};

/// Every field; empty texts where nothing is known.
pub fn to_dto(customer: &Customer) -> CustomerDto {
    let tax = &customer.tax;
    let evidence = &tax.evidence;
    CustomerDto {
        name: customer.name.clone(),
        email: customer.email.clone(),
        phone: customer.phone.clone(),
        address: address(customer.address.clone()),
        language: to_word(customer.language),
        currency: customer.currency.code().to_owned(),
        timezone: customer.timezone.clone().unwrap_or_default(),
        net_days: customer.net_days,
        vat_id: tax.vat_id.clone().unwrap_or_default(),
        business: tax.business,
        exempt_reason: tax.exempt_reason.clone().unwrap_or_default(),
        exempt_certificate: tax.exempt_certificate.clone(),
        exempt_until: tax.exempt_until.map(|until| until.to_string()),
        tax_rate_ids: tax.tax_rate_ids.iter().map(ToString::to_string).collect(),
        place_proofs: evidence.place_proofs.iter().map(proof_to_dto).collect(),
        number_checks: evidence.number_checks.iter().map(check_to_dto).collect(),
        notes: customer.notes.clone(),
        custom_fields: custom_fields(customer.custom_fields.clone()),
    }
}
