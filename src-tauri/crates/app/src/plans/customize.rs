//! `plans.customize`: a custom plan for one customer, a copy with what was agreed.

use billing::ids::CustomerId;

use super::create::{blank, save_new};
use super::detail::today;
use super::fields::free_code;
use super::stored::load;
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
        save_new(app, tx, &plan, (&request.content, today))
    })
}
