//! Plans and versions as the ledger has them, and a new version on its way into it.

use billing::catalog::{Plan, PlanVersion, check_version};
use billing::ids::PlanId;
use chrono::{DateTime, NaiveDate, Utc};
use store::ReadTx;

use super::problems::Problems;
use super::read_content::{PlanContent, read_content};
use crate::dto::catalog::PlanContentDto;
use crate::dto::invoices::FieldProblem;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::error_from_billing::sentence;

/// The plan of an id as a person gives it.
pub(crate) fn load(tx: &ReadTx<'_>, text: &str) -> Result<Plan, AppError> {
    let id = PlanId::parse(text).map_err(|_| not_found("plan", text))?;
    tx.plans().get(&id)?.ok_or_else(|| not_found("plan", text))
}

/// The version that new subscriptions take on a day.
pub(crate) fn in_effect(
    tx: &ReadTx<'_>,
    id: &PlanId,
    on: NaiveDate,
) -> Result<PlanVersion, AppError> {
    tx.plan_versions()
        .in_effect(id, on)?
        .ok_or_else(|| not_found("plan version", id.as_str()))
}

/// Which version it will be.
#[derive(Debug, Clone)]
pub(crate) struct VersionIdentity {
    pub(crate) plan_id: PlanId,
    pub(crate) version: u32,
    pub(crate) effective_on: NaiveDate,
    pub(crate) published_at: DateTime<Utc>,
}

/// A version as typed, and what must be mended before it can be published.
pub(crate) fn read_version(
    dto: &PlanContentDto,
    identity: VersionIdentity,
) -> (PlanVersion, Vec<FieldProblem>) {
    let mut problems = Problems::default();
    let content = read_content(dto, &mut problems);
    let version = of_content(content, identity);
    if problems.is_empty()
        && let Err(error) = check_version(&version)
    {
        problems.add(error.field(), sentence(&error));
    }
    (version, problems.into_list())
}

/// The version where nothing has to be mended; its content is the request's field `content`.
pub(crate) fn ready_version(
    dto: &PlanContentDto,
    identity: VersionIdentity,
) -> Result<PlanVersion, AppError> {
    let (version, problems) = read_version(dto, identity);
    match problems.first() {
        None => Ok(version),
        Some(first) => Err(AppError::new(
            "plan_incomplete",
            format!("The plan was not saved: {}", first.message),
            "Mend the marked field and try again; nothing was changed.",
        )
        .at(format!("content.{}", first.field))),
    }
}

fn of_content(content: PlanContent, identity: VersionIdentity) -> PlanVersion {
    PlanVersion {
        plan_id: identity.plan_id,
        version: identity.version,
        effective_on: identity.effective_on,
        published_at: identity.published_at,
        prices: content.prices,
        entitlements: content.entitlements,
        trial_days: content.trial_days,
        convention: content.convention,
        behavior: content.behavior,
        tax_inclusive: content.tax_inclusive,
        progressive: content.progressive,
    }
}
