//! `plans.update`: changes a plan's name, description and place; prices change by a new version.

use super::detail::of_plan;
use super::fields;
use super::stored::load;
use crate::context::App;
use crate::dto::catalog::{PlanDetail, UpdatePlanRequest};
use crate::error::AppError;

/// Versions and subscribers stay as they are.
pub fn update(app: &App, request: UpdatePlanRequest) -> Result<PlanDetail, AppError> {
    app.write("plans.update", |tx| {
        let before = load(tx, &request.id)?;
        let mut plan = before.clone();
        fields::take(tx, &request.fields, &mut plan)?;
        if plan.kind != before.kind && tx.subscriptions().count_of_plan(&plan.id)? > 0 {
            return Err(AppError::new(
                "plan_in_use",
                format!(
                    "{} has subscribers, so it cannot change between plan and add-on.",
                    plan.name
                ),
                "Make a new one for that; nothing was changed.",
            )
            .at("fields.kind"));
        }
        if plan != before {
            tx.plans_mut().put(&plan)?;
        }
        of_plan(app, tx, &plan)
    })
}
