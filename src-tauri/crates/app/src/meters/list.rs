//! Lists the meters, those in use first.

use super::to_dto::to_dto;
use crate::context::App;
use crate::dto::lists::Nothing;
use crate::dto::meters::MeterList;
use crate::error::AppError;

/// Archived ones come last; each part by name.
pub fn list(app: &App, _request: Nothing) -> Result<MeterList, AppError> {
    app.read(|tx| {
        let mut meters = tx.meters().list(true)?;
        meters.sort_by_key(|meter| meter.archived);
        let rows = meters.into_iter().map(|meter| {
            let used = tx.meters().is_used(&meter.key)?;
            Ok::<_, AppError>(to_dto(meter, used))
        });
        let rows = rows.collect::<Result<_, _>>()?;
        Ok(MeterList { rows })
    })
}
