//! The tables that come with the product, what a person changes in them, and decisions by both.

use billing::tax::{RateTable, STANDARD};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::embedded;
use crate::testing::{call, opened};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn table() -> &'static RateTable {
    embedded::table().expect("the tables can be read")
}

/// Every place that the contract names.
fn places() -> Vec<String> {
    const EU: &str =
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
    const OTHERS: &str = "GB CH NO CA AU NZ IN JP SG CA-BC CA-SK CA-MB CA-QC CA-ON CA-NB CA-NS \
        CA-NL CA-PE";
    const STATES: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN \
        MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY";
    let states = STATES.split_whitespace().map(|state| format!("US-{state}"));
    let whole = EU.split_whitespace().chain(OTHERS.split_whitespace());
    whole.map(str::to_owned).chain(states).collect()
}

#[test]
fn every_place_has_exactly_one_standard_rate_on_every_day_since_2015() {
    for place in places() {
        let mut on = day("2015-01-01");
        while on <= day("2026-12-31") {
            let rates = table()
                .schedules()
                .filter(|row| row.jurisdiction == place && row.category == STANDARD);
            let found: Vec<_> = rates.filter_map(|row| row.on(on)).collect();
            assert_eq!(found.len(), 1, "{place} on {on}");
            on = on.checked_add_days(Days::new(1)).expect("a later day");
        }
    }
}

#[test]
fn the_rates_are_those_of_their_days() {
    // The changes since 2015, by the laws that made them; see assets/tax/README.md.
    let rows = "
        DE standard 2020-06-30 19     DE standard 2020-07-01 16     DE standard 2020-12-31 16
        DE standard 2021-01-01 19     DE reduced  2020-10-01 5      DE reduced  2021-01-01 7
        IE standard 2020-08-31 23     IE standard 2020-09-01 21     IE standard 2021-02-28 21
        IE standard 2021-03-01 23     GR standard 2016-05-31 23     GR standard 2016-06-01 24
        RO standard 2015-12-31 24     RO standard 2016-12-31 20     RO standard 2017-01-01 19
        RO standard 2025-07-31 19     RO standard 2025-08-01 21     LU standard 2022-12-31 17
        LU standard 2023-01-01 16     LU standard 2023-12-31 16     LU standard 2024-01-01 17
        EE standard 2023-12-31 20     EE standard 2024-01-01 22     EE standard 2025-07-01 24
        FI standard 2024-08-31 24     FI standard 2024-09-01 25.5   FI reduced  2026-01-01 13.5
        SK standard 2024-12-31 20     SK standard 2025-01-01 23     NL reduced  2018-12-31 6
        NL reduced  2019-01-01 9      CZ reduced  2024-01-01 12     LT reduced  2026-01-01 12
        CH standard 2017-12-31 8      CH standard 2018-01-01 7.7    CH standard 2024-01-01 8.1
        NO standard 2015-01-01 25     GB standard 2026-11-20 20     SG standard 2022-12-31 7
        SG standard 2023-01-01 8      SG standard 2024-01-01 9      JP standard 2019-09-30 8
        JP standard 2019-10-01 10     JP reduced  2026-11-20 8      NZ standard 2026-11-20 15
        AU standard 2026-11-20 10     IN standard 2015-05-31 12.36  IN standard 2017-06-30 15
        IN standard 2017-07-01 18     CA standard 2026-11-20 5      CA-NS standard 2025-03-31 15
        CA-NS standard 2025-04-01 14  CA-SK standard 2017-03-22 5   CA-SK standard 2017-03-23 6
        CA-MB standard 2019-07-01 7   CA-NB standard 2016-07-01 15  CA-QC standard 2026-11-20 9.975
        US-CA standard 2016-12-31 7.5 US-CA standard 2017-01-01 7.25 US-LA standard 2025-01-01 5
        US-NJ standard 2018-01-01 6.625 US-SD standard 2023-07-01 4.2
        US-NM standard 2023-07-01 4.875";
    let words: Vec<&str> = rows.split_whitespace().collect();
    assert_eq!(words.len() % 4, 0);
    for row in words.chunks(4) {
        let [place, category, on, rate] = row else {
            panic!("{row:?}")
        };
        let found = table().rate_of(place, category, day(on));
        let found = found.map(|found| found.rate_pct.normalize().to_string());
        assert_eq!(found.as_deref(), Some(*rate), "{row:?}");
    }
}

