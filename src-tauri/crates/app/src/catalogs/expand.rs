//! A ready plan written out: every currency and interval, and what is billed beyond its limits.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::ready::{Counted, ReadyCatalog, ReadyOverage, ReadyPlan, unreadable};
use crate::dto::catalog::{EntitlementDto, PlanContentDto, PriceDto, PriceModelDto, RecurrenceDto};
use crate::error::AppError;

/// The interval of a price, and how many months it has and costs.
struct Cycle {
    interval: &'static str,
    months: Decimal,
    months_paid: Decimal,
}

/// What the plan's first version costs and grants.
pub fn expand(catalog: &ReadyCatalog, plan: &ReadyPlan) -> Result<PlanContentDto, AppError> {
    let cycles = [
        Cycle {
            interval: "month",
            months: Decimal::ONE,
            months_paid: Decimal::ONE,
        },
        Cycle {
            interval: "year",
            months: Decimal::from(12),
            months_paid: decimal(&catalog.months_in_a_year)?,
        },
    ];
    let mut prices = Vec::new();
    for cycle in &cycles {
        for currency in &catalog.currencies {
            let amount = amount_in(&plan.monthly, currency)?;
            prices.push(base(plan, currency, amount, cycle)?);
        }
    }
    for overage in overages(catalog, plan) {
        for cycle in &cycles {
            for currency in &catalog.currencies {
                let amount = amount_in(&overage.amount, currency)?;
                prices.push(beyond(plan, overage, (currency, amount), cycle)?);
            }
        }
    }
    Ok(PlanContentDto {
        prices,
        entitlements: entitlements(catalog, plan)?,
        trial_days: 0,
        convention: "day".to_owned(),
        behavior: "next_invoice".to_owned(),
        tax_inclusive: false,
        progressive: Vec::new(),
    })
}

/// What is billed beyond the plan's limits; what is unlimited has nothing beyond it.
fn overages<'c>(
    catalog: &'c ReadyCatalog,
    plan: &'c ReadyPlan,
) -> impl Iterator<Item = &'c ReadyOverage> {
    let all = catalog.overage.iter().map(|standard| {
        let own = plan.overage.iter().find(|own| own.key == standard.key);
        own.unwrap_or(standard)
    });
    all.filter(|overage| limit(plan, &overage.key).is_some())
}

fn limit<'p>(plan: &'p ReadyPlan, key: &str) -> Option<&'p str> {
    let granted = plan.grants.get(key)?;
    (granted != "unlimited").then_some(granted)
}

fn amount_in<'a>(
    amounts: &'a BTreeMap<String, String>,
    currency: &str,
) -> Result<&'a str, AppError> {
    let amount = amounts.get(currency).map(String::as_str);
    amount.ok_or_else(|| unreadable(&format!("an amount in {currency} is missing")))
}

fn base(
    plan: &ReadyPlan,
    currency: &str,
    amount: &str,
    cycle: &Cycle,
) -> Result<PriceDto, AppError> {
    let amount = times(decimal(amount)?, cycle.months_paid)?;
    Ok(PriceDto {
        key: "base".to_owned(),
        name: plan.name.clone(),
        unit: String::new(),
        kind: "recurring".to_owned(),
        meter: String::new(),
        model: PriceModelDto {
            kind: "flat".to_owned(),
            amount: amount.to_string(),
            ..PriceModelDto::default()
        },
        included: String::new(),
        timing: "advance".to_owned(),
        prorates: true,
        ..in_cycle(currency, cycle)
    })
}

/// What is counted in a period is included as often as the period has months, at the same price;
/// what is there at one time is included once, and costs as many months as the plan does.
fn beyond(
    plan: &ReadyPlan,
    overage: &ReadyOverage,
    (currency, amount): (&str, &str),
    cycle: &Cycle,
) -> Result<PriceDto, AppError> {
    let (amount, limit) = (
        decimal(amount)?,
        decimal(limit(plan, &overage.key).unwrap_or("0"))?,
    );
    let (amount, included) = match overage.counted {
        Counted::InPeriod => (amount, times(limit, cycle.months)?),
        Counted::AtOneTime => (times(amount, cycle.months_paid)?, limit),
    };
    let model = match &overage.size {
        None => PriceModelDto {
            kind: "per_unit".to_owned(),
            unit_amount: amount.to_string(),
            ..PriceModelDto::default()
        },
        Some(size) => PriceModelDto {
            kind: "package".to_owned(),
            amount: amount.to_string(),
            size: size.clone(),
            round: "up".to_owned(),
            ..PriceModelDto::default()
        },
    };
    Ok(PriceDto {
        key: overage.key.clone(),
        name: overage.name.clone(),
        unit: overage.unit.clone(),
        kind: "metered".to_owned(),
        meter: overage.key.clone(),
        model,
        included: included.to_string(),
        timing: "arrears".to_owned(),
        prorates: false,
        ..in_cycle(currency, cycle)
    })
}

/// A price with its currency and interval, and nothing else yet.
fn in_cycle(currency: &str, cycle: &Cycle) -> PriceDto {
    PriceDto {
        key: String::new(),
        name: String::new(),
        unit: String::new(),
        currency: currency.to_owned(),
        recurrence: RecurrenceDto {
            interval: cycle.interval.to_owned(),
            count: 1,
        },
        kind: String::new(),
        meter: String::new(),
        model: PriceModelDto::default(),
        included: String::new(),
        commitment: String::new(),
        timing: String::new(),
        prorates: false,
    }
}

fn entitlements(catalog: &ReadyCatalog, plan: &ReadyPlan) -> Result<Vec<EntitlementDto>, AppError> {
    let granted = catalog.grants.iter().map(|grant| {
        let value = plan.grants.get(&grant.key);
        let value = value.ok_or_else(|| {
            unreadable(&format!("{} says nothing about {}", plan.code, grant.key))
        })?;
        let is = |kind: &str| grant.kind == kind;
        Ok(EntitlementDto {
            key: grant.key.clone(),
            name: grant.name.clone(),
            kind: grant.kind.clone(),
            on: is("feature") && value == "yes",
            most: (is("limit") && value != "unlimited").then(|| value.clone()),
            unit: grant.unit.clone(),
            level: if is("level") {
                value.clone()
            } else {
                String::new()
            },
            enforcement: String::new(),
            alert_at: Vec::new(),
        })
    });
    granted.collect()
}

fn decimal(text: &str) -> Result<Decimal, AppError> {
    Decimal::from_str_exact(text).map_err(|error| unreadable(&error))
}

fn times(amount: Decimal, times: Decimal) -> Result<Decimal, AppError> {
    amount
        .checked_mul(times)
        .ok_or_else(|| unreadable(&"an amount is too large"))
}
