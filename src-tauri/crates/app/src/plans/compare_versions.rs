//! `plans.compare_versions`: what two versions of a plan say, side by side.

use billing::catalog::{Plan, PlanVersion, difference};
use store::ReadTx;

use super::stored::load;
use crate::context::App;
use crate::dto::catalog::{CompareVersionsRequest, DifferenceRow, VersionDifferences};
use crate::error::AppError;

/// Everything that either of them says; rows that differ are marked.
pub fn compare_versions(
    app: &App,
    request: CompareVersionsRequest,
) -> Result<VersionDifferences, AppError> {
    app.read(|tx| {
        let plan = load(tx, &request.id)?;
        let before = version(tx, &plan, request.before, "before")?;
        let after = version(tx, &plan, request.after, "after")?;
        Ok(VersionDifferences {
            rows: rows(&before, &after),
        })
    })
}

fn version(
    tx: &ReadTx<'_>,
    plan: &Plan,
    version: u32,
    field: &str,
) -> Result<PlanVersion, AppError> {
    let mut versions = tx.plan_versions().of_plan(&plan.id)?.into_iter();
    let found = versions.find(|one| one.version == version);
    found.ok_or_else(|| {
        AppError::new(
            "plan_version_not_found",
            format!("{} has no version {version}.", plan.name),
            "Give one of its versions.",
        )
        .at(field)
    })
}

/// The rows of the core, as they cross a door.
pub(super) fn rows(before: &PlanVersion, after: &PlanVersion) -> Vec<DifferenceRow> {
    let rows = difference(before, after).into_iter();
    rows.map(|row| DifferenceRow {
        what: row.what,
        before: row.before,
        after: row.after,
        changed: row.changed,
    })
    .collect()
}
