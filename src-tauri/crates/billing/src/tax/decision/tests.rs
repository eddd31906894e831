//! Decisions as a table: who sells what to whom, and what comes of it.

use super::*;
use crate::tax::{DatedRate, RateSchedule};

/// The rates that these stories need, as they were: place, tax, category, then days and rates.
const RATES: &str = "
    DE    USt       standard                 2007-01-01 19 2020-07-01 16 2021-01-01 19
    DE    USt       reduced                  2015-01-01 7
    FR    TVA       standard                 2014-01-01 20
    AT    USt       standard                 1984-01-01 20
    PT    IVA       standard                 2011-01-01 23
    PT-30 IVA       standard                 2012-04-01 22
    GB    VAT       standard                 2011-01-04 20
    CH    MWST      standard                 2018-01-01 7.7 2024-01-01 8.1
    IN    GST       standard                 2017-07-01 18
    CA    GST       standard                 2008-01-01 5
    CA-ON HST       standard                 2010-07-01 13
    CA-QC QST       standard                 2013-01-01 9.975
    CA-BC PST       standard                 2013-04-01 7
    US-NY Sales-tax standard                 2015-01-01 4
    US-NY Sales-tax digital_service          2015-01-01 4
    US-CA Sales-tax standard                 2017-01-01 7.25
    US-CA Sales-tax digital_service          2015-01-01 0
    US-OH Sales-tax standard                 2015-01-01 5.75
    US-OH Sales-tax digital_service          2015-01-01 5.75
    US-OH Sales-tax digital_service_consumer 2015-01-01 0";

fn table() -> RateTable {
    let lines = RATES.lines().filter(|line| !line.trim().is_empty());
    RateTable::try_new(lines.map(schedule).collect()).unwrap()
}

fn schedule(line: &str) -> RateSchedule {
    let words: Vec<&str> = line.split_whitespace().collect();
    let history = words[3..].chunks(2).map(|pair| DatedRate {
        from: pair[0].parse().unwrap(),
        rate_pct: pair[1].parse().unwrap(),
    });
    RateSchedule {
        jurisdiction: words[0].into(),
        tax: words[1].into(),
        category: words[2].into(),
        note: String::new(),
        history: history.collect(),
    }
}

fn seller(country: &str, registrations: &[&str], oss: bool) -> Seller {
    Seller {
        country: country.into(),
        registrations: registrations.iter().map(|code| (*code).into()).collect(),
        oss,
        eu_b2c_sales: None,
    }
}

fn consumer(country: &str, region: &str) -> TaxedCustomer {
    TaxedCustomer {
        country: country.into(),
        region: region.into(),
        ..TaxedCustomer::default()
    }
}

fn business(country: &str, vat_id: &str) -> TaxedCustomer {
    TaxedCustomer {
        country: country.into(),
        vat_id: Some(vat_id.into()),
        business: true,
        ..TaxedCustomer::default()
    }
}

fn supply(kind: SupplyKind, on: &str) -> Supply {
    Supply {
        kind,
        category: "standard".into(),
        on: on.parse().unwrap(),
        amount: Decimal::from(100),
    }
}

fn decided(seller: &Seller, customer: &TaxedCustomer, supply: &Supply) -> Decision {
    decide(seller, customer, supply, &table(), Language::En).unwrap()
}

/// "domestic 19 S DE": treatment, rate, category and whose tax it is.
fn told(decision: &Decision) -> String {
    let treatment = serde_json::to_value(decision.treatment).unwrap();
    format!(
        "{} {} {} {}",
        treatment.as_str().unwrap(),
        decision.rate_pct,
        decision.category.code(),
        decision.jurisdiction
    )
}

