//! What a line carries beside what a person types: decided taxes, and where it came from.

use billing::ids::{PlanId, SubscriptionId};
use billing::invoice::{Explanation, LineSource, Step};
use billing::subscription::Fraction;
use billing::tax::LineTax;
use rust_decimal::Decimal;

use crate::dto::invoices::{LineSourceDto, LineTaxDto, StepDto};
use crate::dto::words::{figure, from_word, to_word};
use crate::error::AppError;

/// A tax as it crosses a door.
pub fn tax_to_dto(tax: &LineTax) -> LineTaxDto {
    LineTaxDto {
        name: tax.name.clone(),
        rate_pct: figure(tax.rate_pct),
        jurisdiction: tax.jurisdiction.clone(),
        category: tax.category.code().to_owned(),
        note: tax.note.clone(),
    }
}

/// A tax as a line carries it.
pub fn tax_from_dto(dto: &LineTaxDto) -> Result<LineTax, AppError> {
    Ok(LineTax {
        name: dto.name.clone(),
        rate_pct: rate_from_dto(&dto.rate_pct)?,
        jurisdiction: dto.jurisdiction.clone(),
        category: from_word(&dto.category, "category", "S, Z, E, AE, K, G, O")?,
        note: dto.note.clone(),
    })
}

/// A rate in percent, as it crossed a door.
pub fn rate_from_dto(text: &str) -> Result<Decimal, AppError> {
    Decimal::from_str_exact(text.trim()).map_err(|_| {
        let message = format!("\"{text}\" is not a rate in percent.");
        AppError::new("invalid_field", message, "Write it like 19 or 7.5.")
    })
}

/// Steps as the core keeps them.
pub fn steps_from_dto(steps: &[StepDto]) -> Vec<Step> {
    let step = |step: &StepDto| Step {
        label: step.label.clone(),
        value: step.value.clone(),
    };
    steps.iter().map(step).collect()
}

/// Steps as they cross a door.
pub fn steps_to_dto(explanation: &Explanation) -> Vec<StepDto> {
    let steps = explanation.steps.iter();
    steps
        .map(|step| StepDto {
            label: step.label.clone(),
            value: step.value.clone(),
        })
        .collect()
}

/// Where a line came from, as it crosses a door.
pub fn source_to_dto(source: &LineSource) -> LineSourceDto {
    LineSourceDto {
        subscription_id: source.subscription_id.to_string(),
        plan_id: source.plan_id.to_string(),
        version: source.version,
        price_key: source.price_key.clone(),
        kind: to_word(source.kind),
        fraction: source
            .fraction
            .map(|fraction| format!("{}/{}", fraction.part, fraction.whole)),
        steps: steps_to_dto(&source.explanation),
    }
}

/// Where a line came from, as the core keeps it.
pub fn source_from_dto(dto: &LineSourceDto) -> Result<LineSource, AppError> {
    let kinds = "period, credit, proration, usage, setup";
    Ok(LineSource {
        subscription_id: SubscriptionId::parse(&dto.subscription_id)?,
        plan_id: PlanId::parse(&dto.plan_id)?,
        version: dto.version,
        price_key: dto.price_key.clone(),
        kind: from_word(&dto.kind, "kind", kinds)?,
        fraction: dto.fraction.as_deref().map(fraction).transpose()?,
        explanation: Explanation {
            steps: steps_from_dto(&dto.steps),
        },
    })
}

fn fraction(text: &str) -> Result<Fraction, AppError> {
    let parts = text
        .split_once('/')
        .and_then(|(part, whole)| Some((part.parse().ok()?, whole.parse().ok()?)));
    match parts {
        Some((part, whole)) if whole > 0 => Ok(Fraction { part, whole }),
        _ => Err(AppError::new(
            "invalid_field",
            format!("\"{text}\" is not a fraction of a period."),
            "Write it like 17/31.",
        )),
    }
}
