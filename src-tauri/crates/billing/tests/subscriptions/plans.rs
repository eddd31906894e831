//! Plans: what a version must fulfil, how two differ, and copies made for one customer.

use billing::calendar::Interval;
use billing::catalog::{
    Enforcement, Entitlement, Grant, Override, PlanVersion, Price, PriceKind, ProrationBehavior,
    Recurrence, Timing, check_version, counted, customize, difference, full_price_words, offers,
    prices_for,
};
use billing::money::{Currency, Money};
use billing::pricing::{
    Package, PackageRounding, Percentage, PriceModel, Tier, TieredGraduated, ZeroUsage,
};
use billing::subscription::ProrationConvention;
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
        enforcement: Enforcement::ByPrice,
        alert_at: Vec::new(),
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
fn figures_of_usage_are_not_below_zero() {
    let alert = broken(|version| version.entitlements[0].alert_at = vec![dec("80"), dec("-1")]);
    assert_eq!(alert, "entitlements.0.alert_at.1");
    let threshold = broken(|version| version.progressive = vec![Money::new(-1, USD)]);
    assert_eq!(threshold, "progressive.0");
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
    let expected = [
        "base, USD a month: 29.00 USD ≠ 35.00 USD",
        "base, USD a year: 290.00 USD ≠ ",
        "base, USD every 2 weeks:  ≠ 18.00 USD",
        "Users: 5 users ≠ unlimited",
        "Calls:  ≠ 9 users",
        "Trial: no trial = no trial",
        "Parts of a period count: by day = by day",
        "Changes are billed: with the next invoice = with the next invoice",
        "Prices: before tax = before tax",
        "Usage is billed: at the end of the period = at the end of the period",
    ];
    assert_eq!(shown(&before, &after), expected);
}

fn shown(before: &PlanVersion, after: &PlanVersion) -> Vec<String> {
    let rows = difference(before, after).into_iter();
    rows.map(|row| {
        let mark = if row.changed { "≠" } else { "=" };
        format!("{}: {} {mark} {}", row.what, row.before, row.after)
    })
    .collect()
}

#[test]
fn a_version_that_differs_in_anything_has_a_row_for_it() {
    type Change = fn(&mut PlanVersion);
    let mut before = version();
    before.prices.push(metered(MONTHLY, "1", "0"));
    let table: [(Change, &str); 12] = [
        (|version| version.trial_days = 1, "Trial: no trial ≠ 1 day"),
        (
            |version| version.convention = ProrationConvention::ThirtyDayMonth,
            "Parts of a period count: by day ≠ in months of 30 days",
        ),
        (
            |version| version.behavior = ProrationBehavior::InvoiceNow,
            "Changes are billed: with the next invoice ≠ at once",
        ),
        (
            |version| version.tax_inclusive = true,
            "Prices: before tax ≠ include tax",
        ),
        (
            |version| version.progressive = vec![Money::new(5000, USD)],
            "Usage is billed: at the end of the period ≠ as soon as it comes to 50.00 USD",
        ),
        (
            |version| version.entitlements[0].enforcement = Enforcement::Hard,
            "Users: 5 users ≠ 5 users, refused beyond",
        ),
        (
            |version| version.entitlements[0].alert_at = vec![dec("75"), dec("90")],
            "Users: 5 users ≠ 5 users, told at 75 %, 90 %",
        ),
        (
            |version| version.prices[0].timing = Timing::Arrears,
            "base, USD a month: 29.00 USD ≠ 29.00 USD, billed at the end of the period",
        ),
        (
            |version| version.prices[0].prorates = false,
            "base, USD a month: 29.00 USD ≠ 29.00 USD, a part of a period bills the whole",
        ),
        (
            |version| version.prices[0].commitment = dec("50"),
            "base, USD a month: 29.00 USD ≠ 29.00 USD, at least 50.00 USD",
        ),
        (
            |version| version.prices[2].included = dec("10"),
            "Calls, USD a month: 1.00 USD per call, by the meter calls ≠ \
             1.00 USD per call, 10 included, by the meter calls",
        ),
        (
            |version| {
                version.prices[2].kind = PriceKind::Metered {
                    meter: "tokens".into(),
                };
            },
            "Calls, USD a month: 1.00 USD per call, by the meter calls ≠ \
             1.00 USD per call, by the meter tokens",
        ),
    ];
    for (change, expected) in table {
        let mut after = before.clone();
        change(&mut after);
        let rows = shown(&before, &after);
        let changed: Vec<_> = rows.iter().filter(|row| row.contains('≠')).collect();
        assert_eq!(changed, [expected]);
    }
}

#[test]
fn every_model_is_told_in_full() {
    let tier = |up_to: Option<&str>, unit_amount: &str, flat_amount: &str| Tier {
        up_to: up_to.map(dec),
        unit_amount: dec(unit_amount),
        flat_amount: dec(flat_amount),
    };
    let graduated = |zero_usage| {
        PriceModel::TieredGraduated(TieredGraduated {
            tiers: vec![tier(Some("10"), "1", "3"), tier(None, "0.5", "0")],
            zero_usage,
        })
    };
    let block = |round| {
        PriceModel::Package(Package {
            size: dec("100"),
            amount: dec("2"),
            round,
        })
    };
    let percentage = PriceModel::Percentage(Percentage {
        rate_pct: dec("2.9"),
        fixed: dec("0.3"),
        free_events: 2,
        free_amount: dec("100"),
        min: Some(dec("0.5")),
        max: None,
    });
    let table = [
        (
            graduated(ZeroUsage::FirstFlat),
            "each request by its own tier, up to 10: 1.00 USD and 3.00 USD once, above: 0.50 USD",
        ),
        (
            graduated(ZeroUsage::Free),
            "each request by its own tier, up to 10: 1.00 USD and 3.00 USD once, above: 0.50 USD, \
             nothing where nothing is used",
        ),
        (
            block(PackageRounding::Up),
            "2.00 USD per 100 requests, a begun block counts",
        ),
        (
            block(PackageRounding::Down),
            "2.00 USD per 100 requests, only full blocks count",
        ),
        (
            percentage,
            "2.9 %, 0.30 USD an event, 2 events free, free up to 100.00 USD, at least 0.50 USD an \
             event",
        ),
    ];
    for (model, expected) in table {
        let price = Price {
            unit: "request".into(),
            ..price("base", MONTHLY, model)
        };
        assert_eq!(full_price_words(&price), expected);
    }
}

#[test]
fn units_have_their_plural() {
    let table = [
        ("500", "minute", "500 minutes"),
        ("1", "minute", "1 minute"),
        ("10", "GB", "10 GB"),
        ("3", "", "3"),
        ("2", "query", "2 queries"),
        ("2", "day", "2 days"),
        ("2", "box", "2 boxes"),
        ("0", "requests", "0 requests"),
    ];
    for (quantity, unit, expected) in table {
        assert_eq!(counted(dec(quantity), unit), expected);
    }
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