#[test]
fn the_one_stop_shop_takes_no_supply_from_before_it_began() {
    // pyvat, tests/test_sale_vat_charge.py: until 2015 the seller's rate, then the customer's.
    // Goods came in with Directive 2017/2455, from July 2021.
    let oss = seller("DE", &["DE"], true);
    let table = [
        (DigitalService, "2014-12-15", "domestic 19 S DE"),
        (DigitalService, "2015-01-01", "destination 20 S FR"),
        (Goods, "2021-06-30", "domestic 19 S DE"),
        (Goods, "2021-07-01", "destination 20 S FR"),
    ];
    for (kind, on, expected) in table {
        let decision = decided(&oss, &consumer("FR", ""), &supply(kind, on));
        assert_eq!(told(&decision), expected, "{kind:?} {on}");
    }
}

type Row<'a> = (&'a Seller, TaxedCustomer, SupplyKind, &'a str);

fn check(rows: &[Row<'_>]) {
    for (seller, customer, kind, expected) in rows {
        let decision = decided(seller, customer, &supply(*kind, TODAY));
        let reason = &decision.reason;
        assert_eq!(
            told(&decision),
            *expected,
            "{customer:?} {kind:?}: {reason}"
        );
    }
}

use SupplyKind::{DigitalService, Goods, Service};
const TODAY: &str = "2026-11-20";

#[test]
fn a_german_seller_and_businesses_of_the_eu() {
    let home = seller("DE", &["DE"], false);
    let oss = seller("DE", &["DE"], true);
    let french = || business("FR", "FR40303265045");
    let mistyped = || business("FR", "FR40303265046");
    check(&[
        (
            &home,
            business("DE", "DE136695976"),
            Service,
            "domestic 19 S DE",
        ),
        (&home, french(), Service, "reverse_charge 0 AE FR"),
        (&home, french(), DigitalService, "reverse_charge 0 AE FR"),
        (&home, french(), Goods, "reverse_charge 0 K FR"),
        // A number without sense, and one of the seller's own country, reverse nothing.
        (&oss, mistyped(), DigitalService, "destination 20 S FR"),
        (
            &oss,
            business("FR", ""),
            DigitalService,
            "destination 20 S FR",
        ),
        (
            &home,
            business("FR", "DE136695976"),
            Goods,
            "domestic 19 S DE",
        ),
        // Northern Ireland is in the EU for goods, not for services.
        (
            &home,
            business("XI", "XI110305878"),
            Goods,
            "reverse_charge 0 K XI",
        ),
        (
            &home,
            business("XI", "XI110305878"),
            Service,
            "export 0 O GB",
        ),
    ]);
}

#[test]
fn a_german_seller_and_consumers_of_the_eu() {
    let home = seller("DE", &["DE"], false);
    let oss = seller("DE", &["DE"], true);
    check(&[
        (
            &home,
            consumer("DE", ""),
            DigitalService,
            "domestic 19 S DE",
        ),
        (
            &oss,
            consumer("FR", ""),
            DigitalService,
            "destination 20 S FR",
        ),
        (&oss, consumer("FR", ""), Goods, "destination 20 S FR"),
        // Art. 45: other services to consumers stay with the seller.
        (&oss, consumer("FR", ""), Service, "domestic 19 S DE"),
        // Sales that are not known are above the threshold.
        (
            &home,
            consumer("FR", ""),
            DigitalService,
            "not_registered 0 O FR",
        ),
        // Art. 6: the Canary Islands are not in the VAT territory; Monaco is (Art. 7).
        (&oss, consumer("ES", "CN"), DigitalService, "export 0 O ES"),
        (
            &oss,
            consumer("MC", ""),
            DigitalService,
            "destination 20 S FR",
        ),
        (
            &oss,
            consumer("PT", "30"),
            DigitalService,
            "destination 22 S PT-30",
        ),
    ]);
}

#[test]
fn the_threshold_counts_both_years_and_the_supply_itself() {
    // 10 000 EUR is not above it (Art. 59c: does not exceed).
    let table = [
        ("9900", "10000", "domestic 19 S DE"),
        ("9900.01", "0", "not_registered 0 O FR"),
        ("0", "10000.01", "not_registered 0 O FR"),
    ];
    for (this_year, last_year, expected) in table {
        let mut german = seller("DE", &["DE"], false);
        german.eu_b2c_sales = Some(EuB2cSales {
            this_year: this_year.parse().unwrap(),
            last_year: last_year.parse().unwrap(),
        });
        let french = consumer("FR", "");
        let decision = decided(&german, &french, &supply(DigitalService, TODAY));
        assert_eq!(told(&decision), expected, "{}", decision.reason);
        german.registrations.push("FR".into());
        let decision = decided(&german, &french, &supply(DigitalService, TODAY));
        let registered = expected.replace("not_registered 0 O", "destination 20 S");
        assert_eq!(told(&decision), registered, "registered in France");
    }
}

#[test]
fn the_day_of_the_supply_decides_the_rate_and_the_rules() {
    let german = seller("DE", &["DE"], false);
    let on = |day: &str, customer: &TaxedCustomer| {
        told(&decided(&german, customer, &supply(DigitalService, day)))
    };
    assert_eq!(on("2020-10-15", &consumer("DE", "")), "domestic 16 S DE");
    assert_eq!(on("2021-01-01", &consumer("DE", "")), "domestic 19 S DE");
    // The United Kingdom's numbers reversed the charge until the end of 2020.
    let british = business("GB", "GB980780684");
    assert_eq!(on("2020-12-31", &british), "reverse_charge 0 AE GB");
    assert_eq!(on("2021-01-01", &british), "export 0 O GB");
}

#[test]
fn outside_the_eu() {
    let german = seller("DE", &["DE"], true);
    let both = seller("DE", &["DE", "CH", "US-NY"], true);
    let british = seller("GB", &["GB"], false);
    let american = seller("US", &["US-NY"], false);
    let swiss = || consumer("CH", "");
    check(&[
        (&german, swiss(), DigitalService, "export 0 O CH"),
        (&german, swiss(), Goods, "export 0 G CH"),
        (&german, consumer("US", ""), DigitalService, "export 0 O US"),
        (&both, swiss(), DigitalService, "destination 8.1 S CH"),
        (
            &both,
            business("CH", "CHE-107.787.577 MWST"),
            Service,
            "export 0 O CH",
        ),
        (
            &both,
            consumer("US", "NY"),
            DigitalService,
            "destination 4 S US-NY",
        ),
        (&both, consumer("US", "TX"), DigitalService, "export 0 O US"),
        (
            &british,
            business("DE", "DE136695976"),
            Service,
            "reverse_charge 0 AE DE",
        ),
        (
            &british,
            consumer("DE", ""),
            DigitalService,
            "not_registered 0 O DE",
        ),
        (
            &american,
            business("DE", "DE136695976"),
            DigitalService,
            "reverse_charge 0 AE DE",
        ),
    ]);
}

#[test]
fn american_states_tax_where_the_seller_is_registered() {
    let american = seller("US", &["US-NY", "US-CA", "us-oh"], false);
    let firm = |region: &str| TaxedCustomer {
        business: true,
        ..consumer("US", region)
    };
    check(&[
        (
            &american,
            consumer("US", "New York"),
            DigitalService,
            "domestic 4 S US-NY",
        ),
        (
            &american,
            consumer("US", "TX"),
            DigitalService,
            "not_registered 0 O US-TX",
        ),
        (
            &american,
            consumer("US", "CA"),
            DigitalService,
            "exempt 0 E US-CA",
        ),
        (
            &american,
            consumer("US", "CA"),
            Goods,
            "domestic 7.25 S US-CA",
        ),
        (
            &american,
            firm("OH"),
            DigitalService,
            "domestic 5.75 S US-OH",
        ),
        (
            &american,
            consumer("US", "OH"),
            DigitalService,
            "exempt 0 E US-OH",
        ),
    ]);
}

#[test]
fn canadian_provinces_have_hst_or_add_their_own() {
    let everywhere = seller("CA", &["CA"], false);
    let quebec = seller("CA", &["CA", "CA-QC"], false);
    let taxes = |seller: &Seller, region: &str| {
        let decision = decided(seller, &consumer("CA", region), &supply(Goods, TODAY));
        let names: Vec<String> = decision
            .taxes
            .iter()
            .map(|tax| format!("{} {}", tax.name, tax.rate_pct))
            .collect();
        format!("{} = {}", names.join(" + "), decision.rate_pct)
    };
    assert_eq!(taxes(&everywhere, "ON"), "HST 13 = 13");
    assert_eq!(taxes(&everywhere, "QC"), "GST 5 + QST 9.975 = 14.975");
    assert_eq!(taxes(&everywhere, "BC"), "GST 5 + PST 7 = 12");
    assert_eq!(taxes(&everywhere, "AB"), "GST 5 = 5");
    assert_eq!(taxes(&quebec, "QC"), "GST 5 + QST 9.975 = 14.975");
    assert_eq!(taxes(&quebec, "BC"), "GST 5 = 5");
}

#[test]
fn india_halves_its_tax_inside_one_state() {
    let seller = seller("IN", &["IN-KA"], false);
    let names = |region: &str| {
        let decision = decided(&seller, &consumer("IN", region), &supply(Service, TODAY));
        let taxes = decision.taxes.iter();
        taxes
            .map(|tax| format!("{} {} {}", tax.name, tax.rate_pct, tax.jurisdiction))
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(names("KA"), "CGST 9 IN, SGST 9 IN-KA");
    assert_eq!(names("MH"), "IGST 18 IN");
}

#[test]
fn the_exempt_and_the_unregistered_pay_nothing_and_the_invoice_says_why() {
    let german = seller("DE", &["DE"], false);
    let mut school = consumer("DE", "");
    school.exempt_reason = Some("Education, § 4 Nr. 21 UStG".into());
    school.exempt_until = Some("2026-12-31".parse().unwrap());
    let decision = decided(&german, &school, &supply(Service, TODAY));
    assert_eq!(told(&decision), "exempt 0 E DE");
    assert_eq!(decision.invoice_note, "Education, § 4 Nr. 21 UStG");
    assert_eq!(decision.taxes.len(), 1);
    let later = decided(&german, &school, &supply(Service, "2027-01-01"));
    assert_eq!(told(&later), "domestic 19 S DE");

    let small = seller("DE", &[], false);
    let decision = decided(&small, &consumer("DE", ""), &supply(Service, TODAY));
    assert_eq!(told(&decision), "not_registered 0 E DE");
    assert!(decision.invoice_note.contains("Art. 284"));
}

#[test]
fn what_is_missing_is_named() {
    let german = seller("DE", &["DE", "US-NY", "BR"], false);
    let asked = |customer: &TaxedCustomer, on: &str| {
        decide(
            &german,
            customer,
            &supply(Goods, on),
            &table(),
            Language::En,
        )
        .unwrap_err()
    };
    let country = || "US".to_owned();
    let missing = DecisionError::RegionMissing { country: country() };
    assert_eq!(asked(&consumer("US", ""), TODAY), missing);
    let unknown = DecisionError::RegionUnknown {
        country: country(),
        region: "Bavaria".into(),
    };
    assert_eq!(asked(&consumer("US", "Bavaria"), TODAY), unknown);
    let early = asked(&consumer("DE", ""), "1999-01-01");
    assert!(matches!(early, DecisionError::RateUnknown { .. }));
}

#[test]
fn every_decision_tells_its_steps() {
    let decision = decided(
        &seller("DE", &["DE"], false),
        &business("FR", "FR 40 303 265 045"),
        &supply(DigitalService, TODAY),
    );
    let steps: Vec<String> = decision
        .explanation
        .steps
        .iter()
        .map(|step| format!("{}: {}", step.label, step.value))
        .collect();
    assert_eq!(
        steps,
        [
            "seller: DE, registered in DE",
            "customer: a business in FR",
            "supply: digital service (standard) on 2026-11-20",
            "VAT number: FR40303265045: format and check digits fit",
            "rule: eu.reverse_charge",
            "tax: 0 %",
        ]
    );
}
