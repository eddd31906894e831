//! Supplies inside one country, and to places outside the EU.

use rust_decimal::Decimal;

use super::case::{Case, Untaxed, Why, line_tax};
use super::note::{EXPORT, Note};
use super::{Decision, DecisionError, SupplyKind, Treatment};
use crate::tax::rate::{LineTax, TaxCategory};

type Decided = Result<Decision, DecisionError>;

/// Seller and customer are in one country.
pub fn domestic(mut case: Case<'_>) -> Decided {
    let country = case.from.country.clone();
    if !case.is_registered(&country) {
        let reason = format!("The seller is not registered in {country}, so no tax is charged.");
        return Ok(case.not_registered(&country, Why::new("seller.not_registered", reason)));
    }
    let area = case
        .to
        .area
        .map(|area| format!(", with the rate of {area}"));
    let reason = format!(
        "Seller and customer are both in {country}{}.",
        area.unwrap_or_default()
    );
    let why = Why::new("domestic", reason);
    if country == "IN" {
        let taxes = indian(&mut case)?;
        return Ok(case.with_taxes(Treatment::Domestic, country, taxes, why));
    }
    let rates = case.to.rates.clone();
    case.taxed(Treatment::Domestic, &rates, why)
}

/// GST of India: halves of the union and the state inside one state, whole between states.
fn indian(case: &mut Case<'_>) -> Result<Vec<LineTax>, DecisionError> {
    let whole = line_tax(&case.rate("IN")?, "IN");
    let region = case.customer.region.trim().to_uppercase();
    let state = region.strip_prefix("IN-").unwrap_or(&region);
    let home = case
        .registrations()
        .iter()
        .find_map(|code| code.strip_prefix("IN-"));
    let named = |name: &str, rate_pct: Decimal, jurisdiction: &str| LineTax {
        name: name.to_owned(),
        rate_pct,
        jurisdiction: jurisdiction.to_owned(),
        ..whole.clone()
    };
    let half = whole.rate_pct.checked_div(Decimal::TWO).unwrap_or_default();
    Ok(match home {
        Some(home) if !state.is_empty() && home == state => vec![
            named("CGST", half, "IN"),
            named("SGST", half, &format!("IN-{state}")),
        ],
        Some(_) if !state.is_empty() => vec![named("IGST", whole.rate_pct, "IN")],
        _ => vec![whole],
    })
}

/// To a place outside the EU, from another country.
pub fn abroad(mut case: Case<'_>) -> Decided {
    let to = case.to.country.clone();
    let outside = case.to.outside || !case.is_registered(&to) || case.table_is_silent(&to);
    if outside {
        return Ok(export(case));
    }
    let number = case.vat_number();
    let shows_number = matches!(&number, Some(Ok(_)))
        || matches!(&number, Some(Err(error)) if error.country.is_none());
    if case.customer.business && shows_number {
        case.explanation.step(
            "business abroad",
            format!("accounts for the tax of {to} itself"),
        );
        return Ok(export(case));
    }
    let reason = format!("The customer is in {to}, where the seller is registered.");
    case.taxed(Treatment::Destination, &to, Why::new("destination", reason))
}

impl Case<'_> {
    fn table_is_silent(&self, country: &str) -> bool {
        !self.table.knows(country)
    }
}

/// It leaves, or its place is elsewhere.
pub fn export(case: Case<'_>) -> Decision {
    let goods = case.supply.kind == SupplyKind::Goods;
    let from_eu = case.in_eu(&case.from);
    let note = match (from_eu, goods) {
        (true, true) => Note::ExportOfGoods,
        (true, false) => Note::OutsideScope(place_of_service(&case)),
        (false, _) => Note::Export,
    };
    let category = if goods {
        TaxCategory::G
    } else {
        TaxCategory::O
    };
    let how = Untaxed {
        treatment: Treatment::Export,
        category,
        name: EXPORT,
        note: Some(note),
    };
    let place = match case.to.area {
        Some(area) if case.to.outside => format!("{area} ({})", case.to.country),
        _ => case.to.country.clone(),
    };
    let outside = if from_eu { ", outside the EU" } else { "" };
    let reason = if goods {
        format!("Goods are exported to {place}{outside}.")
    } else {
        format!("A service to {place}{outside}: its place is there, not where the seller is.")
    };
    let why = Why::new(
        if goods {
            "export.goods"
        } else {
            "export.service"
        },
        reason,
    );
    let jurisdiction = case.to.country.clone();
    case.untaxed(how, &jurisdiction, why)
}

/// The article that puts a service's place where the customer is.
fn place_of_service(case: &Case<'_>) -> &'static str {
    match (case.customer.business, case.supply.kind) {
        (true, _) => "Art. 44",
        (false, SupplyKind::DigitalService) => "Art. 58",
        (false, _) => "Art. 59",
    }
}
