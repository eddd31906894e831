//! A plan's own fields as typed: product, kind, name, code and place.

use billing::catalog::{Plan, PlanKind};
use billing::ids::PlanId;
use store::ReadTx;

use crate::dto::catalog::PlanFieldsDto;
use crate::dto::words::{from_word, to_word};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::required;

/// Longer ones would not fit into a column.
const LONGEST_CODE: usize = 40;

/// Puts what was typed into the plan; errors name the fields of the request.
pub(crate) fn take(tx: &ReadTx<'_>, dto: &PlanFieldsDto, plan: &mut Plan) -> Result<(), AppError> {
    checked(tx, dto, plan).map_err(|mut error| {
        error.field = error.field.map(|field| format!("fields.{field}"));
        error
    })
}

fn checked(tx: &ReadTx<'_>, dto: &PlanFieldsDto, plan: &mut Plan) -> Result<(), AppError> {
    plan.name = required(&dto.name, "name")?;
    plan.kind = match dto.kind.trim() {
        "" => PlanKind::Plan,
        word => from_word(word, "kind", "plan, addon")?,
    };
    if dto.product_id.trim().is_empty() {
        return Err(AppError::new(
            "field_empty",
            "A plan sells a product; nothing was changed.",
            "Choose the product.",
        )
        .at("product_id"));
    }
    let product = crate::products::save::load(tx, dto.product_id.trim())
        .map_err(|error| error.at("product_id"))?;
    plan.product_id = product.id;
    dto.description.trim().clone_into(&mut plan.description);
    plan.position = dto.position;
    plan.code = match dto.code.trim() {
        "" => free_code(tx, &plan.name, &plan.id)?,
        typed => typed_code(tx, typed, &plan.id)?,
    };
    Ok(())
}

/// The fields as the person edits them.
pub(crate) fn to_dto(plan: &Plan) -> PlanFieldsDto {
    PlanFieldsDto {
        product_id: plan.product_id.to_string(),
        kind: to_word(plan.kind),
        name: plan.name.clone(),
        code: plan.code.clone(),
        description: plan.description.clone(),
        position: plan.position,
    }
}

fn typed_code(tx: &ReadTx<'_>, typed: &str, own: &PlanId) -> Result<String, AppError> {
    let code = code_of(typed);
    if code != typed.to_lowercase() {
        let error = AppError::new(
            "plan_code_malformed",
            format!("\"{typed}\" is not a code; nothing was changed."),
            format!("Use letters, digits and hyphens, such as {code}."),
        );
        return Err(error.at("code"));
    }
    if is_taken(tx, &code, own)? {
        let error = AppError::new(
            "plan_code_taken",
            format!("There is a plan with the code {code} already; nothing was changed."),
            "Give another code, or leave it empty for one that is free.",
        );
        return Err(error.at("code"));
    }
    Ok(code)
}

/// A code made from a name, with a number behind it where it is taken.
pub(crate) fn free_code(tx: &ReadTx<'_>, name: &str, own: &PlanId) -> Result<String, AppError> {
    let code = match code_of(name).as_str() {
        "" => "plan".to_owned(),
        code => code.to_owned(),
    };
    if !is_taken(tx, &code, own)? {
        return Ok(code);
    }
    for number in 2..=u32::MAX {
        let numbered = format!("{code}-{number}");
        if !is_taken(tx, &numbered, own)? {
            return Ok(numbered);
        }
    }
    Err(not_found("free code", &code))
}

/// Deleted plans keep their code, so that they can come back.
fn is_taken(tx: &ReadTx<'_>, code: &str, own: &PlanId) -> Result<bool, AppError> {
    let is_other = |plan: &Plan| plan.id != *own;
    if tx.plans().by_code(code)?.as_ref().is_some_and(is_other) {
        return Ok(true);
    }
    let deleted = tx.plans().deleted()?;
    Ok(deleted
        .iter()
        .any(|plan| is_other(plan) && plan.code.eq_ignore_ascii_case(code)))
}

/// "Voice AI – Starter" becomes "voice-ai-starter".
fn code_of(name: &str) -> String {
    let mut code = String::new();
    for letter in name.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            code.push(letter);
        } else if !code.is_empty() && !code.ends_with('-') {
            code.push('-');
        }
    }
    code.truncate(LONGEST_CODE);
    code.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_of_letters_digits_and_hyphens() {
        assert_eq!(code_of("Voice AI – Starter"), "voice-ai-starter");
        assert_eq!(code_of("  Übung 2 "), "bung-2");
        assert_eq!(code_of("日本"), "");
    }
}