#[test]
fn every_rate_is_between_0_and_30_percent_and_says_what_the_tax_is_called() {
    for row in table().schedules() {
        assert!(!row.tax.is_empty(), "{row:?}");
        for dated in row
            .history
            .iter()
            .filter(|dated| dated.from >= day("2015-01-01"))
        {
            assert!(dated.rate_pct <= Decimal::from(30), "{row:?}");
        }
    }
    assert!(embedded::sources().expect("readable").len() > 8);
}

fn row_of(app: &crate::context::App, jurisdiction: &str) -> Option<Value> {
    let tables = call(app, "tax_tables.list", json!({})).expect("listed");
    let rows = tables["rows"].as_array().expect("rows").clone();
    let standard = |row: &Value| row["jurisdiction"] == jurisdiction && row["category"] == STANDARD;
    rows.into_iter().find(standard)
}

#[test]
fn a_persons_rate_is_put_into_the_tables_and_taken_out_again() {
    let (app, _folder) = opened();
    assert_eq!(row_of(&app, "DE").expect("a row")["rate_pct"], "19");
    let rate = json!({"jurisdiction": "de", "from": "2026-11-01", "rate_pct": "20.0"});
    call(&app, "tax_tables.save_rate", rate).expect("saved");
    let row = row_of(&app, "DE").expect("a row");
    assert_eq!(row["rate_pct"], "20");
    assert_eq!(
        row["history"][0],
        json!({"from": "2026-11-01", "rate_pct": "20", "changed": true})
    );
    assert_eq!(row["history"][1]["changed"], false);

    let reset = json!({"jurisdiction": "DE", "tax": "USt", "category": "standard",
        "from": "2026-11-01"});
    call(&app, "tax_tables.reset_rate", reset.clone()).expect("reset");
    assert_eq!(row_of(&app, "DE").expect("a row")["rate_pct"], "19");
    let error = call(&app, "tax_tables.reset_rate", reset).expect_err("nothing there");
    assert_eq!(error.code, "tax_rate_not_changed");

    let brazil = json!({"jurisdiction": "BR", "tax": "ISS", "from": "2020-01-01", "rate_pct": "5"});
    call(&app, "tax_tables.save_rate", brazil).expect("a new place");
    assert_eq!(row_of(&app, "BR").expect("a row")["tax"], "ISS");
}

#[test]
fn a_rate_that_cannot_be_names_its_field() {
    let (app, _folder) = opened();
    let table = [
        (
            "jurisdiction",
            json!({"jurisdiction": "XX", "from": "2027-01-01", "rate_pct": "20"}),
        ),
        (
            "from",
            json!({"jurisdiction": "DE", "from": "soon", "rate_pct": "20"}),
        ),
        (
            "rate_pct",
            json!({"jurisdiction": "DE", "from": "2027-01-01", "rate_pct": "-1"}),
        ),
        (
            "rate_pct",
            json!({"jurisdiction": "DE", "from": "2027-01-01", "rate_pct": "much"}),
        ),
    ];
    for (field, request) in table {
        let error = call(&app, "tax_tables.save_rate", request).expect_err(field);
        assert_eq!(error.field.as_deref(), Some(field));
    }
}

