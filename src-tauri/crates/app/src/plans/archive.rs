//! Archives a plan, and brings back one that was archived or deleted.

use billing::ids::PlanId;

use super::detail::of_plan;
use super::stored::load;
use crate::context::App;
use crate::dto::catalog::PlanDetail;
use crate::dto::lists::IdRequest;
use crate::error::AppError;
use crate::error_from::not_found;

/// Nobody can take it any more; those who have it keep it.
pub fn archive(app: &App, request: IdRequest) -> Result<PlanDetail, AppError> {
    app.write("plans.archive", |tx| {
        let mut plan = load(tx, &request.id)?;
        if plan.archived_at.is_none() {
            plan.archived_at = Some(app.now());
            tx.plans_mut().put(&plan)?;
        }
        of_plan(app, tx, &plan)
    })
}

/// Brings the plan back with its versions.
pub fn restore(app: &App, request: IdRequest) -> Result<PlanDetail, AppError> {
    let id = PlanId::parse(&request.id).map_err(|_| not_found("plan", &request.id))?;
    app.write("plans.restore", |tx| {
        if tx.plans().get(&id)?.is_none() {
            tx.plans_mut().restore(&id)?;
        }
        let mut plan = load(tx, &request.id)?;
        if plan.archived_at.take().is_some() {
            tx.plans_mut().put(&plan)?;
        }
        of_plan(app, tx, &plan)
    })
}
