//! Puts a meter away or takes it back; an archived one takes no events.

use super::save::load;
use super::to_dto::to_dto;
use crate::context::App;
use crate::dto::meters::{ArchiveMeterRequest, MeterDto};
use crate::error::AppError;

pub fn archive(app: &App, request: ArchiveMeterRequest) -> Result<MeterDto, AppError> {
    app.write("meters.archive", |tx| {
        let mut meter = load(tx, &request.key)?;
        if meter.archived != request.archived {
            meter.archived = request.archived;
            tx.meters_mut().put(&meter)?;
        }
        let used = tx.meters().is_used(&meter.key)?;
        Ok(to_dto(meter, used))
    })
}