#[test]
fn registrations_are_kept_as_iso_writes_them_and_each_fault_names_its_field() {
    let (app, _folder) = opened();
    let empty = call(&app, "tax_settings.get", json!({})).expect("the standard");
    assert_eq!(empty["registrations"], json!([]));
    let euro = |minor: &str| json!({"minor": minor, "currency": "EUR"});
    let wanted = json!({"registrations": ["de", "EL", "us-new york", "CA-qc", "DE"], "oss": true,
        "eu_b2c_sales": {"year": 2026, "this_year": euro("0"), "last_year": euro("250000")}});
    call(&app, "tax_settings.update", wanted).expect("saved");
    let kept = call(&app, "tax_settings.get", json!({})).expect("kept");
    assert_eq!(kept["registrations"], json!(["DE", "GR", "US-NY", "CA-QC"]));
    assert_eq!(kept["eu_b2c_sales"]["last_year"]["minor"], "250000");
    for (field, registrations) in [
        ("registrations.1", json!(["DE", "US"])),
        ("registrations.0", json!(["US-ZZ"])),
        ("registrations.0", json!(["Germany"])),
    ] {
        let request = json!({"registrations": registrations});
        let error = call(&app, "tax_settings.update", request).expect_err(field);
        assert_eq!(error.field.as_deref(), Some(field));
    }
    let dollars = json!({"registrations": ["DE"], "eu_b2c_sales": {"year": 2026,
        "this_year": {"minor": "0", "currency": "USD"}, "last_year": euro("0")}});
    let error = call(&app, "tax_settings.update", dollars).expect_err("dollars");
    assert_eq!(error.field.as_deref(), Some("eu_b2c_sales.this_year"));
}

#[test]
fn a_decision_follows_the_settings_the_customer_and_the_persons_rates() {
    let (app, _folder) = opened();
    let settings = json!({"registrations": ["DE"], "oss": false, "eu_b2c_sales": null});
    call(&app, "tax_settings.update", settings).expect("saved");
    let made = |customer: Value| {
        let made = call(&app, "customers.create", json!({"customer": customer})).expect("made");
        made["id"].clone()
    };
    let french = made(
        json!({"name": "Atelier Dubois", "business": true, "language": "fr",
        "vat_id": "FR 40 303 265 045", "address": {"country": "FR"}}),
    );
    let nowhere = made(json!({"name": "Somebody"}));
    let american = made(json!({"name": "Ann", "address": {"country": "US"}}));
    let decide = |customer: &Value, on: &str| {
        let request = json!({"customer_id": customer, "kind": "digital_service", "on": on,
            "amount": {"minor": "10000", "currency": "EUR"}});
        call(&app, "tax.decide", request)
    };
    let reversed = decide(&french, "").expect("decided");
    assert_eq!(reversed["treatment"], "reverse_charge");
    let note = reversed["invoice_note"].as_str().expect("a note");
    assert!(note.starts_with("Autoliquidation"), "{note}");
    assert_eq!(reversed["taxes"][0]["category"], "AE");

    // A customer without a country is taken to be where the business is.
    assert_eq!(
        decide(&nowhere, "2020-10-15").expect("decided")["rate_pct"],
        "16"
    );
    let rate = json!({"jurisdiction": "DE", "from": "2026-11-01", "rate_pct": "20"});
    call(&app, "tax_tables.save_rate", rate).expect("saved");
    assert_eq!(decide(&nowhere, "").expect("decided")["rate_pct"], "20");

    // Without a registration there, no state is needed.
    assert_eq!(
        decide(&american, "").expect("decided")["treatment"],
        "export"
    );
    let settings = json!({"registrations": ["DE", "US-NY"]});
    call(&app, "tax_settings.update", settings).expect("saved");
    let error = decide(&american, "").expect_err("no state");
    assert_eq!(error.field.as_deref(), Some("address.region"));
    assert!(error.message.contains("Ann"), "{}", error.message);
}

#[test]
fn vat_numbers_are_checked_and_the_fault_is_said() {
    let (app, _folder) = opened();
    let check = |id: &str, country: &str| {
        call(&app, "vat_ids.check", json!({"id": id, "country": country})).expect("an answer")
    };
    assert_eq!(
        check("094 259 216", "GR"),
        json!({"valid": true, "country": "GR", "normalized": "EL094259216", "reason": ""})
    );
    let bad = check("DE136695978", "");
    assert_eq!(
        (&bad["valid"], &bad["country"]),
        (&json!(false), &json!("DE"))
    );
    assert!(
        bad["reason"]
            .as_str()
            .is_some_and(|reason| reason.contains("check digits"))
    );
}
