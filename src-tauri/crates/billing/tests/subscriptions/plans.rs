//! Plans: what a version must fulfil, how two differ, and copies made for one customer.

use billing::calendar::Interval;
use billing::catalog::{
    Entitlement, Grant, Override, PlanVersion, Price, PriceKind, Recurrence, Timing, check_version,
    customize, difference, offers, prices_for,
};
use billing::money::{Currency, Money};
use billing::pricing::{PriceModel, Tier, TieredGraduated, ZeroUsage};
use rust_decimal::Decimal;

use crate::build::{
    MONTHLY, Stage, USD, YEARLY, book, dec, flat, item, metered, new, plan, plan_id, price,
};

fn limit(key: &str, name: &str, most: Option<&str>) -> Entitlement {
    Entitlement {
        key: key.into(),
        name: name.into(),
        grant: Grant::Limit {
            most: most.map(dec),
            unit: "user".into(),
        },
    }
}

fn version() -> PlanVersion {
    let prices = vec![
        price("base", MONTHLY, flat("29")),
        price("base", YEARLY, flat("290")),
    ];
    let mut version = plan(1, "Starter", prices).version;
    version.entitlements = vec![limit("users", "Users", Some("5"))];
    version
}

fn broken(change: impl Fn(&mut PlanVersion)) -> String {
    let mut version = version();
    change(&mut version);
    check_version(&version).unwrap_err().field()
}

#[test]
fn a_version_is_offered_in_the_currencies_and_intervals_of_its_prices() {
    let version = version();
    assert_eq!(check_version(&version), Ok(()));
    assert_eq!(offers(&version), [(USD, MONTHLY), (USD, YEARLY)]);
    let chosen: Vec<_> = prices_for(&version, USD, YEARLY).collect();
    assert_eq!(chosen, [&version.prices[1]]);
    assert_eq!(prices_for(&version, Currency::EUR, MONTHLY).count(), 0);
}

#[test]
fn a_version_that_contradicts_itself_names_the_field() {
    let tier = |up_to: &str| Tier {
        up_to: Some(dec(up_to)),
        unit_amount: Decimal::ONE,
        flat_amount: Decimal::ZERO,
    };
    let tiers = TieredGraduated {
        tiers: vec![tier("10"), tier("5")],
        zero_usage: ZeroUsage::FirstFlat,
    };
    let model = PriceModel::TieredGraduated(tiers);
    let table = [
        (broken(|version| version.prices.clear()), "prices"),
        (
            broken(|version| version.prices[1].key.clear()),
            "prices.1.key",
        ),
        (
            broken(|version| version.prices[1].recurrence = MONTHLY),
            "prices.1.key",
        ),
        (
            broken(|version| version.prices.push(metered(MONTHLY, "1", "0"))),
            "prices",
        ),
        (
            broken(|version| version.prices[0].recurrence.count = 0),
            "prices.0.recurrence.count",
        ),
        (
            broken(|version| version.prices[0].included = dec("-1")),
            "prices.0.included",
        ),
        (
            broken(|version| version.prices[0].commitment = dec("-1")),
            "prices.0.commitment",
        ),
        (
            broken(|version| {
                version.prices[0].kind = PriceKind::Metered {
                    meter: "calls".into(),
                };
                version.prices[0].timing = Timing::Advance;
            }),
            "prices.0.timing",
        ),
        (
            broken(|version| version.prices[0].model = model.clone()),
            "prices.0.model.tiers.1.up_to",
        ),
        (
            broken(|version| version.entitlements.push(limit("users", "Users", None))),
            "entitlements.1.key",
        ),
        (
            broken(|version| version.entitlements[0] = limit("users", "Users", Some("-1"))),
            "entitlements.0.most",
        ),
    ];
    for (field, expected) in table {
        assert_eq!(field, expected);
    }
}

#[test]
fn two_versions_stand_side_by_side() {
    let before = version();
    let mut after = version();
    after.prices[0].model = flat("35");
    after.prices.remove(1);
    let weekly = Recurrence {
        interval: Interval::Week,
        count: 2,
    };
    after.prices.push(price("base", weekly, flat("18")));
    after.entitlements = vec![
        limit("users", "Users", None),
        limit("calls", "Calls", Some("9")),
    ];
    let rows = difference(&before, &after);
    let shown: Vec<_> = rows
        .iter()
        .map(|row| {
            let first = |text: &str| text.split('.').next().unwrap().to_owned();
            let mark = if row.changed { "≠" } else { "=" };
            format!(
                "{}: {} {mark} {}",
                row.what,
                first(&row.before),
                first(&row.after)
            )
        })
        .collect();
    let expected = [
        "base, USD a month: 29 USD a period, whatever the quantity ≠ \
         35 USD a period, whatever the quantity",
        "base, USD a year: 290 USD a period, whatever the quantity ≠ ",
        "base, USD every 2 weeks:  ≠ 18 USD a period, whatever the quantity",
        "Users: 5 user ≠ unlimited",
        "Calls:  ≠ 9 user",
        "Trial: 0 days = 0 days",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_custom_plan_charges_users_beyond_its_own_limit() {
    let overrides = [
        Override::Limit {
            key: "users".into(),
            most: Some(dec("8")),
        },
        Override::ExtraUnits {
            key: "users".into(),
            unit_amount: dec("5"),
        },
        Override::Price {
            price: Box::new(Price {
                model: flat("25"),
                ..price("base", MONTHLY, flat("0"))
            }),
        },
    ];
    let custom = customize(&version(), plan_id(7), &overrides).unwrap();
    assert_eq!(custom.entitlements, [limit("users", "Users", Some("8"))]);
    let mut booked = plan(7, "Custom", Vec::new());
    booked.version = custom;
    // 25.00 and three users beyond eight at 5.00
    let stage = Stage::start(book(vec![booked]), new(vec![item(7, "11")]), "2026-01-01");
    assert_eq!(stage.total(), Money::new(4000, USD));
    let wrong = Override::Limit {
        key: "users".into(),
        most: Some(dec("-1")),
    };
    let refused = customize(&version(), plan_id(7), &[wrong]).unwrap_err();
    assert_eq!(refused.field(), "entitlements.0.most");
}
