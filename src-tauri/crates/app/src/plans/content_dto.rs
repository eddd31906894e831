//! A version's prices and entitlements as they cross a door, to be shown and edited.

use billing::catalog::{Entitlement, Grant, PlanVersion, Price, PriceKind};
use billing::money::Money;
use billing::pricing::{Percentage, PercentageTier, PriceModel, Tier};
use rust_decimal::Decimal;

use crate::dto::catalog::{
    EntitlementDto, PlanContentDto, PriceDto, PriceModelDto, ProgressiveDto, TierDto,
};
use crate::dto::words::to_word;
use crate::subscriptions::recurrence::recurrence_to_dto;

/// What the version costs and grants, ready to be edited into the next one.
pub(crate) fn content_to_dto(version: &PlanVersion) -> PlanContentDto {
    PlanContentDto {
        prices: version.prices.iter().map(price_to_dto).collect(),
        entitlements: version
            .entitlements
            .iter()
            .map(entitlement_to_dto)
            .collect(),
        trial_days: version.trial_days,
        convention: to_word(version.convention),
        behavior: to_word(version.behavior),
        tax_inclusive: version.tax_inclusive,
        progressive: version.progressive.iter().map(progressive_to_dto).collect(),
    }
}

fn progressive_to_dto(amount: &Money) -> ProgressiveDto {
    ProgressiveDto {
        currency: amount.currency().code().to_owned(),
        amount: amount.to_decimal().to_string(),
    }
}

fn price_to_dto(price: &Price) -> PriceDto {
    let (kind, meter) = match &price.kind {
        PriceKind::Recurring => ("recurring", ""),
        PriceKind::Metered { meter } => ("metered", meter.as_str()),
        PriceKind::Setup => ("setup", ""),
    };
    PriceDto {
        key: price.key.clone(),
        name: price.name.clone(),
        unit: price.unit.clone(),
        currency: price.currency.code().to_owned(),
        recurrence: recurrence_to_dto(price.recurrence),
        kind: kind.to_owned(),
        meter: meter.to_owned(),
        model: model_to_dto(&price.model),
        included: not_zero(price.included),
        commitment: not_zero(price.commitment),
        timing: to_word(price.timing),
        prorates: price.prorates,
    }
}

fn model_to_dto(model: &PriceModel) -> PriceModelDto {
    let of_kind = |kind: &str| PriceModelDto {
        kind: kind.to_owned(),
        ..PriceModelDto::default()
    };
    match model {
        PriceModel::Flat(flat) => PriceModelDto {
            amount: plain(flat.amount),
            ..of_kind("flat")
        },
        PriceModel::PerUnit(per_unit) => PriceModelDto {
            unit_amount: plain(per_unit.unit_amount),
            ..of_kind("per_unit")
        },
        PriceModel::Package(package) => PriceModelDto {
            size: plain(package.size),
            amount: plain(package.amount),
            round: to_word(package.round),
            ..of_kind("package")
        },
        PriceModel::TieredGraduated(graduated) => PriceModelDto {
            tiers: graduated.tiers.iter().map(tier_to_dto).collect(),
            zero_usage: to_word(graduated.zero_usage),
            ..of_kind("tiered_graduated")
        },
        PriceModel::TieredVolume(volume) => PriceModelDto {
            tiers: volume.tiers.iter().map(tier_to_dto).collect(),
            zero_usage: to_word(volume.zero_usage),
            ..of_kind("tiered_volume")
        },
        PriceModel::Percentage(percentage) => percentage_to_dto(percentage, of_kind("percentage")),
        PriceModel::GraduatedPercentage(graduated) => PriceModelDto {
            tiers: graduated.tiers.iter().map(percentage_tier_to_dto).collect(),
            ..of_kind("graduated_percentage")
        },
    }
}

fn percentage_to_dto(percentage: &Percentage, empty: PriceModelDto) -> PriceModelDto {
    let free_events = match percentage.free_events {
        0 => String::new(),
        events => events.to_string(),
    };
    PriceModelDto {
        rate_pct: plain(percentage.rate_pct),
        fixed: not_zero(percentage.fixed),
        free_events,
        free_amount: not_zero(percentage.free_amount),
        min: percentage.min.map(plain).unwrap_or_default(),
        max: percentage.max.map(plain).unwrap_or_default(),
        ..empty
    }
}

fn tier_to_dto(tier: &Tier) -> TierDto {
    TierDto {
        up_to: tier.up_to.map(plain),
        unit_amount: plain(tier.unit_amount),
        flat_amount: not_zero(tier.flat_amount),
        rate_pct: String::new(),
    }
}

fn percentage_tier_to_dto(tier: &PercentageTier) -> TierDto {
    TierDto {
        up_to: tier.up_to.map(plain),
        unit_amount: String::new(),
        flat_amount: not_zero(tier.flat_amount),
        rate_pct: plain(tier.rate_pct),
    }
}

/// An entitlement, to be shown or edited.
pub(crate) fn entitlement_to_dto(entitlement: &Entitlement) -> EntitlementDto {
    let mut dto = EntitlementDto {
        key: entitlement.key.clone(),
        name: entitlement.name.clone(),
        kind: String::new(),
        on: false,
        most: None,
        unit: String::new(),
        level: String::new(),
        enforcement: String::new(),
        alert_at: entitlement.alert_at.iter().copied().map(plain).collect(),
    };
    if matches!(entitlement.grant, Grant::Limit { .. }) {
        dto.enforcement = to_word(entitlement.enforcement);
    }
    match &entitlement.grant {
        Grant::Feature { on } => {
            "feature".clone_into(&mut dto.kind);
            dto.on = *on;
        }
        Grant::Limit { most, unit } => {
            "limit".clone_into(&mut dto.kind);
            dto.most = most.map(plain);
            dto.unit.clone_from(unit);
        }
        Grant::Level { level } => {
            "level".clone_into(&mut dto.kind);
            dto.level.clone_from(level);
        }
    }
    dto
}

/// As it was typed: "29.00" stays "29.00".
fn plain(value: Decimal) -> String {
    value.to_string()
}

/// Empty where it says nothing.
fn not_zero(value: Decimal) -> String {
    if value.is_zero() {
        String::new()
    } else {
        plain(value)
    }
}
