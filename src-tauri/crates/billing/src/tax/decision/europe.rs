//! Supplies between member states of the EU, and into the EU from outside (Directive 2006/112/EC).

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::case::{Case, Untaxed, Why};
use super::note::{INTRA_COMMUNITY, Note, REVERSE_CHARGE};
use super::{Decision, DecisionError, SupplyKind, Treatment};
use crate::tax::jurisdiction::{first_day_of, is_eu};
use crate::tax::rate::TaxCategory;
use crate::tax::vat_id::VatId;

/// Sales to consumers of other members up to which the seller's own rate is right (Art. 59c).
const THRESHOLD: i64 = 10_000;

type Decided = Result<Decision, DecisionError>;

/// Who the customer is in the eyes of the rules.
enum Standing {
    /// A business with a number of another member state.
    Business,
    /// A business with a number of the seller's own state.
    OwnNumber,
    /// A consumer, or somebody who cannot show otherwise; why.
    Consumer(String),
}

/// From one member state to another.
pub fn within(mut case: Case<'_>) -> Decided {
    match standing(&mut case) {
        Standing::Business => Ok(to_business(case)),
        Standing::OwnNumber => own_rate(
            case,
            "eu.own_number",
            "The customer's VAT number is of the seller's own country, so its rate applies",
        ),
        Standing::Consumer(why) => to_consumer(case, &why),
    }
}

/// From outside the EU into it.
pub fn into(mut case: Case<'_>) -> Decided {
    let goods = case.supply.kind == SupplyKind::Goods;
    let to = case.to.country.clone();
    let at_home = case.seller.oss || case.is_registered(&to);
    match standing(&mut case) {
        Standing::Business | Standing::OwnNumber if !goods => Ok(to_business(case)),
        Standing::Consumer(why) if at_home => {
            let reason = format!("{why} The seller is registered for the tax of {to}.");
            let rates = case.to.rates.clone();
            case.taxed(
                Treatment::Destination,
                &rates,
                Why::new("eu.destination", reason),
            )
        }
        Standing::Consumer(why) if case.supply.kind == SupplyKind::DigitalService => {
            let reason = format!(
                "{why} VAT of {to} is owed on digital services from outside the EU, and the \
                 seller is neither registered there nor in the one-stop shop."
            );
            Ok(case.not_registered(&to, Why::new("eu.not_registered", reason)))
        }
        _ => Ok(super::abroad::export(case)),
    }
}

fn standing(case: &mut Case<'_>) -> Standing {
    let to = case.to.country.clone();
    let number = case.vat_number();
    let consumer = |why: &str| Standing::Consumer(why.to_owned());
    match number {
        _ if !case.customer.business => consumer(&format!("The customer is a consumer in {to}.")),
        None => consumer("The customer is a business without a VAT number, taxed as a consumer."),
        Some(Err(error)) => consumer(&format!("{error}; so the customer is taxed as a consumer.")),
        Some(Ok(number)) if number.country() == case.from.country => Standing::OwnNumber,
        Some(Ok(number)) if is_of_member(&number, case) => Standing::Business,
        Some(Ok(number)) => consumer(&format!(
            "{} is no VAT number of the EU; so the customer is taxed as a consumer.",
            number.as_str()
        )),
    }
}

fn is_of_member(number: &VatId, case: &Case<'_>) -> bool {
    match number.country() {
        "XI" => case.supply.kind == SupplyKind::Goods || is_eu("XI", case.supply.on),
        country => is_eu(country, case.supply.on),
    }
}

/// The customer owes the tax: of a service by Art. 196, of goods on their acquisition.
fn to_business(case: Case<'_>) -> Decision {
    let to = if case.to.northern_ireland {
        "XI".to_owned()
    } else {
        case.to.country.clone()
    };
    let (how, why) = if case.supply.kind == SupplyKind::Goods {
        let how = Untaxed {
            treatment: Treatment::ReverseCharge,
            category: TaxCategory::K,
            name: INTRA_COMMUNITY,
            note: Some(Note::IntraCommunity),
        };
        let reason = format!(
            "Goods go to a business in {to} with a VAT number: an intra-Community supply, exempt, \
             and the customer accounts for the acquisition."
        );
        (how, Why::new("eu.intra_community", reason))
    } else {
        let how = Untaxed {
            treatment: Treatment::ReverseCharge,
            category: TaxCategory::AE,
            name: REVERSE_CHARGE,
            note: Some(Note::ReverseCharge),
        };
        let reason = format!(
            "A service to a business in {to} with a VAT number: the customer owes the VAT there."
        );
        (how, Why::new("eu.reverse_charge", reason))
    };
    case.untaxed(how, &to, why)
}

