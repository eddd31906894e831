//! A small catalog that the tests of its tables and of subscriptions begin with.

use billing::calendar::Interval;
use billing::catalog::{
    Plan, PlanKind, PlanVersion, Price, PriceKind, Product, ProrationBehavior, Recurrence,
    SupplyKind, Timing,
};
use billing::ids::{PlanId, ProductId};
use billing::money::Currency;
use billing::pricing::{Flat, PriceModel};
use billing::subscription::ProrationConvention;
use rust_decimal::Decimal;

use super::{Books, day, ulid};
use crate::support::now;

pub fn plan_id(n: u64) -> PlanId {
    PlanId::from_ulid(ulid(n))
}

pub fn product(n: u64, name: &str) -> Product {
    Product {
        id: ProductId::from_ulid(ulid(n)),
        name: name.into(),
        description: String::new(),
        supply: SupplyKind::DigitalService,
        tax_category: "standard".into(),
        created_at: now(),
        archived_at: None,
    }
}

/// A plan of the product of number 1.
pub fn plan(n: u64, name: &str, code: &str) -> Plan {
    Plan {
        id: plan_id(n),
        product_id: ProductId::from_ulid(ulid(1)),
        kind: PlanKind::Plan,
        name: name.into(),
        code: code.into(),
        description: String::new(),
        custom_for: None,
        based_on: None,
        position: 0,
        created_at: now(),
        archived_at: None,
    }
}

/// A flat price a month.
pub fn version(n: u64, version: u32, effective_on: &str, amount: i64) -> PlanVersion {
    let base = Price {
        key: "base".into(),
        name: "Base".into(),
        unit: String::new(),
        currency: Currency::EUR,
        recurrence: Recurrence {
            interval: Interval::Month,
            count: 1,
        },
        kind: PriceKind::Recurring,
        model: PriceModel::Flat(Flat {
            amount: Decimal::from(amount),
        }),
        included: Decimal::ZERO,
        commitment: Decimal::ZERO,
        timing: Timing::Advance,
        prorates: true,
    };
    PlanVersion {
        plan_id: plan_id(n),
        version,
        effective_on: day(effective_on),
        published_at: now(),
        prices: vec![base],
        entitlements: Vec::new(),
        trial_days: 0,
        convention: ProrationConvention::Day,
        behavior: ProrationBehavior::NextInvoice,
        tax_inclusive: false,
        progressive: Vec::new(),
    }
}

/// A ledger with one product and the plans Starter (1) and Pro (2), each in one version.
pub fn with_two_plans() -> Books {
    let books = Books::new();
    books.write(|tx| {
        tx.products_mut().put(&product(1, "Voice AI"))?;
        tx.plans_mut().put(&plan(1, "Starter", "starter"))?;
        tx.plans_mut().put(&plan(2, "Pro", "pro"))?;
        let versions = tx.plan_versions_mut();
        versions.publish(&version(1, 1, "2026-01-01", 29))?;
        versions.publish(&version(2, 1, "2026-01-01", 99))
    });
    books
}
