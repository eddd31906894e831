//! `plans.customize`: a custom plan for one customer, a copy with what was agreed.

use billing::ids::CustomerId;

use super::create::blank;
use super::detail::{of_plan, today};
use super::fields::free_code;
use super::stored::{VersionIdentity, load, ready_version};
use crate::context::App;
use crate::dto::catalog::{CustomizePlanRequest, PlanDetail};
use crate::error::AppError;
use crate::error_from::not_found;

/// The copy begins with version 1 today; the plan that it comes from stays as it is.
pub fn customize(app: &App, request: CustomizePlanRequest) -> Result<PlanDetail, AppError> {
    app.write("plans.customize", |tx| {
        let (today, _) = today(app, tx)?;
        let origin = load(tx, &request.plan_id).map_err(|error| error.at("plan_id"))?;
        let missing = || not_found("customer", &request.customer_id).at("customer_id");
        let customer = CustomerId::parse(&request.customer_id).map_err(|_| missing())?;
        let customer = tx.customers().get(&customer)?.ok_or_else(missing)?;

        let mut plan = blank(app);
        plan.product_id = origin.product_id.clone();
        plan.kind = origin.kind;
        plan.name = match request.name.trim() {
            "" => format!("{} for {}", origin.name, customer.name),
            name => name.to_owned(),
        };
        plan.code = free_code(tx, &plan.name, &plan.id)?;
        plan.description.clone_from(&origin.description);
        plan.custom_for = Some(customer.id);
        plan.based_on = Some(origin.id);
        plan.position = origin.position;
        let identity = VersionIdentity {
            plan_id: plan.id.clone(),
            version: 1,
            effective_on: today,
            published_at: app.now(),
        };
        let version = ready_version(&request.content, identity)?;

        tx.plans_mut().put(&plan)?;
        tx.plan_versions_mut().publish(&version)?;
        of_plan(app, tx, &plan)
    })
}
