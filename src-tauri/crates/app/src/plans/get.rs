//! `plans.get`: one plan with its versions.

use super::detail::of_plan;
use super::stored::load;
use crate::context::App;
use crate::dto::catalog::PlanDetail;
use crate::dto::lists::IdRequest;
use crate::error::AppError;

/// Everything about it, archived or not.
pub fn get(app: &App, request: IdRequest) -> Result<PlanDetail, AppError> {
    app.read(|tx| of_plan(app, tx, &load(tx, &request.id)?))
}
