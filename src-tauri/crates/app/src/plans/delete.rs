//! `plans.delete`: removes a plan that nobody ever had; it can be restored.

use store::StoreError;

use super::stored::load;
use crate::context::App;
use crate::dto::lists::{IdRequest, IdResponse};
use crate::error::AppError;

/// A plan of any subscription, past ones included, has to be kept.
pub fn delete(app: &App, request: IdRequest) -> Result<IdResponse, AppError> {
    app.write("plans.delete", |tx| {
        let plan = load(tx, &request.id)?;
        match tx.plans_mut().delete(&plan.id) {
            Err(StoreError::RuleBroken { .. }) => Err(AppError::new(
                "plan_in_use",
                format!(
                    "{} is or was subscribed to, so it has to be kept.",
                    plan.name
                ),
                "Archive the plan instead; nothing was changed.",
            )
            .at("id")),
            Err(error) => Err(error.into()),
            Ok(()) => Ok(IdResponse {
                id: plan.id.to_string(),
            }),
        }
    })
}
