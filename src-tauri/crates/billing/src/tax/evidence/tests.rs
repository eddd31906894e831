//! What evidence carries which decision, and what is kept of it.

use rust_decimal::Decimal;
use ulid::Ulid;

use super::*;
use crate::catalog::SupplyKind::{self, DigitalService, Goods, Service};
use crate::customer::{Customer, Language, TaxProfile};
use crate::ids::CustomerId;
use crate::money::Currency;
use crate::tax::{
    DatedRate, Decision, EuB2cSales, RateSchedule, RateTable, STANDARD, Seller, Supply,
    TaxedCustomer, Treatment, decide,
};

const TODAY: &str = "2026-11-20";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn proof(kind: PlaceProofKind, country: &str) -> PlaceProof {
    PlaceProof {
        kind,
        country: country.into(),
        detail: String::new(),
        noted_on: day(TODAY),
    }
}

fn check(vat_id: &str, valid: bool, on: &str) -> NumberCheck {
    NumberCheck {
        vat_id: vat_id.into(),
        valid,
        authority: "VIES".into(),
        checked_on: day(on),
        name: "ATELIER DUBOIS SARL".into(),
        address: "LYON".into(),
        receipt: "WAPIAAAAY".into(),
        noted_by: "Ada".into(),
    }
}

fn customer(country: &str, tax: TaxProfile) -> Customer {
    let id = CustomerId::from_ulid(Ulid::from_parts(1, 1));
    let at = "2026-11-20T09:00:00Z".parse().unwrap();
    let mut customer = Customer::new(id, "Somebody", Currency::EUR, at);
    customer.address.country = country.into();
    customer.tax = tax;
    customer
}

fn with_places(country: &str, places: &[PlaceProof]) -> Customer {
    let evidence = TaxEvidence {
        place_proofs: places.to_vec(),
        number_checks: Vec::new(),
    };
    let profile = TaxProfile {
        evidence,
        ..TaxProfile::default()
    };
    customer(country, profile)
}

fn table() -> RateTable {
    let schedule = |jurisdiction: &str, rate: i64| RateSchedule {
        jurisdiction: jurisdiction.into(),
        tax: "VAT".into(),
        category: STANDARD.into(),
        note: String::new(),
        history: vec![DatedRate {
            from: day("2000-01-01"),
            rate_pct: Decimal::from(rate),
        }],
    };
    RateTable::try_new([schedule("DE", 19), schedule("FR", 20)].to_vec()).unwrap()
}

/// A seller in Germany with the one-stop shop, above every threshold.
fn seller() -> Seller {
    Seller {
        country: "DE".into(),
        registrations: vec!["DE".into()],
        oss: true,
        eu_b2c_sales: None,
    }
}

fn recorded(
    seller: &Seller,
    customer: &Customer,
    (kind, on): (SupplyKind, &str),
) -> (Decision, DecisionRecord, Vec<EvidenceWarning>) {
    let buyer = TaxedCustomer {
        country: customer.address.country.clone(),
        vat_id: customer.tax.vat_id.clone(),
        business: customer.tax.business,
        exempt_reason: customer.tax.exempt_reason.clone(),
        exempt_until: customer.tax.exempt_until,
        ..TaxedCustomer::default()
    };
    let supply = Supply {
        kind,
        category: STANDARD.into(),
        on: day(on),
        amount: Decimal::ONE_HUNDRED,
    };
    let decision = decide(seller, &buyer, &supply, &table(), Language::En).unwrap();
    let asked = Asked {
        seller,
        buyer: &buyer,
        customer,
        supply: &supply,
    };
    let record = DecisionRecord::new(&decision, &asked);
    let warnings = assess(&decision, &asked);
    (decision, record, warnings)
}

