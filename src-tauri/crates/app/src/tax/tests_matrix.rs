//! Every member state sells to every other by the tables that come with the product: who is charged
//! whose rate.

use billing::catalog::SupplyKind;
use billing::customer::Language;
use billing::tax::{
    Decision, STANDARD, Seller, Supply, TaxCategory, TaxedCustomer, Treatment, VatId, decide,
};
use rust_decimal::Decimal;

use super::embedded;

/// A number of each member state whose check digits fit.
const NUMBERS: &str = "ATU57194903 BE0697449992 BG175074752 CY10259033P CZ25123891 DE136695976 \
    DK13585628 EE100931558 EL094259216 ESJ99216582 FI20774740 FR40303265045 HR33392005961 \
    HU12892312 IE6433435OA IT00743110157 LT119511515 LU15027442 LV40003521600 MT11679112 \
    NL004495445B01 PL8567346215 PT501964843 RO18547290 SE123456789701 SI50223054 SK2022749619";

fn members() -> Vec<(&'static str, &'static str)> {
    let number = |text: &'static str| {
        let read = VatId::try_new(text, None).expect("a good number");
        (read.country(), text)
    };
    NUMBERS.split_whitespace().map(number).collect()
}

fn decided(from: &str, to: TaxedCustomer, kind: SupplyKind, on: &str) -> Decision {
    let seller = Seller {
        country: from.into(),
        registrations: vec![from.into()],
        oss: true,
        eu_b2c_sales: None,
    };
    let supply = Supply {
        kind,
        category: STANDARD.into(),
        on: on.parse().expect("a day"),
        amount: Decimal::ONE_HUNDRED,
    };
    let table = embedded::table().expect("the tables can be read");
    decide(&seller, &to, &supply, table, Language::En).expect("a decision")
}

fn rate(country: &str, on: &str) -> Decimal {
    let table = embedded::table().expect("the tables can be read");
    let found = table.rate_of(country, STANDARD, on.parse().expect("a day"));
    found.expect("a rate").rate_pct.normalize()
}

fn buyer(country: &str, vat_id: Option<&str>) -> TaxedCustomer {
    TaxedCustomer {
        country: country.into(),
        vat_id: vat_id.map(str::to_owned),
        business: vat_id.is_some(),
        ..TaxedCustomer::default()
    }
}

#[test]
fn businesses_of_other_members_owe_the_tax_themselves_and_those_at_home_are_charged() {
    let members = members();
    assert_eq!(members.len(), 27);
    for (from, _) in &members {
        for (to, number) in &members {
            for (kind, category) in [
                (SupplyKind::DigitalService, TaxCategory::AE),
                (SupplyKind::Service, TaxCategory::AE),
                (SupplyKind::Goods, TaxCategory::K),
            ] {
                let decision = decided(from, buyer(to, Some(number)), kind, "2026-11-20");
                let told = (decision.treatment, decision.category, decision.rate_pct);
                let expected = if from == to {
                    (
                        Treatment::Domestic,
                        TaxCategory::S,
                        rate(from, "2026-11-20"),
                    )
                } else {
                    (Treatment::ReverseCharge, category, Decimal::ZERO)
                };
                assert_eq!(told, expected, "{from} to {to}, {kind:?}");
                assert_eq!(decision.invoice_note.is_empty(), from == to);
            }
        }
    }
}

#[test]
fn consumers_pay_the_rate_of_their_day_and_place() {
    for on in [
        "2015-01-01",
        "2020-10-01",
        "2023-06-30",
        "2025-08-01",
        "2026-11-20",
    ] {
        for (from, _) in members() {
            for (to, _) in members() {
                let digital = decided(from, buyer(to, None), SupplyKind::DigitalService, on);
                assert_eq!(digital.rate_pct, rate(to, on), "{from} to {to} on {on}");
                assert_eq!(digital.jurisdiction, to);
                let by_hand = decided(from, buyer(to, None), SupplyKind::Service, on);
                assert_eq!(by_hand.rate_pct, rate(from, on), "{from} to {to} on {on}");
            }
        }
    }
}

#[test]
fn nobody_outside_is_charged_by_a_member() {
    for (from, _) in members() {
        for to in ["US", "GB", "CH", "NO", "AU", "JP", "BR", "GG", "GL"] {
            for vat_id in [None, Some("GB980780684")] {
                let decision = decided(
                    from,
                    buyer(to, vat_id),
                    SupplyKind::DigitalService,
                    "2026-11-20",
                );
                assert_eq!(decision.treatment, Treatment::Export, "{from} to {to}");
                assert_eq!(decision.category, TaxCategory::O);
            }
        }
    }
}
