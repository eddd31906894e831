//! Tax evidence between the core and its wire shapes: proofs, checks, and decisions with both.

use billing::ids::CustomerId;
use billing::invoice::Explanation;
use billing::tax::{DecisionRecord, Exemption, NumberCheck, PlaceProof, RecordedWarning};
use chrono::NaiveDate;

use crate::dto::tax::{ExemptionDto, NumberCheckDto, PlaceProofDto, TaxRecordDto, TaxWarningDto};
use crate::dto::words::{figure, from_word, to_word};
use crate::error::AppError;
use crate::invoices::line_source::{rate_from_dto, steps_from_dto, steps_to_dto};
use crate::listing::day;

const KINDS: &str = "billing_address, ip_address, bank, card, sim_card, fixed_line, other";
const TREATMENTS: &str = "domestic, reverse_charge, destination, export, exempt, not_registered";

/// A proof of the place, as it crosses a door.
pub fn proof_to_dto(proof: &PlaceProof) -> PlaceProofDto {
    PlaceProofDto {
        kind: to_word(proof.kind),
        country: proof.country.clone(),
        detail: proof.detail.clone(),
        noted_on: proof.noted_on.to_string(),
    }
}

/// A proof of the place, as the core keeps it; `field` is where it stands in what was typed.
pub fn proof_from_dto(dto: &PlaceProofDto, field: &str) -> Result<PlaceProof, AppError> {
    Ok(PlaceProof {
        kind: from_word(&dto.kind, &format!("{field}.kind"), KINDS)?,
        country: dto.country.trim().to_owned(),
        detail: dto.detail.trim().to_owned(),
        noted_on: day(dto.noted_on.trim(), &format!("{field}.noted_on"))?,
    })
}

/// A check of a number, as it crosses a door.
pub fn check_to_dto(check: &NumberCheck) -> NumberCheckDto {
    NumberCheckDto {
        vat_id: check.vat_id.clone(),
        valid: check.valid,
        authority: check.authority.clone(),
        checked_on: check.checked_on.to_string(),
        name: check.name.clone(),
        address: check.address.clone(),
        receipt: check.receipt.clone(),
        noted_by: check.noted_by.clone(),
    }
}

/// A check of a number, as the core keeps it; `field` is where it stands in what was typed.
pub fn check_from_dto(dto: &NumberCheckDto, field: &str) -> Result<NumberCheck, AppError> {
    let text = |text: &str| text.trim().to_owned();
    Ok(NumberCheck {
        vat_id: text(&dto.vat_id),
        valid: dto.valid,
        authority: text(&dto.authority),
        checked_on: day(dto.checked_on.trim(), &format!("{field}.checked_on"))?,
        name: text(&dto.name),
        address: text(&dto.address),
        receipt: text(&dto.receipt),
        noted_by: text(&dto.noted_by),
    })
}

/// A day that may be left out.
pub fn optional_day(text: Option<&str>, field: &str) -> Result<Option<NaiveDate>, AppError> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => day(text, field).map(Some),
    }
}

/// A decision with its evidence, as it crosses a door.
pub fn record_to_dto(record: &DecisionRecord) -> TaxRecordDto {
    TaxRecordDto {
        customer_id: record.customer_id.to_string(),
        on: record.on.to_string(),
        treatment: to_word(record.treatment),
        rule: record.rule.clone(),
        jurisdiction: record.jurisdiction.clone(),
        rate_pct: figure(record.rate_pct),
        category: record.category.code().to_owned(),
        reason: record.reason.clone(),
        steps: steps_to_dto(&record.explanation),
        place_proofs: record.place_proofs.iter().map(proof_to_dto).collect(),
        number_check: record.number_check.as_ref().map(check_to_dto),
        exemption: record.exemption.as_ref().map(exemption_to_dto),
        warnings: record.warnings.iter().map(warning_to_dto).collect(),
    }
}

/// A decision with its evidence, as a line keeps it; `field` is where it stands in what was typed.
pub fn record_from_dto(dto: &TaxRecordDto, field: &str) -> Result<DecisionRecord, AppError> {
    let at = |name: &str| format!("{field}.{name}");
    let proofs = dto.place_proofs.iter();
    let proofs = proofs.map(|proof| proof_from_dto(proof, &at("place_proofs")));
    let check = dto.number_check.as_ref();
    let check = check.map(|check| check_from_dto(check, &at("number_check")));
    let exemption = dto.exemption.as_ref();
    let exemption = exemption.map(|dto| exemption_from_dto(dto, &at("exemption.until")));
    Ok(DecisionRecord {
        customer_id: CustomerId::parse(&dto.customer_id)?,
        on: day(&dto.on, &at("on"))?,
        treatment: from_word(&dto.treatment, &at("treatment"), TREATMENTS)?,
        rule: dto.rule.clone(),
        jurisdiction: dto.jurisdiction.clone(),
        rate_pct: rate_from_dto(&dto.rate_pct)?,
        category: from_word(&dto.category, &at("category"), "S, Z, E, AE, K, G, O")?,
        reason: dto.reason.clone(),
        explanation: Explanation {
            steps: steps_from_dto(&dto.steps),
        },
        place_proofs: proofs.collect::<Result<_, _>>()?,
        number_check: check.transpose()?,
        exemption: exemption.transpose()?,
        warnings: dto.warnings.iter().map(warning_from_dto).collect(),
    })
}

fn exemption_to_dto(exemption: &Exemption) -> ExemptionDto {
    ExemptionDto {
        reason: exemption.reason.clone(),
        certificate: exemption.certificate.clone(),
        until: exemption.until.map(|until| until.to_string()),
    }
}

fn exemption_from_dto(dto: &ExemptionDto, field: &str) -> Result<Exemption, AppError> {
    Ok(Exemption {
        reason: dto.reason.clone(),
        certificate: dto.certificate.clone(),
        until: optional_day(dto.until.as_deref(), field)?,
    })
}

fn warning_to_dto(warning: &RecordedWarning) -> TaxWarningDto {
    TaxWarningDto {
        code: warning.code.clone(),
        message: warning.message.clone(),
    }
}

fn warning_from_dto(dto: &TaxWarningDto) -> RecordedWarning {
    RecordedWarning {
        code: dto.code.clone(),
        message: dto.message.clone(),
    }
}
