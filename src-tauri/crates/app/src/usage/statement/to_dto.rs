//! The figures of a statement as they cross a door.

use billing::subscription::{MeterLine, PlanLine};
use store::table::usage_statements::StatementSums;

use crate::dto::statements::{StatementMeterLine, StatementPlanLine, StatementTotalsDto};
use crate::dto::words::figure;
use crate::invoices::line_source::steps_to_dto;

pub(super) fn sums(sums: &StatementSums) -> StatementTotalsDto {
    StatementTotalsDto {
        plan_cost: sums.plan.into(),
        overage_cost: sums.overage.into(),
        custom_cost: sums.custom.into(),
        total: sums.total.into(),
    }
}

pub(super) fn plan_line(line: &PlanLine) -> StatementPlanLine {
    StatementPlanLine {
        name: line.name.clone(),
        quantity: figure(line.quantity),
        from: line.span.start.to_string(),
        to: line.span.end.to_string(),
        amount: line.amount.into(),
        steps: steps_to_dto(&line.explanation),
    }
}

pub(super) fn meter_line(line: &MeterLine) -> StatementMeterLine {
    StatementMeterLine {
        key: line.key.clone(),
        name: line.name.clone(),
        unit: line.unit.clone(),
        from: line.span.start.to_string(),
        to: line.span.end.to_string(),
        included: figure(line.included),
        used: figure(line.used),
        over: figure(line.over),
        amount: line.amount.into(),
        steps: steps_to_dto(&line.explanation),
    }
}
