//! The ready catalog "AI workspace" as plans by the month in dollars, read from its own file.

use billing::catalog::{
    BookedPlan, Enforcement, Entitlement, Grant, PlanBook, Price, PriceKind, Timing,
};
use billing::ids::CustomerId;
use billing::pricing::{Package, PackageRounding, PriceModel};
use serde_json::Value;
use ulid::Ulid;

use crate::build::{MONTHLY, book, dec, flat, per_unit, plan, plan_id, price};

pub const STARTER: u128 = 1;
pub const PROFESSIONAL: u128 = 2;
pub const ENTERPRISE: u128 = 3;
/// A copy of Enterprise for one customer.
pub const CUSTOM: u128 = 4;

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn rows<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap()
}

fn grant(row: &Value, plan: &Value) -> Entitlement {
    let granted = plan["grants"][text(row, "key")].as_str().unwrap();
    let grant = match text(row, "kind") {
        "limit" => Grant::Limit {
            most: (granted != "unlimited").then(|| dec(granted)),
            unit: text(row, "unit").to_owned(),
        },
        _ => Grant::Feature {
            on: granted == "yes",
        },
    };
    Entitlement {
        key: text(row, "key").to_owned(),
        name: text(row, "name").to_owned(),
        grant,
        enforcement: Enforcement::ByPrice,
        alert_at: Vec::new(),
    }
}

/// What is billed beyond a limit; the plan's own terms before those of all plans.
fn beyond(row: &Value, plan: &Value) -> Option<Price> {
    let key = text(row, "key");
    let included = plan["grants"][key].as_str()?;
    if included == "unlimited" {
        return None;
    }
    let own = rows(plan, "overage")
        .iter()
        .find(|own| text(own, "key") == key);
    let row = own.unwrap_or(row);
    let amount = text(&row["amount"], "USD");
    let model = match row["size"].as_str() {
        Some(size) => PriceModel::Package(Package {
            size: dec(size),
            amount: dec(amount),
            round: PackageRounding::Up,
        }),
        None => per_unit(amount),
    };
    Some(Price {
        name: text(row, "name").to_owned(),
        unit: text(row, "unit").to_owned(),
        kind: PriceKind::Metered { meter: key.into() },
        included: dec(included),
        timing: Timing::Arrears,
        prorates: false,
        ..price(key, MONTHLY, model)
    })
}

fn of_catalog(n: u128, row: &Value, catalog: &Value) -> BookedPlan {
    let name = text(row, "name");
    let mut prices = vec![Price {
        name: name.to_owned(),
        ..price("base", MONTHLY, flat(text(&row["monthly"], "USD")))
    }];
    prices.extend(
        rows(catalog, "overage")
            .iter()
            .filter_map(|over| beyond(over, row)),
    );
    let mut booked = plan(n, name, prices);
    let grants = rows(catalog, "grants").iter();
    booked.version.entitlements = grants.map(|one| grant(one, row)).collect();
    if n == CUSTOM {
        booked.plan.based_on = Some(plan_id(ENTERPRISE));
        booked.plan.custom_for = Some(CustomerId::from_ulid(Ulid::from_parts(1, 1)));
    }
    booked
}

/// Its four plans.
pub fn workspace() -> PlanBook {
    let path = "/../../../assets/catalogs/ai-workspace.json";
    let text = std::fs::read_to_string(format!("{}{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let catalog: Value = serde_json::from_str(&text).unwrap();
    let plans = rows(&catalog, "plans").iter().zip(1..);
    book(plans.map(|(row, n)| of_catalog(n, row, &catalog)).collect())
}
