//! A meter as the person sees it.

use billing::usage::Meter;

use crate::dto::meters::{MeterDto, UnitCostDto, UsageRoundingDto};
use crate::dto::words::{figure, to_word};

pub fn to_dto(meter: Meter, used: bool) -> MeterDto {
    let costs = meter.costs.into_iter().map(|cost| UnitCostDto {
        operation: cost.operation.unwrap_or_default(),
        unit_cost: figure(cost.unit_cost),
    });
    MeterDto {
        id: meter.id.to_string(),
        key: meter.key,
        name: meter.name,
        unit: meter.unit,
        product_id: meter.product_id.map(|id| id.to_string()),
        aggregation: to_word(meter.aggregation),
        decimals: meter.decimals,
        rounding: meter.rounding.map(|rounding| UsageRoundingDto {
            decimals: rounding.decimals,
            mode: to_word(rounding.mode),
        }),
        reset: to_word(meter.reset),
        costs: costs.collect(),
        archived: meter.archived,
        used,
    }
}