/// Warnings as "code country shown/wanted" and the like.
fn warned(seller: &Seller, customer: &Customer, asked: (SupplyKind, &str)) -> String {
    let (_, _, warnings) = recorded(seller, customer, asked);
    let words = warnings.iter().map(|warning| match warning {
        EvidenceWarning::PlaceUnproven {
            country,
            shown,
            wanted,
        } => format!("{} {country} {shown}/{wanted}", warning.code()),
        EvidenceWarning::PlaceContradicted { country, others } => {
            format!("{} {country} not {}", warning.code(), others.join("+"))
        }
        other => other.code().to_owned(),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_consumer_s_place_wants_two_kinds_of_proof_that_agree() {
    use PlaceProofKind::{Bank, BillingAddress, Card, IpAddress, Other, SimCard};
    // Proofs beside the address on the customer's page (France), and what is lacking.
    let table: &[(&[PlaceProof], &str)] = &[
        (&[], "place_unproven FR 1/2"),
        // Art. 24f (a) twice is one proof; so is (c) twice, a card and its bank.
        (&[proof(BillingAddress, "FR")], "place_unproven FR 1/2"),
        (&[proof(Card, "FR")], ""),
        (&[proof(IpAddress, "FR")], ""),
        (&[proof(IpAddress, "BE")], "place_contradicted FR not BE"),
        // Two agree, one does not: the two count.
        (&[proof(Bank, "FR"), proof(IpAddress, "BE")], ""),
        // A card and its bank are one proof, which does no harm beside two.
        (
            &[proof(SimCard, "FR"), proof(Bank, "BE"), proof(Card, "BE")],
            "",
        ),
        (
            &[
                proof(SimCard, "FR"),
                proof(Bank, "BE"),
                proof(IpAddress, "BE"),
            ],
            "place_contradicted FR not BE",
        ),
        (
            &[proof(Bank, "DE"), proof(Other, "BE")],
            "place_contradicted FR not BE+DE",
        ),
        // Monaco is taxed as France is.
        (&[proof(Card, "MC")], ""),
    ];
    for (places, lacking) in table {
        let customer = with_places("FR", places);
        assert_eq!(
            warned(&seller(), &customer, (DigitalService, TODAY)),
            *lacking,
            "{places:?}"
        );
    }
}

#[test]
fn proofs_are_asked_only_where_the_place_decides() {
    let french = with_places("FR", &[]);
    for (kind, on, lacking) in [
        (DigitalService, TODAY, "place_unproven FR 1/2"),
        (DigitalService, "2015-01-01", "place_unproven FR 1/2"),
        // Before 2015 digital services were taxed where the seller is.
        (DigitalService, "2014-12-31", ""),
        (Service, TODAY, ""),
        (Goods, TODAY, ""),
    ] {
        assert_eq!(
            warned(&seller(), &french, (kind, on)),
            lacking,
            "{kind:?} on {on}"
        );
    }
    let asked = (DigitalService, TODAY);
    // Whether somebody is outside the EU has to be shown as well.
    assert_eq!(
        warned(&seller(), &with_places("US", &[]), asked),
        "place_unproven US 1/2"
    );
    let american = customer(
        "US",
        TaxProfile {
            business: true,
            ..TaxProfile::default()
        },
    );
    assert_eq!(warned(&seller(), &american, asked), "");
    // At home nothing has to be shown; a proof that denies it is still told.
    assert_eq!(warned(&seller(), &with_places("DE", &[]), asked), "");
    let abroad = with_places("DE", &[proof(PlaceProofKind::IpAddress, "AT")]);
    assert_eq!(
        warned(&seller(), &abroad, asked),
        "place_contradicted DE not AT"
    );
    // A business without a number is taxed as a consumer, and proven as one.
    let nameless = customer(
        "FR",
        TaxProfile {
            business: true,
            ..TaxProfile::default()
        },
    );
    assert_eq!(warned(&seller(), &nameless, asked), "place_unproven FR 1/2");
}

#[test]
fn little_sold_abroad_one_proof_of_somebody_else_is_enough() {
    let selling = |this_year: i64, last_year: i64| Seller {
        eu_b2c_sales: Some(EuB2cSales {
            this_year: Decimal::from(this_year),
            last_year: Decimal::from(last_year),
        }),
        ..seller()
    };
    let none = with_places("FR", &[]);
    let card = with_places("", &[proof(PlaceProofKind::Card, "FR")]);
    let card = Customer {
        address: none.address.clone(),
        ..card
    };
    let told = |seller: &Seller, customer: &Customer, on: &str| {
        warned(seller, customer, (DigitalService, on))
    };
    // This supply of 100 included: 99 900 + 100 is not above 100 000, one cent more is.
    assert_eq!(
        told(&selling(99_900, 100_000), &none, TODAY),
        "place_unproven FR 1/1"
    );
    assert_eq!(
        told(&selling(99_901, 0), &none, TODAY),
        "place_unproven FR 1/2"
    );
    assert_eq!(
        told(&selling(0, 100_001), &none, TODAY),
        "place_unproven FR 1/2"
    );
    assert_eq!(told(&selling(50_000, 0), &card, TODAY), "");
    // The relief came with 2019.
    assert_eq!(
        told(&selling(50_000, 0), &none, "2018-12-31"),
        "place_unproven FR 1/2"
    );
    let swiss = Seller {
        country: "CH".into(),
        ..selling(50_000, 0)
    };
    assert_eq!(told(&swiss, &none, TODAY), "place_unproven FR 1/2");
    let denied = with_places("FR", &[proof(PlaceProofKind::IpAddress, "BE")]);
    let small = selling(50_000, 0);
    assert_eq!(told(&small, &denied, TODAY), "place_contradicted FR not BE");
}

#[test]
fn a_reverse_charge_rests_on_the_newest_check_of_its_number() {
    let buyer = |vat_id: &str, checks: &[NumberCheck]| {
        let evidence = TaxEvidence {
            place_proofs: Vec::new(),
            number_checks: checks.to_vec(),
        };
        let profile = TaxProfile {
            vat_id: Some(vat_id.into()),
            business: true,
            evidence,
            ..TaxProfile::default()
        };
        customer("FR", profile)
    };
    let number = "FR 40 303 265 045";
    let told = |checks: &[NumberCheck]| {
        let customer = buyer(number, checks);
        warned(&seller(), &customer, (DigitalService, TODAY))
    };
    let (good, bad) = ("FR40303265045", "2025-11-20");
    assert_eq!(told(&[]), "number_unchecked");
    assert_eq!(told(&[check("DE136695976", true, bad)]), "number_unchecked");
    assert_eq!(told(&[check(good, true, TODAY)]), "");
    assert_eq!(told(&[check("40 303 265 045", true, TODAY)]), "");
    assert_eq!(
        told(&[check(good, true, bad), check(good, false, TODAY)]),
        "number_refused"
    );
    assert_eq!(
        told(&[check(good, false, bad), check(good, true, TODAY)]),
        ""
    );
    // What was answered later does not speak of that day, unless it is all there is.
    assert_eq!(
        told(&[check(good, true, bad), check(good, false, "2026-11-21")]),
        ""
    );
    assert_eq!(told(&[check(good, true, "2026-11-21")]), "");

    let checked = buyer("40303265045", &[check(good, true, TODAY)]);
    let (decision, record, warnings) = recorded(&seller(), &checked, (Service, TODAY));
    assert_eq!(decision.treatment, Treatment::ReverseCharge);
    assert_eq!(record.number_check, Some(check(good, true, TODAY)));
    assert_eq!(warnings, []);
    // At home the number decides nothing, so that nothing is kept of it.
    let home = customer("DE", checked.tax.clone());
    let (decision, record, warnings) = recorded(&seller(), &home, (Service, TODAY));
    assert_eq!(decision.treatment, Treatment::Domestic);
    assert_eq!((record.number_check, warnings), (None, Vec::new()));
}

#[test]
fn an_exemption_holds_through_its_last_day_and_says_when_it_is_over() {
    let school = customer(
        "DE",
        TaxProfile {
            exempt_reason: Some("Education, § 4 Nr. 21 UStG".into()),
            exempt_certificate: "B-2026/17".into(),
            exempt_until: Some(day("2026-12-31")),
            ..TaxProfile::default()
        },
    );
    let on = |text: &str| recorded(&seller(), &school, (Service, text));
    let (decision, record, warnings) = on("2026-11-30");
    assert_eq!(decision.treatment, Treatment::Exempt);
    let exemption = record.exemption.unwrap();
    assert_eq!(exemption.certificate, "B-2026/17");
    // 31 days before the end nothing is said, 30 days before it is.
    assert_eq!(warnings, []);
    assert_eq!(on("2026-12-01").2.first().unwrap().code(), "exemption_ends");
    assert_eq!(on("2026-12-31").0.treatment, Treatment::Exempt);

    let (decision, record, warnings) = on("2027-01-01");
    assert_eq!(decision.treatment, Treatment::Domestic);
    assert_eq!(
        decision.reason,
        "Seller and customer are both in DE. The exemption ended on 2026-12-31 and was not \
         applied."
    );
    assert_eq!(record.exemption, None);
    let until = day("2026-12-31");
    assert_eq!(warnings, [EvidenceWarning::ExemptionEnded { until }]);
    assert_eq!(record.warnings.first().unwrap().code, "exemption_ended");
    assert_eq!(school.tax.exemption_ending(day("2026-11-30")), None);
    assert_eq!(school.tax.exemption_ending(day("2026-12-01")), Some(until));
}

#[test]
fn a_record_keeps_what_proved_it_and_fits_its_own_line_alone() {
    let card = proof(PlaceProofKind::Card, "FR");
    let french = with_places("FR", std::slice::from_ref(&card));
    let (decision, record, _) = recorded(&seller(), &french, (DigitalService, TODAY));
    let address = PlaceProof {
        detail: "on the customer's page".into(),
        ..proof(PlaceProofKind::BillingAddress, "FR")
    };
    assert_eq!(record.place_proofs, [address, card]);
    assert!(record.fits(&french.id, &decision.taxes));
    let other = CustomerId::from_ulid(Ulid::from_parts(2, 2));
    assert!(!record.fits(&other, &decision.taxes));
    assert!(!record.fits(&french.id, &[]));
    let written = serde_json::to_string(&record).unwrap();
    assert_eq!(
        serde_json::from_str::<DecisionRecord>(&written).unwrap(),
        record
    );
}

#[test]
fn warnings_say_what_to_do() {
    let until = day("2026-12-31");
    let said = EvidenceWarning::PlaceUnproven {
        country: "FR".into(),
        shown: 1,
        wanted: 2,
    };
    assert_eq!(
        said.to_string(),
        "1 of 2 proofs say that the customer is in FR: note another, such as the country of the \
         card, the bank or the device."
    );
    let ends = EvidenceWarning::ExemptionEnds { until };
    assert!(ends.to_string().contains("ends on 2026-12-31"), "{ends}");
}

#[test]
fn the_page_of_vies_is_read_as_it_is_copied() {
    let text = "Yes, valid VAT number\nMember State\tFR\nVAT Number\tFR 40303265045\n\
        Date when request received\t2026/11/20 10:15:11\nName\tSA ATELIER DUBOIS\n\
        Address\t3 RUE DES ROSES\n69002 LYON\nConsultation Number\tWAPIAAAAYrQ2k8Zz";
    assert_eq!(
        read_receipt(text),
        Receipt {
            vat_id: "FR40303265045".into(),
            valid: Some(true),
            authority: "VIES".into(),
            checked_on: Some(day("2026-11-20")),
            name: "SA ATELIER DUBOIS".into(),
            address: "3 RUE DES ROSES, 69002 LYON".into(),
            receipt: "WAPIAAAAYrQ2k8Zz".into(),
        }
    );
    let refused = "No, invalid VAT number for cross border transactions within the EU\n\
        Member State: DE\nVAT Number: 136695976\nDate when request received: 20/11/2026\n\
        Name: ---\nAddress: ---";
    let read = read_receipt(refused);
    assert_eq!(
        (read.valid, read.vat_id.as_str()),
        (Some(false), "DE136695976")
    );
    assert_eq!(read.checked_on, Some(day("2026-11-20")));
    assert_eq!((read.name.as_str(), read.address.as_str()), ("", ""));
}

#[test]
fn the_page_of_hmrc_has_its_values_below_their_labels() {
    let text = "Valid UK VAT number\nRegistered VAT number\nGB 980 7806 84\n\
        Registered business name\nALDER LIMITED\nRegistered business address\n1 HIGH STREET\n\
        LEEDS\nLS1 1AA\nYour unique consultation reference\nABC-DEF-GHI\n\
        Checked date/time\n20 November 2026, 9:15 am";
    let read = read_receipt(text);
    assert_eq!(read.vat_id, "GB980780684");
    assert_eq!((read.valid, read.authority.as_str()), (Some(true), "HMRC"));
    assert_eq!(read.address, "1 HIGH STREET, LEEDS, LS1 1AA");
    assert_eq!(read.receipt, "ABC-DEF-GHI");
    assert_eq!(read.checked_on, Some(day("2026-11-20")));
    assert_eq!(read_receipt("Nothing of the kind"), Receipt::default());
}
