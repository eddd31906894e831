//! A price model as typed: its own fields are read, those of other models are left aside.

use billing::pricing::{
    Flat, GraduatedPercentage, Package, PackageRounding, PerUnit, Percentage, PercentageTier,
    PriceModel, Tier, TieredGraduated, TieredVolume, ZeroUsage,
};
use rust_decimal::Decimal;

use super::problems::Problems;
use crate::dto::catalog::{PriceModelDto, TierDto};

const KINDS: &str = "flat, per_unit, package, tiered_graduated, tiered_volume, percentage, \
                     graduated_percentage";

/// The model; `field` is its path ("prices.2.model").
pub(super) fn read_model(dto: &PriceModelDto, field: &str, problems: &mut Problems) -> PriceModel {
    let path = |name: &str| format!("{field}.{name}");
    match dto.kind.trim() {
        "flat" => PriceModel::Flat(Flat {
            amount: problems.needed(&path("amount"), &dto.amount, "Say what a period costs."),
        }),
        "per_unit" => PriceModel::PerUnit(PerUnit {
            unit_amount: problems.needed(
                &path("unit_amount"),
                &dto.unit_amount,
                "Say what one unit costs.",
            ),
        }),
        "package" => PriceModel::Package(package(dto, field, problems)),
        "tiered_graduated" => PriceModel::TieredGraduated(TieredGraduated {
            tiers: tiers(dto, field, problems),
            zero_usage: zero_usage(dto, field, problems),
        }),
        "tiered_volume" => PriceModel::TieredVolume(TieredVolume {
            tiers: tiers(dto, field, problems),
            zero_usage: zero_usage(dto, field, problems),
        }),
        "percentage" => PriceModel::Percentage(percentage(dto, field, problems)),
        "graduated_percentage" => PriceModel::GraduatedPercentage(GraduatedPercentage {
            tiers: percentage_tiers(dto, field, problems),
        }),
        other => {
            problems.add(path("type"), unknown(other));
            let amount = Decimal::ZERO;
            PriceModel::Flat(Flat { amount })
        }
    }
}

fn unknown(kind: &str) -> String {
    if kind.is_empty() {
        "Choose how the price is computed.".to_owned()
    } else {
        format!("\"{kind}\" is not a price model; give one of: {KINDS}.")
    }
}

fn package(dto: &PriceModelDto, field: &str, problems: &mut Problems) -> Package {
    let path = |name: &str| format!("{field}.{name}");
    Package {
        size: problems.needed(&path("size"), &dto.size, "Say how many units a block has."),
        amount: problems.needed(&path("amount"), &dto.amount, "Say what a block costs."),
        round: problems.choice(&path("round"), &dto.round, PackageRounding::Up, "up, down"),
    }
}

fn zero_usage(dto: &PriceModelDto, field: &str, problems: &mut Problems) -> ZeroUsage {
    problems.choice(
        &format!("{field}.zero_usage"),
        &dto.zero_usage,
        ZeroUsage::FirstFlat,
        "first_flat, free",
    )
}

fn tiers(dto: &PriceModelDto, field: &str, problems: &mut Problems) -> Vec<Tier> {
    let rows = dto.tiers.iter().enumerate();
    rows.map(|(at, row)| {
        let path = |name: &str| format!("{field}.tiers.{at}.{name}");
        if row.unit_amount.trim().is_empty() && row.flat_amount.trim().is_empty() {
            problems.add(path("unit_amount"), "Say what a unit in this tier costs.");
        }
        Tier {
            up_to: up_to(row, &path("up_to"), problems),
            unit_amount: problems.figure_or_zero(&path("unit_amount"), &row.unit_amount),
            flat_amount: problems.figure_or_zero(&path("flat_amount"), &row.flat_amount),
        }
    })
    .collect()
}

fn percentage_tiers(
    dto: &PriceModelDto,
    field: &str,
    problems: &mut Problems,
) -> Vec<PercentageTier> {
    let rows = dto.tiers.iter().enumerate();
    rows.map(|(at, row)| {
        let path = |name: &str| format!("{field}.tiers.{at}.{name}");
        if row.rate_pct.trim().is_empty() && row.flat_amount.trim().is_empty() {
            problems.add(path("rate_pct"), "Say how many percent this tier costs.");
        }
        PercentageTier {
            up_to: up_to(row, &path("up_to"), problems),
            rate_pct: problems.figure_or_zero(&path("rate_pct"), &row.rate_pct),
            flat_amount: problems.figure_or_zero(&path("flat_amount"), &row.flat_amount),
        }
    })
    .collect()
}

fn up_to(row: &TierDto, field: &str, problems: &mut Problems) -> Option<Decimal> {
    problems.figure(field, row.up_to.as_deref().unwrap_or_default())
}

fn percentage(dto: &PriceModelDto, field: &str, problems: &mut Problems) -> Percentage {
    let path = |name: &str| format!("{field}.{name}");
    let rate_pct = problems.needed(
        &path("rate_pct"),
        &dto.rate_pct,
        "Say how many percent of an amount it costs.",
    );
    Percentage {
        rate_pct,
        fixed: problems.figure_or_zero(&path("fixed"), &dto.fixed),
        free_events: free_events(&dto.free_events, &path("free_events"), problems),
        free_amount: problems.figure_or_zero(&path("free_amount"), &dto.free_amount),
        min: problems.figure(&path("min"), &dto.min),
        max: problems.figure(&path("max"), &dto.max),
    }
}

fn free_events(text: &str, field: &str, problems: &mut Problems) -> u32 {
    match text.trim() {
        "" => 0,
        text => text.parse().unwrap_or_else(|_| {
            problems.add(
                field,
                format!("\"{text}\" is not a whole number of events."),
            );
            0
        }),
    }
}
