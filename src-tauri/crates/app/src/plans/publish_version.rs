//! `plans.publish_version`: a new version, and those who move to it, in one database transaction.

use super::detail::of_plan;
use super::preview_version::read;
use crate::context::App;
use crate::dto::catalog::{PlanDetail, PlanVersionRequest};
use crate::error::AppError;
use crate::subscriptions::change::{Manner, apply_in};
use crate::subscriptions::ground::Ground;

/// Whoever cannot move stays with the version that they have, as the preview says.
pub fn publish_version(app: &App, request: PlanVersionRequest) -> Result<PlanDetail, AppError> {
    app.write("plans.publish_version", |tx| {
        let ground = Ground::load(app, tx)?;
        let (_, read) = read(app, tx, &request)?;
        if let Some(first) = read.problems.into_iter().next() {
            return Err(refused(first));
        }
        let new = read.new;
        if new.plan.archived_at.is_some() {
            return Err(AppError::new(
                "plan_archived",
                format!("{} is archived; nothing was changed.", new.plan.name),
                "Restore the plan, then publish the version.",
            )
            .at("id"));
        }
        let moves = new.moves(tx, &ground)?;

        tx.plan_versions_mut().publish(&new.version)?;
        for moved in &moves {
            if let Ok(planned) = &moved.planned {
                let manner = Manner {
                    when: planned.when,
                    behavior: None,
                };
                let id = &moved.held.sub.id;
                apply_in(app, tx, &ground, id, &new.change(), manner)?;
            }
        }
        of_plan(app, tx, &new.plan)
    })
}

/// Fields of the version are the request's own, the rest is in its content.
fn refused(first: crate::dto::invoices::FieldProblem) -> AppError {
    let field = match first.field.as_str() {
        own @ ("effective_on" | "applies_to") => own.to_owned(),
        of_content => format!("content.{of_content}"),
    };
    AppError::new(
        "plan_incomplete",
        format!("The version was not published: {}", first.message),
        "Mend the marked field and try again; nothing was changed.",
    )
    .at(field)
}
