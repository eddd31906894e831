//! A customer from what a person typed: what is empty takes the business's terms.

use billing::business::Business;
use billing::customer::{Customer, TaxProfile};
use billing::ids::{CustomerId, TaxRateId};
use billing::money::Currency;
use billing::tax::TaxEvidence;
use chrono::{DateTime, Utc};

use crate::business::from_dto::{address, custom_fields};
use crate::dto::customers::CustomerDto;
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::tax::record_dto::{check_from_dto, optional_day, proof_from_dto};

/// Who a customer is besides what is typed: these never change with an edit.
#[derive(Debug, Clone)]
pub struct Identity {
    pub id: CustomerId,
    pub created_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
}

/// A customer that is valid by every rule of the core; fails at the first field that is not.
pub fn from_dto(
    dto: &CustomerDto,
    identity: Identity,
    business: &Business,
) -> Result<Customer, AppError> {
    let customer = Customer {
        id: identity.id,
        name: dto.name.trim().to_owned(),
        email: dto.email.trim().to_owned(),
        phone: dto.phone.trim().to_owned(),
        address: address(&dto.address),
        language: match dto.language.as_str() {
            "" => business.language,
            word => from_word(word, "language", "en, de, fr, es")?,
        },
        currency: match dto.currency.trim() {
            "" => business.currency,
            code => Currency::try_new(code).map_err(|e| AppError::from(e).at("currency"))?,
        },
        timezone: optional(&dto.timezone),
        net_days: dto.net_days,
        tax: tax(dto)?,
        notes: dto.notes.clone(),
        custom_fields: custom_fields(&dto.custom_fields),
        created_at: identity.created_at,
        archived_at: identity.archived_at,
    };
    customer.validate()?;
    Ok(customer)
}

fn tax(dto: &CustomerDto) -> Result<TaxProfile, AppError> {
    let ids = dto.tax_rate_ids.iter().enumerate().map(|(at, id)| {
        TaxRateId::parse(id).map_err(|e| AppError::from(e).at(format!("tax_rate_ids.{at}")))
    });
    Ok(TaxProfile {
        vat_id: optional(&dto.vat_id),
        business: dto.business,
        exempt_reason: optional(&dto.exempt_reason),
        exempt_certificate: dto.exempt_certificate.trim().to_owned(),
        exempt_until: optional_day(dto.exempt_until.as_deref(), "exempt_until")?,
        tax_rate_ids: ids.collect::<Result<_, _>>()?,
        evidence: evidence(dto)?,
    })
}

fn evidence(dto: &CustomerDto) -> Result<TaxEvidence, AppError> {
    let proofs = dto.place_proofs.iter().enumerate();
    let proofs = proofs.map(|(at, proof)| proof_from_dto(proof, &format!("place_proofs.{at}")));
    let checks = dto.number_checks.iter().enumerate();
    let checks = checks.map(|(at, check)| check_from_dto(check, &format!("number_checks.{at}")));
    Ok(TaxEvidence {
        place_proofs: proofs.collect::<Result<_, _>>()?,
        number_checks: checks.collect::<Result<_, _>>()?,
    })
}

fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::to_dto::to_dto;
    use crate::dto::customers::AddressDto;
    use billing::customer::Language;

    fn identity() -> Identity {
        let id = CustomerId::from_ulid(ulid::Ulid::from_parts(1, 1));
        let created_at = DateTime::from_timestamp(1_700_000_000, 0).expect("an instant");
        Identity {
            id,
            created_at,
            archived_at: None,
        }
    }

    fn business() -> Business {
        Business {
            language: Language::Fr,
            ..Business::new("B", Currency::CHF, "Europe/Zurich")
        }
    }

    #[test]
    fn what_is_empty_takes_the_terms_of_the_business() {
        let dto = CustomerDto {
            name: " Ada ".into(),
            ..CustomerDto::default()
        };
        let customer = from_dto(&dto, identity(), &business()).expect("a name is enough");
        assert_eq!(
            (customer.name.as_str(), customer.currency),
            ("Ada", Currency::CHF)
        );
        assert_eq!((customer.language, customer.net_days), (Language::Fr, None));
    }

    #[test]
    fn a_customer_that_is_read_back_and_saved_is_unchanged() {
        let dto = CustomerDto {
            name: "株式会社 山桜書店".into(),
            email: "a@b.example".into(),
            address: AddressDto {
                country: "JP".into(),
                ..AddressDto::default()
            },
            language: "de".into(),
            currency: "JPY".into(),
            timezone: "Asia/Tokyo".into(),
            net_days: Some(30),
            vat_id: "X1".into(),
            business: true,
            ..CustomerDto::default()
        };
        let customer = from_dto(&dto, identity(), &business()).expect("it is valid");
        assert_eq!(to_dto(&customer), dto);
    }

    #[test]
    fn a_broken_rule_names_its_field() {
        type Change = fn(&mut CustomerDto);
        let table: [(&str, Change); 4] = [
            ("email", |c| c.email = "ada@".into()),
            ("language", |c| c.language = "tlh".into()),
            ("currency", |c| c.currency = "XYZ".into()),
            ("address.country", |c| c.address.country = "UK".into()),
        ];
        for (field, change) in table {
            let mut dto = CustomerDto {
                name: "Ada".into(),
                ..CustomerDto::default()
            };
            change(&mut dto);
            let error = from_dto(&dto, identity(), &business()).expect_err(field);
            assert_eq!(error.field.as_deref(), Some(field));
        }
    }
}
