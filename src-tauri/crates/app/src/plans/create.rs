//! `plans.create`: makes a plan or an add-on with its first version.

use billing::catalog::{Plan, PlanKind};
use billing::ids::{PlanId, ProductId};
use chrono::NaiveDate;
use store::{ReadTx, WriteTx};
use ulid::Ulid;

use super::detail::{of_plan, today};
use super::fields;
use super::stored::{VersionIdentity, ready_version};
use crate::context::App;
use crate::dto::catalog::{CreatePlanRequest, PlanContentDto, PlanDetail};
use crate::error::AppError;

/// The first version counts from today. Without a place, the plan comes last.
pub fn create(app: &App, request: CreatePlanRequest) -> Result<PlanDetail, AppError> {
    app.write("plans.create", |tx| {
        let (today, _) = today(app, tx)?;
        let mut plan = blank(app);

        fields::take(tx, &request.fields, &mut plan)?;
        if plan.position == 0 {
            plan.position = last_position(tx)?.saturating_add(1);
        }
        save_new(app, tx, &plan, (&request.content, today))
    })
}

/// Keeps a plan that is new, with its first version.
pub(crate) fn save_new(
    app: &App,
    tx: &WriteTx<'_>,
    plan: &Plan,
    (content, effective_on): (&PlanContentDto, NaiveDate),
) -> Result<PlanDetail, AppError> {
    let identity = VersionIdentity {
        plan_id: plan.id.clone(),
        version: 1,
        effective_on,
        published_at: app.now(),
    };
    let version = ready_version(content, identity)?;

    tx.plans_mut().put(plan)?;
    tx.plan_versions_mut().publish(&version)?;
    of_plan(app, tx, plan)
}

fn last_position(tx: &ReadTx<'_>) -> Result<u32, AppError> {
    let plans = tx.plans().list(true)?;
    Ok(plans.iter().map(|plan| plan.position).max().unwrap_or(0))
}

/// A plan with a new identity and nothing else yet.
pub(crate) fn blank(app: &App) -> Plan {
    Plan {
        id: PlanId::from_ulid(app.new_ulid()),
        product_id: ProductId::from_ulid(Ulid::nil()),
        kind: PlanKind::Plan,
        name: String::new(),
        code: String::new(),
        description: String::new(),
        custom_for: None,
        based_on: None,
        position: 0,
        created_at: app.now(),
        archived_at: None,
    }
}