fn to_consumer(mut case: Case<'_>, why: &str) -> Decided {
    if case.supply.kind == SupplyKind::Service {
        let reason =
            format!("{why} A service that is not digital is taxed where the seller is (Art. 45)");
        return own_rate(case, "eu.service_to_consumer", &reason);
    }
    let to = case.to.country.clone();
    let rates = case.to.rates.clone();
    if case.seller.oss && has_one_stop_shop(&case) {
        let reason = format!("{why} The tax of {to} is declared through the one-stop shop.");
        return case.taxed(Treatment::Destination, &rates, Why::new("eu.oss", reason));
    }
    if before_the_threshold(&case) == Some(true) {
        let reason = format!(
            "{why} On that day such a supply was still taxed where the seller is, who is not \
             registered in {to}"
        );
        return own_rate(case, "eu.before_threshold", &reason);
    }
    if is_below_threshold(&mut case) {
        let reason = format!(
            "{why} Sales to consumers of other member states are not above 10 000 EUR, this \
             supply included (Art. 59c), so the seller's own rate applies"
        );
        return own_rate(case, "eu.below_threshold", &reason);
    }
    if case.is_registered(&to) {
        let reason = format!("{why} The seller is registered in {to}.");
        return case.taxed(
            Treatment::Destination,
            &rates,
            Why::new("eu.destination", reason),
        );
    }
    let rate = case.rate(&rates)?.rate_pct.normalize();
    let reason = format!(
        "{why} Sales to consumers of other member states are above 10 000 EUR, so VAT of {to} \
         ({rate} %) is owed, and the seller is neither registered there nor in the one-stop \
         shop: register before billing."
    );
    Ok(case.not_registered(&to, Why::new("eu.not_registered", reason)))
}

/// With the seller's own rate; `reason` is a sentence without its full stop.
fn own_rate(case: Case<'_>, rule: &'static str, reason: &str) -> Decided {
    let from = case.from.country.clone();
    if !case.is_registered(&from) {
        let reason = format!("{reason}; the seller is not registered in {from}.");
        return Ok(case.not_registered(&from, Why::new("seller.not_registered", reason)));
    }
    case.taxed(
        Treatment::Domestic,
        &from,
        Why::new(rule, format!("{reason}.")),
    )
}

fn is_below_threshold(case: &mut Case<'_>) -> bool {
    let on = case.supply.on;
    if let Some(below) = before_the_threshold(case) {
        return below;
    }
    let Some(sales) = case.seller.eu_b2c_sales else {
        case.explanation.step(
            "sales to the EU's consumers",
            "not known, so taken to be above 10 000 EUR",
        );
        return false;
    };
    let threshold = Decimal::from(THRESHOLD);
    let this_year = sales
        .this_year
        .saturating_add(case.supply.amount.max(Decimal::ZERO));
    case.explanation.step(
        format!(
            "sales to the EU's consumers in {}, this supply included",
            on.year()
        ),
        format!("{} EUR of 10000", this_year.normalize()),
    );
    case.explanation.step(
        "in the year before",
        format!("{} EUR of 10000", sales.last_year.normalize()),
    );
    this_year <= threshold && sales.last_year <= threshold
}

/// Whether the one-stop shop took such supplies yet: digital services since 2015, goods since the
/// middle of 2021.
fn has_one_stop_shop(case: &Case<'_>) -> bool {
    let on = case.supply.on;
    match case.supply.kind {
        SupplyKind::Goods => on >= middle_of_2021(),
        _ => on >= first_day_of(2015),
    }
}

fn middle_of_2021() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 7, 1).unwrap_or_default()
}

/// The rules of before: digital services had no threshold until 2018, goods had one in each country
/// until the middle of 2021, and who passed it was registered there.
fn before_the_threshold(case: &Case<'_>) -> Option<bool> {
    let on = case.supply.on;
    match case.supply.kind {
        SupplyKind::DigitalService if on < first_day_of(2015) => Some(true),
        SupplyKind::DigitalService if on < first_day_of(2019) => Some(false),
        SupplyKind::Goods if on < middle_of_2021() => Some(!case.is_registered(&case.to.country)),
        _ => None,
    }
}
