//! Deletes a meter that never counted anything.

use super::save::load;
use crate::context::App;
use crate::dto::lists::IdResponse;
use crate::dto::meters::MeterRequest;
use crate::error::AppError;

pub fn delete(app: &App, request: MeterRequest) -> Result<IdResponse, AppError> {
    app.write("meters.delete", |tx| {
        let meter = load(tx, &request.key)?;
        if tx.meters().is_used(&meter.key)? {
            return Err(AppError::new(
                "meter_in_use",
                format!("{} has counted events; nothing was changed.", meter.name),
                "Archive it instead: it then takes no more events.",
            ));
        }
        tx.meters_mut().delete(&meter)?;
        let id = meter.id.to_string();
        Ok(IdResponse { id })
    })
}
